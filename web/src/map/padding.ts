import type { Covered, Padding } from './view';

const PHONE = 860;

/** How much of a box lies under the sheet of a phone, and some air; in a tall frame of another page the legend lies on the map. */
function underSheet(box: HTMLElement | undefined, sheet: number, air: number): number {
  if (box?.closest('.embed')) return box.clientHeight > box.clientWidth ? box.clientHeight * 0.4 : air;
  const below = box ? innerHeight - box.getBoundingClientRect().bottom : 0;
  return Math.max(air, sheet - below);
}

/** Room to leave free of the subject: the legend on a wide screen, the sheet and the bar on a narrow one. */
export function paddingFor(box: HTMLElement | undefined): Padding {
  const width = box?.clientWidth ?? 0;
  if (innerWidth < PHONE) return { top: 18, right: 18, bottom: underSheet(box, 250, 18), left: 18 };
  return { top: 36, right: width > 900 ? 200 : 40, bottom: 44, left: 48 };
}

/** What a chosen unit must not lie under: its own card, or the sheet that holds it. */
export function coveredBy(box: HTMLElement | undefined): Covered {
  if (innerWidth < PHONE) return { right: 0, bottom: underSheet(box, 240, 0) };
  return { right: (box?.clientWidth ?? 0) > 700 ? 370 : 0, bottom: 40 };
}
