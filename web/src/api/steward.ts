import { ApiError, read, send } from './client';
import type { Label, Problem, Release } from './types';

export const KINDS = ['census', 'boundaries', 'plan', 'units', 'lineage', 'crosswalk', 'sources', 'datasets'] as const;
export type FileKind = (typeof KINDS)[number];

/** @schema MatchItem */
export interface Match {
  row: number;
  given: string;
  unit: string;
  ground: string;
  reason: string;
}

/** @schema Reading */
export interface Reading {
  notes: string[];
  grounds: Record<string, number>;
  matches: Match[];
}

/** @schema ImportItem */
export interface ImportedFile {
  id: number;
  kind: FileKind;
  filename: string;
  sha256: string;
  changes: Record<string, number>;
  reading: Reading;
  imported_by: string;
  imported_at: string;
}

/** @schema RegistersItem */
export interface Registers {
  datasets: string[];
  sources: string[];
}

/** @schema DraftItem */
export interface Draft {
  number: number;
  /** When it was last previewed; null once it has changed. */
  previewed_at: string | null;
  created_at: string;
  created_by: string;
  imports: ImportedFile[];
  registers: Registers;
}

/** @schema ImportAnswer */
export interface ImportReport extends Reading {
  release: number;
  kind: FileKind;
  filename: string;
  changes: Record<string, number>;
}

/** @schema ColumnItem */
export interface Column {
  letter: string;
  heading: string;
  field: string | null;
  ground: string;
  scale: number;
  samples: string[];
}

/** @schema LayoutItem */
export interface Layout {
  sheet: string | null;
  columns: Column[];
  titles: string[];
  notes: string[];
  fields: string[];
}

/** @schema LayoutAnswer */
export interface Guess {
  layout: Layout;
  options: Record<string, string>;
  profile: string;
}

/** A reason not to take a file; the row as a person counts it, from 1. */
export interface Fault {
  file: string;
  row: number | null;
  field: string | null;
  reason: string;
}

/** @schema FindingItem */
export interface Finding {
  check: string;
  severity: 'error' | 'warning';
  place: string;
  explanation: string;
  remedy: string;
  /** Where it shows; there is a small map of it then. */
  coordinates: readonly number[] | null;
}

/** @schema ChecksAnswer */
export interface Checks {
  errors: number;
  warnings: number;
  items: Finding[];
}

/** A problem document with what it says of a refused file, or of checks that stopped a publication. */
export interface FullProblem extends Problem {
  errors?: Fault[];
  error_count?: number;
  findings?: Finding[];
}

/** @schema JobItem */
export interface Job {
  id: string;
  kind: 'publish' | 'restore' | 'preview';
  state: 'running' | 'done' | 'failed';
  progress: { step: string; done: number; total: number } | null;
  result: { release: number; findings?: Finding[] } | null;
  problem: FullProblem | null;
}

/** @schema AuditItem */
export interface AuditEvent {
  id: number;
  at: string;
  actor: string;
  action: string;
  release: number | null;
  filename: string | null;
  sha256: string | null;
}

interface Changes {
  added: number;
  removed: number;
  renamed: number;
  changed: number;
}
interface Effect {
  examined: number;
  changed: number;
}
interface Shown {
  display: { value: string | null; unit: string };
  status: string | null;
}

/** @schema MeasureDiff */
export interface MeasureDiff {
  plan: string;
  title: Label;
  measure: string | null;
  label: Label | null;
  period: string;
  change: string;
  before: Shown | null;
  after: Shown | null;
}

/** What publishing a draft would change. */
export interface Diff {
  base: number | null;
  summary: { units: Changes; counts: Changes; boundaries: Changes; measures: Effect; targets: Effect; figures: Effect };
  measures: MeasureDiff[];
}

export interface ReleaseRow extends Release {
  published_at: string;
  created_by: string;
  note: string | null;
}

export const API = '/api/v1';

/** Asks with a key; the answers of these routes are kept by no cache. */
export async function asked<T>(key: string, path: string, init: RequestInit = {}): Promise<T> {
  const headers = { accept: 'application/json', ...(init.body ? { 'content-type': 'application/json' } : {}), authorization: `Bearer ${key}` };
  return read<T>(await send(API + path, { ...init, headers, cache: 'no-store' }), path);
}

export const posted = <T>(key: string, path: string, body?: unknown): Promise<T> =>
  asked<T>(key, path, { method: 'POST', ...(body === undefined ? {} : { body: JSON.stringify(body) }) });

/** Asks for a file, or for something that is answered with nothing. */
export async function blobOf(key: string, path: string, method = 'GET'): Promise<Blob> {
  return (await send(API + path, { method, headers: { authorization: `Bearer ${key}` }, cache: 'no-store' })).blob();
}

/** What the page opens with: drafts, and releases, of which a new service has none. */
export async function inventory(key: string): Promise<{ drafts: Draft[]; releases: ReleaseRow[] }> {
  const { items: drafts } = await asked<{ items: Draft[] }>(key, '/drafts');
  try {
    return { drafts, releases: (await asked<{ items: ReleaseRow[] }>(key, '/releases')).items };
  } catch (error) {
    // The drafts came, so the database answers: what is unavailable is the first release.
    if (error instanceof ApiError && error.status === 503) return { drafts, releases: [] };
    throw error;
  }
}
