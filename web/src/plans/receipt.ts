import type { Receipt, ReceiptInput } from '../api/plans';
import { grouped } from '../i18n/format';

/** Adds decimal texts exactly, which floats would not. */
export function sumOf(values: readonly (number | string)[]): string {
  const texts = values.map(String);
  const decimals = Math.max(0, ...texts.map((text) => text.split('.')[1]?.length ?? 0));
  const scaled = (text: string) => {
    const [whole = '0', rest = ''] = text.split('.');
    return BigInt(whole + rest.padEnd(decimals, '0'));
  };
  const digits = texts.reduce((sum, text) => sum + scaled(text), 0n).toString().padStart(decimals + 1, '0');
  return decimals ? `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}` : digits;
}

export interface RoleSum {
  role: string;
  inputs: ReceiptInput[];
  /** Null where an input is missing. */
  sum: string | null;
}

/** The inputs by the role they play in the formula, with the sum that enters it. */
export function sumsOf({ inputs }: Pick<Receipt, 'inputs'>): RoleSum[] {
  return [...new Set(inputs.map(({ role }) => role))].map((role) => {
    const own = inputs.filter((input) => input.role === role);
    const values = own.flatMap(({ value }) => (value === null ? [] : [value]));
    return { role, inputs: own, sum: values.length === own.length ? sumOf(values) : null };
  });
}

const SUM = /sum\((\w+)\)/g;
const typeset = (formula: string) => formula.replaceAll(' / ', ' ÷ ').replaceAll(' * ', ' × ').replaceAll(' - ', ' − ');

/** The formula as it is written in mathematics: sum(zone) / sum(area) → Σ zone ÷ Σ area. */
export const symbols = (formula: string, name: (role: string) => string): string =>
  typeset(formula.replace(SUM, (_, role: string) => `Σ ${name(role)}`));

/** The formula with the sums put in; null where it cannot be put so simply. */
export function filled({ formula, years }: Pick<Receipt, 'formula' | 'years'>, sums: readonly RoleSum[]): string | null {
  let whole = true;
  const text = formula.replace(SUM, (_, role: string) => {
    const sum = sums.find((one) => one.role === role)?.sum;
    if (sum === undefined || sum === null) whole = false;
    return grouped(sum ?? '');
  });
  if (!whole || text === formula || /[a-z]\[|\.\./.test(text)) return null;
  return typeset(years === null ? text : text.replace(/\byears\b/, years));
}
