import { describe, expect, it } from 'vitest';

import type { Zone } from '../api/types';
import { bodyOf } from './body';

const member = (code: string) => ({ code, name: { zh: code, en: code } });
const zone = (id: string, members: string[], certain: string[] = []): Zone =>
  ({ id, members: members.map(member), certain_members: certain.map(member) }) as unknown as Zone;
const above = (code: string) => (code.length > 6 ? [code.slice(0, 6)] : []);

describe('the question about a trial', () => {
  it('says what is added and removed', () => {
    const trial = { a: { add: ['330328'], remove: ['330326100'] }, b: { add: ['330329'], remove: [] } };
    expect(bodyOf(trial, [zone('a', ['330326100']), zone('b', ['330327'])], '2020', above)).toEqual({
      period: '2020', zones: { a: { add: ['330328'], remove: ['330326100'] }, b: { add: ['330329'] } },
    });
  });

  it('names all members of a zone that prints none', () => {
    const trial = { a: { add: ['330328', '330329'], remove: ['330326101'] } };
    const zones = [zone('a', [], ['330326100', '330326101'])];
    expect(bodyOf(trial, zones, '2020', above)?.zones).toEqual({ a: { members: ['330326100', '330328', '330329'] } });
  });

  it('opens what was added as a whole', () => {
    const zones = [zone('a', [], ['330326100'])];
    expect(bodyOf({ a: { add: ['330327'], remove: ['330327105'] } }, zones, '2020', above)?.zones).toEqual({
      a: { members: ['330326100', '330327'], remove: ['330327105'] },
    });
  });

  it('does not name a printed part beside the whole that is added', () => {
    const zones = [zone('a', ['330326100', '330327'])];
    expect(bodyOf({ a: { add: ['330326'], remove: ['330326100'] } }, zones, '2020', above)?.zones).toEqual({
      a: { members: ['330327', '330326'], remove: ['330326100'] },
    });
  });

  it('is none without changes', () => {
    expect(bodyOf({}, [], '2020', above)).toBeNull();
  });
});
