"""A made-up table of all townships of the city, laid out as a bureau prints it, without codes: in and published."""

from typing import Any

from tests.integration.broken.books import workbook
from tests.integration.small import bring, faults_of, publish, query

COUNTIES = """
    SELECT v.unit, v.name_zh, o.value FROM polycentre.unit_version AS v
    JOIN polycentre.observation AS o ON o.unit = v.unit AND o.dataset = 'census-2020-bulletin'
        AND o.indicator = 'resident_population' AND o.reference_date = '2020-11-01'
    WHERE v.parent = '330300' AND v.level = 'county' AND v.valid @> '2020-11-01'::date ORDER BY v.code
"""
TOWNS = """
    SELECT name_zh FROM polycentre.unit_version
    WHERE parent = %s AND level = 'township' AND valid @> '2020-11-01'::date ORDER BY code
"""
STATUSES = """
    SELECT status FROM polycentre.observation
    WHERE releases @> 1 AND dataset = 'census-2020-bulletin' AND reference_date = '2020-11-01'
"""
OPTIONS = {"dataset": "census-2020-bulletin", "reference_date": "2020-11-01", "source": "census-2020-bulletin"}


def spaced(name: str) -> str:
    """Return a name of two or three characters as printers stretch it."""
    return "　".join(name) if len(name) < 4 else name


def made_up_table(url: str, missing: int = 0) -> tuple[bytes, int]:
    """Return a workbook and the number of its units; each county's count is shared out evenly over its towns."""
    rows: list[list[Any]] = [["温州市分乡镇街道常住人口（虚构）"], ["单位：人"], ["地  区", "常住人口"], ["", "合计"]]
    counties = query(url, COUNTIES)
    rows.append(["全　市", sum(value for _, _, value in counties)])
    units = 0
    for unit, name, value in counties:
        towns = [town for (town,) in query(url, TOWNS, unit)]
        rows.append([name, value])
        units += 1 + len(towns)
        for place, town in enumerate(towns):
            part, over = divmod(value - missing, len(towns))
            rows.append([f"  {spaced(town)}", part + (place < over)])
    rows.append(["注：数字虚构，仅供测试。"])
    return workbook(("表1", rows), merged=["A1:B1", "A3:A4"]), units


def test_names_and_the_order_of_rows_tell_all_units(published_url: str) -> None:
    content, units = made_up_table(published_url)
    report = bring(published_url, "census", "分乡镇人口.xlsx", content, **OPTIONS)
    assert report.grounds == {"name": units}
    assert units == 12 + 184
    estimates = sum(status == "E" for (status,) in query(published_url, STATUSES))
    assert report.notes == ["注：数字虚构，仅供测试。", f"{estimates} estimates (status E) became counts"]
    assert publish(published_url, "a made-up table").release == 2
    estimated = """
        SELECT count(*) FROM polycentre.observation
        WHERE releases @> %s::int AND status = 'E' AND indicator = 'resident_population'
            AND reference_date = '2020-11-01'
    """
    assert query(published_url, estimated, 2) == [(0,)]
    assert query(published_url, estimated, 1)[0][0] > 150


def test_a_table_whose_towns_miss_some_is_refused_county_by_county(published_url: str) -> None:
    content, _ = made_up_table(published_url, missing=5)
    faults = faults_of(published_url, "census", "分乡镇人口.xlsx", content, **OPTIONS)
    assert all("breaks the sum of" in fault.reason for fault in faults)
    assert len(faults) == 11  # every county but 龙港, which has no towns
