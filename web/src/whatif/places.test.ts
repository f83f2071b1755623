import { describe, expect, it } from 'vitest';

import type { Unit } from '../api/types';
import type { Gazetteer } from '../api/values';
import { byPlanCode, placesOf } from './places';

/** Rows as [unit, code, name, parent, from, to]. */
function gazetteer(rows: [string, string, string, string, string | null, string | null][], parents: Gazetteer['parents'] = {}): Gazetteer {
  const column = (at: number) => rows.map((row) => row[at]);
  return {
    units: { unit: column(0), code: column(1), name_zh: column(2), name_en: rows.map(() => null), parent: column(3), valid_from: column(4), valid_to: column(5) },
    parents,
  } as unknown as Gazetteer;
}

const PLACES = placesOf([
  gazetteer([
    ['330305', '330322', '洞头县', '330300', null, '2015-07-23'],
    ['330305', '330305', '洞头区', '330300', '2015-07-23', null],
  ], { '330300': { zh: '温州市', en: 'Wenzhou' } }),
  gazetteer([
    ['330305002', '330305002', '灵昆街道', '330303', null, '2015-07-23'],
    ['330305002', '330305002', '灵昆街道', '330305', '2015-07-23', null],
  ]),
]);

describe('places', () => {
  it('have names whatever their level, and the chain of what they belong to now', () => {
    expect([PLACES.nameOf('330322')?.zh, PLACES.nameOf('330300')?.zh, PLACES.nameOf('1')]).toEqual(['洞头县', '温州市', null]);
    expect(PLACES.above('330305002')).toEqual(['330305', '330300']);
  });

  it('have the code of a date', () => {
    expect(['2010-11-01', '2015-07-23', '2020-11-01'].map((date) => PLACES.codeOn('330305', date))).toEqual(['330322', '330305', '330305']);
    expect(PLACES.codeOn('330399', '2020-11-01')).toBeNull();
  });

  it('are found on an earlier map by the code of the plan', () => {
    const old = [{ unit: '330305', code: '330322' }, { unit: '330399', code: '330399' }] as Unit[];
    expect([...byPlanCode(old, PLACES, '2020-11-01')]).toEqual([['330305', old[0]]]);
  });
});
