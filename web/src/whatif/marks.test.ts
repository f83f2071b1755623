import { describe, expect, it } from 'vitest';

import type { Unit } from '../api/types';
import { marksOf } from './marks';

const unit = (id: number, permanent = String(id)) => ({ id, unit: permanent }) as Unit;
const UNITS = new Map([['1', unit(1)], ['2', unit(2)], ['3', unit(3, '30')], ['4', unit(4)]]);

describe('marks of a trial', () => {
  it('tell what stays, comes, goes and is objected to, under every id the tiles may draw', () => {
    const before = (code: string) => code === '1' || code === '2';
    const after = (code: string) => code === '1' || code === '3';
    expect([...marksOf(UNITS, before, after, new Set())]).toEqual([[1, 'member'], [2, 'removed'], [3, 'added'], [30, 'added']]);
    expect(marksOf(UNITS, before, after, new Set(['3', '4'])).get(3)).toBe('fault');
    expect(marksOf(UNITS, before, after, new Set(['4'])).get(4)).toBe('fault');
  });
});
