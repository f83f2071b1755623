import type { Words } from '../words';

/** Chinese, English. */
export const legend = {
  'legend.title': ['图例', 'Legend'],
  'legend.classCount': ['{range}：{n} 个单元', '{range}: {n} units'],
  'legend.gap.missing': ['无数据', 'No data'],
  'legend.gap.absent': ['不存在', 'Does not exist'],
  'legend.gap.suppressed': ['保密不公布', 'Suppressed'],
  'legend.gap.incomparable': ['区划有变，不可比', 'Territory changed: no comparison'],
  'legend.gain': ['增加', 'Gain'],
  'legend.loss': ['减少', 'Loss'],
  'legend.circles': ['圆面积与人数成正比', 'Areas in proportion to the count'],
  'legend.noData': ['无数据', 'No data'],
  'legend.estimated': ['{e} / {n} 个为估计值', '{e} of {n} estimated'],
  'legend.estimatedHint': ['带细点的单元是本服务的估计，不是公布数', 'Units with fine dots are estimates of this service, not published counts'],
  'legend.schematic': ['示意边界', 'Schematic boundaries'],
  'legend.schematicHint': ['乡镇界线为示意，只可着色，不可定位', 'Township lines are schematic: good for colour, not for location'],
  'legend.zones': ['规划分区', 'Plan zones'],
  'legend.none': ['这一层级和时点没有可分级的数值', 'No value to classify at this level and period'],
  'legend.closed': ['各级含下限、不含上限，末级两端都含', 'Classes include their lower end only; the last includes both'],
} as const satisfies Words;
