import { postBlob, postJson } from './client';
import type { Comparator, TargetState } from './plans';
import type { Answer, Display, Label, Member, Status, Verdict } from './types';

/** @schema MeasureState */
export interface TrialState {
  value: number | null;
  bounds: [number, number] | null;
  display: Display;
  status: Status | null;
  reason: string | null;
  published_figures: { value: string; unit: string; clause: string; verdict: Verdict; reason: string | null }[];
}

/** @schema MeasureEffect */
export interface TrialMeasure {
  measure: string;
  kind: string;
  label: Label;
  zone: string;
  unit: string;
  affected: boolean;
  before: TrialState;
  after: TrialState;
  difference: { value: number | null; display: Display; persons: number | null };
}

/** @schema TargetState */
export interface TrialTargetState {
  state: TargetState;
  gap: number | null;
  gap_persons: number | null;
  reason: string | null;
}

/** @schema TargetEffect */
export interface TrialTarget {
  number: string;
  measure: string;
  year: number;
  comparator: Comparator;
  value: string | null;
  unit: string;
  clause: string;
  before: TrialTargetState;
  after: TrialTargetState;
}

export interface TrialMember extends Member {
  persons: number | null;
  status: Status | null;
}

/** @schema WhatIfAnswer */
export interface TrialAnswer extends Answer {
  zones: { zone: string; members: TrialMember[] }[];
  measures: TrialMeasure[];
  targets: TrialTarget[];
}

/** @schema ProposalItem */
export interface Proposal {
  status: Status;
  members: (TrialMember & { certain: boolean })[];
  member_count: number;
  persons: number;
  area_km2: number;
  /** How far beyond what is printed: 0 inside, absent where nothing is printed. */
  misses: Partial<Record<'count' | 'persons' | 'area_km2', number>>;
}

/** @schema FitAnswer */
export interface FitAnswer extends Answer {
  proposals: Proposal[];
  exhausted: boolean;
  nearest: Proposal | null;
  conflicts: { without: string; possible: boolean }[];
  inferred: Label;
}

export interface ZoneChange {
  add?: readonly string[];
  remove?: readonly string[];
  /** All members, of a zone whose members the plan does not print. */
  members?: readonly string[];
}
/** @schema WhatIfBody */
export interface TrialBody {
  period: string;
  zones: Record<string, ZoneChange>;
}

const path = (plan: string, rest = '') => `/api/v1/plans/${encodeURIComponent(plan)}/what-if${rest}`;

export const tryMembership = (plan: string, body: TrialBody, signal?: AbortSignal) => postJson<TrialAnswer>(path(plan), body, signal);

export const fitMembership = (plan: string, zone: string, period: string, signal?: AbortSignal) =>
  postJson<FitAnswer>(path(plan, '/fit'), { zone, period, solutions: 3 }, signal);

export const getPlanFile = (plan: string, body: TrialBody, signal?: AbortSignal) => postBlob(path(plan, '/plan-file'), body, signal);
