import type { Lang } from '../api/types';
import { sourceText, statusText } from '../panels/valueText';
import type { Row } from './rows';

/** A cell that neither breaks the table nor runs as a formula in a spreadsheet. */
function cell(text: string | number | null | undefined): string {
  const plain = String(text ?? '').replace(/[\t\r\n]+/g, ' ');
  return typeof text !== 'number' && /^[=+\-@＝＋－＠]/.test(plain) ? `'${plain}` : plain;
}

/** Rows as tab-separated text with a header, as a spreadsheet takes them: values as they are, not rounded. */
export function tsvOf(rows: readonly Row[], heads: readonly string[], indicator: string, lang: Lang): string {
  const lines = rows.map(({ unit, value, rank, share }) => {
    const seen = unit.values[indicator];
    return [
      unit.code, unit.name[lang] ?? unit.name.zh, unit.parent_name?.[lang] ?? '', seen?.category?.[lang] ?? value, rank, share,
      statusText(seen?.status, lang), sourceText(seen, lang),
    ].map(cell).join('\t');
  });
  return [heads.map(cell).join('\t'), ...lines].join('\n');
}
