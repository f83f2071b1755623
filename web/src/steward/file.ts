import type { Column, FileKind } from '../api/steward';

const MAPS = /\.(geojson|json|gpkg|fgb|kml|kmz|zip|shp|gdb)$/i;
const NAMED: readonly (readonly [RegExp, FileKind])[] = [
  [/sources?|来源/i, 'sources'],
  [/datasets?|数据集/i, 'datasets'],
  [/lineage|沿革|变更/i, 'lineage'],
  [/units?\b|名录/i, 'units'],
];

/** What a file most likely holds, by its name: maps and plans by the ending, registers by what they are called. */
export function kindOf(name: string): FileKind {
  if (/\.toml$/i.test(name)) return 'plan';
  if (MAPS.test(name)) return 'boundaries';
  return NAMED.find(([pattern]) => pattern.test(name))?.[1] ?? 'census';
}

/** What can be stated of a file of each kind; the first of these are required. */
export const OPTIONS: Readonly<Partial<Record<FileKind, readonly string[]>>> = {
  census: ['dataset', 'reference_date', 'source', 'status', 'remainder', 'sheet'],
  boundaries: ['vintage', 'source', 'precision_class', 'crs', 'method', 'layer', 'accept_shift'],
};
export const REQUIRED: Readonly<Partial<Record<FileKind, readonly string[]>>> = {
  census: ['dataset'],
  boundaries: ['vintage', 'source'],
};

export const hasColumns = (kind: FileKind): boolean => kind in OPTIONS;

/** What was stated over the guess: fields and units by heading. */
export interface Stated {
  columns: Readonly<Record<string, string>>;
  units: Readonly<Record<string, string>>;
}
export const NOTHING: Stated = { columns: {}, units: {} };

/** The stated words with one more; what is the guess already is not stated. */
export function restated(said: Readonly<Record<string, string>>, heading: string, word: string, guessed: string): Record<string, string> {
  const others = Object.entries(said).filter(([other]) => other !== heading);
  return Object.fromEntries(word && word !== guessed ? [...others, [heading, word]] : others);
}

const UNITS: Readonly<Record<number, readonly string[]>> = { 1: ['人', '户'], 1000: ['千人'], 10000: ['万人', '万户'] };

/** The word for the unit that a column was guessed to be printed in. */
export function unitOf(column: Column): string {
  const households = column.field === 'households' ? 1 : 0;
  const known = UNITS[column.scale] ?? [];
  return known[households] ?? known[0] ?? '';
}
export const UNIT_WORDS = Object.values(UNITS).flat();

/** The query of an upload: what was stated and means something for the kind. */
export function queryOf(kind: FileKind, filename: string, options: Readonly<Record<string, string>>, stated: Stated): Record<string, string> {
  const taken = OPTIONS[kind] ?? [];
  const query: Record<string, string> = { kind, filename };
  for (const name of taken) {
    const value = options[name]?.trim();
    if (value) query[name] = value;
  }
  if (!hasColumns(kind)) return query;
  if (Object.keys(stated.columns).length) query['columns'] = JSON.stringify(stated.columns);
  if (kind === 'census' && Object.keys(stated.units).length) query['units'] = JSON.stringify(stated.units);
  return query;
}

/** 1536 → 1.5 kB. */
export function sizeText(bytes: number): string {
  const steps = ['B', 'kB', 'MB', 'GB'];
  let size = bytes, step = 0;
  while (size >= 1000 && step < steps.length - 1) [size, step] = [size / 1000, step + 1];
  return `${step && size < 10 ? size.toFixed(1) : String(Math.round(size))} ${steps[step] ?? ''}`;
}
