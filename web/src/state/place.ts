import type { Label, Unit } from '../api/types';

/** The name of the unit that all given units belong to, or null where they belong to several or to none. */
export function commonParent(units: Pick<Unit, 'parent' | 'parent_name'>[]): Label | null {
  const parents = new Set(units.map(({ parent }) => parent));
  return parents.size === 1 ? (units[0]?.parent_name ?? null) : null;
}
