import type { Lang } from '../api/types';
import type { Words } from './words';

export type Fill = Record<string, string | number>;

/** One of a pair of sentences with its `{…}` places filled. */
export function filled(pair: Words[string], lang: Lang, fill: Fill): string {
  return pair[lang === 'zh' ? 0 : 1].replace(/\{(\w+)\}/g, (place, name: string) => String(fill[name] ?? place));
}
