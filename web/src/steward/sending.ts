import { address, ApiError } from '../api/client';
import { API, type FullProblem, type Guess, type ImportReport } from '../api/steward';
import { persistently, upload } from '../api/upload';

/** How long to wait before each new try over a lost connection. */
export const PAUSES_MS = [1_000, 3_000, 9_000];

/** The file on disk is no longer the one that was chosen: browsers give the one they were shown, or nothing. */
export class Unreadable extends Error {}

/** A browser tells a file that cannot be read any more as a lost connection: it is tried before. */
async function readable(file: Blob): Promise<void> {
  try {
    await file.slice(0, 1).arrayBuffer();
  } catch {
    throw new Unreadable();
  }
}

/** A name for one upload, so that sending it again counts once; works without TLS too, unlike randomUUID. */
export function newIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export interface Parcel {
  key: string;
  draft: number;
  file: File;
  query: Record<string, string>;
}

/** How a file would be read, and the profile that keeps it. */
export async function guessed({ key, draft, file, query }: Parcel): Promise<Guess> {
  const url = address(`${API}/drafts/${String(draft)}/files/guess`, query);
  await readable(file);
  return upload<Guess>({ url, key, file });
}

/** Imports a file; a lost connection is tried again under the same key, which the service counts once. */
export async function imported(
  { key, draft, file, query }: Parcel, idempotencyKey: string, progress: (part: number) => void, lost: (time: number) => void,
): Promise<ImportReport> {
  const url = address(`${API}/drafts/${String(draft)}/files`, query);
  await readable(file);
  return persistently(() => upload<ImportReport>({ url, key, file, idempotencyKey, progress }), PAUSES_MS, lost);
}

/** What the service says of a refused file, or null where it was something else that failed. */
export function refusalOf(error: unknown): FullProblem | null {
  const document: FullProblem | null = error instanceof ApiError ? error.document : null;
  return document?.errors ? document : null;
}
