import { beforeAll, describe, expect, it, vi } from 'vitest';

import type { TileJson, Tiles } from '../api/tiles';
import { LIGHT } from '../map/theme';
import { pageStyle } from './style';
import { readTask } from './task';

const JSON_OF = (layer: string): TileJson => ({
  tilejson: '3.0.0', tiles: [`http://inside/tiles/1/${layer}/{z}/{x}/{y}.mvt`], minzoom: 4, maxzoom: 14,
});
const TILES = Object.fromEntries(['county', 'township', 'zone', 'label'].map((l) => [l, JSON_OF(l)])) as Tiles;
const style = (data: Record<string, string>) => pageStyle(TILES, readTask(data), LIGHT);

describe('pageStyle', () => {
  beforeAll(() => { vi.stubGlobal('location', { origin: 'https://here' }); });

  it('asks only the host of the page', () => {
    const all = JSON.stringify(style({ map: 'tileset', address: '/ogc/tiles/WebMercatorQuad', layers: 'county,zone', zooms: '4,14' }));
    expect(all.match(/https?:\/\/[a-z]+/g)?.every((host) => host === 'https://here')).toBe(true);
  });

  it('counts rows before columns in a tileset and marks each of its layers', () => {
    const { sources, layers } = style({ map: 'tileset', address: '/ogc/tiles/WebMercatorQuad', layers: 'county,zone', zooms: '4,14' });
    expect(sources['features']).toMatchObject({ type: 'vector', tiles: ['https://here/ogc/tiles/WebMercatorQuad/{z}/{y}/{x}?f=mvt'], maxzoom: 14 });
    expect(layers.filter(({ id }) => id.startsWith('features-')).map(({ id }) => id)).toContain('features-zone-fill');
  });

  it('numbers features as the table does', () => {
    expect(style({ map: 'items', address: '/ogc/x' }).sources['features']).toMatchObject({ generateId: true, data: 'https://here/ogc/x' });
  });

  it('draws an extent as a line alone, and nothing where there is none', () => {
    const drawn = (data: Record<string, string>) => style(data).layers.filter(({ id }) => id.startsWith('features'));
    expect(drawn({ map: 'extent', bounds: '119,27,121,28' }).map(({ type }) => type)).toEqual(['line']);
    expect(drawn({ map: 'extent' })).toEqual([]);
  });

  it('keeps names on top and leaves out values, zones and patterns', () => {
    const { layers } = style({ map: 'items', address: '/ogc/x' });
    expect(layers.at(-1)?.type).toBe('symbol');
    expect(JSON.stringify(layers)).not.toMatch(/fill-pattern|"source":"zone/);
  });
});
