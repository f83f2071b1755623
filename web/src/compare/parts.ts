import type { ChangePart, Explanation } from '../api/compare';
import type { Display } from '../api/types';

/** A row of a change: a part by itself, or those that cannot be told apart as one. */
export interface Row {
  parts: ChangePart['part'][];
  value: number;
  display: Display;
  /** Why its parts cannot be told apart. */
  reason: string | null;
}

/** The rows that add up to a change exactly; none where they do not. */
export function rowsOf({ change, parts, together }: Pick<Explanation, 'change' | 'parts' | 'together'>): Row[] {
  const told = parts.flatMap(({ part, value, display }) => (value === null ? [] : [{ parts: [part], value, display, reason: null }]));
  const untold = parts.filter(({ value }) => value === null);
  if (change === null || (untold.length > 0 && !together)) return [];
  return together ? [{ ...together, reason: untold[0]?.reason ?? null }, ...told] : told;
}
