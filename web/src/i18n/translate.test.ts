import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { dictionaries, keyOf, translate, type Key } from './translate';

const { zh, en } = dictionaries;
const SOURCE = join(import.meta.dirname, '..');
const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(svelte|ts)$/.test(entry.name) && !/test|zh\.ts|en\.ts/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

describe('the dictionaries', () => {
  it('have the same keys', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
  });

  it.each(Object.keys(zh) as Key[])('%s says the same in both', (key) => {
    expect(zh[key].trim()).not.toBe('');
    expect(en[key].trim()).not.toBe('');
    expect(places(en[key])).toEqual(places(zh[key]));
  });

  it('speak their own language', () => {
    const foreign = (Object.keys(en) as Key[]).filter((key) => /[\u4e00-\u9fff]/.test(en[key]));
    expect(foreign).toEqual(['lang.switch']);
  });

  it('hold no sentence that nothing says', () => {
    const text = sources(SOURCE).join('\n');
    const families = [...text.matchAll(/(?:t\(`|keyOf\(')([\w.]+?)(?:\.\$\{|')/g)].map(([, prefix]) => `${prefix ?? ''}.`);
    const unused = Object.keys(zh).filter((key) => !text.includes(`'${key}'`) && !families.some((family) => key.startsWith(family)));
    expect(unused).toEqual([]);
  });
});

describe('translate', () => {
  it('fills places, and shows a place that nobody fills', () => {
    expect(translate('zh', 'unit.rankOf', { rank: 2, n: 185 })).toBe('第 2 / 185');
    expect(translate('en', 'unit.rankOf', { rank: 2 })).toBe('2 of {n}');
  });

  it('finds keys made of codes', () => {
    expect(keyOf('status', 'E')).toBe('status.E');
    expect(keyOf('status', null)).toBe('status.none');
    expect(keyOf('status', 'Z')).toBeUndefined();
  });
});
