import {
  getDefinitions, getMeasureHistory, getOutlook, getReceipt, getReconciliation,
  type Definition, type Outlook, type ReceiptAnswer, type Reconciliation,
} from '../api/plans';
import type { Indicator, Items, Measure } from '../api/types';
import { Resource } from './resource.svelte';

/** The first and the last year that anything was counted in. */
export function yearsCounted(indicators: readonly Pick<Indicator, 'periods'>[]): [string, string] | null {
  const years = indicators.flatMap(({ periods }) => Object.values(periods).flatMap((dates = []) => dates.map((date) => date.slice(0, 4)))).sort();
  const [first, last] = [years[0], years.at(-1)];
  return first !== undefined && last !== undefined ? [first, last] : null;
}

/** Answers about a plan that are asked for only when somebody looks at them. */
export class PlanAnswers {
  /** The plan's measures on every date. */
  readonly history = new Resource<Items<Measure>>();
  readonly reconciliation = new Resource<Reconciliation>();
  readonly definitions = new Resource<Items<Definition>>();
  readonly outlook = new Resource<Outlook>();
  readonly receipt = new Resource<ReceiptAnswer>();
  readonly all: Resource<unknown>[] = [this.history, this.reconciliation, this.definitions, this.outlook, this.receipt];

  showHistory(plan: string, [from, to]: [string, string]): void {
    void this.history.load(`${plan} ${from} ${to}`, (signal) => getMeasureHistory(plan, from, to, signal));
  }

  showReconciliation(plan: string): void {
    void this.reconciliation.load(plan, (signal) => getReconciliation(plan, signal));
  }

  showDefinitions(word: string, period: string): void {
    void this.definitions.load(`${word} ${period}`, (signal) => getDefinitions(word, period, signal));
  }

  showOutlook(plan: string): void {
    void this.outlook.load(plan, (signal) => getOutlook(plan, signal));
  }

  showReceipt(path: string): void {
    void this.receipt.load(path, (signal) => getReceipt(path, signal));
  }
}
