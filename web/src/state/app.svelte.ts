import * as api from '../api/endpoints';
import { reading, releaseIn, storedKey, storeKey } from '../api/reading';
import { getTargets, type Targets } from '../api/plans';
import { formerVintage, getTiles, type Tiles } from '../api/tiles';
import { getGazetteer, type Gazetteer } from '../api/values';
import type { Gap } from '../map/gap';
import type {
  BaseMap, Indicator, Item, Items, Label, Lang, Measure, PlanDetail, PlanItem, Release, UnitProfile,
} from '../api/types';
import { commonParent } from './place';
import { mended } from '../compare/sides';
import { yearsCounted } from './counted';
import { LANGS, type Choice, type Note } from './choice';
import { otherSide, showsTwo, withZoneRole } from './question';
import { change, resolve, type Offer } from './resolve';
import { PlanAnswers } from './planAnswers.svelte';
import { Resource } from './resource.svelte';
import { gazetteers, Scene } from './scene.svelte';
import { NO_STEPS, type Steps } from './trial';
import { readUrl, writeUrl } from './url';
import { NO_MARKS, type Marks } from '../whatif/marks';

export interface Catalogue extends Offer {
  plans: PlanItem[];
  indicators: Indicator[];
  release: Release;
  tiles: Tiles;
  baseMap: BaseMap;
  /** The unit that all counties belong to; null where they belong to several. */
  place: Label | null;
}

async function fetchCatalogue(signal: AbortSignal, counties: Resource<Gazetteer>): Promise<Catalogue> {
  // The names of all counties are asked for once, and tell what place the map is about.
  const named = counties.load('county', (abort) => getGazetteer('county', abort));
  const all = Promise.all([api.getPlans(signal), api.getIndicators(signal), api.getStyles(signal), getTiles(signal)]);
  // To the end, even where one has failed: the next attempt must not take a refusal that is still on its way for its own.
  await Promise.allSettled([all, named]);
  const [plans, indicators, styles, tiles] = await all;
  if (counties.error) throw counties.error;
  const place = counties.data && commonParent(counties.data);
  return { plans: plans.items, indicators: withZoneRole(indicators.items), release: plans.release, tiles, baseMap: styles.base_map ?? {}, place };
}

export type Side = 'main' | 'other';

/** Where the pointer, the crosshair or the table's focus is, and by which of them. */
export interface Hover {
  code: string;
  /** The name on the tile: a unit may be drawn that has no row at the chosen date. */
  name?: Label;
  by: 'pointer' | 'keyboard' | 'table';
  side: Side;
  x: number;
  y: number;
}

/** The parts of a choice that a comparison hangs on. */
const COMPARED = ['compare', 'against', 'indicator', 'level', 'period', 'plan'] as const;
const RETRY_MS = 4000;
const CLOSED = 401;

/** The state of the page: the choice, which is the URL, and the answers it leads to. */
export class App {
  choice = $state.raw<Choice | null>(null);
  notes = $state.raw<Note[]>([]);
  hover = $state.raw<Hover | null>(null);
  announcement = $state('');
  /** Whether the reader's system prefers dark pages. */
  prefersDark = $state(matchMedia('(prefers-color-scheme: dark)').matches);
  /** Takes a unit that was picked on the map, if whatever is open wants it; else its card opens. */
  onpick: ((code: string) => boolean) | null = null;
  /** Features that a trial marks on the map. */
  trialMarks = $state.raw<Marks>(NO_MARKS);
  /** Steps of the trial that can be taken back, whichever panel is open. */
  trialSteps = $state.raw<Steps>(NO_STEPS);
  /** What a polygon drawn on the map is for; null while none is drawn. */
  lasso = $state.raw<{ done: (inside: (point: readonly number[]) => boolean) => void } | null>(null);
  /** Why tiles did not arrive; empty when all did. */
  tileTrouble = $state('');
  /** Counts the times the map was drawn anew, since MapLibre asks for a failed tile only once. */
  tileRetries = $state(0);
  #tileTimer: ReturnType<typeof setTimeout> | undefined;
  /** The kinds of gaps that the map draws hatched. */
  hatched = $state.raw<Gap[]>([]);
  /** What the map is asked to move to; it clears this when it sets out. */
  target = $state.raw<{ kind: 'unit' | 'zone'; id: string } | null>(null);

