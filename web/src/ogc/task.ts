import type { Lang } from '../api/types';

export type Box = [number, number, number, number];

/** What a page asks of its map: features to show, an extent, or the tiles of a tileset. */
export interface Task {
  mode: 'plain' | 'extent' | 'items' | 'item' | 'tileset';
  lang: Lang;
  label: string;
  address: string;
  bounds: Box | null;
  layers: string[];
  zooms: [number, number] | null;
}

const MODES = ['plain', 'extent', 'items', 'item', 'tileset'] as const;

function numbers(text: string | undefined): number[] {
  const parts = text ? text.split(',').map(Number) : [];
  return parts.every(Number.isFinite) ? parts : [];
}

/** Reads the data attributes of a figure; whatever does not fit counts as not given. */
export function readTask(data: Readonly<Record<string, string | undefined>>): Task {
  const bounds = numbers(data['bounds']);
  const zooms = numbers(data['zooms']);
  return {
    mode: MODES.find((mode) => mode === data['map']) ?? 'plain',
    lang: data['lang'] === 'en' ? 'en' : 'zh',
    label: data['label'] ?? '',
    address: data['address'] ?? '',
    bounds: bounds.length === 4 ? (bounds as Box) : null,
    layers: data['layers'] ? data['layers'].split(',') : [],
    zooms: zooms.length === 2 ? (zooms as [number, number]) : null,
  };
}

/** The four sides of a box as a line. */
export function outline([west, south, east, north]: Box): GeoJSON.Feature<GeoJSON.Polygon> {
  const ring = [[west, south], [east, south], [east, north], [west, north], [west, south]];
  return { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } };
}
