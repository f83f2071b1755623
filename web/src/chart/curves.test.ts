import { describe, expect, it } from 'vitest';

import { lorenz, rankSize, slopeLine } from './curves';

const units = (...values: number[]) => values.map((value, i) => ({ code: String(i), value }));

describe('the Lorenz curve', () => {
  it('is the diagonal where all are alike', () => {
    for (const { x, y } of lorenz(units(5, 5, 5, 5))) expect(y).toBeCloseTo(x, 12);
  });

  it('starts with the smallest, ends with everybody, and encloses half the Gini coefficient', () => {
    const curve = lorenz(units(6, 1, 3));
    expect(curve.map(({ code }) => code)).toEqual(['1', '2', '0']);
    expect(curve.at(-1)).toMatchObject({ x: 1, y: 1 });
    const area = curve.reduce(({ sum, y }, point) => ({ sum: sum + (y + point.y) / 2 / 3, y: point.y }), { sum: 0, y: 0 }).sum;
    expect(1 - 2 * area).toBeCloseTo((2 * (1 * 1 + 2 * 3 + 3 * 6)) / (3 * 10) - 4 / 3, 12);
  });

  it('of nobody is none', () => {
    expect([lorenz(units(0, 0)), lorenz([])]).toEqual([[], []]);
  });
});

describe('rank and size', () => {
  it('leave out nobody and keep the order', () => {
    expect(rankSize(units(1, 0, 9)).map(({ code, x, y }) => [code, x, y])).toEqual([['2', 9, 1], ['0', 1, 2]]);
  });

  it('of Zipf lie on a line of slope one', () => {
    const points = rankSize(units(...[1, 2, 3, 4].map((rank) => 1000 / rank)));
    const line = slopeLine(points, 1);
    expect(line?.[0]?.[1]).toBeCloseTo(1, 9);
    expect(line?.[1]?.[1]).toBeCloseTo(4, 9);
    expect(slopeLine(points.slice(0, 1), 1)).toBeNull();
  });
});
