import type { Lang, Level } from '../api/types';

export const LEVELS = ['township', 'county'] as const satisfies readonly Level[];
export const METHODS = ['quantile', 'fisher_jenks', 'equal_interval', 'std_mean', 'head_tail', 'manual'] as const;
export const TABS = ['plan', 'whatif', 'compare', 'table', 'chart', 'share'] as const;
export const LANGS = ['zh', 'en'] as const satisfies readonly Lang[];
export const K_RANGE = [2, 3, 4, 5, 6, 7, 8, 9] as const;
export const COMPARES = ['off', 'swipe', 'side', 'difference'] as const;
export const SECTIONS = ['measures', 'targets', 'definitions', 'contradictions'] as const;
export const CHARTS = ['ranking', 'lorenz', 'ranksize'] as const;
export const THEMES = ['auto', 'light', 'dark'] as const;
export const PAPERS = ['a4', 'a3'] as const;
export const EXTENTS = ['all', 'view'] as const;
export const ORIENTATIONS = ['portrait', 'landscape'] as const;

export type Method = (typeof METHODS)[number];
export type Tab = (typeof TABS)[number];
export type Compare = (typeof COMPARES)[number];
export type Section = (typeof SECTIONS)[number];
export type Chart = (typeof CHARTS)[number];
export type ThemeName = (typeof THEMES)[number];
export type Paper = (typeof PAPERS)[number];
export type Extent = (typeof EXTENTS)[number];
export type Orientation = (typeof ORIENTATIONS)[number];

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
  /** A colour ramp of `/classes`; null for the one that suits the indicator. */
  ramp: string | null;
  reverse: boolean;
  /** The inner edges of method `manual`, separated by commas. */
  breaks: string | null;
  /** Breaks from all dates together, so that years compare. */
  pooled: boolean;
  zone: string | null;
  unit: string | null;
  tab: Tab;
  /** The part of the plan panel. */
  section: Section;
  /** The measure whose definitions are laid side by side; null for the plan's first. */
  word: string | null;
  compare: Compare;
  /** What the other side of a comparison differs in: `period:…`, `plan:…` or `indicator:…`. */
  against: string | null;
  /** Where the slider of a swipe stands, in percent from the left. */
  split: number;
  /** A trial membership: `zone:+code,-code;…` (see state/trial.ts). */
  trial: string | null;
  /** The order of the table: a column, with a minus before it for descending. */
  sort: string | null;
  filter: string | null;
  chart: Chart;
  paper: Paper;
  orientation: Orientation;
  /** What a sheet shows: everything, or what the map does. */
  extent: Extent;
  /** The title of a sheet; null for one made of what it shows. */
  title: string | null;
  /** The map approval number (审图号) of a sheet. */
  approval: string | null;
  theme: ThemeName;
  /** Without panels, to stand in somebody else's page. */
  embed: boolean;
  /** The release that answers, which may be a draft; null for the current one. */
  as_of: string | null;
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
