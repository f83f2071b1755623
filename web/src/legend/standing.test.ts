import { describe, expect, it } from 'vitest';

import type { Classes, Unit } from '../api/types';
import { standingOf } from './standing';

const unit = (value: number | null) => ({ values: { x: { value } } }) as unknown as Unit;
const shown = {
  units: [unit(5), unit(1), unit(null), unit(9)],
  classes: { classes: [{ lower: 0, upper: 4 }, { lower: 4, upper: 9 }] } as unknown as Classes,
};

describe('where a value stands', () => {
  it('is told by class and rank', () => {
    expect(standingOf(5, shown, 'x')).toEqual({ k: 2, n: 2, rank: 2, all: 3 });
    expect(standingOf(0, shown, 'x')).toEqual({ k: 1, n: 2, rank: 4, all: 3 });
  });

  it('is nowhere without a value, outside all classes, or before they come', () => {
    expect([standingOf(null, shown, 'x'), standingOf(10, shown, 'x'), standingOf(5, { units: [], classes: null }, 'x')]).toEqual([null, null, null]);
  });
});
