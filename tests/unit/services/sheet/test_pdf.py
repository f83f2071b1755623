"""The PDF holds the display list: text that can be selected where it stands, shapes as vectors; no time of making."""

import datetime as dt
import io
from typing import Any

import pypdf
import pytest

from app.domain.sheet.display_list import Circle, Item, Path, Sheet, Text, line, rect
from app.domain.sheet.paper import Frame
from app.services.sheet.pdf import pdf
from app.services.sheet.zone_list import zone_list
from tests.unit.services.sheet.samples import content, face, query

FACE = face()
DAY = dt.date(2026, 3, 1)
MM = 72 / 25.4


def _read(*items: Item) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf(Sheet(210, 297, "某市（2020年）", "zh-CN", items), FACE, DAY)))


def _placed(reader: pypdf.PdfReader) -> list[tuple[str, float, float, str]]:
    """Return each text with its millimetres from the upper left corner, and its font."""
    found: list[tuple[str, float, float, str]] = []

    def visit(text: str, _cm: Any, tm: Any, font: Any, _size: float) -> None:
        if text.strip():
            found.append((text.strip(), tm[4] / MM, 297 - tm[5] / MM, font["/BaseFont"]))

    reader.pages[0].extract_text(visitor_text=visit)
    return found


def _commands(*items: Item) -> str:
    return _read(*items).pages[0].get_contents().get_data().decode("latin-1")  # type: ignore[union-attr]


def test_the_page_has_its_size_title_language_and_the_day_of_the_release() -> None:
    reader = _read()
    box = reader.pages[0].mediabox
    assert (float(box.width) / MM, float(box.height) / MM) == pytest.approx((210, 297), abs=0.01)
    assert len(reader.pages) == 1
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.creator) == ("某市（2020年）", "Polycentre")
    assert reader.metadata.creation_date == dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    assert str(reader.root_object["/Lang"]) == "zh-CN"


@pytest.mark.parametrize("anchor", ["start", "middle", "end"])
def test_text_can_be_read_where_it_stands(anchor: Any) -> None:
    part = {"start": 0, "middle": 0.5, "end": 1}[anchor]
    regular, bold = Text(100, 50, "昆鳌主中心", 4, anchor), Text(100, 80, "≥ 55%", 4, anchor, bold=True)
    found = {text: (x, y, font) for text, x, y, font in _placed(_read(regular, bold))}
    for item in (regular, bold):
        x, y, _ = found[item.content]
        assert (x, y) == pytest.approx((100 - part * FACE.width(item.content, 4, bold=item.bold), item.y), abs=0.05)
    assert found[regular.content][2] != found[bold.content][2]


def test_fonts_are_embedded() -> None:
    page: Any = _read(Text(1, 5, "字", 3), Text(1, 9, "字", 3, bold=True)).pages[0]
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    files = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]
    assert len(files) == 2
    assert all("/FontFile2" in file for file in files)


def test_a_halo_is_the_same_text_below() -> None:
    found = _placed(_read(Text(20, 20, "永嘉县", 3, halo="#ffffff")))
    assert [text for text, *_ in found] in (["永嘉县", "永嘉县"], ["永嘉县永嘉县"])


def test_shapes_are_vectors_with_their_ink() -> None:
    shapes = (rect(1, 1, 4, 4, stroke="#0000ff"), line((0, 0), (9, 9), stroke="#000000"))
    written = _commands(Circle(10, 10, 3, "#ff0000"), *shapes)
    assert " c\n" in written or " c " in written  # a circle is made of curves
    assert "1 0 0 rg" in written
    assert "0 0 1 RG" in written
    assert "Do" not in written.split()  # no picture


@pytest.mark.parametrize(
    ("path", "operator"),
    [
        (Path((((0, 0), (9, 0), (9, 9)),), "#ff0000"), "f*"),
        (Path((((0, 0), (9, 0), (9, 9)),), "#ff0000", "#00ff00"), "B*"),
        (Path((((0, 0), (9, 0), (9, 9)),), None, "#00ff00"), "S"),
    ],
)
def test_holes_stay_open(path: Path, operator: str) -> None:
    assert operator in _commands(path).split()


def test_a_whole_list_of_zones_can_be_selected() -> None:
    items = zone_list(content(), query().zone, Frame(20, 20, 80, 200), FACE, "zh")
    read = "".join(_read(*items).pages[0].extract_text().split())
    for item in items:
        assert isinstance(item, Text)
        assert "".join(item.content.split()) in read


def test_equal_lists_give_equal_bytes() -> None:
    sheet = Sheet(210, 297, "t", "en", (Text(1, 2, "字≥", 3), Circle(1, 2, 3, "#ff0000")))
    assert pdf(sheet, FACE, DAY) == pdf(sheet, FACE, DAY)
    assert pdf(sheet, FACE, DAY) != pdf(sheet, FACE, DAY + dt.timedelta(days=1))
