import { ascending, cumsum } from 'd3-array';

export interface Counted {
  code: string;
  value: number;
}

export interface Placed extends Counted {
  x: number;
  y: number;
}

/** The Lorenz curve: over the units from the smallest, the part of the units and the part of the persons up to each. */
export function lorenz(units: readonly Counted[]): Placed[] {
  const ordered = [...units].sort((a, b) => ascending(a.value, b.value));
  const sums = cumsum(ordered, ({ value }) => value);
  const total = sums.at(-1) ?? 0;
  return total > 0 ? ordered.map((unit, i) => ({ ...unit, x: (i + 1) / ordered.length, y: (sums[i] ?? 0) / total })) : [];
}

/** Rank against size, the largest first; nobody has no place on a logarithmic scale. */
export function rankSize(units: readonly Counted[]): Placed[] {
  return units.filter(({ value }) => value > 0).sort((a, b) => b.value - a.value).map((unit, i) => ({ ...unit, x: unit.value, y: i + 1 }));
}

/** The line of a rank–size slope through the middle of the points in logarithms, at the ends of the sizes. */
export function slopeLine(points: readonly Placed[], slope: number): [[number, number], [number, number]] | null {
  if (points.length < 2) return null;
  const mean = (of: (point: Placed) => number) => points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [mx, my] = [mean(({ x }) => Math.log(x)), mean(({ y }) => Math.log(y))];
  const at = (x: number): [number, number] => [x, Math.exp(my - slope * (Math.log(x) - mx))];
  return [at(points[0]?.x ?? 1), at(points.at(-1)?.x ?? 1)];
}
