import type { Label, Unit } from '../api/types';
import type { Gazetteer } from '../api/values';
import type { Above } from '../state/trial';

/** Names of units of every level, and under which code a unit stands in a plan of some date. */
export interface Places {
  nameOf: (code: string) => Label | null;
  above: Above;
  /** The code on a date of the unit with a permanent id; null where there was no such unit. */
  codeOn: (unit: string, date: string) => string | null;
}

const MOST_LEVELS = 6;

interface Version {
  code: string;
  from: string | null;
  to: string | null;
}

export function placesOf(gazetteers: readonly Gazetteer[]): Places {
  const names = new Map<string, Label>();
  const parents = new Map<string, string>();
  const versions = new Map<string, Version[]>();
  for (const { units, parents: named } of gazetteers) {
    for (const [code, name] of Object.entries(named)) names.set(code, name);
    units.code.forEach((code, row) => {
      const [unit = code, parent, from = null, to = null] = [units.unit[row], units.parent[row], units.valid_from[row], units.valid_to[row]];
      // A code that stood for several versions stands for the last of them.
      if (to === null || !parents.has(code)) {
        names.set(code, { zh: units.name_zh[row] ?? null, en: units.name_en[row] ?? null });
        if (parent) parents.set(code, parent);
      }
      versions.set(unit, [...(versions.get(unit) ?? []), { code, from, to }]);
    });
  }
  const above: Above = (code) => {
    const found: string[] = [];
    for (let parent = parents.get(code); parent && found.length < MOST_LEVELS; parent = parents.get(parent)) found.push(parent);
    return found;
  };
  const codeOn: Places['codeOn'] = (unit, date) =>
    versions.get(unit)?.find(({ from, to }) => (from ?? '') <= date && (to === null || date < to))?.code ?? null;
  return { nameOf: (code) => names.get(code) ?? null, above, codeOn };
}

/** Units of the map by the code that a plan of some date has for them; those it cannot know are left out. */
export function byPlanCode(units: readonly Unit[], { codeOn }: Places, date: string): ReadonlyMap<string, Unit> {
  return new Map(units.flatMap((unit) => {
    const code = codeOn(unit.unit, date);
    return code === null ? [] : [[code, unit] as const];
  }));
}
