import type { Definition, PeopledUnit } from '../api/plans';
import type { Measure } from '../api/types';

/** The number a rung stands at: the computed one, else what the plan prints, in the unit of the computed ones. */
export function heightOf({ value, unit, published }: Pick<Definition, 'value' | 'unit' | 'published'>): number | null {
  if (value !== null) return value;
  const printed = Number(published?.value ?? NaN);
  if (!Number.isFinite(printed)) return null;
  if (unit === 'fraction') return printed / 100;
  return published?.unit === '万' ? printed * 10_000 : printed;
}

/** How far each rung reaches, in percent of the furthest. */
export function reaches(definitions: readonly Definition[]): (number | null)[] {
  const heights = definitions.map(heightOf);
  const most = Math.max(...heights.map((height) => Math.abs(height ?? 0)));
  return heights.map((height) => (height === null || most === 0 ? null : (Math.abs(height) / most) * 100));
}

/** The words that can be looked up from a plan: its measures of zones, shares first. */
export function wordsOf(measures: readonly Measure[]): Measure[] {
  const ofZones = measures.filter(({ zone }) => zone !== null);
  return [...ofZones].sort((a, b) => Number(b.kind === 'share') - Number(a.kind === 'share'));
}

/** The persons of units that all have a count; null where one has none. */
export function personsOf(units: readonly PeopledUnit[]): number | null {
  return units.reduce<number | null>((sum, { persons }) => (sum === null || persons === null ? null : sum + persons), 0);
}
