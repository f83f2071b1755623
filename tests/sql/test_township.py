"""`tiles.township`."""

import psycopg

from tests.sql.reading import as_text, computed, decode

# A tile cut through the towns: every edge has a vertex on the tile's edge and on both ends of its buffer.
EXPECTED = """\
330327 {"code": "330327", "name": "乙市", "name_zh": "乙市", "name_en": "乙市", "level": "county", "parent": "330300", \
"precision_class": "official"} \
POLYGON ((2731 1206, 2731 2519, 4032 2519, 4096 2519, 4160 2519, 4160 1206, 4096 1206, 4032 1206, 3896 1206, \
2731 1206))
330326100 {"code": "330326100", "name": "东镇", "name_zh": "东镇", "name_en": "东镇", "level": "township", \
"parent": "330326", "precision_class": "schematic"} \
POLYGON ((3896 -64, 3896 0, 3896 64, 3896 1206, 4032 1206, 4096 1206, 4160 1206, 4160 -64, 3896 -64))
330326101 {"code": "330326101", "name": "西镇", "name_zh": "西镇", "name_en": "西镇", "level": "township", \
"parent": "330326", "precision_class": "schematic"} \
POLYGON ((2731 -64, 2731 0, 2731 64, 2731 1206, 3896 1206, 3896 64, 3896 0, 3896 -64, 2731 -64))"""


def test_tile(small: psycopg.Connection) -> None:
    tile = computed(small, "township", 9, 426, 215)
    assert tile is not None
    assert as_text(decode(tile, "township")) == EXPECTED


def test_every_leaf_of_the_city_is_there_at_the_lowest_zoom(city: psycopg.Connection) -> None:
    tile = computed(city, "township", 4, 13, 6)
    assert tile is not None
    features = decode(tile, "township")
    assert len(features) == 185
    assert all(str(f.id) == f.properties["code"] for f in features)
    assert {f.properties["code"] for f in features if f.properties["level"] == "county"} == {"330383"}


def test_ids_codes_and_parents_are_those_of_the_units(city: psycopg.Connection) -> None:
    rows = city.execute(
        "SELECT v.code, v.name_zh, p.code FROM polycentre.unit_version AS v"
        " JOIN polycentre.unit_version AS p ON p.unit = v.parent AND p.valid @> DATE '2020-11-01'"
        " WHERE v.level = 'township' AND v.valid @> DATE '2020-11-01'"
    ).fetchall()
    tile = computed(city, "township", 4, 13, 6)
    assert tile is not None
    towns = {(f.properties["code"], f.properties["name"], f.properties["parent"]) for f in decode(tile, "township")}
    assert len(rows) == 184
    assert set(rows) < towns
