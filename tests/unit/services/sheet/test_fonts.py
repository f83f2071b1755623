"""Every letter of the sheet prints: of its own words, of all bundled plans, places and sources, in SVG and in PDF."""

import base64
import datetime as dt
import io
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from fontTools.ttLib import TTFont

from app.domain.indicator import indicators
from app.domain.kinds import kinds
from app.domain.sheet.display_list import Sheet, Text
from app.errors import Unavailable
from app.http.status_legend import STATUS_NAMES
from app.paths import ROOT
from app.services.sheet import fonts
from app.services.sheet.fonts import UNKNOWN, WEIGHTS, Typeface, typeface
from app.services.sheet.pdf import pdf
from app.services.sheet.svg import svg
from app.services.sheet.texts import _UNITS_EN, _UNITS_ZH, WORDS
from tests.unit.services.sheet.samples import face

FACE = face()
PACKAGES = sorted((ROOT / "geodata").glob("*/datapackage.json"))
# Beyond everyday Chinese: comparators of targets, signs of figures, and letters of place names and of other scripts.
RARE = "≥≤‰→峃漈豈ảжň"


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def _bundled() -> Iterator[str]:
    for package in PACKAGES:
        for plan in sorted(package.parent.glob("plans/*.toml")):
            yield from _strings(tomllib.loads(plan.read_text("utf-8")))
        for name in ("units.csv", "sources.csv", "datasets.csv"):
            yield (package.parent / name).read_text("utf-8-sig")


def _own() -> Iterator[str]:
    for pair in (*WORDS.values(), *STATUS_NAMES.values()):
        yield from pair
    yield from (*_UNITS_ZH, *_UNITS_ZH.values(), *_UNITS_EN, *_UNITS_EN.values())
    for indicator in indicators().values():
        yield from (indicator.label_zh, indicator.label_en, indicator.unit)
    yield from (kind.display_unit for kind in kinds().values())


def _letters() -> str:
    found = {c for text in (*_bundled(), *_own(), "—…、；;,.:()（）" + RARE) for c in text}
    return "".join(sorted(c for c in found if not c.isspace()))


LETTERS = _letters()


def _sheet(letters: str) -> Sheet:
    rows = [letters[i : i + 40] for i in range(0, len(letters), 40)]
    items = [Text(10, 5 + 4 * i, row, 3, bold=bold) for i, row in enumerate(rows) for bold in (False, True)]
    return Sheet(210, 20 + 4 * len(rows), "t", "zh-CN", tuple(items))


def test_the_texts_hold_what_must_print() -> None:
    assert len(PACKAGES) >= 1
    assert len(LETTERS) > 500
    assert set("≥≤峃首位度（）") <= set(LETTERS)


def test_no_text_of_the_sheet_has_a_box() -> None:
    assert [hex(ord(c)) for c in LETTERS if FACE.clean(c) != c] == []


def test_each_letter_has_a_glyph_of_its_own_in_the_svg() -> None:
    document = svg(_sheet(LETTERS), FACE).decode()
    embedded = re.findall(r"base64,([^)]+)\)", document)
    assert len(embedded) == len(WEIGHTS)
    for data in embedded:
        known = TTFont(io.BytesIO(base64.b64decode(data))).getBestCmap()
        assert [c for c in LETTERS if known.get(ord(c), ".notdef") == ".notdef"] == []


def test_each_letter_can_be_read_in_the_pdf() -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf(_sheet(LETTERS), FACE, dt.date(2026, 1, 2))))
    read = set(reader.pages[0].extract_text())
    assert [c for c in LETTERS if c not in read] == []


@pytest.mark.parametrize("weight", WEIGHTS)
def test_a_letter_keeps_its_shape_and_width_wherever_its_file(weight: int) -> None:
    cut = TTFont(io.BytesIO(FACE.subset(weight, "中" + RARE, None)))
    names, advances, em = cut.getBestCmap(), cut["hmtx"].metrics, cut["head"].unitsPerEm
    for letter in "中" + RARE:
        assert cut["glyf"][names[ord(letter)]].numberOfContours != 0
        assert advances[names[ord(letter)]][0] / em == pytest.approx(FACE.width(letter, 1, bold=weight == WEIGHTS[1]))


def test_what_no_file_has_is_a_box_that_has_a_glyph() -> None:
    assert FACE.clean("a\U0001f600\n b\x07") == f"a{UNKNOWN} b{UNKNOWN}"
    assert ord(UNKNOWN) in TTFont(io.BytesIO(FACE.subset(400, UNKNOWN, None))).getBestCmap()


@pytest.mark.parametrize("flavor", [None, "woff2"])
@pytest.mark.parametrize("letters", ["平阳", "平≥峃"])
def test_the_same_letters_give_the_same_bytes(letters: str, flavor: str | None) -> None:
    again = Typeface(fonts._FOLDER)
    assert FACE.subset(700, letters, flavor) == again.subset(700, letters[::-1] * 2, flavor)


def test_without_the_web_build_it_says_what_is_lacking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_FOLDER", tmp_path)
    with pytest.raises(Unavailable, match="build the map"):
        typeface()
