import type { Lang } from '../api/types';
import { filled, type Fill } from './filled';
import { words, type Key } from './words';

export type { Fill, Key };

/** The sentence of a key with its `{…}` places filled. */
export function translate(lang: Lang, key: Key, fill: Fill = {}): string {
  return filled(words[key], lang, fill);
}

/** A key put together at run time, e.g. from a status code; `undefined` when there is no such sentence. */
export function keyOf(prefix: string, word: string | null | undefined): Key | undefined {
  const key = `${prefix}.${word ?? 'none'}`;
  return key in words ? (key as Key) : undefined;
}
