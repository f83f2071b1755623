import { describe, expect, it } from 'vitest';

import type { ReceiptInput } from '../api/plans';
import { filled, sumOf, sumsOf, symbols } from './receipt';

const input = (role: string, value: number | string | null) => ({ role, value }) as ReceiptInput;

describe('sums', () => {
  it('are exact whatever the decimals', () => {
    expect(sumOf([157_800, 233_300])).toBe('391100');
    expect(sumOf(['87.62', '163.39'])).toBe('251.01');
    expect(sumOf(['0.1', '0.02'])).toBe('0.12');
    expect(sumOf([])).toBe('0');
  });

  it('go by role, and lack what an input lacks', () => {
    const sums = sumsOf({ inputs: [input('zone', 1), input('denominator', 5), input('zone', 2), input('area', null)] });
    expect(sums.map(({ role, sum, inputs }) => [role, sum, inputs.length])).toEqual([['zone', '3', 2], ['denominator', '5', 1], ['area', null, 1]]);
  });
});

describe('a formula', () => {
  it('is written in symbols', () => {
    expect(symbols('100 * sum(males) / sum(females)', (role) => role.toUpperCase())).toBe('100 × Σ MALES ÷ Σ FEMALES');
  });

  const filledBy = (formula: string, inputs: ReceiptInput[], years: string | null = null) => filled({ formula, years }, sumsOf({ inputs }));

  it('takes the sums in', () => {
    expect(filledBy('sum(zone) / sum(denominator)', [input('zone', 391_100), input('denominator', 863_166)])).toBe('391,100 ÷ 863,166');
    expect(filledBy('(sum(end) / sum(start)) ^ (1 / years) - 1', [input('end', 3), input('start', 2)], '10')).toBe('(3 ÷ 2) ^ (1 ÷ 10) − 1');
  });

  it('stays unfilled where a sum is missing or single units enter', () => {
    expect(filledBy('sum(zone) / sum(area)', [input('zone', 1)])).toBeNull();
    expect(filledBy('sum(unit[i]^2 / unit_area[i]) / sum(unit)', [input('unit', 1)])).toBeNull();
    expect(filledBy('two_city: P1/P2', [input('unit', 1)])).toBeNull();
  });
});
