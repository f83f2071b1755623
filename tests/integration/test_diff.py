"""What a draft changes: facts, and exactly those results that publishing it then changes."""

import csv
import io
import re
from typing import Any

import pytest

from app.http.formats import csv_bytes
from app.http.report import diff_report
from app.services.diff_release import BIGGEST, ReleaseDiff, diff_release
from app.services.diff_table import diff_table
from app.services.open_draft import ensure_draft
from tests.integration.small import DATE, PLAN, SQUARES, UNITS, bring, outlines, publish, query, square, state, writing
from tests.integration.test_draft import HEADER, LONG, MOVED, SHIFTED
from tests.integration.test_official_table import VALUES as ESTIMATES
from tests.integration.test_official_table import county_total, official_table

RESULTS = "SELECT plan, measure, period, item FROM polycentre.measure_result WHERE release = %s"


def compared(url: str, number: int = 2) -> ReleaseDiff:
    with writing(url) as connection:
        return diff_release(connection, number)


def rows_of(diff: ReleaseDiff) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csv_bytes(diff_table(diff)).decode("utf-8-sig"))))


def test_nothing_changes_in_a_draft_of_the_same(small_url: str) -> None:
    bring(small_url, "sources", "s.csv", "id,title\nbureau,Statistics bureau\n")
    told = compared(small_url).as_json()
    assert (told["draft"], told["base"]) == (2, 1)
    assert not any(told[kind] for kind in ("units", "counts", "boundaries", "plans", "measures", "targets", "figures"))
    assert told["summary"]["measures"] == {"examined": 2, "changed": 0}


def test_counts_and_measures(small_url: str) -> None:
    bring(small_url, "census", "shifted.csv", SHIFTED, **LONG)
    before = state(small_url)
    diff = compared(small_url)
    assert state(small_url) == before
    told = diff.as_json()
    (counts,) = told["counts"]
    assert (counts["indicator"], counts["changed"], counts["added"], counts["removed"]) == (
        "resident_population", 3, 0, 0,
    )  # fmt: skip
    first = counts["biggest"][0]
    assert (first["unit"], first["difference"], first["name"]["zh"]) in {
        ("330326100", -20, "东镇"), ("330326102", 20, "西乡"),
    }  # fmt: skip
    (measure,) = told["measures"]
    assert (measure["plan"], measure["measure"], measure["period"]) == ("small", "main-centre-share", DATE)
    assert (measure["before"]["value"], measure["after"]["value"]) == (0.5, 0.48)
    assert (measure["before"]["status"], measure["after"]["status"]) == ("E", "E")
    (row,) = [row for row in rows_of(diff) if row["what"] == "measure"]
    assert (row["before"], row["after"]) == ("0.5", "0.48")
    assert float(row["difference"]) == pytest.approx(-0.02)
    assert (row["measured_in"], row["printed_before"], row["clause"]) == ("fraction", "", "")
    counts_told = [row for row in rows_of(diff) if row["what"] == "count"]
    assert len(counts_told) == 3
    assert {
        (row["measured_in"], row["source_before"], row["source_after"], row["half_width_after"]) for row in counts_told
    } == {("persons", "bureau", "bureau", "0"), ("persons", "estimate", "estimate", "")}


