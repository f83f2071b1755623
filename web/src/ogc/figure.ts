import { getTiles, type TileJson } from '../api/tiles';
import { currentTheme, onTheme } from '../map/theme';
import { readTask } from './task';

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
  canvas.replaceChildren();
  try {
    const task = readTask(figure.dataset);
    const [{ drawMap }, tiles] = await Promise.all([import('./map'), getTiles()]);
    credit(figure, Object.values(tiles));
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
