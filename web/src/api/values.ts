import { getJson } from './client';
import type { Answer, Classes, Indicator, Level, Source, Status } from './types';

/**
 * What a map paints with: one indicator at one date over all units of a level, in columns, and its classes.
 * @schema ValuesAnswer
 */
export interface Values extends Answer {
  indicator: Pick<Indicator, 'id' | 'label' | 'unit' | 'kind' | 'decimals'>;
  units: {
    unit: string[];
    code: string[];
    value: (number | null)[];
    /** As `Display.value`. */
    display: (string | null)[];
    status: (Status | null)[];
    /** These four point into the lists below. */
    reason: (number | null)[];
    source: (number | null)[];
    method: (number | null)[];
    reference_date: (number | null)[];
    /** Only of a difference. */
    value_from?: (number | null)[];
    value_to?: (number | null)[];
    source_from?: (number | null)[];
    method_from?: (number | null)[];
  };
  reasons: string[];
  sources: Source[];
  methods: string[];
  reference_dates: string[];
  display_unit: string;
  classes: Classes | null;
}

/**
 * Every unit of a level in every version, in columns.
 * @schema GazetteerAnswer
 */
export interface Gazetteer extends Answer {
  units: {
    unit: string[];
    code: string[];
    name_zh: string[];
    name_en: (string | null)[];
    pinyin: string[];
    kind: string[];
    level: string[];
    parent: (string | null)[];
    valid_from: (string | null)[];
    valid_to: (string | null)[];
    lng: (number | null)[];
    lat: (number | null)[];
    precision_class: (number | null)[];
  };
  precision_classes: string[];
  parents: Record<string, { zh: string | null; en: string | null }>;
}

export interface ValuesQuery {
  indicator: string;
  level: Level;
  period: string;
  method: string;
  k: number;
  pooled?: string | undefined;
  ramp?: string | undefined;
  reverse?: string | undefined;
  breaks?: string | undefined;
  plan?: string | undefined;
  minus_period?: string | undefined;
  minus_indicator?: string | undefined;
  minus_plan?: string | undefined;
}

export const getValues = (query: ValuesQuery, signal?: AbortSignal) => getJson<Values>('/api/v1/values', { ...query }, signal);

export const getGazetteer = (level: Level, signal?: AbortSignal) => getJson<Gazetteer>('/api/v1/gazetteer', { level }, signal);
