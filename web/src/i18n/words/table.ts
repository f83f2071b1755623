import type { Words } from '../words';

/** Chinese, English. */
export const table = {
  'table.name': ['单元', 'Unit'],
  'table.parent': ['所属', 'Part of'],
  'table.value': ['数值', 'Value'],
  'table.status': ['状态', 'Status'],
  'table.caption': ['{indicator}，{level}，{period}；共 {n} 个单元', '{indicator}, {level}, {period}; {n} units'],
  'table.filter': ['筛选', 'Filter'],
  'table.more': ['再显示 {n} 行', 'Show {n} more rows'],
  'table.empty': ['没有符合“{q}”的行', 'No row matches “{q}”'],
  'table.sortBy': ['按{column}排序', 'Sort by {column}'],
} as const satisfies Words;
