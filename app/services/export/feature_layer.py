"""A layer ready to be written to any file: features with the meaning of every column in both languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.http.table import Column
from app.services.export.columns import Kind

_KINDS: Mapping[str, Kind] = {"integer": "integer", "number": "number", "date": "date"}


@dataclass(frozen=True, slots=True)
class FeatureLayer:
    """Features in longitude and latitude; ``period`` is the one date that their numbers are of, if there is one."""

    name: str
    zh: str
    en: str
    columns: Sequence[Column]
    features: Sequence[Mapping[str, Any]]
    geometry_type: str
    period: str | None = None

    @property
    def fields(self) -> dict[str, Kind]:
        """The kinds of the columns; a decimal is text, because its printed digits matter."""
        return {column.id: _KINDS.get(column.type, "text") for column in self.columns}

    @property
    def schematic(self) -> bool:
        """Whether some outline must not locate a point."""
        return any(feature["properties"].get("precision_class") == "schematic" for feature in self.features)


def feature(number: int | None, properties: Mapping[str, Any], geometry: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return a GeoJSON feature."""
    return {"type": "Feature", "id": number, "properties": dict(properties), "geometry": geometry}
