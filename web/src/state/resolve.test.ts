import { describe, expect, it } from 'vitest';

import type { Indicator, PlanItem } from '../api/types';
import { byStanding, change, levelsOf, periodsOf, resolve, shown, type Offer } from './resolve';

const plan = (id: string, territory: string, issued: string): PlanItem => ({
  id, territory, issued, title: { zh: id, en: id }, base_year: 2020, horizon: [2035], version: 1, reference_date: '2020-11-01',
});
const indicator = (id: string, periods: Indicator['periods']): Indicator => ({
  id, label: { zh: id, en: id }, unit: 'persons', kind: 'counted', decimals: 0, levels: Object.keys(periods), periods,
});
const OFFER: Offer = {
  plans: [plan('county-plan', '330326', '2022-12'), plan('old', '330300', '2021-02'), plan('new', '330300', '2022-08-23')],
  indicators: [
    indicator('age_15_64', {}),
    indicator('households', { county: ['2020-11-01', '2010-11-01'], province: ['2020-11-01'] }),
    indicator('density_per_km2', { township: ['2020-11-01'], county: ['2010-11-01', '2020-11-01', '2021-12-31'] }),
  ],
};

describe('what is offered', () => {
  it('orders dates and levels, and hides what no level of the map has', () => {
    expect(periodsOf(OFFER.indicators[1], 'county')).toEqual(['2010-11-01', '2020-11-01']);
    expect(levelsOf(OFFER.indicators[1])).toEqual(['county']);
    expect(shown(OFFER.indicators).map(({ id }) => id)).toEqual(['households', 'density_per_km2']);
  });

  it('puts the widest territory first, and its youngest plan', () => {
    expect(byStanding(OFFER.plans).map(({ id }) => id)).toEqual(['new', 'old', 'county-plan']);
  });
});

describe('resolve', () => {
  it('starts with density by township', () => {
    const { choice, notes } = resolve({}, OFFER, 'en');
    expect(choice).toMatchObject({
      plan: 'new', indicator: 'density_per_km2', level: 'township', period: '2020-11-01', lang: 'en', k: 5, unit: null,
    });
    expect(notes).toEqual([]);
  });

  it('takes a year for its last date', () => {
    const { choice, notes } = resolve({ level: 'county', period: '2021' }, OFFER, 'zh');
    expect(choice.period).toBe('2021-12-31');
    expect(notes).toEqual([]);
  });

  it.each([
    [{ period: '1999' }, 'period', '2020-11-01'],
    [{ plan: 'nowhere' }, 'plan', 'new'],
    [{ indicator: 'age_15_64' }, 'indicator', 'density_per_km2'],
    [{ indicator: 'households', level: 'township' }, 'level', 'county'],
    [{ method: 'guess' }, 'method', 'quantile'],
    [{ k: '99' }, 'k', '5'],
    [{ lang: 'fr' }, 'lang', 'zh'],
    [{ unit: 'DROP TABLE' }, 'unit', null],
    [{ at: 'x' }, 'at', null],
  ] as const)('notes that %j cannot be had', (wish, parameter, used) => {
    const { notes } = resolve(wish, OFFER, 'zh');
    expect(notes).toEqual([{ parameter, given: wish[parameter as keyof typeof wish], used }]);
  });

  it('falls back to the latest date not after the one asked for', () => {
    expect(resolve({ level: 'county', period: '2020-12-31' }, OFFER, 'zh').choice.period).toBe('2020-11-01');
  });

  it('stands an empty offer', () => {
    expect(resolve({}, { plans: [], indicators: [] }, 'zh').choice).toMatchObject({ plan: '', indicator: '', period: '' });
  });
});

describe('change', () => {
  const { choice } = resolve({ zone: 'core', unit: '330302', at: '9/28/120' }, OFFER, 'zh');

  it('keeps the rest of the choice', () => {
    expect(change(choice, { k: 6 }, OFFER)).toEqual({ ...choice, k: 6 });
  });

  it('lets the level follow an indicator that has no townships', () => {
    expect(change(choice, { indicator: 'households' }, OFFER)).toMatchObject({ level: 'county', period: '2020-11-01' });
  });

  it('forgets breaks that were typed for another indicator, or for values instead of their change', () => {
    const typed = change(choice, { method: 'manual', breaks: '100,1000' }, OFFER);
    expect(typed).toMatchObject({ method: 'manual', breaks: '100,1000' });
    expect(change(typed, { k: 6 }, OFFER).breaks).toBe('100,1000');
    expect(change(typed, { indicator: 'households' }, OFFER)).toMatchObject({ method: 'quantile', breaks: null });
    expect(change(typed, { compare: 'difference', against: 'period:2010-11-01' }, OFFER)).toMatchObject({ method: 'quantile', breaks: null });
  });

  it('forgets the zone of another plan, not the unit or the camera', () => {
    expect(change(choice, { plan: 'old' }, OFFER)).toMatchObject({ zone: null, unit: '330302', at: { zoom: 9 } });
  });
});
