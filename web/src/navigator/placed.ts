import type { Label, Unit } from '../api/types';
import type { Placed } from './neighbour';

export interface PlacedUnit extends Placed {
  name: Label;
}

/** The units that have a place on the map. */
export function placedUnits(units: readonly Unit[]): PlacedUnit[] {
  return units.flatMap(({ code, name, geometry }) => {
    const [lng, lat] = geometry?.coordinates ?? [];
    return lng === undefined || lat === undefined ? [] : [{ code, name, lng, lat }];
  });
}
