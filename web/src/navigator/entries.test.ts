import { describe, expect, it } from 'vitest';

import type { Unit } from '../api/types';
import { byGroup, entriesOf, linesOf, narrowed } from './entries';

const town = (code: string, zh: string, en: string, pinyin: string, parent: string, county: string, level = 'township') =>
  ({ code, name: { zh, en }, pinyin, parent, parent_name: { zh: county, en: `En${county}` }, level }) as unknown as Unit;
const UNITS = [
  town('101', '五马街道', 'Wuma', 'wu ma', '1', '鹿城区'),
  town('201', '昆阳镇', 'Kunyang', 'kun yang', '2', '平阳县'),
  town('102', '松台街道', 'Songtai', 'song tai', '1', '鹿城区'),
  town('3', '龙港市', 'Longgang', 'long gang', '9', '温州市', 'county'),
];
const ENTRIES = entriesOf(UNITS);
const codes = (entries: { unit: Unit }[]) => entries.map(({ unit }) => unit.code);

describe('the list of units', () => {
  it('keeps the order of the map and brings each county together', () => {
    expect(codes(ENTRIES)).toEqual(['101', '102', '201', '3']);
  });

  it.each([
    ['松台', ['102']], ['kunyang', ['201']], ['kun yang', ['201']], ['WUMA', ['101']], ['ma', ['101']], ['uma', []], ['台街', ['102']], ['20', ['201']], ['01', []],
    ['鹿城', ['101', '102']], ['  ', ['101', '102', '201', '3']], ['nowhere', []],
  ])('narrows to %j', (typed, found) => {
    expect(codes(narrowed(ENTRIES, typed))).toEqual(found);
  });

  it('finds nothing across two names', () => {
    expect(narrowed(ENTRIES, '道wuma')).toEqual([]);
  });

  it('has a head before each county, and a county that is its own leaf under itself', () => {
    expect(linesOf(ENTRIES, true).map((line) => `${line.kind} ${line.group}`)).toEqual([
      'head 1', 'unit 1', 'unit 1', 'head 2', 'unit 2', 'head 3', 'unit 3',
    ]);
    expect(linesOf(ENTRIES, false).every(({ kind, group }) => kind === 'unit' && group === '')).toBe(true);
  });

  it('counts units alone', () => {
    expect(linesOf(ENTRIES, true).flatMap((line) => (line.kind === 'unit' ? [line.index] : []))).toEqual([0, 1, 2, 3]);
  });

  it('nests a window of lines by county', () => {
    const window = linesOf(ENTRIES, true).slice(2, 6);
    expect(byGroup(window).map(({ group, lines }) => [group, lines.length])).toEqual([['1', 1], ['2', 2], ['3', 1]]);
  });

  it('stays quick among the townships of a nation', () => {
    const many = Array.from({ length: 41_000 }, (_, i) => town(String(i), `镇${i}`, `Town ${i}`, `zhen ${i}`, String(i % 2800), '县'));
    const entries = entriesOf(many);
    const start = performance.now();
    expect(narrowed(entries, 'town 4099').length).toBe(11);
    expect(performance.now() - start).toBeLessThan(200);
  });
});
