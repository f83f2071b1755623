import type { Label, Unit, ValueClass } from '../api/types';
import type { Gazetteer, Values } from '../api/values';
import { words } from '../i18n/words';

const NOBODY = { zh: null, en: null };
const [zh, en] = words['legend.noZone'];
const NO_ZONE: Label = { zh, en };

/** The name of the category a value numbers; a unit without value and without status lacks nothing, it is in none. */
function categoryOf(value: number | null, status: string | null, classes: readonly ValueClass[]): Label | undefined {
  if (value === null) return status === null ? NO_ZONE : undefined;
  const label = classes.find(({ lower }) => lower === value)?.label;
  return label && 'zh' in label ? label : undefined;
}

/** Rows of a gazetteer by code and by permanent id; of a unit's versions the one that held last stands for the id. */
export function rowsByCode({ units }: Gazetteer): ReadonlyMap<string, number> {
  const byStart = units.unit.map((_, row) => row).sort((a, b) => (units.valid_from[a] ?? '').localeCompare(units.valid_from[b] ?? ''));
  return new Map([
    ...byStart.map((row) => [units.unit[row] ?? '', row] as const),
    ...byStart.map((row) => [units.code[row] ?? '', row] as const),
  ]);
}

/** The columns of an answer as units with names and places. */
export function unitsOf(values: Values, gazetteer: Gazetteer, rows = rowsByCode(gazetteer)): Unit[] {
  const { units } = values;
  const at = <T>(list: readonly T[], index: number | null | undefined): T | null => (index === null || index === undefined ? null : (list[index] ?? null));
  return units.code.map((code, i): Unit => {
    const unit = units.unit[i] ?? code;
    const row = rows.get(code) ?? rows.get(unit);
    const named = <T>(column: readonly T[]): T | null => at(column, row);
    const { units: known } = gazetteer;
    const category = values.indicator.kind === 'category' ? categoryOf(units.value[i] ?? null, units.status[i] ?? null, values.classes?.classes ?? []) : undefined;
    const parent = named(known.parent);
    const [lng, lat] = [named(known.lng), named(known.lat)];
    return {
      id: Number(code), code, unit,
      name: row === undefined ? { zh: code, en: code } : { zh: named(known.name_zh), en: named(known.name_en) },
      pinyin: named(known.pinyin) ?? '',
      level: named(known.level) ?? '',
      kind: named(known.kind) ?? '',
      parent,
      parent_name: parent ? (gazetteer.parents[parent] ?? NOBODY) : null,
      geometry: lng === null || lat === null ? null : { type: 'Point', coordinates: [lng, lat] },
      precision_class: at(gazetteer.precision_classes, named(known.precision_class)),
      values: {
        [values.indicator.id]: {
          value: units.value[i] ?? null,
          display: { value: units.display[i] ?? null, unit: values.display_unit },
          status: units.status[i] ?? (category ? 'A' : 'O'),
          reason: at(values.reasons, units.reason[i]),
          lower: null,
          upper: null,
          reference_date: at(values.reference_dates, units.reference_date[i]) ?? '',
          dataset: null,
          source: at(values.sources, units.source[i]),
          method: at(values.methods, units.method[i]),
          ...(category && { category }),
          ...(units.value_to && { 
            from: units.value_from?.[i] ?? null,
            to: units.value_to[i] ?? null,
            source_from: at(values.sources, units.source_from?.[i]),
            method_from: at(values.methods, units.method_from?.[i]),
          }),
        },
      },
    };
  });
}
