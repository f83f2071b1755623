import { describe, expect, it } from 'vitest';

import type { Unit, ValueClass } from '../api/types';
import { tsvOf } from './copy';
import { matches, orderOf, rowsOf, sorted, sortText, COLUMNS } from './rows';
import { scrollFor, stepped, visibleRows } from './window';

const unit = (id: number, zh: string, value: number | null, status = 'A') =>
  ({
    id, code: String(id), unit: String(id), name: { zh, en: `En${zh}` }, pinyin: 'ao jiang zhen',
    parent_name: { zh: '平阳县', en: 'Pingyang' }, values: { x: { value, status, source: { title: '公报' } } },
  }) as unknown as Unit;
const CLASSES = [{ lower: 0, upper: 6 }, { lower: 6, upper: 10 }] as ValueClass[];
const UNITS = [unit(3, '丙', null), unit(1, '甲', 5), unit(2, '乙', 7), unit(4, '丁', 7)];
const ROWS = rowsOf(UNITS, 'x', CLASSES, true);
const ids = (rows: { unit: Unit }[]) => rows.map((row) => row.unit.id);

describe('rows', () => {
  it('are ranked, classed and shared out', () => {
    expect(ROWS.map(({ rank, class: index, share }) => [rank, index, share])).toEqual([
      [null, -1, null], [3, 0, 5 / 19], [1, 1, 7 / 19], [1, 1, 7 / 19],
    ]);
    expect(rowsOf(UNITS, 'x', CLASSES, false)[1]?.share).toBeNull();
  });

  it.each(['value', 'rank', 'class', 'share'] as const)('keep units without a value last both ways by %s', (column) => {
    for (const descending of [true, false]) expect(ids(sorted(ROWS, { column, descending }, 'x', 'zh')).at(-1)).toBe(3);
  });

  it('order Chinese names by sound', () => {
    expect(sorted(ROWS, { column: 'name', descending: false }, 'x', 'zh').map(({ unit: { name } }) => name.zh)).toEqual(['丙', '丁', '甲', '乙']);
  });

  it.each(COLUMNS)('can be ordered by %s, written to a link and read from it', (column) => {
    for (const descending of [true, false]) {
      expect(orderOf(sortText({ column, descending }))).toEqual({ column, descending });
    }
  });

  it('fall back to the usual order', () => {
    expect(orderOf('-nonsense')).toEqual({ column: 'value', descending: true });
  });

  it.each(['', '丙', 'EN丙', 'jiang', 'aojiang', '平阳', 'pingyang', '3', '公布', 'published'])('are found by %j', (filter) => {
    expect(matches(unit(3, '丙', 1), filter, 'x')).toBe(true);
  });

  it('are not found by anything else', () => {
    expect(matches(unit(3, '丙', 1), '鹿城', 'x')).toBe(false);
  });
});

describe('a copy', () => {
  it('has a header and runs nothing', () => {
    const evil = rowsOf([unit(9, '=1+1', -2)], 'x', CLASSES, true);
    expect(tsvOf(evil, ['code', 'name'], 'x', 'zh').split('\n')).toEqual(['code\tname', "9\t'=1+1\t平阳县\t-2\t1\t\t公布数\t公报"]);
  });
});

describe('a window', () => {
  it('holds what is seen and a little more', () => {
    expect(visibleRows(0, 300, 30, 41_000)).toEqual([0, 18]);
    expect(visibleRows(30_000, 300, 30, 41_000)).toEqual([992, 1018]);
    expect(visibleRows(900, 300, 30, 5)).toEqual([5, 5]);
  });

  it('scrolls no more than it must', () => {
    expect([scrollFor(2, 0, 300, 30), scrollFor(0, 90, 300, 30), scrollFor(20, 0, 300, 30)]).toEqual([0, 0, 330]);
  });

  it.each([['ArrowDown', 6], ['ArrowUp', 4], ['PageDown', 15], ['Home', 0], ['End', 19], ['x', null]] as const)('%s leads to %s', (key, to) => {
    expect(stepped(5, key, 20)).toBe(to);
  });

  it('ends at its ends', () => {
    expect([stepped(0, 'ArrowUp', 20), stepped(19, 'PageDown', 20), stepped(0, 'ArrowDown', 0)]).toEqual([0, 19, null]);
  });
});
