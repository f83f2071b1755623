"""The map: class colours, hatches, dots, circles in proportion, nothing beyond the neat line, a round scale bar."""

import math
from dataclasses import replace

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from app.domain.sheet.display_list import Circle, Path, Text
from app.services.sheet.map_body import circle_radius, map_body, map_marks, rings
from app.services.styles.ink import LAND
from tests.unit.services.sheet.samples import BOX, COUNTIES, FRAME, UNITS, ZONES, content, reach, texts, unit

HALF_LINE = 1.5 / 2  # the widest line, of a zone's casing


def _named(indicator: str) -> dict[str, Path | Circle]:
    items = map_body(content(indicator), None)
    return {item.name: item for item in items if isinstance(item, (Path, Circle)) and item.name}


def test_a_rate_fills_its_unit_with_the_colour_of_its_class() -> None:
    drawn, classes = _named("density_per_km2"), content().classes["classes"]
    assert drawn["unit-1"].fill == classes[2]["colour"]
    assert drawn["unit-2"].fill == classes[2]["colour"]
    assert drawn["unit-3"].fill == classes[0]["colour"]
    colours = {entry["colour"] for entry in classes}
    assert not colours & {drawn[f"unit-{code}"].fill for code in "456"}
    assert not any(name.startswith("count-") for name in drawn)


def test_a_count_fills_no_area() -> None:
    drawn = _named("resident_population")
    assert {drawn[f"unit-{code}"].fill for code in "123456"} == {LAND}
    assert {name for name in drawn if name.startswith("count-")} == {"count-1", "count-2", "count-3"}


def test_an_estimate_is_a_pale_circle_and_nobody_an_empty_ring() -> None:
    drawn = _named("resident_population")
    counted, estimated, nobody = (drawn[f"count-{code}"] for code in "123")
    assert None not in {counted.fill, estimated.fill}
    assert counted.fill != estimated.fill
    assert estimated.stroke == counted.fill
    assert nobody.fill is None
    assert nobody.stroke
    assert reach(nobody)[2] > reach(nobody)[0]


def test_an_estimated_rate_has_dots_and_a_count_none() -> None:
    area = shapely.box(*shapely.bounds(UNITS[1].outline))

    def patterns(indicator: str) -> list[Path]:
        paths = [i for i in map_body(content(indicator), None) if isinstance(i, Path) and not i.name and i.fill]
        return [p for p in paths if len(p.parts) > 1 and shapely.covers(area, shapely.box(*reach(p)))]

    assert len(patterns("density_per_km2")) == 2
    assert patterns("resident_population") == []


@given(st.floats(0, 400), st.floats(0.1, 10))
def test_areas_of_circles_are_in_proportion(value: float, times: float) -> None:
    made = content("resident_population")
    one, other = circle_radius(made, value), circle_radius(made, value * times)
    assert other**2 == pytest.approx(one**2 * times, abs=1e-9)
    assert circle_radius(made, 400) == pytest.approx(8.0)


def test_large_circles_lie_below_small_ones() -> None:
    items = map_body(content("resident_population"), None)
    order = [i.name for i in items if isinstance(i, (Circle, Path)) and (i.name or "").startswith("count-")]
    assert order == ["count-1", "count-2", "count-3"]


@pytest.mark.parametrize("indicator", ["density_per_km2", "resident_population"])
def test_nothing_is_drawn_outside_the_neat_line(indicator: str) -> None:
    """Units that hang over the frame are cut as a sheet's are, so their circles are what is to be looked at."""
    made = content(indicator)
    over = [unit("7", 18, 300, south=140), unit("8", 160, 200, "E", 25), unit("9", 100, 390, south=149)]
    cut = tuple(replace(entry, outline=made.view.cut(entry.outline)) for entry in over)
    shown = content(indicator, units=(*UNITS, *cut))
    neat = shapely.box(FRAME.x, FRAME.y, FRAME.right, FRAME.bottom)
    for item in [*map_body(shown, "centre"), *map_marks(shown, "zh")]:
        assert shapely.covers(shapely.buffer(neat, 1e-6), shapely.box(*reach(item))), item
    drawn = {i.name: i for i in map_body(shown, None) if isinstance(i, (Path, Circle))}
    assert isinstance(drawn.get("count-8"), Path if made.counted else type(None))  # cut, hence no circle any more
    assert "count-9" not in drawn  # its middle is not on the sheet


def test_the_chosen_zone_is_on_top_and_the_strongest() -> None:
    items = [i for i in map_body(content(), "centre") if isinstance(i, Path) and i.parts == rings(ZONES[0].outline)]
    (casing, line) = items[-2:]
    others = [i for i in map_body(content(), "centre") if isinstance(i, Path) and i.parts == rings(ZONES[1].outline)]
    assert casing.width > line.width > max(i.width for i in others if i.width < casing.width)
    assert line.stroke not in {i.stroke for i in others}
    last = [i for i in map_body(content(), "centre") if isinstance(i, Path)][-1]
    assert last == line


def test_counties_are_outlined_over_the_units() -> None:
    items = map_body(content(), None)
    lines = [items.index(i) for i in items if isinstance(i, Path) and i.parts in {rings(c.outline) for c in COUNTIES}]
    areas = [items.index(i) for i in items if isinstance(i, Path) and (i.name or "").startswith("unit-")]
    assert len(lines) == len(COUNTIES)
    assert min(lines) > max(areas)


def test_the_scale_bar_is_as_long_as_it_says() -> None:
    made = content()
    marks = map_marks(made, "en")
    halves = [i for i in marks if isinstance(i, Path) and i.fill and reach(i)[3] - reach(i)[1] == pytest.approx(1.2)]
    left, right = min(reach(i)[0] for i in halves), max(reach(i)[2] for i in halves)
    zero, half, whole, north = texts(marks)
    kilometres = (right - left) * made.view.metres_per_mm / 1000
    assert (zero, north) == ("0", "N")
    assert whole == f"{kilometres:g} km"
    assert half == f"{kilometres / 2:g} km"
    assert f"{kilometres:e}"[0] in "125"
    places = [i.x for i in marks if isinstance(i, Text)][:3]
    assert places == pytest.approx([left, (left + right) / 2, right])


def test_the_neat_line_is_drawn_last() -> None:
    neat = map_marks(content(), "zh")[-1]
    assert reach(neat) == (FRAME.x, FRAME.y, FRAME.right, FRAME.bottom)


def test_rings_are_those_of_all_polygons_with_their_holes() -> None:
    holed = shapely.box(0, 0, 4, 4).difference(shapely.box(1, 1, 2, 2))
    mixed = shapely.GeometryCollection([holed, shapely.box(5, 5, 6, 6), shapely.Point(9, 9)])
    found = rings(mixed)
    assert [len(ring) for ring in found] == [4, 4, 4]
    areas = [shapely.area(shapely.polygons(ring)) for ring in found]
    assert areas == [16, 1, 1]
    assert math.isclose(BOX[2] - BOX[0], 1)