  readonly catalogue = new Resource<Catalogue>();
  readonly gazetteers = gazetteers();
  /** What the map shows, and the other side of a comparison. */
  readonly scene = new Scene(this.gazetteers);
  readonly other = new Scene(this.gazetteers);
  /** The plan's measures on every date: another date asks for none anew. */
  readonly history = new Resource<Items<Measure>>();
  readonly plan = new Resource<Item<PlanDetail>>();
  readonly profile = new Resource<Item<UnitProfile>>();
  /** The targets of the plan, beside the last counts there are. */
  readonly targets = new Resource<Targets>();
  /** What only the panel of plans asks for. */
  readonly planAnswers = new PlanAnswers();

  readonly #all: Resource<unknown>[] = [
    this.catalogue, this.history, this.plan, this.profile, this.targets, ...Object.values(this.gazetteers),
    ...this.scene.resources, ...this.other.resources, ...this.planAnswers.all,
  ];

  readonly dark = $derived.by(() => (this.choice && this.choice.theme !== 'auto' ? this.choice.theme === 'dark' : this.prefersDark));
  // By themselves, so that what hangs on them is not reckoned anew whenever the map moves.
  readonly #plan = $derived(this.choice?.plan);
  readonly #period = $derived(this.choice?.period);
  /** The plan's measures on the chosen date. */
  readonly measures = $derived(this.history.data?.items.filter(({ plan, period }) => plan === this.#plan && period === this.#period) ?? []);
  readonly indicator = $derived(this.catalogue.data?.indicators.find(({ id }) => id === this.choice?.indicator));
  /** Whether the boundaries shown say of themselves that they are schematic. */
  readonly schematic = $derived(this.scene.units.some((unit) => unit.precision_class === 'schematic'));
  readonly offline = $derived(this.#all.some((resource) => resource.error?.kind === 'offline'));
  readonly newRelease = $derived(this.#newest() > (this.catalogue.data?.release.number ?? Infinity));

  #newest(): number {
    const seen = [this.scene.answer.data, this.other.answer.data, this.history.data];
    return Math.max(0, ...seen.map((answer) => answer?.release.number ?? 0));
  }

  get newestRelease(): number {
    return this.#newest();
  }

  /** Loads what can be chosen from, then what the URL chooses; with the key of this tab where one is needed. */
  async start(lang: Lang): Promise<void> {
    reading.begin(location.search);
    const { release } = reading;
    if (release && storedKey() && await api.opensDraft(storedKey(), release)) reading.key = storedKey();
    await this.catalogue.load('catalogue', (signal) => fetchCatalogue(signal, this.gazetteers.county));
    if (this.catalogue.error?.status === CLOSED && storedKey() && !reading.key) await this.enter(storedKey());
    else if (this.catalogue.data) this.readAddress(lang);
  }

  /** Asks anew with a key, and keeps it in this tab if it opens the data. */
  async enter(key: string): Promise<void> {
    reading.key = key;
    await this.retry();
    if (this.catalogue.data) storeKey(key);
    else reading.key = '';
  }

  /** Takes the choice from the address bar. */
  readAddress(lang: Lang): void {
    const offer = this.catalogue.data;
    if (!offer) return;
    // What was loaded is of one release: another one is another page.
    if (releaseIn(location.search) !== reading.release) {
      location.reload();
      return;
    }
    const { wish, notes } = readUrl(location.search);
    const resolved = resolve(wish, offer, this.choice?.lang ?? lang);
    this.notes = [...notes, ...resolved.notes];
    this.#take(resolved.choice);
    history.replaceState(null, '', writeUrl(resolved.choice));
  }

  /** Changes the choice; a step that a reader may want to take back becomes an entry of the history. */
  set(changes: Partial<Choice>, history_: 'push' | 'replace' = 'push'): void {
    if (!this.choice || !this.catalogue.data) return;
    const changed = change(this.choice, changes, this.catalogue.data);
    // A broken link is shown as it is, with the reason; what the reader changes here leads to what exists.
    const next = COMPARED.some((name) => name in changes) ? mended(changed, this.catalogue.data) : changed;
    if (next.plan !== this.choice.plan) this.trialSteps = NO_STEPS;
    const url = writeUrl(next);
    if (url === writeUrl(this.choice)) return;
    if (history_ === 'push') history.pushState(null, '', url);
    else history.replaceState(null, '', url);
    // Where the map looks asks nothing of the service: a question that failed waits for the reader, not for a resize.
    if (Object.keys(changes).every((name) => name === 'at')) this.choice = next;
    else this.#take(next);
  }

  moveTo(id: string, kind: 'unit' | 'zone' = 'unit'): void {
    this.target = { kind, id };
  }

  setLang(lang: Lang): void {
    this.set({ lang }, 'replace');
  }

  note(note: Note): void {
    this.notes = [...this.notes, note];
  }

  async retry(): Promise<void> {
    if (this.tileTrouble) this.#redraw();
    // The catalogue asks for the counties itself: asked for beside it, one of the two would be thrown away.
    const failed = this.catalogue.error ? [this.catalogue] : this.#all.filter((resource) => resource.error);
    await Promise.all(failed.map((resource) => resource.retry()));
    if (this.catalogue.data && !this.choice) this.readAddress(preferredLang(navigator.languages));
  }

  /** Tries again now and then while the service cannot be reached; returns how to stop. */
  keepTrying(): () => void {
    const again = () => {
      if (this.offline) void this.retry();
    };
    const timer = setInterval(again, RETRY_MS);
    addEventListener('online', again);
    return () => {
      clearInterval(timer);
      removeEventListener('online', again);
    };
  }

  /** Some tile did not come: says so, and draws anew after a while that doubles with every failure. */
  tilesFailed(why: string): void {
    this.tileTrouble = why;
    this.#tileTimer ??= setTimeout(() => { this.#redraw(); }, RETRY_MS * 2 ** Math.min(this.tileRetries, 4));
  }

  tilesCame(): void {
    this.tileTrouble = '';
    clearTimeout(this.#tileTimer);
    this.#tileTimer = undefined;
  }

  #redraw(): void {
    clearTimeout(this.#tileTimer);
    this.#tileTimer = undefined;
    this.tileRetries += 1;
  }

  #take(choice: Choice): void {
    this.choice = choice;
    const { plan, period, unit } = choice;
    this.#show(this.scene, choice);
    if (showsTwo(choice)) this.#show(this.other, otherSide(choice));
    const years = yearsCounted(this.catalogue.data?.indicators ?? []) ?? period;
    void this.history.load(`${plan} ${years}`, (signal) => api.getMeasures(plan, years, signal));
    void this.plan.load(plan, (signal) => api.getPlan(plan, signal)).then(() => { this.#checkZone(); });
    void this.targets.load(plan, (signal) => getTargets(plan, signal));
    if (unit) void this.profile.load(unit, (signal) => api.getUnit(unit, signal)).then(() => { this.#checkUnit(); });
  }

  #show(scene: Scene, choice: Choice): void {
    const newest = this.catalogue.data?.tiles.township;
    scene.show(choice, newest ? formerVintage(newest, choice.period) : null);
  }

  /** A unit that never was, or was superseded, leaves the link with a note; other faults stay on its card. */
  #checkUnit(): void {
    const code = this.choice?.unit;
    const status = this.profile.error?.status;
    if (!code || (status !== 404 && status !== 410)) return;
    this.note({ parameter: 'unit', given: code, used: null, why: this.profile.error?.detail ?? '' });
    this.set({ unit: null }, 'replace');
  }

  #checkZone(): void {
    const zone = this.choice?.zone;
    if (!zone || !this.plan.ready || this.plan.data?.item.zones.some(({ id }) => id === zone)) return;
    this.note({ parameter: 'zone', given: zone, used: null });
    this.set({ zone: null }, 'replace');
  }
}

/** The first language of the reader that the page speaks; Chinese where none is. */
export function preferredLang(languages: readonly string[]): Lang {
  for (const language of languages) {
    const found = LANGS.find((lang) => language.toLowerCase().startsWith(lang));
    if (found) return found;
  }
  return 'zh';
}
