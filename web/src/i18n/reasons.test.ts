import { describe, expect, it } from 'vitest';

import { reasonText } from './reasons';

const CASES = [
  ['zone not enumerated', '规划未列明分区成员'],
  ['no earlier count', '没有更早的人口数'],
  ['what moved in or out of 鳌江镇 330326101 is not known', '鳌江镇 330326101划入划出的人口不明'],
  ['no area of 鳌江镇 330326101 on 2010-11-01', '2010-11-01 没有鳌江镇 330326101的面积'],
  ['no count of resident_population on 2010-11-01 for 大峃镇 330328100, 罗阳镇 330329100', '2010-11-01 没有大峃镇 330328100, 罗阳镇 330329100的常住人口'],
  ['no count of resident_population on 2010-11-01 for 大荆镇 330382101 and 10 more', '2010-11-01 没有大荆镇 330382101等（另有 10 个）的常住人口'],
  ['no single dataset holds age_0_14 and age_60_plus on 2020-11-01 for all 4 units', '没有一套数据在 2020-11-01 同时载有 4 个单元的0—14岁人口、60岁及以上人口'],
  ['growth since 2010-11-01 needs a later period', '2010-11-01 以来的增长须用更晚的时点'],
  [
    'the territory changed on 2019-09-25; exact together: 苍南县 330327, 龙港市 330383 (change +124011 persons)',
    '区划在 2019-09-25 有变；苍南县 330327, 龙港市 330383合起来可准确比较，共变化 +124011',
  ],
  ['of the parent, the territory changed between 2010-11-01 and 2020-11-01', '上级区划在 2010-11-01 至 2020-11-01 间有变'],
  ['exact together: a, b and 3 more', 'a, b等（另有 3 个）合起来可准确比较'],
  ['no households on 2010-11-01', '2010-11-01 没有家庭户'],
  ['no count after the base year', '基准年之后没有数据'],
  ['printed 10.43, the inputs allow 10.4407 to 10.4410 万元/人', '刊印 10.43，输入只允许 10.4407 至 10.4410 万元/人'],
  ['printed 59, the inputs allow 61.67 %', '刊印 59，输入只允许 61.67 %'],
] as const;

describe('reasonText', () => {
  it.each(CASES)('says %j in Chinese', (english, chinese) => {
    expect(reasonText(english, 'zh')).toBe(chinese);
  });

  it('joins several reasons', () => {
    expect(reasonText('zone not enumerated; no earlier count', 'zh')).toBe('规划未列明分区成员；没有更早的人口数');
  });

  it('leaves a sentence it does not know', () => {
    expect(reasonText('something new', 'zh')).toBe('something new');
  });

  it('tells 万 in persons in English', () => {
    expect(reasonText('printed 53.680, the inputs allow 53.68210 万', 'en')).toBe('Printed 536,800, the inputs allow 536,821.0 persons');
    expect(reasonText('printed 10.43, the inputs allow 10.4407 to 10.4410 万元/人', 'en')).toBe('Printed 10.43, the inputs allow 10.4407 to 10.4410 万元/人');
  });

  it('begins an English sentence with a capital', () => {
    expect(reasonText('zone not enumerated', 'en')).toBe('Zone not enumerated');
  });
});
