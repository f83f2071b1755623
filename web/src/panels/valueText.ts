import type { Lang, ShownValue } from '../api/types';
import { amountText } from '../i18n/format';
import { reasonText } from '../i18n/reasons';
import { keyOf, translate } from '../i18n/translate';

export const DASH = '—';

/** A value with its unit, the name of its category, or a dash. */
export function valueText(value: ShownValue | undefined, lang: Lang): string {
  if (value?.category) return value.category[lang] ?? value.category.zh ?? DASH;
  return (value && amountText(value.display, lang)) || DASH;
}

/** A status in words; an unknown code shows itself. */
export function statusText(status: string | null | undefined, lang: Lang): string {
  const key = keyOf('status', status);
  return key ? translate(lang, key) : (status ?? '');
}

/** Why there is no value, or what to mind about it. */
export function whyText(value: ShownValue | undefined, lang: Lang): string {
  return value?.reason ? reasonText(value.reason, lang) : '';
}

/** Where a value comes from; of a difference both sides, where they come from different places. */
export function sourceText(value: ShownValue | undefined, lang: Lang): string {
  return both(value?.source?.title, value?.source_from?.title, lang);
}

/** How a value was made, likewise. */
export function methodText(value: ShownValue | undefined, lang: Lang): string {
  return both(value?.method, value?.method_from, lang);
}

function both(to: string | null | undefined, from: string | null | undefined, lang: Lang): string {
  return to && from && to !== from ? translate(lang, 'unit.both', { to, from }) : (to ?? from ?? '');
}
