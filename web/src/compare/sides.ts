import type { Classes, Lang } from '../api/types';
import { periodText } from '../i18n/format';
import { translate } from '../i18n/translate';
import type { Catalogue } from '../state/app.svelte';
import type { Choice } from '../state/choice';
import { againstOf, otherSide, subtracted, ZONE_ROLE, type Against } from '../state/question';
import { levelsOf, periodsOf } from '../state/resolve';

export interface Option {
  value: string;
  text: string;
}
type Offered = Pick<Catalogue, 'plans' | 'indicators'>;

const labelOf = (label: { zh: string | null; en: string | null } | undefined, lang: Lang) => label?.[lang] ?? label?.zh ?? '';

/** What one side of a comparison shows, in the word that tells it from the other. */
export function sideText(choice: Choice, kind: Against['kind'], offer: Offered, lang: Lang): string {
  if (kind === 'plan') return labelOf(offer.plans.find(({ id }) => id === choice.plan)?.title, lang);
  const indicator = offer.indicators.find(({ id }) => id === choice.indicator);
  if (kind === 'indicator') return labelOf(indicator?.label, lang);
  return periodText(choice.period, periodsOf(indicator, choice.level), lang);
}

/**
 * What a choice can be compared with: other dates of its indicator, other plans, other indicators of its date; zones are compared as
 * plans, and a difference needs one unit of measure.
 */
export function othersOf(choice: Choice, kind: Against['kind'], offer: Offered, lang: Lang): Option[] {
  const differs = choice.compare === 'difference';
  if (kind === 'plan') return differs && choice.indicator !== ZONE_ROLE ? [] : offer.plans.filter(({ id }) => id !== choice.plan).map(({ id, title }) => ({ value: id, text: labelOf(title, lang) }));
  const indicator = offer.indicators.find(({ id }) => id === choice.indicator);
  if (kind === 'indicator') {
    const fits = offer.indicators.filter((one) => one.id !== choice.indicator && one.id !== ZONE_ROLE && (!differs || one.unit === indicator?.unit) && levelsOf(one).includes(choice.level));
    return fits.filter((one) => periodsOf(one, choice.level).includes(choice.period)).map(({ id, label }) => ({ value: id, text: labelOf(label, lang) }));
  }
  if (differs && choice.indicator === ZONE_ROLE) return [];
  const dates = periodsOf(indicator, choice.level);
  return dates.filter((date) => date !== choice.period).map((date) => ({ value: date, text: periodText(date, dates, lang) }));
}

/** What to compare with when a reader has not said: the date before, or the first there is. */
export function usual(choice: Choice, kind: Against['kind'], offer: Offered): string | null {
  const options = othersOf(choice, kind, offer, choice.lang);
  const before = kind === 'period' ? options.filter(({ value }) => value < choice.period).at(-1) : undefined;
  const found = before ?? options[0];
  return found ? `${kind}:${found.value}` : null;
}

/** Whether what a link compares with exists for the rest of the choice. */
export function comparable(choice: Choice, offer: Offered): boolean {
  const against = againstOf(choice);
  return against !== null && othersOf(choice, against.kind, offer, choice.lang).some(({ value }) => value === against.id);
}

/** A choice whose comparison no longer exists for it is given another one, of the same kind if there is any, or none. */
export function mended(choice: Choice, offer: Offered): Choice {
  if (choice.compare === 'off' || comparable(choice, offer)) return choice;
  const kinds = [againstOf(choice)?.kind ?? 'period', 'period', 'plan', 'indicator'] as const;
  const against = kinds.map((kind) => usual(choice, kind, offer)).find((found) => found !== null) ?? null;
  return { ...choice, against, compare: against === null ? 'off' : choice.compare };
}

/** Whether two maps share their colours and breaks, so that one legend serves both. */
export function sameClasses(one: Classes | null, other: Classes | null): boolean {
  const edges = (classes: Classes | null) => JSON.stringify(classes?.classes.map(({ lower, upper, colour, label }) => [lower, upper, colour, label]));
  return edges(one) === edges(other);
}

/** Why a link's difference cannot be shown; null where it can. */
export type NoDifference = 'plan' | 'unit' | 'category';

export function noDifference(choice: Choice, offer: Offered): NoDifference | null {
  const against = againstOf(choice);
  if (against?.kind === 'plan' && choice.indicator !== ZONE_ROLE) return 'plan';
  if (against && against.kind !== 'plan' && choice.indicator === ZONE_ROLE) return 'category';
  const unitOf = (id: string) => offer.indicators.find((indicator) => indicator.id === id)?.unit;
  return against?.kind === 'indicator' && unitOf(against.id) !== unitOf(choice.indicator) ? 'unit' : null;
}

/** What the map shows, in one phrase: the indicator, or what is subtracted from what. */
export function subjectText(choice: Choice, offer: Offered, lang: Lang): string {
  const label = labelOf(offer.indicators.find(({ id }) => id === choice.indicator)?.label, lang);
  const minus = subtracted(choice);
  if (!minus) return label;
  const [left, right] = [sideText(otherSide(choice), minus.kind, offer, lang), sideText(choice, minus.kind, offer, lang)];
  const pair = translate(lang, 'compare.minus', { left, right });
  return minus.kind === 'period' ? translate(lang, 'compare.of', { label, pair }) : pair;
}
