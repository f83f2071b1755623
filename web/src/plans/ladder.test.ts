import { describe, expect, it } from 'vitest';

import type { Definition, PeopledUnit } from '../api/plans';
import type { Measure, PublishedFigure } from '../api/types';
import { heightOf, personsOf, reaches, wordsOf } from './ladder';

const rung = (value: number | null, published: string | null = null, unit = 'fraction', printedIn = '%') =>
  ({ value, unit, published: published === null ? null : ({ value: published, unit: printedIn } as PublishedFigure) }) as Definition;

describe('a rung', () => {
  it('stands at its value, else at the printed figure', () => {
    expect(heightOf(rung(0.7152, '71.5'))).toBe(0.7152);
    expect(heightOf(rung(null, '59.8'))).toBeCloseTo(0.598);
    expect(heightOf(rung(null, '572.79', 'persons', '万'))).toBeCloseTo(5_727_900);
    expect(heightOf(rung(null))).toBeNull();
  });

  it('reaches as far as its part of the furthest', () => {
    expect(reaches([rung(0.8), rung(null, '40'), rung(null)]).map((reach) => reach && Math.round(reach))).toEqual([100, 50, null]);
    expect(reaches([rung(0)])).toEqual([null]);
  });
});

describe('words', () => {
  it('are measures of zones, shares first', () => {
    const measure = (id: string, kind: string, zone: string | null) => ({ measure: id, kind, zone }) as Measure;
    const words = wordsOf([measure('p', 'population', 'core'), measure('all', 'share', null), measure('s', 'share', 'core')]);
    expect(words.map((word) => word.measure)).toEqual(['s', 'p']);
  });
});

describe('persons', () => {
  it('have no sum where one is missing', () => {
    expect(personsOf([{ persons: 1 }, { persons: 2 }] as PeopledUnit[])).toBe(3);
    expect(personsOf([{ persons: 1 }, { persons: null }] as PeopledUnit[])).toBeNull();
  });
});
