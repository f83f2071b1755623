import numpy as np
import shapely

from app.ingest.outlines import mend_moved, overlap, shape_faults, surfaces

BOW_TIE = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
SQUARE = shapely.box(0, 0, 1, 1)


def touching() -> shapely.Polygon:
    """Return a square whose ring runs a billionth over itself, as rounding leaves it."""
    return shapely.Polygon([(0, 0), (1, 0), (1, 1), (0.5, 1), (0.5 + 1e-9, 1 + 1e-9), (0.5 + 1e-9, 1 - 1e-9), (0, 1)])


def test_what_moving_tore_is_mended() -> None:
    shapes = np.array([SQUARE, touching()], dtype=object)
    assert not shapely.is_valid(shapes[1])
    faults, notes = mend_moved("f", shapes, ())
    assert faults == []
    assert notes == ["features 2 crossed themselves by being moved to WGS 84 and were mended"]
    assert shapely.is_valid(shapes).all()
    assert abs(shapes[1].area - 1) < 1e-8


def test_what_would_change_is_not() -> None:
    shapes = np.array([BOW_TIE], dtype=object)
    faults, notes = mend_moved("f", shapes, ())
    assert [fault.row for fault in faults] == [1]
    assert notes == []
    assert mend_moved("f", shapes, {1}) == ([], [])


def test_collections_of_polygons_are_multipolygons() -> None:
    both = shapely.GeometryCollection([SQUARE, shapely.box(2, 0, 3, 1)])
    mixed = shapely.GeometryCollection([SQUARE, shapely.Point(0, 0)])
    first, second, third = surfaces(np.array([both, mixed, None], dtype=object))
    assert (first.geom_type, second.geom_type, third) == ("MultiPolygon", "GeometryCollection", None)


def test_faults_name_the_feature_and_the_place() -> None:
    shapes = np.array([SQUARE, BOW_TIE, None, shapely.Point(0, 0)], dtype=object)
    told = [(fault.row, fault.reason) for fault in shape_faults("f", shapes)]
    assert told == [(2, "is not valid: Self-intersection[0.5 0.5]"), (3, "is empty"), (4, "is a Point, not a polygon")]


def test_overlap_is_a_part_of_the_larger() -> None:
    assert overlap(SQUARE, SQUARE) == 1
    assert overlap(SQUARE, shapely.box(0, 0, 0.5, 1)) == 0.5
    assert overlap(SQUARE, shapely.box(5, 5, 6, 6)) == 0
