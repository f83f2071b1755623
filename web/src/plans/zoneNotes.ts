import type { Target } from '../api/plans';
import type { Lang, Measure } from '../api/types';
import { translate } from '../i18n/translate';
import { amountText } from '../i18n/format';
import { statusText } from '../panels/valueText';
import { gapSense, goalText, sizeText } from './amounts';

type Goal = Pick<Target, 'measure' | 'year' | 'comparator' | 'value' | 'display'>;

/** The target to come next: the first of a year after the count, or the last there is. */
function nextGoal(targets: readonly Goal[], measure: string, period: string): Goal | undefined {
  const own = targets.filter((target) => target.measure === measure && target.value !== null).sort((a, b) => a.year - b.year);
  return own.find(({ year }) => year > Number(period.slice(0, 4))) ?? own.at(-1);
}

/**
 * By zone, the share its plan counts for it with its status where that is not plainly published, the next target and what
 * is missing to it, in the words of the panel; a zone whose share is not computed has no note. The difference is of the
 * date shown, which `/targets` knows only of the last one.
 */
export function zoneNotes(measures: readonly Measure[], targets: readonly Goal[], lang: Lang): Record<string, string> {
  const notes = measures.flatMap((measure) => {
    const { kind, zone, value, period, display, status } = measure;
    if (kind !== 'share' || zone === null || value === null) return [];
    const minded = status && status !== 'A' ? statusText(status, lang) : '';
    const share = [amountText(display, lang), minded].filter(Boolean).join(' ');
    const goal = nextGoal(targets, measure.measure, period);
    const gap = goal ? (goal.value ?? 0) - value : null;
    const sense = goal && gapSense({ comparator: goal.comparator, gap });
    if (!goal || !sense || gap === null) return [[zone, share] as const];
    const far = `${translate(lang, `target.gap.${sense}`)} ${sizeText({ value: (gap * 100).toFixed(2), unit: 'points' }, lang)}`;
    return [[zone, translate(lang, 'plan.zoneNote', { share, year: goal.year, goal: goalText(goal, lang), far })] as const];
  });
  return Object.fromEntries(notes.reverse());
}
