import type { ShownValue, Status, Unit } from '../api/types';

/** Why a unit has no value: it is not known, it cannot exist, it may not be told, or its territory was another one. */
export const GAPS = ['missing', 'absent', 'suppressed', 'incomparable'] as const;
export type Gap = (typeof GAPS)[number];

/** The gap behind a status of SDMX; a unit of which nothing is said at all is missing. */
export function gapOf(status: Status | null | undefined): Gap {
  if (status === 'M') return 'absent';
  if (status === 'B') return 'incomparable';
  return status === 'Q' ? 'suppressed' : 'missing';
}

/** The gap that a value leaves on the map: none where there is a number, or where a category is lacking by right. */
export function gapLeft(seen: ShownValue | undefined): Gap | 'none' | null {
  if (seen && seen.value !== null) return null;
  return seen?.category ? 'none' : gapOf(seen?.status);
}

/** The gaps among units. */
export function gapsIn(units: readonly Unit[], indicator: string): Gap[] {
  const left = new Set(units.map((unit) => gapLeft(unit.values[indicator])));
  return GAPS.filter((gap) => left.has(gap));
}
