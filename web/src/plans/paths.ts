import { extent, tickStep } from 'd3-array';
import { scaleLinear } from 'd3-scale';

import type { Target, TargetValue } from '../api/plans';
import type { Display, Measure } from '../api/types';

/** The targets that a plan sets for one measure, year by year. */
export interface TargetPath {
  number: string;
  measure: string;
  targets: Target[];
  first: Target;
}

/** Targets by measure, in the plan's order. */
export function pathsOf(targets: readonly Target[]): TargetPath[] {
  const found = new Map<string, TargetPath>();
  for (const target of targets) {
    const { number, measure } = target;
    const path = found.get(`${number} ${measure}`);
    if (path) path.targets.push(target);
    else found.set(`${number} ${measure}`, { number, measure, targets: [target], first: target });
  }
  return [...found.values()];
}

/** The target to look at: the first with a number that is not met yet, and not before the present value. */
export function nextTarget({ targets }: TargetPath): Target | null {
  const since = (target: Target) => Number(target.current?.period.slice(0, 4) ?? 0);
  return targets.find((target) => target.value !== null && target.state !== 'met' && target.year >= since(target)) ?? null;
}

/** Years count as the plans count them: as differences of year numbers. */
const yearOf = (period: string) => Number(period.slice(0, 4));

export interface Seen {
  year: number;
  period: string;
  value: number;
  bounds: [number, number] | null;
  status: string | null;
  display: Display;
}

/** What a measure stood at on every date it has a value, oldest first. */
export function seenOf(measure: string, history: readonly Measure[]): Seen[] {
  return history
    .filter((item) => item.measure === measure && item.value !== null)
    .sort((a, b) => a.period.localeCompare(b.period))
    .map(({ period, value, bounds, status, display }) => ({ year: yearOf(period), period, value: value ?? 0, bounds, status, display }));
}

const point = (value: TargetValue | null) => (value ? { year: yearOf(value.period), value: value.value } : null);

export interface Frame {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** A path laid out in a frame: where history, base and goals stand, and the ticks beside them. */
export function layOut(path: TargetPath, seen: readonly Seen[], frame: Frame) {
  const goals = path.targets.flatMap((target) => (target.value === null ? [] : [{ target, year: target.year, value: target.value }]));
  const base = point(path.first.base);
  const current = point(path.first.current);
  const points = [...seen, ...goals, ...(base ? [base] : []), ...(current ? [current] : [])];
  const [firstYear = 0, lastYear = 1] = extent([...points.map(({ year }) => year), ...path.targets.map(({ year }) => year)]);
  const [least = 0, most = 1] = extent(points, ({ value }) => value);
  const pad = (most - least || Math.abs(most) || 1) * 0.14;
  const x = scaleLinear([firstYear, lastYear === firstYear ? firstYear + 1 : lastYear], [frame.left, frame.width - frame.right]);
  const y = scaleLinear([least - pad, most + pad], [frame.height - frame.bottom, frame.top]);
  const place = <T extends { year: number; value: number }>(one: T) => ({ ...one, x: x(one.year), y: y(one.value) });
  return {
    seen: seen.map((one) => ({ ...place(one), reach: one.bounds ? one.bounds.map((bound) => y(bound)) : null })),
    goals: goals.map(place),
    base: base && place(base),
    current: current && place(current),
    years: [...new Set([...seen.map(({ year }) => year), ...path.targets.map(({ year }) => year)])].sort((a, b) => a - b).map((year) => ({ year, x: x(year) })),
    step: tickStep(...(y.domain() as [number, number]), 3),
    ticks: y.ticks(3).map((value) => ({ value, y: y(value) })),
    floor: frame.height - frame.bottom,
  };
}
export type Layout = ReturnType<typeof layOut>;

/** Years that can be written side by side, the ends and the latest first in line. */
export function legible<T extends { x: number }>(years: readonly T[], gap: number): T[] {
  const kept: T[] = [];
  for (const year of [...years].reverse()) {
    if (kept.every((other) => Math.abs(other.x - year.x) >= gap)) kept.unshift(year);
  }
  return kept;
}
