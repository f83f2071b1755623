import type { Classes, Unit } from '../api/types';
import { classIndex, rankOf, valuesOf } from './classify';

interface Shown {
  units: readonly Unit[];
  classes: Classes | null;
}

/** Where a value stands among those shown: its class of n, counted from the lowest, and its rank of all. */
export function standingOf(
  value: number | null | undefined, { units, classes }: Shown, indicator: string,
): { k: number; n: number; rank: number; all: number } | null {
  const index = classIndex(value, classes?.classes ?? []);
  if (value === null || value === undefined || index < 0 || units.some((unit) => unit.values[indicator]?.category)) return null;
  const values = valuesOf(units, indicator);
  return { k: index + 1, n: classes?.classes.length ?? 0, rank: rankOf(value, values), all: values.length };
}
