"""A table as a JSON-stat 2.0 dataset: a cube whose cells are addressed by the table's dimensions.

The last dimension, ``column``, tells the measures apart. Cells are numbered with it running fastest.
"""

from collections.abc import Mapping, Sequence
from math import prod
from typing import Any

from app.errors import Unprocessable
from app.http.status_legend import STATUS_NAMES
from app.http.table import About, Column, Table

LANGUAGES = ("zh", "en")
_COLUMN = Column("column", "数据列", "Column", "text", "dimension", "metric")
# Beyond this many empty cells for a filled one, only the filled are written (both are JSON-stat).
_EMPTY_PER_FILLED = 4

Document = dict[str, Any]


def json_stat(table: Table, about: About, lang: str) -> Document:
    """Return the dataset; raises Unprocessable when its dimensions do not tell two rows apart."""
    dimensions, measures = table.of_role("dimension"), table.of_role("measure")
    categories = [_categories(table, column) for column in dimensions] + [[m.id for m in measures]]
    size = [len(values) for values in categories]
    values, statuses = _cells(table, dimensions, measures, categories)
    axes = [*dimensions, _COLUMN]
    return {
        "version": "2.0",
        "class": "dataset",
        "label": _text((table.zh, table.en), lang),
        "source": f"Polycentre, {about.release.title}",
        "updated": about.release.moment,
        "id": [axis.id for axis in axes],
        "size": size,
        "role": _roles(axes),
        "dimension": {
            axis.id: _dimension(table, axis, found, lang) for axis, found in zip(axes, categories, strict=True)
        },
        "value": _written(values, prod(size)),
        "status": {str(at): status for at, status in statuses.items()},
        "extension": {
            "release": about.release.as_json(),
            "query": dict(about.query),
            "sources": [dict(source) for source in about.sources],
            "status": {"label": {code.value: _text(names, lang) for code, names in STATUS_NAMES.items()}},
        },
    }


def _text(names: tuple[str, str], lang: str) -> str:
    return names[LANGUAGES.index(lang)]


def _categories(table: Table, column: Column) -> list[str]:
    found = dict.fromkeys(_category(row, column) for row in table.rows)
    return sorted(found) if column.axis == "time" else list(found)


def _category(row: Mapping[str, Any], column: Column) -> str:
    if row[column.id] is None:
        raise Unprocessable(f"A row has no {column.id}, so JSON-stat cannot address it; ask for csv.", "format")
    return str(row[column.id])


def _cells(
    table: Table, dimensions: Sequence[Column], measures: Sequence[Column], categories: Sequence[Sequence[str]]
) -> tuple[dict[int, float | int | None], dict[int, str]]:
    """Return values and statuses by address."""
    places = [{value: at for at, value in enumerate(values)} for values in categories]
    values: dict[int, float | int | None] = {}
    statuses: dict[int, str] = {}
    for row in table.rows:
        start = 0
        for column, place in zip(dimensions, places, strict=False):
            start = start * len(place) + place[str(row[column.id])]
        for at, measure in enumerate(measures, start * len(measures)):
            if at in values:
                key = ", ".join(f"{column.id} {row[column.id]}" for column in dimensions)
                raise Unprocessable(f"Two rows share the address {key}, so they are no JSON-stat cube.", "format")
            values[at] = _number(row[measure.id])
            if measure.status and row[measure.status]:
                statuses[at] = row[measure.status]
    return values, statuses


def _number(value: str | float | None) -> float | int | None:
    """Return a number; printed decimals lose their trailing zeros here."""
    if isinstance(value, str):
        return float(value) if "." in value else int(value)
    return value


def _written(values: Mapping[int, float | int | None], cells: int) -> list[Any] | dict[str, Any]:
    if cells <= len(values) * (1 + _EMPTY_PER_FILLED):
        return [values.get(at) for at in range(cells)]
    return {str(at): values[at] for at in sorted(values) if values[at] is not None}


def _roles(axes: Sequence[Column]) -> dict[str, list[str]]:
    roles: dict[str, list[str]] = {}
    for axis in axes:
        if axis.axis:
            roles.setdefault(axis.axis, []).append(axis.id)
    return roles


def _dimension(table: Table, axis: Column, values: Sequence[str], lang: str) -> Document:
    category: Document = {"index": list(values)}
    if axis is _COLUMN:
        measures = {column.id: column for column in table.of_role("measure")}
        names = {name: (column.zh, column.en) for name, column in measures.items()}
        units = {name: column.unit for name, column in measures.items() if column.unit}
    else:
        names = dict(table.names.get(axis.id, {}))
        units = dict(table.units.get(axis.id, {}))
    if names:
        category["label"] = {value: _text(names[value], lang) if value in names else value for value in values}
    if units and axis.axis == "metric":
        category["unit"] = {value: {"label": units[value]} for value in values if value in units}
    return {"label": _text((axis.zh, axis.en), lang), "category": category}
