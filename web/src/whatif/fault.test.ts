import { describe, expect, it } from 'vitest';

import { keyOf } from '../i18n/translate';
import { faultOf } from './fault';

describe('what the service objects to', () => {
  it.each([
    ['灵溪镇 330327100 lies outside 平阳县 330326.', { kind: 'outside', codes: ['330327100'], other: '330326' }],
    ['昆阳镇 330326100 lies inside 平阳县 330326, also a member.', { kind: 'inside', codes: ['330326100'], other: '330326' }],
    ['龙港市 330383 is a member by 名词解释 8, 表5.', { kind: 'certain', codes: ['330383'], note: '名词解释 8, 表5' }],
    ['鳌江镇 330326101 is a member already.', { kind: 'already', codes: ['330326101'] }],
    ['鳌江镇 330326101 is not a member.', { kind: 'notMember', codes: ['330326101'] }],
    ['温州湾新区 330371 is a functional zone; its residents are counted in the townships it overlaps.', { kind: 'functional', codes: ['330371'] }],
    ['Code 330322 is not valid on 2020-11-01 (valid … to 2015-07-23).', { kind: 'notThen', codes: ['330322'], note: '2020-11-01' }],
    ["Unknown code '330381100'.", { kind: 'unknown', codes: ['330381100'] }],
    ['Zones a and b of a partition overlap in 昆阳镇 330326100, 鳌江镇 330326101.', { kind: 'overlap', codes: ['330326100', '330326101'], zones: ['a', 'b'] }],
  ])('takes apart: %s', (detail, expected) => {
    const fault = faultOf(detail);
    expect(fault).toMatchObject(expected);
    expect(keyOf('whatif.fault', fault?.kind)).toBeDefined();
  });

  it('leaves other problems alone', () => {
    expect(faultOf('zones: at most 20 are taken.')).toBeNull();
  });
});
