import { describe, expect, it } from 'vitest';

import type { Measure, UnitProfile, Zone } from '../api/types';
import { byCode, featureIds } from '../state/byCode';
import { byZone } from './byZone';
import { historyOf, othersOn } from './history';
import { printedOnce } from './printed';

const zone = (id: string) => ({ id }) as Zone;
const measure = (id: string, of: string | null) => ({ measure: id, zone: of }) as Measure;
describe('byZone', () => {
  it('keeps the order of the plan and loses nothing', () => {
    const groups = byZone([zone('b'), zone('a')], [measure('1', 'a'), measure('2', null), measure('3', 'gone')]);
    expect(groups.map((group) => [group.zone?.id ?? null, group.measures.map((item) => item.measure)])).toEqual([
      ['b', []], ['a', ['1']], [null, ['2', '3']],
    ]);
  });
});

describe('printedOnce', () => {
  const figure = (value: string, clause: string) =>
    ({ value, unit: '%', clause, derived: null, verdict: 'reproduced', reason: null, note: null }) as const;

  it('joins the clauses of equal figures and keeps different ones apart', () => {
    const found = printedOnce([figure('45.31', '一(一)4'), figure('45', '表6 no 14'), figure('45.31', '附件1')]);
    expect(found.map(({ value, clause }) => [value, clause])).toEqual([['45.31', '一(一)4; 附件1'], ['45', '表6 no 14']]);
  });
});

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