def test_units_outlines_and_plans(small_url: str) -> None:
    new = "330326103,330326103,township,镇,新区镇,Newtown,xin qu zhen,330326,,,,\n"
    bring(small_url, "units", "u.csv", UNITS.replace("中镇,Middle", "新镇,New") + new)
    shapes = {"330383": square(SQUARES["330383"] - 0.05, SQUARES["330383"] + 0.1), "330326103": square(120.4)}
    options = {"vintage": DATE, "precision_class": "official", "source": "bureau"}
    bring(small_url, "boundaries", "b.geojson", outlines(shapes), **options)
    bring(
        small_url, "plan", "p.toml", PLAN.replace("version = 1", "version = 2").replace('"330326101"]', '"330326102"]')
    )
    diff = compared(small_url)
    told = diff.as_json()
    assert told["summary"]["units"] == {"added": 1, "removed": 0, "renamed": 1, "changed": 0}
    renamed, added = told["units"]
    assert renamed["fields"]["name_zh"] == {"before": "中镇", "after": "新镇"}
    assert (added["unit"], added["change"], added["name"]["en"]) == ("330326103", "added", "Newtown")
    drawn = {row["unit"]: row for row in told["boundaries"]}
    assert drawn["330383"]["change"] == "changed"
    assert drawn["330383"]["area_km2"]["after"] == pytest.approx(1.5 * drawn["330383"]["area_km2"]["before"], rel=1e-3)
    assert drawn["330383"]["precision_class"] == {"before": "schematic", "after": "official"}
    assert drawn["330326103"]["area_km2"]["before"] is None
    assert drawn["330326103"]["area_km2"]["after"] == pytest.approx(109.4, rel=0.01)  # a tenth of a degree squared
    title = {"zh": "小规划", "en": "A small plan"}
    assert told["plans"] == [{"plan": "small", "title": title, "change": "changed", "before": 1, "after": 2}]
    (measure,) = [item for item in told["measures"] if item["measure"] == "main-centre-share"]
    assert (measure["before"]["value"], measure["after"]["value"]) == (0.5, 0.4)
    rows = rows_of(diff)
    assert {row["what"] for row in rows} == {"unit", "boundary", "plan", "measure"}
    (plan,) = [row for row in rows if row["what"] == "plan"]
    assert [plan[name] for name in ("plan", "change", "name_en", "subject", "before", "after", "difference")] == [
        "small", "changed", "A small plan", "version", "1", "2", "",
    ]  # fmt: skip
    areas = {row["unit"]: row for row in rows if row["what"] == "boundary"}
    assert {row["measured_in"] for row in areas.values()} == {"km2"}
    assert (areas["330383"]["source_before"], areas["330383"]["source_after"]) == ("estimate", "bureau")


def test_the_first_draft_adds_everything(database_url: str, small_package: Any) -> None:
    from app.services.import_package import import_package  # noqa: PLC0415

    with writing(database_url) as connection:
        import_package(connection, small_package, "test", lambda *_: None)
        diff = diff_release(connection, 1)
    told = diff.as_json()
    assert told["base"] is None
    assert told["summary"]["units"]["added"] == 6
    assert told["summary"]["counts"] == {"added": 6, "removed": 0, "renamed": 0, "changed": 0}
    assert told["summary"]["boundaries"]["added"] == 4
    assert {item["change"] for item in told["measures"]} == {"added"}
    assert told["state"] == "draft"
    assert [item["change"] for item in told["plans"]] == ["added"]
    assert {count["difference"] for group in told["counts"] for count in group["biggest"]} == {None}
    counts = [row for row in rows_of(diff) if row["what"] == "count"]
    assert {(row["before"], row["difference"]) for row in counts} == {("", "")}
    for lang in ("zh", "en"):
        report = diff_report(told, lang).decode()
        assert "+" not in re.sub(r"<style>.*?</style>", "", report, flags=re.DOTALL)


def test_a_published_release_can_be_asked_too(small_url: str) -> None:
    bring(small_url, "census", "moved.csv", MOVED, **LONG)
    draft = compared(small_url).as_json()
    publish(small_url)
    told = compared(small_url).as_json()
    assert told == draft | {"state": "published"}
    for lang, words in (("zh", "发布 2 相对于发布 1"), ("en", "Release 2 against release 1")):
        report = diff_report(told, lang).decode()
        assert words in report
        assert "draft" not in report.lower()
        assert "草稿" not in report
    assert "draft" in diff_report(draft, "en").decode()


def test_a_removed_plan_is_told(small_url: str) -> None:
    with writing(small_url) as connection:
        ensure_draft(connection, "test")
        connection.exec_driver_sql("UPDATE polycentre.plan SET releases = int4range(lower(releases), 2)")
    diff = compared(small_url)
    (plan,) = [row for row in rows_of(diff) if row["what"] == "plan"]
    assert (plan["change"], plan["before"], plan["after"]) == ("removed", "1", "")


