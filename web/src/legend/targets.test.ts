import { describe, expect, it } from 'vitest';

import type { Target } from '../api/plans';
import { targetsOf } from './targets';

const target = (year: number, value: number | null, more: Partial<Target> = {}) =>
  ({ unit_indicator: 'urbanisation', zone: null, year, value, comparator: '=', display: { value: String((value ?? 0) * 100), unit: '%' }, ...more }) as Target;

describe('targetsOf', () => {
  it('takes those of the whole by the same formula, oldest first', () => {
    const all = [target(2030, 0.8), target(2025, 0.75), target(2035, null), target(2025, 0.3, { zone: 'z' }), target(2025, 0.2, { unit_indicator: null })];
    expect(targetsOf(all, 'urbanisation', 'en')).toEqual([
      { year: 2025, value: 0.75, text: '2025 75%' }, { year: 2030, value: 0.8, text: '2030 80%' },
    ]);
    expect(targetsOf(all, 'ageing_rate', 'en')).toEqual([]);
  });
});
