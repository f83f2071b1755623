import { ApiError, problemOf } from './client';

/** What is sent: a file as it lies on disk, never read into memory by the page. */
export interface Sending {
  url: string;
  key: string;
  file: Blob;
  idempotencyKey?: string;
  /** Told the part that has left, from 0 to 1; fetch has no word for that. */
  progress?: (part: number) => void;
}

/** Posts a file; every failure is an `ApiError`, of the kind `offline` where the connection was lost. */
export function upload<T>({ url, key, file, idempotencyKey, progress }: Sending): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('authorization', `Bearer ${key}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    if (idempotencyKey) request.setRequestHeader('idempotency-key', idempotencyKey);
    request.upload.onprogress = (event) => { progress?.(event.total ? event.loaded / event.total : 1); };
    request.onerror = () => { reject(new ApiError('offline', 0, 'No connection', '')); };
    request.onload = () => {
      if (request.status >= 400) reject(problemOf(request.status, request.statusText, request.responseText));
      else {
        try {
          resolve(JSON.parse(request.responseText) as T);
        } catch {
          reject(new ApiError('garbled', request.status, 'Unreadable answer', url));
        }
      }
    };
    request.send(file);
  });
}

/** Sends until it arrives: a lost connection is tried again after each of the pauses (in ms), under the same key. */
export async function persistently<T>(attempt: () => Promise<T>, pauses: readonly number[], lost: (time: number) => void): Promise<T> {
  for (const [time, pause] of pauses.entries()) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ApiError && error.kind === 'offline')) throw error;
      lost(time + 1);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return attempt();
}
