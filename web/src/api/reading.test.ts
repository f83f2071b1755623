import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { address } from './client';
import { reading, releaseIn } from './reading';

beforeEach(() => { vi.stubGlobal('location', { href: 'https://map.test/?as_of=2', origin: 'https://map.test' }); });
afterEach(() => {
  vi.unstubAllGlobals();
  reading.begin('');
  reading.key = '';
});

describe('reading', () => {
  it('takes the release from an address, and nothing that is none', () => {
    expect(releaseIn('?lang=zh&as_of=12')).toBe('12');
    for (const search of ['', '?as_of=', '?as_of=0', '?as_of=-1', '?as_of=x', '?as_of=1234567890']) expect(releaseIn(search)).toBeNull();
  });

  it('asks for its release in every question', () => {
    expect(address('/api/v1/plans')).toBe('/api/v1/plans');
    reading.begin('?as_of=2');
    expect(address('/api/v1/plans')).toBe('/api/v1/plans?as_of=2');
    expect(address('/api/v1/units', { level: 'county' })).toBe('/api/v1/units?level=county&as_of=2');
    expect(address('/api/v1/plans/p/measures/m/receipt?period=2020-11-01')).toBe('/api/v1/plans/p/measures/m/receipt?period=2020-11-01&as_of=2');
  });

  it('shows its key to this origin alone', () => {
    expect(reading.headersFor('/api/v1/plans')).toEqual({});
    reading.key = 'pck_x';
    expect(reading.headersFor('/api/v1/plans')).toEqual({ authorization: 'Bearer pck_x' });
    expect(reading.headersFor('https://map.test/tiles/2/township/1/0/0.mvt')).toEqual({ authorization: 'Bearer pck_x' });
    expect(reading.headersFor('https://tiles.example/1/0/0.png')).toEqual({});
  });
});
