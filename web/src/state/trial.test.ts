import { describe, expect, it } from 'vitest';

import type { Zone } from '../api/types';
import { PARTS } from './parts';
import { changesOf, membership, moved, NO_STEPS, printedOf, readTrial, redone, sizeOf, stepped, undone, writeTrial, type Trial } from './trial';

const ZONE = { members: [{ code: '330326100' }, { code: '330327' }], certain_members: [{ code: '330383' }] } as unknown as Zone;
const PRINTED = printedOf(ZONE);
const above = (code: string) => (code.length > 6 ? [code.slice(0, 6), '330300'] : code === '330300' ? [] : ['330300']);
const inZone = (trial: Trial) => membership(PRINTED, changesOf(trial, 'a'), above);
const move = (trial: Trial, codes: string[], into: boolean) => moved(trial, 'a', codes, into, PRINTED, above);
/** A small generator of its own, so that a failure can be repeated. */
function randomly(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

describe('a trial', () => {
  it('is written to a link and read from it', () => {
    const text = 'a:+330326101,-330326100;b:+330328';
    expect(readTrial(text)).toEqual({ a: { add: ['330326101'], remove: ['330326100'] }, b: { add: ['330328'], remove: [] } });
    expect(writeTrial(readTrial(text))).toBe(text);
    expect(PARTS.trial.read(text)).toBe(text);
    expect([writeTrial({}), writeTrial(readTrial(null))]).toEqual([null, null]);
  });

  it('counts a code that is named twice once', () => {
    expect(readTrial('a:+330326101,-330326101')).toEqual({ a: { add: ['330326101'], remove: [] } });
  });

  it('knows members by themselves and with what they belong to', () => {
    expect(['330326100', '330327105', '330326101', '330383'].map(inZone({}))).toEqual([true, true, false, true]);
  });

  it('leaves no trace of a step that is taken back', () => {
    const out = move({}, ['330326100'], false);
    expect(out).toEqual({ a: { add: [], remove: ['330326100'] } });
    expect(move(out, ['330326100'], true)).toEqual({});
    const into = move({}, ['330326101'], true);
    expect(move(into, ['330326101'], false)).toEqual({});
  });

  it('changes nothing where the plan already has it so', () => {
    expect(move({}, ['330326100', '330327105'], true)).toEqual({});
    expect(move({}, ['330328'], false)).toEqual({});
  });

  it('lets a part leave what is a member as a whole, and come back with it', () => {
    const without = move({}, ['330327105'], false);
    expect(without).toEqual({ a: { add: [], remove: ['330327105'] } });
    expect([inZone(without)('330327105'), inZone(without)('330327106')]).toEqual([false, true]);
    expect(move(without, ['330327'], true)).toEqual({});
    expect(move(without, ['330327'], false)).toEqual({ a: { add: [], remove: ['330327'] } });
  });

  it('moves a whole with those of its parts that are members by themselves', () => {
    const into = move(move({}, ['330326101'], true), ['330326'], true);
    expect(into).toEqual({ a: { add: ['330326'], remove: [] } });
    expect(move(into, ['330326'], false)).toEqual({ a: { add: [], remove: ['330326100'] } });
  });

  it('counts a part that is given beside its whole once', () => {
    expect(move({}, ['330328', '330328101'], true)).toEqual({ a: { add: ['330328'], remove: [] } });
  });

  it('holds exactly what the last step of each unit says, whatever came before', () => {
    const random = randomly(7);
    const leaves = ['330326100', '330326101', '330327105', '330327106', '330328100', '330383'];
    const wholes = ['330326', '330327', '330328'];
    for (let round = 0; round < 200; round++) {
      let trial: Trial = {};
      const expected = new Map(leaves.map((code) => [code, inZone({})(code)]));
      for (let step = 0; step < 12; step++) {
        const chosen = [...leaves, ...wholes].filter(() => random() < 0.25);
        const into = random() < 0.5;
        trial = move(trial, chosen, into);
        leaves.filter((code) => [code, ...above(code)].some((one) => chosen.includes(one))).forEach((code) => expected.set(code, into));
        const { add, remove } = changesOf(trial, 'a');
        expect(add.filter((code) => remove.includes(code))).toEqual([]);
      }
      expect(Object.fromEntries(leaves.map((code) => [code, inZone(trial)(code)]))).toEqual(Object.fromEntries(expected));
      const again = readTrial(writeTrial(trial));
      expect(writeTrial(again)).toBe(writeTrial(trial));
      expect(sizeOf(again)).toBe(sizeOf(trial));
    }
  });
});

describe('steps', () => {
  it('lead back and forth, and a new one ends the way forward', () => {
    const one = stepped(NO_STEPS, null);
    const two = stepped(one, 'a:+1');
    const back = undone(two, 'a:+2');
    expect(back).toEqual({ steps: { past: [null], future: ['a:+2'] }, trial: 'a:+1' });
    expect(redone(back?.steps ?? NO_STEPS, 'a:+1')).toEqual({ steps: { past: [null, 'a:+1'], future: [] }, trial: 'a:+2' });
    expect(stepped(back?.steps ?? NO_STEPS, 'a:+1').future).toEqual([]);
    expect([undone(NO_STEPS, null), redone(NO_STEPS, null)]).toEqual([null, null]);
  });
});
