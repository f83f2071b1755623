import { getJson } from './client';
import type { Items, Label } from './types';

/**
 * A colour ramp with as many colours as were asked for.
 * @schema RampItem
 */
export interface Ramp {
  id: string;
  label: Label;
  kind: string;
  colours: string[];
}

export const getRamps = (k: number, signal?: AbortSignal) => getJson<Items<Ramp>>('/api/v1/ramps', { k: String(k) }, signal);
