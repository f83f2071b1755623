import { describe, expect, it } from 'vitest';

import type { ValueInTime } from '../api/types';
import type { Break } from './breaks';
import { layOut } from './plot';

const seen = (reference_date: string, value: number | null, half = 0) =>
  ({ reference_date, value, lower: value === null ? null : value - half, upper: value === null ? null : value + half }) as unknown as ValueInTime;
const FRAME = { width: 300, height: 120, left: 40, right: 20, top: 20, bottom: 20 };
const SERIES = [seen('2000-01-01', 100), seen('2010-01-01', null), seen('2020-01-01', 200, 10)];
const territory: Break = { kind: 'territory', date: '2015-01-01', from: '2010-01-01', to: '2020-01-01' };

describe('a series in its frame', () => {
  it('runs from edge to edge in time and upwards in value, gaps left out', () => {
    const { points } = layOut(SERIES, [], FRAME);
    expect(points.map(({ x }) => x)).toEqual([40, 280]);
    expect(points[0]?.y).toBeGreaterThan(points[1]?.y ?? 0);
    expect(points.map(({ reach }) => reach === null)).toEqual([true, false]);
  });

  it('marks a break on its day and breaks the line across it', () => {
    const { marks, lines } = layOut(SERIES, [territory], FRAME);
    expect(marks.map(({ x }) => Math.round(x))).toEqual([220]);
    expect(lines.map(({ broken }) => broken)).toEqual([true]);
    expect(layOut(SERIES, [], FRAME).lines.map(({ broken }) => broken)).toEqual([false]);
  });

  it('marks a change of edition midway, and nothing before the first value', () => {
    const edition: Break = { kind: 'edition', date: null, from: '2000-01-01', to: '2020-01-01' };
    expect(layOut(SERIES, [edition], FRAME).marks.map(({ x }) => Math.round(x))).toEqual([160]);
    expect(layOut(SERIES, [{ ...territory, date: '1999-01-01' }], FRAME).marks).toEqual([]);
  });

  it('stands on its feet with one value, or with equal ones', () => {
    for (const series of [SERIES.slice(0, 1), [seen('2000-01-01', 5), seen('2020-01-01', 5)]]) {
      const { points, ticks } = layOut(series, [], FRAME);
      expect([...points.flatMap(({ x, y }) => [x, y]), ...ticks.map(({ y }) => y)].every(Number.isFinite)).toBe(true);
    }
  });
});
