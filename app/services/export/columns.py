"""What a file of features is written from: typed columns, ids and geometries, worked out from GeoJSON features."""

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import shapely
from shapely.geometry.base import BaseGeometry

Feature = Mapping[str, Any]
Kind = Literal["integer", "number", "boolean", "date", "text"]

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_INT64 = range(-(1 << 63), 1 << 63)


@dataclass(frozen=True, slots=True)
class Column:
    """A property of all features; None is a missing value, whatever the kind."""

    name: str
    kind: Kind
    values: list[Any]

    @property
    def present(self) -> list[bool]:
        """Which features have a value."""
        return [value is not None for value in self.values]


@dataclass(frozen=True, slots=True)
class Layer:
    """Features by column; ``ids`` and ``geometries`` may hold None, coordinates are in the order x, y."""

    name: str
    ids: list[Any]
    columns: list[Column]
    geometries: list[BaseGeometry | None]

    @property
    def shapes(self) -> list[BaseGeometry]:
        """The geometries there are."""
        return [geometry for geometry in self.geometries if geometry is not None]

    @property
    def numbered(self) -> bool:
        """Whether the ids can be row numbers of a file: whole, all there and all different."""
        whole = all(type(number) is int and 0 <= number in _INT64 for number in self.ids)
        return whole and len(set(self.ids)) == len(self.ids)

    def id_column(self) -> Column | None:
        """Return the ids as a column, None where features have none; a property of that name keeps it."""
        if self.ids and all(number is None for number in self.ids):
            return None
        taken = {column.name.lower() for column in self.columns}
        return column_of("feature_id" if "id" in taken else "id", self.ids, "integer")


def layer_of(name: str, features: Sequence[Feature], fields: Mapping[str, Kind] | None = None) -> Layer:
    """Return features by column, in the order of ``fields`` and then of first appearance.

    ``fields`` declares kinds that the values alone cannot tell: of columns without values, of empty collections.
    """
    known = dict(fields or {})
    names = dict.fromkeys([*known, *(key for feature in features for key in feature["properties"])])
    columns = [column_of(key, [f["properties"].get(key) for f in features], known.get(key)) for key in names]
    return Layer(name, [f.get("id") for f in features], columns, [_shape(f.get("geometry")) for f in features])


def column_of(name: str, values: Sequence[Any], kind: Kind | None = None) -> Column:
    """Return a column; its kind is the narrowest that holds every value, text where there is none."""
    plain = [_plain(value) for value in values]
    found = _kind([value for value in plain if value is not None])
    chosen = found if kind is None or not _holds(kind, found) else kind
    if all(value is None for value in plain):
        chosen = kind or "text"
    return Column(name, chosen, [None if value is None else _CONVERT[chosen](value) for value in plain])


def _kind(values: Sequence[Any]) -> Kind:
    types = {type(value) for value in values}
    if types == {bool}:
        return "boolean"
    if types and types <= {int, float} and all(type(value) is float or value in _INT64 for value in values):
        return "integer" if types == {int} else "number"
    if types == {dt.date} or (types == {str} and all(_is_date(value) for value in values)):
        return "date"
    return "text"


def _holds(kind: Kind, found: Kind) -> bool:
    """Whether a declared kind can hold what was found: a wrong declaration must not lose a value."""
    return kind in ("text", found) or (kind == "number" and found == "integer")


def _is_date(value: str) -> bool:
    if not _DATE.fullmatch(value):
        return False
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _plain(value: object) -> object:
    """Return scalars as they are; lists and objects as JSON, because table formats hold neither."""
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, ensure_ascii=False)
    if value is None or type(value) in (bool, int, float, str, dt.date):
        return value
    return value.isoformat() if isinstance(value, dt.datetime) else str(value)


def _date(value: object) -> dt.date:
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))


_CONVERT: Mapping[Kind, Any] = {"integer": int, "number": float, "boolean": bool, "date": _date, "text": str}


def _shape(geometry: object) -> BaseGeometry | None:
    if geometry is None or isinstance(geometry, BaseGeometry):
        return geometry
    shape: BaseGeometry = shapely.from_geojson(json.dumps(geometry))
    return shape
