import type { Indicator } from '../api/types';
import type { ValuesQuery } from '../api/values';
import type { Choice } from './choice';

const CATEGORY = 'category';

/** Whether values number categories, which have no order, rank or sum. */
export const categorical = (indicator: Pick<Indicator, 'kind'> | undefined) => indicator?.kind === CATEGORY;

/** The indicator that stands for the zones a unit belongs to under a plan: categories, not numbers. */
export const ZONE_ROLE = 'zone_role';

/** The same as an indicator to choose: on every date that residents are counted on. */
export function withZoneRole(indicators: readonly Indicator[]): Indicator[] {
  const dated = indicators.find(({ id }) => id === 'resident_population');
  const role = dated && { ...dated, id: ZONE_ROLE, label: { zh: '规划分区', en: 'Plan zones' }, unit: 'category', kind: CATEGORY, decimals: 0 };
  return role ? [...indicators, role] : [...indicators];
}

/** Counts are drawn as circles in proportion: a choropleth of counts shows the size of the units. */
export function drawnAsCircles(indicator: Pick<Indicator, 'kind'> | undefined): boolean {
  return indicator?.kind === 'counted';
}

export interface Against {
  kind: 'period' | 'plan' | 'indicator';
  id: string;
}

/** What the other side of a comparison differs in. */
export function againstOf({ against }: Pick<Choice, 'against'>): Against | null {
  const [, kind, id] = /^(period|plan|indicator):(.+)$/.exec(against ?? '') ?? [];
  return kind && id ? { kind: kind as Against['kind'], id } : null;
}

/** Whether two maps are shown, one choice each. */
export const showsTwo = (choice: Pick<Choice, 'compare' | 'against'>) =>
  (choice.compare === 'swipe' || choice.compare === 'side') && againstOf(choice) !== null;

/** What the map subtracts, if it shows a difference: two plans differ in zones alone. */
export function subtracted(choice: Choice): Against | null {
  const against = choice.compare === 'difference' ? againstOf(choice) : null;
  return against && (against.kind === 'plan') === (choice.indicator === ZONE_ROLE) ? against : null;
}

/** The choice that the other side of a comparison shows. */
export function otherSide(choice: Choice): Choice {
  const against = againstOf(choice);
  if (!against) return choice;
  const other = { ...choice, [against.kind]: against.id };
  return against.kind === 'indicator' && choice.method === 'manual' ? { ...other, method: 'quantile', breaks: null } : other;
}

/** What to ask `/values` for, given a choice; neutral parts are left out, so that equal questions share an address. */
export function questionOf(choice: Choice): ValuesQuery {
  const minus = subtracted(choice);
  const { indicator, level, period, method, k } = choice;
  return {
    indicator, level, period, method, k,
    pooled: choice.pooled ? undefined : 'false',
    ramp: choice.ramp ?? undefined,
    reverse: choice.reverse ? 'true' : undefined,
    breaks: method === 'manual' ? (choice.breaks ?? undefined) : undefined,
    plan: indicator === ZONE_ROLE ? choice.plan : undefined,
    ...(minus && { [`minus_${minus.kind}`]: minus.id }),
  };
}
