import type { Lang } from '../api/types';
import { displayText } from './format';

const INDICATORS: Record<string, string> = {
  resident_population: '常住人口', urban_population: '城镇人口', rural_population: '乡村人口',
  male_population: '男性人口', female_population: '女性人口', age_0_14: '0—14岁人口', age_15_59: '15—59岁人口',
  age_15_64: '15—64岁人口', age_60_plus: '60岁及以上人口', age_65_plus: '65岁及以上人口',
  households: '家庭户', household_population: '家庭户人口', registered_population: '户籍人口', area_km2: '面积',
  gdp_yuan: '生产总值', working_population: '从业人口',
};

export const indicatorText = (word: string): string => INDICATORS[word] ?? word;
const words = (list: string) => list.split(/ and (?!\d)|, /).map(indicatorText).join('、');

/** The service explains itself in English; its sentences are few and regular, so their Chinese is a table. */
const SENTENCES: [RegExp, (...parts: string[]) => string][] = [
  [/^zone not enumerated$/, () => '规划未列明分区成员'],
  [/^zone is descriptive$/, () => '规划只有文字描述，没有可统计的分区'],
  [/^no count for this period$/, () => '该时点没有人口数'],
  [/^no earlier count$/, () => '没有更早的人口数'],
  [/^the unit has no parent on the day$/, () => '该时点没有上级单元'],
  [/^the denominator is zero$/, () => '分母为零'],
  [/^no member to count$/, () => '没有可计入的成员'],
  [/^the measure names no base date$/, () => '指标没有写明基期'],
  [/^growth since (\S+) needs a later period$/, (d) => `${d} 以来的增长须用更晚的时点`],
  [/^no area of (.+) on (\S+)$/, (n, d) => `${d} 没有${n}的面积`],
  [/^no single dataset holds (.+) on (\S+) for all (\d+) units$/, (i, d, n) => `没有一套数据在 ${d} 同时载有 ${n} 个单元的${words(i)}`],
  [/^no count of (.+) on (\S+) for (.+) and (\d+) more$/, (i, d, n, m) => `${d} 没有${n}等（另有 ${m} 个）的${words(i)}`],
  [/^no count of (.+) on (\S+) for (.+)$/, (i, d, n) => `${d} 没有${n}的${words(i)}`],
  [/^no (\w+) of (.+) on (\S+) in (.+)$/, (i, n, d, s) => `数据集 ${s} 没有${n} ${d} 的${words(i)}`],
  [/^(\w+) of (.+) on (\S+) is missing$/, (i, n, d) => `缺少${n} ${d} 的${words(i)}`],
  [/^(.+) is counted in another unit, which is not a member$/, (n) => `${n}计入了不属于本分区的其他单元`],
  [/^(.+) is counted in (.+), which is not a member$/, (n, w) => `${n}的人口计入${w}，而后者不在分区内`],
  [/^the count of (.+) includes (.+), which is not a member$/, (n, w) => `${n}的人口含有${w}，而后者不在分区内`],
  [/^(.+) lies inside another member and is not counted again$/, (n) => `${n}已含于另一成员，不重复计算`],
  [/^(.+) is a functional zone: its residents are counted in the townships it overlaps$/, (n) => `${n}是功能区，其人口已计入所在乡镇街道`],
  [/^boundary change (\S+): (\w+) (.+) → (.+) crosses the zone$/, (d, _k, a, b) => `区划调整（${d}，${a}→${b}）跨越分区界线`],
  [/^boundary break (\S+): the outline of (.+) changed$/, (d, n) => `${n}的范围在 ${d} 有调整，前后不可直接相比`],
  [/^(.+) is a functional zone, counted in the townships it overlaps$/, (n) => `${n}是功能区，其人口已计入所在乡镇街道`],
  [/^what moved in or out of (.+) is not known$/, (n) => `${n}划入划出的人口不明`],
  [/^the computed value rests on estimates without bounds$/, () => '测算值依据的是没有误差范围的估计'],
  [/^the computed value rests on estimates without bounds: (.+)$/, (n) => `测算值依据的是没有误差范围的估计：${n}`],
  [/^printed (\S+), the inputs allow (\S+) to (\S+) (\S+)$/, (p, l, h, u) => `刊印 ${p}，输入只允许 ${l} 至 ${h} ${u}`],
  [/^printed (\S+), the inputs allow (\S+) (\S+)$/, (p, v, u) => `刊印 ${p}，输入只允许 ${v} ${u}`],
  [/^no count after the base year$/, () => '基准年之后没有数据'],
  [/^the target is stated in words$/, () => '目标为文字表述，不作评判'],
  [/^the measure has no value$/, () => '指标没有数值'],
  [/^(of the parent, )?the territory changed on (.+)$/, (p, d) => `${p ? '上级' : ''}区划在 ${d} 有变`],
  [/^(of the parent, )?the territory changed between (\S+) and (\S+)$/, (p, a, b) => `${p ? '上级' : ''}区划在 ${a} 至 ${b} 间有变`],
  [/^exact together: (.+?)(?: and (\d+) more)?(?: \(change ([+-]\d+) \w+\))?$/, (n, m, c) =>
    `${n}${m ? `等（另有 ${m} 个）` : ''}合起来可准确比较${c ? `，共变化 ${c}` : ''}`],
  [/^the unit has another parent than on (\S+)$/, (d) => `与 ${d} 相比，上级单元不同`],
  [/^no (\w+) on (\S+)$/, (i, d) => `${d} 没有${words(i)}`],
  [/^no count for (\d{4})$/, (y) => `${y} 年没有数据`],
];

function inChinese(sentence: string): string {
  for (const [pattern, say] of SENTENCES) {
    const match = pattern.exec(sentence);
    if (match) return say(...match.slice(1));
  }
  return sentence;
}

/** What a plan prints in 万 is told in persons. */
function inEnglish(reason: string): string {
  const wan = /^printed (\S+), the inputs allow (\S+)( to (\S+))? 万$/.exec(reason);
  if (!wan) return reason.charAt(0).toUpperCase() + reason.slice(1);
  const [printed, ...bounds] = [wan[1], wan[2], wan[4]].flatMap((value) => (value ? [displayText({ value, unit: '万' }, 'en')?.number ?? ''] : []));
  return `Printed ${printed ?? ''}, the inputs allow ${bounds.join(' to ')} persons`;
}

/** The reason of a missing value or a caveat, in the reader's language; an unknown sentence stays as it is. */
export function reasonText(reason: string, lang: Lang): string {
  if (lang === 'en') return inEnglish(reason);
  return reason.split('; ').map(inChinese).join('；');
}
