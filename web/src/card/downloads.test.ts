import { describe, expect, it } from 'vitest';

import type { Choice } from '../state/choice';
import { filesOfMap, filesOfUnit } from './downloads';

const CHOICE = { level: 'township', period: '2020-11-01', indicator: 'density_per_km2', lang: 'en', compare: 'off', against: null, method: 'quantile', k: 5, pooled: true } as Choice;

describe('the files of a card', () => {
  it('ask for what is shown: level, unit, period and indicator', () => {
    expect(filesOfUnit(CHOICE, '330383', 'county')).toEqual(['csv', 'xlsx', 'geojson'].map((format) => ({
      format, href: `/api/v1/units?level=county&unit=330383&period=2020-11-01&indicator=density_per_km2&format=${format}&lang=en`,
    })));
    expect(filesOfMap(CHOICE)[0]?.href).toBe('/api/v1/units?level=township&period=2020-11-01&indicator=density_per_km2&format=csv&lang=en');
  });

  it('are the answer of the map where it shows a difference, and none where it shows categories', () => {
    const difference = { ...CHOICE, compare: 'difference', against: 'period:2010-11-01' } as Choice;
    expect(filesOfMap(difference)).toEqual([
      { format: 'json', href: '/api/v1/values?indicator=density_per_km2&level=township&period=2020-11-01&method=quantile&k=5&minus_period=2010-11-01' },
    ]);
    const roles = { ...CHOICE, indicator: 'zone_role' };
    expect([filesOfMap(roles), filesOfUnit(roles, '330383', 'county')]).toEqual([[], []]);
  });
});
