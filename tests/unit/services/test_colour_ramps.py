"""Ramps: real colours, light to dark, never that of missing data."""

import re

import pytest

from app.domain.indicator import indicators
from app.services.colour_ramps import DIVERGING, NO_DATA, RAMPS, colours, default_ramp


def _lightness(colour: str) -> float:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return 0.2126 * float(red**2.2) + 0.7152 * float(green**2.2) + 0.0722 * float(blue**2.2)


@pytest.mark.parametrize("ramp", RAMPS)
@pytest.mark.parametrize("count", range(1, 16))
def test_as_many_distinct_colours_as_classes(ramp: str, count: int) -> None:
    found = colours(ramp, count)
    assert len(set(found)) == count
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in found)
    assert NO_DATA not in found


@pytest.mark.parametrize("ramp", sorted(set(RAMPS) - set(DIVERGING)))
@pytest.mark.parametrize("count", [2, 5, 9])
def test_sequential_ramps_darken_steadily(ramp: str, count: int) -> None:
    lightness = [_lightness(colour) for colour in colours(ramp, count)]
    assert lightness == sorted(lightness, reverse=True)


@pytest.mark.parametrize("ramp", DIVERGING)
def test_diverging_ramps_are_palest_in_the_middle(ramp: str) -> None:
    lightness = [_lightness(colour) for colour in colours(ramp, 9)]
    assert max(lightness) == lightness[4]
    assert lightness[:5] == sorted(lightness[:5])
    assert lightness[4:] == sorted(lightness[4:], reverse=True)


def test_ends_are_the_ends_of_the_ramp() -> None:
    assert (colours("YlGnBu", 5)[0], colours("YlGnBu", 5)[-1]) == ("#edf8b1", "#081d58")


def test_every_indicator_has_a_ramp() -> None:
    assert {default_ramp(name) for name in indicators()} <= set(RAMPS)
    assert default_ramp("growth") in DIVERGING
    assert default_ramp("density_per_km2") not in DIVERGING
