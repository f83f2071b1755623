import { describe, expect, it } from 'vitest';

import { outline, readTask } from './task';

describe('readTask', () => {
  it('reads what the page says', () => {
    const task = readTask({
      map: 'tileset', lang: 'en', label: 'Map', address: '/ogc/tiles/WebMercatorQuad', bounds: '119,27,121.5,29',
      layers: 'county,zone', zooms: '4,14',
    });
    expect(task).toEqual({
      mode: 'tileset', lang: 'en', label: 'Map', address: '/ogc/tiles/WebMercatorQuad', bounds: [119, 27, 121.5, 29],
      layers: ['county', 'zone'], zooms: [4, 14],
    });
  });

  it('takes what does not fit as not given', () => {
    const task = readTask({ map: 'script', lang: 'fr', bounds: '1,2,3', zooms: '4,x' });
    expect(task).toMatchObject({ mode: 'plain', lang: 'zh', bounds: null, zooms: null, layers: [], address: '' });
  });
});

describe('outline', () => {
  it('closes the box', () => {
    const [ring = []] = outline([1, 2, 3, 4]).geometry.coordinates;
    expect(ring).toHaveLength(5);
    expect(ring[0]).toEqual(ring[4]);
  });
});
