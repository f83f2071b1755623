import {
  getDefinitions, getOutlook, getReceipt, getReconciliation,
  type Definition, type Outlook, type ReceiptAnswer, type Reconciliation,
} from '../api/plans';
import type { Items } from '../api/types';
import { Resource } from './resource.svelte';

/** Answers about a plan that are asked for only when somebody looks at them. */
export class PlanAnswers {
  readonly reconciliation = new Resource<Reconciliation>();
  readonly definitions = new Resource<Items<Definition>>();
  readonly outlook = new Resource<Outlook>();
  readonly receipt = new Resource<ReceiptAnswer>();
  readonly all: Resource<unknown>[] = [this.reconciliation, this.definitions, this.outlook, this.receipt];

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
