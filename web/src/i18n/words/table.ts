import type { Words } from '../words';

/** Chinese, English. */
export const table = {
  'table.name': ['单元', 'Unit'],
  'table.code': ['代码', 'Code'],
  'table.parent': ['所属', 'Part of'],
  'table.value': ['数值', 'Value'],
  'table.rank': ['位次', 'Rank'],
  'table.class': ['级', 'Class'],
  'table.share': ['占比', 'Share'],
  'table.status': ['状态', 'Status'],
  'table.source': ['来源', 'Source'],
  'table.caption': ['{indicator}，{level}，{period}；共 {n} 个单元', '{indicator}, {level}, {period}; {n} units'],
  'table.filter': ['筛选', 'Filter'],
  'table.filterHint': ['名称、拼音、代码、状态', 'Name, pinyin, code, status'],
  'table.empty': ['没有符合“{q}”的行', 'No rows match “{q}”'],
  'table.sortBy': ['按{column}排序', 'Sort by {column}'],
  'table.copy': ['复制', 'Copy'],
  'table.copied': ['已复制 {n} 行', '{n} rows copied'],
  'table.notCopied': ['此浏览器不让网页复制', 'This browser does not let pages copy'],
  'table.wide': ['宽表', 'Wide'],
  'table.narrow': ['收起', 'Close'],
  'table.download': ['下载', 'Download'],
} as const satisfies Words;
