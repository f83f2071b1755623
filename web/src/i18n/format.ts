import type { Display, Lang, Measure } from '../api/types';

const WAN = 10_000;
const DENSITY = { zh: '人/km²', en: 'per km²' };
const PERSONS = { zh: '人', en: 'persons' };
const SEX_RATIO = { zh: '男/100女', en: 'males per 100 females' };
const NONE = { zh: '', en: '' };

/** Unit words of indicators, of measures and of what plans print. */
const UNITS: Record<string, Record<Lang, string>> = {
  persons: PERSONS,
  人: PERSONS,
  万: { zh: '万人', en: 'persons' },
  households: { zh: '户', en: 'households' },
  persons_per_km2: DENSITY,
  'persons/km²': DENSITY,
  '人/平方公里': DENSITY,
  fraction: { zh: '%', en: '%' },
  '%': { zh: '%', en: '%' },
  points: { zh: '个百分点', en: 'points' },
  males_per_100_females: SEX_RATIO,
  'males per 100 females': SEX_RATIO,
  '万元/人': { zh: '万元/人', en: '×10⁴ yuan per person' },
  亿元: { zh: '亿元', en: '×10⁸ yuan' },
  ratio: NONE,
  index: NONE,
};

/** Units that are counts of something and are written with 万 in Chinese. */
const COUNTS = new Set(['persons', 'households', '人']);

export function unitText(unit: string, lang: Lang): string {
  return UNITS[unit]?.[lang] ?? unit;
}

/** Groups the whole part of a decimal text, leaving its printed decimals alone. */
export function grouped(decimal: string): string {
  const [, sign = '', whole = '', rest = ''] = /^([-−+]?)(\d+)(\.\d+)?$/.exec(decimal) ?? [];
  if (!whole) return decimal;
  return sign.replace('-', '−') + whole.replace(/\B(?=(\d{3})+$)/g, ',') + rest;
}

function inWan(value: number): string {
  const wan = value / WAN;
  return grouped(wan.toFixed(Math.abs(wan) >= 1000 ? 1 : 2));
}

/** 957.29 → 9572900: a decimal text times ten thousand, without a float between. */
function fromWan(decimal: string): string {
  const [whole = '', rest = ''] = decimal.split('.');
  const digits = (whole + rest.padEnd(4, '0').slice(0, 4)).replace(/^(-?)0+(?=\d)/, '$1');
  return rest.length > 4 ? `${digits}.${rest.slice(4)}` : digits;
}

export interface NumberAndUnit {
  number: string;
  unit: string;
}

/** A rounded value as it is printed, with its unit: persons from ten thousand up in 万 in Chinese, never in English. */
export function displayText(display: Display, lang: Lang): NumberAndUnit | null {
  const { value, unit } = display;
  if (value === null) return null;
  const wan = Math.abs(Number(value)) >= WAN && COUNTS.has(unit);
  if (lang === 'zh' && wan) return { number: inWan(Number(value)), unit: `万${unitText(unit, lang)}` };
  if (lang === 'en' && unit === '万') return { number: grouped(fromWan(value)), unit: unitText(unit, lang) };
  return { number: grouped(value), unit: unitText(unit, lang) };
}

/** Number and unit in one text; a percent sign clings to its number. */
export function joined({ number, unit }: NumberAndUnit): string {
  return unit === '%' ? `${number}%` : `${number} ${unit}`.trim();
}

/** A displayed value with its unit in one text; empty where there is none. */
export function amountText(display: Display, lang: Lang): string {
  const shown = displayText(display, lang);
  return shown ? joined(shown) : '';
}

/** A value in the indicator's own unit, for class bounds and other numbers that come without display text. */
export function plainText(value: number, unit: string, decimals: number, lang: Lang): string {
  if (unit === 'fraction') return grouped((value * 100).toFixed(decimals));
  if (lang === 'zh' && COUNTS.has(unit) && Math.abs(value) >= WAN) return `${inWan(value)}万`;
  return grouped(value.toFixed(COUNTS.has(unit) ? 0 : decimals));
}

/** The fewest decimals that keep neighbouring breaks apart. */
export function breakDecimals(breaks: readonly number[], unit: string, most: number): number {
  const scaled = unit === 'fraction' ? breaks.map((b) => b * 100) : breaks;
  for (let decimals = 0; decimals < most; decimals++) {
    const texts = scaled.map((b) => b.toFixed(decimals));
    if (new Set(texts).size === new Set(scaled).size) return decimals;
  }
  return most;
}

/** Bounds of a measure, or of a unit's value, in its display unit. */
export function boundTexts(bounds: readonly [number, number], unit: string, decimals: number, lang: Lang) {
  return bounds.map((bound) => plainText(bound, unit, decimals, lang)) as [string, string];
}

/** Decimals that make the bounds of a measure differ from its printed value where they do differ. */
export function boundDecimals(measure: Pick<Measure, 'bounds' | 'unit' | 'display'>): number {
  const printed = measure.display.value?.split('.')[1]?.length ?? 0;
  if (!measure.bounds) return printed;
  return Math.max(printed, breakDecimals(measure.bounds, measure.unit, printed + 2));
}

/** 2020-11-01 → 2020年11月1日, 1 Nov 2020. */
export function dateText(iso: string, lang: Lang): string {
  const [year = '', month, day] = iso.slice(0, 10).split('-');
  if (!month) return year;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day ?? 1)));
  return new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', {
    year: 'numeric', month: lang === 'zh' ? 'long' : 'short', ...(day && { day: 'numeric' }), timeZone: 'UTC',
  }).format(date);
}

/** The shortest text that tells a date from its neighbours: the year, or the full date where a year has two. */
export function periodText(period: string, among: readonly string[], lang: Lang): string {
  const year = period.slice(0, 4);
  return among.filter((other) => other.startsWith(year)).length > 1 ? dateText(period, lang) : year;
}
