import { getContext, setContext } from 'svelte';

import { ApiError } from '../api/client';
import { forgetKey, storedKey, storeKey } from '../api/reading';
import { asked, blobOf, inventory, posted, type Draft, type Job, type ReleaseRow } from '../api/steward';
import type { Lang } from '../api/types';
import { persistently } from '../api/upload';
import type { Fill } from '../i18n/filled';
import { PAUSES_MS } from './sending';
import { sentence, type StewardKey } from './text';

const LANG = 'polycentre-lang';
const PAUSE_MS = 400;

/** What the steward has before them: who they are, the open draft, the releases, and what was said last. */
export class Desk {
  lang = $state<Lang>(firstLang());
  key = $state(storedKey());
  /** Whether the key was found good, so that there is anything to show. */
  entered = $state(false);
  draft = $state.raw<Draft | null>(null);
  releases = $state.raw<ReleaseRow[]>([]);
  /** Counts the files and publications of this visit: what was found before is then out of date. */
  changes = $state(0);
  said = $state('');
  /** Why a key that this tab holds did not let anybody in. */
  kept = $state.raw<unknown>(null);

  t(key: StewardKey, fill?: Fill): string {
    return sentence(this.lang, key, fill) ?? key;
  }

  /** A sentence put together from a word of the service, or that word itself. */
  named(prefix: string, word: string): string {
    return sentence(this.lang, `${prefix}.${word}`) ?? word;
  }

  setLang(lang: Lang): void {
    this.lang = lang;
    sessionStorage.setItem(LANG, lang);
  }

  async enter(key: string): Promise<void> {
    const before = this.key;
    this.key = key;
    try {
      await this.refresh();
    } catch (cause) {
      this.key = before;
      throw cause;
    }
    storeKey(key);
    this.entered = true;
  }

  leave(): void {
    forgetKey();
    this.key = '';
    this.entered = false;
    this.draft = null;
  }

  async refresh(): Promise<void> {
    const { drafts, releases } = await inventory(this.key);
    this.draft = drafts[0] ?? null;
    this.releases = releases;
    this.changes += 1;
  }

  async open(): Promise<void> {
    await posted(this.key, '/drafts');
    await this.refresh();
  }

  async discard(number: number): Promise<void> {
    await blobOf(this.key, `/drafts/${String(number)}`, 'DELETE');
    this.said = this.t('draft.discarded');
    await this.refresh();
  }

  /** Begins a publication, a roll-back or a preview, which needs no body, and follows it to its end; `told` is given the job each time it is looked at. */
  async follow(action: string, body: Record<string, string> | null, told: (job: Job) => void): Promise<Job> {
    let { job } = await posted<{ job: Job }>(this.key, action, body ?? undefined);
    told(job);
    while (job.state === 'running') {
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      const path = `/jobs/${job.id}`;
      // The work goes on without whoever watches it: a lost connection is no reason to look away.
      ({ job } = await persistently(() => asked<{ job: Job }>(this.key, path), PAUSES_MS, () => undefined));
      told(job);
    }
    await this.refresh();
    return job;
  }

  /** What went wrong, in the reader's language where it is ours to say. */
  fault(error: unknown): string {
    if (!(error instanceof ApiError)) return String(error);
    if (error.kind === 'offline') return this.t('steward.offline');
    if (error.kind === 'garbled') return this.t('steward.garbled');
    return [error.title, error.detail].filter(Boolean).join(': ');
  }
}

function firstLang(): Lang {
  const asks = new URLSearchParams(location.search).get('lang') ?? sessionStorage.getItem(LANG) ?? navigator.language;
  return asks.startsWith('en') ? 'en' : 'zh';
}

const DESK = Symbol('desk');
export const provideDesk = (desk: Desk): Desk => setContext(DESK, desk);
export const useDesk = (): Desk => getContext<Desk>(DESK);

/** Lets the browser keep a file that was fetched with the key, which a plain link could not send. */
export function keep(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  setTimeout(() => { URL.revokeObjectURL(url); }, 60_000);
}
