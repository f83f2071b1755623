import { card } from './words/card';
import { chart } from './words/chart';
import { common } from './words/common';
import { compare } from './words/compare';
import { entrance } from './words/entrance';
import { legend } from './words/legend';
import { list } from './words/list';
import { map } from './words/map';
import { plans } from './words/plans';
import { share } from './words/share';
import { table } from './words/table';
import { whatif } from './words/whatif';

/** Every sentence by its key, in Chinese and in English: neither can be forgotten. `{x}` marks what is filled in. */
export type Words = Readonly<Record<string, readonly [zh: string, en: string]>>;

export const words = {
  ...common, ...map, ...legend, ...list, ...card, ...plans, ...compare, ...whatif, ...table, ...chart, ...share, ...entrance,
} as const;

export type Key = keyof typeof words;
