import { describe, expect, it } from 'vitest';

import { formerVintage } from './tiles';

describe('the vintage of a date', () => {
  const vintages = ['2010-11-01', '2020-11-01'];
  it.each([
    ['2000-11-01', '2010-11-01'],
    ['2010-11-01', '2010-11-01'],
    ['2015-12-31', '2010-11-01'],
    ['2020-11-01', null],
    ['2023-12-31', null],
  ])('is the latest not after it, else the earliest: %s', (date, vintage) => {
    expect(formerVintage({ vintages }, date)).toBe(vintage);
  });

  it('is the newest where there is one alone', () => {
    expect(formerVintage({}, '2010-11-01')).toBeNull();
    expect(formerVintage({ vintages: ['2020-11-01'] }, '2010-11-01')).toBeNull();
  });
});
