import { polygonContains } from 'd3-polygon';

export type Corner = [number, number];

/** Whether a drawn polygon holds a point of the screen; one of fewer than three corners holds none. */
export function holds(corners: readonly Corner[], point: readonly [number, number]): boolean {
  return corners.length >= 3 && polygonContains([...corners], [...point]);
}

/** The corners of a drag with those left out that add nothing to its shape. */
export function withCorner(corners: readonly Corner[], next: Corner, least = 4): Corner[] {
  const last = corners.at(-1);
  return last && Math.hypot(next[0] - last[0], next[1] - last[1]) < least ? [...corners] : [...corners, next];
}
