"""The extent of several layers, and the limits that follow from it."""

from app.repositories.drawn import Drawn
from app.repositories.layers import tile_layers
from app.services.ogc.tile_extents import Limits, limits
from app.services.ogc.tile_schemes import find_scheme, tile_schemes

BOX = (119.6, 27.1, 121.3, 28.6)
MATRIX = tile_layers().matrix


def test_the_corners_lie_in_the_first_and_last_tile_of_each_level() -> None:
    for scheme in tile_schemes().values():
        found = limits(scheme, Drawn(BOX, (), schematic=False), MATRIX)
        assert [limit.level for limit in found] == list(MATRIX.zooms)
        for limit in found:
            first, last = scheme.tile_at(119.6, 28.6, limit.level), scheme.tile_at(121.3, 27.1, limit.level)
            assert (limit.min_column, limit.min_row) == first
            assert (limit.max_column, limit.max_row) == last


def test_what_is_drawn_nowhere_has_no_limits() -> None:
    assert limits(find_scheme("WebMercatorQuad"), Drawn(None, (), schematic=False), MATRIX) == []


def test_limits_are_written_as_ogc_names_them() -> None:
    assert Limits(4, 6, 6, 13, 14).as_json() == {
        "tileMatrix": "4", "minTileRow": 6, "maxTileRow": 6, "minTileCol": 13, "maxTileCol": 14,
    }  # fmt: skip
