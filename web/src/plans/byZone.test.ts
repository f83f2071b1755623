import { expect, it } from 'vitest';

import type { Measure, Zone } from '../api/types';
import { byZone } from './byZone';

const zone = (id: string) => ({ id }) as Zone;
const measure = (id: string, of: string | null) => ({ measure: id, zone: of }) as Measure;

it('keeps the order of the plan and loses nothing', () => {
  const groups = byZone([zone('b'), zone('a')], [measure('1', 'a'), measure('2', null), measure('3', 'gone')]);
  expect(groups.map((group) => [group.zone?.id ?? null, group.measures.map((item) => item.measure)])).toEqual([
    ['b', []], ['a', ['1']], [null, ['2', '3']],
  ]);
});
