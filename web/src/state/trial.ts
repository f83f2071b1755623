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

/** The codes of what a unit belongs to, nearest first. */
export type Above = (code: string) => readonly string[];

/** The codes that a plan prints of a zone, or that follow from its words. */
export const printedOf = ({ members, certain_members: certain }: Pick<Zone, 'members' | 'certain_members'>): ReadonlySet<string> =>
  new Set([...members, ...certain].map(({ code }) => code));

/** Whether units are in a zone once changes are made: what is said of a unit itself goes before what is said of what it belongs to. */
export function membership(printed: ReadonlySet<string>, { add, remove }: ZoneTrial, above: Above): (code: string) => boolean {
  const [added, removed] = [new Set(add), new Set(remove)];
  return (code) => {
    const named = [code, ...above(code)].find((one) => added.has(one) || removed.has(one) || printed.has(one));
    return named !== undefined && !removed.has(named);
  };
}

/**
 * Puts units into a zone or takes them out; what undoes an earlier step leaves no trace of either.
 * A unit moves with all it consists of, so what was said of its parts before is forgotten.
 */
export function moved(trial: Trial, zone: string, codes: readonly string[], into: boolean, printed: ReadonlySet<string>, above: Above): Trial {
  const { add, remove } = changesOf(trial, zone);
  const given = new Set(codes);
  const inGiven = (code: string) => above(code).some((one) => given.has(one));
  const other = (code: string) => !given.has(code) && !inGiven(code);
  const kept = { add: add.filter(other), remove: remove.filter(other) };
  const member = membership(printed, kept, above);
  const fresh = [...given].filter((code) => !inGiven(code) && member(code) !== into);
  const parts = into ? [] : [...printed].filter(inGiven);
  const next = into ? { ...kept, add: [...kept.add, ...fresh] } : { ...kept, remove: [...kept.remove, ...fresh, ...parts] };
  const others = Object.fromEntries(Object.entries(trial).filter(([id]) => id !== zone));
  return next.add.length + next.remove.length > 0 ? { ...others, [zone]: next } : others;
}

export const sizeOf = (trial: Trial): number => Object.values(trial).reduce((sum, { add, remove }) => sum + add.length + remove.length, 0);

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
