/** Most inner edges that the service takes, and most distances from zero of a difference. */
export const MOST_EDGES = 8;
export const MOST_DISTANCES = 3;
const NUMBER = /^-?\d{1,12}(\.\d{1,12})?$/;

/** Units whose values are written as percentages. */
const powerOf = (unit: string) => (unit === 'fraction' ? 2 : 0);

/** A decimal text times a power of ten, without a float between. */
export function shifted(decimal: string, power: number): string {
  const negative = decimal.startsWith('-');
  const [whole = '', rest = ''] = decimal.replace('-', '').split('.');
  const digits = `${'0'.repeat(Math.max(0, -power))}${whole}${rest}${'0'.repeat(Math.max(0, power))}`;
  const point = Math.max(0, -power) + whole.length + power;
  const [left, right] = [digits.slice(0, point).replace(/^0+(?=\d)/, '') || '0', digits.slice(point).replace(/0+$/, '')];
  const text = right ? `${left}.${right}` : left;
  return negative && /[1-9]/.test(text) ? `-${text}` : text;
}

export type EdgesFault = { kind: 'number'; part: string } | { kind: 'order' } | { kind: 'many' } | { kind: 'none' };

/** What a reader typed as the inner edges of classes, in the unit that is shown, as the service takes it. */
export function readEdges(typed: string, unit: string, most = MOST_EDGES): { breaks: string } | { fault: EdgesFault } {
  const parts = typed.normalize('NFKC').replace(/[−–]/g, '-').split(/[,;、\s%]+/).filter(Boolean);
  if (parts.length === 0) return { fault: { kind: 'none' } };
  const wrong = parts.find((part) => !NUMBER.test(part));
  if (wrong !== undefined) return { fault: { kind: 'number', part: wrong.slice(0, 20) } };
  // Zero divides a difference by itself, and a distance holds on both of its sides.
  const told = most === MOST_EDGES ? parts : [...new Set(parts.map((part) => Math.abs(Number(part))).filter((size) => size > 0))];
  if (told.length > most) return { fault: { kind: 'many' } };
  if (parts.some((part, i) => i > 0 && Number(part) <= Number(parts[i - 1]))) return { fault: { kind: 'order' } };
  return { breaks: parts.map((part) => shifted(part, -powerOf(unit))).join(',') };
}

/** The inner edges of a choice as a reader would type them. */
export function writeEdges(breaks: string, unit: string): string {
  return breaks.split(',').map((edge) => shifted(edge, powerOf(unit))).join(', ');
}

/** The inner edges that classes have now, as they are written on the legend: what a reader starts from. */
export function edgesOf(texts: readonly string[], unit: string): string | null {
  const plain = texts.slice(1, -1).map((text) => text.replaceAll(',', ''));
  const read = readEdges(plain.join(' '), unit);
  return 'breaks' in read ? read.breaks : null;
}
