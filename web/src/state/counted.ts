import type { Indicator } from '../api/types';

/** The range from the first year that anything was counted in to the last, as `period` takes it; null where nothing was. */
export function yearsCounted(indicators: readonly Pick<Indicator, 'periods'>[]): string | null {
  const years = indicators.flatMap(({ periods }) => Object.values(periods).flatMap((dates = []) => dates.map((date) => date.slice(0, 4)))).sort();
  const [first, last] = [years[0], years.at(-1)];
  return first !== undefined && last !== undefined ? `${first}..${last}` : null;
}
