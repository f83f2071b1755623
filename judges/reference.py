"""What the JSON API says of every unit and zone: the numbers that each other client must read."""

import datetime as dt
import math
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from fetching import read_json

Properties = Mapping[str, Any]

LEVELS = {"counties": "county", "townships": "township"}
_ZONE_KINDS = {"resident_population": "population", "density_per_km2": "density", "share": "share", "growth": "growth"}
_EVER = "1900..latest"
# Formats without a type for days write them as moments, and GDAL has its own way of writing them.
_DAY = re.compile(r"(\d{4})[-/](\d{2})[-/](\d{2})(?:[T ]00:00:00(?:Z|\+00:?(?:00)?)?)?")


class Reference:
    """Answers of the JSON API, each asked for once."""

    def __init__(self, base: str) -> None:
        self.base = base
        self._known: dict[str, Any] = {}

    def items(self, path: str) -> list[dict[str, Any]]:
        """Return the items at a path of the API."""
        if path not in self._known:
            self._known[path] = read_json(f"{self.base}/api/v1{path}")["items"]
        items: list[dict[str, Any]] = self._known[path]
        return items

    @property
    def indicators(self) -> list[str]:
        """Ids of the indicators that have values."""
        return [item["id"] for item in self.items("/indicators") if item["periods"]]

    def units(self, level: str, period: str) -> dict[str, dict[str, Any]]:
        """Return the units of a level with all values of a reference date, by code."""
        path = f"/units?level={level}&period={period}&indicator={','.join(self.indicators)}"
        return {item["code"]: item for item in self.items(path)}

    def zones(self) -> dict[str, dict[str, Any]]:
        """Return the zones of all plans by plan/zone."""
        plans = [plan["id"] for plan in self.items("/plans")]
        return {f"{plan}/{zone['id']}": zone for plan in plans for zone in self.items(f"/plans/{plan}/zones")}

    def unit_faults(self, level: str, found: Properties) -> Iterator[str]:
        """Say where the properties of a unit differ; dates stand beside the values or in reference_date."""
        code = plain(found.get("code"))
        for name, value in found.items():
            if name not in self.indicators:
                continue
            day = plain(found.get(f"{name}_date", found.get("reference_date")))
            wanted: dict[str, Any] = {"value": None}
            if day:
                wanted = self.units(level, day).get(code, {"values": {}})["values"].get(name, wanted)
            if not same(value, wanted["value"]):
                yield f"{code}.{name} of {day} is {value!r}, the API says {wanted['value']!r}"
            status = plain(found.get(f"{name}_status"))
            if status is not None and day and status != wanted.get("status", status):
                yield f"{code}.{name}_status is {status!r}, the API says {wanted.get('status')!r}"
        if plain(found.get("valid_to")) is None:
            yield from self._identity_faults(level, code, found)

    def _identity_faults(self, level: str, code: Any, found: Properties) -> Iterator[str]:
        item = self.units(level, "2020").get(code)
        if item is None:
            yield f"{code} is no {level} of the API"
            return
        wanted = {
            "name": item["name"]["zh"], "name_zh": item["name"]["zh"], "name_en": item["name"]["en"],
            "level": item["level"], "kind": item["kind"], "parent": item["parent"], "area_km2": item["area_km2"],
        }  # fmt: skip
        yield from differences(code, wanted, found)

    def zone_faults(self, found: Properties) -> Iterator[str]:
        """Say where the properties of a zone differ from the API."""
        plan, zone = plain(found.get("plan")), plain(found.get("zone"))
        item = self.zones().get(f"{plan}/{zone}")
        if item is None:
            yield f"{plan}/{zone} is no zone of the API"
            return
        wanted = {"membership": item["membership"], "clause": item["clause"]}
        for zh in ("name", "name_zh", "label_zh"):
            wanted[zh] = item["label"]["zh"]
        for en in ("name_en", "label_en"):
            wanted[en] = item["label"]["en"]
        yield from differences(f"{plan}/{zone}", wanted | self._zone_values(plan, zone), found)

    def _zone_values(self, plan: str, zone: str) -> dict[str, Any]:
        values: dict[str, Any] = {}
        results = [item for item in self.items(f"/plans/{plan}/measures?period={_EVER}") if item["zone"] == zone]
        for name, kind in _ZONE_KINDS.items():
            given = [item for item in results if item["kind"] == kind and item["indicator"] == "resident_population"]
            latest = max((item for item in given if item["value"] is not None), key=lambda i: i["period"], default=None)
            values[name] = latest and latest["value"]
        return values


def differences(what: str, wanted: Properties, found: Properties) -> Iterator[str]:
    """Say which of the wanted values that are there at all are others."""
    for name, value in wanted.items():
        if name in found and not same(found[name], value):
            yield f"{what}.{name} is {found[name]!r}, expected {value!r}"


def plain(value: Any) -> Any:
    """Return a value as JSON would have it: days as text, no NaN, no types of NumPy, pandas or Qt."""
    bare = _UNWRAPPED.get(type(value).__name__, _unwrapped)(value)
    if isinstance(bare, dt.datetime):
        bare = bare.date()
    if isinstance(bare, dt.date):
        return bare.isoformat()
    if isinstance(bare, str) and (day := _DAY.fullmatch(bare)):
        return "-".join(day.group(1, 2, 3))
    return None if bare != bare else bare  # noqa: PLR0124 -- NaN


def _unwrapped(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value


_UNWRAPPED: Mapping[str, Callable[[Any], Any]] = {
    "NAType": lambda _: None,
    "NaTType": lambda _: None,
    "QVariant": lambda value: None if value.isNull() else value.value(),
    "QDate": lambda value: value.toString("yyyy-MM-dd"),
}


def same(found: Any, wanted: Any) -> bool:
    """Whether two values are one; numbers may differ in their type, not in their value."""
    found, wanted = plain(found), plain(wanted)
    if isinstance(found, int | float) and isinstance(wanted, int | float):
        return math.isclose(found, wanted, rel_tol=1e-15, abs_tol=0)
    return bool(found == wanted)
