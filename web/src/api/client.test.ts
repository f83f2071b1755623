import { afterEach, describe, expect, it, vi } from 'vitest';

import { address, ApiError, getJson } from './client';

const answer = (body: string, init: ResponseInit = {}) => { vi.stubGlobal('fetch', () => Promise.resolve(new Response(body, init))); };
const failure = async (): Promise<ApiError> => getJson('/x').then(() => { throw new Error('no failure'); }, (error: unknown) => error as ApiError);

afterEach(() => { vi.unstubAllGlobals(); });

describe('address', () => {
  it('keeps order, commas and only what is given', () => {
    expect(address('/api/v1/units', { level: 'county', indicator: 'a,b', q: '鳌 江&', none: undefined })).toBe(
      '/api/v1/units?level=county&indicator=a,b&q=%E9%B3%8C%20%E6%B1%9F%26',
    );
    expect(address('/api/v1/plans')).toBe('/api/v1/plans');
  });
});

describe('getJson', () => {
  it('gives the answer', async () => {
    answer('{"items": [1]}');
    expect(await getJson('/x')).toEqual({ items: [1] });
  });

  it('passes on what a problem document says', async () => {
    answer('{"type":"/problems/not-found","title":"Not Found","status":404,"detail":"No plan x.","parameter":"plan"}', { status: 404 });
    expect(await failure()).toMatchObject({ kind: 'problem', status: 404, title: 'Not Found', detail: 'No plan x.', parameter: 'plan' });
  });

  it('names the status of an error page', async () => {
    answer('<html>', { status: 502, statusText: 'Bad Gateway' });
    expect(await failure()).toMatchObject({ kind: 'problem', status: 502, title: '502 Bad Gateway' });
  });

  it('tells a broken answer from a broken line', async () => {
    answer('{"items": [');
    expect(await failure()).toMatchObject({ kind: 'garbled' });
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    expect(await failure()).toMatchObject({ kind: 'offline', status: 0 });
  });

  it('leaves an abort an abort', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new DOMException('gone', 'AbortError')));
    expect(await failure()).toBeInstanceOf(DOMException);
  });
});