def test_the_report_says_in_plain_words_what_became_of_estimates(small_url: str) -> None:
    some = HEADER + f"330326101,resident_population,{DATE},250,A,0,bureau,\n"
    bring(small_url, "census", "some.csv", some, dataset="census", remainder="estimate")
    told = compared(small_url).as_json()
    assert "1 are now counted, 1 were scaled to what the counts leave" in diff_report(told, "en").decode()
    assert "1 个现在有公布的数字，1 个按其余的人口重新分摊" in diff_report(told, "zh").decode()


def test_it_is_what_publishing_then_does(published_url: str) -> None:
    towns = [unit for unit, _, _ in query(published_url, ESTIMATES, 1)]
    counts = official_table(towns, county_total())
    table = "代码,常住人口\n" + "".join(f"{town},{count}\n" for town, count in counts.items())
    options = {"dataset": "census-2020-bulletin", "reference_date": "2020-11-01", "source": "census-2020-bulletin"}
    bring(published_url, "census", "t.csv", table, **options)
    diff = compared(published_url)
    told = diff.as_json()
    publish(published_url)

    kept = ("value", "bounds", "status", "display", "reason", "unit", "plan_version")
    sides = [{(p, m, d): item for p, m, d, item in query(published_url, RESULTS, release)} for release in (1, 2)]
    differing = {
        key for key in sides[0]
        if [sides[0][key][name] for name in kept] != [sides[1][key][name] for name in kept]
        or (sides[0][key]["published"] or {}).get("verdict") != (sides[1][key]["published"] or {}).get("verdict")
    }  # fmt: skip
    assert {(item["plan"], item["measure"], item["period"]) for item in told["measures"]} == differing
    assert len(differing) > 5
    for item in told["measures"]:
        key = item["plan"], item["measure"], item["period"]
        for side, results in zip(("before", "after"), sides, strict=True):
            assert {name: item[side][name] for name in kept} == {name: results[key][name] for name in kept}
            assert item[side]["verdict"] == (results[key]["published"] or {}).get("verdict")
    share = next(i for i in told["measures"] if i["measure"] == "main-centre-share" and "pingyang" in i["plan"])
    assert share["before"]["bounds"][0] < share["after"]["value"] < share["before"]["bounds"][1]
    assert share["after"]["bounds"] == [share["after"]["value"]] * 2  # counts to the person have no rounding
    assert {"A"} == {side["status"] for side in (share["before"], share["after"])}
    assert [item for item in told["figures"] if item["measure"] == "main-centre-share"]
    assert [item for item in told["targets"] if item["before"]["status"] != item["after"]["status"]
            or item["before"]["value"] != item["after"]["value"]]  # fmt: skip
    (residents,) = told["counts"]
    assert residents["changed"] == len(diff.counts) >= len(residents["biggest"])
    assert len(residents["biggest"]) == min(BIGGEST, len(diff.counts))
    sizes = [abs(count["difference"]) for count in residents["biggest"]]
    assert sizes == sorted(sizes, reverse=True)
    rows = rows_of(diff)
    assert len([row for row in rows if row["what"] == "count"]) == len(diff.counts)
    assert len([row for row in rows if row["what"] == "measure"]) == len(told["measures"])
    names = [column.id for column in diff_table(diff).of_role("dimension")]
    assert len({tuple(row[name] for name in names) for row in rows}) == len(rows)
    figure = next(row for row in rows if row["what"] == "figure" and "main-centre" in row["subject"])
    assert (figure["printed_before"], figure["printed_after"]) == ("45.31%", "45.31%")
    assert figure["clause"]
    assert "text" in figure["about"]
    assert {row["measured_in"] for row in rows} <= {"persons", "fraction", "persons_per_km2", "ratio", "km2"}
