import { getJson } from './client';
import type { Display, Item, Label, Status } from './types';

/** A unit as it was called on the day that matters. */
export interface UnitName {
  code: string;
  name: Label;
}

/**
 * A part of a change; without a value where it cannot be told apart.
 * @schema PartItem
 */
export interface ChangePart {
  part: 'population' | 'boundary' | 'definition';
  value: number | null;
  bounds: [number, number] | null;
  display: Display;
  status: Status | null;
  reason: string | null;
  explanation: Label;
}

/**
 * The exact sum of the parts that cannot be told apart.
 * @schema Together
 */
export interface Together {
  parts: ChangePart['part'][];
  value: number;
  display: Display;
}

/** @schema ContributionItem */
export interface Contribution {
  role: string;
  label: Label;
  value: number;
  display: Display;
}

/**
 * A dated change of units, and the persons who moved with it.
 * @schema Movement
 */
export interface Movement {
  date: string;
  kind: string;
  from: UnitName;
  to: UnitName;
  part: UnitName | null;
  legal_source: string;
  role: string;
  effect: 'internal' | 'crossing';
  persons: number | null;
  status: string | null;
  reason: string | null;
}

/** @schema ExplanationItem */
export interface Explanation {
  measure: string;
  label: Label;
  change: number | null;
  display: Display;
  parts: ChangePart[];
  together: Together | null;
  contributions: Contribution[];
  events: Movement[];
  reason: string | null;
}

const part = encodeURIComponent;

export const getExplanation = (plan: string, measure: string, from: string, to: string, signal?: AbortSignal) =>
  getJson<Item<Explanation>>(`/api/v1/plans/${part(plan)}/measures/${part(measure)}/explain`, { from, to }, signal);
