"""The words of a sheet: both languages, the same blanks to fill in, numbers and dates as people write them."""

import string

import pytest

from app.domain.indicator import indicators
from app.domain.kinds import kinds
from app.services.sheet.texts import WORDS, date_text, say, shown, unit_text
from app.services.styles.ink import Lang


def _blanks(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


@pytest.mark.parametrize("word", WORDS)
def test_a_word_has_both_languages_and_the_same_blanks(word: str) -> None:
    chinese, english = WORDS[word]
    assert chinese.strip()
    assert english.strip()
    assert _blanks(chinese) == _blanks(english)
    assert english.isascii() or set(english) - set("×–") <= set(string.printable)
    assert any("\u4e00" <= c <= "\u9fff" for c in chinese)


def test_blanks_are_filled_in() -> None:
    assert say("estimated", "zh", n=3, m=9) == "3 / 9 个为估计值，不是公布数"
    assert say("more", "en", n=2) == "2 more zones: see the page behind the code"


@pytest.mark.parametrize(
    ("day", "chinese", "english"),
    [("2020-11-01", "2020年11月1日", "1 November 2020"), ("2023-12-31", "2023年12月31日", "31 December 2023")],
)
def test_dates_are_words(day: str, chinese: str, english: str) -> None:
    assert (date_text(day, "zh"), date_text(day, "en")) == (chinese, english)


@pytest.mark.parametrize(
    ("value", "unit", "lang", "text"),
    [
        ("45.31", "%", "zh", "45.31%"),
        ("9572903", "persons", "zh", "9,572,903 人"),
        ("9572903", "persons", "en", "9,572,903 persons"),
        ("-126102", "persons", "en", "-126,102 persons"),
        ("2184.55", "persons/km²", "zh", "2,184.55 人/km²"),
        ("-0.18", "%", "en", "-0.18%"),
        ("0.95", "", "en", "0.95"),
        ("1.25", "ratio", "zh", "1.25"),
        ("1.25", "index", "en", "1.25"),
        ("957.29", "万", "en", "957.29 ×10,000 persons"),
        (None, "%", "zh", "—"),
    ],
)
def test_numbers_are_grouped_and_carry_their_unit(value: str | None, unit: str, lang: Lang, text: str) -> None:
    assert shown(value, unit, lang) == text


def test_every_unit_of_measure_is_chinese_on_a_chinese_sheet() -> None:
    units = {i.unit for i in indicators().values() if i.kind == "counted"} | {k.display_unit for k in kinds().values()}
    latin = {unit for unit in units if unit_text(unit, "zh") == unit and any(c.isalpha() and c.isascii() for c in unit)}
    assert latin == set()
