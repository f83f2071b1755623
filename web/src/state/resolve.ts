import type { Indicator, Lang, Level, PlanItem } from '../api/types';
import { K_RANGE, LANGS, LEVELS, METHODS, TABS, type Choice, type Note, type Wish } from './choice';
import { PART_NAMES, PARTS, partText, type Part, type PartName } from './parts';
import { subtracted } from './question';
import { readCamera } from './url';

/** What the service offers to choose from. */
export interface Offer {
  plans: readonly PlanItem[];
  indicators: readonly Indicator[];
}

export const DEFAULT_INDICATOR = 'density_per_km2';

/** Reference dates of an indicator at a level, oldest first. */
export function periodsOf(indicator: Indicator | undefined, level: Level): string[] {
  return [...(indicator?.periods[level] ?? [])].sort();
}

export function levelsOf(indicator: Indicator | undefined): Level[] {
  return LEVELS.filter((level) => periodsOf(indicator, level).length > 0);
}

/** The indicators that have something to show at one level at least. */
export function shown(indicators: readonly Indicator[]): Indicator[] {
  return indicators.filter((indicator) => levelsOf(indicator).length > 0);
}

/** The date a wish means: itself, or the last date of the year it names. */
function matchPeriod(wish: string, periods: readonly string[]): string | undefined {
  if (periods.includes(wish)) return wish;
  return /^\d{4}$/.test(wish) ? periods.findLast((period) => period.startsWith(wish)) : undefined;
}

/** The nearest date to one that does not exist: the latest not after it, else the first; the last without a wish. */
function nearestPeriod(wish: string | undefined, periods: readonly string[]): string {
  if (wish === undefined || !/^\d{4}/.test(wish)) return periods.at(-1) ?? '';
  return periods.findLast((period) => period <= wish) ?? periods[0] ?? '';
}

/** Plans of the widest territory first (its code ends in most zeros), the youngest of them first. */
export function byStanding(plans: readonly PlanItem[]): PlanItem[] {
  const width = ({ territory }: PlanItem) => /0*$/.exec(territory)?.[0].length ?? 0;
  return [...plans].sort((a, b) => width(b) - width(a) || b.issued.localeCompare(a.issued));
}

class Resolver {
  readonly notes: Note[] = [];
  constructor(private readonly wish: Wish) {}

  /** Takes a wish if it is among the options, else the fallback with a note. */
  pick<T extends string>(name: keyof Choice, options: readonly T[], fallback: T): T {
    const given = this.wish[name];
    if (given === undefined) return fallback;
    const found = options.find((option) => option === given);
    if (found === undefined) this.notes.push({ parameter: name, given, used: fallback });
    return found ?? fallback;
  }

  period(periods: readonly string[]): string {
    const given = this.wish.period;
    const found = given === undefined ? undefined : matchPeriod(given, periods);
    if (found !== undefined) return found;
    const used = nearestPeriod(given, periods);
    if (given !== undefined) this.notes.push({ parameter: 'period', given, used });
    return used;
  }

  /** The parts that need no offer; one that cannot be meant falls back to what holds without it. */
  parts(): Pick<Choice, PartName> {
    const read = (name: PartName) => {
      const part = PARTS[name] as Part<Choice[PartName]>;
      const given = this.wish[name];
      const found = given === undefined ? part.neutral : part.read(given);
      if (found !== undefined) return found;
      this.notes.push({ parameter: name, given: (given ?? '').slice(0, 80), used: part.neutral === null ? null : part.write(part.neutral) });
      return part.neutral;
    };
    return Object.fromEntries(PART_NAMES.map((name) => [name, read(name)])) as Pick<Choice, PartName>;
  }

  drop(name: keyof Choice): null {
    const given = this.wish[name];
    if (given !== undefined) this.notes.push({ parameter: name, given, used: null });
    return null;
  }
}

/** Turns what a link asks for into a choice that exists, noting every part that had to be changed. */
export function resolve(wish: Wish, offer: Offer, lang: Lang): { choice: Choice; notes: Note[] } {
  const resolver = new Resolver(wish);
  const indicators = shown(offer.indicators);
  const ids = indicators.map((indicator) => indicator.id);
  const plans = offer.plans.map((plan) => plan.id);
  const [firstPlan] = byStanding(offer.plans);
  const indicatorId = resolver.pick('indicator', ids, ids.find((id) => id === DEFAULT_INDICATOR) ?? ids[0] ?? '');
  const indicator = indicators.find(({ id }) => id === indicatorId);
  const levels = levelsOf(indicator);
  const level = resolver.pick('level', levels, levels[0] ?? 'township');
  const unit = wish.unit !== undefined && /^\d{4,12}$/.test(wish.unit) ? wish.unit : resolver.drop('unit');
  const camera = wish.at === undefined ? null : readCamera(wish.at);
  const parts = resolver.parts();
  return {
    choice: {
      ...parts,
      plan: resolver.pick('plan', plans, firstPlan?.id ?? ''),
      indicator: indicatorId,
      level,
      period: resolver.period(periodsOf(indicator, level)),
      method: parts.breaks === null && wish.method === 'manual' ? 'quantile' : resolver.pick('method', METHODS, 'quantile'),
      k: Number(resolver.pick('k', K_RANGE.map(String), '5')),
      zone: wish.zone ?? null,
      unit,
      tab: resolver.pick('tab', TABS, 'plan'),
      lang: resolver.pick('lang', LANGS, lang),
      at: camera ?? (wish.at === undefined ? null : resolver.drop('at')),
    },
    notes: resolver.notes,
  };
}

/** A choice after one change: what no longer fits gives way silently, since the reader sees the controls move. */
export function change(choice: Choice, changes: Partial<Choice>, offer: Offer): Choice {
  const next = { ...choice, ...changes };
  // Breaks that were typed mean values of what was shown: of another indicator, or of a change, they mean nothing.
  const other = next.indicator !== choice.indicator || (subtracted(next) === null) !== (subtracted(choice) === null);
  if (other && !('breaks' in changes)) next.breaks = null;
  const wish: Wish = {
    plan: next.plan, indicator: next.indicator, level: next.level, period: next.period,
    method: next.method, k: String(next.k), tab: next.tab, lang: next.lang,
  };
  for (const name of PART_NAMES) {
    const text = partText(name, next);
    if (text !== null) wish[name] = text;
  }
  const { choice: valid } = resolve(wish, offer, next.lang);
  const zone = next.plan === choice.plan || 'zone' in changes ? next.zone : null;
  const trial = next.plan === choice.plan || 'trial' in changes ? valid.trial : null;
  return { ...valid, zone, trial, unit: next.unit, at: next.at };
}
