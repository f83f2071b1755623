import type { Words } from '../words';

/** Chinese, English. */
export const card = {
  'unit.close': ['关闭', 'Close'],
  'unit.source': ['来源', 'Source'],
  'unit.method': ['方法', 'Method'],
  'unit.change': ['差值', 'Change'],
  'unit.bounds': ['误差范围', 'Bounds'],
  'unit.date': ['时点', 'Reference date'],
  'unit.class': ['所在级', 'Class'],
  'unit.rank': ['位次', 'Rank'],
  'unit.rankOf': ['第 {rank} / {n}', '{rank} of {n}'],
  'unit.inZones': ['在各规划中的位置', 'Its place in the plans'],
  'unit.inNoZone': ['不在任何列明成员的分区内', 'In no zone whose members are listed'],
  'unit.viaParent': ['随 {parent} 整体划入', 'with the whole of {parent}'],
  'unit.zoom': ['在地图上居中', 'Centre on the map'],
  'unit.exact': ['{n} 人', '{n} persons'],
  'unit.noBounds': ['未知（估计值）', 'unknown (an estimate)'],
  'unit.history': ['历次数值', 'Through time'],
  'unit.others': ['同期其他指标', 'Other indicators, same date'],
  'unit.both': ['{to}，减去 {from}', '{to}, minus {from}'],
} as const satisfies Words;
