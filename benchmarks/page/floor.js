// The least that a map of the same tiles can be: the library, one colour, nothing else.
import { Map, setWorkerUrl } from '/floor/maplibre-gl.mjs';

setWorkerUrl('/floor/maplibre-gl-worker.mjs');
/** The service whose tiles are drawn. */
const base = location.search.slice(1);
const [county, township] = await Promise.all(
  ['county', 'township'].map((layer) => fetch(`${base}/tiles/${layer}.json`).then((answer) => answer.json())),
);
const source = ({ tiles, minzoom, maxzoom, bounds }) => ({
  type: 'vector', minzoom, maxzoom, bounds, tiles: tiles.map((url) => base + url.replace(/^https?:\/\/[^/]+/, '')),
});
window.__map = new Map({
  container: 'map',
  bounds: township.bounds,
  attributionControl: false,
  style: {
    version: 8,
    sources: { county: source(county), township: source(township) },
    layers: [
      { id: 'township-fill', type: 'fill', source: 'township', 'source-layer': 'township', paint: { 'fill-color': '#41b6c4' } },
      { id: 'county-line', type: 'line', source: 'county', 'source-layer': 'county', paint: { 'line-color': '#333' } },
    ],
  },
});
