"""`tiles.county`."""

import psycopg
import shapely

from tests.sql.reading import as_text, computed, decode

# Counties keep the vertices in which townships meet, so that their borders are the same.
EXPECTED = """\
330326 {"code": "330326", "name": "甲县", "name_zh": "甲县", "name_en": "甲县", "level": "county", "parent": "330300", \
"precision_class": "generalised"} \
POLYGON ((1365 1994, 1365 2651, 1948 2651, 2530 2651, 2530 1994, 1948 1994, 1365 1994))
330327 {"code": "330327", "name": "乙市", "name_zh": "乙市", "name_en": "乙市", "level": "county", "parent": "330300", \
"precision_class": "official"} \
MULTIPOLYGON (((1365 2651, 1365 3307, 2530 3307, 2530 2651, 1948 2651, 1365 2651)), \
((2822 3275, 2822 3307, 2851 3307, 2851 3275, 2822 3275)))"""


def test_tile(small: psycopg.Connection) -> None:
    tile = computed(small, "county", 8, 213, 107)
    assert tile is not None
    assert as_text(decode(tile, "county")) == EXPECTED


def test_a_tile_without_counties_is_null(small: psycopg.Connection) -> None:
    assert computed(small, "county", 8, 10, 10) is None


def test_other_releases_and_zooms_without_outlines_are_null(small: psycopg.Connection) -> None:
    assert small.execute("SELECT tiles.county(2, 8, 213, 107), tiles.county(1, 3, 6, 3)").fetchone() == (None, None)


def test_the_twelve_counties_of_the_city(city: psycopg.Connection) -> None:
    tile = computed(city, "county", 6, 53, 26)
    assert tile is not None
    features = decode(tile, "county")
    assert [f.id for f in features] == sorted(f.id for f in features)
    assert {f.properties["name"] for f in features} >= {"鹿城区", "平阳县", "龙港市"}
    assert len(features) == 12
    assert all(str(f.id) == f.properties["code"] for f in features)
    assert {f.properties["parent"] for f in features} == {"330300"}
    assert all(shapely.is_valid(f.geometry) for f in features)
