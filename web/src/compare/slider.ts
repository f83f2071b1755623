const STEP = 1;
const LEAP = 10;

/** Where a key moves the slider, in percent; null for keys that are not its own. */
export function slid(split: number, key: string): number | null {
  const moves: Record<string, number> = {
    ArrowLeft: split - STEP, ArrowDown: split - STEP, ArrowRight: split + STEP, ArrowUp: split + STEP,
    PageDown: split - LEAP, PageUp: split + LEAP, Home: 0, End: 100,
  };
  const moved = moves[key];
  return moved === undefined ? null : bounded(moved);
}

/** Where a point of the track lies, in percent. */
export function percentAt(x: number, { left, width }: { left: number; width: number }): number {
  return width > 0 ? bounded(Math.round(((x - left) / width) * 100)) : 50;
}

const bounded = (percent: number) => Math.min(100, Math.max(0, percent));
