import { expect, it } from 'vitest';

import type { ValueClass } from '../api/types';
import { breakTexts } from './breakTexts';

const between = (lower: number, upper: number) => ({ lower, upper }) as ValueClass;

it('writes every edge once, as exactly as it takes to tell them apart', () => {
  expect(breakTexts([between(0.1, 0.25), between(0.25, 0.5)], { unit: 'fraction', decimals: 2 }, 'en')).toEqual(['10', '25', '50']);
  expect(breakTexts([between(-65.4, -65.2), between(-65.2, 1)], { unit: 'persons_per_km2', decimals: 2 }, 'en')).toEqual(['−65.4', '−65.2', '1.0']);
  expect(breakTexts([], undefined, 'zh')).toEqual([]);
});
