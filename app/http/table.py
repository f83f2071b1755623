"""A table: typed, titled columns and rows. CSV, CSVW, XLSX and JSON-stat are written from it, so they agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from app.repositories.pointer import ReleaseName

Type = Literal["text", "integer", "number", "decimal", "date"]
Role = Literal["dimension", "measure", "attribute"]
Axis = Literal["time", "geo", "metric"]
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: rows are told apart by its dimensions and say the numbers of its measures.

    A `decimal` is a number whose printed decimals matter and which is therefore kept as text. `axis` says what a
    dimension is, `unit` what a measure is in (None: each row says so), `status` which column holds its statuses.
    """

    id: str
    zh: str
    en: str
    type: Type = "text"
    role: Role = "attribute"
    axis: Axis | None = None
    unit: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; `names` and `units` describe the values of dimensions, by column and value."""

    name: str
    zh: str
    en: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    names: Mapping[str, Mapping[str, tuple[str, str]]] = field(default_factory=dict)
    units: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def of_role(self, role: Role) -> list[Column]:
        """Return the columns of a role."""
        return [column for column in self.columns if column.role == role]


@dataclass(frozen=True, slots=True)
class About:
    """What a file must say that leaves the service: release, resolved query, and the sources it may rest on."""

    release: ReleaseName
    query: Mapping[str, Any]
    sources: Sequence[Row] = ()


def cited(table: Table, sources: Sequence[Row]) -> list[Row]:
    """Return, by id, the sources that the rows name; all of them if the table has no column of sources."""
    columns = [column.id for column in table.columns if column.id == "source" or column.id.endswith("_source")]
    named = {name for row in table.rows for column in columns for name in (row[column] or "").split("; ")}
    return sorted((s for s in sources if not columns or s["id"] in named), key=lambda source: str(source["id"]))


def dimension(name: str, zh: str, en: str, axis: Axis | None = None, kind: Type = "text") -> Column:
    """Return a column that tells rows apart."""
    return Column(name, zh, en, kind, "dimension", axis)


def quantity(
    name: str, zh: str, en: str, kind: Type = "number", *, unit: str | None = None, status: str | None = None
) -> Column:
    """Return a column of numbers."""
    return Column(name, zh, en, kind, "measure", None, unit, status)


def names_by(rows: Sequence[Row], key: str, zh: str = "label_zh", en: str = "label_en") -> dict[str, tuple[str, str]]:
    """Return the names of a dimension's values in both languages; several names of one value stand side by side."""
    found: dict[str, tuple[dict[str, None], dict[str, None]]] = {}
    for row in rows:
        texts = found.setdefault(str(row[key]), ({}, {}))
        for text, name in zip(texts, (row[zh], row[en]), strict=True):
            if name:
                text[name] = None
    return {value: (" / ".join(texts[0]), " / ".join(texts[1])) for value, texts in found.items()}


def units_by(rows: Sequence[Row], key: str, unit: str = "unit") -> dict[str, str]:
    """Return the unit of each value of a dimension, where all its rows agree."""
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(str(row[key]), set()).add(row[unit])
    return {value: next(iter(units)) for value, units in found.items() if len(units) == 1}
