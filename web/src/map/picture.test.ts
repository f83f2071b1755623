import { expect, it, vi } from 'vitest';

import { drawOutlines, type Outlines } from './picture';

it('draws the units that have an outline, and passes those that have none', () => {
  const paper = { beginPath: vi.fn(), lineTo: vi.fn(), closePath: vi.fn(), fill: vi.fn(), stroke: vi.fn(), strokeStyle: '', fillStyle: '' };
  const outlines: Outlines = {
    type: 'FeatureCollection', total: 2,
    features: [
      { type: 'Feature', properties: { code: '1' }, geometry: null },
      { type: 'Feature', properties: { code: '2' }, geometry: { type: 'Polygon', coordinates: [[[0, 0], [1, 0], [1, 1], [0, 0]]] } },
    ],
  };
  drawOutlines(paper as unknown as CanvasRenderingContext2D, outlines, ([x = 0, y = 0]) => [x, y], { fill: (code) => `#${code}`, line: '#000' });
  expect(paper.stroke).toHaveBeenCalledTimes(1);
  expect(paper.fillStyle).toBe('#2');
});
