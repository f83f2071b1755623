"""The layers of a choropleth: one for each class, so that every client can read them, then what is not certain."""

from collections.abc import Sequence
from typing import Any

from app.services.class_paint import within
from app.services.styles.ink import COUNTY_LINE, TOWNSHIP_LINE, Layer, border
from app.services.styles.sprite import ESTIMATED, NO_DATA

SOURCE = "units"


def choropleth(indicator: str, level: str, classes: Sequence[dict[str, Any]], *, opacity: float) -> list[Layer]:
    """Return the layers, bottom first.

    Classes are layers with a filter and one colour: QGIS and others read these where they do not read an expression
    that chooses a colour, and they show them as their legend.
    """
    fills = [
        _fill(
            f"{indicator}-class-{number}",
            level,
            within(indicator, _lower(classes, number), _upper(classes, number)),
            {"fill-color": entry["colour"], "fill-opacity": opacity},
        )
        for number, entry in enumerate(classes, 1)
    ]
    missing = ["!", ["has", indicator]]
    unsure = ["all", ["has", indicator], ["!=", ["get", f"{indicator}_status"], "A"]]
    lines = [border("township-borders", SOURCE, source_layer(level), colour=TOWNSHIP_LINE, width=0.6, minzoom=7)]
    return [
        *fills,
        _fill(f"{indicator}-no-data", level, missing, {"fill-pattern": NO_DATA}),
        _fill(f"{indicator}-not-normal", level, unsure, {"fill-pattern": ESTIMATED}) | {"minzoom": 6.5},
        *(lines if level == "township" else []),
        border("county-borders", "county", "county", colour=COUNTY_LINE, width=1.1),
    ]


def source_layer(level: str) -> str:
    """Return the layer of the tiles that holds the values of a level."""
    return f"{level}_measures"


def _lower(classes: Sequence[dict[str, Any]], number: int) -> float | None:
    return None if number == 1 else classes[number - 1]["lower"]


def _upper(classes: Sequence[dict[str, Any]], number: int) -> float | None:
    return None if number == len(classes) else classes[number - 1]["upper"]


def _fill(name: str, level: str, chosen: list[Any], paint: dict[str, Any]) -> Layer:
    return {
        "id": name,
        "type": "fill",
        "source": SOURCE,
        "source-layer": source_layer(level),
        "filter": chosen,
        "paint": paint,
    }
