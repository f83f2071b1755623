"""`tiles.label`."""

import psycopg

from tests.sql.reading import as_text, computed, decode, stored, tiles_over, to_world

EXPECTED = """\
330326 {"code": "330326", "name": "甲县", "name_zh": "甲县", "name_en": "甲县", "level": "county"} POINT (1948 2322)
330327 {"code": "330327", "name": "乙市", "name_zh": "乙市", "name_en": "乙市", "level": "county"} POINT (1948 2979)
330326100 {"code": "330326100", "name": "东镇", "name_zh": "东镇", "name_en": "东镇", "level": "township"} \
POINT (2239 2358)
330326101 {"code": "330326101", "name": "西镇", "name_zh": "西镇", "name_en": "西镇", "level": "township"} \
POINT (1657 2358)"""


def test_tile(small: psycopg.Connection) -> None:
    tile = computed(small, "label", 8, 213, 107)
    assert tile is not None
    assert as_text(decode(tile, "label")) == EXPECTED


def test_each_name_is_in_one_tile_and_inside_its_unit(city: psycopg.Connection) -> None:
    outlines = stored(city, "township", 13) | stored(city, "county", 13)
    found = []
    for x, y, tile in tiles_over(city, "label", 13):
        for label in decode(tile, "label"):
            found.append(label.id)
            assert outlines[label.id].contains(to_world(label.geometry, x, y))
    assert len(found) == len(set(found)) == 196


def test_names_appear_with_the_zoom_and_stay(city: psycopg.Connection) -> None:
    seen: set[int] = set()
    for zoom in range(6, 12):
        now = {label.id for _, _, tile in tiles_over(city, "label", zoom) for label in decode(tile, "label")}
        assert seen <= now
        seen = now
    assert len(seen) > 150
