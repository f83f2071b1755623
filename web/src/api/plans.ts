import { getJson } from './client';
import type { Answer, Display, Items, Label, PublishedFigure, Status, Verdict } from './types';

export type Comparator = '=' | '>' | '≥' | '<' | '≤' | 'about' | 'aspirational' | 'rising' | 'stable' | 'qualitative';
export type TargetState = 'met' | 'on_track' | 'off_track' | 'not_assessable';

/**
 * What a plan wants in a year; no value where it says so in words.
 * @schema Stated
 */
export interface Stated {
  year: number;
  comparator: Comparator;
  value: number | null;
  display: Display;
  text: Label | null;
  clause: string;
}

/**
 * What a measure stands at, computed or, by the plan's own word, published.
 * @schema TargetValue
 */
export interface TargetValue {
  value: number;
  bounds: [number, number] | null;
  display: Display;
  period: string;
  basis: 'computed' | 'published';
  status: Status | null;
  reason: string | null;
  clause: string | null;
}

/**
 * Persons missing; negative ones are to spare.
 * @schema GapPersons
 */
export interface GapPersons {
  at_current_total: number;
  at_plan_target_total: number | null;
}

/**
 * A target of one year beside the present value; differences are target less current.
 * @schema TargetItem
 */
export interface Target extends Stated {
  number: string;
  measure: string;
  kind: string;
  label: Label;
  zone: string | null;
  /** The indicator that single units have by the measure's own formula. */
  unit_indicator: string | null;
  unit: string;
  aspirational: boolean;
  base: TargetValue | null;
  current: TargetValue | null;
  expected: number | null;
  gap: number | null;
  gap_display: Display | null;
  gap_persons: GapPersons | null;
  needed_change_per_year: number | null;
  needed_display: Display | null;
  state: TargetState;
  reason: string | null;
  method: string;
}

/** @schema TargetsAnswer */
export interface Targets extends Items<Target> {
  methods: Record<string, Label>;
}

/** @schema SideItem */
export interface Side {
  plan: string;
  clause: string;
  printed: string;
  unit: string;
  text: Label;
}

/** @schema ContradictionItem */
export interface Contradiction {
  topic: string;
  kind: 'within_plan' | 'between_plans' | 'against_facts';
  rule: string;
  sides: Side[];
  explanation: Label;
}

/** @schema ClaimItem */
export interface Claim {
  id: string;
  clause: string;
  text: Label;
  standing: 'holds' | 'fails' | 'not_computable';
  evidence: Label | null;
}

/** @schema FigureItem */
export interface Figure {
  figure: number;
  label: Label | null;
  code: string | null;
  period: string;
  printed: { value: string; unit: string; decimals: number };
  clause: string;
  computed: number | null;
  computed_display: string | null;
  verdict: Verdict;
  reason: string | null;
  /** Why the plan file says it may differ. */
  acknowledged: string | null;
}

/** @schema ReconciliationSummary */
export interface ReconciliationSummary {
  reproduced: number;
  within_rounding: number;
  differs: number;
  not_computable: number;
  figures: number;
  contradictions: number;
}

/** @schema ReconciliationAnswer */
export interface Reconciliation extends Items<Figure> {
  claims: Claim[];
  contradictions: Contradiction[];
  summary: ReconciliationSummary;
}

/** @schema PeopledUnit */
export interface PeopledUnit {
  code: string;
  name: Label;
  persons: number | null;
  status: string | null;
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
  clause: string;
  zone: { id: string; label: Label; membership: string; refers_to: string | null };
  denominator: { id: string | null; label: Label | null };
  member_count: number | null;
  /** The persons counted. */
  numerator: number | null;
  value: number | null;
  bounds: [number, number] | null;
  unit: string;
  display: Display;
  status: Status | null;
  reason: string | null;
  published: PublishedFigure | null;
  against_widest: { plan: string; measure: string; added: PeopledUnit[]; missing: PeopledUnit[] } | null;
}

/** One counted thing that a number rests on; areas come as text, for JSON would round them. */
export interface ReceiptInput {
  role: string;
  code: string;
  name: Label;
  indicator: string;
  reference_date: string;
  value: number | string | null;
  status: Status;
  half_width: number | string | null;
  dataset: string;
  source: string | null;
}

/** Everything needed to compute a number again; rationals are text, `p/q`. */
export interface Receipt {
  plan: string;
  plan_version: number;
  measure: string;
  kind: string;
  period: string;
  since: string | null;
  years: string | null;
  formula: string;
  unit: string;
  value: string | null;
  bounds: [string, string] | null;
  display: Display;
  status: Status | null;
  reason: string | null;
  release: number | null;
  inputs: ReceiptInput[];
  sha256: string;
}

/** @schema ReceiptAnswer */
export interface ReceiptAnswer extends Answer {
  receipt: Receipt;
}

/** @schema ForecastItem */
export interface Forecast {
  outlook: string;
  measure: string;
  label: Label;
  scenario: string;
  scenario_label: Label;
  year: number;
  value: number;
  unit: string;
  display: Display;
  clause: string;
  /** A later count; `difference` is count less forecast. */
  observed: { value: number; period: string; status: Status | null; difference: number } | null;
}

/**
 * A number that the plan reckoned, worked again.
 * @schema Extrapolated
 */
export interface Extrapolated {
  method: 'rate' | 'increment' | 'share' | 'needed_rate' | 'needed_increment' | 'annual_rate';
  label: Label;
  period: string;
  since: string | null;
  amount: number;
  display: Display;
  printed: { value: string; unit: string };
  verdict: Verdict;
  reason: string | null;
  clause: string;
}

/**
 * What a population target would take, by each of three ways.
 * @schema NeededItem
 */
export interface Needed {
  number: string;
  measure: string;
  year: number;
  comparator: string;
  goal: number;
  rate: number | null;
  increment: number | null;
  share: { measure: string; value: number; whole: number; plan: string } | null;
}

/** @schema OutlookAnswer */
export interface Outlook extends Items<Forecast> {
  extrapolations: Extrapolated[];
  needed: Needed[];
}

const planPath = (plan: string) => `/api/v1/plans/${encodeURIComponent(plan)}`;

export const getTargets = (plan: string, signal?: AbortSignal) =>
  getJson<Targets>(`${planPath(plan)}/targets`, { period: 'latest' }, signal);
export const getReconciliation = (plan: string, signal?: AbortSignal) =>
  getJson<Reconciliation>(`${planPath(plan)}/reconciliation`, {}, signal);
export const getDefinitions = (measure_like: string, period: string, signal?: AbortSignal) =>
  getJson<Items<Definition>>('/api/v1/definitions', { measure_like, period }, signal);
/** A receipt by the address that a measure gives of it. */
export const getReceipt = (path: string, signal?: AbortSignal) => getJson<ReceiptAnswer>(path, {}, signal);
export const getOutlook = (plan: string, signal?: AbortSignal) => getJson<Outlook>(`${planPath(plan)}/outlook`, {}, signal);
