import { describe, expect, it } from 'vitest';

import tails from './tails.json';
import { inChinese, SENTENCES } from './told';

const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
const sample = (text: string) => text.replace(/\{(\w+)\}/g, 'x1');

describe('what the service says of files and drafts', () => {
  it.each([...SENTENCES, ...tails])('%s has a Chinese text with the same places', (english = '', chinese = '') => {
    expect(names(chinese)).toEqual(names(english));
    expect(chinese).toMatch(/[\u4e00-\u9fff]/);
  });

  it.each(SENTENCES)('%s is found, and no other sentence in its place', (english = '', chinese = '') => {
    expect(inChinese(sample(english))).toBe(sample(chinese));
  });

  it.each([
    ['is empty', '为空'],
    ['And so on', undefined],
    ["'330326999' is no unit valid on 2020-11-01", "2020-11-01 没有单元 '330326999'"],
    ['urban_population is 101, above resident_population with 100.', '城镇人口为 101，超过常住人口的 100。'],
    ['male_population + female_population = 9, residents are 8.', '男性人口、女性人口合计 9，而常住人口为 8。'],
    ['Its parent 13 no longer exists, so it is counted in nothing. And 1,200 more of this kind are not listed.',
      '它的上级 13 已不存在，因而没有计入任何单元。另有 1,200 处同类问题未列出。'],
    ["unknown zone 'elsewhere'; allowed: main-centre, rest (clause 1)", "未知的分区 'elsewhere'；可用：main-centre、rest（条款 1）"],
    ['is not valid: Self-intersection[120.05 27.6]', '图形无效：在 [120.05 27.6] 处自相交'],
    ['2 units have no outline: 东镇 1, 中镇 2 and 3 more. They will not be on the map.', '有 2 个单元没有范围图形：东镇 1、中镇 2 等（另有 3 个）。它们不会出现在地图上。'],
    ['outlines that overlap: 1, 2. 1 东 lies on 2 西 with 33.33% of its area, 2 西 lies on 1 东 with 5.00% of its area.',
      '范围图形相互重叠：1、2。1 东有 33.33% 的面积落在2 西上；2 西有 5.00% 的面积落在1 东上。'],
    ["'1' is no unit valid on 2020-11-01; it ended with the merge of 2015-07-23 into 甲 3, the split of 2019-01-01 into 乙 4",
      "2020-11-01 没有单元 '1'；它终止于 2015-07-23 并入甲 3；2019-01-01 拆分为乙 4"],
  ])('%s', (english, chinese) => {
    expect(inChinese(english)).toBe(chinese);
  });
});
