import type { FeatureCollection, Geometry, Point, Polygon, Position } from 'geojson';

import type { ZoneProperties } from '../api/types';

function ringArea(ring: Position[]): number {
  let twice = 0;
  for (let i = 0; i + 1 < ring.length; i++) {
    const [a, b] = [ring[i] ?? [], ring[i + 1] ?? []];
    twice += (a[0] ?? 0) * (b[1] ?? 0) - (b[0] ?? 0) * (a[1] ?? 0);
  }
  return Math.abs(twice) / 2;
}

function largest(geometry: Geometry): Polygon['coordinates'] | undefined {
  if (!geometry || geometry.type === 'Polygon') return geometry.coordinates;
  if (geometry.type !== 'MultiPolygon') return undefined;
  return [...geometry.coordinates].sort((a, b) => ringArea(b[0] ?? []) - ringArea(a[0] ?? []))[0];
}

/** The middle of the topmost edge of the largest part: a zone's name stands above it, clear of the place names. */
function anchor(geometry: Geometry): Position | undefined {
  const ring = largest(geometry)?.[0];
  return ring?.reduce((best, at) => ((at[1] ?? -90) > (best[1] ?? -90) ? at : best), [0, -90]);
}

/** What a zone's name stands above: its share, and what is missing to the target; empty where nothing is computed. */
export type ZoneNotes = Readonly<Record<string, string>>;

/** One point per zone to hang its name on. */
export function zoneLabels(
  outlines: FeatureCollection<Geometry | null, ZoneProperties> | null, notes: ZoneNotes = {},
): FeatureCollection<Point, ZoneProperties & { note: string }> {
  const features = (outlines?.features ?? []).flatMap(({ geometry, properties }) => {
    const coordinates = geometry && anchor(geometry);
    return coordinates ? [{ type: 'Feature' as const, properties: { ...properties, note: notes[properties.zone] ?? '' }, geometry: { type: 'Point' as const, coordinates } }] : [];
  });
  return { type: 'FeatureCollection', features };
}

export type Box = [number, number, number, number];

function visit(coordinates: unknown, each: (lng: number, lat: number) => void): void {
  if (!Array.isArray(coordinates)) return;
  if (typeof coordinates[0] === 'number') each(coordinates[0], coordinates[1] as number);
  else coordinates.forEach((part) => { visit(part, each); });
}

/** The box around geometries: west, south, east, north. */
export function boxOf(geometries: readonly (Geometry | null)[]): Box | null {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const geometry of geometries) {
    if (!geometry || geometry.type === 'GeometryCollection') continue;
    visit(geometry.coordinates, (lng, lat) => {
      box[0] = Math.min(box[0], lng);
      box[1] = Math.min(box[1], lat);
      box[2] = Math.max(box[2], lng);
      box[3] = Math.max(box[3], lat);
    });
  }
  return box[0] <= box[2] ? box : null;
}
