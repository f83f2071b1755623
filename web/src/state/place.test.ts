import { describe, expect, it } from 'vitest';

import { commonParent } from './place';

const parents = { '330300': { zh: '温州市', en: null }, '331000': { zh: '台州市', en: null } };
const of = (...parent: (string | null)[]) => commonParent({ units: { parent, valid_to: parent.map(() => null) }, parents });

describe('commonParent', () => {
  it('names what all units belong to', () => {
    expect(of('330300', '330300')).toEqual({ zh: '温州市', en: null });
  });
  it('asks only what the units of today belong to', () => {
    expect(commonParent({ units: { parent: ['330300', '331000'], valid_to: [null, '2012-01-01'] }, parents })?.zh).toBe('温州市');
  });
  it('names nothing where they belong to several, to none or to one that has no name', () => {
    expect(of('330300', '331000')).toBeNull();
    expect(of('330300', null)).toBeNull();
    expect(of(null)).toBeNull();
    expect(of()).toBeNull();
    expect(of('999999')).toBeNull();
  });
});
