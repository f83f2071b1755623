import { Map as MapLibre, NavigationControl, setWorkerUrl, type GeoJSONSource } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import 'maplibre-gl/dist/maplibre-gl.css';

import type { Tiles } from '../api/tiles';
import type { MapTheme } from '../map/theme';
import { followRows } from './rows';
import { pageStyle } from './style';
import type { Task } from './task';

setWorkerUrl(workerUrl);

const ROOM = { padding: 28, maxZoom: 12, animate: false };

/** Draws the map that a page asks for. */
export function drawMap(container: HTMLElement, tiles: Tiles, task: Task, theme: MapTheme): MapLibre {
  const map = new MapLibre({
    container,
    style: pageStyle(tiles, task, theme),
    bounds: task.bounds ?? tiles.township.bounds ?? [73, 18, 135, 54],
    fitBoundsOptions: ROOM,
    maxZoom: 16,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    attributionControl: false,
    // One finger scrolls the page, two move the map.
    cooperativeGestures: true,
    locale: task.lang === 'zh' ? ZH : {},
    fadeDuration: 0,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.getCanvas().setAttribute('aria-label', task.label);
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  void settle(map, task);
  if (task.mode === 'items') followRows(map, document.querySelectorAll<HTMLAnchorElement>('a[data-feature]'));
  if (navigator.webdriver) Object.assign(window, { __map: map });
  return map;
}

/** Moves to the features once they are there, and notes on the page that nothing more is to come. */
async function settle(map: MapLibre, task: Task): Promise<void> {
  await map.once('style.load');
  if (task.mode === 'items' || task.mode === 'item') {
    const box = await map.getSource<GeoJSONSource>('features')?.getBounds();
    if (box && !box.isEmpty()) map.fitBounds(box, ROOM);
  }
  map.triggerRepaint();
  await map.once('idle');
  map.getContainer().dataset['ready'] = 'yes';
}

const ZH = {
  'NavigationControl.ZoomIn': '放大',
  'NavigationControl.ZoomOut': '缩小',
  'CooperativeGesturesHandler.WindowsHelpText': '按住 Ctrl 键并滚动来缩放地图',
  'CooperativeGesturesHandler.MacHelpText': '按住 ⌘ 键并滚动来缩放地图',
  'CooperativeGesturesHandler.MobileHelpText': '用两根手指移动地图',
  'Map.Title': '地图',
};
