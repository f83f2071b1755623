import type { Unit } from '../api/types';

/** A unit of the list with what it can be found by, made once so that typing stays quick among many. */
export interface Entry {
  unit: Unit;
  words: string;
}

/** What one line of the list is: the name of a county, or a unit with its place among those listed. */
export type Line = { kind: 'head'; group: string; unit: Unit } | { kind: 'unit'; group: string; unit: Unit; index: number };

const SEPARATOR = '\n';

/** Texts as they are compared: however they are cased, spaced and apostrophised. */
const folded = (text: string) => text.toLowerCase().replace(/[\s'’]/g, '');

/** A name from each of its beginnings on: every character of Chinese, every syllable or word of other writing. */
function beginnings(name: string): string[] {
  const parts = /\p{Script=Han}/u.test(name) ? [...name] : name.split(/[\s'’]+/);
  return parts.map((_, i) => folded(parts.slice(i).join('')));
}

/** The code of the county that a unit is listed under: its parent, or itself where it is a county among townships. */
export function groupOf(unit: Unit): string {
  return unit.level === 'county' ? unit.code : (unit.parent ?? '');
}

/** Units as the map has them, those of one county together. */
export function entriesOf(units: readonly Unit[]): Entry[] {
  const groups = new Map<string, Entry[]>();
  for (const unit of units) {
    const { name, pinyin, code, parent_name: parent } = unit;
    const names = [name.zh, name.en, pinyin, parent?.zh, parent?.en].flatMap((text) => (text ? beginnings(text) : []));
    const words = ['', ...names, code].join(SEPARATOR);
    const group = groups.get(groupOf(unit));
    if (group) group.push({ unit, words });
    else groups.set(groupOf(unit), [{ unit, words }]);
  }
  return [...groups.values()].flat();
}

/** The entries that answer what was typed: a name, pinyin, code or county from one of its beginnings on. */
export function narrowed(entries: readonly Entry[], typed: string): Entry[] {
  const wanted = folded(typed);
  return wanted === '' ? [...entries] : entries.filter(({ words }) => words.includes(SEPARATOR + wanted));
}

/** Entries as lines, with a head before each county where there are to be heads: a list of counties needs none. */
export function linesOf(entries: readonly Entry[], heads: boolean): Line[] {
  const lines: Line[] = [];
  let last: string | null = null;
  entries.forEach(({ unit }, index) => {
    const group = heads ? groupOf(unit) : '';
    if (heads && group !== last) lines.push({ kind: 'head', group, unit });
    last = group;
    lines.push({ kind: 'unit', group, unit, index });
  });
  return lines;
}

/** Lines of one county after another, as the list nests them. */
export function byGroup(lines: readonly Line[]): { group: string; unit: Unit; lines: Line[] }[] {
  const found: { group: string; unit: Unit; lines: Line[] }[] = [];
  for (const line of lines) {
    const last = found.at(-1);
    if (last?.group === line.group) last.lines.push(line);
    else found.push({ group: line.group, unit: line.unit, lines: [line] });
  }
  return found;
}
