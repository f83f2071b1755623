import {
  Map as MapLibre, setWorkerUrl, type ExpressionSpecification, type GeoJSONSource, type LngLatBoundsLike,
  type MapGeoJSONFeature,
} from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import 'maplibre-gl/dist/maplibre-gl.css';

import type { ZoneOutlines } from '../api/endpoints';
import { reading } from '../api/reading';
import type { Tiles } from '../api/tiles';
import type { BaseMap, Level, Unit } from '../api/types';
import type { Camera } from '../state/choice';
import { featureIds } from '../state/byCode';
import { HIGHEST, homeOf, LOWEST, type Shown } from './camera';
import { boxOf, zoneLabels, type Box, type ZoneNotes } from './labels';
import { circlePoints } from './circles';
import { GAPS, gapLeft, type Gap } from './gap';
import { bars, dashes, dots, hatch, lattice, PATTERN_RATIO, struck } from './patterns';
import { fillLayer, layers, sources, type Look } from './style';
import { sync } from './sync';
import { NO_MARKS, type Marks } from '../whatif/marks';

setWorkerUrl(workerUrl);

export interface Covered {
  right: number;
  bottom: number;
}

export interface Padding {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

const PATTERNS = { hatch, dashes, lattice, bars, dots, struck };
const REVEAL_MARGIN = 40;
const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** The MapLibre map and the few things this page does with it. */
export class MapView {
  readonly map: MapLibre;
  #look: Look;
  #tried: { level: Level; marks: Marks } = { level: 'township', marks: NO_MARKS };
  #painted = new Map<Level, Set<number>>();
  #flags: Record<'hovered' | 'selected', { level: Level; id: number } | null> = { hovered: null, selected: null };

