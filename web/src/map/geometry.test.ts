import { describe, expect, it } from 'vitest';

import { graticule } from './graticule';
import { boxOf, zoneLabels } from './labels';
import { dots, hatch } from './patterns';
import { LIGHT } from './theme';

const square = (x: number, y: number, size: number) => [[[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]];
const properties = { plan: 'p', zone: 'z', label_zh: '区', label_en: 'Z', membership: 'enumerated' as const, precision_class: null };

describe('zoneLabels', () => {
  it('hangs the name on top of the largest part', () => {
    const geometry = { type: 'MultiPolygon' as const, coordinates: [square(0, 50, 1), square(10, 10, 5)] };
    const { features } = zoneLabels({ type: 'FeatureCollection', features: [{ type: 'Feature', properties, geometry }] });
    expect(features[0]?.geometry.coordinates[1]).toBe(15);
  });

  it('leaves out zones without an outline', () => {
    const found = zoneLabels({ type: 'FeatureCollection', features: [{ type: 'Feature', properties, geometry: null }] });
    expect(found.features).toEqual([]);
    expect(zoneLabels(null).features).toEqual([]);
  });
});

describe('boxOf', () => {
  it('holds all geometries and stands the lack of any', () => {
    const parts = [square(1, 2, 3), square(10, 20, 1)].map((coordinates) => ({ type: 'Polygon' as const, coordinates }));
    expect(boxOf([...parts, null])).toEqual([1, 2, 11, 21]);
    expect(boxOf([])).toBeNull();
    expect(boxOf([null])).toBeNull();
  });
});

describe('drawing', () => {
  it('rules meridians and parallels on round degrees', () => {
    const { features } = graticule([119.6, 27.1, 121.2, 28.6], 0.5, 0);
    const meridians = features.filter(({ geometry: { coordinates: [a, b] } }) => a?.[0] === b?.[0]);
    expect(meridians.map(({ geometry }) => geometry.coordinates[0]?.[0])).toEqual([120, 120.5, 121]);
  });

  it('makes patterns whose edges meet', () => {
    const { width, height, data } = hatch(LIGHT);
    const at = (x: number, y: number) => [...data.slice((((y % height) * width) + (x % width)) * 4, (((y % height) * width) + (x % width)) * 4 + 4)];
    for (let i = 0; i < width; i++) expect(at(i, height)).toEqual(at(i, 0));
    expect(at(width - 1, 1)).toEqual(at(0, 0));
  });

  it('leaves most of the colour under the dots of an estimate clear', () => {
    const { data } = dots(LIGHT);
    const clear = data.filter((_, i) => i % 4 === 3).filter((alpha) => alpha === 0).length;
    expect(clear / (data.length / 4)).toBeGreaterThan(0.95);
  });
});
