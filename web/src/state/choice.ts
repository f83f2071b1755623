import type { Lang, Level } from '../api/types';

export const LEVELS = ['township', 'county'] as const satisfies readonly Level[];
export const METHODS = ['quantile', 'fisher_jenks', 'equal_interval', 'std_mean', 'head_tail'] as const;
export const TABS = ['plan', 'table'] as const;
export const LANGS = ['zh', 'en'] as const satisfies readonly Lang[];
export const K_RANGE = [3, 4, 5, 6, 7] as const;

export type Method = (typeof METHODS)[number];
export type Tab = (typeof TABS)[number];

export interface Camera {
  zoom: number;
  lat: number;
  lng: number;
}

/** All that a reader can choose, and so all that a link carries. */
export interface Choice {
  plan: string;
  indicator: string;
  level: Level;
  period: string;
  method: Method;
  k: number;
  zone: string | null;
  unit: string | null;
  tab: Tab;
  lang: Lang;
  at: Camera | null;
}

/** What a link asks for, before it is known whether that exists. */
export type Wish = Partial<Record<keyof Choice, string>>;

/** A part of a link that could not be honoured: `used` is what was taken instead, null for nothing. */
export interface Note {
  parameter: keyof Choice | 'other';
  given: string;
  used: string | null;
  /** What the service says about it. */
  why?: string;
}
