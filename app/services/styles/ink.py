"""Colours and lines that all styles share, and names written on the map."""

from typing import Any, Literal

Lang = Literal["zh", "en"]
Layer = dict[str, Any]
Json = dict[str, Any]

SEA = "#e3ebea"
LAND = "#f4f5f3"
TEXT = "#17242a"
HALO = "#ffffff"
TOWNSHIP_LINE = "#ffffff"
COUNTY_LINE = "#5b676b"
ZONE_LINE = "#b3261e"
ZONE_CASING = "#ffffff"
# Fonts of the reader's machine: without a glyph server MapLibre draws with these, and other programs know them too.
FONTS = ["PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "sans-serif"]


def background() -> Layer:
    """Return what lies under everything."""
    return {"id": "background", "type": "background", "paint": {"background-color": SEA}}


def land() -> Layer:
    """Return plain land, for styles that colour nothing."""
    return {
        "id": "land",
        "type": "fill",
        "source": "county",
        "source-layer": "county",
        "paint": {"fill-color": LAND},
    }


def border(name: str, source: str, source_layer: str, *, colour: str, width: float, minzoom: float = 0) -> Layer:
    """Return a thin line along the borders of a layer."""
    return {
        "id": name,
        "type": "line",
        "source": source,
        "source-layer": source_layer,
        "minzoom": minzoom,
        "layout": {"line-join": "round"},
        "paint": {"line-color": colour, "line-width": width},
    }


def names(lang: Lang) -> list[Layer]:
    """Return the names of townships, from the zoom at which there is room, and of counties over them."""
    return [
        _places("township-names", "township", lang, minzoom=9.6, size=(9.6, 11, 13, 14)),
        _places("county-names", "county", lang, minzoom=6, size=(7, 11.5, 10, 15)),
    ]


def _places(name: str, level: str, lang: Lang, *, minzoom: float, size: tuple[float, float, float, float]) -> Layer:
    return {
        "id": name,
        "type": "symbol",
        "source": "label",
        "source-layer": "label",
        "minzoom": minzoom,
        "filter": ["==", ["get", "level"], level],
        "layout": {
            "text-field": ["get", "name" if lang == "zh" else "name_en"],
            "text-font": FONTS,
            "text-size": ["interpolate", ["linear"], ["zoom"], *size],
            "text-padding": 3,
            "text-max-width": 7,
        },
        "paint": {"text-color": TEXT, "text-halo-color": HALO, "text-halo-width": 1.6},
    }
