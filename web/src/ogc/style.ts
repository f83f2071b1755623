import type { ExpressionSpecification, LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl';

import type { Tiles } from '../api/tiles';
import { layers, sources, type Look } from '../map/style';
import type { MapTheme } from '../map/theme';
import { outline, type Task } from './task';

const MARK = '#2a62b8';
const hovered = (yes: number, no: number): ExpressionSpecification =>
  ['case', ['boolean', ['feature-state', 'hovered'], false], yes, no];

/** The look of the other map without values, zones or a base map: these pages ask no other host. */
const plainLook = (task: Task, theme: MapTheme): Look =>
  ({ theme, lang: task.lang, level: 'township', plan: '', zone: null, baseMap: [], circles: false, gaps: [], estimates: false, trial: false, colours: null });

/** Border lines and names of the service's own tiles; values and zones belong to the other map. */
function ground(task: Task, theme: MapTheme): LayerSpecification[] {
  const land: LayerSpecification = {
    id: 'land', type: 'fill', source: 'county', 'source-layer': 'county', paint: { 'fill-color': theme.hatchGround },
  };
  const kept = layers(plainLook(task, theme)).filter(({ id, type }) => type !== 'fill' && !id.startsWith('zone') && !id.includes('focus'));
  const above = kept.findIndex(({ id }) => id === 'township-line');
  return [...kept.slice(0, above), land, ...kept.slice(above).filter(({ type }) => type !== 'symbol')];
}

function names(task: Task, theme: MapTheme): LayerSpecification[] {
  return layers(plainLook(task, theme)).filter(({ id, type }) => type === 'symbol' && !id.startsWith('zone'));
}

function marked(source: string, sourceLayer: string | null): LayerSpecification[] {
  const of = { source, ...(sourceLayer !== null && { 'source-layer': sourceLayer }) };
  const id = sourceLayer === null ? source : `${source}-${sourceLayer}`;
  return [
    { id: `${id}-fill`, type: 'fill', ...of, filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': MARK, 'fill-opacity': hovered(0.5, 0.22) } },
    { id: `${id}-line`, type: 'line', ...of, filter: ['!=', ['geometry-type'], 'Point'], paint: { 'line-color': MARK, 'line-width': hovered(3, 1.4) } },
    { id: `${id}-point`, type: 'circle', ...of, filter: ['==', ['geometry-type'], 'Point'], paint: { 'circle-color': MARK, 'circle-radius': hovered(6, 4) } },
  ];
}

function shown(task: Task): SourceSpecification | null {
  const { mode, address, bounds, zooms } = task;
  if (mode === 'items' || mode === 'item') {
    // Numbered in the order of the table, whatever their own ids are.
    return { type: 'geojson', data: location.origin + address, generateId: true };
  }
  if (mode === 'tileset') {
    // OGC counts rows before columns.
    const tiles = [`${location.origin}${address}/{z}/{y}/{x}?f=mvt`];
    return { type: 'vector', tiles, ...(bounds && { bounds }), ...(zooms && { minzoom: zooms[0], maxzoom: zooms[1] }) };
  }
  return bounds && { type: 'geojson', data: outline(bounds) };
}

/** The style of a page's map: the ground, what the page shows, and the names above it. */
export function pageStyle(tiles: Tiles, task: Task, theme: MapTheme): StyleSpecification {
  const features = shown(task);
  const every = task.mode === 'tileset' ? task.layers.flatMap((layer) => marked('features', layer)) : marked('features', null);
  // An extent would veil everything in it.
  const drawn = every.filter(({ type }) => task.mode !== 'extent' || type === 'line');
  return {
    version: 8,
    sources: { ...sources(tiles, {}), ...(features && { features }) },
    layers: [...ground(task, theme), ...(features ? drawn : []), ...names(task, theme)],
  };
}
