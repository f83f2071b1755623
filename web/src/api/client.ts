import type { Problem } from './types';

/** Why a request failed, in a form a person can be shown. */
export class ApiError extends Error {
  constructor(
    readonly kind: 'offline' | 'problem' | 'garbled',
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly parameter: string | null = null,
  ) {
    super(`${title}: ${detail}`);
    this.name = 'ApiError';
  }
}

export type Query = Record<string, string | number | undefined>;

/** The address of a resource; parameters in the given order, so equal questions share one cache entry. */
export function address(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter((pair): pair is [string, string | number] => pair[1] !== undefined);
  const text = given.map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%2C', ',')}`).join('&');
  return path + (text && `?${text}`);
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'title' in body;
}

async function problemOf(response: Response): Promise<ApiError> {
  let body: unknown = null;
  try {
    body = await response.json();
  } catch {
    // A proxy's error page is not JSON; the status line still says what happened.
  }
  if (isProblem(body)) {
    return new ApiError('problem', response.status, body.title, body.detail, body.parameter ?? null);
  }
  return new ApiError('problem', response.status, `${response.status} ${response.statusText}`.trim(), '');
}

/** Asks for something; every failure is an `ApiError`, except an abort, which stays an `AbortError`. */
async function ask(url: string, accept: string, signal?: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { headers: { accept }, signal: signal ?? null });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError('offline', 0, 'No connection', error instanceof Error ? error.message : '');
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

export async function getJson<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  const response = await ask(address(path, query), 'application/json', signal);
  try {
    return (await response.json()) as T;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError('garbled', response.status, 'Unreadable answer', path);
  }
}

/** Fetches a file from an address with its query. */
export async function getBlob(url: string, signal?: AbortSignal): Promise<Blob> {
  return (await ask(url, '*/*', signal)).blob();
}
