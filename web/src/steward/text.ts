import type { Label, Lang } from '../api/types';
import { filled, type Fill } from '../i18n/filled';
import { steward } from '../i18n/words/steward';

export type StewardKey = keyof typeof steward;

/** A sentence of this page; `undefined` where there is none of that name. */
export const sentence = (lang: Lang, key: string, fill: Fill = {}): string | undefined =>
  key in steward ? filled(steward[key as StewardKey], lang, fill) : undefined;

export const labelText = (lang: Lang, label: Label | null): string => label?.[lang] ?? label?.zh ?? label?.en ?? '';

/** How many facts a file added, changed and removed. */
export function changesText(lang: Lang, { added = 0, changed = 0, removed = 0, unchanged = 0 }: Partial<Record<string, number>>): string {
  return sentence(lang, 'report.changes', { added, changed, removed, unchanged }) ?? '';
}

/** A moment in the reader's own time zone. */
export const momentText = (iso: string, lang: Lang): string =>
  new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));
