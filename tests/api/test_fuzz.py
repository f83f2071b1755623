"""Whatever the query string and the headers, the service answers, and with nothing worse than a refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from tests.api.conftest import Service

PATHS = [
    "/api/v1/plans", "/api/v1/plans/pingyang-population-2035", "/api/v1/plans/pingyang-population-2035/zones",
    "/api/v1/plans/pingyang-population-2035/measures", "/api/v1/measures", "/api/v1/units", "/api/v1/units/search",
    "/api/v1/units/330326", "/api/v1/indicators", "/api/v1/observations", "/api/v1/classes", "/api/v1/releases",
    "/api/v1/plans/pingyang-population-2035/measures/main-centre-share/receipt", "/health/live", "/metrics",
    "/tiles/township.json", "/tiles/county/8/213/107.mvt",
]  # fmt: skip
NAMES = [
    "level", "parent", "period", "indicator", "geometry", "limit", "offset", "as_of", "format", "q", "plan",
    "measure", "unit", "status", "method", "k", "pooled", "ramp", "breaks",
]  # fmt: skip
TELLING = [
    "county", "township", "330326", "330383", "2020", "2010..2020", "latest", "resident_population,growth", "simple",
    "1", "0", "-1", "9" * 40, "json", "csv", "geojson", "urban-core-share", "A", "manual", "fisher_jenks", "true",
    "YlGnBu", "1,2,3", "nan", "inf", "1e400", "%", "_", "\\", "'", '"', ";", "..", "../..", "\x00", "\ufeff", "😀",
    "null", "[]", "{}", "$where", "{{7*7}}", "${jndi:x}", "\r\nX: y",
]  # fmt: skip
VALUE = st.one_of(st.sampled_from(TELLING), st.text(max_size=30), st.integers().map(str), st.floats().map(str))
PAIRS = st.lists(st.tuples(st.one_of(st.sampled_from(NAMES), st.text(max_size=8)), VALUE), max_size=5)
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "accept": st.one_of(st.sampled_from(["text/csv", "*/*;q=0"]), st.binary(max_size=30)),
        "accept-encoding": st.binary(max_size=20),
        "if-none-match": st.one_of(st.sampled_from(["*", 'W/"x"', ",,"]), st.binary(max_size=20)),
        "host": st.sampled_from(["a", "a:b", "[::1]", ""]),
    },
)
QUIET = settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))


def _answered(service: Service, url: str, headers: dict[str, str | bytes]) -> None:
    encoded = {n: v.encode() if isinstance(v, str) else v.translate(None, b"\r\n\x00") for n, v in headers.items()}
    answer = service.request("GET", url, headers=encoded)
    assert answer.status_code in (200, 204, 304, 400, 404, 406, 410, 414, 422), (url, encoded, answer.text[:300])
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == answer.status_code


@QUIET
@given(path=st.sampled_from(PATHS), pairs=PAIRS, headers=HEADERS)
def test_queries(service: Service, path: str, pairs: list[tuple[str, str]], headers: dict[str, str | bytes]) -> None:
    _answered(service, f"{path}?{urlencode(pairs, errors='surrogatepass')}", headers)


@QUIET
@given(path=st.sampled_from(PATHS), query=st.binary(max_size=60))
def test_raw_query_strings(service: Service, path: str, query: bytes) -> None:
    _answered(service, f"{path}?{quote(query, safe='&=;+%?/')}", {})


@QUIET
@given(parts=st.lists(st.one_of(st.sampled_from(["api", "v1", "units", "plans", "..", ".", ""]), VALUE), max_size=5))
def test_paths(service: Service, parts: list[str]) -> None:
    path = "/".join(quote(part, safe="", errors="surrogatepass") for part in ["/api/v1", *parts])
    answer = service.get(path)
    assert answer.status_code < 500, path
