"""A made-up county of two towns beside a county without any, for the checks of counts and units."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from app.domain.facts import Dataset, Facts, LineageEvent, UnitVersion
from app.domain.observation import Observation, Status

OLD, NEW = date(2010, 11, 1), date(2020, 11, 1)
UNITS = (("1", "prefecture", None), ("11", "county", "1"), ("12", "county", "1"), ("111", "township", "11"),
         ("112", "township", "11"))  # fmt: skip
DATASETS = (
    Dataset("census", "普查", "Census", "resident", 1, "bureau"),
    Dataset("yearbook", "年鉴", "Yearbook", "resident", 2, "book"),
    Dataset("register", "户籍", "Register", "registered", 3, "police"),
)


def unit(code: str, level: str, parent: str | None, **other: Any) -> UnitVersion:
    told = {"name_zh": f"地{code}", "valid_from": None, "valid_to": None, "area_km2": Decimal(1)} | other
    return UnitVersion(code, code, level, "", name_en=code, pinyin=code, parent=parent, area_source=None, **told)


def seen(at: str, value: int | None, indicator: str = "resident_population", **other: Any) -> Observation:
    told: dict[str, Any] = {
        "reference_date": NEW,
        "status": Status.NORMAL,
        "half_width": 0,
        "dataset": "census",
        "source": "bureau",
    }
    return Observation(at, indicator, value=value, **(told | other))


def split(from_unit: str, to_unit: str, day: date) -> LineageEvent:
    return LineageEvent(day, "split", from_unit, to_unit, None, "", "")


def facts_of(
    *observations: Observation, more: Iterable[UnitVersion] = (), lineage: Iterable[LineageEvent] = ()
) -> Facts:
    return Facts([*(unit(*one) for one in UNITS), *more], lineage, DATASETS, observations)
