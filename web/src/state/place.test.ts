import { describe, expect, it } from 'vitest';

import { commonParent } from './place';

const of = (parent: string | null, zh: string) => ({ parent, parent_name: parent === null ? null : { zh, en: null } });

describe('the place that the map is about', () => {
  it('is the parent that all counties share', () => {
    expect(commonParent([of('330300', '温州市'), of('330300', '温州市')])).toEqual({ zh: '温州市', en: null });
  });
  it('has no name where counties belong to several units, to none, or are not there', () => {
    expect(commonParent([of('330300', '温州市'), of('331000', '台州市')])).toBeNull();
    expect(commonParent([of(null, '')])).toBeNull();
    expect(commonParent([])).toBeNull();
  });
});
