import type { ExpressionSpecification } from 'maplibre-gl';
import type { FeatureCollection, Point } from 'geojson';

import type { Classes, Unit } from '../api/types';
import { featureIds } from '../state/byCode';

/** The radius of the largest circle in pixels at zoom 9; it grows by √2 with every zoom, half as fast as the map. */
const LARGEST = 34;
const REFERENCE_ZOOM = 9;
const [LOWEST_ZOOM, HIGHEST_ZOOM] = [4, 16];

const largestAt = (zoom: number) => LARGEST * Math.SQRT2 ** (zoom - REFERENCE_ZOOM);

/** The radius in pixels of a circle whose area is to that of `max` as its value, whichever way, is to it. */
export function circleRadius(value: number, max: number, zoom: number): number {
  return max > 0 ? Math.sqrt(Math.abs(value) / max) * largestAt(zoom) : 0;
}

/** The same, as an expression on the property `root` (√(|value|/max)). */
export const CIRCLE_RADIUS: ExpressionSpecification = [
  'interpolate', ['exponential', Math.SQRT2], ['zoom'],
  LOWEST_ZOOM, ['*', ['get', 'root'], largestAt(LOWEST_ZOOM)],
  HIGHEST_ZOOM, ['*', ['get', 'root'], largestAt(HIGHEST_ZOOM)],
];

/** Round values for the nested circles of a legend, largest first: near the maximum, a quarter and a twentieth of it. */
export function legendValues(max: number): number[] {
  const round = (value: number) => {
    const unit = 10 ** Math.floor(Math.log10(value));
    return Math.max(1, Math.floor(value / unit) * unit);
  };
  return max >= 1 ? [...new Set([1, 0.25, 0.05].map((share) => round(max * share)))] : [];
}

export interface CircleProperties {
  code: string;
  value: number;
  root: number;
  estimated: boolean;
}

/**
 * What the largest circle stands for: the upper end of the classes, so that pooled years and both sides of a comparison
 * share one scale.
 */
export const largestOf = (classes: Pick<Classes, 'breaks'> | null): number => Math.abs(classes?.breaks.at(-1) ?? 0);

/** One point a unit that has a count; the largest come first, so that small ones lie on top. */
export function circlePoints(units: readonly Unit[], indicator: string, max: number): FeatureCollection<Point, CircleProperties> {
  const counted = units.flatMap((unit) => {
    const seen = unit.values[indicator];
    const value = seen?.value ?? null;
    return value === null || !unit.geometry ? [] : [{ unit, value, point: unit.geometry, estimated: seen?.status === 'E' }];
  });
  const features = counted.sort((a, b) => Math.abs(b.value) - Math.abs(a.value)).map(({ unit, value, point, estimated }) => ({
    type: 'Feature' as const,
    id: featureIds(unit)[0] ?? unit.id,
    geometry: point,
    properties: { code: unit.code, value, root: max > 0 ? Math.sqrt(Math.abs(value) / max) : 0, estimated },
  }));
  return { type: 'FeatureCollection', features };
}
