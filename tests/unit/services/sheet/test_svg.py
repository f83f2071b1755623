"""The SVG holds the display list, number for number, and text that stays text."""

import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.sheet.display_list import Circle, Item, Path, Sheet, Text, line, rect
from app.services.sheet.svg import svg
from tests.unit.services.sheet.samples import face

FACE = face()
NS = "{http://www.w3.org/2000/svg}"


def _drawn(*items: Item, title: str = "t", lang: str = "zh-CN") -> ET.Element:
    return ET.fromstring(svg(Sheet(297, 210, title, lang, items), FACE))  # noqa: S314 -- our own


def _one(root: ET.Element, name: str) -> dict[str, Any]:
    (found,) = root.iter(NS + name)
    return dict(found.attrib)


def test_the_page_has_its_size_title_and_language() -> None:
    root = _drawn(title="A & <b>", lang="en")
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("297mm", "210mm", "0 0 297 210")
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert root.findtext(f"{NS}title") == "A & <b>"


def test_paths_keep_holes_ink_and_name() -> None:
    ring, hole = ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0)), ((1.0, 1.0), (2.0, 1.0), (2.0, 1.23456))
    found = _one(_drawn(Path((ring, hole), "#112233", "#445566", 0.3, name='u"1')), "path")
    assert found["d"] == "M0 0L4 0L4 4zM1 1L2 1L2 1.235z"
    assert (found["fill"], found["stroke"], found["stroke-width"], found["id"]) == ("#112233", "#445566", "0.3", 'u"1')
    assert found["fill-rule"] == "evenodd"
    opened = _one(_drawn(line((0, 0), (1, 1), stroke="#000000")), "path")
    assert (opened["d"], opened["fill"]) == ("M0 0L1 1", "none")


def test_circles_and_rectangles() -> None:
    root = _drawn(Circle(1, 2, 3.5, None, "#123a4a", 0.12, "count-1"), rect(1, 2, 3, 4, fill="#ffffff"))
    circle = _one(root, "circle")
    wanted = {"cx": "1", "cy": "2", "r": "3.5", "fill": "none", "stroke": "#123a4a", "id": "count-1"}
    assert {name: circle[name] for name in wanted} == wanted
    assert _one(root, "path")["d"] == "M1 2L4 2L4 6L1 6z"


@pytest.mark.parametrize(("anchor", "written"), [("start", None), ("middle", "middle"), ("end", "end")])
def test_text_stands_at_its_anchor(anchor: Any, written: str | None) -> None:
    found = _one(_drawn(Text(1, 2, "字", 3, anchor, bold=True, halo="#ffffff")), "text")
    assert (found["x"], found["y"], found["font-size"], found.get("text-anchor")) == ("1", "2", "3", written)
    assert found["font-weight"] == "700"
    assert (found["stroke"], found["paint-order"]) == ("#ffffff", "stroke")


@settings(max_examples=15)  # each embeds its letters
@given(st.text(alphabet="<>&\"' ab字一]]>", max_size=20))
def test_whatever_is_written_is_text(content: str) -> None:
    root = _drawn(Text(0, 0, content, 3))
    assert [element.text or "" for element in root.iter(f"{NS}text")] == [content]
    assert {element.tag for element in root} == {f"{NS}title", f"{NS}style", f"{NS}text"}


@settings(max_examples=15)
@given(st.floats(-1e4, 1e4))
def test_numbers_are_short_and_right(number: float) -> None:
    written = _one(_drawn(Circle(number, 0, 1)), "circle")["cx"]
    assert re.fullmatch(r"-?\d+(\.\d{1,3})?", written)
    assert written != "-0"
    assert float(written) == pytest.approx(number, abs=0.0005001)
