import { describe, expect, it } from 'vitest';

import type { Status, Unit, ValueClass } from '../api/types';
import { barHeights, classIndex, countStatus, gapsOf, positionOf, rankOf, valuesOf } from './classify';

const between = (lower: number, upper: number): ValueClass => ({ lower, upper, closed: 'lower', count: 1, colour: '#123456', label: { zh: null, en: null } });
const CLASSES = [between(0, 10), between(10, 20), between(20, 30)];
const unit = (value: number | null, status: Status) => ({ values: { x: { value, status } } }) as unknown as Unit;

describe('classIndex', () => {
  it.each([[0, 0], [9.99, 0], [10, 1], [20, 2], [30, 2], [30.01, -1], [-1, -1], [null, -1], [undefined, -1]] as const)(
    'puts %s into class %s',
    (value, index) => { expect(classIndex(value, CLASSES)).toBe(index); },
  );

  it('knows that zero is not missing', () => {
    expect(classIndex(0, CLASSES)).toBe(0);
  });
});

describe('positionOf', () => {
  it.each([[0, 0], [5, 1 / 6], [10, 1 / 3], [25, 5 / 6], [30, 1], [31, null], [null, null]] as const)(
    'puts %s at %s of the scale',
    (value, position) => {
      const found = positionOf(value, CLASSES);
      if (position === null) expect(found).toBeNull();
      else expect(found).toBeCloseTo(position);
    },
  );

  it('puts the only value of a class without width into its middle', () => {
    expect(positionOf(7, [between(7, 7)])).toBe(0.5);
  });
});

describe('counting', () => {
  it('ranks the largest first and ties alike', () => {
    expect([5, 3, 3, 1].map((value) => rankOf(value, [5, 3, 3, 1]))).toEqual([1, 2, 2, 4]);
  });

  it('leaves missing values out', () => {
    const units = [unit(1, 'E'), unit(null, 'E'), unit(0, 'A')];
    expect(valuesOf(units, 'x')).toEqual([1, 0]);
    expect(countStatus(units, 'x', 'E')).toBe(1);
  });

  it('keeps a small class visible and an empty one empty', () => {
    expect(barHeights([100, 1, 0], 40)).toEqual([40, 3, 0]);
    expect(barHeights([0, 0], 40)).toEqual([0, 0]);
  });
});

describe('gaps', () => {
  it('are told apart by status, and named when only the map knows of them', () => {
    expect(gapsOf({ L: 2, O: 1, M: 4, B: 3 }, ['suppressed'])).toEqual([
      { gap: 'missing', count: 3 }, { gap: 'absent', count: 4 }, { gap: 'suppressed', count: 0 }, { gap: 'incomparable', count: 3 },
    ]);
    expect(gapsOf({}, [])).toEqual([]);
  });
});
