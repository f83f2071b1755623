import type { Target } from '../api/plans';
import type { Display, Lang, Measure } from '../api/types';
import { amountText, displayText, grouped, plainText, unitText } from '../i18n/format';

const without = (value: string) => value.replace(/^[+−-]/, '');

/** How much, whichever way: what is said beside it tells the direction. */
export const sizeText = ({ value, unit }: Display, lang: Lang): string =>
  amountText({ value: value === null ? null : without(value), unit }, lang);

/** A change with its sign. */
export function changeText(display: Display, lang: Lang): string {
  const sign = /^[−-]/.test(display.value ?? '') ? '−' : '+';
  return display.value === null ? '' : sign + sizeText(display, lang);
}

export const personsText = (persons: number, lang: Lang): string =>
  amountText({ value: String(Math.round(Math.abs(persons))), unit: 'persons' }, lang);

/** A value as a measure shows it: in English persons are written out, and the count says more than its rounding to 万. */
export function measureText(measure: Pick<Measure, 'display' | 'value'>, lang: Lang) {
  if (lang === 'zh' || measure.display.unit !== '万' || measure.value === null) return displayText(measure.display, lang);
  return { number: grouped(String(Math.round(measure.value))), unit: unitText('persons', lang) };
}

const LIMITS = new Set(['<', '≤']);
export const isLimit = ({ comparator }: Pick<Target, 'comparator'>): boolean => LIMITS.has(comparator);

/** What a gap means: a goal is missed or passed, a limit leaves room or is broken. */
export function gapSense(target: Pick<Target, 'comparator' | 'gap'>): 'missing' | 'passed' | 'room' | 'over' | null {
  if (target.gap === null) return null;
  if (isLimit(target)) return target.gap >= 0 ? 'room' : 'over';
  return target.gap > 0 ? 'missing' : 'passed';
}

/** What a number of persons means beside a goal or a limit; negative ones are beyond it. */
export function personsSense(persons: number, target: Pick<Target, 'comparator'>): 'missing' | 'spare' | 'room' | 'over' {
  if (isLimit(target)) return persons >= 0 ? 'room' : 'over';
  return persons > 0 ? 'missing' : 'spare';
}

const SIGNS = new Set(['>', '≥', '<', '≤']);

/** The wanted number with its comparator; the words of the plan, where it says so in words, stand beside it. */
export function goalText({ comparator, display }: Pick<Target, 'comparator' | 'display'>, lang: Lang): string {
  const amount = display.value === null ? '' : amountText(display, lang);
  return amount && SIGNS.has(comparator) ? `${comparator} ${amount}` : amount;
}

/** A tick of an axis, with no more decimals than the step between ticks needs. */
export function axisText(value: number, unit: string, step: number, lang: Lang): string {
  if (unit === 'persons' && lang === 'zh' && step >= 1000) return `${grouped(String(Math.round(value / 100) / 100))}万`;
  const scaled = unit === 'fraction' ? step * 100 : step;
  const decimals = Math.max(0, -Math.floor(Math.log10(scaled) + 1e-9));
  return plainText(value, unit, decimals, lang) + (unit === 'fraction' ? '%' : '');
}
