/**
 * The shapes of the service, as /openapi.json describes them: only the fields that the map reads.
 * tests/e2e/test_types.py holds every interface marked `@schema` against that document.
 */
import type { Point } from 'geojson';

/** @schema Label */
export interface Label {
  zh: string | null;
  en: string | null;
}
export type Lang = 'zh' | 'en';

/** @schema ReleaseRef */
export interface Release {
  number: number;
  /** Null for a draft. */
  published_at: string | null;
  state?: 'draft' | null;
}

/** @schema PlansAnswer */
export interface Answer {
  release: Release;
  query: Record<string, unknown>;
}
export interface Items<T> extends Answer {
  items: T[];
}
export interface Item<T> extends Answer {
  item: T;
}

/** SDMX CL_OBS_STATUS. */
export type Status = 'A' | 'B' | 'D' | 'E' | 'F' | 'I' | 'K' | 'L' | 'M' | 'O' | 'P' | 'Q' | 'U' | 'W';

export type Level = 'county' | 'township';

/** @schema SourceRef */
export interface Source {
  id: string;
  title: string;
  publisher: string | null;
  url: string | null;
}

/**
 * `value` as a decimal text, rounded by the service as the indicator asks; null when there is none.
 * @schema Display
 */
export interface Display {
  value: string | null;
  unit: string;
}

/** @schema Value */
export interface IndicatorValue {
  value: number | null;
  display: Display;
  status: Status;
  reason: string | null;
  lower: number | null;
  upper: number | null;
  reference_date: string;
  dataset: string | null;
  source: Source | null;
  method: string | null;
}

/** A value as a map shows it: of a difference also what was subtracted, and from what, as plain numbers. */
export interface ShownValue extends IndicatorValue {
  from?: number | null;
  to?: number | null;
  /** Where what was subtracted comes from, and how it was made. */
  source_from?: Source | null;
  method_from?: string | null;
  /** What the value stands for, where it numbers categories. */
  category?: Label;
}

/** @schema UnitProfile */
export interface UnitIdentity {
  /** The code as a number: the feature id in every tile. */
  id: number;
  code: string;
  /** The permanent id, which outlives changes of the code. */
  unit: string;
  name: Label;
  pinyin: string;
  level: string;
  kind: string;
  parent: string | null;
  parent_name: Label | null;
}

/** @schema UnitItem */
export interface Unit extends UnitIdentity {
  values: Record<string, ShownValue | undefined>;
  /** A point inside. */
  geometry?: Point | null;
  precision_class?: string | null;
}

/** @schema ValueInTime */
export interface ValueInTime extends IndicatorValue {
  indicator: string;
}

/** A zone that lists the unit or, as `by` tells, a unit above it. */
export interface ZonePlace {
  plan: string;
  zone: string;
  by: string[];
  label: Label;
  membership: string;
  clause: string;
}

/** @schema PresentUnit */
export interface PresentUnit {
  code: string;
  level: string;
}

/**
 * A unit as it was called when something happened; `present` is null where it is no more.
 * @schema Party
 */
export interface Party {
  unit: string;
  code: string;
  name: Label;
  present: PresentUnit | null;
}

/** @schema LineageEvent */
export interface LineageEvent {
  date: string;
  kind: string;
  before: Party;
  after: Party;
  part: Party | null;
  changes_territory: boolean;
  legal_source: string;
  note: string;
}

/** @schema UnitProfile */
export interface UnitProfile extends UnitIdentity {
  values: ValueInTime[];
  lineage: LineageEvent[];
  zones: ZonePlace[];
}

/** @schema IndicatorItem */
export interface Indicator {
  id: string;
  label: Label;
  unit: string;
  kind: string;
  decimals: number;
  levels: string[];
  periods: Partial<Record<string, string[]>>;
}

/** @schema ClassItem */
export interface ValueClass {
  lower: number;
  upper: number;
  closed: string;
  count: number;
  colour: string;
  /** The edges as they are written, or the name of a category. */
  label: Record<'lower' | 'upper', Display> | Label;
}

/** @schema ClassesAnswer */
export interface Classes extends Answer {
  breaks: number[];
  classes: ValueClass[];
  no_data: { count: number; by_status: Partial<Record<Status, number>>; colour: string };
  ramp: { id: string; kind: string };
  /** A MapLibre expression on feature-state `value`. */
  expression: unknown[];
}

/** Raster sources of a base map, by name, bottom first; only where the service has a key for one. */
export type BaseMap = Record<string, {
  type: 'raster';
  tiles: string[];
  tileSize: number;
  minzoom: number;
  maxzoom: number;
  attribution: string;
}>;

/** @schema StylesAnswer */
export interface Styles extends Answer {
  base_map: BaseMap | null;
}

/** @schema PlanSummary */
export interface PlanItem {
  id: string;
  title: Label;
  territory: string;
  base_year: number;
  horizon: number[];
  issued: string;
  version: number;
  /** The date whose units and codes its zones are made of. */
  reference_date: string;
}

/** @schema Member */
export interface Member {
  code: string;
  name: Label;
}

export type Membership = 'enumerated' | 'not_enumerated' | 'descriptive';

/** @schema ZoneItem */
export interface Zone {
  id: string;
  label: Label;
  membership: Membership;
  /** The zone of another plan that this one refers to. */
  reference: { plan: string; zone: string } | null;
  members: Member[];
  /** Members that follow from the plan's words although it prints no list. */
  certain_members: Member[];
  clause: string;
  note: Label;
}

/** @schema PlanItem */
export interface PlanDetail extends PlanItem {
  zones: Zone[];
}

export type Verdict = 'reproduced' | 'within_rounding' | 'differs' | 'not_computable';

/** @schema Published */
export interface PublishedFigure {
  value: string;
  unit: string;
  clause: string;
  /** How the printed words lead to the figure, where the plan does not print it itself. */
  derived: string | null;
  verdict: Verdict;
  reason: string | null;
  note: string | null;
}

/** @schema Measure */
export interface Measure {
  plan: string;
  measure: string;
  kind: string;
  label: Label;
  zone: string | null;
  period: string;
  value: number | null;
  bounds: [number, number] | null;
  unit: string;
  display: Display;
  status: Status | null;
  reason: string | null;
  coverage: { units: number; by_status: Partial<Record<Status, number>> };
  published_figures: PublishedFigure[];
  receipt: string;
}

export interface ZoneProperties {
  plan: string;
  zone: string;
  label_zh: string;
  label_en: string;
  membership: Membership;
  precision_class: string | null;
}

/** @schema Problem */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  parameter?: string | null;
}
