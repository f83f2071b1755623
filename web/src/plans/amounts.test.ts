import { describe, expect, it } from 'vitest';

import { axisText, changeText, gapSense, goalText, measureText, personsSense, personsText, sizeText } from './amounts';

describe('amounts', () => {
  it.each([
    ['+23.90', '万', 'zh', '23.90 万人', '+23.90 万人'],
    ['+0.34', '万', 'en', '3,400 persons', '+3,400 persons'],
    ['-0.10', 'points', 'zh', '0.10 个百分点', '−0.10 个百分点'],
    ['+0.37', 'points', 'en', '0.37 points', '+0.37 points'],
  ] as const)('%s %s in %s', (value, unit, lang, amount, change) => {
    expect(sizeText({ value, unit }, lang)).toBe(amount);
    expect(changeText({ value, unit }, lang)).toBe(change);
  });

  it('say persons in 万 only in Chinese', () => {
    expect(personsText(-239_000, 'zh')).toBe('23.90 万人');
    expect(personsText(239_000, 'en')).toBe('239,000 persons');
  });

  it('give the count itself in English', () => {
    expect(measureText({ display: { value: '957.29', unit: '万' }, value: 9_572_903 }, 'en')).toEqual({ number: '9,572,903', unit: 'persons' });
    expect(measureText({ display: { value: '957.29', unit: '万' }, value: 9_572_903 }, 'zh')?.number).toBe('957.29');
  });
});

describe('a gap', () => {
  it.each([
    ['=', 0.01, 'missing'], ['≥', -0.01, 'passed'], ['≥', 0, 'passed'], ['<', 0.01, 'room'], ['≤', -0.01, 'over'], ['rising', null, null],
  ] as const)('to %s of %d is %s', (comparator, gap, sense) => {
    expect(gapSense({ comparator, gap })).toBe(sense);
  });
});

describe('persons', () => {
  it.each([['=', 5, 'missing'], ['>', -5, 'spare'], ['<', 5, 'room'], ['≤', -5, 'over']] as const)('beside %s, %d are %s', (comparator, n, sense) => {
    expect(personsSense(n, { comparator })).toBe(sense);
  });
});

describe('a goal', () => {
  it('shows its comparator, and no number where the plan has none', () => {
    expect(goalText({ comparator: '≥', display: { value: '55', unit: '%' } }, 'zh')).toBe('≥ 55%');
    expect(goalText({ comparator: 'aspirational', display: { value: '1000', unit: '万' } }, 'en')).toBe('10,000,000 persons');
    expect(goalText({ comparator: 'rising', display: { value: null, unit: '%' } }, 'zh')).toBe('');
  });
});

describe('an axis', () => {
  it.each([
    [0.32, 'fraction', 0.02, 'zh', '32%'], [0.325, 'fraction', 0.005, 'en', '32.5%'],
    [9_500_000, 'persons', 500_000, 'zh', '950万'], [9_500_000, 'persons', 500_000, 'en', '9,500,000'],
    [865_000, 'persons', 5000, 'zh', '86.5万'],
  ] as const)('writes %d %s by steps of %d in %s', (value, unit, step, lang, expected) => {
    expect(axisText(value, unit, step, lang)).toBe(expected);
  });
});