  constructor(container: HTMLElement, tiles: Tiles, baseMap: BaseMap, look: Look, at: Camera | null, padding: Padding) {
    this.#look = look;
    this.home = homeOf(tiles);
    this.map = new MapLibre({
      container,
      style: { version: 8, sources: sources(tiles, baseMap), layers: layers(look) },
      ...(at ? { center: [at.lng, at.lat], zoom: at.zoom } : { bounds: this.home, fitBoundsOptions: { padding } }),
      minZoom: LOWEST,
      maxZoom: HIGHEST,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      attributionControl: false,
      transformRequest: (url) => ({ url, headers: reading.headersFor(url) }),
      fadeDuration: calm() ? 0 : 150,
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    // Patterns cannot be part of a style that has no sprite file.
    this.map.setMissingStyleImageResolver((id) => { this.#addPattern(id); });
  }

  readonly home: LngLatBoundsLike;

  #addPattern(id: string): void {
    const draw = PATTERNS[id as keyof typeof PATTERNS] as ((theme: Look['theme']) => ReturnType<typeof hatch>) | undefined;
    if (draw && !this.map.hasImage(id)) this.map.addImage(id, draw(this.#look.theme), { pixelRatio: PATTERN_RATIO });
  }

  /** Brings layers into the given look without touching tiles or values. */
  dress(look: Look): void {
    const old = this.#look;
    this.#look = look;
    sync(this.map, layers(old), layers(look));
    if (old.theme === look.theme) return;
    for (const [id, draw] of Object.entries(PATTERNS)) {
      if (this.map.hasImage(id)) this.map.updateImage(id, draw(look.theme));
    }
  }

  /** Paints values on a level: only feature state changes, no tile is asked for. */
  paint(level: Level, units: readonly Unit[], indicator: string, largest: number): void {
    const painted = this.#painted.get(level) ?? new Set<number>();
    const now = new Set(units.flatMap(featureIds));
    for (const id of painted) if (!now.has(id)) this.#state(level, id, { value: null, estimated: false, gap: null });
    for (const unit of units) {
      const seen = unit.values[indicator];
      const value = seen?.value ?? null;
      const state = { value, estimated: value !== null && seen?.status === 'E', gap: gapLeft(seen) };
      for (const id of featureIds(unit)) this.#state(level, id, state);
    }
    this.#painted.set(level, now);
    const points = this.#look.circles ? circlePoints(units, indicator, largest) : { type: 'FeatureCollection' as const, features: [] };
    this.map.getSource<GeoJSONSource>('unit-point')?.setData(points);
  }

  #state(level: Level, id: number, state: Record<string, unknown>): void {
    this.map.setFeatureState({ source: level, sourceLayer: level, id }, state);
  }

  /** Moves the mark of the hovered or the selected unit. */
  mark(flag: 'hovered' | 'selected', level: Level, code: string | null): void {
    const id = code === null ? null : Number(code);
    const old = this.#flags[flag];
    if (old) this.#state(old.level, old.id, { [flag]: false });
    this.#flags[flag] = id === null ? null : { level, id };
    if (id !== null) this.#state(level, id, { [flag]: true });
  }

  /** Marks what belongs to a zone in a trial; only what differs from the marks before is touched. */
  tryOut(level: Level, marks: Marks): void {
    const { level: wasLevel, marks: was } = this.#tried;
    for (const id of was.keys()) if (level !== wasLevel || !marks.has(id)) this.#state(wasLevel, id, { trial: null });
    for (const [id, trial] of marks) if (level !== wasLevel || was.get(id) !== trial) this.#state(level, id, { trial });
    this.#tried = { level, marks };
  }

  /** The gaps that are drawn, and so hatched, on a level. */
  hatched(level: Level): Gap[] {
    const drawn = this.map.querySourceFeatures(level, { sourceLayer: level });
    const states = drawn.map(({ id }) => this.map.getFeatureState({ source: level, sourceLayer: level, id: id ?? '' }));
    const found = new Set(states.filter(({ value }) => typeof value !== 'number').map(({ gap }) => (gap as Gap | null | undefined) ?? 'missing'));
    return GAPS.filter((gap) => found.has(gap));
  }

  zones(outlines: ZoneOutlines | null, notes: ZoneNotes): void {
    this.map.getSource<GeoJSONSource>('zone-label')?.setData(zoneLabels(outlines, notes));
  }

  /** The unit at a point of the screen. */
  unitAt(point: [number, number]): MapGeoJSONFeature | undefined {
    const layer = fillLayer(this.#look.level);
    return this.map.getLayer(layer) ? this.map.queryRenderedFeatures(point, { layers: [layer] })[0] : undefined;
  }

  /** The box of a unit as far as its tiles are loaded. */
  boxOf(level: Level, code: string): Box | null {
    const found = this.map.querySourceFeatures(level, { sourceLayer: level, filter: ['==', ['get', 'code'], code] });
    return boxOf(found.map(({ geometry }) => geometry));
  }

  fit(bounds: LngLatBoundsLike, padding: Padding, maxZoom = 11.5): void {
    this.map.fitBounds(bounds, { padding, maxZoom, animate: !calm(), duration: 700 });
  }

  /** Shows a unit: its whole outline where its tiles are at hand, else the point inside it. */
  show(level: Level, code: string, inside: readonly number[] | undefined, padding: Padding): void {
    const box = this.boxOf(level, code);
    const [lng, lat] = inside ?? [];
    if (box) this.fit(box, padding);
    else if (lng !== undefined && lat !== undefined) {
      this.map.flyTo({ center: [lng, lat], zoom: level === 'county' ? 9.5 : 10.5, padding, animate: !calm(), duration: 700 });
    }
  }

  /** Moves as little as it takes to bring a point of the screen out from under what covers the map. */
  reveal([x, y]: [number, number], covered: Covered): void {
    const { clientWidth, clientHeight } = this.map.getContainer();
    const dx = Math.max(0, x - (clientWidth - covered.right - REVEAL_MARGIN));
    const dy = Math.max(0, y - (clientHeight - covered.bottom - REVEAL_MARGIN));
    if (dx || dy) this.map.panBy([dx, dy], { animate: !calm(), duration: 300 });
  }

  /** Where a place of the world is on the screen. */
  project([lng = 0, lat = 0]: readonly number[]): [number, number] {
    const { x, y } = this.map.project([lng, lat]);
    return [x, y];
  }

  jump({ zoom, lat, lng }: Camera): void {
    this.map.jumpTo({ zoom, center: [lng, lat] });
  }

  zoomBy(step: number): void {
    this.map.zoomTo(this.map.getZoom() + step, { animate: !calm(), duration: 250 });
  }

  /** Whether the map shows the same as a camera on a screen, to the pixel. */
  shows({ zoom, lng, lat, width, height }: Shown): boolean {
    const [x, y] = this.project([lng, lat]);
    return Math.abs(this.map.getZoom() - zoom) < 0.01 && Math.hypot(x - width / 2, y - height / 2) < 1;
  }

  get camera(): Camera {
    const { lat, lng } = this.map.getCenter();
    return { zoom: this.map.getZoom(), lat, lng };
  }
}

export type Colours = ExpressionSpecification;
