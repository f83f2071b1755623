import pytest

from app.ingest.columns import Asked, Column, Stated, guess_columns
from app.ingest.header import Header
from app.ingest.headings import field_of, year_in, yearless

INDICATORS = ("resident_population", "households", "male_population", "registered_population")
NAMES = {"东镇", "中镇"}
BODY = [["330326100", "东镇", "0.03"], ["330326101", "中镇", "0.1"]]


def guess(
    *labels: str, body: list[list[str]] | None = None, year: int | None = None, stated: dict[str, str] | None = None
) -> list[Column]:
    asked = Asked(INDICATORS, NAMES.__contains__, year)
    return list(guess_columns(Header(labels, 1), body or BODY, Stated(stated or {}), asked))


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("常住人口", "resident_population"),
        ("2020年末常住人口（人）", "resident_population"),
        ("常住人口/男", "male_population"),
        ("户籍人口/合计", "registered_population"),
        ("户数/合计", "households"),
        ("出生人口/男", None),
        ("户籍人口/男", None),
        ("人口密度/合计", None),
        ("Residents", "resident_population"),
        ("60岁及以上", "age_60_plus"),
        ("0—14岁", "age_0_14"),
        ("统计用区划代码", "unit"),
        ("乡镇（街道）", "name"),
        ("XZQMC", "name"),
        ("区县", "county"),
        ("序号", "ignore"),
        ("总人口", None),
        ("", None),
    ],
)
def test_headings(heading: str, field: str | None) -> None:
    assert field_of(heading) == field


def test_years_in_headings() -> None:
    assert yearless("2020年常住人口") == yearless("2021年常住人口") == "{year}年常住人口"
    assert [year_in(text) for text in ("2020年末人口", "2010—2020年", "人口")] == [2020, None, None]


def test_columns_without_known_headings_are_known_by_what_they_hold() -> None:
    code, name, count = guess("F1", "F2", "F3")
    assert (code.field, code.ground) == ("unit", "2 of 2 cells are codes of 9 digits")
    assert (name.field, name.ground) == ("name", "2 of 2 cells are names of units")
    assert (count.field, count.samples) == (None, ("0.03", "0.1"))


def test_what_is_stated_wins_whatever_the_year() -> None:
    columns = guess("代码", "名称", "2021年户数", stated={"2020年户数": "resident_population"})
    assert (columns[2].field, columns[2].ground) == ("resident_population", "as stated")


def test_of_two_codes_the_finer_tells_the_units() -> None:
    body = [["330326", "330326100"], ["330326", "330326101"]]
    county, town = guess("县代码", "代码", body=body)
    assert (county.field, town.field) == ("county", "unit")


def test_only_counts_of_the_year_are_read() -> None:
    old, new = guess("2010年户数", "2020年户数", body=[["1", "2"]], year=2020)
    assert (old.field, old.ground) == ("ignore", "counts of 2010, not of 2020")
    assert new.field == "households"


def test_ten_thousands_keep_the_decimals_of_the_column() -> None:
    (column,) = guess("户数（万户）", body=[["0.03"], ["0.1"], ["0.25"]])
    assert (column.scale, column.decimals) == (10_000, 2)
    (column,) = guess("户数（万户）", body=[["0.3"], ["0.1"], ["0.2512"]])
    assert column.decimals == 0  # one finer number says nothing of the others


def test_what_is_stated_of_a_heading_is_not_said_of_its_sister_of_another_year() -> None:
    one, two = guess("2020年户数", "2021年户数", stated={"2021年户数": "ignore"}, body=[["1", "2"]])
    assert (one.field, two.field) == ("households", "ignore")
    one, two = guess(
        "2020年户数", "2021年户数", stated={"{year}年户数": "households", "2021年户数": "ignore"}, body=[["1", "2"]]
    )
    assert (one.field, two.field) == ("households", "ignore")
