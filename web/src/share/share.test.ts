import { describe, expect, it } from 'vitest';

import type { Choice } from '../state/choice';
import { PARTS, PART_NAMES } from '../state/parts';
import { embedCode, linkTo, sheetAddress } from './addresses';
import { boundsOf } from './view';

const NEUTRAL: Partial<Choice> = Object.fromEntries(PART_NAMES.map((name) => [name, PARTS[name].neutral]));
const CHOICE: Choice = {
  ...(NEUTRAL as Choice),
  plan: 'p', indicator: 'density_per_km2', level: 'township', period: '2020-11-01', method: 'quantile', k: 5, zone: 'core',
  unit: null, tab: 'share', lang: 'zh', at: { zoom: 9, lat: 27.9, lng: 120.6 },
};
const ORIGIN = 'https://map.example';

describe('a link', () => {
  it('opens the full page, wherever it was copied', () => {
    expect(linkTo({ ...CHOICE, embed: true }, ORIGIN)).toBe(linkTo(CHOICE, ORIGIN));
    expect(linkTo(CHOICE, ORIGIN)).toContain('at=9.00/');
  });
});

describe('the code to embed', () => {
  it('cannot be broken out of by a title', () => {
    const code = embedCode(CHOICE, ORIGIN, '"><script>');
    expect(code).not.toContain('<script');
    expect(code).toMatch(/^<iframe src="https:\/\/map\.example\/\?[^"]*embed=yes[^"]*" title="[^"]*"/);
  });
});

describe('the address of a sheet', () => {
  it('says what is shown and how it is printed', () => {
    const asked = new URL(sheetAddress({ ...CHOICE, paper: 'a3', approval: '浙S(2026)1号' }, 'pdf', ORIGIN, null), ORIGIN);
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      format: 'pdf', paper: 'a3', orientation: 'landscape', plan: 'p', zone: 'core', indicator: 'density_per_km2', approval: '浙S(2026)1号',
    });
    expect(asked.searchParams.get('link')).toMatch(/^https:\/\/map\.example\/\?plan=p/);
    expect(asked.searchParams.has('bbox')).toBe(false);
  });

  it('leads to what it shows, however long a trial is', () => {
    const tried = { ...CHOICE, compare: 'swipe' as const, trial: `core:${Array.from({ length: 300 }, (_, i) => `+33032${1000 + i}`).join(',')}` };
    const link = new URL(sheetAddress(tried, 'svg', ORIGIN, null), ORIGIN).searchParams.get('link') ?? '';
    expect(link.length).toBeLessThan(500);
    expect(link).not.toMatch(/trial|compare/);
  });

  it('may be of a part', () => {
    const asked = new URL(sheetAddress(CHOICE, 'svg', ORIGIN, [120, 27, 121, 28]), ORIGIN);
    expect(asked.searchParams.get('bbox')).toBe('120.0000,27.0000,121.0000,28.0000');
  });
});

describe('what a camera shows', () => {
  it('is the whole world at zoom 0 on one tile', () => {
    const [west, south, east, north] = boundsOf({ zoom: 0, lat: 0, lng: 0 }, 512, 512);
    expect([west, east]).toEqual([-180, 180]);
    expect(north).toBeCloseTo(85.0511, 3);
    expect(south).toBeCloseTo(-85.0511, 3);
  });

  it('halves with every zoom', () => {
    const at = (zoom: number) => boundsOf({ zoom, lat: 27.9, lng: 120.6 }, 800, 600);
    const [wide, narrow] = [at(9), at(10)];
    expect(wide[2] - wide[0]).toBeCloseTo(2 * (narrow[2] - narrow[0]), 9);
    expect(narrow[1]).toBeGreaterThan(wide[1]);
  });
});
