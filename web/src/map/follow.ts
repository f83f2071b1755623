import type { MapMouseEvent } from 'maplibre-gl';

import type { Label } from '../api/types';
import { isDirection, nearest, neighbour, type Direction } from '../navigator/neighbour';
import { placedUnits } from '../navigator/placed';
import type { App, Side } from '../state/app.svelte';
import type { Covered, MapView } from './view';

interface Options {
  side: Side;
  onCrosshair: (on: boolean) => void;
  /** What the card of a chosen unit will cover. */
  covered: () => Covered;
}

interface Drawn {
  code: string;
  name: Label;
}

const drawnAt = (view: MapView, point: [number, number]): Drawn | null => {
  const properties = view.unitAt(point)?.properties as { code: string; name: string; name_en?: string } | undefined;
  return properties ? { code: properties.code, name: { zh: properties.name, en: properties.name_en ?? properties.name } } : null;
};

/** Lets the state follow the map: pointer, crosshair of the keyboard, clicks and the camera. */
export function follow(view: MapView, app: App, { side, onCrosshair, covered }: Options): () => void {
  const { map } = view;
  const canvas = map.getCanvas();
  let byKeyboard = false;
  /** The unit that was jumped to: it keeps the focus, however small it is drawn, until the crosshair moves on. */
  let jumped: Drawn | null = null;
  let frame = 0;
  let tilesFailed = false;

  const hover = (point: [number, number], by: 'pointer' | 'keyboard') => {
    const drawn = drawnAt(view, point);
    app.hover = drawn ? { ...drawn, by, side, x: point[0], y: point[1] } : null;
    if (by === 'pointer') canvas.style.cursor = drawn ? 'pointer' : '';
  };
  const centre = (): [number, number] => [canvas.clientWidth / 2, canvas.clientHeight / 2];
  const aim = () => {
    const [x, y] = centre();
    if (jumped) app.hover = { ...jumped, by: 'keyboard', side, x, y };
    else if (byKeyboard) hover([x, y], 'keyboard');
  };
  const setKeyboard = (on: boolean) => {
    byKeyboard = on;
    if (!on) jumped = null;
    onCrosshair(on);
    if (on) aim();
    else app.hover = null;
  };
  const jump = (direction: Direction) => {
    const places = placedUnits(side === 'main' ? app.scene.units : app.other.units);
    const { lng, lat } = view.map.getCenter();
    const from = places.find(({ code }) => code === app.hover?.code) ?? nearest(lng, lat, places);
    const to = from && neighbour(from, direction, places);
    if (!to) return;
    if (!byKeyboard) setKeyboard(true);
    jumped = { code: to.code, name: to.name };
    view.jump({ zoom: map.getZoom(), lng: to.lng, lat: to.lat });
  };
  const pick = (point: [number, number], drawn = drawnAt(view, point)) => {
    if (drawn && app.onpick?.(drawn.code)) return;
    app.set({ unit: drawn?.code ?? null });
    if (drawn) view.reveal(point, covered());
  };

  const moved = ({ point }: MapMouseEvent) => {
    // A finger does not hover: what it touches opens on the sheet.
    if (matchMedia('(hover: none)').matches) return;
    if (byKeyboard) setKeyboard(false);
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => { hover([point.x, point.y], 'pointer'); });
  };
  const left = () => {
    cancelAnimationFrame(frame);
    if (!byKeyboard) app.hover = null;
  };
  const keyed = (event: KeyboardEvent) => {
    if (event.shiftKey && isDirection(event.key)) {
      // MapLibre listens too, and would turn the map.
      event.stopPropagation();
      event.preventDefault();
      jump(event.key);
      return;
    }
    if (/^Arrow/.test(event.key)) jumped = null;
    if (event.key === 'Enter') pick(centre(), jumped ?? undefined);
    else if (event.key === 'Escape') app.set({ unit: null });
    else if (!byKeyboard && /^(Arrow|[-+=])/.test(event.key)) setKeyboard(true);
  };

  map.on('mousemove', moved);
  map.on('mouseout', left);
  map.on('dragstart', left);
  map.on('click', ({ point }) => { pick([point.x, point.y]); });
  map.on('move', aim);
  map.on('error', ({ error }) => {
    tilesFailed = true;
    app.tilesFailed(error.message);
  });
  map.on('idle', () => {
    aim();
    if (!tilesFailed) app.tilesCame();
    if (!app.choice || side !== 'main') return;
    // Only news is told: the look of the map follows, and every look is drawn until it is still.
    const hatched = view.hatched(app.choice.level);
    if (hatched.join() !== app.hatched.join()) app.hatched = hatched;
  });
  if (side === 'main') map.on('moveend', () => { app.set({ at: view.camera }, 'replace'); });
  canvas.addEventListener('keydown', keyed);
  const focused = () => { if (canvas.matches(':focus-visible')) setKeyboard(true); };
  const blurred = () => { if (byKeyboard) setKeyboard(false); };
  canvas.addEventListener('focus', focused);
  canvas.addEventListener('blur', blurred);
  return () => {
    cancelAnimationFrame(frame);
    canvas.removeEventListener('keydown', keyed);
    canvas.removeEventListener('focus', focused);
    canvas.removeEventListener('blur', blurred);
  };
}
