import type { Words } from '../words';

/** Chinese, English. */
export const list = {
  'list.open': ['单元列表', 'List of units'],
  'list.close': ['收起列表', 'Close the list'],
  'list.filter': ['按名称、拼音或代码筛选', 'Narrow by name, pinyin or code'],
  'list.label': ['{level}，{n} 个单元', '{level}: {n} units'],
  'list.none': ['没有与“{q}”相符的单元', 'No unit matches “{q}”'],
  'list.help': ['按键说明', 'Keys'],
  'list.keys': [
    '输入即筛选；上下方向键、Home、End、PageUp、PageDown 移动，回车打开单元，Esc 收起。没有在输入时按 N 打开此列表；在地图上，Shift 加方向键跳到相邻单元。',
    'Type to narrow; up and down arrows, Home, End, Page Up and Page Down move, Enter opens the unit, Esc closes. N opens this list when you are not typing; on the map, Shift and an arrow jumps to the next unit that way.',
  ],
  'list.shortcut': ['用 N 键打开列表', 'N opens the list'],
} as const satisfies Words;
