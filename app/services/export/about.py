"""What a file must say that leaves the service: release, sources with their licences, and how far outlines go."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.repositories import outlines, units
from app.repositories.database import Reader
from app.repositories.pointer import ReleaseName
from app.services.export.feature_layer import FeatureLayer
from app.services.tilejson import SCHEMATIC

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class About:
    """A release, and the sources that the layers of a file rest on."""

    release: ReleaseName
    sources: Sequence[Row]
    layers: Sequence[FeatureLayer]
    crs: str

    @property
    def schematic(self) -> bool:
        """Whether some outline must not locate a point."""
        return any(layer.schematic for layer in self.layers)

    @property
    def attribution(self) -> str:
        """The line that maps made from the file must show."""
        titles = [source["title"] for source in self.sources]
        return " | ".join([*titles, *([SCHEMATIC] if self.schematic else [])])

    def as_json(self) -> Row:
        """Return everything as one document."""
        return {
            "release": self.release.as_json(),
            "generator": "Polycentre",
            "crs": self.crs,
            "attribution": self.attribution,
            "schematic": self.schematic,
            "note": SCHEMATIC if self.schematic else None,
            "sources": list(self.sources),
            "layers": [layer_about(layer) for layer in self.layers],
        }


def layer_about(layer: FeatureLayer) -> Row:
    """Return the titles of a layer and of its columns in both languages."""
    return {
        "layer": layer.name,
        "title": {"zh": layer.zh, "en": layer.en},
        "period": layer.period,
        "columns": {
            column.id: {"zh": column.zh, "en": column.en} | ({"unit": column.unit} if column.unit else {})
            for column in layer.columns
        },
    }


async def about_release(reader: Reader, release: ReleaseName, layers: Sequence[FeatureLayer], crs: str) -> About:
    """Return what layers of a release must say: of all its sources, those that outlines and values come from."""
    drawn = {row["source"] for row in await reader.rows(outlines.outline_sources(release.number))}
    cited = drawn | {name for layer in layers for name in _cited(layer)}
    rows = [dict(row) for row in await reader.rows(units.sources(release.number)) if row["id"] in cited]
    return About(release, sorted(rows, key=lambda row: str(row["id"])), layers, crs)


def _cited(layer: FeatureLayer) -> set[str]:
    lists = (str(feature["properties"].get("sources") or "") for feature in layer.features)
    return {name for text in lists for name in text.split("; ") if name}
