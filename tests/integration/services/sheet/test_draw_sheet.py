"""A whole sheet of a city that is not Wenzhou: both formats, the same words, everything on the paper."""

import asyncio
import io
import re
from typing import Any
from xml.etree import ElementTree as ET

import pypdf
import pytest

from app.errors import Unprocessable
from app.services.sheet.draw_sheet import draw_sheet
from app.services.sheet.query import SheetQuery
from tests.integration.services.reading import RELEASE, asked, class_query

SVG = "{http://www.w3.org/2000/svg}"
SIZES = {"a4": (210, 297), "a3": (297, 420)}


def _query(**changes: Any) -> SheetQuery:
    given: dict[str, Any] = {
        "paper": "a4", "orientation": "landscape", "lang": "zh", "plan": "small", "zone": "main-centre",
        "bbox": None, "title": None, "approval": None, "link": "https://map.example/?plan=small",
    } | changes  # fmt: skip
    classes = class_query(given.pop("indicator", "density_per_km2"), given.pop("level", "county"), "latest")
    return SheetQuery(classes, **given)


def _drawn(url: str, file_format: str, **changes: Any) -> bytes:
    query = _query(**changes)
    return asked(url, lambda reader: draw_sheet(reader, RELEASE, query, file_format, asyncio.Semaphore(1)))


def _letters(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_svg_and_pdf_say_the_same(small_url: str, lang: str) -> None:
    root = ET.fromstring(_drawn(small_url, "svg", lang=lang))  # noqa: S314 -- our own
    page = pypdf.PdfReader(io.BytesIO(_drawn(small_url, "pdf", lang=lang))).pages[0]
    read = _letters(page.extract_text())
    written = [element.text or "" for element in root.iter(f"{SVG}text")]
    assert len(written) > 20
    for text in written:
        assert _letters(text) in read, text
    told = _letters("".join(written))
    city = ("某市人口密度", "主中心", "50.00%") if lang == "zh" else ("SomeCity", "Maincentre", "50.00%")
    assert all(part in told for part in (*city, "Polycentre"))


@pytest.mark.parametrize("indicator", ["density_per_km2", "resident_population"])
@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
@pytest.mark.parametrize("paper", ["a4", "a3"])
def test_nothing_lies_off_the_paper(small_url: str, paper: str, orientation: str, indicator: str) -> None:
    root = ET.fromstring(  # noqa: S314 -- our own
        _drawn(small_url, "svg", paper=paper, orientation=orientation, indicator=indicator)
    )
    wide, high = SIZES[paper] if orientation == "portrait" else SIZES[paper][::-1]
    for element in root.iter(f"{SVG}path"):
        numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", element.get("d", ""))]
        assert all(0 <= x <= wide for x in numbers[::2])
        assert all(0 <= y <= high for y in numbers[1::2])
    for element in root.iter(f"{SVG}circle"):
        x, y, radius = (float(element.get(name, "0")) for name in ("cx", "cy", "r"))
        assert radius <= x <= wide - radius
        assert radius <= y <= high - radius
    for element in root.iter(f"{SVG}text"):
        assert 0 <= float(element.get("x", "-1")) <= wide
        assert 0 <= float(element.get("y", "-1")) <= high


def test_a3_is_a4_drawn_larger(small_url: str) -> None:
    small, large = (ET.fromstring(_drawn(small_url, "svg", paper=paper)) for paper in ("a4", "a3"))  # noqa: S314
    sizes = [[float(e.get("font-size", "0")) for e in root.iter(f"{SVG}text")] for root in (small, large)]
    assert sizes[1] == pytest.approx([size * 297 / 210 for size in sizes[0]], abs=0.002)


def test_estimates_of_the_small_city_are_marked(small_url: str) -> None:
    root = ET.fromstring(  # noqa: S314 -- our own
        _drawn(small_url, "svg", indicator="resident_population", level="township")
    )
    fills = {e.get("id"): e.get("fill") for e in root.iter(f"{SVG}circle") if e.get("id")}
    assert fills["count-330326101"] == fills["count-330326102"] != fills["count-330326100"] == fills["count-330383"]
    assert any("2 / 4 个为估计值" in (e.text or "") for e in root.iter(f"{SVG}text"))


@pytest.mark.parametrize("file_format", ["svg", "pdf"])
def test_it_is_the_same_bytes_each_time(small_url: str, file_format: str) -> None:
    assert _drawn(small_url, file_format) == _drawn(small_url, file_format)


def test_as_many_sheets_are_drawn_at_once_as_there_are_presses(small_url: str) -> None:
    busy = asyncio.Semaphore(0)
    query = _query()
    with pytest.raises(TimeoutError):
        asked(
            small_url,
            lambda reader: asyncio.wait_for(draw_sheet(reader, RELEASE, query, "svg", busy), 0.2),
        )


def test_a_link_that_no_browser_follows_is_refused_before_anything_is_drawn(small_url: str) -> None:
    with pytest.raises(Unprocessable) as refused:
        _drawn(small_url, "svg", link="javascript:alert(1)")
    assert refused.value.parameter == "link"
