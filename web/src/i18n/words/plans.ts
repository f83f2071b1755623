import type { Words } from '../words';

/** Chinese, English. */
export const plans = {
  'plan.issued': ['{date} 印发', 'issued {date}'],
  'plan.base': ['基期 {year}', 'base year {year}'],
  'plan.horizon': ['目标年 {years}', 'targets for {years}'],
  'plan.territory': ['全域', 'Whole territory'],
  'plan.clause': ['条款 {clause}', 'clause {clause}'],
  'plan.membership.enumerated': ['成员列明', 'members listed'],
  'plan.membership.not_enumerated': ['成员未列明', 'members not listed'],
  'plan.membership.descriptive': ['仅有描述', 'described only'],
  'plan.membership.reference': ['引用其他规划', 'refers to another plan'],
  'plan.published': ['规划刊印', 'Printed in the plan'],
  'plan.derived': ['由刊印推得', 'From printed words'],
  'plan.bounds': ['{low} 至 {high}', '{low} to {high}'],
  'plan.receipt': ['计算凭据', 'Receipt'],
  'plan.receiptOf': ['{measure}的计算凭据', 'Receipt of {measure}'],
  'plan.noValue': ['无法测算', 'Not computable'],
  'plan.showZone': ['在地图上显示', 'Show on the map'],
  'plan.noMeasures': ['这份规划在此时点没有测算项', 'This plan has no measure at this period'],
  'plan.members': ['{n} 个成员', '{n} members'],
  'plan.estimatedInputs': ['{n} 个输入为估计值', '{n} inputs are estimates'],
  'plan.refers': ['引自《{plan}》', 'as in “{plan}”'],
  'plan.certain': ['可确定：{names}', 'certain: {names}'],
} as const satisfies Words;
