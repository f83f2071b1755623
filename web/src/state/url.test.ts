import { describe, expect, it } from 'vitest';

import type { Choice } from './choice';
import { PART_NAMES, PARTS } from './parts';
import { readCamera, readUrl, writeCamera, writeUrl } from './url';

const NEUTRAL: Partial<Choice> = Object.fromEntries(PART_NAMES.map((name) => [name, PARTS[name].neutral]));
const CHOICE: Choice = {
  ...(NEUTRAL as Choice),
  plan: 'pingyang-population-2035', indicator: 'density_per_km2', level: 'township', period: '2020-11-01',
  method: 'quantile', k: 5, zone: 'main-centre', unit: '330326100', tab: 'plan', lang: 'zh',
  at: { zoom: 9.25, lat: 27.66, lng: 120.56 },
};

describe('writeUrl and readUrl', () => {
  it('carry every part of a choice there and back', () => {
    const { wish, notes } = readUrl(writeUrl(CHOICE));
    expect(notes).toEqual([]);
    const { plan, indicator, level, period, method, zone, unit, tab, lang } = CHOICE;
    expect(wish).toEqual({ plan, indicator, level, period, method, zone, unit, tab, lang, k: '5', at: '9.25/27.66000/120.56000' });
  });

  it('leave out what is not chosen', () => {
    expect(writeUrl({ ...CHOICE, zone: null, unit: null, at: null })).not.toMatch(/zone|unit|at=/);
  });

  it('note unknown and repeated parameters, keeping the first', () => {
    const { wish, notes } = readUrl('?level=county&level=township&colour=red');
    expect(wish).toEqual({ level: 'county' });
    expect(notes).toEqual([
      { parameter: 'level', given: 'township', used: 'county' },
      { parameter: 'other', given: 'colour=red', used: null },
    ]);
  });

  it('cut what nobody could have meant', () => {
    const { wish } = readUrl(`?plan=${'x'.repeat(5000)}`);
    expect(wish.plan).toHaveLength(4000);
  });

  it('survive half-written escapes', () => {
    expect(() => readUrl('?plan=%E6%B8&unit=%')).not.toThrow();
  });
});

describe('the camera', () => {
  it('is exact to less than a pixel', () => {
    for (const zoom of [6, 9, 12, 15]) {
      const camera = { zoom, lat: 27.994267, lng: 120.699365 };
      const again = readCamera(writeCamera(camera));
      const pixel = 360 / (512 * 2 ** zoom);
      expect(Math.abs((again?.lng ?? 0) - camera.lng)).toBeLessThan(pixel);
    }
  });

  it.each(['', '9', '9/27', '9/27/120/1', 'a/b/c', '99/27/120', '9/91/120', '9/27/400', '9//120', 'NaN/NaN/NaN'])(
    'refuses %j',
    (text) => { expect(readCamera(text)).toBeNull(); },
  );
});
