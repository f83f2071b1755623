from xml.etree import ElementTree as ET

import numpy as np
import pytest
import shapely

from app.services.finding_svg import LARGEST, SIZE, Window, fault_at, finding_svg, window_of

WEST, EAST = shapely.box(120, 28, 120.02, 28.01), shapely.box(120.01, 28, 120.03, 28.01)
SVG = "{http://www.w3.org/2000/svg}"


def test_the_fault_is_what_several_outlines_share() -> None:
    fault = fault_at((120.015, 28.005), {"a": WEST, "b": EAST})
    assert fault.equals(shapely.box(120.01, 28, 120.02, 28.01))
    assert fault_at((120.005, 28.005), {"a": WEST, "b": EAST}).equals(WEST)


def test_the_fault_is_the_hole_around_the_point() -> None:
    hole = shapely.box(120.005, 28.002, 120.01, 28.006)
    assert fault_at((120.006, 28.003), {"a": shapely.difference(WEST, hole)}).equals(hole)
    assert fault_at((121, 29), {"a": WEST}).is_empty


def test_the_window_shows_the_fault_with_as_much_around_it() -> None:
    window = window_of((120.015, 28.005), shapely.box(120.01, 28, 120.02, 28.001))
    assert window.half_m == pytest.approx(983, rel=0.01)  # 0.01 degrees of longitude at 28° north
    assert (window.lng, window.lat) == pytest.approx((120.015, 28.0005))
    assert window_of((120, 28), shapely.Polygon()) == Window(120, 28, 50)


def test_the_drawing_is_xml_with_fault_marker_labels_and_scale() -> None:
    fault = fault_at((120.015, 28.005), {"a": WEST, "b": EAST})
    drawn = finding_svg(
        "overlaps: <a> & b", (120.015, 28.005), {"<西>": WEST, "东": EAST}, fault, window_of((120.015, 28.005), fault)
    )
    root = ET.fromstring(drawn)  # noqa: S314 -- our own
    assert root.findtext(f"{SVG}title") == "overlaps: <a> & b"
    assert {text.text for text in root.iter(f"{SVG}text")} == {"<西>", "东", "500 m"}
    (circle,) = root.iter(f"{SVG}circle")
    assert float(circle.get("cx", 0)) == pytest.approx(SIZE / 2)
    assert [path.get("fill") for path in root.iter(f"{SVG}path")] == ["#e8e8e8", "#e8e8e8", "#d00", "none"]


BOW = shapely.Polygon([(120, 28), (120.02, 28.01), (120.02, 28), (120, 28.01)])
CROWN = shapely.Polygon([(120, 28), *((120 + n * 0.001, 28.01 + (n % 2) * 0.002) for n in range(20)), (120, 28.0105)])
OUTSIDE = shapely.Polygon(WEST.exterior.coords, [shapely.box(120.015, 28.005, 120.025, 28.008).exterior.coords])


@pytest.mark.parametrize(
    ("shape", "point"),
    [(BOW, (120.01, 28.005)), (CROWN, (120.00026, 28.01052)), (OUTSIDE, (120.02, 28.005))],
    ids=["bow-tie", "crown", "hole that reaches out"],
)
def test_outlines_that_cross_themselves_are_drawn_whole_in_red(
    shape: shapely.Polygon, point: tuple[float, float]
) -> None:
    assert not shape.is_valid
    fault = fault_at(point, {"a": shape, "b": EAST})
    assert fault is shape
    drawn = ET.fromstring(finding_svg("t", point, {"a": shape, "b": EAST}, fault, window_of(point, fault)))  # noqa: S314
    paths = {path.get("fill"): path.get("d", "") for path in drawn.iter(f"{SVG}path")}
    corners = sum(len(ring.coords) - 1 for ring in (shape.exterior, *shape.interiors))
    assert paths["#d00"].count("L") + paths["#d00"].count("M") == corners


def test_a_tangle_is_drawn_edge_by_edge() -> None:
    """To find all places where its edges cross would never end."""
    tangle = shapely.Polygon(np.random.default_rng(1).random((30_000, 2)) * 0.01 + (120, 28))
    at = (120.005, 28.005)
    drawn = finding_svg("t", at, {"a": tangle}, tangle, window_of(at, tangle))
    assert 'fill="#d00"' in drawn
    assert len(drawn.encode()) <= LARGEST


def test_a_neighbour_that_crosses_itself_hides_no_other_fault() -> None:
    fault = fault_at((120.025, 28.005), {"a": BOW, "b": EAST, "c": shapely.box(120.02, 28, 120.03, 28.01)})
    assert fault.equals(shapely.box(120.02, 28, 120.03, 28.01))


def test_rich_outlines_lose_detail_until_the_drawing_is_small() -> None:
    comb = [(120 + n * 1e-5, 28.005 + (n % 2) * 0.004) for n in range(2000)]
    whole = shapely.Polygon([*comb, (120.02, 28), (120, 28)])
    window = Window(120.01, 28.005, 1000)
    drawn = finding_svg("t", (120.01, 28.005), {"a": whole}, shapely.Polygon(), window)
    assert len(drawn.encode()) <= LARGEST
    assert "<path" in drawn
