import { describe, expect, it } from 'vitest';

import type { Zone } from '../api/types';
import { PARTS } from './parts';
import { changesOf, isMember, isPrinted, moved, NO_STEPS, readTrial, redone, stepped, undone, writeTrial, type Trial } from './trial';

const ZONE = { members: [{ code: '330326100' }, { code: '330327' }], certain_members: [] } as unknown as Zone;
const printed = (code: string) => isPrinted(ZONE, code, code.length > 6 ? code.slice(0, 6) : null);
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
    expect([printed('330326100'), printed('330327105'), printed('330326101')]).toEqual([true, true, false]);
  });

  it('leaves no trace of a step that is taken back', () => {
    const out = moved({}, 'a', ['330326100'], false, printed);
    expect(out).toEqual({ a: { add: [], remove: ['330326100'] } });
    expect(moved(out, 'a', ['330326100'], true, printed)).toEqual({});
    const into = moved({}, 'a', ['330326101'], true, printed);
    expect(moved(into, 'a', ['330326101'], false, printed)).toEqual({});
  });

  it('changes nothing where the plan already has it so', () => {
    expect(moved({}, 'a', ['330326100', '330327105'], true, printed)).toEqual({});
  });

  it('holds exactly what the last step of each unit says, whatever came before', () => {
    const random = randomly(7);
    const codes = ['330326100', '330326101', '330327105', '330328', '330327'];
    for (let round = 0; round < 50; round++) {
      let trial: Trial = {};
      const last = new Map<string, boolean>();
      for (let step = 0; step < 12; step++) {
        const chosen = codes.filter(() => random() < 0.4);
        const into = random() < 0.5;
        trial = moved(trial, 'a', chosen, into, printed);
        chosen.forEach((code) => last.set(code, into));
      }
      for (const code of codes) expect(isMember(trial, 'a', code, printed(code))).toBe(last.get(code) ?? printed(code));
      expect(readTrial(writeTrial(trial))).toEqual(writeTrial(trial) === null ? {} : { a: { add: [...changesOf(trial, 'a').add].sort(), remove: [...changesOf(trial, 'a').remove].sort() } });
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
