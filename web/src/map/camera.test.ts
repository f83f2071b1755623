import { describe, expect, it } from 'vitest';

import { cameraFor, homeOf, projector } from './camera';
import type { Box } from './labels';

const SIZE = { width: 1000, height: 800 };
const PADDING = { top: 30, right: 200, bottom: 50, left: 40 };
const CITY: Box = [119.6, 27, 121.4, 28.7];

describe('the camera of a box', () => {
  it('fills what the padding leaves, in one direction at least', () => {
    const project = projector(cameraFor(CITY, SIZE, PADDING), SIZE);
    const [[left, bottom], [right, top]] = [project([CITY[0], CITY[1]]), project([CITY[2], CITY[3]])];
    expect(top).toBeCloseTo(PADDING.top, 6);
    expect(bottom).toBeCloseTo(SIZE.height - PADDING.bottom, 6);
    expect((left + right) / 2).toBeCloseTo((PADDING.left + SIZE.width - PADDING.right) / 2, 6);
    expect(left).toBeGreaterThan(PADDING.left);
  });

  it('stays within the zooms of the map', () => {
    expect(cameraFor([120, 28, 120.0001, 28.0001], SIZE, PADDING).zoom).toBe(15);
    expect(cameraFor(homeOf({ township: {} as never }), SIZE, PADDING).zoom).toBe(5);
  });
});

describe('the projector', () => {
  it('puts the centre in the middle, and a degree of longitude 512 · 2^zoom / 360 pixels away', () => {
    const project = projector({ zoom: 8, lat: 28, lng: 120 }, SIZE);
    expect(project([120, 28])).toEqual([500, 400]);
    expect(project([121, 28])[0]).toBeCloseTo(500 + (512 * 2 ** 8) / 360, 6);
  });
});
