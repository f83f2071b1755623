import type {
  ExpressionSpecification, FilterSpecification, LayerSpecification, SourceSpecification, StyleSpecification,
} from 'maplibre-gl';

import type { TileJson, Tiles } from '../api/tiles';
import type { BaseMap, Lang, Level } from '../api/types';
import { CIRCLE_RADIUS } from './circles';
import { GAPS, type Gap } from './gap';
import { graticule } from './graticule';
import type { MapTheme } from './theme';
import { trialLayers } from './trialLayers';

/** All that the look of the map depends on; values come separately, as feature state. */
export interface Look {
  theme: MapTheme;
  lang: Lang;
  level: Level;
  plan: string;
  zone: string | null;
  /** Names of the sources of a base map, bottom first: the map proper under our colours, its names over them. */
  baseMap: readonly string[];
  /** Counts are drawn as circles: colour stands for densities and shares alone. */
  circles: boolean;
  /** What there is to hatch, to dot and to mark: a layer with nothing in it would still cost every frame. */
  gaps: readonly Gap[];
  estimates: boolean;
  trial: boolean;
  /** The colours of `/classes`: an expression on feature-state `value`. */
  colours: ExpressionSpecification | null;
}

export const fillLayer = (level: Level) => `${level}-fill`;

const CLEAR = 'rgba(0,0,0,0)';
const FONTS = ['PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', 'sans-serif'];
const state = (name: string): ExpressionSpecification => ['feature-state', name];
const when = (name: string, yes: number): ExpressionSpecification => ['case', ['boolean', state(name), false], yes, 0];

/**
 * One value for all units, yet an expression on their state: when a constant takes the place of an expression, MapLibre
 * fails to bring new states to tiles that it laid out for the expression.
 */
const everywhere = (value: string | number): ExpressionSpecification => ['case', ['boolean', state('unlike'), false], value, value];

/** Everything drawn that has no number is hatched, be it in the answer or not: then it is missing. */
const hatchedAs = (gap: Gap): ExpressionSpecification =>
  ['case', ['==', ['typeof', state('value')], 'number'], 0, ['==', ['coalesce', state('gap'), 'missing'], gap], 1, 0];
const HATCHES: Record<Gap, string> = { missing: 'hatch', absent: 'dashes', suppressed: 'lattice', incomparable: 'bars' };

/** Tiles come from where the page came from, whatever the service believes its name to be. */
function absolute(template: string): string {
  return location.origin + template.replace(/^https?:\/\/[^/]+/, '');
}

function tileSource({ tiles, minzoom, maxzoom, bounds }: TileJson): SourceSpecification {
  return { type: 'vector', tiles: tiles.map(absolute), minzoom, maxzoom, ...(bounds && { bounds }) };
}

