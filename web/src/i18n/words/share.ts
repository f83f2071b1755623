import type { Words } from '../words';

/** Chinese, English. */
export const share = {
  'share.link': ['链接', 'Link'],
  'share.linkHint': ['链接包含当前的全部选择：规划、指标、时点、分级、比较、试算和地图位置。', 'The link holds every choice: plan, indicator, period, classes, comparison, trial and the place of the map.'],
  'share.linkLabel': ['此视图的链接', 'Link to this view'],
  'share.linkCopied': ['链接已复制', 'Link copied'],
  'share.copy': ['复制', 'Copy'],
  'share.copied': ['已复制', 'Copied'],
  'share.selectInstead': ['此浏览器不让网页复制；文字已选中，请用复制快捷键', 'This browser does not let pages copy; the text is selected, use your copy key'],
  'share.embed': ['嵌入网页', 'Embed'],
  'share.embedHint': ['把这段代码放进网页，读者看到的就是此视图，并可打开完整页面。', 'Put this code into a page: its readers see this view and can open the full page.'],
  'share.embedLabel': ['嵌入代码', 'Code to embed'],
  'share.embedCopied': ['嵌入代码已复制', 'Code copied'],
  'share.page': ['打印此页', 'Print this page'],
  'share.pageHint': ['打印地图、图例和当前面板，浅色版式。', 'Prints the map, the legend and the open panel, in light colours.'],
  'share.printPage': ['打印…', 'Print…'],
  'share.open': ['打开完整地图', 'Open the full map'],
} as const satisfies Words;
