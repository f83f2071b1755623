"""`tiles.zone`."""

import zlib

import psycopg
import shapely

from tests.sql.reading import as_text, computed, decode

# A zone of whole counties is as precise as the counties; one of townships as schematic as they are.
EXPECTED = """\
%d {"plan": "plan-a", "zone": "whole-counties", "label_zh": "whole-counties区", "label_en": "whole-counties", \
"membership": "enumerated", "precision_class": "generalised"} \
MULTIPOLYGON (((1365 1994, 1365 2651, 1365 3307, 2530 3307, 2530 2651, 2530 1994, 1948 1994, 1365 1994)), \
((2822 3275, 2822 3307, 2851 3307, 2851 3275, 2822 3275)))
%d {"plan": "plan-b", "zone": "towns", "label_zh": "towns区", "label_en": "towns", "membership": "enumerated", \
"precision_class": "schematic"} \
MULTIPOLYGON (((1365 1994, 1365 2651, 1365 3307, 2530 3307, 2530 2651, 1948 2651, 1948 1994, 1365 1994)), \
((2822 3275, 2822 3307, 2851 3307, 2851 3275, 2822 3275)))
%d {"plan": "plan-c", "zone": "prose", "label_zh": "prose区", "label_en": "prose", "membership": "descriptive", \
"precision_class": "schematic"} \
POLYGON ((1948 1994, 1948 2651, 2530 2651, 2530 1994, 1948 1994))"""
NAMES = ("plan-a/whole-counties", "plan-b/towns", "plan-c/prose")


def test_tile(small: psycopg.Connection) -> None:
    tile = computed(small, "zone", 8, 213, 107)
    assert tile is not None
    ids = tuple(zlib.crc32(name.encode()) for name in NAMES)
    lines = (EXPECTED % ids).split("\n")
    assert as_text(decode(tile, "zone")) == "\n".join(line for _, line in sorted(zip(ids, lines, strict=True)))


def test_the_seven_counties_of_a_plan_are_one_outline(city: psycopg.Connection) -> None:
    tile = computed(city, "zone", 6, 53, 26)
    assert tile is not None
    zones = {(f.properties["plan"], f.properties["zone"]): f for f in decode(tile, "zone")}
    main = zones["wenzhou-fyp14", "main-centre"]
    counties = computed(city, "county", 6, 53, 26)
    assert counties is not None
    seven = {"330302", "330303", "330304", "330305", "330381", "330382", "330324"}
    members = [f.geometry for f in decode(counties, "county") if f.properties["code"] in seven]
    assert main.geometry.area == sum(shapely.area(members))
    assert main.geometry.equals(shapely.union_all(members))


def test_a_zone_taken_from_another_plan_has_the_same_outline(city: psycopg.Connection) -> None:
    tile = computed(city, "zone", 8, 213, 107)
    assert tile is not None
    zones = {(f.properties["plan"], f.properties["zone"]): f for f in decode(tile, "zone")}
    original, taken = zones["wenzhou-fyp14", "main-centre"], zones["pingyang-population-2035", "metro-main-centre"]
    assert taken.geometry.equals_exact(original.geometry, 0)
    assert taken.id != original.id


def test_zones_without_printed_members_are_not_drawn(city: psycopg.Connection) -> None:
    drawn = city.execute("SELECT DISTINCT plan, zone, membership FROM polycentre.zone_feature").fetchall()
    assert ("wenzhou-population-2035", "main-centre", "not_enumerated") not in drawn
    assert {membership for _, _, membership in drawn} <= {"enumerated", "descriptive"}
