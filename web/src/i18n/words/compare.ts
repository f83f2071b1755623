import type { Words } from '../words';

/** Chinese, English. */
export const compare = {
  'compare.title': ['比较', 'Compare'],
  'compare.how': ['方式', 'How'],
  'compare.off': ['不比较', 'Off'],
  'compare.swipe': ['滑动', 'Swipe'],
  'compare.side': ['并排', 'Side by side'],
  'compare.difference': ['差值', 'Difference'],
  'compare.what': ['比较什么', 'What differs'],
  'compare.with': ['与之比较', 'Compared with'],
  'compare.offHint': ['选择一种方式，把此图与另一时点、规划或指标相比。', 'Choose a way to set this map against another period, plan or indicator.'],
  'compare.nothing': ['没有可以相比的内容。', 'There is nothing to compare with.'],
  'compare.sides': ['左：{left}　右：{right}', 'Left: {left} · right: {right}'],
  'compare.minus': ['{right} 减 {left}', '{right} minus {left}'],
  'compare.pooled': ['两期共用同一分级，颜色可以直接相比。', 'Both periods share their classes: colours compare directly.'],
  'compare.slider': ['滑动比较', 'Swipe between the maps'],
  'compare.sliderValue': ['左图 {left}%，右图 {right}%', 'left map {left} %, right map {right} %'],
  'compare.why': ['变化的构成', 'What the change is made of'],
  'compare.whyHint': ['{from} 至 {to}，按人口、区划和口径三部分精确分解。', '{from} to {to}, split exactly into population, boundary and definition.'],
  'compare.noShares': ['这份规划在此时点没有可测算的占比。', 'This plan has no share that can be computed at this period.'],
  'compare.part.population': ['人口', 'Population'],
  'compare.part.boundary': ['区划', 'Boundary'],
  'compare.part.definition': ['口径', 'Definition'],
  'compare.untold': ['无法分开', 'Cannot be told apart'],
  'compare.before': ['{side}：{value}', '{side}: {value}'],
} as const satisfies Words;
