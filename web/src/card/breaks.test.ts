import { describe, expect, it } from 'vitest';

import type { LineageEvent, ValueInTime } from '../api/types';
import { breaksOf } from './breaks';

const seen = (reference_date: string, value: number | null, status: string, dataset: string) =>
  ({ reference_date, value, status, dataset, lower: value, upper: value }) as unknown as ValueInTime;
const event = (date: string, changes_territory = true) => ({ date, changes_territory }) as LineageEvent;
const SERIES = [
  seen('2010-11-01', 100, 'W', 'census-2010'), seen('2020-11-01', 80, 'A', 'census-2020'),
  seen('2021-12-31', 81, 'E', 'year-end-2021'), seen('2023-12-31', 82, 'E', 'year-end-2023'),
];
const kinds = (lineage: LineageEvent[], series = SERIES) => breaksOf(series, lineage).map(({ kind, date, to }) => [kind, date, to]);

describe('the breaks of a series', () => {
  it('are where counts give way to estimates, not where one edition of a kind follows another', () => {
    expect(kinds([])).toEqual([['edition', null, '2021-12-31']]);
  });

  it('are where the territory changed between two values, once a day', () => {
    const lineage = [event('2019-09-25'), event('2019-09-25'), event('2015-07-23', false), event('2009-01-01'), event('2024-01-01')];
    expect(kinds(lineage)).toEqual([['territory', '2019-09-25', '2020-11-01'], ['edition', null, '2021-12-31']]);
  });

  it('lie before a value of the very day: the new territory is counted', () => {
    expect(kinds([event('2020-11-01')], SERIES.slice(0, 2))).toEqual([['territory', '2020-11-01', '2020-11-01']]);
    expect(kinds([event('2010-11-01')], SERIES.slice(0, 2))).toEqual([]);
  });

  it('need two sides', () => {
    expect(kinds([event('2019-09-25')], SERIES.slice(0, 1))).toEqual([]);
    expect(kinds([], [seen('2010', null, 'O', 'a'), seen('2020', 1, 'E', 'b')])).toEqual([]);
  });
});
