import type { MapTheme } from './theme';

export interface Pixels {
  width: number;
  height: number;
  data: Uint8Array;
}

/** Patterns are drawn at twice their size, for sharp edges on dense screens. */
export const PATTERN_RATIO = 2;
const SIZE = 20;

function rgba(colour: string): [number, number, number, number] {
  const hex = /^#(..)(..)(..)$/.exec(colour);
  if (hex) return [parseInt(hex[1] ?? '', 16), parseInt(hex[2] ?? '', 16), parseInt(hex[3] ?? '', 16), 255];
  const [r = 0, g = 0, b = 0, a = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return [r, g, b, Math.round(a * 255)];
}

function draw(paint: (x: number, y: number) => string | null): Pixels {
  const data = new Uint8Array(SIZE * SIZE * 4);
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      const colour = paint(x, y);
      // MapLibre wants premultiplied colours, as canvases give them.
      const [r, g, b, a] = colour ? rgba(colour) : [0, 0, 0, 0];
      data.set([(r * a) / 255, (g * a) / 255, (b * a) / 255, a], (y * SIZE + x) * 4);
    }
  }
  return { width: SIZE, height: SIZE, data };
}

/** Diagonal hatching on a quiet ground: no data. */
export const hatch = (theme: MapTheme): Pixels =>
  draw((x, y) => ((x + y) % 10 < 2 ? theme.hatchLine : theme.hatchGround));

/** Short level dashes: what cannot exist. */
export const dashes = (theme: MapTheme): Pixels =>
  draw((x, y) => ((y === 4 && x < 8) || (y === 14 && x >= 10 && x < 18) ? theme.hatchLine : theme.hatchGround));

/** Upright lines: what cannot be compared. */
export const bars = (theme: MapTheme): Pixels =>
  draw((x) => (x % 10 < 1 ? theme.hatchLine : theme.hatchGround));

/** A lattice: what may not be told. */
export const lattice = (theme: MapTheme): Pixels =>
  draw((x, y) => ((x + y) % 10 < 1 || (x - y + SIZE) % 10 < 1 ? theme.hatchLine : theme.hatchGround));

/** A sparse dark dot with a light edge, readable on pale and on deep colours: an estimate. */
export const dots = (theme: MapTheme): Pixels =>
  draw((x, y) => {
    if (x >= 4 && x < 6 && y >= 4 && y < 6) return theme.dot;
    if (x >= 6 && x < 8 && y >= 6 && y < 8) return theme.dotLight;
    return null;
  });

/** Wide strokes with the map between them: what a trial takes out of a zone. */
export const struck = (theme: MapTheme): Pixels => draw((x, y) => ((x - y + SIZE) % 10 < 3 ? theme.removed : null));
