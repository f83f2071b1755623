export interface Placed {
  code: string;
  lng: number;
  lat: number;
}

export const DIRECTIONS = ['ArrowUp', 'ArrowRight', 'ArrowDown', 'ArrowLeft'] as const;
export type Direction = (typeof DIRECTIONS)[number];

const AXES: Record<Direction, readonly [east: number, north: number]> = {
  ArrowUp: [0, 1], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowLeft: [-1, 0],
};

export const isDirection = (key: string): key is Direction => (DIRECTIONS as readonly string[]).includes(key);

/** How far a place lies from another as the map shows it: degrees of longitude shrink towards the poles. */
function offset(from: Placed, to: Placed): [east: number, north: number] {
  return [(to.lng - from.lng) * Math.cos((from.lat * Math.PI) / 180), to.lat - from.lat];
}

/** The place nearest to a point; null where there is none. */
export function nearest<P extends Placed>(lng: number, lat: number, places: readonly P[]): P | null {
  const here = { code: '', lng, lat };
  return least(places, (place) => Math.hypot(...offset(here, place)));
}

/** The nearest place in the quarter of the sky that an arrow points to; null at the edge. */
export function neighbour<P extends Placed>(from: Placed, direction: Direction, places: readonly P[]): P | null {
  const [x, y] = AXES[direction];
  return least(places, (place) => {
    const [east, north] = offset(from, place);
    const along = east * x + north * y;
    const aside = Math.abs(east * y - north * x);
    return place.code !== from.code && along > 0 && aside <= along ? Math.hypot(along, aside) : Infinity;
  });
}

function least<P>(places: readonly P[], distance: (place: P) => number): P | null {
  let [found, shortest]: [P | null, number] = [null, Infinity];
  for (const place of places) {
    const length = distance(place);
    if (length < shortest) [found, shortest] = [place, length];
  }
  return found;
}
