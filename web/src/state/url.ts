import type { Camera, Choice, Note, Wish } from './choice';
import { PART_NAMES, partText } from './parts';

const CORE = ['plan', 'indicator', 'level', 'period', 'method', 'k', 'zone', 'unit', 'tab', 'lang', 'at'] as const;
const NAMES = [...CORE, ...PART_NAMES] as const;

/** A trial may name many units; nothing longer can be meant. */
const LONGEST = 4000;

const isName = (name: string): name is keyof Choice => (NAMES as readonly string[]).includes(name);

/** Reads a query string; unknown and repeated parameters become notes, never errors. */
export function readUrl(search: string): { wish: Wish; notes: Note[] } {
  const wish: Wish = {};
  const notes: Note[] = [];
  for (const [name, value] of new URLSearchParams(search)) {
    if (!isName(name)) notes.push({ parameter: 'other', given: `${name}=${value}`.slice(0, 80), used: null });
    else if (name in wish) notes.push({ parameter: name, given: value.slice(0, 80), used: wish[name] ?? null });
    else wish[name] = value.slice(0, LONGEST);
  }
  return { wish, notes };
}

/** zoom/lat/lng, as precise as a pixel at that zoom needs. */
export function writeCamera({ zoom, lat, lng }: Camera): string {
  const decimals = Math.max(2, Math.ceil(zoom / 3) + 1);
  return [zoom.toFixed(2), lat.toFixed(decimals), lng.toFixed(decimals)].join('/');
}

export function readCamera(text: string): Camera | null {
  const parts = text.split('/').map((part) => (part.trim() === '' ? NaN : Number(part)));
  const [zoom = NaN, lat = NaN, lng = NaN] = parts;
  const sane = parts.length === 3 && zoom >= 0 && zoom <= 22 && Math.abs(lat) <= 85 && Math.abs(lng) <= 180;
  return sane ? { zoom, lat, lng } : null;
}

/**
 * The query string of a choice. What is chosen among the answers of the service is always there, so that a link means
 * the same when defaults change; the other parts stand only where they are not neutral.
 */
export function writeUrl(choice: Choice): string {
  const texts: Partial<Record<keyof Choice, string | null>> = {
    ...Object.fromEntries(CORE.map((name) => [name, choice[name] as string | null])),
    ...Object.fromEntries(PART_NAMES.map((name) => [name, partText(name, choice)])),
    k: String(choice.k),
    at: choice.at && writeCamera(choice.at),
  };
  const pairs = NAMES.flatMap((name) => {
    const text = texts[name] ?? null;
    return text === null ? [] : [`${name}=${encodeURIComponent(text).replaceAll('%2F', '/').replaceAll('%3A', ':').replaceAll('%2C', ',')}`];
  });
  return `?${pairs.join('&')}`;
}
