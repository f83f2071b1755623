import type { Label } from '../api/types';
import type { Gazetteer } from '../api/values';

/** The name of the unit that all present units of a gazetteer belong to, or null where they belong to several or to none. */
export function commonParent({ units, parents }: Pick<Gazetteer, 'parents'> & { units: Pick<Gazetteer['units'], 'parent' | 'valid_to'> }): Label | null {
  const [parent, ...others] = new Set(units.parent.filter((_, i) => units.valid_to[i] === null));
  return parent && others.length === 0 ? (parents[parent] ?? null) : null;
}
