import type { Zone } from '../api/types';

/** What a trial changes in the membership of one zone: codes put in and taken out. */
export interface ZoneTrial {
  add: readonly string[];
  remove: readonly string[];
}
/** A trial membership: zones by id; a zone without changes is not in it. */
export type Trial = Readonly<Record<string, ZoneTrial>>;

const NOTHING: ZoneTrial = { add: [], remove: [] };

export const changesOf = (trial: Trial, zone: string): ZoneTrial => trial[zone] ?? NOTHING;

/** Reads `zone:+code,-code;zone2:…`; a code that is named twice counts once, the first time. */
export function readTrial(text: string | null): Trial {
  const zones = (text ?? '').split(';').filter(Boolean).map((part) => {
    const [zone = '', codes = ''] = part.split(':');
    const seen = new Set<string>();
    const signed = codes.split(',').filter((code) => /^[+-]\d+$/.test(code) && !seen.has(code.slice(1)) && seen.add(code.slice(1)));
    const of = (sign: string) => signed.filter((code) => code.startsWith(sign)).map((code) => code.slice(1));
    return [zone, { add: of('+'), remove: of('-') }] as const;
  });
  return Object.fromEntries(zones.filter(([, { add, remove }]) => add.length + remove.length > 0));
}

/** The trial as a link holds it, null when it changes nothing; equal trials give equal texts. */
export function writeTrial(trial: Trial): string | null {
  const parts = Object.entries(trial)
    .filter(([, { add, remove }]) => add.length + remove.length > 0)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([zone, { add, remove }]) => `${zone}:${[...[...add].sort().map((code) => `+${code}`), ...[...remove].sort().map((code) => `-${code}`)].join(',')}`);
  return parts.length ? parts.join(';') : null;
}

/** Whether a unit is in a zone as the plan has it: by itself, or with the unit above it. */
export function isPrinted(zone: Pick<Zone, 'members' | 'certain_members'>, code: string, parent: string | null): boolean {
  return [...zone.members, ...zone.certain_members].some((member) => member.code === code || member.code === parent);
}

/** Puts units into a zone or takes them out; what undoes an earlier step leaves no trace of either. */
export function moved(trial: Trial, zone: string, codes: readonly string[], into: boolean, printed: (code: string) => boolean): Trial {
  const { add, remove } = changesOf(trial, zone);
  const named = new Set(codes);
  const fresh = [...named].filter((code) => printed(code) !== into);
  const kept = { add: add.filter((code) => !named.has(code)), remove: remove.filter((code) => !named.has(code)) };
  const next = into ? { ...kept, add: [...kept.add, ...fresh] } : { ...kept, remove: [...kept.remove, ...fresh] };
  const others = Object.fromEntries(Object.entries(trial).filter(([id]) => id !== zone));
  return next.add.length + next.remove.length > 0 ? { ...others, [zone]: next } : others;
}

/** Whether a unit is in a zone once the trial is applied. */
export function isMember(trial: Trial, zone: string, code: string, printed: boolean): boolean {
  const { add, remove } = changesOf(trial, zone);
  return add.includes(code) || (printed && !remove.includes(code));
}

/** Steps back and forth through trials, as texts of links. */
export interface Steps {
  past: readonly (string | null)[];
  future: readonly (string | null)[];
}
export const NO_STEPS: Steps = { past: [], future: [] };
const MOST_STEPS = 200;

export const stepped = ({ past }: Steps, from: string | null): Steps => ({ past: [...past, from].slice(-MOST_STEPS), future: [] });

export function undone({ past, future }: Steps, now: string | null): { steps: Steps; trial: string | null } | null {
  return past.length ? { steps: { past: past.slice(0, -1), future: [now, ...future] }, trial: past.at(-1) ?? null } : null;
}

export function redone({ past, future }: Steps, now: string | null): { steps: Steps; trial: string | null } | null {
  return future.length ? { steps: { past: [...past, now], future: future.slice(1) }, trial: future[0] ?? null } : null;
}
