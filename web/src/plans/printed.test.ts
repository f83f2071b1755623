import { expect, it } from 'vitest';

import { printedOnce } from './printed';

const figure = (value: string, clause: string) =>
  ({ value, unit: '%', clause, derived: null, verdict: 'reproduced', reason: null, note: null }) as const;

it('joins the clauses of equal figures and keeps different ones apart', () => {
  const found = printedOnce([figure('45.31', '一(一)4'), figure('45', '表6 no 14'), figure('45.31', '附件1')]);
  expect(found.map(({ value, clause }) => [value, clause])).toEqual([['45.31', '一(一)4; 附件1'], ['45', '表6 no 14']]);
});
