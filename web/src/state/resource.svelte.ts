import { ApiError } from '../api/client';

export type Fetcher<T> = (signal: AbortSignal) => Promise<T>;

/** One answer of the service: what is asked for, what has come, or why not. */
export class Resource<T> {
  /** The latest answer, which stays while its successor is on the way. */
  data = $state.raw<T | null>(null);
  error = $state.raw<ApiError | null>(null);
  loading = $state(false);
  #key = '';
  #fetcher: Fetcher<T> | null = null;
  #abort: AbortController | null = null;

  /** Whether `data` answers the latest question. */
  get ready(): boolean {
    return this.data !== null && !this.loading && this.error === null;
  }

  /** Asks a question unless it is the one already asked. */
  async load(key: string, fetcher: Fetcher<T>): Promise<void> {
    if (key === this.#key && this.error === null) return;
    this.#key = key;
    this.#fetcher = fetcher;
    await this.#run(fetcher);
  }

  async retry(): Promise<void> {
    if (this.#fetcher) await this.#run(this.#fetcher);
  }

  async #run(fetcher: Fetcher<T>): Promise<void> {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.loading = true;
    try {
      const data = await fetcher(abort.signal);
      if (abort.signal.aborted) return;
      this.data = data;
      this.error = null;
    } catch (error) {
      if (abort.signal.aborted) return;
      // An old answer under a new heading would be a lie; only a lost connection keeps what was there.
      this.error = error instanceof ApiError ? error : new ApiError('garbled', 0, String(error), '');
      if (this.error.kind !== 'offline') this.data = null;
    }
    this.loading = false;
  }
}
