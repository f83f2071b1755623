import type { LineageEvent, Party } from '../api/types';
import type { Key } from '../i18n/translate';

/** A sentence in pieces: words, and the units it speaks of. */
export type Piece = string | Party;

/** Which sentence tells an event, by what is known of it. */
export function sentenceOf({ kind, before, after, part }: LineageEvent): Key {
  const itself = before.unit === after.unit;
  if (kind === 'rename') return 'lineage.rename';
  if (kind === 'relevel') return 'lineage.relevel';
  if (kind === 'merge') return part ? 'lineage.moved' : 'lineage.merge';
  if (itself) return 'lineage.outline';
  if (kind === 'split') return part && part.unit !== after.unit ? 'lineage.moved' : part ? 'lineage.left' : 'lineage.split';
  return part ? 'lineage.moved' : 'lineage.transfer';
}

/** A translated sentence cut at its places `{before}`, `{after}` and `{part}`. */
export function piecesOf(sentence: string, { before, after, part }: LineageEvent): Piece[] {
  const parties: Record<string, Party | null> = { before, after, part };
  return sentence.split(/(\{\w+\})/).flatMap((piece): Piece[] => {
    const name = /^\{(\w+)\}$/.exec(piece)?.[1];
    return name === undefined ? (piece ? [piece] : []) : (parties[name] ? [parties[name]] : []);
  });
}
