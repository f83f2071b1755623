"""Whatever is asked for, every format of measures, observations and the other tables says what the database says."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.decoding import check_every_format, fetch, from_csv, with_format

if TYPE_CHECKING:
    from tests.api.conftest import Service

Row = dict[str, Any]
# The service and the long tables are the same for every example.
FEW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
DATES = ("2010-11-01", "2020-11-01", "2021-12-31", "2023-12-31")
MEASURE_KEYS = ("plan", "measure", "period")
OBSERVATION_KEYS = ("code", "indicator", "reference_date", "dataset")
statuses = st.none() | st.lists(st.sampled_from("ABEO"), min_size=1, max_size=3, unique=True)


@st.composite
def periods(draw: st.DrawFn) -> tuple[str, set[str]]:
    """A period as it is asked for, and the dates it means."""
    first, last = sorted(draw(st.tuples(*[st.integers(0, len(DATES) - 1)] * 2)))
    chosen = DATES[first : last + 1]
    short = draw(st.booleans())
    ends = [day[:4] if short else day for day in (chosen[0], chosen[-1])]
    if last == len(DATES) - 1 and draw(st.booleans()):
        ends[1] = "latest"
    text = f"{ends[0]}..{ends[1]}" if first != last or ends[1] == "latest" else ends[0]
    return text, set(chosen)


def _query(**parameters: object) -> str:
    named = {name: ",".join(value) if isinstance(value, list) else value for name, value in parameters.items()}
    return "&".join(f"{name}={value}" for name, value in named.items() if value is not None)


@pytest.fixture(scope="module")
def measures(published_readonly_url: str) -> list[Row]:
    """Every measure of every plan at every date, one long row each, straight from the table."""
    statement = (
        "SELECT plan, measure, period, value, status, item FROM polycentre.measure_result ORDER BY plan, ordinal"
    )
    with psycopg.connect(published_readonly_url) as connection:
        found = connection.execute(f"{statement}, period").fetchall()
    return [_long(row[:3], *row[3:]) for row in found]


def _long(key: tuple[str, str, str], value: float | None, status: str | None, item: Row) -> Row:
    bounds = item["bounds"] or [None, None]
    published = item["published"] or {"value": None, "unit": None, "verdict": None}
    return {
        **dict(zip(MEASURE_KEYS, key, strict=True)), "value": value, "status": status,
        "lower": bounds[0], "upper": bounds[1], "unit": item["unit"], "reason": item["reason"],
        "zone": item["zone"], "denominator": item["denominator"], "since": item["since"],
        "label_zh": item["label"]["zh"], "label_en": item["label"]["en"],
        "display_value": item["display"]["value"], "coverage_units": item["coverage"]["units"],
        "estimated_share": item["coverage"]["estimated_share"], "published_value": published["value"],
        "published_unit": published["unit"], "published_verdict": published["verdict"],
    }  # fmt: skip


@FEW
@given(data=st.data(), period=periods(), chosen=statuses)
def test_measures(
    service: Service, measures: list[Row], data: st.DataObject, period: tuple[str, set[str]], chosen: list[str] | None
) -> None:
    plan = data.draw(st.none() | st.sampled_from(sorted({row["plan"] for row in measures})), "plan")
    here = [row for row in measures if plan in (None, row["plan"])]
    measure = data.draw(st.none() | st.sampled_from(sorted({row["measure"] for row in here})), "measure")
    expected = [
        row for row in here
        if measure in (None, row["measure"]) and row["period"] in period[1] and (not chosen or row["status"] in chosen)
    ]  # fmt: skip
    query = _query(plan=plan, measure=measure, period=period[0], status=chosen)
    check_every_format(service, f"/api/v1/measures?{query}", MEASURE_KEYS, expected)
    if plan and not measure:
        query = _query(period=period[0], status=chosen)
        check_every_format(service, f"/api/v1/plans/{plan}/measures?{query}", MEASURE_KEYS, expected)


def test_the_latest_measures_are_the_latest_of_their_status(service: Service, measures: list[Row]) -> None:
    for chosen in ("A", "E", "B", "A,E"):
        valued = {row["period"] for row in measures if row["status"] in chosen.split(",") and row["value"] is not None}
        document = service.json(f"/api/v1/measures?period=latest&status={chosen}")
        assert document["query"]["period"] == [max(valued)]
        assert document["query"]["status"] == chosen.split(",")
        assert {item["status"] for item in document["items"]} <= set(chosen.split(","))


@pytest.fixture(scope="module")
def observations(published_readonly_url: str) -> list[Row]:
    """Every observation under the code its unit had on the day."""
    statement = """
        SELECT v.code, o.indicator, o.reference_date::text, o.dataset, o.value, o.status, o.half_width, o.source,
               o.method, v.name_zh, v.name_en, v.level, o.unit
        FROM polycentre.observation AS o
        JOIN polycentre.unit_version AS v ON v.unit = o.unit AND v.valid @> o.reference_date AND v.releases @> 1
        WHERE o.releases @> 1 ORDER BY v.code COLLATE "C", o.indicator, o.reference_date, o.dataset
    """
    names = (*OBSERVATION_KEYS, "value", "status", "half_width", "source", "method", "name_zh", "name_en", "level",
             "_unit")  # fmt: skip
    with psycopg.connect(published_readonly_url) as connection:
        return [dict(zip(names, row, strict=True)) for row in connection.execute(statement).fetchall()]


@FEW
@given(data=st.data(), period=periods(), chosen=statuses)
def test_observations(
    service: Service, observations: list[Row], data: st.DataObject, period: tuple[str, set[str]],
    chosen: list[str] | None,
) -> None:  # fmt: skip
    codes = {row["code"]: row["_unit"] for row in observations}
    code = data.draw(st.none() | st.sampled_from(sorted(codes)), "unit")
    known = sorted({row["indicator"] for row in observations})
    indicator = data.draw(
        st.none() | st.lists(st.sampled_from(known), min_size=1, max_size=3, unique=True), "indicator"
    )
    expected = [
        {name: cell or None if name == "method" else cell for name, cell in row.items() if name != "_unit"}
        for row in observations
        if (code is None or row["_unit"] == codes[code]) and (not indicator or row["indicator"] in indicator)
        and row["reference_date"] in period[1] and (not chosen or row["status"] in chosen)
    ]  # fmt: skip
    query = _query(unit=code, indicator=indicator, period=period[0], status=chosen)
    check_every_format(service, f"/api/v1/observations?{query}", OBSERVATION_KEYS, expected)


PLANS = ("pingyang-population-2035", "wenzhou-population-2035")
OTHERS = [
    *((f"/api/v1/plans/{plan}/targets", ("plan", "number", "measure", "year", "clause")) for plan in PLANS),
    *((f"/api/v1/plans/{plan}/reconciliation", ("plan", "figure")) for plan in PLANS),
    (f"/api/v1/plans/{PLANS[0]}/reconciliation?verdict=differs", ("plan", "figure")),
    (f"/api/v1/plans/{PLANS[0]}/targets?period=2020", ("plan", "number", "measure", "year", "clause")),
    ("/api/v1/centre-shares", ("plan", "measure", "period")),
    ("/api/v1/centre-shares?status=E,B&period=2010..2020&limit=3&offset=1", ("plan", "measure", "period")),
]


@pytest.mark.parametrize(("url", "keys"), OTHERS)
def test_what_is_computed_is_the_same_in_each_format(service: Service, url: str, keys: Sequence[str]) -> None:
    items = service.json(url)["items"]
    assert items
    columns = set(from_csv(fetch(service, url, "csv"))[0])
    expected = [{name: cell for name, cell in _flat(item).items() if name in columns} for item in items]
    assert {"plan", "plan_version"} < set(expected[0])
    # What is nowhere in an item is a gap in every row.
    check_every_format(service, url, keys, [dict.fromkeys(columns) | row for row in expected])


def _flat(item: Row) -> Row:
    """Name members of members as columns do: `current.value` is `current_value`."""
    flat: Row = {}
    for name, cell in item.items():
        if name == "bounds":
            flat["lower"], flat["upper"] = cell or (None, None)
        elif isinstance(cell, dict):
            flat |= {f"{name}_{inner}": value for inner, value in _flat(cell).items()}
        elif not isinstance(cell, list):
            flat[name] = cell
    return flat


@pytest.mark.parametrize(("level", "period"), [("county", "2020"), ("county", "2010"), ("township", "2020")])
def test_units(service: Service, published_readonly_url: str, level: str, period: str) -> None:
    names = ("resident_population", "density_per_km2", "urbanisation", "growth")
    url = f"/api/v1/units?level={level}&period={period}&indicator={','.join(names)}"
    statement = """
        SELECT v.code, v.name_zh, v.area_km2::float8, u.indicator, u.value, u.lower, u.upper, u.status, u.dataset
        FROM polycentre.unit_value AS u
        JOIN polycentre.unit_version AS v ON v.unit = u.unit AND v.valid @> u.reference_date AND v.releases @> 1
        WHERE u.release = 1 AND u.reference_date = %s ORDER BY v.code COLLATE "C"
    """
    codes = [item["code"] for item in service.json(url)["items"]]
    day = f"{period}-11-01"
    rows: dict[str, Row] = {}
    with psycopg.connect(published_readonly_url) as connection:
        for code, name, area, indicator, *cells in connection.execute(statement, [day]).fetchall():
            row = rows.setdefault(code, {"code": code, "period": day, "name_zh": name, "area_km2": area})
            parts = ("", "_lower", "_upper", "_status", "_dataset")
            row |= {f"{indicator}{part}": cell for part, cell in zip(parts, cells, strict=True)}
    asked = [f"{name}{part}" for name in names for part in ("", "_lower", "_upper", "_status", "_dataset")]
    kept = ("code", "period", "name_zh", "area_km2")
    expected = [{n: rows[code][n] for n in kept} | {n: rows[code].get(n) for n in asked} for code in codes]
    check_every_format(service, url, ("code", "period"), expected)


def test_the_address_in_csvw_is_that_of_the_release(service: Service) -> None:
    url = "/api/v1/observations?period=2020&status=A,E&limit=7&lang=en"
    document = json.loads(fetch(service, url, "csvw"))
    assert document["url"] == "/api/v1/observations?period=2020&status=A%2CE&limit=7&format=csv&as_of=1"
    assert service.get(document["url"]).content == fetch(service, url.replace("&lang=en", ""), "csv")
    assert "immutable" in service.get(document["url"]).headers["cache-control"]


def test_names_come_in_the_language_asked_for(service: Service) -> None:
    url = "/api/v1/observations?unit=330383&period=2020"
    for lang, name in (("zh", "龙港市"), ("en", "Longgang"), ("", "龙港市")):
        cube = json.loads(fetch(service, f"{url}&lang={lang}" if lang else url, "json-stat"))
        assert cube["dimension"]["code"]["category"]["label"] == {"330383": name}
    refused = service.get(f"{url}&lang=de")
    assert (refused.status_code, refused.json()["parameter"]) == (422, "lang")


def test_a_workbook_is_a_download_with_the_same_bytes_on_every_worker(
    service: Service, make_service: Any, published_readonly_url: str
) -> None:
    url = with_format("/api/v1/measures?period=2020", "xlsx")
    first, second = service.get(url), make_service(published_readonly_url).get(url)
    assert first.headers["content-disposition"] == 'attachment; filename="measures-1.xlsx"'
    assert first.content == second.content
    assert first.headers["etag"] == second.headers["etag"]


@pytest.mark.parametrize(("status", "words"), [("A,A", "twice"), ("A,Z", "'Z'"), ("a", "'a'"), ("A,", "''")])
@pytest.mark.parametrize("path", ["measures", "observations", "centre-shares"])
def test_a_status_that_is_none_is_refused(service: Service, path: str, status: str, words: str) -> None:
    answer = service.get(f"/api/v1/{path}?status={status}")
    assert (answer.status_code, answer.json()["parameter"]) == (422, "status")
    assert words in answer.json()["detail"]
