import { describe, expect, it } from 'vitest';

import type { Indicator, PlanItem } from '../api/types';
import type { Choice } from '../state/choice';
import { comparable, othersOf, sideText, usual } from './sides';
import { percentAt, slid } from './slider';
import { extentOf, waterfall } from './waterfall';

const indicator = (id: string, periods: Indicator['periods']): Indicator =>
  ({ id, label: { zh: id, en: id }, unit: 'persons', kind: 'counted', decimals: 0, levels: Object.keys(periods), periods });
const OFFER = {
  plans: [{ id: 'p', title: { zh: '甲', en: 'A' } }, { id: 'q', title: { zh: '乙', en: 'B' } }] as PlanItem[],
  indicators: [
    indicator('a', { county: ['2010-11-01', '2020-11-01', '2021-12-31'] }), indicator('b', { county: ['2020-11-01'] }),
    indicator('c', { township: ['2020-11-01'] }),
  ],
};
const CHOICE = { plan: 'p', indicator: 'a', level: 'county', period: '2020-11-01', lang: 'en', against: 'period:2010-11-01' } as Choice;

describe('what to compare with', () => {
  it('is another date, plan or indicator that exists', () => {
    expect(othersOf(CHOICE, 'period', OFFER, 'en').map(({ value }) => value)).toEqual(['2010-11-01', '2021-12-31']);
    expect(othersOf(CHOICE, 'plan', OFFER, 'en')).toEqual([{ value: 'q', text: 'B' }]);
    expect(othersOf(CHOICE, 'indicator', OFFER, 'en').map(({ value }) => value)).toEqual(['b']);
  });

  it('is the date before unless said otherwise', () => {
    expect(usual(CHOICE, 'period', OFFER)).toBe('period:2010-11-01');
    expect(usual({ ...CHOICE, period: '2010-11-01' }, 'period', OFFER)).toBe('period:2020-11-01');
    expect(usual({ ...CHOICE, indicator: 'c', level: 'township' }, 'indicator', OFFER)).toBeNull();
  });

  it('must exist for the rest of the choice', () => {
    expect(comparable(CHOICE, OFFER)).toBe(true);
    expect(comparable({ ...CHOICE, against: 'period:1999-01-01' }, OFFER)).toBe(false);
    expect(comparable({ ...CHOICE, against: null }, OFFER)).toBe(false);
  });

  it('is named by what differs', () => {
    expect(sideText(CHOICE, 'plan', OFFER, 'zh')).toBe('甲');
    expect(sideText(CHOICE, 'period', OFFER, 'en')).toBe('2020');
  });
});

describe('the slider', () => {
  it.each([
    ['ArrowLeft', 49], ['ArrowRight', 51], ['PageUp', 60], ['PageDown', 40], ['Home', 0], ['End', 100], ['Tab', null],
  ] as const)('%s moves it to %s', (key, percent) => { expect(slid(50, key)).toBe(percent); });

  it('stays on its track', () => {
    expect([slid(0, 'ArrowLeft'), slid(95, 'PageUp')]).toEqual([0, 100]);
    expect([percentAt(150, { left: 100, width: 200 }), percentAt(-5, { left: 100, width: 200 }), percentAt(9, { left: 0, width: 0 })]).toEqual([25, 0, 50]);
  });
});

describe('a waterfall', () => {
  it('ends where the whole does', () => {
    const steps = waterfall([{ id: 'a', value: -3 }, { id: 'b', value: 1 }], -2);
    expect(steps).toEqual([{ id: 'a', from: 0, to: -3 }, { id: 'b', from: -3, to: -2 }, { id: 'whole', from: 0, to: -2 }]);
    expect(extentOf(steps)).toEqual([-3, 0]);
    expect(extentOf(waterfall([], 0))).toEqual([-1, 1]);
  });
});
