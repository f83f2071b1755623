import { describe, expect, it } from 'vitest';

import type { Unit, UnitProfile } from '../api/types';
import { byCode, featureIds } from '../state/byCode';
import { historyOf, othersOn } from './history';
import { matches, sorted } from './rows';

const unit = (id: number, zh: string, value: number | null, status = 'A') =>
  ({
    id, code: String(id), unit: String(id), name: { zh, en: `En${zh}` }, pinyin: 'ao jiang zhen',
    parent_name: { zh: '平阳县', en: 'Pingyang' }, values: { x: { value, status } },
  }) as unknown as Unit;

describe('rows', () => {
  const units = [unit(3, '丙', null), unit(1, '甲', 5), unit(2, '乙', 7)];
  const codes = (descending: boolean) => sorted(units, { column: 'value', descending }, 'x', 'zh').map(({ id }) => id);

  it('keep units without a value last both ways', () => {
    expect(codes(true)).toEqual([2, 1, 3]);
    expect(codes(false)).toEqual([1, 2, 3]);
  });

  it('order Chinese names by sound', () => {
    expect(sorted(units, { column: 'name', descending: false }, 'x', 'zh').map(({ name }) => name.zh)).toEqual(['丙', '甲', '乙']);
  });

  it.each(['', '丙', 'EN丙', 'jiang', '平阳', 'pingyang', '3'])('are found by %j', (filter) => {
    expect(matches(unit(3, '丙', 1), filter)).toBe(true);
  });

  it('are not found by anything else', () => {
    expect(matches(unit(3, '丙', 1), '鹿城')).toBe(false);
  });

  it('find pinyin typed without spaces', () => {
    expect(matches(unit(3, '丙', 1), 'aojiang')).toBe(true);
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
