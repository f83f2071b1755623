"""Which format answers, and that measures and observations are the same in each."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import psycopg
import pytest

if TYPE_CHECKING:
    from tests.api.conftest import Service

UNITS = "/api/v1/units?level=county&period=2020"
MEASURES = [
    "/api/v1/measures?period=2020",
    "/api/v1/measures?period=2010..2020",
    "/api/v1/measures?period=2010..latest&measure=main-centre-share",
    "/api/v1/measures?plan=pingyang-population-2035&period=2020",
    "/api/v1/plans/wenzhou-population-2035/measures?period=2010..2020",
]


def _rows(service: Service, url: str) -> list[dict[str, str]]:
    answer = service.get(url)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


@pytest.mark.parametrize("url", MEASURES)
def test_measures_are_the_same_in_csv(service: Service, url: str) -> None:
    items = service.json(url)["items"]
    rows = _rows(service, f"{url}&format=csv")
    assert len(rows) == len(items) > 0
    for item, row in zip(items, rows, strict=True):
        published = item["published"] or {}
        for name in ("plan", "measure", "kind", "indicator", "period", "unit", "receipt"):
            assert row[name] == item[name]
        for name in ("zone", "denominator", "since", "status", "reason"):
            assert (row[name] or None) == item[name]
        assert _number(row["value"]) == item["value"]
        assert [_number(row["lower"]), _number(row["upper"])] == (item["bounds"] or [None, None])
        assert (row["display_value"] or None, row["display_unit"]) == tuple(item["display"].values())
        assert int(row["coverage_units"]) == item["coverage"]["units"]
        assert (row["published_value"] or None) == published.get("value")
        assert (row["published_verdict"] or None) == published.get("verdict")
        assert (row["label_zh"], row["label_en"]) == (item["label"]["zh"], item["label"]["en"])


def test_the_two_places_of_measures_agree(service: Service) -> None:
    plan = "pingyang-population-2035"
    assert (
        service.json(f"/api/v1/plans/{plan}/measures?period=2020")["items"]
        == service.json(f"/api/v1/measures?plan={plan}&period=2020")["items"]
    )


OBSERVATIONS = [
    ("period=2020", "TRUE"),
    ("period=2010..2020&status=A", "o.status = 'A'"),
    ("period=2010..latest&indicator=households,age_0_14", "o.indicator IN ('households', 'age_0_14')"),
    ("period=2010..latest&unit=330305", "o.unit = '330305'"),
    ("period=2010..2020&unit=330322&indicator=households", "o.unit = '330305' AND o.indicator = 'households'"),
    ("period=2020&status=E", "o.status = 'E'"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "condition"), OBSERVATIONS)
def test_observations_are_those_of_the_database(
    service: Service, published_readonly_url: str, query: str, condition: str
) -> None:
    document = service.json(f"/api/v1/observations?{query}")
    statement = f"""
        SELECT v.code, o.indicator, o.reference_date::text, o.dataset, o.value, o.status, o.half_width, o.source
        FROM polycentre.observation AS o
        JOIN polycentre.unit_version AS v ON v.unit = o.unit AND v.valid @> o.reference_date AND v.releases @> 1
        WHERE o.releases @> 1 AND {condition} AND o.reference_date = ANY(%s::date[])
        ORDER BY v.code COLLATE "C", o.indicator, o.reference_date, o.dataset
    """  # noqa: S608 -- conditions are those above
    with psycopg.connect(published_readonly_url) as connection:
        expected = connection.execute(statement, [document["query"]["period"]]).fetchall()
    names = ("code", "indicator", "reference_date", "dataset", "value", "status", "half_width", "source")
    shown = [tuple(item[name] for name in names) for item in document["items"]]
    assert shown == expected
    assert len(expected) > 0
    assert document["total"] == len(expected)
    rows = _rows(service, f"/api/v1/observations?{query}&format=csv")
    cells = [tuple("" if value is None else str(value) for value in row) for row in expected]
    assert [tuple(row[name] for name in names) for row in rows] == cells


def test_a_unit_keeps_its_counts_under_every_code_it_bore(service: Service) -> None:
    old, new = (
        service.json(f"/api/v1/observations?unit={code}&period=2010..2020")["items"] for code in ("330322", "330305")
    )
    assert old == new
    assert {item["code"] for item in new} == {"330322", "330305"}


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/json"),
        ("application/json", "application/json"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("TEXT/CSV", "text/csv; charset=utf-8"),
        ("text/*", "text/csv; charset=utf-8"),
        ("application/geo+json", "application/geo+json"),
        ("application/geo+json, application/json;q=0.9", "application/geo+json"),
        ("application/json;q=0.2, text/csv;q=0.8", "text/csv; charset=utf-8"),
        ("*/*, text/csv", "text/csv; charset=utf-8"),
        ("application/json;q=0, */*;q=0.5", "text/csv; charset=utf-8"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/json"),
        ("text/html", "application/json"),
        ("text/csv;q=²,application/json;q=0.5", "application/json"),
        ("text/csv;q=nan,application/json", "application/json"),
    ],
)
def test_accept_chooses(service: Service, accept: str, media_type: str) -> None:
    answer = service.request("GET", UNITS, headers={"accept": accept.encode("latin-1")})
    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)


@pytest.mark.parametrize("accept", ["image/png", "application/pdf, image/*", "application/json;q=0", "text/csv;q=²"])
def test_what_nobody_serves_is_not_acceptable(service: Service, accept: str) -> None:
    answer = service.request("GET", UNITS, headers={"accept": accept.encode("latin-1")})
    assert answer.status_code == 406
    assert answer.headers["content-type"] == "application/problem+json"


def test_format_wins_over_accept(service: Service) -> None:
    answer = service.get(f"{UNITS}&format=geojson", accept="text/csv")
    assert answer.headers["content-type"] == "application/geo+json"
    assert answer.json()["query"]["format"] == "geojson"


def test_answers_echo_what_defaults_resolved_to(service: Service) -> None:
    document = service.json("/api/v1/units")
    assert document["release"]["number"] == 1
    assert document["query"] == {
        "unit": None,
        "level": "township", "parent": None, "period": "2020-11-01",
        "indicator": ["resident_population", "density_per_km2"], "geometry": "none", "crs": "CRS84",
        "limit": 10_000, "offset": 0, "format": "json", "as_of": None,
    }  # fmt: skip
    assert service.json("/api/v1/units?level=county")["query"]["period"] == "2023-12-31"
    assert service.json("/api/v1/measures?period=2010..2020")["query"]["period"] == ["2010-11-01", "2020-11-01"]
