import type { Zone } from '../api/types';
import type { TrialBody, ZoneChange } from '../api/whatif';
import { changesOf, printedOf, type Above, type Trial } from '../state/trial';

/** One zone's change as the service takes it: all members are named where the plan prints none, or prints parts of what is added. */
function changeOf(zone: Zone | undefined, id: string, trial: Trial, above: Above): ZoneChange {
  const { add, remove } = changesOf(trial, id);
  const printed = zone ? printedOf(zone) : new Set<string>();
  const [added, removed] = [new Set(add), new Set(remove)];
  const inAdded = (code: string) => above(code).some((one) => added.has(one));
  const enumerated = !zone || zone.members.length > 0;
  if (enumerated && ![...printed].some(inAdded)) return { ...(add.length && { add }), ...(remove.length && { remove }) };
  const direct = [...printed].filter((code) => !removed.has(code) && !inAdded(code));
  const opened = remove.filter((code) => !printed.has(code) || inAdded(code));
  return { members: [...new Set([...direct, ...add])], ...(opened.length && { remove: opened }) };
}

/** The question about a trial; null where it changes nothing. */
export function bodyOf(trial: Trial, zones: readonly Zone[], period: string, above: Above): TrialBody | null {
  const changed = Object.keys(trial);
  const of = (id: string) => zones.find((zone) => zone.id === id);
  return changed.length ? { period, zones: Object.fromEntries(changed.map((id) => [id, changeOf(of(id), id, trial, above)])) } : null;
}
