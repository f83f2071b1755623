"""Which outline a unit is drawn with on a vintage that does not hold one of it."""

from dataclasses import replace

import shapely
from shapely.geometry.base import BaseGeometry

from app.repositories.map_features import MapUnit
from app.services.map_units import without_conflicts


def unit(code: str, outline: BaseGeometry | None, *, level: str = "township", younger: bool = False) -> MapUnit:
    parent = "330300" if level == "county" else code[:6]
    known = None if outline is None else "official"
    return MapUnit(code, code, level, code, code, parent, parent, known, outline, younger)


WEST, EAST, BOTH = shapely.box(0, 0, 500, 1000), shapely.box(500, 0, 1000, 1000), shapely.box(0, 0, 1000, 1000)


def outlined(units: list[MapUnit]) -> set[str]:
    return {unit.code for unit in without_conflicts(units) if unit.outline is not None}


def test_outlines_of_the_day_stay_as_they_are() -> None:
    units = [unit("330326100", WEST), unit("330326101", BOTH), unit("330326102", None)]
    assert without_conflicts(units) == units


def test_a_younger_outline_fills_ground_that_nobody_had() -> None:
    assert outlined([unit("330326100", WEST), unit("330326101", EAST, younger=True)]) == {"330326100", "330326101"}


def test_a_younger_outline_that_lies_over_a_neighbour_is_left_out_whole() -> None:
    units = [unit("330326100", WEST), unit("330326101", BOTH, younger=True)]
    assert without_conflicts(units)[1] == replace(units[1], outline=None, precision_class=None)


def test_a_county_may_lie_over_its_own_townships_alone() -> None:
    towns = [unit("330326100", WEST), unit("330327100", EAST)]
    assert outlined([*towns, unit("330326", WEST, level="county", younger=True)]) == {
        "330326100",
        "330327100",
        "330326",
    }
    assert outlined([*towns, unit("330326", BOTH, level="county", younger=True)]) == {"330326100", "330327100"}


def test_of_two_younger_ones_over_each_other_the_first_stays() -> None:
    units = [
        unit("330326100", WEST, younger=True),
        unit("330326101", BOTH, younger=True),
        unit("330326102", EAST, younger=True),
    ]
    assert outlined(units) == {"330326100", "330326102"}
