"""Asks the services that answer for classes, units, plans and measures what a sheet needs."""

import datetime as dt
import math
from dataclasses import replace
from typing import Any

import shapely

from app.domain.indicator import indicators
from app.domain.observation import Status
from app.domain.sheet.paper import Frame
from app.domain.vintage import vintages_back
from app.errors import NotFound, Unprocessable
from app.repositories import outlines, sheet_outlines, units
from app.repositories.database import Reader
from app.repositories.map_vintages import vintages
from app.repositories.pointer import ReleaseName
from app.repositories.sheet_outlines import Box, Coverage
from app.services.class_values import UNKNOWN
from app.services.classify import classify
from app.services.describe_plan import describe_plan
from app.services.export.place import place_names
from app.services.list_measures import MeasureQuery, list_measures
from app.services.list_units import UnitList, UnitQuery, list_units
from app.services.sheet.content import Content, DrawnUnit, DrawnZone, Row
from app.services.sheet.query import SheetQuery, asked_box
from app.services.sheet.view import View, fitted

_ALL = 10_000_000
_FINE = 0.12  # millimetres between neighbouring vertices that a reader could tell apart
_GRID = 40_075_016.7 / 4096  # metres between the vertices of zoom 0


async def gather(reader: Reader, release: ReleaseName, query: SheetQuery, frame: Frame, factor: float) -> Content:
    """Return the content of a sheet; raises Unprocessable or NotFound for what is not there."""
    asked = query.classes
    resolved, classes = await classify(reader, asked)
    of = UnitQuery(release.number, asked.level, None, resolved["period"], asked.indicator, "none", _ALL, 0)
    found = await list_units(reader, of)
    plan = await _plan(reader, release.number, query)
    back = await _vintages_back(reader, release.number, resolved["period"])
    rows = [dict(row) for row in await reader.rows(sheet_outlines.zooms(release.number, back))]
    box = asked_box(query.bbox) or await _territory(reader, of, back, plan, rows)
    view = fitted(box, frame)
    zoom = _zoom(rows, asked.level, box, view.metres_per_mm / factor)
    coverage = Coverage(release.number, back, zoom)
    titles = {row["id"]: row["title"] for row in await reader.rows(units.sources(release.number))}
    layers = {name: await _units(reader, coverage, name, view) for name in {asked.level, "county"}}
    shown = _valued(layers[asked.level], found, asked.indicator, query.lang)
    if not shown:
        raise Unprocessable("No unit of the level lies in the box.", "bbox")
    drawn_from = [row["source"] for row in await reader.rows(outlines.outline_sources(release.number))]
    seen = {unit.unit for unit in shown}
    return Content(
        indicator=indicators()[asked.indicator],
        period=resolved["period"],
        place=await _place(reader, release, plan, query.lang),
        classes=classes,
        units=tuple(shown),
        counties=tuple(_valued(layers["county"], None, "", query.lang)),
        zone_outlines=tuple(await _zones(reader, coverage, plan, view)),
        plan=plan,
        measures=await _measures(reader, release.number, plan, resolved["period"]),
        sources=_titles(_cited(found, seen), titles),
        outline_sources=_titles(drawn_from, titles),
        schematic=any(unit.schematic for unit in shown),
        view=view,
    )  # fmt: skip


def _cited(found: UnitList, units_seen: set[str]) -> list[str]:
    values = (value for item in found.items if item["unit"] in units_seen for value in item["values"].values())
    return [source for value in values for source in value["sources"]]


def _titles(ids: Any, titles: dict[str, str]) -> tuple[str, ...]:  # noqa: ANN401 -- any iterable of ids
    return tuple(dict.fromkeys(titles.get(one, one) for one in sorted(set(ids))))


async def _plan(reader: Reader, release: int, query: SheetQuery) -> Row | None:
    if query.plan is None:
        if query.zone is not None:
            raise Unprocessable("A zone needs its plan.", "zone")
        return None
    plan = await describe_plan(reader, release, query.plan)
    known = [zone["id"] for zone in plan["zones"]]
    if query.zone is not None and query.zone not in known:
        raise NotFound(f"No zone {query.zone[:60]!r}; zones of the plan: {', '.join(known) or 'none'}.", "zone")
    return plan


