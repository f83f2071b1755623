import type { Map as MapLibre } from 'maplibre-gl';

/** What stands in for a graphics card, by the names it gives itself. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render|gdi generic/i;
/** MapLibre, too, takes a shorter way for a click. */
const CLICK_PX = 3;
/** The hand rests. */
const REST_MS = 250;
/** How much of the map may be bare before it is drawn anew, as a share of its width or height. */
const BARE = 0.4;

export const isSoftware = (renderer: string): boolean => SOFTWARE.test(renderer);

/** Whether the processor draws the map, so that every frame of it takes far longer than a screen waits. */
export function drawnByProcessor(map: MapLibre): boolean {
  const gl = map.getCanvas().getContext('webgl2');
  const told = gl?.getExtension('WEBGL_debug_renderer_info');
  return isSoftware(String(gl?.getParameter(told ? told.UNMASKED_RENDERER_WEBGL : gl.RENDERER)));
}

/**
 * Lets maps of one camera be dragged as the pictures they are, which the browser moves at every frame; they are drawn anew
 * when the hand rests or lets go, or too much is bare. Returns how to give dragging back to the library.
 */
export function glide(maps: readonly MapLibre[]): () => void {
  const off = new AbortController();
  const { signal } = off;
  let pressed: { map: MapLibre; x: number; y: number } | null = null;
  let gliding = false;
  /** How far pictures are shifted from where the camera has them. */
  let [x, y] = [0, 0];
  let rest: ReturnType<typeof setTimeout> | undefined;

  const shift = (transform: string) => {
    for (const map of maps) map.getCanvasContainer().style.transform = transform;
  };
  const take = ({ map }: { map: MapLibre }) => {
    clearTimeout(rest);
    if (x || y) map.panBy([-x, -y], { animate: false });
    [x, y] = [0, 0];
    // At once: a pointer must not meet a camera that is already elsewhere than its picture.
    for (const each of maps) each.redraw();
    shift('');
  };
  const release = () => {
    if (pressed && gliding) {
      take(pressed);
      // The browser makes a click of it, and a click opens what is under the pointer.
      const unclick = (event: Event) => { event.stopPropagation(); };
      addEventListener('click', unclick, { capture: true, once: true });
      setTimeout(() => { removeEventListener('click', unclick, { capture: true }); });
    }
    pressed = null;
    gliding = false;
  };
  const move = (event: MouseEvent) => {
    if (!pressed) return;
    if (!event.buttons) {
      release();
      return;
    }
    // The library must not drag as well.
    event.stopPropagation();
    const [dx, dy] = [event.clientX - pressed.x, event.clientY - pressed.y];
    if (!gliding) {
      if (Math.hypot(dx, dy) < CLICK_PX) return;
      gliding = true;
      pressed.map.fire('dragstart');
    }
    [x, y] = [x + dx, y + dy];
    pressed = { map: pressed.map, x: event.clientX, y: event.clientY };
    shift(`translate(${x}px, ${y}px)`);
    const { clientWidth, clientHeight } = pressed.map.getContainer();
    clearTimeout(rest);
    if (Math.abs(x) > clientWidth * BARE || Math.abs(y) > clientHeight * BARE) take(pressed);
    else rest = setTimeout(take, REST_MS, pressed);
  };

  for (const map of maps) {
    const frame = map.getCanvasContainer();
    frame.style.willChange = 'transform';
    frame.addEventListener('mousedown', ({ button, shiftKey, ctrlKey, clientX, clientY }) => {
      // With a key held, MapLibre draws a box to zoom to.
      if (button === 0 && !shiftKey && !ctrlKey) pressed = { map, x: clientX, y: clientY };
    }, { signal });
  }
  addEventListener('mousemove', move, { capture: true, signal });
  addEventListener('mouseup', release, { capture: true, signal });
  addEventListener('blur', release, { signal });
  return () => {
    clearTimeout(rest);
    off.abort();
    shift('');
    for (const map of maps) map.getCanvasContainer().style.willChange = '';
  };
}
