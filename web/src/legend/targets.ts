import type { Target } from '../api/plans';
import type { Lang } from '../api/types';
import { goalText } from '../plans/amounts';

/** Targets of the whole territory for the formula that the shown indicator has for each unit, by year. */
export function targetsOf(targets: readonly Target[], indicator: string, lang: Lang): { year: number; value: number; text: string }[] {
  return targets.flatMap((target) => {
    const { unit_indicator: own, zone, year, value } = target;
    return own === indicator && zone === null && value !== null ? [{ year, value, text: `${year} ${goalText(target, lang)}` }] : [];
  }).sort((a, b) => a.year - b.year);
}
