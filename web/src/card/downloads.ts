import { address } from '../api/client';
import type { Choice } from '../state/choice';
import { questionOf, subtracted, ZONE_ROLE } from '../state/question';

const FORMATS = ['csv', 'xlsx', 'geojson'] as const;

export interface File {
  format: (typeof FORMATS)[number] | 'json';
  href: string;
}

/** What the map shows of all its units, in files with the very numbers; a difference is told in the service's own form alone. */
export function filesOfMap(choice: Choice): File[] {
  if (choice.indicator === ZONE_ROLE) return [];
  if (subtracted(choice)) return [{ format: 'json', href: address('/api/v1/values', { ...questionOf(choice) }) }];
  return filesOf(choice, choice.level);
}

/** What a card shows of its unit, in files; `level` is the one that lists the unit. */
export function filesOfUnit(choice: Choice, code: string, level: string): File[] {
  return choice.indicator === ZONE_ROLE ? [] : filesOf(choice, level, code);
}

function filesOf({ period, indicator, lang }: Choice, level: string, unit?: string): File[] {
  return FORMATS.map((format) => ({ format, href: address('/api/v1/units', { level, unit, period, indicator, format, lang }) }));
}
