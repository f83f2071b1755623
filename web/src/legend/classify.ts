import type { Status, Unit, ValueClass } from '../api/types';
import { GAPS, gapOf, type Gap } from '../map/gap';

/** The class a value falls into: closed below, open above, the last closed on both sides; -1 for none. */
export function classIndex(value: number | null | undefined, classes: readonly ValueClass[]): number {
  if (value === null || value === undefined) return -1;
  const last = classes.length - 1;
  return classes.findIndex(({ lower, upper }, i) => value >= lower && (value < upper || (i === last && value <= upper)));
}

/** Where a value stands on a scale of equally wide classes, from 0 to 1: its class, and its place within; null for none. */
export function positionOf(value: number | null, classes: readonly ValueClass[]): number | null {
  const index = classIndex(value, classes);
  const own = classes[index];
  if (value === null || !own) return null;
  const within = own.upper > own.lower ? (value - own.lower) / (own.upper - own.lower) : 0.5;
  return (index + within) / classes.length;
}

/** Rank of a value among all, largest first; equal values share the better rank. */
export function rankOf(value: number, values: readonly number[]): number {
  return values.filter((other) => other > value).length + 1;
}

export function valueOf(unit: Unit | undefined, indicator: string): number | null {
  return unit?.values[indicator]?.value ?? null;
}

export function valuesOf(units: readonly Unit[], indicator: string): number[] {
  return units.map((unit) => valueOf(unit, indicator)).filter((value) => value !== null);
}

/** How many values carry a status. */
export function countStatus(units: readonly Unit[], indicator: string, status: Status): number {
  return units.filter((unit) => unit.values[indicator]?.status === status && valueOf(unit, indicator) !== null).length;
}

/** Heights of histogram bars in pixels: proportional to the counts, yet a class that is not empty stays visible. */
export function barHeights(counts: readonly number[], height: number, least = 3): number[] {
  const most = Math.max(1, ...counts);
  return counts.map((count) => (count === 0 ? 0 : Math.max(least, Math.round((count / most) * height))));
}

/** The kinds of gaps that are counted or drawn, with how many units each has; 0 where only the map knows of some. */
export function gapsOf(byStatus: Partial<Record<string, number>>, drawn: readonly Gap[]): { gap: Gap; count: number }[] {
  const counted = Object.entries(byStatus);
  return GAPS.map((gap) => ({
    gap,
    count: counted.reduce((sum, [status, count]) => sum + (gapOf(status as Status) === gap ? (count ?? 0) : 0), 0),
  })).filter(({ gap, count }) => count > 0 || drawn.includes(gap));
}
