import type { Lang } from '../api/types';
import { en } from './en';
import { zh, type Key } from './zh';

export type { Key };

export const dictionaries: Record<Lang, Record<Key, string>> = { zh, en };

export type Fill = Record<string, string | number>;

/** The sentence of a key with its `{…}` places filled. */
export function translate(lang: Lang, key: Key, fill: Fill = {}): string {
  return dictionaries[lang][key].replace(/\{(\w+)\}/g, (place, name: string) => String(fill[name] ?? place));
}

/** A key put together at run time, e.g. from a status code; `undefined` when there is no such sentence. */
export function keyOf(prefix: string, word: string | null | undefined): Key | undefined {
  const key = `${prefix}.${word ?? 'none'}`;
  return key in zh ? (key as Key) : undefined;
}
