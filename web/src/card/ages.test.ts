import { describe, expect, it } from 'vitest';

import type { ValueInTime } from '../api/types';
import { agesOf } from './ages';

const count = (indicator: string, value: number | null, dataset = 'yearbook', reference_date = '2020-11-01') =>
  ({ indicator, value, dataset, reference_date, status: 'A' }) as unknown as ValueInTime;
const WHOLE = [count('age_0_14', 20), count('age_15_59', 50), count('age_60_plus', 30), count('age_65_plus', 10)];
const told = (values: ValueInTime[], date = '2020-11-01') => agesOf({ values }, date)?.map(({ seen, share, within }) => [seen.indicator, share, within]);

describe('the age structure', () => {
  it('shares the residents out over groups that do not overlap, and says what lies within the last', () => {
    expect(told(WHOLE)).toEqual([
      ['age_0_14', 0.2, false], ['age_15_59', 0.5, false], ['age_60_plus', 0.3, false], ['age_65_plus', 0.1, true],
    ]);
  });

  it('takes the division that is counted', () => {
    expect(told([count('age_0_14', 1), count('age_15_64', 2), count('age_65_plus', 1)])).toEqual([
      ['age_0_14', 0.25, false], ['age_15_64', 0.5, false], ['age_65_plus', 0.25, false],
    ]);
  });

  it.each([
    ['a group is missing', WHOLE.slice(0, 2)],
    ['a group has no value', [...WHOLE.slice(0, 2), count('age_60_plus', null)]],
    ['two datasets would be mixed', [...WHOLE.slice(0, 2), count('age_60_plus', 30, 'bulletin')]],
    ['nobody is counted', WHOLE.map((one) => ({ ...one, value: 0 }))],
  ])('is not told where %s', (_, values) => {
    expect(told(values)).toBeUndefined();
  });

  it('is not told on another date, and mixes no other edition into it', () => {
    expect(told(WHOLE, '2010-11-01')).toBeUndefined();
    expect(told([...WHOLE.slice(0, 3), count('age_65_plus', 10, 'bulletin')])).toHaveLength(3);
  });
});
