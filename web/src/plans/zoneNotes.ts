import type { Target } from '../api/plans';
import type { Lang, Measure } from '../api/types';
import { translate } from '../i18n/translate';
import { amountText } from '../i18n/format';
import { changeText, goalText } from './amounts';

type Goal = Pick<Target, 'measure' | 'year' | 'comparator' | 'value' | 'display'>;

/** The target to come next: the first of a year after the count, or the last there is. */
export function nextGoal(targets: readonly Goal[], measure: string, period: string): Goal | undefined {
  const own = targets.filter((target) => target.measure === measure && target.value !== null).sort((a, b) => a.year - b.year);
  return own.find(({ year }) => year > Number(period.slice(0, 4))) ?? own.at(-1);
}

/**
 * By zone, the share its plan counts for it, the next target and the points between; a zone whose share is not computed
 * has no note.
 */
export function zoneNotes(measures: readonly Measure[], targets: readonly Goal[], lang: Lang): Record<string, string> {
  const notes = measures.flatMap((measure) => {
    const { kind, zone, value, period, display } = measure;
    if (kind !== 'share' || zone === null || value === null) return [];
    const share = amountText(display, lang);
    const goal = nextGoal(targets, measure.measure, period);
    if (!goal) return [[zone, share] as const];
    const words = { share, year: goal.year, goal: goalText(goal, lang) };
    const gap = changeText({ value: (((goal.value ?? 0) - value) * 100).toFixed(2), unit: 'points' }, lang);
    return [[zone, translate(lang, 'plan.zoneNote', { ...words, gap })] as const];
  });
  return Object.fromEntries(notes.reverse());
}
