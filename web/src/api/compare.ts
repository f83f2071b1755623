import { getJson } from './client';
import type { Display, Item, Items, Label, Status } from './types';

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

/** @schema PeopledUnit */
export interface PeopledUnit extends UnitName {
  persons: number | null;
  status: string | null;
}

/**
 * What a definition has that the widest has not, and the other way round.
 * @schema Against
 */
export interface AgainstWidest {
  plan: string;
  measure: string;
  added: PeopledUnit[];
  missing: PeopledUnit[];
}

/**
 * One plan's definition of a word, and the number it gives.
 * @schema DefinitionItem
 */
export interface Definition {
  plan: string;
  plan_title: Label;
  measure: string;
  label: Label;
  numerator: number | null;
  display: Display;
  reason: string | null;
  against_widest: AgainstWidest | null;
}

const part = encodeURIComponent;

export const getExplanation = (plan: string, measure: string, from: string, to: string, signal?: AbortSignal) =>
  getJson<Item<Explanation>>(`/api/v1/plans/${part(plan)}/measures/${part(measure)}/explain`, { from, to }, signal);

export const getDefinitions = (measure: string, period: string, signal?: AbortSignal) =>
  getJson<Items<Definition>>('/api/v1/definitions', { measure_like: measure, period }, signal);
