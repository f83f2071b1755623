"""census/*.csv: the printed counts, one long table per dataset."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

from geodata.build.files import Folders, Row, write_table

HEADER = ("unit", "indicator", "reference_date", "value", "status", "half_width", "source", "method")
CENSUS_2010, CENSUS_2020 = "2010-11-01", "2020-11-01"
NOT_COUNTS = {"code", "name_zh", "source", "registered_population"}
PERMANENT = {"330322": "330305"}  # a county of 2010 that has another code today
LONGGANG, CANGNAN = "330383", "330327"
WAN = 10_000
SAMPLE = "annual sample survey of the statistics bureau"
Line = tuple[str, str, str, object, str, object, str, str]


def build(folders: Folders) -> None:
    """Write every census table but the township one."""
    bulletin = folders.inputs("census_2020_bulletin.csv")
    yearbook = folders.inputs("census_2020_yearbook.csv")
    old = folders.inputs("census_2010.csv")
    _write(folders, "census-2020-bulletin", [line for row in bulletin for line in _counts(row, CENSUS_2020)])
    _write(folders, "census-2020-yearbook", [line for row in yearbook for line in _counts(row, CENSUS_2020)])
    counties_2010 = [line for row in old for line in _counts(row, CENSUS_2010)]
    _write(folders, "census-2010", [*counties_2010, *_towns_2010(folders)])
    _write(folders, "census-2010-registered", [_registered_2010(row) for row in old])
    for year in ("2021", "2023"):
        rows = [row for row in folders.inputs("year_ends.csv") if row["reference_date"].startswith(year)]
        _write(folders, f"year-end-{year}", [line for row in rows for line in _year_end(row)])
    _write(folders, "plan-tables", [line for row in folders.inputs("prefectures.csv") for line in _prefecture(row)])
    _write(folders, "plan-tables-registered", [_registered_plan(row) for row in folders.inputs("registered.csv")])


def in_persons(wan: str) -> tuple[int, int]:
    """Persons and rounding half-width of a figure printed in 万: 118.95 → (1189500, 50)."""
    printed = Decimal(wan)
    return int(printed * WAN), int(WAN * _half_unit(printed))


def _half_unit(printed: Decimal) -> Decimal:
    """Half a unit of the last printed digit."""
    return Decimal(5).scaleb(int(printed.as_tuple().exponent) - 1)


def _write(folders: Folders, dataset: str, lines: list[Line]) -> None:
    write_table(folders.out / "census" / f"{dataset}.csv", HEADER, lines)


def _counts(row: Row, day: str) -> list[Line]:
    """One line per count. In 2010 龙港 was counted inside 苍南: K there, W here."""
    unit = PERMANENT.get(row["code"], row["code"])
    includes_longgang = day == CENSUS_2010 and unit == CANGNAN
    status = "W" if includes_longgang else "A"
    method = "includes 龙港, then a town of the county" if includes_longgang else ""
    names = [name for name in row if name not in NOT_COUNTS]
    lines: list[Line] = [(unit, name, day, row[name], status, 0, row["source"], method) for name in names]
    if includes_longgang:
        lines += [(LONGGANG, n, day, None, "K", None, row["source"], "counted inside 苍南县") for n in names]
    return lines


def _registered_2010(row: Row) -> Line:
    unit = PERMANENT.get(row["code"], row["code"])
    count = row["registered_population"]
    return unit, "registered_population", CENSUS_2010, count, "W" if unit == CANGNAN else "A", 0, row["source"], ""


def _towns_2010(folders: Folders) -> list[Line]:
    methods = {
        "B": "printed figure of 2020 minus the printed ten-year increase; outline of 2010, changed in 2011-2016",
        "U": "gazetteer text, census implied but not stated; unit as merged in 2011",
    }
    return [
        (
            row["code"], "resident_population", CENSUS_2010, row["residents_2010"], row["status_2010"],
            row["half_width_2010"], row["source_2010"], methods[row["status_2010"]],
        )
        for row in folders.inputs("townships.csv") if row["residents_2010"]
    ]  # fmt: skip


def _year_end(row: Row) -> list[Line]:
    """Residents as printed, and the urban residents that the printed rate implies."""
    persons, half = in_persons(row["residents_wan"])
    unit, day, source = row["code"], row["reference_date"], row["source"]
    lines: list[Line] = [(unit, "resident_population", day, persons, "E", half, source, SAMPLE)]
    if row["urban_rate_pct"]:
        rate = Decimal(row["urban_rate_pct"])
        urban = persons * rate / 100
        widest = (persons + half) * (rate + _half_unit(rate)) / 100 - urban
        half_urban = int(widest.to_integral_value(ROUND_CEILING)) + 1
        method = f"{SAMPLE}; printed rate {rate} % times printed residents"
        lines.append((unit, "urban_population", day, int(urban), "E", half_urban, source, method))
    return lines


def _prefecture(row: Row) -> list[Line]:
    lines: list[Line] = []
    for year, day in (("2010", CENSUS_2010), ("2020", CENSUS_2020)):
        persons, half = in_persons(row[f"residents_{year}_wan"])
        method = f"printed in 万 in {row['clause']}"
        lines.append((row["code"], "resident_population", day, persons, "A", half, row["source"], method))
    return lines


def _registered_plan(row: Row) -> Line:
    persons, half = in_persons(row["registered_2020_wan"])
    method = f"printed in 万 for 2020 in {row['clause']}, without a day; filed under the census date"
    return row["code"], "registered_population", CENSUS_2020, persons, "A", half, row["source"], method
