"""Tile matrix sets: the numbers of a place, held to morecantile."""

import morecantile
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import NotFound
from app.services.ogc.tile_schemes import find_scheme, scheme_document, tile_schemes

LONGITUDES = st.floats(-179.99, 179.99)
LATITUDES = st.floats(-84.9, 84.9)


@pytest.fixture(scope="module", params=list(tile_schemes()))
def read(request: pytest.FixtureRequest) -> morecantile.TileMatrixSet:
    return morecantile.TileMatrixSet.model_validate(dict(scheme_document(request.param)))


@given(longitude=LONGITUDES, latitude=LATITUDES, level=st.integers(1, 14))
def test_a_place_has_the_numbers_that_morecantile_gives(
    read: morecantile.TileMatrixSet, longitude: float, latitude: float, level: int
) -> None:
    tile = read.tile(longitude, latitude, level)
    column, row = find_scheme(str(read.id)).tile_at(longitude, latitude, level)
    # On an edge the last bit of a float may decide otherwise.
    assert abs(tile.x - column) + abs(tile.y - row) <= 1
    if _inside(longitude, latitude, read, level):
        assert (tile.x, tile.y) == (column, row)


def _inside(longitude: float, latitude: float, read: morecantile.TileMatrixSet, level: int) -> bool:
    west, south, east, north = read.bounds(read.tile(longitude, latitude, level))
    return west + 1e-6 < longitude < east - 1e-6 and south + 1e-6 < latitude < north - 1e-6


def test_the_document_has_the_levels_and_sizes_that_are_served(read: morecantile.TileMatrixSet) -> None:
    scheme = find_scheme(str(read.id))
    assert [int(matrix.id) for matrix in read.tileMatrices] == list(scheme.levels)
    for matrix in read.tileMatrices:
        assert (matrix.matrixWidth, matrix.matrixHeight) == scheme.size(int(matrix.id))


def test_the_far_edges_belong_to_the_last_tiles() -> None:
    scheme = find_scheme("CGCS2000Quad")
    assert scheme.tile_at(180, -90, 3) == (7, 3)
    assert scheme.tile_at(-180, 90, 3) == (0, 0)
    assert find_scheme("WebMercatorQuad").tile_at(180, -90, 3) == (7, 7)


def test_an_unknown_set_is_named() -> None:
    with pytest.raises(NotFound, match="WebMercatorQuad, CGCS2000Quad"):
        find_scheme("WorldCRS84Quad")
