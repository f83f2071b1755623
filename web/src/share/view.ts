import type { Camera } from '../state/choice';

const TILE = 512;
const toRadians = (degrees: number) => (degrees * Math.PI) / 180;

/** The box that a map of the given size in pixels shows under a camera: west, south, east, north (Web Mercator). */
export function boundsOf({ zoom, lat, lng }: Camera, width: number, height: number): [number, number, number, number] {
  const world = TILE * 2 ** zoom;
  const y = Math.asinh(Math.tan(toRadians(lat)));
  const latAt = (up: number) => (Math.atan(Math.sinh(y + (up * 2 * Math.PI) / world)) * 180) / Math.PI;
  const half = ((width / 2) * 360) / world;
  return [lng - half, latAt(-height / 2), lng + half, latAt(height / 2)];
}
