import datetime as dt

import pytest

from app.domain.facts import Facts, UnitVersion
from app.ingest.codes import resolver

DAY = dt.date(2020, 11, 1)


def version(unit: str, code: str, start: dt.date | None = None, end: dt.date | None = None) -> UnitVersion:
    return UnitVersion(unit, code, "county", "县", code, code, code, None, start, end, None, None)


FACTS = Facts(
    [
        version("330322", "330322", None, dt.date(2015, 7, 23)),
        version("330322", "330305", dt.date(2015, 7, 23)),
        version("330326", "330326"),
        version("330326100", "330326100"),
    ],
    (), (), (),
)  # fmt: skip


@pytest.mark.parametrize(
    ("given", "unit"),
    [
        ("330326", "330326"),
        ("330326000000", "330326"),
        ("330326100000", "330326100"),
        ("330326100", "330326100"),
        ("330305", "330322"),  # the code of the day
        ("330322", "330322"),  # the permanent id
        ("330326100001", None),  # a village
        ("330326000", None),
        ("330399000000", None),
        ("", None),
        ("x" * 12, None),
    ],
)
def test_codes_ids_and_padded_codes(given: str, unit: str | None) -> None:
    assert resolver(FACTS)(given, DAY) == unit


def test_a_code_holds_on_its_day_only() -> None:
    assert resolver(FACTS)("330305", dt.date(2010, 11, 1)) is None
    assert resolver(FACTS)("330322", dt.date(2010, 11, 1)) == "330322"
