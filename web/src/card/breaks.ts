import type { LineageEvent, Status, ValueInTime } from '../api/types';

/** Where a series breaks: the unit's territory changed, or counting gave way to estimating or the other way round. */
export interface Break {
  kind: 'territory' | 'edition';
  /** When it happened; of an edition only which two dates it lies between is known. */
  date: string | null;
  /** The reference dates on its two sides. */
  from: string;
  to: string;
}

const ESTIMATES: ReadonlySet<Status> = new Set<Status>(['E', 'F', 'I']);

/** The breaks between the values of a series that is in order of time. */
export function breaksOf(series: readonly ValueInTime[], lineage: readonly LineageEvent[]): Break[] {
  return series.slice(1).flatMap((next, i): Break[] => {
    const [from, to] = [series[i]?.reference_date ?? '', next.reference_date];
    const days = new Set(lineage.filter(({ date, changes_territory }) => changes_territory && from < date && date <= to).map(({ date }) => date));
    const territory = [...days].map((date): Break => ({ kind: 'territory', date, from, to }));
    return editionChanges(series[i], next) ? [...territory, { kind: 'edition', date: null, from, to }] : territory;
  });
}

function editionChanges(last: ValueInTime | undefined, next: ValueInTime): boolean {
  if (!last || last.value === null || next.value === null || last.dataset === next.dataset) return false;
  return ESTIMATES.has(last.status) !== ESTIMATES.has(next.status);
}
