import { getTileJson } from '../api/endpoints';
import type { TileJson } from '../api/types';
import type { TileLayer } from '../state/app.svelte';
import { currentTheme, onTheme } from '../map/theme';
import { readTask } from './task';

const LAYERS: readonly TileLayer[] = ['county', 'township', 'zone', 'label'];

/** TileJSON writes its sources as HTML; read as a document of its own, nothing in it can run. */
function plain(markup: string): string {
  return new DOMParser().parseFromString(markup, 'text/html').body.textContent;
}

function credit(figure: HTMLElement, tiles: readonly TileJson[]): void {
  const line = document.createElement('p');
  line.className = 'credit';
  const parts = tiles.flatMap(({ attribution }) => (attribution ? plain(attribution).split(' | ') : []));
  line.textContent = [...new Set(parts)].join(' · ');
  figure.append(line);
}

/** Draws the map of a figure; where that fails, the page says so and stays as it is. */
export async function drawFigure(figure: HTMLElement): Promise<void> {
  const canvas = figure.querySelector<HTMLElement>('.canvas');
  if (!canvas) return;
  try {
    const task = readTask(figure.dataset);
    const [{ drawMap }, ...found] = await Promise.all([import('./map'), ...LAYERS.map((layer) => getTileJson(layer))]);
    const tiles = Object.fromEntries(LAYERS.map((layer, i) => [layer, found[i]])) as Record<TileLayer, TileJson>;
    credit(figure, found);
    let map = drawMap(canvas, tiles, task, currentTheme());
    onTheme((theme) => {
      map.remove();
      map = drawMap(canvas, tiles, task, theme);
    });
  } catch {
    figure.classList.add('failed');
    canvas.textContent = figure.dataset['failed'] ?? '';
  }
}
