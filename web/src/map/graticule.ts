import type { Feature, FeatureCollection, LineString } from 'geojson';

function line(coordinates: [number, number][]): Feature<LineString> {
  return { type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates } };
}

/** Meridians and parallels around a box: the only ground of a map without a base map. */
export function graticule([west, south, east, north]: readonly number[], step = 0.5, margin = 4): FeatureCollection<LineString> {
  const range = (from = 0, to = 0) => {
    const first = Math.ceil((from - margin) / step);
    const last = Math.floor((to + margin) / step);
    return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
  };
  const [lngs, lats] = [range(west, east), range(south, north)];
  const [w = 0, e = 0, s = 0, n = 0] = [lngs[0], lngs.at(-1), lats[0], lats.at(-1)];
  return {
    type: 'FeatureCollection',
    features: [
      ...lngs.map((lng) => line([[lng, s], [lng, n]])),
      ...lats.map((lat) => line([[w, lat], [e, lat]])),
    ],
  };
}
