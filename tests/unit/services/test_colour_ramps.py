"""Ramps: real colours, light to dark, told apart by everybody and never taken for missing data."""

import re
from itertools import combinations, pairwise

import pytest

from app.domain.breaks import MAX_CLASSES
from app.domain.indicator import indicators
from app.services.colour_ramps import NO_DATA, Ramp, categories, category_colours, default_ramp, palette, ramps
from tests.unit.services.colour_vision import VISION, difference, seen

RAMPS = list(ramps().values())
SEQUENTIAL = [ramp for ramp in RAMPS if ramp.kind == "sequential"]
DIVERGING = [ramp for ramp in RAMPS if ramp.kind == "diverging"]
COUNTS = range(1, MAX_CLASSES + 1)
# One unit of CIEDE2000 is about the least that can be seen side by side; neighbours on a map are not always.
NEIGHBOURS, MISSING, PINNED = 3.0, 4.0, 3.5


def _lightness(colour: str) -> float:
    return seen(colour, "normal")[0]


def _nearest(colours: list[str]) -> float:
    """Return the least difference of neighbouring classes over all kinds of vision."""
    pairs = [(vision, a, b) for vision in VISION for a, b in pairwise(colours)]
    return min(difference(seen(a, vision), seen(b, vision)) for vision, a, b in pairs)


def test_differences_are_those_of_the_published_pairs() -> None:
    """Three of the pairs printed by Sharma, Wu and Dalal."""
    assert difference((50, 2.6772, -79.7751), (50, 0, -82.7485)) == pytest.approx(2.0425, abs=1e-4)
    assert difference((50, 2.5, 0), (73, 25, -18)) == pytest.approx(27.1492, abs=1e-4)
    assert difference((6.7747, -0.2908, -2.4247), (5.8714, -0.0985, -2.2286)) == pytest.approx(0.6377, abs=1e-4)


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("ramp", RAMPS, ids=lambda ramp: ramp.id)
def test_everybody_tells_the_classes_apart(ramp: Ramp, count: int) -> None:
    found = ramp.colours(count)
    assert len(found) == count
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in found)
    assert count == 1 or _nearest(found) >= NEIGHBOURS
    for vision in VISION:
        assert all(difference(seen(c, vision), seen(NO_DATA, vision)) >= MISSING for c in found)


@pytest.mark.parametrize("ramp", SEQUENTIAL, ids=lambda ramp: ramp.id)
@pytest.mark.parametrize("count", COUNTS)
def test_sequential_ramps_darken_steadily(ramp: Ramp, count: int) -> None:
    lightness = [_lightness(colour) for colour in ramp.colours(count)]
    assert lightness == sorted(lightness, reverse=True)


@pytest.mark.parametrize("ramp", DIVERGING, ids=lambda ramp: ramp.id)
def test_diverging_ramps_are_palest_in_the_middle(ramp: Ramp) -> None:
    lightness = [_lightness(colour) for colour in ramp.colours(9)]
    assert max(lightness) == lightness[4]
    assert lightness[:5] == sorted(lightness[:5])
    assert lightness[4:] == sorted(lightness[4:], reverse=True)


def test_schemes_are_those_the_authors_published() -> None:
    assert ramps()["YlGnBu"].colours(5) == ["#ffffcc", "#a1dab4", "#41b6c4", "#2c7fb8", "#253494"]
    assert ramps()["PuOr"].colours(3) == ["#f1a340", "#f7f7f7", "#998ec3"]
    assert ramps()["viridis"].colours(3) == ["#fde725", "#21918c", "#440154"]


@pytest.mark.parametrize("ramp", DIVERGING, ids=lambda ramp: ramp.id)
@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("below", range(MAX_CLASSES + 1))
def test_pinned_colours_turn_at_zero_and_are_told_apart(ramp: Ramp, count: int, below: int) -> None:
    edges = [float(i - below) for i in range(count)]
    found = palette(ramp, edges, float(count - below), zero=True, reverse=False)
    assert len(found) == count
    assert count == 1 or _nearest(found) >= PINNED
    low = sum(edge < 0 for edge in edges)
    side = max(low, count - low)
    whole = ramp.colours(2 * side)
    assert (found[:low], found[low:]) == (whole[side - low : side], whole[side : side + count - low])


def test_a_class_that_holds_zero_is_pale() -> None:
    ramp = ramps()["RdBu"]
    found = palette(ramp, [-2.0, -0.5, 0.5], 3.0, zero=True, reverse=False)
    assert found == ["#ef8a62", "#f7f7f7", "#67a9cf"]
    assert palette(ramp, [-2.0, -0.5, 0.5], 3.0, zero=True, reverse=True) == found[::-1]


def test_a_ramp_can_be_turned_round() -> None:
    ramp = ramps()["YlGnBu"]
    assert palette(ramp, [1.0, 2.0, 3.0], 4.0, zero=False, reverse=True) == ramp.colours(3)[::-1]


def test_every_indicator_has_a_ramp() -> None:
    assert {default_ramp(name) for name in indicators()} <= set(ramps())
    assert ramps()[default_ramp("growth")].kind == "diverging"
    assert ramps()[default_ramp("density_per_km2")].kind == "sequential"


def test_categories_have_colours_of_their_own_and_are_no_ramp_for_numbers() -> None:
    assert categories().kind == "categorical"
    assert categories().id not in ramps()
    assert category_colours(2) == ["#cc6677", "#332288"]
    for count in (0, 1, 9, 10, 30):
        colours = category_colours(count)
        assert len(set(colours)) == len(colours) == count


@pytest.mark.parametrize("vision", VISION)
def test_everybody_tells_every_category_from_all_others_and_from_missing_data(vision: str) -> None:
    for a, b in combinations([*category_colours(MAX_CLASSES), NO_DATA], 2):
        assert difference(seen(a, vision), seen(b, vision)) >= MISSING, (a, b)
