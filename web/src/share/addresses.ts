import { address } from '../api/client';
import { questionOf, subtracted } from '../state/question';
import type { Choice } from '../state/choice';
import { writeUrl } from '../state/url';

/** The link to a choice, camera included. */
export function linkTo(choice: Choice, origin: string): string {
  return `${origin}/${writeUrl({ ...choice, embed: false })}`;
}

/** The markup that shows a choice in somebody else's page; only the title can hold what needs escaping. */
export function embedCode(choice: Choice, origin: string, title: string): string {
  const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const source = escaped(`${origin}/${writeUrl({ ...choice, embed: true })}`);
  return `<iframe src="${source}" title="${escaped(title)}" width="800" height="600" style="border:0;max-width:100%" loading="lazy" allowfullscreen></iframe>`;
}

export type SheetFormat = 'svg' | 'pdf';
export type Bounds = readonly [number, number, number, number];

/** The address of the printed sheet of a choice; `bounds` limits it to a part of the territory. */
export function sheetAddress(choice: Choice, format: SheetFormat, origin: string, bounds: Bounds | null): string {
  /** A sheet shows the indicator itself: what its code leads to shows the same, and is short enough for one. */
  const usual = subtracted(choice) && choice.method === 'manual' ? ({ method: 'quantile', breaks: null } as const) : {};
  const printed: Choice = { ...choice, ...usual, compare: 'off', against: null, trial: null, filter: null };
  const { indicator, level, period, method, k, pooled, ramp, reverse, breaks } = questionOf(printed);
  return address('/api/v1/sheet', {
    format, paper: choice.paper, orientation: choice.orientation, lang: choice.lang,
    plan: choice.plan, zone: choice.zone ?? undefined, indicator, level, period,
    method, k, pooled, ramp, reverse, breaks,
    bbox: bounds ? bounds.map((degree) => degree.toFixed(4)).join(',') : undefined,
    title: choice.title ?? undefined, approval: choice.approval ?? undefined, link: linkTo(printed, origin),
  });
}
