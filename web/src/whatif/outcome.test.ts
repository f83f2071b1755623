import { describe, expect, it } from 'vitest';

import type { TrialMeasure } from '../api/whatif';
import { distanceText, headline, stateText } from './outcome';

const measure = (id: string, kind: string, zone: string, affected = true) => ({ measure: id, kind, zone, affected }) as TrialMeasure;

describe('the outcome of a trial', () => {
  it('is led by the share of the zone, else by its first measure', () => {
    const measures = [measure('p', 'population', 'a'), measure('other', 'share', 'b'), measure('s', 'share', 'a'), measure('c', 'share', 'c', false)];
    expect(['a', 'b', 'c'].map((zone) => headline({ measures }, zone)?.measure)).toEqual(['s', 'other', undefined]);
    expect(headline({ measures: measures.slice(0, 1) }, 'a')?.measure).toBe('p');
  });

  it('reads as a plan prints it, in English in persons', () => {
    const persons = { value: 391_100, display: { value: '39.11', unit: '万' } };
    expect([stateText(persons, 'zh'), stateText(persons, 'en')]).toEqual(['39.11 万人', '391,100 persons']);
    expect(stateText({ value: null, display: { value: null, unit: '%' } }, 'zh')).toBeNull();
  });

  it('says how far a target is in the unit of its measure', () => {
    expect(distanceText(-0.0769, 'fraction', 'en')).toBe('7.69 points');
    expect(distanceText(66_378, 'persons', 'zh')).toBe('6.64 万人');
    expect(distanceText(-12.5, 'persons_per_km2', 'en')).toBe('12.50 per km²');
  });
});
