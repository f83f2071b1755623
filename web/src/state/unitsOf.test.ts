import { describe, expect, it } from 'vitest';

import type { Gazetteer, Values } from '../api/values';
import { rowsByCode, unitsOf } from './unitsOf';

const GAZETTEER = {
  units: {
    unit: ['330305', '330305', '330326'], code: ['330305', '330322', '330326'],
    name_zh: ['洞头区', '洞头县', '平阳县'], name_en: ['Dongtou', null, 'Pingyang'], pinyin: ['dong tou qu', 'dong tou xian', 'ping yang xian'],
    kind: ['区', '县', '县'], level: ['county', 'county', 'county'], parent: ['330300', '330300', null],
    valid_from: ['2015-07-23', null, null], valid_to: [null, '2015-07-23', null], lng: [121.1, 121.1, null], lat: [27.8, 27.8, null],
    precision_class: [0, 0, null],
  },
  precision_classes: ['generalised'],
  parents: { 330300: { zh: '温州市', en: 'Wenzhou' } },
} as unknown as Gazetteer;

const values = (code: string[], value: (number | null)[]): Values => ({
  indicator: { id: 'x' }, display_unit: 'persons', reasons: ['why'], sources: [], methods: [], reference_dates: ['2010-11-01'],
  units: {
    unit: code.map((one) => (one === '330322' ? '330305' : one)), code, value, display: value.map((one) => (one === null ? null : String(one))),
    status: value.map((one) => (one === null ? 'M' : 'A')), reason: value.map((one) => (one === null ? 0 : null)),
    source: value.map(() => null), method: value.map(() => null), reference_date: value.map(() => 0),
  },
} as unknown as Values);

describe('units', () => {
  it('carry the name they had under the code they had', () => {
    expect(unitsOf(values(['330322'], [7]), GAZETTEER)[0]).toMatchObject({
      id: 330322, unit: '330305', name: { zh: '洞头县' }, parent_name: { zh: '温州市' }, precision_class: 'generalised',
    });
  });

  it('keep zero a value and say why there is none', () => {
    const [zero, none] = unitsOf(values(['330305', '330326'], [0, null]), GAZETTEER).map((unit) => unit.values['x']);
    expect(zero).toMatchObject({ value: 0, status: 'A', reason: null, display: { value: '0' } });
    expect(none).toMatchObject({ value: null, status: 'M', reason: 'why', reference_date: '2010-11-01' });
  });

  it('tell of a difference what it lies between', () => {
    const answer = values(['330305'], [3]);
    Object.assign(answer.units, { value_from: [4], value_to: [7] });
    expect(unitsOf(answer, GAZETTEER)[0]?.values['x']).toMatchObject({ value: 3, from: 4, to: 7 });
    expect(unitsOf(values(['330305'], [3]), GAZETTEER)[0]?.values['x']).not.toHaveProperty('from');
  });

  it('without a place have no point, and one without a name shows its code', () => {
    const [here, unknown] = unitsOf(values(['330326', '999999'], [1, 2]), GAZETTEER);
    expect(here?.geometry).toBeNull();
    expect(unknown).toMatchObject({ name: { zh: '999999', en: '999999' } });
  });

  it('let the last version stand for the permanent id', () => {
    expect(rowsByCode(GAZETTEER).get('330305')).toBe(0);
  });
});
