import type { FeatureCollection, Geometry } from 'geojson';

import { getJson, send } from './client';
import type {
  Indicator, Item, Items, Measure, PlanDetail, PlanItem, Styles, UnitIdentity, UnitProfile,
  ZoneProperties,
} from './types';

/** A zone whose members the plan does not list has no geometry. */
export type ZoneOutlines = FeatureCollection<Geometry | null, ZoneProperties>;

const API = '/api/v1';
const planPath = (plan: string) => `${API}/plans/${encodeURIComponent(plan)}`;

/** Whether a release is a draft that this key may read; whatever goes wrong, it is not. */
export const opensDraft = (key: string, release: string): Promise<boolean> =>
  send(`${API}/drafts/${release}`, { headers: { authorization: `Bearer ${key}` }, cache: 'no-store' })
    .then(async (answer) => ((await answer.json()) as { draft: { state: string } }).draft.state === 'draft')
    .catch(() => false);

export const getPlans = (signal?: AbortSignal) => getJson<Items<PlanItem>>(`${API}/plans`, {}, signal);

export const getPlan = (plan: string, signal?: AbortSignal) => getJson<Item<PlanDetail>>(planPath(plan), {}, signal);

/** The measures of a plan on a date, or on every date between two: `from..to`. */
export const getMeasures = (plan: string, period: string, signal?: AbortSignal) =>
  getJson<Items<Measure>>(`${planPath(plan)}/measures`, { period }, signal);

export const getZoneOutlines = (plan: string, signal?: AbortSignal) =>
  getJson<ZoneOutlines>(`${planPath(plan)}/zones`, { format: 'geojson' }, signal);

export const getIndicators = (signal?: AbortSignal) => getJson<Items<Indicator>>(`${API}/indicators`, {}, signal);

export const getUnit = (code: string, signal?: AbortSignal) =>
  getJson<Item<UnitProfile>>(`${API}/units/${encodeURIComponent(code)}`, {}, signal);

export const searchUnits = (q: string, signal?: AbortSignal) =>
  getJson<Items<UnitIdentity>>(`${API}/units/search`, { q }, signal);

export const getStyles = (signal?: AbortSignal) => getJson<Styles>('/styles', {}, signal);
