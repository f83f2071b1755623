import type { Unit } from '../api/types';
import { featureIds } from '../state/byCode';

/** How a unit stands to a zone in a trial; `fault` is what the service objects to. */
export type Mark = 'member' | 'added' | 'removed' | 'fault';

/** Features of the map that a trial marks. */
export type Marks = ReadonlyMap<number, Mark>;
export const NO_MARKS: Marks = new Map();

type Members = (code: string) => boolean;

/** Marks what belongs to a zone, before and after, and what stands in the way. */
export function marksOf(units: ReadonlyMap<string, Unit>, before: Members, after: Members, faulty: ReadonlySet<string>): Marks {
  const marks = new Map<number, Mark>();
  for (const [code, unit] of units) {
    const [was, is] = [before(code), after(code)];
    const mark = faulty.has(code) ? 'fault' : is ? (was ? 'member' : 'added') : was ? 'removed' : null;
    if (mark) for (const id of featureIds(unit)) marks.set(id, mark);
  }
  return marks;
}
