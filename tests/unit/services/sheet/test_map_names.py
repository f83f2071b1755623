"""Names on the map: apart from each other, inside the frame, zones with their share first."""

from itertools import combinations
from typing import Any

import shapely

from app.domain.sheet.display_list import Text
from app.services.sheet.map_names import map_names, share_of
from tests.unit.services.sheet.samples import FRAME, PLAN, SHARE, UNITS, content, face, unit

FACE = face()


def _box(text: Text) -> shapely.Geometry:
    half = FACE.width(text.content, text.size, bold=text.bold) / 2
    return shapely.box(text.x - half, text.y - text.size * 0.8, text.x + half, text.y)


def _texts(**changes: Any) -> list[Text]:
    return [i for i in map_names(content(**changes), None, FACE, "zh") if isinstance(i, Text)]


def test_zones_come_first_with_their_share_and_the_rest_finds_room() -> None:
    found = [text.content for text in _texts()]
    assert set(found[:3]) == {"主中心", "80.00%", "外围"}
    assert {"甲县", "乙县"} & set(found)


def test_names_keep_apart_and_inside_the_frame() -> None:
    crowd = tuple(unit(str(i), 25 + 6 * (i % 20), i, south=40 + 5 * (i // 20)) for i in range(200))
    found = _texts(units=crowd)
    assert len(found) > 10
    frame = shapely.box(FRAME.x, FRAME.y, FRAME.right, FRAME.bottom)
    boxes = [_box(text) for text in found]
    assert all(shapely.covers(frame, box) for box in boxes)
    assert not any(shapely.intersection(one, other).area > 0.01 for one, other in combinations(boxes, 2))


def test_a_township_is_named_only_where_its_outline_has_room() -> None:
    tight = tuple(
        type(u)(u.unit, u.code, "名字很长很长的镇", u.schematic, shapely.box(30, 40 + i, 34, 41 + i), (32, 40), 1, "A")
        for i, u in enumerate(UNITS)
    )
    assert "名字很长很长的镇" not in {text.content for text in _texts(units=tight, zone_outlines=(), plan=None)}


def test_counties_are_named_once_when_they_are_the_units() -> None:
    counties = content().counties
    found = [text.content for text in _texts(units=counties, zone_outlines=(), plan=None)]
    assert sorted(found) == ["乙县", "甲县"]


def test_names_stand_on_a_halo() -> None:
    assert all(text.halo and text.anchor == "middle" for text in _texts())


def test_a_zone_is_told_by_its_first_share_else_by_what_has_a_value() -> None:
    count = SHARE | {"kind": "population", "value": 7}
    empty = SHARE | {"value": None}
    assert share_of([count, empty, SHARE]) == SHARE
    assert share_of([empty, count]) == count
    assert share_of([empty]) is None
    assert share_of([]) is None
    assert PLAN["zones"][0]["id"] == "edge"
