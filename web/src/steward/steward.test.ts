import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { ApiError } from '../api/client';
import { persistently } from '../api/upload';
import { words } from '../i18n/words';
import { steward } from '../i18n/words/steward';
import { kindOf, NOTHING, queryOf, restated, sizeText, unitOf } from './file';
import { sentence } from './text';

const KEYS = Object.keys(steward) as (keyof typeof steward)[];
const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe('the words of the page', () => {
  it.each(KEYS)('%s says the same in both', (key) => {
    const [zh, en] = steward[key];
    expect(places(en)).toEqual(places(zh));
    expect(key === 'steward.switch' || !/[\u4e00-\u9fff]/.test(en)).toBe(true);
    expect(key in words).toBe(false);
  });

  it('have a word for every action that the log tells of', () => {
    const python = readFileSync(join(import.meta.dirname, '../../../app/domain/access.py'), 'utf8');
    const actions = [...(/ACTIONS = \(([^)]*)\)/.exec(python)?.[1] ?? '').matchAll(/"([a-z.]+)"/g)].map(([, action]) => action ?? '');
    expect(actions.length).toBeGreaterThan(5);
    expect(actions.filter((action) => sentence('zh', `action.${action}`) === undefined)).toEqual([]);
  });

  it('hold no sentence that nothing says', () => {
    const files = readdirSync(import.meta.dirname).filter((name) => /\.(svelte|ts)$/.test(name) && !name.includes('test'));
    const text = files.map((name) => readFileSync(join(import.meta.dirname, name), 'utf8')).join('\n');
    const families = [...text.matchAll(/(?:t\(`|named\(')(\w+)(?:\.\$\{|')/g)].map(([, prefix]) => `${prefix ?? ''}.`);
    expect(KEYS.filter((key) => !text.includes(`'${key}'`) && !families.some((family) => key.startsWith(family)))).toEqual([]);
  });

  it('fill their places, and know what they do not have', () => {
    expect(sentence('en', 'publish.done', { n: 3 })).toBe('Published as release 3');
    expect(sentence('zh', 'kind.unheard')).toBeUndefined();
  });
});

describe('a file', () => {
  it.each([
    ['2020年乡镇人口.xlsx', 'census'], ['plan.toml', 'plan'], ['towns.zip', 'boundaries'], ['a.GeoJSON', 'boundaries'],
    ['units.csv', 'units'], ['lineage.csv', 'lineage'], ['sources.csv', 'sources'], ['datasets.csv', 'datasets'],
  ])('%s holds %s', (name, kind) => {
    expect(kindOf(name)).toBe(kind);
  });

  it('is sent with what means something for its kind', () => {
    const options = { dataset: 'census', vintage: '2020-11-01', sheet: '  ', accept_shift: 'yes' };
    const stated = { columns: { 人口: 'ignore' }, units: { 户数: '万户' } };
    expect(queryOf('census', 'a.csv', options, stated)).toEqual({
      kind: 'census', filename: 'a.csv', dataset: 'census', columns: '{"人口":"ignore"}', units: '{"户数":"万户"}',
    });
    expect(queryOf('boundaries', 'a.zip', options, NOTHING)).toEqual({ kind: 'boundaries', filename: 'a.zip', vintage: '2020-11-01', accept_shift: 'yes' });
    expect(queryOf('plan', 'p.toml', options, stated)).toEqual({ kind: 'plan', filename: 'p.toml' });
  });

  it('states only what differs from the guess', () => {
    const said = restated({}, '人口', 'ignore', '');
    expect(said).toEqual({ 人口: 'ignore' });
    expect(restated(said, '人口', 'value', 'value')).toEqual({});
  });

  it('names the unit of a column, households apart', () => {
    const column = { letter: 'A', heading: 'x', field: 'households', ground: '', scale: 10_000, samples: [] };
    expect(unitOf(column)).toBe('万户');
    expect(unitOf({ ...column, field: 'resident_population', scale: 1 })).toBe('人');
  });

  it.each([[12, '12 B'], [1536, '1.5 kB'], [200_000_000, '200 MB']])('of %d bytes is %s', (bytes, text) => {
    expect(sizeText(bytes)).toBe(text);
  });
});

describe('an upload over a bad line', () => {
  const offline = new ApiError('offline', 0, '', '');

  it('is tried again until it arrives', async () => {
    const told: number[] = [];
    let times = 0;
    const answer = await persistently(() => (++times < 3 ? Promise.reject(offline) : Promise.resolve('in')), [0, 0, 0], (n) => told.push(n));
    expect([answer, times, told]).toEqual(['in', 3, [1, 2]]);
  });

  it('is given up after the last pause, and at once when refused', async () => {
    let times = 0;
    const fail = (error: ApiError) => () => { times += 1; return Promise.reject(error); };
    await expect(persistently(fail(offline), [0, 0], () => undefined)).rejects.toBe(offline);
    expect(times).toBe(3);
    const refused = new ApiError('problem', 422, 'no', '');
    await expect(persistently(fail(refused), [0, 0], () => undefined)).rejects.toBe(refused);
    expect(times).toBe(4);
  });
});
