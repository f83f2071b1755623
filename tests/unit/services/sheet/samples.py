"""A made-up land of four squares, two of them a county each half, as a sheet gathers it."""

from dataclasses import replace
from typing import Any

import shapely

from app.domain.indicator import indicators
from app.domain.sheet.display_list import Circle, Item, Path, Text
from app.domain.sheet.paper import Frame
from app.services.classify import ClassQuery, counted, painted
from app.services.colour_ramps import ramps
from app.services.sheet.content import Content, DrawnUnit, DrawnZone
from app.services.sheet.fonts import Typeface, typeface
from app.services.sheet.query import SheetQuery
from app.services.sheet.view import fitted

FRAME = Frame(20, 30, 160, 120)
BOX = (120.0, 27.4, 121.0, 28.2)
EDGES = [0.0, 10.0, 100.0]
TOP = 400.0


def face() -> Typeface:
    """Return the typeface of the web build."""
    return typeface()


def unit(code: str, west: float, value: float | None, status: str = "A", south: float = 60) -> DrawnUnit:
    """Return a square of 30 mm, its upper left corner at (west, south)."""
    outline = shapely.box(west, south, west + 30, south + 30)
    return DrawnUnit(code, code, f"镇{code}", code == "2", outline, (west + 15, south + 15), value, status)


UNITS = (
    unit("1", 40, 400),
    unit("2", 70, 100, "E"),
    unit("3", 100, 0),
    unit("4", 130, None, "O"),
    unit("5", 40, None, "M", 90),
    unit("6", 70, None, "Q", 90),
)
COUNTIES = (
    DrawnUnit("10", "10", "甲县", False, shapely.box(40, 60, 100, 90), (70, 75), None, "A"),
    DrawnUnit("11", "11", "乙县", False, shapely.box(100, 60, 160, 90), (130, 75), None, "A"),
)
ZONES = (DrawnZone("centre", shapely.box(40, 60, 70, 90)), DrawnZone("edge", shapely.box(130, 60, 160, 90)))
PLAN: dict[str, Any] = {
    "id": "p",
    "title": {"zh": "某市规划", "en": "A city plan"},
    "zones": [
        {
            "id": "edge", "label": {"zh": "外围", "en": "Edge"}, "membership": "not_enumerated", "members": [],
            "clause": "专栏3",
        },
        {
            "id": "centre", "label": {"zh": "主中心", "en": "Main centre"}, "membership": "enumerated",
            "members": [{"name": {"zh": "镇1", "en": "Town 1"}}], "clause": "一(一)4 ≥ 55（55以上）",
        },
    ],
}  # fmt: skip
SHARE: dict[str, Any] = {
    "kind": "share", "label": {"zh": "主中心占比", "en": "Main centre share"}, "period": "2020-11-01", "value": 0.8,
    "display": {"value": "80.00", "unit": "%"}, "status": "E",
    "published": {"value": "79", "unit": "%", "bounds": [79.5, 80.5], "verdict": "differs"},
}  # fmt: skip


def classes(indicator: str) -> dict[str, Any]:
    """Return the classes of the units' values, as ``/classes`` gives them."""
    values = sorted(entry.value for entry in UNITS if entry.value is not None)
    found = counted(values, EDGES, TOP)
    return painted(indicators()[indicator], ramps()["YlGnBu"], found, zero=False, reverse=False) | {
        "values": {"count": len(values), "by_status": {"A": 2, "E": 1}, "pooled_count": len(values)}
    }


def content(indicator: str = "density_per_km2", **changes: Any) -> Content:
    """Return what a sheet of the land is drawn from."""
    made = Content(
        indicator=indicators()[indicator],
        period="2020-11-01",
        place="某市",
        classes=classes(indicator),
        units=UNITS,
        counties=COUNTIES,
        zone_outlines=ZONES,
        plan=PLAN,
        measures={"centre": [SHARE]},
        sources=("统计局",),
        outline_sources=("自绘",),
        schematic=True,
        view=fitted(BOX, FRAME),
    )
    return replace(made, **changes)


def query(**changes: Any) -> SheetQuery:
    """Return a request for a sheet."""
    asked = ClassQuery(1, "density_per_km2", "township", "2020", "quantile", 3, pooled=True, ramp=None)
    link = "https://map.example/?plan=p"
    made = SheetQuery(asked, "a4", "landscape", "zh", "p", None, None, None, None, link)
    return replace(made, **changes)


def texts(items: list[Item]) -> list[str]:
    """Return what is written."""
    return [item.content for item in items if isinstance(item, Text)]


def reach(item: Item) -> tuple[float, float, float, float]:
    """Return the box around an item's middle lines; a text counts with its anchor alone."""
    if isinstance(item, Path):
        across, down = zip(*(point for part in item.parts for point in part), strict=True)
        return min(across), min(down), max(across), max(down)
    radius = item.radius if isinstance(item, Circle) else 0.0
    return item.x - radius, item.y - radius, item.x + radius, item.y + radius
