export interface Step {
  id: string;
  from: number;
  to: number;
}

/** Parts laid end to end from zero, and the whole they add up to. */
export function waterfall(parts: readonly { id: string; value: number }[], whole: number): Step[] {
  let reached = 0;
  const steps = parts.map(({ id, value }) => {
    const from = reached;
    reached += value;
    return { id, from, to: reached };
  });
  return [...steps, { id: 'whole', from: 0, to: whole }];
}

/** The stretch that all steps need, zero included. */
export function extentOf(steps: readonly Step[]): [number, number] {
  const ends = steps.flatMap(({ from, to }) => [from, to]);
  const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  return low === high ? [low - 1, high + 1] : [low, high];
}
