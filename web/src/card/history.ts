import type { UnitProfile, ValueInTime } from '../api/types';

/** The values of one indicator, oldest first. */
export function historyOf(profile: UnitProfile, indicator: string): ValueInTime[] {
  return profile.values
    .filter((value) => value.indicator === indicator)
    .sort((a, b) => a.reference_date.localeCompare(b.reference_date));
}

/** The other indicators of a unit that have a value on a date. */
export function othersOn(profile: UnitProfile, date: string, indicator: string): ValueInTime[] {
  return profile.values.filter(
    (value) => value.reference_date === date && value.indicator !== indicator && value.value !== null,
  );
}
