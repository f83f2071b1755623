import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { keyOf, translate, type Key } from './translate';
import { words } from './words';

const KEYS = Object.keys(words) as Key[];
const SOURCE = join(import.meta.dirname, '..');
const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(svelte|ts)$/.test(entry.name) && !/test/.test(entry.name) && !entry.parentPath.endsWith('words'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

describe('the words', () => {
  it.each(KEYS)('%s says the same in both', (key) => {
    const [zh, en] = words[key];
    expect(zh.trim()).not.toBe('');
    expect(en.trim()).not.toBe('');
    expect(places(en)).toEqual(places(zh));
  });

  it('speak their own language', () => {
    const foreign = KEYS.filter((key) => /[\u4e00-\u9fff]/.test(words[key][1]));
    expect(foreign).toEqual(['lang.switch']);
  });

  it('hold no sentence that nothing says', () => {
    const text = sources(SOURCE).join('\n');
    const families = [...text.matchAll(/(?:t\(`|keyOf\(')([\w.]+?)(?:\.\$\{|')/g)].map(([, prefix]) => `${prefix ?? ''}.`);
    const unused = KEYS.filter((key) => !text.includes(`'${key}'`) && !families.some((family) => key.startsWith(family)));
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
