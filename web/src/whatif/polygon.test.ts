import { describe, expect, it } from 'vitest';

import { holds, withCorner } from './polygon';

describe('a lasso', () => {
  const square: [number, number][] = [[0, 0], [10, 0], [10, 10], [0, 10]];

  it('holds what lies inside', () => {
    expect([holds(square, [5, 5]), holds(square, [11, 5]), holds(square.slice(0, 2), [5, 0])]).toEqual([true, false, false]);
  });

  it('drops corners that add nothing', () => {
    expect(withCorner([[0, 0]], [1, 1])).toEqual([[0, 0]]);
    expect(withCorner([[0, 0]], [5, 5])).toEqual([[0, 0], [5, 5]]);
  });
});
