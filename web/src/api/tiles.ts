import { getJson } from './client';

export interface TileJson {
  tilejson: string;
  tiles: string[];
  minzoom: number;
  maxzoom: number;
  bounds?: [number, number, number, number];
  attribution?: string;
  /** The vintage of these tiles, and all there are, oldest first; told where there are several. */
  vintage?: string;
  vintages?: string[];
}

export const TILE_LAYERS = ['county', 'township', 'zone', 'label'] as const;
export type TileLayer = (typeof TILE_LAYERS)[number];
/** What the map draws on: each layer's tiles, all of one vintage. */
export type Tiles = Record<TileLayer, TileJson>;

/** The tiles of the vintage under which a period lies; of the newest without one. */
export async function getTiles(signal?: AbortSignal, period?: string): Promise<Tiles> {
  const found = await Promise.all(TILE_LAYERS.map((layer) => getJson<TileJson>(`/tiles/${layer}.json`, { period }, signal)));
  return Object.fromEntries(TILE_LAYERS.map((layer, i) => [layer, found[i]])) as Tiles;
}

/** The day of the vintage under which a date lies, as the service chooses it; null where that is the newest. */
export function formerVintage({ vintages = [] }: Pick<TileJson, 'vintages'>, date: string): string | null {
  const held = vintages.findLast((day) => day <= date) ?? vintages[0];
  return held === undefined || held === vintages.at(-1) ? null : held;
}
