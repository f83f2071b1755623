import { describe, expect, it } from 'vitest';

import type { Forecast } from '../api/plans';
import { amountOf, fansOf, layFan } from './forecasts';

const forecast = (scenario: string, year: number, value: number, counted?: number) =>
  ({ outlook: 'residents', scenario, year, value, observed: counted === undefined ? null : { value: counted, status: 'E' } }) as Forecast;
const ITEMS = [forecast('low', 2021, 10, 11), forecast('low', 2035, 12), forecast('high', 2021, 13, 11), forecast('high', 2035, 20)];

describe('forecasts', () => {
  it('fan out by scenario, with each later count once', () => {
    const [fan] = fansOf(ITEMS);
    expect(fan?.scenarios.map(({ id, items }) => [id, items.length])).toEqual([['low', 2], ['high', 2]]);
    expect(fan?.years).toEqual([2021, 2035]);
    expect([...(fan?.counted ?? [])].map(([year, { value }]) => [year, value])).toEqual([[2021, 11]]);
    expect(fansOf([])).toEqual([]);
  });

  it('are laid out with more above less', () => {
    const [fan] = fansOf(ITEMS);
    if (!fan) throw new Error('no fan');
    const layout = layFan(fan, { width: 100, height: 50, left: 10, right: 5, top: 5, bottom: 10 });
    const [low, high] = layout.lines;
    expect(low?.points.map(({ x }) => x)).toEqual([10, 95]);
    expect((high?.points[1]?.y ?? 99) < (low?.points[1]?.y ?? 0)).toBe(true);
    expect(layout.counted).toHaveLength(1);
  });
});

describe('what a reckoning starts from', () => {
  it.each([
    ['rate', 0.006, '0.6', '%'], ['share', 0.0931, '9.31', '%'], ['needed_rate', 1_000_000, '1000000', 'persons'], ['increment', 5000, '5000', 'persons'],
  ] as const)('of %s %d is %s %s', (method, amount, value, unit) => {
    expect(amountOf({ method, amount })).toEqual({ value, unit });
  });
});
