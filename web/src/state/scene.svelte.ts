import * as api from '../api/endpoints';
import type { Classes, Level, Unit } from '../api/types';
import { getTiles, type Tiles } from '../api/tiles';
import { getGazetteer, getValues, type Gazetteer, type Values } from '../api/values';
import { byCode } from './byCode';
import type { Choice } from './choice';
import { questionOf } from './question';
import { Resource } from './resource.svelte';
import { rowsByCode, unitsOf } from './unitsOf';

/** The names and places of a level's units, asked for once: indicators and years change without them. */
export type Gazetteers = Record<Level, Resource<Gazetteer>>;

export function gazetteers(): Gazetteers {
  return { county: new Resource<Gazetteer>(), township: new Resource<Gazetteer>() };
}

/** What one map shows: the values of its units with their classes, the zones of its plan, and a former vintage's tiles. */
export class Scene {
  /** The choice this scene shows; that of the page, or the other side of a comparison. */
  choice = $state.raw<Choice | null>(null);
  readonly answer = new Resource<Values>();
  readonly outlines = new Resource<api.ZoneOutlines>();
  readonly #former = new Resource<Tiles>();
  #vintage = $state.raw<string | null>(null);
  readonly #gazetteers: Gazetteers;

  constructor(shared: Gazetteers) {
    this.#gazetteers = shared;
  }

  readonly gazetteer = $derived.by(() => (this.choice ? this.#gazetteers[this.choice.level] : null));
  readonly #rows = $derived.by(() => (this.gazetteer?.data ? rowsByCode(this.gazetteer.data) : null));
  readonly units: Unit[] = $derived.by(() => {
    const [values, gazetteer] = [this.answer.data, this.gazetteer?.data];
    return values && gazetteer && this.#rows ? unitsOf(values, gazetteer, this.#rows) : [];
  });
  readonly byCode = $derived(byCode(this.units));
  readonly classes: Classes | null = $derived.by(() => this.answer.data?.classes ?? null);
  /** The tiles of a former vintage, if the period lies under one; those of the newest are in the catalogue. */
  readonly tiles: Tiles | null = $derived.by(() => (this.#vintage === null ? null : this.#former.data));
  readonly #needed: Resource<unknown>[] = $derived.by(() => [this.answer, ...(this.gazetteer ? [this.gazetteer] : []), ...(this.#vintage === null ? [] : [this.#former])]);
  /** Whether values, names and tiles are those of the present choice. */
  readonly ready = $derived.by(() => this.gazetteer !== null && this.#needed.every((resource) => resource.ready));
  readonly error = $derived.by(() => this.#needed.find((resource) => resource.error)?.error ?? null);
  readonly loading = $derived.by(() => this.#needed.some((resource) => resource.loading));

  get resources(): Resource<unknown>[] {
    return [this.answer, this.outlines, this.#former];
  }

  /** Shows a choice whose period lies under a former vintage, or under the newest: null. */
  show(choice: Choice, vintage: string | null): void {
    this.choice = choice;
    this.#vintage = vintage;
    if (vintage !== null) void this.#former.load(vintage, (signal) => getTiles(signal, vintage));
    const { level, plan } = choice;
    const question = questionOf(choice);
    void this.#gazetteers[level].load(level, (signal) => getGazetteer(level, signal));
    void this.answer.load(JSON.stringify(question), (signal) => getValues(question, signal));
    void this.outlines.load(plan, (signal) => api.getZoneOutlines(plan, signal));
  }

  async retry(): Promise<void> {
    const asked = this.gazetteer ? [...this.resources, this.gazetteer] : this.resources;
    await Promise.all(asked.filter((resource) => resource.error).map((resource) => resource.retry()));
  }
}
