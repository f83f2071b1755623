import { describe, expect, it } from 'vitest';

import type { Target } from '../api/plans';
import type { Measure } from '../api/types';
import { layOut, legible, nextTarget, pathsOf, seenOf } from './paths';

const target = (measure: string, year: number, value: number | null, state = 'off_track') =>
  ({
    number: '1', measure, year, value, state,
    base: { period: '2020-11-01', value: 0.3 }, current: { period: '2023-12-31', value: 0.32 },
  }) as Target;
const measure = (id: string, period: string, value: number | null, bounds: [number, number] | null = null) =>
  ({ measure: id, period, value, bounds, status: 'A' }) as unknown as Measure;
const FRAME = { width: 200, height: 100, left: 20, right: 10, top: 10, bottom: 20 };

describe('targets', () => {
  it('gather under their measure in the order of the plan', () => {
    const paths = pathsOf([target('b', 2025, 1), target('a', 2025, 1), target('b', 2030, 2)]);
    expect(paths.map(({ measure, targets }) => [measure, targets.map(({ year }) => year)])).toEqual([['b', [2025, 2030]], ['a', [2025]]]);
  });

  it('are looked at in turn: what is met, past or in words gives way', () => {
    const pick = (...targets: Target[]) => pathsOf(targets).map(nextTarget)[0]?.year;
    expect(pick(target('a', 2025, 1, 'met'), target('a', 2030, 2))).toBe(2030);
    expect(pick(target('a', 2022, 1), target('a', 2030, 2))).toBe(2030);
    expect(pick(target('a', 2025, null))).toBeUndefined();
  });
});

describe('history', () => {
  it('leaves out dates without a value and puts the oldest first', () => {
    const history = [measure('a', '2020-11-01', 0.4), measure('b', '2020-11-01', 9), measure('a', '2010-11-01', 0), measure('a', '2023-12-31', null)];
    expect(seenOf('a', history).map(({ year, value }) => [year, value])).toEqual([[2010, 0], [2020, 0.4]]);
  });
});

describe('a layout', () => {
  const [path] = pathsOf([target('a', 2025, 0.35), target('a', 2035, null)]);
  if (!path) throw new Error('no path');
  const layout = layOut(path, seenOf('a', [measure('a', '2010-11-01', 0.25, [0.24, 0.26]), measure('a', '2020-11-01', 0.3)]), FRAME);

  it('spans all years, also those of goals in words, and leaves these without a point', () => {
    expect(layout.years.map(({ year }) => year)).toEqual([2010, 2020, 2025, 2035]);
    expect([layout.years[0]?.x, layout.years.at(-1)?.x]).toEqual([20, 190]);
    expect(layout.goals).toHaveLength(1);
  });

  it('puts more above less, inside the frame', () => {
    const [goal] = layout.goals;
    expect(goal && layout.base && goal.y < layout.base.y && layout.base.y < (layout.seen[0]?.y ?? 0)).toBe(true);
    expect(goal && goal.y > FRAME.top && (layout.seen[0]?.y ?? 0) < layout.floor).toBe(true);
  });

  it('stands a single number', () => {
    const [lone] = pathsOf([{ ...target('a', 2025, 5), base: null, current: null }]);
    expect(lone && layOut(lone, [], FRAME).goals[0]).toMatchObject({ x: 20 });
    expect(lone && Number.isFinite(layOut(lone, [], FRAME).goals[0]?.y)).toBe(true);
  });

  it('writes the years that have room, the last one surely', () => {
    expect(legible([{ x: 0 }, { x: 10 }, { x: 15 }, { x: 60 }, { x: 66 }], 20).map(({ x }) => x)).toEqual([15, 66]);
  });
});