export function sources(tiles: Tiles, baseMap: BaseMap): StyleSpecification['sources'] {
  const box = tiles.township.bounds ?? [119, 27, 122, 29];
  return {
    ...baseMap,
    graticule: { type: 'geojson', data: graticule(box) },
    county: tileSource(tiles.county),
    township: tileSource(tiles.township),
    zone: tileSource(tiles.zone),
    label: tileSource(tiles.label),
    'unit-point': { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
    'zone-label': { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
  };
}

function levelLayers(level: Level, look: Look): LayerSpecification[] {
  const of = { source: level, 'source-layer': level };
  const shown = (there: boolean) => ({ visibility: there && look.level === level ? ('visible' as const) : ('none' as const) });
  return [
    {
      id: fillLayer(level), type: 'fill', ...of, layout: shown(true),
      paint: { 'fill-color': look.circles ? everywhere(look.theme.land) : (look.colours ?? everywhere(CLEAR)), 'fill-opacity': look.baseMap.length ? 0.75 : 1 },
    },
    ...GAPS.map((gap): LayerSpecification => ({
      id: `${level}-${gap}`, type: 'fill', ...of, layout: shown(look.gaps.includes(gap)),
      paint: { 'fill-pattern': HATCHES[gap], 'fill-opacity': look.colours ? hatchedAs(gap) : everywhere(0) },
    })),
    {
      id: `${level}-estimated`, type: 'fill', ...of, layout: shown(look.estimates && !look.circles), minzoom: 6.5,
      paint: { 'fill-pattern': 'dots', 'fill-opacity': when('estimated', 1) },
    },
  ];
}

/** Circles whose areas are in proportion, losses in a hue of their own; an estimate is pale, and nobody at all is a small ring. */
function circleLayers({ theme, circles }: Look): LayerSpecification[] {
  const layout = { visibility: circles ? ('visible' as const) : ('none' as const) };
  const colour: ExpressionSpecification = ['case', ['<', ['get', 'value'], 0], theme.loss, theme.circle];
  const of = { type: 'circle' as const, source: 'unit-point', layout };
  return [
    {
      id: 'circle', ...of, filter: ['!=', ['get', 'value'], 0],
      paint: {
        'circle-radius': CIRCLE_RADIUS, 'circle-color': colour, 'circle-opacity': ['case', ['get', 'estimated'], 0.38, 0.8],
        'circle-stroke-color': ['case', ['get', 'estimated'], colour, theme.circleEdge], 'circle-stroke-width': 1,
      },
    },
    {
      id: 'circle-zero', ...of, filter: ['==', ['get', 'value'], 0],
      paint: { 'circle-radius': 3, 'circle-color': CLEAR, 'circle-stroke-color': theme.circle, 'circle-stroke-width': 1.5 },
    },
  ];
}

function focusLayers(level: Level, look: Look): LayerSpecification[] {
  const of = { source: level, 'source-layer': level };
  const layout = { visibility: look.level === level ? ('visible' as const) : ('none' as const), 'line-join': 'round' as const };
  const width = (selected: number, hovered: number): ExpressionSpecification =>
    ['case', ['boolean', state('selected'), false], selected, ['boolean', state('hovered'), false], hovered, 0];
  return [
    { id: `${level}-focus-casing`, type: 'line', ...of, layout, paint: { 'line-color': look.theme.focusCasing, 'line-width': width(6, 4.5) } },
    { id: `${level}-focus`, type: 'line', ...of, layout, paint: { 'line-color': look.theme.focusLine, 'line-width': width(2.8, 1.8) } },
  ];
}

function zoneLayers({ theme, plan, zone }: Look): LayerSpecification[] {
  const of = { source: 'zone', 'source-layer': 'zone', filter: ['==', ['get', 'plan'], plan] as FilterSpecification };
  const chosen = (yes: number, no: number): ExpressionSpecification => ['case', ['==', ['get', 'zone'], zone ?? ''], yes, no];
  const layout = { 'line-join': 'round' as const };
  const opacity = zone ? chosen(1, 0.45) : 1;
  const line = (id: string, descriptive: boolean, dash?: number[]): LayerSpecification => ({
    id, type: 'line', source: of.source, 'source-layer': of['source-layer'], layout,
    filter: ['all', of.filter, [descriptive ? '==' : '!=', ['get', 'membership'], 'descriptive']] as FilterSpecification,
    paint: { 'line-color': theme.zoneLine, 'line-width': chosen(3.6, 1.9), 'line-opacity': opacity, ...(dash && { 'line-dasharray': dash }) },
  });
  return [
    { id: 'zone-casing', type: 'line', ...of, layout, paint: { 'line-color': theme.zoneCasing, 'line-width': chosen(8, 4.8), 'line-opacity': opacity } },
    line('zone-line', false),
    line('zone-dashes', true, [2.2, 1.8]),
  ];
}

function nameOf(lang: Lang): ExpressionSpecification {
  return lang === 'zh' ? ['get', 'name'] : ['coalesce', ['get', 'name_en'], ['get', 'name']];
}

function labelLayers({ theme, lang, zone }: Look): LayerSpecification[] {
  const halo = { 'text-color': theme.text, 'text-halo-color': theme.halo, 'text-halo-width': 1.6 };
  const places = (id: string, level: Level, minzoom: number, size: ExpressionSpecification): LayerSpecification => ({
    id, type: 'symbol', source: 'label', 'source-layer': 'label', minzoom,
    filter: ['==', ['get', 'level'], level],
    layout: { 'text-field': nameOf(lang), 'text-font': FONTS, 'text-size': size, 'text-padding': 3, 'text-max-width': 7 },
    paint: { ...halo, 'text-opacity': level === 'county' ? ['interpolate', ['linear'], ['zoom'], 10, 1, 11.5, 0.55] : 0.92 },
  });
  return [
    places('label-township', 'township', 9.6, ['interpolate', ['linear'], ['zoom'], 9.6, 11, 13, 14]),
    places('label-county', 'county', 6, ['interpolate', ['linear'], ['zoom'], 7, 11.5, 10, 15]),
    {
      id: 'zone-label', type: 'symbol', source: 'zone-label',
      layout: {
        'text-field': ['format', ['get', lang === 'zh' ? 'label_zh' : 'label_en'], {}, ['case', ['==', ['get', 'note'], ''], '', ['concat', '\n', ['get', 'note']]], { 'font-scale': 0.88 }],
        'text-font': FONTS, 'text-size': 12.5,
        'text-anchor': 'bottom', 'text-offset': [0, -0.5], 'text-padding': 2, 'text-max-width': 14,
        'symbol-sort-key': ['case', ['==', ['get', 'zone'], zone ?? ''], 0, 1],
      },
      paint: { 'text-color': theme.zoneLine, 'text-halo-color': theme.zoneCasing, 'text-halo-width': 2 },
    },
  ];
}

/** The layers of the map, bottom first. */
export function layers(look: Look): LayerSpecification[] {
  const { theme } = look;
  const lines = (id: string, level: Level, colour: string, width: number, minzoom = 0): LayerSpecification => ({
    id, type: 'line', source: level, 'source-layer': level, minzoom,
    layout: { 'line-join': 'round', visibility: level === 'county' || look.level === level ? 'visible' : 'none' },
    paint: { 'line-color': colour, 'line-width': width },
  });
  const [under, ...over] = look.baseMap.map((source): LayerSpecification => ({ id: source, type: 'raster', source }));
  return [
    { id: 'sea', type: 'background', paint: { 'background-color': theme.sea } },
    ...(under ? [under] : []),
    { id: 'graticule', type: 'line', source: 'graticule', paint: { 'line-color': theme.graticule, 'line-width': 1 } },
    { id: 'shore', type: 'line', source: 'county', 'source-layer': 'county', paint: { 'line-color': theme.shore, 'line-width': 16, 'line-blur': 14 } },
    ...levelLayers('county', look),
    ...levelLayers('township', look),
    lines('township-line', 'township', theme.townshipLine, 0.7, 7),
    lines('county-line', 'county', theme.countyLine, 1.1),
    ...over,
    ...circleLayers(look),
    ...zoneLayers(look),
    ...trialLayers('county', look),
    ...trialLayers('township', look),
    ...focusLayers('county', look),
    ...focusLayers('township', look),
    ...labelLayers(look),
  ];
}
