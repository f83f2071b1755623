import { describe, expect, it } from 'vitest';

import { PARTS, PART_NAMES, partText, type Part } from './parts';
import { resolve } from './resolve';

describe('the parts of a link', () => {
  it.each([
    ['section', 'targets'], ['word', 'main-centre-share'], ['ramp', 'viridis'], ['reverse', 'yes'], ['breaks', '-1,2.5,10'], ['pooled', 'no'], ['compare', 'swipe'],
    ['against', 'period:2010-11-01'], ['split', '0'], ['trial', 'main-centre:+330326117,-330326101;b:+3303'],
    ['sort', '-value'], ['filter', '鳌江'], ['chart', 'lorenz'], ['paper', 'a3'], ['orientation', 'portrait'],
    ['extent', 'view'], ['title', '温州人口'], ['approval', '浙S(2026)1号'], ['theme', 'dark'], ['embed', 'yes'],
  ] as const)('%s=%s is read and written alike', (name, text) => {
    const part = PARTS[name] as Part<unknown>;
    const value = part.read(text);
    expect(value).not.toBeUndefined();
    expect(part.write(value)).toBe(text);
  });

  it.each([
    ['ramp', '<b>'], ['breaks', '1;2'], ['against', 'unit:1'], ['split', '101'], ['trial', 'a:330326117'], ['sort', 'a b'],
    ['filter', 'x'.repeat(41)], ['theme', 'sepia'], ['embed', '1'],
  ] as const)('%s=%s cannot be meant', (name, text) => {
    expect(PARTS[name].read(text)).toBeUndefined();
  });

  it('are neutral where a link says nothing', () => {
    const { choice } = resolve({}, { plans: [], indicators: [] }, 'zh');
    expect(PART_NAMES.filter((name) => partText(name, choice) !== null)).toEqual([]);
  });
});
