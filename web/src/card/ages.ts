import type { UnitProfile, ValueInTime } from '../api/types';

/** Groups that make up a population, in order of age, and one that lies within the last of them. */
const DIVISIONS = [
  { groups: ['age_0_14', 'age_15_59', 'age_60_plus'], within: 'age_65_plus' },
  { groups: ['age_0_14', 'age_15_64', 'age_65_plus'], within: null },
] as const;

export interface AgeGroup {
  seen: ValueInTime;
  /** Its part of all groups together, from 0 to 1: the total of the very dataset that holds them. */
  share: number;
  /** Whether it is contained in the last of the groups rather than beside them. */
  within: boolean;
}

/** A unit's residents by age on a date, all from one dataset; null where no division is counted whole. */
export function agesOf({ values }: Pick<UnitProfile, 'values'>, date: string): AgeGroup[] | null {
  const seen = new Map(values.filter((one) => one.reference_date === date && one.value !== null).map((one) => [one.indicator, one]));
  for (const { groups, within } of DIVISIONS) {
    const found = groups.flatMap((indicator) => seen.get(indicator) ?? []);
    const total = found.reduce((sum, { value }) => sum + (value ?? 0), 0);
    const dataset = found[0]?.dataset;
    if (!dataset || total === 0 || found.length < groups.length || found.some((one) => one.dataset !== dataset)) continue;
    const part = within === null ? undefined : seen.get(within);
    const group = (one: ValueInTime, inside: boolean): AgeGroup => ({ seen: one, share: (one.value ?? 0) / total, within: inside });
    return [...found.map((one) => group(one, false)), ...(part?.dataset === dataset ? [group(part, true)] : [])];
  }
  return null;
}
