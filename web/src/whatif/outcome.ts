import type { Lang, Measure } from '../api/types';
import type { TrialAnswer, TrialMeasure, TrialState } from '../api/whatif';
import { amountText, joined, plainText, unitText } from '../i18n/format';
import { measureText, personsText } from '../plans/amounts';

/** A measure's value as its plan shows it; null where it has none. */
export function stateText(state: Pick<TrialState, 'display' | 'value'>, lang: Lang): string | null {
  const shown = measureText(state as Pick<Measure, 'display' | 'value'>, lang);
  return shown && joined(shown);
}

/** How far a measure is from a target, whichever way. */
export function distanceText(gap: number, unit: string, lang: Lang): string {
  if (unit === 'persons') return personsText(gap, lang);
  if (unit === 'fraction') return amountText({ value: (Math.abs(gap) * 100).toFixed(2), unit: 'points' }, lang);
  return `${plainText(Math.abs(gap), unit, 2, lang)} ${unitText(unit, lang)}`.trim();
}

/** The measure that tells most of a zone: its share, or the first that changes. */
export function headline({ measures }: Pick<TrialAnswer, 'measures'>, zone: string): TrialMeasure | undefined {
  const own = measures.filter((measure) => measure.affected && measure.zone === zone);
  return own.find(({ kind }) => kind === 'share') ?? own[0];
}
