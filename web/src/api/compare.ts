import { getJson } from './client';
import type { Display, Item, Label, Status } from './types';

/** A part of a change; without a value where it cannot be told apart. */
export interface ChangePart {
  part: 'population' | 'boundary' | 'definition';
  value: number | null;
  bounds: [number, number] | null;
  display: Display;
  status: Status | null;
  reason: string | null;
  explanation: Label | null;
}

export interface Contribution {
  role: string;
  label: Label;
  value: number;
  display: Display;
  from: number;
  to: number;
}

export interface Explanation {
  measure: string;
  label: Label;
  change: number | null;
  display: Display;
  parts: ChangePart[];
  contributions: Contribution[];
}

export const getExplanation = (plan: string, measure: string, from: string, to: string, signal?: AbortSignal) =>
  getJson<Item<Explanation>>(
    `/api/v1/plans/${encodeURIComponent(plan)}/measures/${encodeURIComponent(measure)}/explain`, { from, to }, signal,
  );
