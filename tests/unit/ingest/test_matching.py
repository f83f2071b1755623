import datetime as dt

import pytest

from app.domain.facts import Facts, LineageEvent, UnitVersion
from app.ingest.matching import Given, Matcher, bare_name, unit_names

DAY, BEFORE = dt.date(2020, 11, 1), dt.date(2010, 11, 1)
REFORM = dt.date(2015, 7, 23)


def version(  # noqa: PLR0917 -- as a register lists it
    unit: str, code: str, name: str, parent: str | None = None, start: dt.date | None = None, end: dt.date | None = None
) -> UnitVersion:
    level = "county" if len(code) == 6 else "township"
    return UnitVersion(unit, code, level, "县", name, code, code, parent, start, end, None, None)


def event(kind: str, origin: str, target: str) -> LineageEvent:
    return LineageEvent(REFORM, kind, origin, target, None, "", "")


FACTS = Facts(
    [
        version("330322", "330322", "洞头县", end=REFORM),
        version("330322", "330305", "洞头区", start=REFORM),
        version("330326", "330326", "平阳县"),
        version("330327", "330327", "苍南县"),
        version("330326100", "330326100", "昆阳镇", "330326"),
        version("330326101", "330326101", "鳌江镇", "330326"),
        version("330326102", "330326102", "城关镇", "330326"),
        version("330327100", "330327100", "城关镇", "330327"),
        version("330326200", "330326200", "钱仓乡", "330326", end=REFORM),
        version("330326103", "330326103", "钱仓镇", "330326", start=REFORM),
        version("330326201", "330326201", "梅源乡", "330326", end=REFORM),
    ],
    [event("relevel", "330326200", "330326103"), event("merge", "330326201", "330326101")],
    (), (),
)  # fmt: skip
MATCHER = Matcher(FACTS)


@pytest.mark.parametrize(
    ("code", "unit", "ground"),
    [
        ("330326", "330326", "code"),
        ("330326000000", "330326", "code"),
        ("330326100000", "330326100", "code"),
        ("３３０３２６１００", "330326100", "code"),
        ("'330326100", "330326100", "code"),
        ("330326100.0", "330326100", "code"),
        ("330305", "330322", "code"),  # the code of the day
        ("330322", "330322", "id"),
        ("330326200", "330326103", "lineage"),  # a township became a town
        ("330326100001", None, None),  # a village
        ("330326000", None, None),
        ("330399000000", None, None),
        ("x" * 12, None, None),
    ],
)
def test_codes_of_any_length(code: str, unit: str | None, ground: str | None) -> None:
    found = MATCHER.match(Given(code), DAY)
    assert (found.unit, found.ground) == (unit, ground)
    assert (unit is None) == bool(found.reason)


def test_a_code_of_another_time_is_that_of_the_same_unit() -> None:
    assert MATCHER.match(Given("330305"), BEFORE).ground == "superseded code"
    assert MATCHER.match(Given("330305"), BEFORE).unit == "330322"


def test_what_was_merged_is_not_its_successor() -> None:
    found = MATCHER.match(Given("330326201"), DAY)
    assert found.unit is None
    assert found.reason.endswith("it ended with the merge of 2015-07-23 into 鳌江镇 330326101")


@pytest.mark.parametrize(
    ("given", "unit"),
    [
        (Given(name="昆阳镇"), "330326100"),
        (Given(name="昆 阳 镇①"), "330326100"),
        (Given(name="昆阳"), "330326100"),
        (Given(name="昆阳街道"), "330326100"),
        (Given(name="昆阳镇人民政府"), "330326100"),
        (Given(name="城关镇", county="苍南县"), "330327100"),
        (Given(name="城关", county="330326"), "330326102"),
        (Given(name="城关镇"), None),
        (Given(name="昆阳镇", county="苍南县"), None),
        (Given(name="洞头县"), "330322"),  # a former name
        (Given("330327999", "城关镇"), "330327100"),  # an unknown code still tells the county
        (Given(), None),
    ],
)
def test_names_within_their_county(given: Given, unit: str | None) -> None:
    assert MATCHER.match(given, DAY).unit == unit


def test_a_name_in_two_counties_is_told_with_both() -> None:
    reason = MATCHER.match(Given(name="城关镇"), DAY).reason
    assert "330326102" in reason
    assert "330327100" in reason


def test_a_code_beside_the_name_of_its_neighbour_is_refused() -> None:
    found = MATCHER.match(Given("330326100", "鳌江镇"), DAY)
    assert found.unit is None
    assert found.reason == "'330326100' is the code of 昆阳镇 330326100, yet the name is that of 鳌江镇 330326101"
    assert MATCHER.match(Given("330326100", "某镇"), DAY).unit == "330326100"  # a name nobody knows says nothing


def test_a_code_that_a_spreadsheet_rounded() -> None:
    assert "a spreadsheet program has rounded" in MATCHER.match(Given("3.30326E+11"), DAY).reason
    assert MATCHER.match(Given("3.30326E+11", "昆阳镇"), DAY).unit == "330326100"


def test_bare_names_keep_a_word() -> None:
    assert [bare_name(name) for name in ("昆阳镇", "南麂乡", "城镇", "市府路街道")] == [
        "昆阳",
        "南麂",
        "城镇",
        "市府路",
    ]
    assert {"昆阳", "昆阳镇", "洞头县"} <= unit_names(FACTS)
