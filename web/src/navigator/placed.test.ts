import { expect, it } from 'vitest';

import type { Unit } from '../api/types';
import { placedUnits } from './placed';

it('keeps the units that have a place', () => {
  const here = { code: '1', name: { zh: '甲', en: 'A' }, geometry: { type: 'Point', coordinates: [120, 28] } } as unknown as Unit;
  expect(placedUnits([here, { ...here, code: '2', geometry: null }])).toEqual([{ code: '1', name: { zh: '甲', en: 'A' }, lng: 120, lat: 28 }]);
});
