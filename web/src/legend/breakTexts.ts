import type { Lang, ValueClass } from '../api/types';
import type { Values } from '../api/values';
import { breakDecimals, plainText } from '../i18n/format';

/** The edges of classes as they are written, with the fewest decimals that tell them apart. */
export function breakTexts(classes: readonly ValueClass[], indicator: Pick<Values['indicator'], 'unit' | 'decimals'> | undefined, lang: Lang): string[] {
  const breaks = classes.length ? [...classes.map(({ lower }) => lower), classes.at(-1)?.upper ?? 0] : [];
  const unit = indicator?.unit ?? '';
  const decimals = breakDecimals(breaks, unit, Math.max(indicator?.decimals ?? 2, 2));
  return breaks.map((value) => plainText(value, unit, decimals, lang));
}
