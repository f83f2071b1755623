import { describe, expect, it } from 'vitest';

import type { Measure } from '../api/types';
import { zoneNotes } from './zoneNotes';

const goal = (measure: string, year: number, value: number | null) =>
  ({ measure, year, comparator: '≥' as const, value, display: { value: value === null ? null : (value * 100).toFixed(0), unit: '%' } });
const GOALS = [goal('core', 2030, 0.6), goal('core', 2025, 0.55), goal('core', 2035, null), goal('edge', 2030, 0.2)];
const share = (zone: string | null, value: number | null, more: Partial<Measure> = {}): Measure => ({
  plan: 'p', measure: 'core', kind: 'share', label: { zh: null, en: null }, zone, period: '2020-11-01', value, bounds: null, unit: 'fraction',
  display: { value: value === null ? null : (value * 100).toFixed(2), unit: '%' }, status: 'A', reason: null,
  coverage: { units: 1, by_status: {} }, published_figures: [], receipt: '', ...more,
});

describe('zoneNotes', () => {
  it('says share, target and the points between', () => {
    expect(zoneNotes([share('z', 0.5238)], GOALS, 'en')).toEqual({ z: '52.38%\n2025 target ≥ 55%\nMissing 2.62 points' });
    expect(zoneNotes([share('z', 0.56)], GOALS, 'zh')).toEqual({ z: '56.00%\n2025年目标 ≥ 55%\n已超过 1.00 个百分点' });
  });

  it('leads to the first number wanted after the count, or to the last of all', () => {
    const yearOf = (period: string) => /(\d{4}) target/.exec(zoneNotes([share('z', 0.5, { period })], GOALS, 'en')['z'] ?? '')?.[1];
    expect([yearOf('2020-11-01'), yearOf('2025-12-31'), yearOf('2040-01-01')]).toEqual(['2025', '2030', '2030']);
  });

  it('says of what is not plainly published what it is', () => {
    expect(zoneNotes([share('z', 0.5, { measure: 'none', status: 'E' })], GOALS, 'zh')).toEqual({ z: '50.00% 估计值' });
  });

  it('says the share alone where the plan wants nothing', () => {
    expect(zoneNotes([share('z', 0.5, { measure: 'none' })], GOALS, 'en')).toEqual({ z: '50.00%' });
  });

  it('says nothing of what is not computed, is no share or has no zone', () => {
    expect(zoneNotes([share('z', null), share('y', 12, { kind: 'population' }), share(null, 0.4)], GOALS, 'en')).toEqual({});
  });

  it('takes the first of two shares of a zone, as the plan orders them', () => {
    expect(zoneNotes([share('z', 0.5, { measure: 'none' }), share('z', 0.4)], GOALS, 'en')).toEqual({ z: '50.00%' });
  });
});
