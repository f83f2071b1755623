import { describe, expect, it } from 'vitest';

import { boundDecimals, breakDecimals, dateText, displayText, grouped, joined, periodText, plainText } from './format';

const text = (value: string, unit: string, lang: 'zh' | 'en') => {
  const shown = displayText({ value, unit }, lang);
  return shown && joined(shown);
};

describe('displayText', () => {
  it.each([
    ['9572903', 'persons', 'zh', '957.29 万人'],
    ['9572903', 'persons', 'en', '9,572,903 persons'],
    ['640', 'persons', 'zh', '640 人'],
    ['6456760000', 'persons', 'zh', '645,676.0 万人'],
    ['572.79', '万', 'zh', '572.79 万人'],
    ['572.79', '万', 'en', '5,727,900 persons'],
    ['53.680', '万', 'en', '536,800 persons'],
    ['0.5', '万', 'en', '5,000 persons'],
    ['-1.2', '万', 'en', '−12,000 persons'],
    ['0.123456', '万', 'en', '1,234.56 persons'],
    ['31.38', '%', 'zh', '31.38%'],
    ['-3.93', '%', 'en', '−3.93%'],
    ['2184.55', '人/平方公里', 'en', '2,184.55 per km²'],
    ['22059.76', 'persons_per_km2', 'zh', '22,059.76 人/km²'],
    ['1.2469', 'ratio', 'en', '1.2469'],
    ['3', 'parsec', 'en', '3 parsec'],
  ] as const)('%s %s in %s is %s', (value, unit, lang, expected) => {
    expect(text(value, unit, lang)).toBe(expected);
  });

  it('has nothing to say about nothing', () => {
    expect(displayText({ value: null, unit: '%' }, 'zh')).toBeNull();
  });
});

describe('numbers', () => {
  it('group whole parts only', () => {
    expect(grouped('1234567.891')).toBe('1,234,567.891');
    expect(grouped('n/a')).toBe('n/a');
  });

  it('take the fewest decimals that keep breaks apart', () => {
    expect(breakDecimals([13.6, 169.5, 396.9], 'persons_per_km2', 2)).toBe(0);
    expect(breakDecimals([0.0101, 0.0104, 0.3], 'fraction', 2)).toBe(2);
    expect(breakDecimals([1, 1], 'persons', 2)).toBe(0);
  });

  it('show shares as percent and persons in 万', () => {
    expect(plainText(0.453, 'fraction', 1, 'en')).toBe('45.3');
    expect(plainText(47_600, 'persons', 2, 'zh')).toBe('4.76万');
    expect(plainText(47_600, 'persons', 2, 'en')).toBe('47,600');
  });

  it('give bounds the decimals that part them', () => {
    const display = { value: '45.31', unit: '%' };
    expect(boundDecimals({ bounds: [0.45298, 0.45322], unit: 'fraction', display })).toBe(2);
    expect(boundDecimals({ bounds: [0.453101, 0.453104], unit: 'fraction', display })).toBe(4);
    expect(boundDecimals({ bounds: null, unit: 'fraction', display })).toBe(2);
  });
});

describe('dates', () => {
  it('are written as each language does, as far as they are known', () => {
    expect(dateText('2020-11-01', 'zh')).toBe('2020年11月1日');
    expect(dateText('2020-11-01', 'en')).toBe('1 Nov 2020');
    expect(dateText('2021-02', 'en')).toBe('Feb 2021');
    expect(dateText('2022', 'zh')).toBe('2022');
  });

  it('shorten to the year where that is enough', () => {
    expect(periodText('2020-11-01', ['2010-11-01', '2020-11-01'], 'en')).toBe('2020');
    expect(periodText('2020-11-01', ['2020-11-01', '2020-12-31'], 'en')).toBe('1 Nov 2020');
  });
});
