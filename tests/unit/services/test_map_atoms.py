"""The pieces of the map: leaves, what counties have beyond them, and how precise the outcome is."""

import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from app.ingest.generalise import CoverageError
from app.repositories.map_features import MapUnit
from app.services.map_atoms import MapAtoms

WEST, EAST, NORTH = shapely.box(0, 0, 500, 1000), shapely.box(500, 0, 1000, 1000), shapely.box(0, 1000, 1000, 2000)
SOUTH = shapely.box(0, 0, 1000, 1000)


def unit(
    code: str, level: str, parent: str | None, outline: BaseGeometry | None, precision: str = "official"
) -> MapUnit:
    known = precision if outline is not None else None
    return MapUnit(code, code, level, code, code, parent, parent, known, outline)


def county(code: str, outline: BaseGeometry | None, precision: str = "official") -> MapUnit:
    return unit(code, "county", "330300", outline, precision)


def town(code: str, outline: BaseGeometry | None, precision: str = "schematic") -> MapUnit:
    return unit(code, "township", code[:6], outline, precision)


CITY = unit("330300", "prefecture", None, None)


def area(atoms: MapAtoms, code: str) -> float:
    return float(shapely.area(atoms.outlines[list(atoms.below(code))]).sum())


def test_a_county_is_made_of_its_townships_and_one_without_is_its_own_leaf() -> None:
    atoms = MapAtoms(
        [CITY, county("330326", None), town("330326100", WEST), town("330326101", EAST), county("330383", NORTH)]
    )
    assert set(atoms.leaves) == {"330326100", "330326101", "330383"}
    assert set(atoms.counties) == {"330326", "330383"}
    assert area(atoms, "330326") == SOUTH.area
    assert area(atoms, "330300") == 2_000_000


def test_a_county_with_some_township_outlines_keeps_its_own() -> None:
    atoms = MapAtoms([CITY, county("330326", SOUTH), town("330326100", WEST), town("330326101", None)])
    assert set(atoms.leaves) == {"330326100"}
    assert area(atoms, "330326") == SOUTH.area
    assert shapely.coverage_is_valid(atoms.outlines)
    assert len(atoms.outlines) == 2


def test_a_county_without_township_outlines_is_drawn_whole() -> None:
    atoms = MapAtoms([CITY, county("330326", SOUTH), town("330326100", None), county("330383", NORTH)])
    assert set(atoms.leaves) == {"330383"}
    assert area(atoms, "330326") == SOUTH.area


def test_nothing_is_put_together_of_which_a_part_has_no_outline() -> None:
    atoms = MapAtoms([CITY, county("330326", None), town("330326100", WEST), town("330326101", None)])
    assert set(atoms.leaves) == {"330326100"}
    assert not atoms.counties
    assert atoms.below("330326") == ()
    assert atoms.below("330300") == ()
    assert atoms.below("330399") == ()


def test_functional_zones_and_what_lies_above_have_no_outline_of_their_own() -> None:
    zone = unit("330326401", "functional_zone", "330326", shapely.box(0, 0, 10, 10))
    atoms = MapAtoms([CITY, county("330326", SOUTH), zone])
    assert set(atoms.leaves) == {"330326"}
    assert atoms.below("330326401") == ()


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        pytest.param(SOUTH, "generalised", id="its own outline is what is drawn"),
        pytest.param(shapely.box(0, 0, 1000, 900), "schematic", id="its own outline is another"),
        pytest.param(None, "schematic", id="it has none"),
    ],
)
def test_a_county_is_as_precise_as_what_is_drawn(own: BaseGeometry | None, expected: str) -> None:
    towns = [town("330326100", WEST), town("330326101", EAST, "official")]
    atoms = MapAtoms([CITY, county("330326", own, "generalised"), *towns])
    assert atoms.precision(["330326"]) == expected
    assert atoms.precision(["330326101"]) == "official"
    assert atoms.precision(["330326101", "330326100"]) == "schematic"


def test_overlapping_townships_are_named_by_their_codes() -> None:
    overlapping = [town("330326100", WEST), town("330326101", SOUTH)]
    with pytest.raises(CoverageError) as refused:
        MapAtoms([CITY, county("330326", None), *overlapping])
    assert set(refused.value.units) <= {"330326100", "330326101"}
