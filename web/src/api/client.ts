import { reading } from './reading';
import type { Problem } from './types';

/** Why a request failed, in a form a person can be shown. */
export class ApiError extends Error {
  constructor(
    readonly kind: 'offline' | 'problem' | 'garbled',
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly parameter: string | null = null,
    /** The problem document, with whatever members it has beside the usual ones. */
    readonly document: Problem | null = null,
  ) {
    super(`${title}: ${detail}`);
    this.name = 'ApiError';
  }
}

export type Query = Record<string, string | number | undefined>;

/** The address of a resource in the release of the page; parameters in the given order, so equal questions share one cache entry. */
export function address(path: string, query: Query = {}): string {
  const asked = { ...query, as_of: query['as_of'] ?? reading.release ?? undefined };
  const given = Object.entries(asked).filter((pair): pair is [string, string | number] => pair[1] !== undefined);
  const text = given.map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%2C', ',')}`).join('&');
  return path + (text && `${path.includes('?') ? '&' : '?'}${text}`);
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'title' in body;
}

/** What the body of a failed answer says, or its status line where a proxy answered instead of the service. */
export function problemOf(status: number, statusText: string, text: string): ApiError {
  let body: unknown = null;
  try {
    body = JSON.parse(text);
  } catch {
    // A proxy's error page is not JSON; the status line still says what happened.
  }
  if (isProblem(body)) return new ApiError('problem', status, body.title, body.detail, body.parameter ?? null, body);
  return new ApiError('problem', status, `${status} ${statusText}`.trim(), '');
}

/** Sends a request; every failure is an `ApiError`, except an abort, which stays an `AbortError`. */
export async function send(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError('offline', 0, 'No connection', error instanceof Error ? error.message : '');
  }
  if (!response.ok) throw problemOf(response.status, response.statusText, await response.text().catch(() => ''));
  return response;
}

function ask(url: string, accept: string, signal?: AbortSignal, body?: unknown): Promise<Response> {
  const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const headers = body === undefined ? { accept } : { accept, 'content-type': 'application/json' };
  return send(url, { ...sent, headers: { ...headers, ...reading.headersFor(url) }, signal: signal ?? null });
}

export async function read<T>(response: Response, path: string): Promise<T> {
  try {
    return (await response.json()) as T;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError('garbled', response.status, 'Unreadable answer', path);
  }
}

export async function getJson<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  return read<T>(await ask(address(path, query), 'application/json', signal), path);
}

/** Asks a question that is too long for an address; it changes nothing on the service. */
export async function postJson<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  return read<T>(await ask(address(path), 'application/json', signal, body), path);
}

export async function postBlob(path: string, body: unknown, signal?: AbortSignal): Promise<Blob> {
  return (await ask(address(path), '*/*', signal, body)).blob();
}

/** Fetches a file from an address with its query. */
export async function getBlob(url: string, signal?: AbortSignal): Promise<Blob> {
  return (await ask(url, '*/*', signal)).blob();
}
