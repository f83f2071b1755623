import type { Measure, Zone } from '../api/types';

export interface ZoneGroup {
  /** Null is the plan's whole territory. */
  zone: Zone | null;
  measures: Measure[];
}

/** Measures under the zone they measure, zones in the plan's order, the territory last; nothing is lost. */
export function byZone(zones: readonly Zone[], measures: readonly Measure[]): ZoneGroup[] {
  const groups: ZoneGroup[] = zones.map((zone) => ({
    zone,
    measures: measures.filter((measure) => measure.zone === zone.id),
  }));
  const known = new Set(zones.map(({ id }) => id));
  const rest = measures.filter(({ zone }) => zone === null || !known.has(zone));
  return rest.length ? [...groups, { zone: null, measures: rest }] : groups;
}
