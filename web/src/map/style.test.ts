import { validateStyleMin, type StyleSpecification } from '@maplibre/maplibre-gl-style-spec';
import { beforeAll, describe, expect, it, vi } from 'vitest';

import type { TileJson } from '../api/tiles';
import type { BaseMap } from '../api/types';
import { layers, sources, type Look } from './style';
import { differences } from './sync';
import { DARK, LIGHT } from './theme';

const tile = (layer: string): TileJson => ({
  tilejson: '3.0.0', tiles: [`http://elsewhere:1/tiles/1/${layer}/{z}/{x}/{y}.mvt`], minzoom: 4, maxzoom: 14, bounds: [119, 27, 121, 28],
});
const TILES = { county: tile('county'), township: tile('township'), zone: tile('zone'), label: tile('label') };
const LOOK: Look = {
  theme: LIGHT, lang: 'zh', level: 'township', plan: 'p', zone: null, baseMap: [], circles: false, gaps: ['missing'], estimates: true, trial: false,
  colours: ['case', ['!=', ['typeof', ['feature-state', 'value']], 'number'], '#ccc', ['step', ['to-number', ['feature-state', 'value']], '#111', 5, '#222']],
};

beforeAll(() => { vi.stubGlobal('location', { origin: 'http://here' }); });

const BASE: BaseMap = Object.fromEntries(['vec', 'cva'].map((name) => [name, {
  type: 'raster' as const, tiles: [`https://tiles.example/${name}/{z}/{x}/{y}`], tileSize: 256, minzoom: 1, maxzoom: 18, attribution: 'somebody',
}]));

describe('the style', () => {
  it.each([
    ['light', LOOK],
    ['dark, English, counties', { ...LOOK, theme: DARK, lang: 'en', level: 'county' }],
    ['circles', { ...LOOK, circles: true }],
    ['a trial with everything to mark', { ...LOOK, gaps: ['missing', 'absent', 'suppressed', 'incomparable'], trial: true }],
    ['a chosen zone', { ...LOOK, zone: 'core' }],
    ['over a base map', { ...LOOK, baseMap: Object.keys(BASE) }],
    ['before the colours come', { ...LOOK, colours: null }],
  ] as const)('is valid: %s', (_name, look) => {
    const style: StyleSpecification = { version: 8, sources: sources(TILES, look.baseMap.length ? BASE : {}), layers: layers(look) };
    expect(validateStyleMin(style)).toEqual([]);
  });

  it('draws no layer that has nothing in it', () => {
    const drawn = (look: Look) => layers(look).filter(({ layout }) => layout?.visibility !== 'none').map(({ id }) => id);
    const least = drawn({ ...LOOK, gaps: [], estimates: false });
    expect(least.filter((id) => /missing|absent|suppressed|incomparable|estimated|trial|^county-(?!line)/.test(id))).toEqual([]);
    const added = drawn({ ...LOOK, gaps: ['absent'], trial: true }).filter((id) => !least.includes(id));
    expect(added.slice(0, 2)).toEqual(['township-absent', 'township-estimated']);
    expect(added.slice(2).every((id) => id.startsWith('township-trial-'))).toBe(true);
  });

  it('asks the host of the page for tiles, and nobody for glyphs or sprites', () => {
    const style = { sources: sources(TILES, {}) };
    expect(JSON.stringify(style)).toContain('http://here/tiles/1/zone/{z}/{x}/{y}.mvt');
    expect(JSON.stringify(style)).not.toContain('elsewhere');
  });

  it('shows a base map under the colours and its names over them', () => {
    const order = layers({ ...LOOK, baseMap: Object.keys(BASE) }).map(({ id }) => id);
    expect(order.indexOf('vec')).toBeLessThan(order.indexOf('township-fill'));
    expect(order.indexOf('cva')).toBeGreaterThan(order.indexOf('township-fill'));
    expect(layers(LOOK).some(({ type }) => type === 'raster')).toBe(false);
  });
});

describe('differences', () => {
  it('are none between equal looks', () => {
    expect(differences(layers(LOOK), layers({ ...LOOK }))).toEqual([]);
  });

  it('of another language are label texts alone', () => {
    const found = differences(layers(LOOK), layers({ ...LOOK, lang: 'en' }));
    expect(new Set(found.map(({ name }) => name))).toEqual(new Set(['text-field']));
    expect(found).toHaveLength(3);
  });

  it('of another plan are filters alone', () => {
    const found = differences(layers(LOOK), layers({ ...LOOK, plan: 'q' }));
    expect(new Set(found.map(({ part }) => part))).toEqual(new Set(['filter']));
  });

  it('never put a constant in the place of what depends on the state of a unit', () => {
    const looks: Look[] = [LOOK, { ...LOOK, circles: true }, { ...LOOK, colours: null }, { ...LOOK, circles: true, colours: null }];
    const found = looks.flatMap((one) => looks.flatMap((other) => differences(layers(one), layers(other))));
    const ofUnits = found.filter(({ layer, part }) => part === 'paint' && /^(county|township)-/.test(layer));
    expect(ofUnits.length).toBeGreaterThan(0);
    expect(ofUnits.filter(({ value }) => !JSON.stringify(value).includes('feature-state'))).toEqual([]);
  });

  it('of another level hide one and show the other', () => {
    const found = differences(layers(LOOK), layers({ ...LOOK, level: 'county' }));
    const of = (id: string) => found.find(({ layer }) => layer === id)?.value;
    expect([of('township-fill'), of('county-fill')]).toEqual(['none', 'visible']);
  });
});
