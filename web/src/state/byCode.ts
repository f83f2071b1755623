/**
 * Units to be found by a code of the map. Tiles carry the codes of today, a list of an earlier date those of then:
 * the permanent id joins the two wherever it is either of them.
 */
export function byCode<T extends { code: string; unit: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map([...items.map((item) => [item.unit, item] as const), ...items.map((item) => [item.code, item] as const)]);
}

/** The feature ids under which the tiles may draw a unit. */
export function featureIds({ id, unit }: { id: number; unit: string }): number[] {
  return [...new Set([id, Number(unit)])].filter(Number.isSafeInteger);
}
