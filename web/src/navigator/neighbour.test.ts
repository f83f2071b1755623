import { describe, expect, it } from 'vitest';

import { DIRECTIONS, nearest, neighbour, type Placed } from './neighbour';

/** Places strewn the same way every time: a linear congruence. */
function strewn(count: number, seed: number): Placed[] {
  let state = seed;
  const next = () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
  return Array.from({ length: count }, (_, i) => ({ code: String(i), lng: 119 + 3 * next(), lat: 27 + 2 * next() }));
}

function reached(start: Placed, places: readonly Placed[]): Set<string> {
  const seen = new Set([start.code]);
  const open = [start];
  for (let at = open.pop(); at; at = open.pop()) {
    for (const direction of DIRECTIONS) {
      const next = neighbour(at, direction, places);
      if (next && !seen.has(next.code)) {
        seen.add(next.code);
        open.push(next);
      }
    }
  }
  return seen;
}

const cross: Placed[] = [
  { code: 'middle', lng: 120, lat: 28 },
  { code: 'north', lng: 120.05, lat: 28.2 },
  { code: 'east', lng: 120.3, lat: 28 },
  { code: 'far east', lng: 120.6, lat: 28 },
  { code: 'south-west', lng: 119.8, lat: 27.7 },
];
const [middle] = cross as [Placed, ...Placed[]];

describe('neighbour', () => {
  it('is the nearest place in the direction of the arrow', () => {
    const found = DIRECTIONS.map((direction) => neighbour(middle, direction, cross)?.code);
    expect(found).toEqual(['north', 'east', 'south-west', undefined]);
  });

  it('is nobody at the edge', () => {
    expect(neighbour(cross[3] ?? middle, 'ArrowRight', cross)).toBeNull();
  });

  it.each([1, 7, 42, 99, 2020])('reaches every unit from every unit, however they are strewn (%i)', (seed) => {
    const places = strewn(50, seed);
    for (const start of places) expect(reached(start, places).size).toBe(places.length);
  });

  it('reaches every unit of a line and of a grid', () => {
    const line = Array.from({ length: 30 }, (_, i) => ({ code: String(i), lng: 120 + i / 10, lat: 28 }));
    const grid = Array.from({ length: 64 }, (_, i) => ({ code: String(i), lng: 120 + (i % 8) / 10, lat: 28 + Math.floor(i / 8) / 10 }));
    for (const places of [line, grid]) {
      for (const start of places) expect(reached(start, places).size).toBe(places.length);
    }
  });
});

describe('nearest', () => {
  it('is the place closest to a point as the map shows it', () => {
    expect(nearest(120.28, 28.01, cross)?.code).toBe('east');
    expect(nearest(120, 28, [])).toBeNull();
  });
});
