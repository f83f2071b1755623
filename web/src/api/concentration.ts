import { getJson } from './client';
import type { Item, Label, Level, Status } from './types';

/** An index of how residents are spread; without a value it says why. */
export interface SpreadIndex {
  index: string;
  label: Label;
  value: number | null;
  unit: string;
  formula: string;
  reference: string | null;
  reason: string | null;
}

export interface Concentration {
  units: number;
  persons: number | null;
  status: Status | null;
  reason: string | null;
  coverage: { units: number; estimated_share: number | null };
  indices: SpreadIndex[];
}

export const getConcentration = (territory: string, level: Level, period: string, signal?: AbortSignal) =>
  getJson<Item<Concentration>>('/api/v1/concentration', { territory, level, period }, signal);
