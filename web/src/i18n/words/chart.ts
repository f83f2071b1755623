import type { Words } from '../words';

/** Chinese, English. */
export const chart = {
  'chart.which': ['图表', 'Chart'],
  'chart.ranking': ['单元排名', 'Units ranked'],
  'chart.lorenz': ['常住人口的洛伦兹曲线', 'Lorenz curve of residents'],
  'chart.ranksize': ['位序—规模', 'Rank and size'],
  'chart.short.ranking': ['排名', 'Ranking'],
  'chart.short.lorenz': ['洛伦兹曲线', 'Lorenz'],
  'chart.short.ranksize': ['位序—规模', 'Rank–size'],
  'chart.mean': ['各单元平均 {value}', 'Mean of the units {value}'],
  'chart.keys': ['方向键沿点移动，回车打开单元。', 'Arrow keys walk along the points, Enter opens the unit.'],
  'chart.point': ['指向一点，或用方向键查看各单元。', 'Point at the curve, or use the arrow keys, to read the units.'],
  'chart.lorenzX': ['单元累计占比，由少到多', 'Share of units, smallest first'],
  'chart.lorenzY': ['人口累计占比', 'Share of residents'],
  'chart.ranksizeX': ['常住人口（对数）', 'Residents (log)'],
  'chart.ranksizeY': ['位次（对数）', 'Rank (log)'],
  'chart.lorenzHint': ['曲线离对角线越远，人口越集中在少数单元。', 'The further from the diagonal, the more the residents gather in few units.'],
  'chart.ranksizeHint': ['直线的斜率是位序—规模斜率：1 表示齐普夫分布。', 'The slope of the line is the rank–size slope: 1 would be Zipf’s law.'],
  'chart.lorenzPoint': ['{name}，{value}：最小的 {units} 单元住着 {persons} 的人口', '{name}, {value}: the smallest {units} of the units hold {persons} of the residents'],
  'chart.rankPoint': ['{name}，{value}，第 {rank} 位', '{name}, {value}, rank {rank}'],
  'chart.formula': ['公式', 'Formula'],
  'chart.units': ['单元', 'Units'],
  'chart.estimated': ['其中估计', 'Estimated part'],
  'chart.noOrder': ['规划分区没有大小之分，不能排名。', 'Plan zones have no order to rank them by.'],
} as const satisfies Words;
