import type { FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson';

import { getJson } from '../api/client';
import type { Level } from '../api/types';

/** Outlines of units, simplified; null for a unit that has none. */
export type Outlines = FeatureCollection<Polygon | MultiPolygon | null, { code: string }> & { total: number };

export interface Ink {
  /** The colour of a unit. */
  fill: (code: string) => string;
  line: string;
}

/** More would take longer to come and to draw than the tiles of the map. */
const MOST = 1000;

/** The outlines of a level on a date; null where there are too many for a first picture. */
export async function getOutlines(level: Level, period: string, signal: AbortSignal): Promise<Outlines | null> {
  const query = { level, period, format: 'geojson', limit: MOST };
  const found = await getJson<Outlines>('/api/v1/units', query, signal);
  return found.total > found.features.length ? null : found;
}

/** Draws units where a map will draw them: `project` says where on the screen a place of the world (degrees) is. */
export function drawOutlines(
  paper: CanvasRenderingContext2D, outlines: Outlines, project: (place: Position) => [number, number], ink: Ink,
): void {
  paper.strokeStyle = ink.line;
  for (const { geometry, properties } of outlines.features) {
    if (!geometry) continue;
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    paper.beginPath();
    for (const ring of polygons.flat()) {
      for (const place of ring) paper.lineTo(...project(place));
      paper.closePath();
    }
    paper.fillStyle = ink.fill(properties.code);
    paper.fill('evenodd');
    paper.stroke();
  }
}
