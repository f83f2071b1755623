import type { Definition, PeopledUnit } from '../api/plans';


export interface Difference {
  /** Whose members are listed: the other definition is the widest, or as wide. */
  of: Definition;
  than: Pick<Definition, 'plan' | 'measure'>;
  more: PeopledUnit[];
  fewer: PeopledUnit[];
}

const agrees = (against: Definition['against_widest']) => against !== null && against.added.length === 0 && against.missing.length === 0;

/**
 * Who is in one definition and not in the other. The service sets each against the widest: where one of the two is as
 * wide, that is their difference; else each stands against the widest, for a county here may be its townships there.
 */
export function differences(one: Definition, other: Definition): Difference[] {
  if (!one.against_widest || !other.against_widest) return [];
  const against = (of: Definition, than: Difference['than']): Difference => ({
    of, than, more: of.against_widest?.added ?? [], fewer: of.against_widest?.missing ?? [],
  });
  if (agrees(other.against_widest)) return [against(one, other)];
  if (agrees(one.against_widest)) return [against(other, one)];
  return [against(one, one.against_widest), against(other, other.against_widest)];
}

/** The first definition each of two plans has of a word. */
export function pairOf(items: readonly Definition[], measure: string, plan: string, other: string): [Definition, Definition] | null {
  const own = items.find((item) => item.plan === plan && item.measure === measure);
  const twin = items.find((item) => item.plan === other && item.measure === measure) ?? items.find((item) => item.plan === other);
  return own && twin ? [own, twin] : null;
}
