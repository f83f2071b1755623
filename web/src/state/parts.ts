import { CHARTS, COMPARES, EXTENTS, ORIENTATIONS, PAPERS, SECTIONS, THEMES, type Choice } from './choice';

/** One part of a link that needs no answer of the service to be understood. */
export interface Part<T> {
  /** What holds when a link says nothing; it is then left out of links. */
  neutral: T;
  /** Undefined for what cannot be meant. */
  read: (text: string) => T | undefined;
  write: (value: T) => string;
}

const oneOf = <T extends string>(options: readonly T[], neutral: T): Part<T> => ({
  neutral, read: (text) => options.find((option) => option === text), write: String,
});
const flag = (neutral: boolean): Part<boolean> => ({
  neutral, read: (text) => ({ yes: true, no: false })[text], write: (value) => (value ? 'yes' : 'no'),
});
const matching = (pattern: RegExp): Part<string | null> => ({
  neutral: null, read: (text) => (pattern.test(text) ? text : undefined), write: (value) => value ?? '',
});
const whole = (least: number, most: number, neutral: number): Part<number> => ({
  neutral,
  read: (text) => (/^\d{1,3}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : undefined),
  write: String,
});

const CODES = /^[a-z0-9-]{1,60}:([+-]\d{4,12})(,[+-]\d{4,12})*(;[a-z0-9-]{1,60}:([+-]\d{4,12})(,[+-]\d{4,12})*)*$/;

export const PARTS = {
  ramp: matching(/^[A-Za-z]{2,20}$/),
  reverse: flag(false),
  breaks: matching(/^-?\d{1,15}(\.\d{1,15})?(,-?\d{1,15}(\.\d{1,15})?){0,7}$/),
  pooled: flag(true),
  section: oneOf(SECTIONS, 'measures'),
  word: matching(/^[a-z0-9-]{1,60}$/),
  compare: oneOf(COMPARES, 'off'),
  against: matching(/^(period:\d{4}(-\d\d-\d\d)?|plan:[a-z0-9-]{1,60}|indicator:[a-z0-9_]{1,60})$/),
  split: whole(0, 100, 50),
  trial: matching(CODES),
  sort: matching(/^-?[a-z_]{1,60}$/),
  filter: matching(/^.{1,40}$/u),
  chart: oneOf(CHARTS, 'ranking'),
  paper: oneOf(PAPERS, 'a4'),
  orientation: oneOf(ORIENTATIONS, 'landscape'),
  extent: oneOf(EXTENTS, 'all'),
  title: matching(/^.{1,80}$/u),
  approval: matching(/^.{1,60}$/u),
  theme: oneOf(THEMES, 'auto'),
  embed: flag(false),
  as_of: matching(/^[1-9]\d{0,8}$/),
} as const satisfies { [Name in keyof Choice]?: Part<Choice[Name]> };

export type PartName = keyof typeof PARTS;
export const PART_NAMES = Object.keys(PARTS) as PartName[];
/** A part as a link would hold it, or null where it is neutral. */
export function partText(name: PartName, choice: Choice): string | null {
  const part = PARTS[name] as Part<Choice[PartName]>;
  return choice[name] === part.neutral ? null : part.write(choice[name]);
}
