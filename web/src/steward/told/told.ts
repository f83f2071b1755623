import { indicatorText } from '../../i18n/reasons';
import checks from './checks.json';
import maps from './maps.json';
import notes from './notes.json';
import outlines from './outlines.json';
import plans from './plans.json';
import registers from './registers.json';
import tables from './tables.json';
import tails from './tails.json';

interface Sentence { pattern: RegExp; places: string[]; chinese: string }

const PLACE = /\{(\w+)\}/g;

/** An English sentence with `{places}` as a pattern that finds what stands in them. */
function compiled([english = '', chinese = '']: string[], before = ''): Sentence {
  const parts = english.split(PLACE).map((part, n) => (n % 2 ? '([\\s\\S]+?)' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
  const places = [...english.matchAll(PLACE)].map(([, name]) => name ?? '');
  return { pattern: new RegExp(`^${before}${parts.join('')}$`), places, chinese };
}

/** What the service says of files and drafts, in English and in Chinese; a test of the service looks that none is missing. */
export const SENTENCES = [...checks, ...outlines, ...maps, ...tables, ...registers, ...plans, ...notes];
const WHOLE = SENTENCES.map((pair) => compiled(pair));
/** What may follow a sentence, the last first. */
const TAILS = tails.map((pair) => compiled(pair, '([\\s\\S]+?)'));

function listText(list: string): string {
  const [, named, more] = /^([\s\S]*) and (\d+) more$/.exec(list) ?? [null, list, null];
  const names = (named ?? '').replaceAll(', ', '、');
  return more ? `${names} 等（另有 ${more} 个）` : names;
}

const said = (text: string) => inChinese(text) ?? text;
const eachSaid = (between: RegExp | string) => (texts: string) => texts.split(between).map(said).join('；');

/** How what stands in a place is told, by the first word of its name; all else stands as it is. */
const MEANINGS: Record<string, (value: string) => string> = {
  list: listText,
  indicator: indicatorText,
  indicators: (value) => value.split(/, | \+ /).map(indicatorText).join('、'),
  text: said,
  each: eachSaid(', '),
  events: eachSaid(', the '),
};

const filled = ({ places, chinese }: Sentence, values: readonly string[]): string =>
  chinese.replace(PLACE, (_, name: string) => {
    const value = values[places.indexOf(name)] ?? '';
    return MEANINGS[name.split('_')[0] ?? '']?.(value) ?? value;
  });

/** The Chinese of what the service says; `undefined` where nobody has put it into Chinese. */
export function inChinese(text: string): string | undefined {
  for (const tail of TAILS) {
    const [, head, ...values] = tail.pattern.exec(text) ?? [];
    const start = head === undefined ? undefined : inChinese(head);
    if (start !== undefined) return start + filled(tail, values);
  }
  for (const sentence of WHOLE) {
    const [whole, ...values] = sentence.pattern.exec(text) ?? [];
    if (whole !== undefined) return filled(sentence, values);
  }
  return undefined;
}
