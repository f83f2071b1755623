"""Whatever is asked wrongly is refused in plain words, with the parameter to blame, and never breaks anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from tests.api.conftest import Service

V1 = "/api/v1"
LONG = "x" * 500
REFUSED = [
    # unknown, repeated, empty, missing
    ("/units?foo=bar", 400, "foo"),
    ("/units?Level=county", 400, "Level"),
    ("/plans?foo=", 400, "foo"),
    ("/units?period=2020&period=2010", 400, "period"),
    ("/units?period=2020&period=2020", 400, "period"),
    ("/units?format=csv&format=json", 400, "format"),
    ("/units?period=", 400, "period"),
    ("/units?period=%20", 400, "period"),
    ("/units?parent=", 400, "parent"),
    ("/units?indicator=", 400, "indicator"),
    ("/units?=1", 400, ""),
    ("/units/search", 400, "q"),
    ("/units/search?q=", 400, "q"),
    ("/units/search?q=%E3%80%80", 400, "q"),
    ("/units/search?q='", 422, "q"),
    ("/plans/pingyang-population-2035?lang=xx", 400, "lang"),
    # periods
    ("/units?period=1999", 422, "period"),
    ("/units?period=2020-11-02", 422, "period"),
    ("/units?period=2020-13-45", 422, "period"),
    ("/units?period=20201101", 422, "period"),
    ("/units?period=２０２０", 422, "period"),
    ("/units?period=2020-11-01T00:00:00Z", 422, "period"),
    ("/units?period=2010..2020", 422, "period"),
    ("/measures?period=2020..2010", 422, "period"),
    ("/measures?period=0000..9999", 422, "period"),
    ("/measures?period=..", 422, "period"),
    ("/measures?period=-1", 422, "period"),
    (f"/units?period={'2' * 41}", 422, "period"),
    ("/observations?period=1066", 422, "period"),
    ("/classes?period=1999", 422, "period"),
    ("/plans/pingyang-population-2035/measures/main-centre-share/receipt?period=2010..2020", 422, "period"),
    # numbers
    ("/units?limit=0", 422, "limit"),
    ("/units?limit=-1", 422, "limit"),
    ("/units?limit=50001", 422, "limit"),
    (f"/units?limit={10**30}", 422, "limit"),
    (f"/units?limit={'9' * 5000}", 422, "limit"),
    ("/units?limit=1.5", 422, "limit"),
    ("/units?limit=1e3", 422, "limit"),
    ("/units?limit=NaN", 422, "limit"),
    ("/units?limit=true", 422, "limit"),
    ("/units?limit=null", 422, "limit"),
    ("/units?offset=-1", 422, "offset"),
    ("/units?offset=10000001", 422, "offset"),
    ("/units?as_of=0", 422, "as_of"),
    ("/units?as_of=-1", 422, "as_of"),
    (f"/units?as_of={2**31}", 422, "as_of"),
    (f"/units?as_of={2**40}", 422, "as_of"),
    ("/units?as_of=latest", 422, "as_of"),
    ("/units?as_of=2", 404, "as_of"),
    (f"/units?as_of={2**31 - 1}", 404, "as_of"),
    ("/units/search?q=a&limit=0", 422, "limit"),
    ("/units/search?q=a&limit=101", 422, "limit"),
    # choices
    ("/units?level=village", 422, "level"),
    ("/units?level=COUNTY", 422, "level"),
    (f"/units?level={LONG}", 422, "level"),
    ("/units?geometry=wkt", 422, "geometry"),
    ("/units?format=parquet", 422, "format"),
    ("/measures?format=geojson", 422, "format"),
    ("/units?indicator=gdp", 422, "indicator"),
    ("/units?indicator=resident_population,resident_population", 422, "indicator"),
    ("/units?indicator=,", 422, "indicator"),
    (f"/units?indicator={LONG}", 422, "indicator"),
    ("/observations?status=Z", 422, "status"),
    ("/observations?status=a", 422, "status"),
    ("/observations?status=AE", 422, "status"),
    ("/observations?indicator=density_per_km2", 422, "indicator"),
    ("/classes?method=jenks", 422, "method"),
    ("/classes?k=1", 422, "k"),
    ("/classes?k=10", 422, "k"),
    ("/classes?k=NaN", 422, "k"),
    ("/classes?pooled=maybe", 422, "pooled"),
    ("/classes?ramp=rainbow", 422, "ramp"),
    ("/classes?level=prefecture", 422, "level"),
    ("/classes?indicator=resident_population,households", 422, "indicator"),
    ("/classes?breaks=1,2", 422, "breaks"),
    ("/classes?method=manual", 422, "breaks"),
    ("/classes?method=manual&breaks=1,NaN", 422, "breaks"),
    ("/classes?method=manual&breaks=1,inf", 422, "breaks"),
    ("/classes?method=manual&breaks=1,1e400", 422, "breaks"),
    ("/classes?method=manual&breaks=1_0,20", 422, "breaks"),
    ("/classes?method=manual&breaks=2,1", 422, "breaks"),
    ("/classes?method=manual&breaks=1,,2", 422, "breaks"),
    ("/classes?method=manual&breaks=1,2,3,4,5,6,7,8,9", 422, "breaks"),
    # things that do not exist
    ("/plans/nope", 404, "plan"),
    ("/plans/nope/zones", 404, "plan"),
    ("/plans/nope/measures", 404, "plan"),
    ("/measures?plan=nope", 404, "plan"),
    ("/measures?measure=primacy", 404, "measure"),
    ("/plans/pingyang-population-2035/measures/nope/receipt", 404, "measure"),
    ("/units/999999", 404, "code"),
    ("/units?parent=999999", 404, "parent"),
    ("/observations?unit=999999", 404, "unit"),
    (f"/units/{'3' * 13}", 422, "code"),
    (f"/plans/{'p' * 81}", 422, "plan"),
    # text that means something to a database
    ("/units?parent=330326'%20OR%20'1'='1", 422, "parent"),
    ("/units?parent=';--", 404, "parent"),
    ("/measures?plan=';%20DROP%20TABLE%20polycentre.unit;--", 404, "plan"),
    ("/units?level=county'--", 422, "level"),
    ("/units/%27%22%5C", 404, "code"),
    ("/units/%25", 404, "code"),
]


def _refused(answer: httpx.Response, status: int) -> dict[str, object]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers
    problem: dict[str, object] = answer.json()
    assert problem["status"] == status
    assert problem["type"] == "/problems/" + str(problem["title"]).lower().replace(" ", "-")
    assert len(str(problem["detail"])) < 1500
    return problem


@pytest.mark.parametrize(("url", "status", "parameter"), REFUSED)
def test_refusals_name_the_fault(service: Service, url: str, status: int, parameter: str) -> None:
    problem = _refused(service.get(f"{V1}{url}"), status)
    assert problem["parameter"] == parameter
    assert str(problem["detail"]).strip()


@pytest.mark.parametrize(
    ("url", "items"),
    [
        ("/units?limit=1&period=2020", 1),
        ("/units?limit=50000&period=2020", 185),
        ("/units?offset=10000000&period=2020", 0),
        ("/units?as_of=1&period=2020", 185),
        ("/units/search?q=%E9%95%87&limit=100", 92),
        ("/classes?k=2", None),
        ("/classes?k=9", None),
        ("/classes?method=manual&breaks=-1,0.5,300", None),
        ("/classes?method=manual&breaks=1,2,3,4,5,6,7,8", None),
        ("/observations?status=A&period=2020&limit=1", 1),
    ],
)
def test_values_at_their_bounds_are_taken(service: Service, url: str, items: int | None) -> None:
    document = service.json(f"{V1}{url}")
    if items is not None:
        assert len(document["items"]) == items


@pytest.mark.parametrize(
    "path",
    ["/api/v1/nope", "/api/v1", "/api/v1/", "/api/v2/plans", "/api/v1/plans/", "/api/v1/units/330326/x", "/nope",
     "/api/v1/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2f..%2fetc%2fpasswd", "/static/../../etc/passwd", "//etc/passwd",
     "/api/v1/units/..%2fsearch%2f..", "/%5c..%5c..%5cetc%5cpasswd", "/.git/config", "/api/v1/plans/%2F"],
)  # fmt: skip
def test_paths_that_lead_nowhere(service: Service, path: str) -> None:
    _refused(service.get(path), 404)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "BREW"])
@pytest.mark.parametrize("path", ["/api/v1/plans", "/api/v1/units/330326", "/health/live", "/tiles/township.json"])
def test_only_reading_is_served(service: Service, method: str, path: str) -> None:
    answer = service.request(method, path)
    _refused(answer, 405)
    assert {"GET"} <= {name.strip() for name in answer.headers["allow"].split(",")}


@pytest.mark.parametrize(
    ("url", "status", "detail"),
    [
        ("/api/v1/units?parent=%00", 400, "NUL"),
        ("/api/v1/units/%00", 400, "NUL"),
        ("/api/v1/units/search?q=a%00b", 400, "NUL"),
        ("/api/v1/units/search?q=%FF", 400, "UTF-8"),
        ("/api/v1/units/search?q=%ED%A0%80", 400, "UTF-8"),
        ("/api/v1/units/%C0%AF", 400, "UTF-8"),
        (f"/api/v1/units?parent={'3' * 9000}", 414, "8192"),
        (f"/api/v1/units/{'3' * 9000}", 414, "8192"),
        ("/api/v1/units?" + "&".join(f"p{i}=1" for i in range(1000)), 400, "Unknown"),
    ],
)
def test_urls_that_no_handler_should_see(service: Service, url: str, status: int, detail: str) -> None:
    assert detail in str(_refused(service.get(url), status)["detail"])


def test_eight_megabytes_of_query_are_refused_at_once(service: Service) -> None:
    async def nothing() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    sent: list[dict[str, object]] = []

    async def keep(message: dict[str, object]) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": "GET", "path": "/api/v1/units", "raw_path": b"/api/v1/units", "scheme": "http",
        "query_string": b"parent=" + b"3" * 8_000_000, "headers": [], "http_version": "1.1", "server": ("x", 80),
    }  # fmt: skip
    service.wait(service.app(scope, nothing, keep))  # type: ignore[arg-type]
    assert sent[0]["status"] == 414


@pytest.mark.parametrize("text", ["%25", "_", "%5C", "%25%25", "%27", "__", "%5C%25"])
def test_search_knows_no_wildcards(service: Service, text: str) -> None:
    answer = service.get(f"{V1}/units/search?q={text}")
    if answer.status_code == 200:
        assert answer.json()["items"] == []
    else:
        _refused(answer, 422)


@pytest.mark.parametrize("q", ["😀", "鳌江" * 30, "\u202e江", "ａｏｊｉａｎｇ", "İ", "ß" * 60, "﷽" * 3])
def test_any_text_may_be_searched_for(service: Service, q: str) -> None:
    answer = service.request("GET", f"{V1}/units/search", params={"q": q})
    assert answer.status_code == 200


@pytest.mark.parametrize("path", ["/api/v1/plans/x/what-if", "/api/v1/plans/x/what-if/fit"])
def test_a_method_that_a_resource_lacks_is_refused_though_pages_are_served_beside_it(
    service: Service, path: str
) -> None:
    answer = service.get(path)
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
