import type { Zone } from '../api/types';
import type { TrialBody, ZoneChange } from '../api/whatif';
import { changesOf, type Trial } from '../state/trial';

/** One zone's change as the service takes it: of a zone that prints no members all are named. */
function changeOf(zone: Zone | undefined, id: string, trial: Trial): ZoneChange {
  const { add, remove } = changesOf(trial, id);
  if (!zone || zone.members.length > 0) return { ...(add.length && { add }), ...(remove.length && { remove }) };
  const certain = zone.certain_members.map(({ code }) => code).filter((code) => !remove.includes(code));
  return { members: [...new Set([...certain, ...add])] };
}

/** The question about a trial; null where it changes nothing. */
export function bodyOf(trial: Trial, zones: readonly Zone[], period: string): TrialBody | null {
  const changed = Object.keys(trial);
  const of = (id: string) => zones.find((zone) => zone.id === id);
  return changed.length ? { period, zones: Object.fromEntries(changed.map((id) => [id, changeOf(of(id), id, trial)])) } : null;
}
