import { dateText } from '../i18n/format';
import type { Text } from '../state/context';
import type { Break } from './breaks';

/** A break of a series in words. */
export function breakText({ kind, date }: Break, text: Text): string {
  return kind === 'territory' ? text.t('break.territory', { date: dateText(date ?? '', text.lang) }) : text.t('break.edition');
}
