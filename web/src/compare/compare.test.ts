import { describe, expect, it } from 'vitest';

import type { ChangePart } from '../api/compare';
import type { Definition } from '../api/plans';
import type { Classes, Indicator, PlanItem } from '../api/types';
import type { Choice } from '../state/choice';
import { differences, pairOf } from './definitions';
import { rowsOf } from './parts';
import { comparable, mended, noDifference, othersOf, sameClasses, sideText, usual, subjectText } from './sides';
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
    expect(mended(CHOICE, OFFER)).toBe(CHOICE);
    expect(mended({ ...CHOICE, against: null }, OFFER).against).toBe(usual(CHOICE, 'period', OFFER));
    expect(mended({ ...CHOICE, compare: 'difference', against: `period:${CHOICE.period}` }, OFFER).against).not.toBe(`period:${CHOICE.period}`);
    expect(mended({ ...CHOICE, against: null }, { plans: [], indicators: [] })).toMatchObject({ compare: 'off', against: null });
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

describe('a difference', () => {
  const offer = { ...OFFER, indicators: [...OFFER.indicators, { ...indicator('d', { county: ['2020-11-01'] }), unit: 'fraction' }] };

  it('needs one unit of measure, and zones for plans', () => {
    expect(noDifference({ ...CHOICE, against: 'indicator:d' }, offer)).toBe('unit');
    expect(noDifference({ ...CHOICE, against: 'plan:q' }, offer)).toBe('plan');
    expect(noDifference({ ...CHOICE, against: 'indicator:b' }, offer)).toBeNull();
    expect(noDifference({ ...CHOICE, indicator: 'zone_role', against: 'plan:q' }, offer)).toBeNull();
  });

  it('is offered only where there is one', () => {
    const differs = { ...CHOICE, compare: 'difference' } as Choice;
    expect(othersOf(differs, 'indicator', offer, 'en').map(({ value }) => value)).toEqual(['b']);
    expect(othersOf(CHOICE, 'indicator', offer, 'en').map(({ value }) => value)).toEqual(['b', 'd']);
    expect(othersOf(differs, 'plan', offer, 'en')).toEqual([]);
  });

  it('is what the map is said to show', () => {
    const differs = { ...CHOICE, compare: 'difference' } as Choice;
    expect(subjectText(differs, offer, 'en')).toBe('a, 2020 minus 2010');
    expect(subjectText({ ...differs, against: 'indicator:b' }, offer, 'en')).toBe('a minus b');
    expect(subjectText({ ...differs, against: 'plan:q' }, offer, 'en')).toBe('a');
    expect(subjectText(CHOICE, offer, 'en')).toBe('a');
  });

});

describe('two legends', () => {
  const of = (upper: number, count: number) => ({ classes: [{ lower: 0, upper, colour: '#fff', count }] }) as Classes;

  it('are one where breaks and colours are, however many units a class has', () => {
    expect(sameClasses(of(1, 3), of(1, 4))).toBe(true);
    expect([sameClasses(of(1, 3), of(2, 3)), sameClasses(of(1, 3), null)]).toEqual([false, false]);
  });
});

describe('the parts of a change', () => {
  const display = { value: '1', unit: 'points' };
  const part = (name: ChangePart['part'], value: number | null, reason: string | null = null) => ({ part: name, value, display, reason }) as ChangePart;

  it('are those that can be told apart', () => {
    const rows = rowsOf({ change: 3, parts: [part('population', 2), part('boundary', 1)], together: null });
    expect(rows.map(({ parts, value }) => [parts, value])).toEqual([[['population'], 2], [['boundary'], 1]]);
  });

  it('stand as one with their reason where they cannot', () => {
    const together = { parts: ['population', 'boundary'] as ChangePart['part'][], value: 3, display };
    const rows = rowsOf({ change: 3, parts: [part('population', null, 'why'), part('boundary', null, 'why'), part('definition', 0)], together });
    expect(rows).toEqual([{ ...together, reason: 'why' }, { parts: ['definition'], value: 0, display, reason: null }]);
  });

  it('are none where they would not add up', () => {
    expect(rowsOf({ change: 3, parts: [part('population', null)], together: null })).toEqual([]);
    expect(rowsOf({ change: null, parts: [part('population', 1)], together: null })).toEqual([]);
  });
});

describe('two definitions', () => {
  const unit = (code: string) => ({ code, name: { zh: code, en: code }, persons: 1, status: 'A' });
  const definition = (plan: string, measure: string, added: string[], missing: string[]) =>
    ({ plan, measure, against_widest: { plan: 'w', measure: 'm', added: added.map(unit), missing: missing.map(unit) } }) as Definition;
  const [widest, narrow, other] = [definition('w', 'm', [], []), definition('p', 'm', ['9'], ['1']), definition('q', 'n', [], ['2'])];
  const codes = (one: Definition, two: Definition) =>
    differences(one, two).map(({ of, than, more, fewer }) => [of.plan, than.plan, more.map(({ code }) => code), fewer.map(({ code }) => code)]);

  it('differ directly where one is the widest', () => {
    expect(codes(narrow, widest)).toEqual([['p', 'w', ['9'], ['1']]]);
    expect(codes(widest, narrow)).toEqual([['p', 'w', ['9'], ['1']]]);
    expect(codes(widest, widest)).toEqual([['w', 'w', [], []]]);
  });

  it('are each set against the widest otherwise', () => {
    expect(codes(narrow, other)).toEqual([['p', 'w', ['9'], ['1']], ['q', 'w', [], ['2']]]);
  });

  it('cannot be set against members nobody wrote down', () => {
    expect(differences({ ...narrow, against_widest: null }, widest)).toEqual([]);
  });

  it('are of one word', () => {
    expect(pairOf([other, widest, narrow], 'm', 'p', 'q')).toEqual([narrow, other]);
    expect(pairOf([widest, narrow], 'm', 'p', 'q')).toBeNull();
  });
});
