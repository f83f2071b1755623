import { extent, tickStep } from 'd3-array';
import { scaleLinear } from 'd3-scale';

import type { ValueInTime } from '../api/types';
import type { Break } from './breaks';

export interface Frame {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const timeOf = (date: string) => Date.parse(date.slice(0, 10));
const AIR = 0.14;

/** A series laid out in a frame: points, the lines between them (broken ones apart), the marks of breaks, and ticks. */
export function layOut(series: readonly ValueInTime[], breaks: readonly Break[], frame: Frame) {
  const seen = series.flatMap((one) => (one.value === null ? [] : [{ ...one, value: one.value }]));
  const [first = 0, last = 1] = extent(seen, ({ reference_date: date }) => timeOf(date));
  const [least = 0, most = 1] = extent(seen, ({ value }) => value);
  const air = (most - least || Math.abs(most) || 1) * AIR;
  const x = scaleLinear([first, last === first ? first + 1 : last], [frame.left, frame.width - frame.right]);
  const y = scaleLinear([least - air, most + air], [frame.height - frame.bottom, frame.top]);
  const points = seen.map((one) => ({
    seen: one, x: x(timeOf(one.reference_date)), y: y(one.value),
    reach: one.lower === null || one.upper === null || one.lower === one.upper ? null : [y(one.lower), y(one.upper)] as const,
  }));
  const marks = breaks
    .map((one) => ({ ...one, x: x(one.date === null ? (timeOf(one.from) + timeOf(one.to)) / 2 : timeOf(one.date)) }))
    .filter((mark) => mark.x >= frame.left && mark.x <= frame.width - frame.right);
  const lines = points.slice(1).map((to, i) => {
    const from = points[i] ?? to;
    return { from, to, broken: breaks.some((one) => one.to > from.seen.reference_date && one.to <= to.seen.reference_date) };
  });
  return {
    points, marks, lines,
    step: tickStep(...(y.domain() as [number, number]), 3),
    ticks: y.ticks(3).map((value) => ({ value, y: y(value) })),
    floor: frame.height - frame.bottom,
  };
}
