import type { Position } from 'geojson';

import type { TileJson } from '../api/tiles';
import type { Camera } from '../state/choice';
import type { Box } from './labels';
import type { Padding } from './view';

export interface Size {
  width: number;
  height: number;
}

/** A camera on a screen of some size. */
export type Shown = Camera & Size;

/** The zooms of the map. */
export const LOWEST = 5;
export const HIGHEST = 15;
const TILE = 512;
/** As far as Web Mercator reaches. */
const WORLD: Box = [-180, -85, 180, 85];

/** What the map shows at first: everything it draws. */
export const homeOf = ({ township }: { township: TileJson }): Box => township.bounds ?? WORLD;

/** Web Mercator: the world as a square of side 1, north up. */
const across = (lng: number) => (lng + 180) / 360;
const down = (lat: number) => (1 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / Math.PI) / 2;
const latitude = (y: number) => (Math.atan(Math.exp((1 - 2 * y) * Math.PI)) * 360) / Math.PI - 90;

/** The camera from which a box fills what the padding leaves of the screen, as the map library finds it. */
export function cameraFor([west, south, east, north]: Box, { width, height }: Size, { top, right, bottom, left }: Padding): Camera {
  const [x0, x1, y0, y1] = [across(west), across(east), down(north), down(south)];
  const scale = Math.min((width - left - right) / (x1 - x0), (height - top - bottom) / (y1 - y0)) / TILE;
  const zoom = Math.min(HIGHEST, Math.max(LOWEST, Math.log2(scale)));
  const world = TILE * 2 ** zoom;
  const [x, y] = [(x0 + x1) / 2 + (right - left) / 2 / world, (y0 + y1) / 2 + (bottom - top) / 2 / world];
  return { zoom, lng: x * 360 - 180, lat: latitude(y) };
}

/** Where a camera shows a place of the world (degrees), in pixels from the top left corner. */
export function projector({ zoom, lat, lng }: Camera, { width, height }: Size): (place: Position) => [number, number] {
  const world = TILE * 2 ** zoom;
  const [x, y] = [across(lng), down(lat)];
  return ([east = 0, north = 0]) => [width / 2 + (across(east) - x) * world, height / 2 + (down(north) - y) * world];
}
