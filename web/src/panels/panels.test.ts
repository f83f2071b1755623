import { describe, expect, it } from 'vitest';

import type { UnitProfile } from '../api/types';
import { byCode, featureIds } from '../state/byCode';
import { historyOf, othersOn } from '../card/history';

describe('the codes of then and now', () => {
  const then = { id: 330322, code: '330322', unit: '330305' };

  it('join by the permanent id', () => {
    expect(byCode([then]).get('330305')).toBe(then);
    expect(byCode([then]).get('330322')).toBe(then);
    expect(featureIds(then)).toEqual([330322, 330305]);
  });

  it('let a present code win over the permanent id of another', () => {
    const heir = { id: 330305, code: '330305', unit: 'x' };
    expect(byCode([heir, then]).get('330305')).toBe(heir);
    expect(featureIds(heir)).toEqual([330305]);
  });
});

describe('a profile', () => {
  const seen = (indicator: string, reference_date: string, value: number | null) => ({ indicator, reference_date, value });
  const profile = {
    values: [seen('a', '2020', 2), seen('a', '2010', null), seen('b', '2020', 3), seen('c', '2020', null)],
  } as unknown as UnitProfile;

  it('tells the history of one indicator, gaps included', () => {
    expect(historyOf(profile, 'a').map(({ value }) => value)).toEqual([null, 2]);
  });

  it('names the others that have a value on the date', () => {
    expect(othersOn(profile, '2020', 'a').map(({ indicator }) => indicator)).toEqual(['b']);
  });
});
