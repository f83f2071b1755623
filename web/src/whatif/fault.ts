/** What the service objects to in a trial, taken apart so that it can be said in either language. */
export interface Fault {
  /** The end of the key of its sentence. */
  kind: (typeof KINDS)[number][0];
  /** Codes of the units that caused it. */
  codes: string[];
  /** The code of what they lie outside of, or inside. */
  other: string | null;
  /** Zones of a partition that would overlap. */
  zones: [string, string] | null;
  /** What the plan says, or when the code was not valid. */
  note: string;
}

const KINDS = [
  ['outside', /^.+ (\d{6,}) lies outside .+ (\d{6,})\.$/],
  ['inside', /^.+ (\d{6,}) lies inside .+ (\d{6,}), also a member\.$/],
  ['certain', /^.+ (\d{6,}) is a member by (?<note>.+)\.$/],
  ['already', /^.+ (\d{6,}) is a member already\.$/],
  ['notMember', /^.+ (\d{6,}) is not a member\.$/],
  ['functional', /^.+ (\d{6,}) is a functional zone; .+$/],
  ['notThen', /^Code (\d{6,}) is not valid on (?<note>\S+) .+$/],
  ['unknown', /^Unknown code '(\d{6,})'\.$/],
  ['overlap', /^Zones (?<one>\S+) and (?<two>\S+) of a partition overlap in .+\.$/],
] as const satisfies [string, RegExp][];

/** Null for what is no fault of the membership. */
export function faultOf(detail: string): Fault | null {
  for (const [kind, pattern] of KINDS) {
    const found = pattern.exec(detail);
    if (!found) continue;
    const { note = '', one, two } = found.groups ?? {};
    const codes = kind === 'overlap' ? [...detail.matchAll(/ (\d{6,})/g)].flatMap(([, code]) => code ?? []) : [found[1] ?? ''];
    return { kind, codes, other: kind === 'outside' || kind === 'inside' ? (found[2] ?? null) : null, zones: one && two ? [one, two] : null, note };
  }
  return null;
}
