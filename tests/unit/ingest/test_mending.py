import numpy as np
import pytest
import shapely
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from app.domain.mercator import to_metres
from app.ingest.mending import mend, moved_metres

METRE = 1 / 110_800  # of a degree of latitude near 27° north
LEFT = shapely.box(120, 27, 120.01, 27.01)


def beside(gap_m: float) -> BaseGeometry:
    return shapely.box(120.01 + gap_m * METRE, 27, 120.02, 27.01)


def test_borders_nearer_than_the_tolerance_become_one() -> None:
    (found,), left = mend({"1": LEFT, "2": beside(0.4)}, 0.5)
    assert (found.unit, found.repairs, left) == ("2", ("snapped",), [])
    assert 0.3 < found.moved_m < 0.4
    assert shapely.coverage_is_valid([LEFT, found.outline])
    assert mend({"1": LEFT, "2": beside(0.4)}, 0.2) == ([], [])
    assert mend({"1": LEFT, "2": beside(0.4)}, 0) == ([], [])


def test_small_overlaps_are_snapped_and_large_ones_are_left() -> None:
    (found,), left = mend({"1": LEFT, "2": beside(-0.4)}, 0.5)
    assert not left
    assert found.moved_m <= 0.5
    mended, (one,) = mend({"1": LEFT, "2": beside(-30)}, 0.5)
    assert not mended
    assert "more than 0.5 m from its neighbours" in one.reason


def test_the_others_are_mended_around_one_that_is_left() -> None:
    far = shapely.box(120.019, 27, 120.03, 27.01)
    mended, left = mend({"1": LEFT, "2": beside(0.4), "3": far}, 0.5)
    assert [found.unit for found in mended] == ["2"]
    assert [one.unit for one in left] == ["3"]


def test_rings_are_put_in_order_and_nothing_moves() -> None:
    (found,), _ = mend({"1": shapely.reverse(LEFT)}, 0.5)
    assert (found.repairs, found.moved_m) == (("rings ordered",), 0)
    assert found.outline.equals(LEFT)
    assert mend({"1": LEFT}, 0.5) == ([], [])


def test_crossings_without_an_area_are_mended_and_others_are_not() -> None:
    spike = [(120, 27), (120.01, 27), (120.01, 27.01), (120.01, 27.010001), (120.01, 27.01), (120, 27.01), (120, 27)]
    bow = shapely.Polygon([(121, 27), (121.01, 27.01), (121.01, 27), (121, 27.01), (121, 27)])
    (found,), (left,) = mend({"1": shapely.Polygon(spike), "2": bow}, 0.5)
    assert (found.unit, found.repairs[0]) == ("1", "made valid")
    assert found.outline.is_valid
    assert found.outline.area == shapely.Polygon(spike).area
    assert left.unit == "2"
    assert "would change its area: Self-intersection" in left.reason


def test_distances_are_those_of_the_ground() -> None:
    assert abs(moved_metres(LEFT, shapely.box(120, 27, 120.01, 27.02)) - 1108) < 8


@pytest.mark.parametrize("seed", range(5))
def test_the_farthest_vertex_of_either_border_tells_how_far_they_lie_apart(seed: int) -> None:
    random = np.random.default_rng(seed)
    before = shapely.segmentize(shapely.difference(LEFT, shapely.box(120.002, 27.002, 120.004, 27.004)), 0.001)
    moved = affinity.translate(before, *random.normal(0, 1e-4, 2))
    after = shapely.union(moved, shapely.box(120.009, 27.009, 120.02, 27.01 + random.random() / 100))
    one, two = (
        shapely.transform(shapely.boundary(shape), lambda at: np.column_stack(to_metres(at[:, 0], at[:, 1])))
        for shape in (before, after)
    )
    stretch = np.cos(np.radians(shapely.get_y(shapely.centroid(before))))
    assert moved_metres(before, after) == pytest.approx(shapely.hausdorff_distance(one, two) * stretch)


def test_a_rich_outline_is_measured_by_what_lies_near() -> None:
    """To ask every vertex for every edge of the other border would take minutes."""
    turn = np.linspace(0, 2 * np.pi, 90_000, endpoint=False)
    ring = np.column_stack([120 + 0.01 * np.cos(turn), 27 + 0.01 * np.sin(turn)])
    ring[1::10], ring[2::10] = ring[2::10].copy(), ring[1::10].copy()
    (found,), left = mend({"a": shapely.Polygon(ring)}, 0.5)
    assert (found.repairs, left) == (("made valid",), [])
    assert found.moved_m < 0.5
