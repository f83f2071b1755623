import { address } from '../api/client';
import type { Choice } from '../state/choice';
import { questionOf, subtracted, ZONE_ROLE } from '../state/question';

const FORMATS = ['csv', 'xlsx', 'geojson'];

export interface File {
  format: string;
  href: string;
}

/** What the map shows of all its units, in files with the very numbers; a difference is told in the service's own form alone. */
export function filesOfMap(choice: Choice, formats = FORMATS): File[] {
  if (choice.indicator === ZONE_ROLE) return [];
  if (subtracted(choice)) return [{ format: 'json', href: address('/api/v1/values', { ...questionOf(choice) }) }];
  return filesOf(choice, choice.level, undefined, formats);
}

/** What a card shows of its unit, in files; `level` is the one that lists the unit. */
export function filesOfUnit(choice: Choice, code: string, level: string): File[] {
  return choice.indicator === ZONE_ROLE ? [] : filesOf(choice, level, code);
}

function filesOf({ period, indicator, lang }: Choice, level: string, unit?: string, formats = FORMATS): File[] {
  return formats.map((format) => ({ format, href: address('/api/v1/units', { level, unit, period, indicator, format, lang }) }));
}
