import { describe, expect, it } from 'vitest';

import type { Choice } from '../state/choice';
import { PARTS, PART_NAMES } from '../state/parts';
import { embedCode, linkTo } from './addresses';

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
