import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';

import type { Level } from '../api/types';
import type { Mark } from '../whatif/marks';
import type { Look } from './style';

const only = (mark: Mark, strength: number): ExpressionSpecification =>
  ['match', ['coalesce', ['feature-state', 'trial'], 'none'], mark, strength, 0];

/** What a trial leaves in a zone, puts into it and takes out of it: told apart by line and pattern, not by colour alone. */
export function trialLayers(level: Level, { level: shown, theme, trial }: Look): LayerSpecification[] {
  const of = { source: level, 'source-layer': level };
  const layout = { visibility: trial && shown === level ? ('visible' as const) : ('none' as const) };
  const fill = (mark: Mark, paint: Record<string, unknown>, strength: number) =>
    ({ id: `${level}-trial-${mark}`, type: 'fill', ...of, layout, paint: { ...paint, 'fill-opacity': only(mark, strength) } }) as LayerSpecification;
  const line = (mark: Mark, colour: string, width: number, dash?: number[]): LayerSpecification => ({
    id: `${level}-trial-${mark}-line`, type: 'line', ...of, layout: { ...layout, 'line-join': 'round' },
    paint: { 'line-color': colour, 'line-width': width, 'line-opacity': only(mark, 1), ...(dash && { 'line-dasharray': dash }) },
  });
  return [
    fill('added', { 'fill-color': theme.added }, 0.5),
    fill('removed', { 'fill-pattern': 'struck' }, 1),
    fill('fault', { 'fill-color': theme.fault }, 0.6),
    line('member', theme.member, 1.4),
    line('removed', theme.removed, 2.6, [2, 1.4]),
    line('added', theme.added, 3.4),
    line('fault', theme.fault, 4),
  ];
}
