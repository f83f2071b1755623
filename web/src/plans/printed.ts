import type { PublishedFigure } from '../api/types';

/** Figures a plan prints alike in several places, as one figure with all its clauses. */
export function printedOnce(figures: readonly PublishedFigure[]): PublishedFigure[] {
  const found = new Map<string, PublishedFigure>();
  for (const figure of figures) {
    const key = JSON.stringify([figure.value, figure.unit, figure.verdict, figure.reason, figure.derived]);
    const same = found.get(key);
    found.set(key, same ? { ...same, clause: `${same.clause}; ${figure.clause}` } : figure);
  }
  return [...found.values()];
}
