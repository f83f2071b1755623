import { afterEach, describe, expect, it, vi } from 'vitest';

import { inventory } from './steward';

const problem = (status: number) => ({ status, body: { type: '/problems/x', title: 'X', status, detail: 'x' } });
const served = (answers: Record<string, { status: number; body: unknown }>) => {
  vi.stubGlobal('fetch', (url: string) => {
    const { status, body } = answers[url.split('/').at(-1) ?? ''] ?? problem(404);
    return Promise.resolve(new Response(JSON.stringify(body), { status }));
  });
};

afterEach(() => { vi.unstubAllGlobals(); });

describe('inventory', () => {
  const drafts = { status: 200, body: { items: [{ number: 1 }] } };

  it('has drafts and releases', async () => {
    served({ drafts, releases: { status: 200, body: { items: [{ number: 3 }] } } });
    expect(await inventory('key')).toEqual({ drafts: [{ number: 1 }], releases: [{ number: 3 }] });
  });

  it('has no releases while nothing is published', async () => {
    served({ drafts, releases: problem(503) });
    expect(await inventory('key')).toEqual({ drafts: [{ number: 1 }], releases: [] });
  });

  it.each([401, 503])('is not there where the drafts are answered with %d', async (status) => {
    served({ drafts: problem(status), releases: problem(503) });
    await expect(inventory('key')).rejects.toMatchObject({ status });
  });
});
