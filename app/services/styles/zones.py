"""The layers of plan zones: a casing under a line, dashed where a plan only describes the zone, and their names."""

from collections.abc import Sequence
from typing import Any

from app.errors import NotFound
from app.repositories.zone_points import zone_points
from app.services.styles.ink import FONTS, ZONE_CASING, ZONE_LINE, Json, Lang, Layer
from app.services.styles.sources import Place

BAND = 9
"""The zoom whose outlines give the points for names."""


async def drawn_zones(place: Place, plan: str | None, vintages_back: int) -> list[Json]:
    """Return the zones that a release draws on a vintage, of one plan if named; raises NotFound for an unknown plan."""
    known = place.choices.plans
    if plan is not None and plan not in known:
        raise NotFound(f"No plan {plan[:60]!r}; plans here: {', '.join(known) or 'none'}.", "plan")
    return [dict(row) for row in await place.reader.rows(zone_points(place.release.number, vintages_back, BAND, plan))]


def name_source(zones: Sequence[Json]) -> Json:
    """Return the points at which names of zones stand, as a source; tiles would repeat them at every edge."""
    features = [
        {
            "type": "Feature",
            "properties": {key: zone[key] for key in ("plan", "zone", "label_zh", "label_en", "membership")},
            "geometry": {"type": "Point", "coordinates": [round(zone["longitude"], 6), round(zone["latitude"], 6)]},
        }
        for zone in zones
    ]
    return {"type": "geojson", "data": {"type": "FeatureCollection", "features": features}}


def zone_layers(plan: str | None, lang: Lang) -> list[Layer]:
    """Return the layers, bottom first."""
    mine: list[Any] = [["==", ["get", "plan"], plan]] if plan else []
    described = ["==", ["get", "membership"], "descriptive"]
    plain = ["!=", ["get", "membership"], "descriptive"]
    return [
        _line("zone-casing", mine, {"line-color": ZONE_CASING, "line-width": 5}),
        _line("zone-lines", [*mine, plain], {"line-color": ZONE_LINE, "line-width": 2}),
        _line(
            "zone-lines-descriptive",
            [*mine, described],
            {"line-color": ZONE_LINE, "line-width": 2, "line-dasharray": [2.2, 1.8]},
        ),
        _names(lang),
    ]


def zone_legend(zones: Sequence[Json]) -> Json:
    """Return the zones as a legend lists them."""
    return {
        "title": {"zh": "规划分区", "en": "Plan zones"},
        "entries": [
            {
                "plan": zone["plan"],
                "zone": zone["zone"],
                "label": {"zh": zone["label_zh"], "en": zone["label_en"]},
                "membership": zone["membership"],
                "colour": ZONE_LINE,
                "layer": "zone-lines-descriptive" if zone["membership"] == "descriptive" else "zone-lines",
            }
            for zone in zones
        ],
    }


def _line(name: str, chosen: list[Any], paint: Json) -> Layer:
    of = {"source": "zone", "source-layer": "zone"}
    # No client is asked to read a conjunction of nothing.
    chosen_of = {"filter": ["all", *chosen]} if chosen else {}
    return {"id": name, "type": "line", **of, **chosen_of, "layout": {"line-join": "round"}, "paint": paint}


def _names(lang: Lang) -> Layer:
    return {
        "id": "zone-names",
        "type": "symbol",
        "source": "zone-names",
        "layout": {
            "text-field": ["get", f"label_{lang}"],
            "text-font": FONTS,
            "text-size": 12.5,
            "text-max-width": 9,
            "text-padding": 2,
        },
        "paint": {"text-color": ZONE_LINE, "text-halo-color": ZONE_CASING, "text-halo-width": 2},
    }
