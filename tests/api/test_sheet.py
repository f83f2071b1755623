"""The sheet: every unit in its class colour, numbers and clauses as text, honest about what it does not know."""

import io
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pypdf
import pytest

from app.paths import WENZHOU
from tests.api.conftest import JSON, Service

BASE = "/api/v1/sheet"
SVG = "{http://www.w3.org/2000/svg}"
PLAN = "plan=pingyang-population-2035&period=2020"


def _svg(service: Service, query: str) -> ET.Element:
    answer = service.get(f"{BASE}?{query}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "image/svg+xml"
    return ET.fromstring(answer.content)  # noqa: S314 -- our own


def _pdf(service: Service, query: str) -> pypdf.PdfReader:
    answer = service.get(f"{BASE}?format=pdf&{query}")
    assert answer.status_code == 200, answer.text
    return pypdf.PdfReader(io.BytesIO(answer.content))


def _texts(root: ET.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def _text(reader: pypdf.PdfReader) -> str:
    return "".join(reader.pages[0].extract_text().split())


def _class_colour(classes: list[JSON], value: float) -> str:
    return [str(entry["colour"]) for entry in classes if value >= entry["lower"]][-1]


@pytest.mark.parametrize("query", ["indicator=density_per_km2&level=township", "indicator=growth&level=county&k=4"])
def test_every_unit_has_the_colour_of_its_class(service: Service, query: str) -> None:
    root = _svg(service, f"{query}&period=2020")
    drawn = {e.get("id", ""): e.get("fill") for e in root.iter(f"{SVG}path") if e.get("id", "").startswith("unit-")}
    indicator = query.split("&", maxsplit=1)[0].removeprefix("indicator=")
    classes = service.json(f"/api/v1/classes?{query}&period=2020")["classes"]
    level = query.split("level=")[1].split("&", maxsplit=1)[0]
    units = service.json(f"/api/v1/units?level={level}&period=2020&indicator={indicator}")["items"]
    wanted = {
        f"unit-{u['code']}": _class_colour(classes, u["values"][indicator]["value"])
        for u in units
        if u["values"][indicator]["value"] is not None
    }
    assert {name: fill for name, fill in drawn.items() if name in wanted} == wanted
    texts = _texts(root)
    assert all(str(entry["count"]) in texts for entry in classes)


def test_residents_are_circles_whose_areas_are_in_proportion(service: Service) -> None:
    root = _svg(service, "indicator=resident_population&level=county&period=2020")
    radii = {e.get("id", "")[6:]: float(e.get("r", "0")) for e in root.iter(f"{SVG}circle") if e.get("id")}
    items = service.json("/api/v1/units?level=county&period=2020&indicator=resident_population")["items"]
    persons = {item["code"]: item["values"]["resident_population"]["value"] for item in items}
    assert radii.keys() == persons.keys()
    rates = [radii[code] ** 2 / persons[code] for code in persons]
    assert max(rates) == pytest.approx(min(rates), rel=0.01)
    fills = {e.get("fill") for e in root.iter(f"{SVG}path") if e.get("id", "").startswith("unit-")}
    assert len(fills) == 1


def test_estimated_counts_are_pale_with_an_outline_and_the_legend_says_so(service: Service) -> None:
    root = _svg(service, "indicator=resident_population&level=township&period=2020")
    inks = {e.get("id", "")[6:]: (e.get("fill"), e.get("stroke")) for e in root.iter(f"{SVG}circle") if e.get("id")}
    items = service.json("/api/v1/units?level=township&period=2020&indicator=resident_population")["items"]
    status = {item["code"]: item["values"]["resident_population"]["status"] for item in items}
    estimated = {code for code in inks if status[code] == "E"}
    assert 0 < len(estimated) < len(inks)
    assert {inks[code] for code in estimated} == {("#a9c8d3", "#2f7f9f")}
    assert {inks[code] for code in inks.keys() - estimated} == {("#2f7f9f", "#123a4a")}
    keys = [(e.get("fill"), e.get("stroke")) for e in root.iter(f"{SVG}circle") if not e.get("id")]
    assert ("#a9c8d3", "#2f7f9f") in keys
    assert any("174 / 185 个为估计值" in text for text in _texts(root))


def test_no_plan_prints_a_box(service: Service) -> None:
    plans = sorted(path.stem for path in (WENZHOU / "plans").glob("*.toml"))
    assert len(plans) >= 4
    # English adds Latin letters alone, which one plan has as well as the next.
    for plan, lang in [*((plan, "zh") for plan in plans), (plans[0], "en")]:
        query = f"plan={plan}&paper=a3&orientation=portrait&lang={lang}"
        # Both forms have the texts of one drawing; what a font lost on the way shows in the PDF alone.
        assert not {"□", "\ufffd"} & set(_pdf(service, query).pages[0].extract_text()), query


def test_the_pdf_says_title_share_clause_and_use_in_text_that_can_be_read(service: Service) -> None:
    reader = _pdf(service, PLAN)
    text = _text(reader)
    for part in ("平阳县人口密度", "昆鳌主中心", "45.31%", "复算一致", "专栏2", "内部使用", "Polycentre", "示意边界"):
        assert part in text
    assert reader.metadata is not None
    assert reader.metadata.title == "平阳县人口密度（2020年11月1日）"
    assert str(reader.root_object["/Lang"]) == "zh-CN"


def test_it_speaks_english(service: Service) -> None:
    text = " ".join(_texts(_svg(service, f"{PLAN}&lang=en&zone=main-centre")))
    for part in ("Pingyang", "Kun-Ao main centre", "45.31%", "reproduced", "Internal use", "1 November 2020"):
        assert part in text


@pytest.mark.parametrize(
    ("paper", "orientation", "size"),
    [("a4", "portrait", (210, 297)), ("a3", "landscape", (420, 297)), ("a3", "portrait", (297, 420))],
)
def test_pages_have_the_size_of_the_paper(
    service: Service, paper: str, orientation: str, size: tuple[int, int]
) -> None:
    query = f"paper={paper}&orientation={orientation}&level=county&indicator=density_per_km2"
    box = _pdf(service, query).pages[0].mediabox
    assert tuple(float(side) * 25.4 / 72 for side in (box.width, box.height)) == pytest.approx(size, abs=0.1)
    root = _svg(service, query)
    assert (root.get("width"), root.get("height")) == tuple(f"{side}mm" for side in size)


@pytest.mark.parametrize("file_format", ["svg", "pdf"])
def test_equal_data_gives_equal_bytes(service: Service, file_format: str) -> None:
    url = f"{BASE}?format={file_format}&{PLAN}&link=https%3A%2F%2Fmap.example%2F"
    # A parameter that is its own default makes another address, so that memory cannot answer.
    first, second = service.get(url), service.get(f"{url}&k=5")
    assert first.content == second.content
    assert first.headers["etag"] == second.headers["etag"]
    assert first.headers["content-disposition"].endswith(f'.{file_format}"')


def test_markup_in_title_and_number_is_text(service: Service) -> None:
    title, approval = '<script>alert("1")</script>&amp;', "浙S(2026)<b>"
    root = _svg(service, f"level=county&title={quote(title)}&approval={quote(approval)}")
    texts = _texts(root)
    assert title in texts
    assert any(approval in text for text in texts)
    assert not list(root.iter(f"{SVG}script"))


def test_a_letter_that_no_font_has_is_a_box(service: Service) -> None:
    assert "□ Wenzhou" in _texts(_svg(service, f"level=county&title={quote('😀 Wenzhou')}"))


def test_a_box_limits_what_is_drawn(service: Service) -> None:
    whole, part = _svg(service, "level=county"), _svg(service, "level=county&bbox=120.5,27.9,120.8,28.1")
    counts = [sum(e.get("id", "").startswith("unit-") for e in root.iter(f"{SVG}path")) for root in (whole, part)]
    assert 0 < counts[1] < counts[0]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("paper=a2", "paper"), ("orientation=up", "orientation"), ("lang=fr", "lang"), ("format=png", "format"),
        ("plan=none", "plan"), ("zone=main-centre", "zone"), (f"{PLAN}&zone=none", "zone"),
        ("bbox=1,2,3", "bbox"), ("bbox=121,28,120,27", "bbox"), ("bbox=0,0,1,1", "bbox"), ("bbox=a,b,c,d", "bbox"),
        ("bbox=120,27,120.001,27.001", "bbox"), ("title=" + "t" * 81, "title"), ("approval=" + "a" * 61, "approval"),
        ("link=javascript:alert(1)", "link"), ("link=https%3A%2F%2Fa%20b", "link"), ("k=1", "k"),
        ("indicator=nothing", "indicator"), ("level=village", "level"), ("period=1900", "period"),
        ("ramp=none", "ramp"), ("method=manual", "breaks"), ("colour=red", "colour"),
    ],
)  # fmt: skip
def test_bad_parameters_are_named(service: Service, query: str, parameter: str) -> None:
    answer = service.get(f"{BASE}?{query}")
    assert answer.status_code in (400, 404, 422), answer.text[:300]
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert answer.json()["parameter"] == parameter
