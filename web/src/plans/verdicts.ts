import type { Verdict } from '../api/types';

export const VERDICTS = ['reproduced', 'within_rounding', 'differs', 'not_computable'] as const satisfies readonly Verdict[];

/** A sign beside the word, so that colour is not all there is. */
export const VERDICT_MARKS: Record<Verdict, string> = { reproduced: '✓', within_rounding: '≈', differs: '≠', not_computable: '?' };
