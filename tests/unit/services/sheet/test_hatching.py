"""Patterns lie within their outline, differ by reason, and run on over a border."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from app.domain.observation import Status
from app.domain.sheet.display_list import Path
from app.services.sheet.hatching import HATCHES, MISSING, Hatch, dotted, hatch_of, hatched
from app.services.sheet.texts import WORDS

OUTLINE = shapely.Point(50, 50).buffer(12).difference(shapely.Point(50, 50).buffer(4))
CIRCLES = st.builds(
    lambda x, y, r: shapely.Point(x, y).buffer(r), st.floats(0, 200), st.floats(0, 200), st.floats(0.1, 30)
)


def _lines(path: Path) -> shapely.Geometry:
    return shapely.multilinestrings([shapely.linestrings(part) for part in path.parts])


@given(CIRCLES, st.sampled_from(HATCHES))
def test_lines_stay_within_the_outline(outline: shapely.Geometry, hatch: Hatch) -> None:
    found = hatched(outline, hatch)
    if found is not None:
        assert shapely.covers(shapely.buffer(outline, 1e-6), _lines(found))
        assert (found.fill, found.closed) == (None, False)


@given(CIRCLES)
def test_dots_stay_within_the_outline(outline: shapely.Geometry) -> None:
    for path in dotted(outline):
        assert path.stroke is None
        assert all(shapely.covers(shapely.buffer(outline, 1e-6), shapely.polygons(part)) for part in path.parts)


def test_dark_dots_and_light_ones_are_pairs_that_do_not_cover_each_other() -> None:
    dark, light = dotted(OUTLINE)
    assert len(dark.parts) == len(light.parts) > 10
    assert dark.fill != light.fill
    for one, other in zip(dark.parts, light.parts, strict=True):
        assert shapely.intersection(shapely.polygons(one), shapely.polygons(other)).area == pytest.approx(0)


def test_holes_stay_empty() -> None:
    hole = shapely.Point(50, 50).buffer(3.9)
    line = hatched(OUTLINE, MISSING)
    assert line is not None
    assert not shapely.intersects(_lines(line), hole)
    assert not any(shapely.intersects(shapely.polygons(part), hole) for path in dotted(OUTLINE) for part in path.parts)


@pytest.mark.parametrize("hatch", HATCHES, ids=lambda hatch: hatch.word)
def test_neighbours_with_one_pattern_join(hatch: Hatch) -> None:
    """Two halves are drawn as the whole is: no line has a step at the border."""
    whole, west, east = shapely.box(10, 10, 50, 30), shapely.box(10, 10, 27.3, 30), shapely.box(27.3, 10, 50, 30)
    together, *halves = (hatched(part, hatch) for part in (whole, west, east))
    assert together is not None
    lines = [_lines(half) for half in halves if half is not None]
    assert sum(shapely.length(line) for line in lines) == pytest.approx(shapely.length(_lines(together)))
    assert shapely.hausdorff_distance(shapely.union_all(lines), _lines(together)) < 0.01


def test_each_reason_of_a_gap_has_its_own_pattern_and_word() -> None:
    assert len({(hatch.apart, hatch.slopes) for hatch in HATCHES}) == len(HATCHES) == 3
    assert {hatch.word for hatch in HATCHES} <= set(WORDS)
    assert (hatch_of("M").word, hatch_of("Q").word) == ("not_existing", "suppressed")
    others = {status.value for status in Status} - {"M", "Q"}
    assert {hatch_of(status).word for status in others} == {"missing"}


def test_what_is_too_small_for_a_pattern_has_none() -> None:
    speck = shapely.box(10.7, 10.05, 10.75, 10.1)
    assert [hatched(speck, hatch) for hatch in HATCHES] == [None, None, None]
    assert dotted(speck) == []
