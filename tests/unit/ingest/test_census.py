import datetime as dt

from app.domain.facts import Facts, UnitVersion
from app.ingest.census import CensusOptions, CensusTable, Register, parse_census

DAY = dt.date(2020, 11, 1)
REGISTER = Register(
    ("resident_population", "households", "male_population"),
    ("bureau", "estimate"),
    Facts(
        [
            UnitVersion(code, code, "county", "县", name, name, name, None, DAY, dt.date(2020, 11, 2), None, None)
            for code, name in (("330326", "平阳县"), ("330383", "龙港市"))
        ],
        (), (), (),
    ),
)  # fmt: skip
LONG = CensusOptions("census")
WIDE = CensusOptions("census", DAY, "bureau")


def parse(text: str, options: CensusOptions) -> CensusTable:
    return parse_census("c.csv", text.encode(), options, REGISTER)


def test_a_long_table() -> None:
    table = parse(
        "unit,indicator,reference_date,value,status,half_width,source,method\n"
        "330326,resident_population,2020-11-01,863200,,50,bureau,plan\n"
        "330383,resident_population,2020-11-01,,K,,bureau,\n",
        LONG,
    )
    assert table.faults == []
    first, second = table.rows
    assert (first["value"], first["status"], first["half_width"], first["method"]) == (863200, "A", 50, "plan")
    assert (second["value"], second["status"], second["half_width"]) == (None, "K", None)


def test_sums_in_a_long_table_are_left_out_and_named() -> None:
    start = "code,name,indicator,reference_date,value,source\n"
    table = parse(
        f"{start}330326,平阳县,resident_population,2020-11-01,5,bureau\n"
        ",小计,resident_population,2020-11-01,9,bureau\n,合计,resident_population,2020-11-01,9,bureau\n",
        LONG,
    )
    assert (len(table.rows), table.faults) == (1, [])
    assert table.notes == ["rows 3, 4 are sums; they were left out and not checked"]


def test_a_suppressed_count_has_no_value() -> None:
    start = "unit,indicator,reference_date,value,status,source\n330326,resident_population,2020-11-01,"
    assert [row["status"] for row in parse(f"{start},Q,bureau\n", LONG).rows] == ["Q"]
    assert [fault.field for fault in parse(f"{start}9,Q,bureau\n", LONG).faults] == ["status"]


def test_a_wide_table_has_exact_counts_and_may_have_gaps() -> None:
    table = parse("代码,名称,常住人口,户数\n330326,平阳县,863166,\n330383,龙港市,464695,150000\n", WIDE)
    found = [(row["unit"], row["indicator"], row["value"], row["half_width"]) for row in table.rows]
    assert found == [
        ("330326", "resident_population", 863166, 0),
        ("330383", "resident_population", 464695, 0),
        ("330383", "households", 150000, 0),
    ]


def test_estimates_of_a_wide_table_have_no_bound() -> None:
    table = parse("unit,resident_population\n330326,5\n", CensusOptions("census", DAY, "estimate", "E"))
    assert [(row["status"], row["half_width"]) for row in table.rows] == [("E", None)]


def test_rows_without_a_fault_remain_beside_those_with_one() -> None:
    table = parse("unit,resident_population\n330326,5\n330383,x\n999999,7\n", WIDE)
    assert [row["unit"] for row in table.rows] == ["330326"]
    assert [(fault.row, fault.field) for fault in table.faults] == [(3, "resident_population"), (4, "unit")]


def test_the_first_of_repeated_values_stays() -> None:
    table = parse("unit,resident_population\n330326,5\n330326,6\n", WIDE)
    assert [row["value"] for row in table.rows] == [5]
    assert table.faults[0].reason == "repeats the value of row 2"


def test_a_missing_column_is_one_fault_and_leaves_no_rows() -> None:
    table = parse("unit,indicator,value\n330326,resident_population,5\n330383,resident_population,-5\n", LONG)
    assert table.rows == []
    assert [(fault.row, fault.field) for fault in table.faults] == [(1, "reference_date"), (1, "source"), (3, "value")]
