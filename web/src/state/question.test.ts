import { describe, expect, it } from 'vitest';

import type { Choice } from './choice';
import { againstOf, otherSide, questionOf, subtracted, ZONE_ROLE } from './question';

const CHOICE = {
  plan: 'p', indicator: 'growth', level: 'county', period: '2020-11-01', method: 'quantile', k: 5, ramp: null, reverse: false,
  breaks: '1,2', pooled: true, compare: 'off', against: 'period:2010-11-01',
} as Choice;

describe('the other side of a comparison', () => {
  it('differs in what the link says, and in nothing else', () => {
    expect(againstOf(CHOICE)).toEqual({ kind: 'period', id: '2010-11-01' });
    expect(otherSide(CHOICE)).toEqual({ ...CHOICE, period: '2010-11-01' });
    expect(otherSide({ ...CHOICE, against: 'plan:q' }).plan).toBe('q');
    expect(otherSide({ ...CHOICE, against: null })).toEqual({ ...CHOICE, against: null });
  });
});

describe('the question about values', () => {
  it('leaves out what is neutral', () => {
    const asked = Object.entries(questionOf(CHOICE)).filter(([, value]) => value !== undefined);
    expect(Object.fromEntries(asked)).toEqual({ indicator: 'growth', level: 'county', period: '2020-11-01', method: 'quantile', k: 5 });
  });

  it('asks for a difference only where one is shown', () => {
    expect(questionOf({ ...CHOICE, compare: 'difference' })).toMatchObject({ minus_period: '2010-11-01' });
    expect(questionOf({ ...CHOICE, compare: 'swipe' }).minus_period).toBeUndefined();
    expect(subtracted({ ...CHOICE, compare: 'difference', against: 'plan:q' })).toBeNull();
    expect(questionOf({ ...CHOICE, compare: 'difference', against: 'plan:q', indicator: ZONE_ROLE })).toMatchObject({ minus_plan: 'q' });
  });

  it('names the plan of roles and the breaks of manual classes', () => {
    expect(questionOf({ ...CHOICE, indicator: ZONE_ROLE })).toMatchObject({ plan: 'p' });
    expect(questionOf({ ...CHOICE, method: 'manual' })).toMatchObject({ breaks: '1,2' });
  });
});
