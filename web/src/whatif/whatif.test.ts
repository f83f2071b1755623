import { describe, expect, it } from 'vitest';

import type { Zone } from '../api/types';
import { bodyOf } from './body';
import { holds, withCorner } from './polygon';

const member = (code: string) => ({ code, name: { zh: code, en: code } });
const zone = (id: string, members: string[], certain: string[] = []): Zone =>
  ({ id, members: members.map(member), certain_members: certain.map(member) }) as unknown as Zone;

describe('the question about a trial', () => {
  it('says what is added and removed', () => {
    const trial = { a: { add: ['330328'], remove: ['330326100'] }, b: { add: ['330329'], remove: [] } };
    expect(bodyOf(trial, [zone('a', ['330326100']), zone('b', ['330327'])], '2020')).toEqual({
      period: '2020', zones: { a: { add: ['330328'], remove: ['330326100'] }, b: { add: ['330329'] } },
    });
  });

  it('names all members of a zone that prints none', () => {
    const trial = { a: { add: ['330328', '330329'], remove: ['330326101'] } };
    expect(bodyOf(trial, [zone('a', [], ['330326100', '330326101'])], '2020')?.zones).toEqual({ a: { members: ['330326100', '330328', '330329'] } });
  });

  it('is none without changes', () => {
    expect(bodyOf({}, [], '2020')).toBeNull();
  });
});

describe('a lasso', () => {
  const square: [number, number][] = [[0, 0], [10, 0], [10, 10], [0, 10]];

  it('holds what lies inside', () => {
    expect([holds(square, [5, 5]), holds(square, [11, 5]), holds(square.slice(0, 2), [5, 0])]).toEqual([true, false, false]);
  });

  it('drops corners that add nothing', () => {
    expect(withCorner([[0, 0]], [1, 1])).toEqual([[0, 0]]);
    expect(withCorner([[0, 0]], [5, 5])).toEqual([[0, 0], [5, 5]]);
  });
});
