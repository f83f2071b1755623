import { describe, expect, it } from 'vitest';

import type { ShownValue } from '../api/types';
import { DASH, methodText, sourceText, valueText } from './valueText';

const source = (id: string) => ({ id, title: `Title ${id}` }) as ShownValue['source'];
const seen = (more: Partial<ShownValue>): ShownValue => ({
  value: 1, display: { value: '1', unit: 'persons' }, status: 'A', reason: null, lower: null, upper: null,
  reference_date: '2020-11-01', dataset: null, source: source('b'), method: null, ...more,
});

describe('valueText', () => {
  it('writes a value with its unit, a category by its name, and a dash for nothing', () => {
    expect(valueText(seen({}), 'en')).toBe('1 persons');
    expect(valueText(seen({ category: { zh: '核心', en: null } }), 'en')).toBe('核心');
    expect(valueText(undefined, 'zh')).toBe(DASH);
    expect(valueText(seen({ value: null, display: { value: null, unit: 'persons' } }), 'zh')).toBe(DASH);
  });
});

describe('sourceText', () => {
  it('names both sides of a difference where they are not the same', () => {
    expect(sourceText(seen({ source_from: source('a') }), 'en')).toBe('Title b, minus Title a');
    expect(sourceText(seen({ source_from: source('b') }), 'zh')).toBe('Title b');
    expect(sourceText(seen({ source_from: null }), 'zh')).toBe('Title b');
    expect(sourceText(seen({ source: null }), 'zh')).toBe('');
  });
});

describe('methodText', () => {
  it('does the same for how values were made', () => {
    expect(methodText(seen({ method: 'counted', method_from: 'estimated' }), 'zh')).toBe('counted，减去 estimated');
    expect(methodText(seen({ method_from: 'estimated' }), 'en')).toBe('estimated');
  });
});
