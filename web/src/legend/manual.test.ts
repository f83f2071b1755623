import { describe, expect, it } from 'vitest';

import { edgesOf, readEdges, shifted, writeEdges } from './manual';

describe('shifted', () => {
  it.each([
    ['12.5', -2, '0.125'], ['5', -2, '0.05'], ['100', -2, '1'], ['-0.5', -2, '-0.005'], ['0.125', 2, '12.5'],
    ['0', 2, '0'], ['-0', -2, '0'], ['1000', 0, '1000'], ['0.30', 2, '30'], ['33.3333333333', -2, '0.333333333333'],
  ] as const)('%s by %i is %s', (decimal, power, text) => {
    expect(shifted(decimal, power)).toBe(text);
  });
});

describe('readEdges', () => {
  it.each([
    ['500, 1000, 5000', 'persons_per_km2', '500,1000,5000'],
    ['５００，１０００、5000', 'persons_per_km2', '500,1000,5000'],
    ['−5% 0% 5%', 'fraction', '-0.05,0,0.05'],
    ['60.5;70', 'fraction', '0.605,0.7'],
  ])('reads %s', (typed, unit, breaks) => {
    expect(readEdges(typed, unit)).toEqual({ breaks });
  });

  it.each([
    ['', { kind: 'none' }],
    ['10, ten', { kind: 'number', part: 'ten' }],
    ['1e9', { kind: 'number', part: '1e9' }],
    ['10, 5', { kind: 'order' }],
    ['5, 5', { kind: 'order' }],
    ['1 2 3 4 5 6 7 8 9', { kind: 'many' }],
  ])('refuses %s', (typed, fault) => {
    expect(readEdges(typed, 'persons_per_km2')).toEqual({ fault });
  });

  it('reads again what it wrote', () => {
    for (const breaks of ['-0.05,0,0.125', '0.6,0.75']) {
      expect(readEdges(writeEdges(breaks, 'fraction'), 'fraction')).toEqual({ breaks });
    }
  });
});

describe('edgesOf', () => {
  it('takes the inner edges as they are written', () => {
    expect(edgesOf(['12', '345', '1,234', '60,000'], 'persons_per_km2')).toBe('345,1234');
    expect(edgesOf(['−12.5', '−1.0', '3.5', '20'], 'fraction')).toBe('-0.01,0.035');
  });

  it('has none to take from a single class', () => {
    expect(edgesOf(['1', '9'], 'persons_per_km2')).toBeNull();
    expect(edgesOf([], 'fraction')).toBeNull();
  });
});

describe('the distances of a difference', () => {
  it('are as many as the service takes, zero and the other side aside', () => {
    expect(readEdges('-10 -5 -1 0 1 5 10', 'persons_per_km2', 3)).toEqual({ breaks: '-10,-5,-1,0,1,5,10' });
    expect(readEdges('1 2 3 4', 'persons_per_km2', 3)).toEqual({ fault: { kind: 'many' } });
  });
});
