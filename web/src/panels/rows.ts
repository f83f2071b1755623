import type { Lang, Unit } from '../api/types';

export const COLUMNS = ['name', 'parent', 'value', 'status'] as const;
export type Column = (typeof COLUMNS)[number];

export interface Order {
  column: Column;
  descending: boolean;
}

/** Whether a unit answers a filter by name in either language, pinyin or code. */
export function matches(unit: Unit, filter: string): boolean {
  const q = filter.trim().toLowerCase();
  const { name, pinyin, code, parent_name: parent } = unit;
  const names = [name.zh, name.en, pinyin, pinyin.replaceAll(' ', ''), code, parent?.zh, parent?.en];
  return q === '' || names.some((name) => name?.toLowerCase().includes(q));
}

function compare(a: Unit, b: Unit, column: Column, indicator: string, lang: Lang): number {
  const [left, right] = [a.values[indicator], b.values[indicator]];
  if (column === 'value') return (left?.value ?? 0) - (right?.value ?? 0);
  if (column === 'status') return (left?.status ?? '').localeCompare(right?.status ?? '');
  const names = ({ name, parent_name }: Unit) => (column === 'name' ? name : parent_name)?.[lang] ?? '';
  return names(a).localeCompare(names(b), lang === 'zh' ? 'zh-Hans-CN' : 'en');
}

/** Rows in order; units without a value stay last whichever way values run. */
export function sorted(units: readonly Unit[], order: Order, indicator: string, lang: Lang): Unit[] {
  const lacks = (unit: Unit) => Number((unit.values[indicator]?.value ?? null) === null);
  return [...units].sort((a, b) => {
    const lacking = order.column === 'value' ? lacks(a) - lacks(b) : 0;
    const way = order.descending ? -1 : 1;
    return lacking || way * compare(a, b, order.column, indicator, lang) || a.id - b.id;
  });
}
