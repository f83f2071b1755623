import type { Lang, Unit, ValueClass } from '../api/types';
import { classIndex, valueOf, valuesOf } from '../legend/classify';
import { sourceText, statusText } from '../panels/valueText';

export const COLUMNS = ['name', 'code', 'parent', 'value', 'rank', 'class', 'share', 'status', 'source'] as const;
export type Column = (typeof COLUMNS)[number];
/** What a narrow panel has room for. */
export const ESSENTIAL: readonly Column[] = ['name', 'value', 'rank', 'status'];

export interface Order {
  column: Column;
  descending: boolean;
}
export const USUAL: Order = { column: 'value', descending: true };

/** A unit with what the table says of it beside its own value. */
export interface Row {
  unit: Unit;
  value: number | null;
  /** 1 for the largest; equal values share a rank. */
  rank: number | null;
  /** The index of its class, -1 for none. */
  class: number;
  /** Its part of the sum over all units, of counts only. */
  share: number | null;
}

/** Units as rows, ranked and classed once for all. */
export function rowsOf(units: readonly Unit[], indicator: string, classes: readonly ValueClass[], counted: boolean): Row[] {
  const values = [...valuesOf(units, indicator)].sort((a, b) => b - a);
  const ranks = new Map<number, number>();
  values.forEach((value, i) => { if (!ranks.has(value)) ranks.set(value, i + 1); });
  const total = values.reduce((sum, value) => sum + value, 0);
  return units.map((unit) => {
    const value = valueOf(unit, indicator);
    return {
      unit, value,
      rank: value === null || unit.values[indicator]?.category ? null : (ranks.get(value) ?? null),
      class: classIndex(value, classes),
      share: counted && value !== null && total > 0 ? value / total : null,
    };
  });
}

/** Whether a unit answers a filter by name in either language, pinyin, code, what it belongs to, or its status in words. */
export function matches(unit: Unit, filter: string, indicator: string): boolean {
  const q = filter.trim().toLowerCase();
  const { name, pinyin, code, parent_name: parent } = unit;
  const { status, category } = unit.values[indicator] ?? {};
  const words = [name.zh, name.en, pinyin, pinyin.replaceAll(' ', ''), code, parent?.zh, parent?.en, statusText(status, 'zh'), statusText(status, 'en'), category?.zh, category?.en];
  return q === '' || words.some((word) => word?.toLowerCase().includes(q));
}

const collators = { zh: new Intl.Collator('zh-Hans-CN'), en: new Intl.Collator('en') };

function compare(a: Row, b: Row, column: Column, indicator: string, lang: Lang): number {
  const by = collators[lang];
  const text = ({ unit }: Row): string => ({
    name: unit.name[lang] ?? '', code: unit.code, parent: unit.parent_name?.[lang] ?? '',
    status: unit.values[indicator]?.status ?? '', source: sourceText(unit.values[indicator], lang),
  })[column as 'name'];
  if (column === 'value' || column === 'share') return (a.value ?? 0) - (b.value ?? 0);
  if (column === 'rank') return (a.rank ?? 0) - (b.rank ?? 0);
  return column === 'class' ? a.class - b.class : by.compare(text(a), text(b));
}

const NUMERIC: readonly Column[] = ['value', 'share', 'rank', 'class'];

/** Rows in order; units without a value stay last whichever way values run. */
export function sorted(rows: readonly Row[], { column, descending }: Order, indicator: string, lang: Lang): Row[] {
  const way = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const lacking = NUMERIC.includes(column) ? Number(a.value === null) - Number(b.value === null) : 0;
    return lacking || way * compare(a, b, column, indicator, lang) || a.unit.id - b.unit.id;
  });
}

/** The order a link asks for: a column, with a minus for descending; the usual one for what is no column. */
export function orderOf(sort: string | null): Order {
  const name = sort?.replace(/^-/, '');
  const column = COLUMNS.find((one) => one === name);
  return column ? { column, descending: sort?.startsWith('-') ?? false } : USUAL;
}

/** The order as a link holds it; null for the usual one. */
export function sortText({ column, descending }: Order): string | null {
  return column === USUAL.column && descending === USUAL.descending ? null : `${descending ? '-' : ''}${column}`;
}
