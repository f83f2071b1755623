import type { Words } from '../words';

/** Chinese, English. */
export const map = {
  'search.label': ['查找地名、拼音或代码', 'Find a place by name, pinyin or code'],
  'search.placeholder': ['地名、拼音或代码', 'Name, pinyin or code'],
  'search.none': ['没有与“{q}”相符的单元', 'Nothing matches “{q}”'],
  'search.count': ['{n} 个结果', '{n} results'],
  'search.failed': ['查找失败：{detail}', 'Search failed: {detail}'],
  'map.label': ['地图：{indicator}，{level}，{period}', 'Map: {indicator}, {level}, {period}'],
  'map.help': ['方向键移动，Shift 加方向键跳到相邻单元，加减号缩放，准星所指单元会被读出，回车打开。', 'Arrow keys move, Shift and an arrow jumps to the next unit that way, plus and minus zoom; the unit under the crosshair is read out, Enter opens it.'],
  'map.standing': ['第 {k} 级（共 {n} 级），第 {rank} 位（共 {all} 个）', 'Class {k} of {n}, rank {rank} of {all}'],
  'map.announced': ['{unit}，{standing}', '{unit}, {standing}'],
  'map.zoomIn': ['放大', 'Zoom in'],
  'map.zoomOut': ['缩小', 'Zoom out'],
  'map.home': ['回到全市', 'Whole city'],
  'map.failed': ['地图无法绘制', 'The map cannot be drawn'],
  'map.noWebgl': ['此浏览器没有启用 WebGL，请改看数据表。', 'WebGL is switched off in this browser; the table shows the same values.'],
  'map.tilesFailed': ['部分地图瓦片没有取到：{detail}', 'Some map tiles did not arrive: {detail}'],
} as const satisfies Words;
