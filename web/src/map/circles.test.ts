import { describe, expect, it } from 'vitest';

import type { Unit } from '../api/types';
import { circlePoints, circleRadius, largestOf, legendValues } from './circles';

const unit = (id: number, value: number | null, status = 'A', at: [number, number] | null = [120, 28]) =>
  ({ id, code: String(id), unit: String(id), geometry: at && { type: 'Point', coordinates: at }, values: { x: { value, status } } }) as unknown as Unit;

describe('a circle', () => {
  it.each([[10, 40], [1, 1000], [250, 500]])('has an area in proportion: %d of %d', (value, max) => {
    for (const zoom of [6, 9, 13.5]) {
      const [small, large] = [circleRadius(value, max, zoom), circleRadius(max, max, zoom)];
      expect(small ** 2 / large ** 2).toBeCloseTo(value / max, 10);
    }
  });

  it('is as large for a loss as for a gain', () => {
    expect(circleRadius(-9, 36, 9)).toBe(circleRadius(9, 36, 9));
  });

  it('has the scale of the classes', () => {
    expect([largestOf({ breaks: [-9, 0, 9] }), largestOf(null)]).toEqual([9, 0]);
  });

  it('is nothing for nobody', () => {
    expect([circleRadius(0, 10, 9), circleRadius(0, 0, 9)]).toEqual([0, 0]);
  });
});

describe('the points', () => {
  it('put the largest first and keep zero, not what is missing or nowhere', () => {
    const { features } = circlePoints([unit(1, 25), unit(2, null), unit(3, 100, 'E'), unit(4, 0), unit(5, 7, 'A', null), unit(6, -36)], 'x', 100);
    expect(features.map(({ properties }) => properties)).toEqual([
      { code: '3', value: 100, root: 1, estimated: true },
      { code: '6', value: -36, root: 0.6, estimated: false },
      { code: '1', value: 25, root: 0.5, estimated: false },
      { code: '4', value: 0, root: 0, estimated: false },
    ]);
  });
});

describe('the legend', () => {
  it.each([[1_520_046, [1_000_000, 300_000, 70_000]], [9, [9, 2, 1]], [0, []]])('shows round values of %d', (max, values) => {
    expect(legendValues(max)).toEqual(values);
  });
});