async def _vintages_back(reader: Reader, release: int, period: str) -> int:
    days = [row["day"] for row in await reader.rows(vintages(release))]
    return vintages_back(days, dt.date.fromisoformat(period))


async def _territory(reader: Reader, of: UnitQuery, back: int, plan: Row | None, zooms: list[Row]) -> Box:
    """The box around the plan's territory, or around everything."""
    zoom = max(row["zoom"] for row in zooms)
    inside = None
    if plan is not None:
        within = await list_units(reader, replace(of, parent=plan["territory"]))
        inside = [item["unit"] for item in within.items] or None
    (row,) = await reader.rows(sheet_outlines.extent(Coverage(of.release, back, zoom), of.level, inside))
    if row["west"] is None:
        raise Unprocessable(f"The release draws no {of.level}.", "level")
    return row["west"], row["south"], row["east"], row["north"]


def _zoom(rows: list[Row], level: str, box: Box, metres_per_mm: float) -> int:
    """The lowest zoom whose vertices are as close as the paper can show, and which draws the level's own units."""
    fits: list[int] = [row["zoom"] for row in rows if level == "county" or row["township_level"] == "township"]
    if not fits:
        raise Unprocessable(f"No zoom of the map draws {level}s; ask for counties.", "level")
    ground = _GRID * math.cos(math.radians((box[1] + box[3]) / 2))
    fine = [zoom for zoom in fits if ground / 2**zoom <= _FINE * metres_per_mm]
    return min(fine, default=max(fits))


async def _units(reader: Reader, coverage: Coverage, layer: str, view: View) -> list[Row]:
    rows = await reader.rows(sheet_outlines.drawn_units(coverage, layer, view.box()))
    found = [dict(row) | _placed(view, view.on_page(shapely.from_wkb(bytes(row["outline"])))) for row in rows]
    return [row for row in found if shapely.area(row["outline"]) > 0]


def _placed(view: View, outline: shapely.Geometry) -> Row:
    middle = shapely.get_coordinates(shapely.point_on_surface(outline))[0]
    return {"outline": view.cut(outline), "middle": (float(middle[0]), float(middle[1]))}


def _valued(rows: list[Row], found: UnitList | None, indicator: str, lang: str) -> list[DrawnUnit]:
    values = {item["unit"]: item["values"].get(indicator) for item in found.items} if found else {}
    return [
        DrawnUnit(row["unit"], row["code"], row[f"name_{lang}"], row["precision_class"] == "schematic", row["outline"],
                  row["middle"], (values.get(row["unit"]) or {}).get("value"), _status(values, row["unit"]))
        for row in rows
    ]  # fmt: skip


def _status(values: dict[str, Row | None], unit: str) -> str:
    """The status of the value; a unit that the date does not know cannot have one."""
    if unit not in values:
        return Status.CANNOT_EXIST.value
    value = values[unit]
    return UNKNOWN if value is None else str(value["status"])


async def _zones(reader: Reader, coverage: Coverage, plan: Row | None, view: View) -> list[DrawnZone]:
    if plan is None:
        return []
    rows = await reader.rows(sheet_outlines.drawn_zones(coverage, plan["id"], view.box()))
    drawn = [DrawnZone(row["zone"], view.cut(view.on_page(shapely.from_wkb(bytes(row["outline"]))))) for row in rows]
    return [zone for zone in drawn if shapely.area(zone.outline) > 0]


async def _measures(reader: Reader, release: int, plan: Row | None, period: str) -> dict[str, list[Row]]:
    """The plan's measures by zone, on the date of the map, or on the latest that they have."""
    if plan is None or not plan["measures"]:
        return {}
    try:
        _, items = await list_measures(reader, MeasureQuery(release, plan["id"], None, period))
    except Unprocessable:  # plans have reference dates of their own
        _, items = await list_measures(reader, MeasureQuery(release, plan["id"], None, "latest"))
    found: dict[str, list[Row]] = {}
    for item in items:
        found.setdefault(item["zone"] or "", []).append(item)
    return found


async def _place(reader: Reader, release: ReleaseName, plan: Row | None, lang: str) -> str:
    if plan is None:
        return (await place_names(reader, release))[lang]
    rows = await reader.rows(units.versions(release.number, plan["territory"]))
    return str(rows[-1][f"name_{lang}"]) if rows else ""
