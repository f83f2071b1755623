import { describe, expect, it } from 'vitest';

import type { LineageEvent } from '../api/types';
import { translate } from '../i18n/translate';
import { piecesOf, sentenceOf } from './sentences';

const party = (unit: string) => ({ unit, code: unit, name: { zh: unit, en: unit }, present: null });
const event = (kind: string, before: string, after: string, part: string | null = null) =>
  ({ kind, before: party(before), after: party(after), part: part === null ? null : party(part) }) as LineageEvent;
const said = (one: LineageEvent, lang: 'zh' | 'en') =>
  piecesOf(translate(lang, sentenceOf(one)), one).map((piece) => (typeof piece === 'string' ? piece : piece.unit)).join('');

describe('an event in words', () => {
  it.each([
    [event('rename', '甲', '乙'), '甲更名为乙'],
    [event('relevel', '甲', '甲'), '甲改设为甲'],
    [event('merge', '甲', '乙'), '甲并入乙'],
    [event('merge', '甲', '乙', '丙'), '丙由甲划归乙'],
    [event('split', '甲', '乙'), '甲析出一部分，设立乙'],
    [event('split', '甲', '乙', '乙'), '乙从甲划出'],
    [event('split', '甲', '乙', '丙'), '丙由甲划归乙'],
    [event('transfer', '甲', '乙', '丙'), '丙由甲划归乙'],
    [event('transfer', '甲', '乙'), '甲的一部分划归乙'],
    [event('transfer', '甲', '甲'), '甲的范围有调整，划入划出的部分不详'],
  ])('%#', (one, sentence) => {
    expect(said(one, 'zh')).toBe(sentence);
  });

  it('names the units as pieces of their own, to lead to their cards', () => {
    const one = event('transfer', 'A', 'B', 'C');
    expect(piecesOf(translate('en', sentenceOf(one)), one)).toEqual([party('C'), ' moved from ', party('A'), ' to ', party('B')]);
  });
});
