"""The parts of the build that can be wrong by themselves: sharing out, the power diagram, rounding in 万."""

import doctest

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Polygon, box

from geodata.build import allocation, power
from geodata.build.allocation import NoRoomError, share_out
from geodata.build.census import in_persons
from geodata.build.weights import features

WEIGHTS = st.dictionaries(st.text("0123456789", min_size=1, max_size=3), st.floats(0.1, 100), min_size=1, max_size=12)


def test_examples_in_the_documentation_hold() -> None:
    assert doctest.testmod(allocation).failed == 0
    assert doctest.testmod(allocation).attempted > 0


@given(weights=WEIGHTS, whole=st.integers(0, 1_000_000), room=st.floats(1, 3))
def test_sharing_out_keeps_the_whole_and_the_bound(weights: dict[str, float], whole: int, room: float) -> None:
    upper = int(whole * room / len(weights)) + 1
    counts = share_out(whole, weights, upper)
    assert sum(counts.values()) == whole
    assert all(0 <= count <= upper for count in counts.values())
    assert list(counts) == list(weights)


@given(weights=WEIGHTS, whole=st.integers(0, 1_000_000))
def test_without_a_bound_nobody_is_further_than_one_person_from_the_quota(
    weights: dict[str, float], whole: int
) -> None:
    counts = share_out(whole, weights, whole + 1)
    together = sum(weights.values())
    assert all(abs(counts[code] - whole * weight / together) < 1 + 1e-6 for code, weight in weights.items())


def test_too_little_room_is_refused() -> None:
    with pytest.raises(NoRoomError):
        share_out(11, {"a": 1, "b": 1}, upper=5)


@pytest.mark.parametrize(
    ("wan", "persons", "half"), [("118.95", 1_189_500, 50), ("964.5", 9_645_000, 500), ("87", 870_000, 5000)]
)
def test_figures_in_wan_carry_the_rounding_of_their_last_digit(wan: str, persons: int, half: int) -> None:
    assert in_persons(wan) == (persons, half)


def test_cells_have_the_wanted_areas_even_on_a_bent_domain() -> None:
    bent = Polygon([(0, 0), (100, 0), (100, 30), (30, 30), (30, 100), (0, 100)])
    seeds = np.array([(10.0, 10.0), (80.0, 15.0), (12.0, 85.0), (40.0, 12.0)])
    targets = np.array([0.1, 0.4, 0.3, 0.2]) * bent.area
    diagram = power.solve(bent, seeds, targets)
    cells = power.cells(diagram.seeds, diagram.weights, bent.bounds)
    areas = [bent.intersection(Polygon(cell.vertices)).area for cell in cells]
    assert areas == pytest.approx(list(targets), rel=1e-6)


def test_equal_weights_give_the_nearest_seed() -> None:
    square = box(0, 0, 10, 10)
    diagram = power.solve(square, np.array([(2.5, 5.0), (7.5, 5.0)]), np.array([50.0, 50.0]))
    assert (diagram.owner(1, 9), diagram.owner(9, 1)) == (0, 1)
    [side] = power.sides(diagram, square.bounds)
    assert {round(x, 9) for x, _ in side.coords} == {5.0}


def test_missing_urban_classes_are_filled_from_townships_of_the_same_kind() -> None:
    def row(code: str, kind: str, villages: str, urban: str, core: str) -> dict[str, str]:
        return {
            "code": code, "parent": "330329", "kind": kind, "village_units_2020": villages,
            "urban_units_2016": urban, "core_urban_units_2016": core,
        }  # fmt: skip

    found = features(
        [
            row("330329100", "镇", "10", "4", "2"),
            row("330329101", "镇", "20", "4", "2"),
            row("330329102", "镇", "10", "", ""),
            row("330329200", "乡", "8", "", ""),
        ]
    )
    assert found["330329102"].urban == pytest.approx(3)
    assert found["330329102"].core == pytest.approx(1.5)
    assert (found["330329200"].urban, found["330329200"].core) == (0, 0)
