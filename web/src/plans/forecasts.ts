import { extent, group, tickStep } from 'd3-array';
import { scaleLinear } from 'd3-scale';

import type { Extrapolated, Forecast } from '../api/plans';
import type { Display } from '../api/types';
import type { Frame } from './paths';

export interface Fan {
  outlook: string;
  first: Forecast;
  scenarios: { id: string; items: Forecast[]; first: Forecast }[];
  years: number[];
  /** Counts that came after the forecast, by year. */
  counted: Map<number, NonNullable<Forecast['observed']>>;
}

/** Forecasts by outlook and scenario, in the plan's order. */
export function fansOf(forecasts: readonly Forecast[]): Fan[] {
  return [...group(forecasts, ({ outlook }) => outlook)].flatMap(([outlook, items]) => {
    const [first] = items;
    if (!first) return [];
    const scenarios = [...group(items, ({ scenario }) => scenario)].flatMap(([id, own]) => (own[0] ? [{ id, items: own, first: own[0] }] : []));
    const counted = new Map(items.flatMap(({ year, observed }) => (observed ? [[year, observed] as const] : [])));
    return [{ outlook, first, scenarios, years: [...new Set(items.map(({ year }) => year))].sort((a, b) => a - b), counted }];
  });
}

/** A fan of scenarios laid out in a frame. */
export function layFan(fan: Fan, frame: Frame) {
  const items = fan.scenarios.flatMap((scenario) => scenario.items);
  const [least = 0, most = 1] = extent([...items.map(({ value }) => value), ...[...fan.counted.values()].map(({ value }) => value)]);
  const [from = 0, to = 1] = extent(fan.years);
  const pad = (most - least || Math.abs(most) || 1) * 0.1;
  const x = scaleLinear([from, to === from ? from + 1 : to], [frame.left, frame.width - frame.right]);
  const y = scaleLinear([least - pad, most + pad], [frame.height - frame.bottom, frame.top]);
  return {
    lines: fan.scenarios.map(({ id, first, items: own }) => ({ id, first, points: own.map(({ year, value }) => ({ x: x(year), y: y(value) })) })),
    counted: [...fan.counted].map(([year, { value, status }]) => ({ year, status, x: x(year), y: y(value) })),
    years: fan.years.map((year) => ({ year, x: x(year) })),
    ticks: y.ticks(3).map((value) => ({ value, y: y(value) })),
    step: tickStep(least - pad, most + pad, 3),
  };
}

/** What a reckoning starts from, with its unit: a rate, a share, or persons. */
export function amountOf({ method, amount }: Pick<Extrapolated, 'method' | 'amount'>): Display {
  const persons = method === 'increment' || method === 'needed_rate' || method === 'needed_increment';
  return persons ? { value: String(Math.round(amount)), unit: 'persons' } : { value: String(Number((amount * 100).toFixed(4))), unit: '%' };
}
