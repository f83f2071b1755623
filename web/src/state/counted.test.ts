import { expect, it } from 'vitest';

import { yearsCounted } from './counted';

it('finds the years between which anything was counted, at whatever level', () => {
  const indicators = [{ periods: { county: ['2020-11-01', '2010-11-01'] } }, { periods: { township: ['2023-12-31'], county: undefined } }];
  expect(yearsCounted(indicators)).toBe('2010..2023');
  expect(yearsCounted([])).toBeNull();
});
