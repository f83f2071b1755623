import type { Unit } from '../api/types';
import { standingOf } from '../legend/standing';
import { statusText, valueText } from '../panels/valueText';
import type { Text } from '../state/context';
import type { Scene } from '../state/scene.svelte';

/** A unit as it is read out: name, value, status, and its standing among those shown. */
export function spokenUnit(unit: Unit, scene: Pick<Scene, 'units' | 'classes'>, indicator: string, text: Text): string {
  const seen = unit.values[indicator];
  const said = text.t('announce.unit', {
    name: text.label(unit.name), value: valueText(seen, text.lang), status: statusText(seen?.status, text.lang),
  });
  const standing = standingOf(seen?.value, scene, indicator);
  return standing ? text.t('map.announced', { unit: said, standing: text.t('map.standing', standing) }) : said;
}
