"""Styles as they are answered: valid, complete, immutable where numbered, and without another host."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from app.paths import ROOT
from app.services.styles.catalogue import STYLES
from tests.api.conftest import JSON, MakeService, Service

VALIDATOR = ROOT / "web" / "node_modules" / ".bin" / "gl-style-validate"
KEY = "0123456789abcdef0123456789abcdef"
GOOD = [
    *(f"/styles/{style}.json?lang={lang}" for style in STYLES for lang in ("zh", "en")),
    "/styles/growth.json?period=2020&method=fisher_jenks&k=9&reverse=true",
    "/styles/density.json?period=2010&k=9&pooled=false", "/styles/share.json?ramp=cividis&method=head_tail",
    "/styles/zones.json?plan=wenzhou-fyp14", "/styles/1/zones.json",
]  # fmt: skip
HOSTS = re.compile(r"https?://([^/\"]+)")


def _errors(document: JSON, tmp_path: Path) -> str:
    file = tmp_path / "style.json"
    file.write_text(json.dumps(document), "utf-8")
    found = subprocess.run([VALIDATOR, file], capture_output=True, text=True, check=False)
    return found.stdout + found.stderr


@pytest.mark.parametrize("address", GOOD)
def test_styles_name_no_other_host_and_only_what_they_hold(service: Service, address: str) -> None:
    style = service.json(address)
    assert set(HOSTS.findall(json.dumps(style))) == {"service.test"}
    assert "glyphs" not in style
    assert {layer["source"] for layer in style["layers"] if "source" in layer} <= style["sources"].keys()
    tiles = [source["tiles"][0] for source in style["sources"].values() if source["type"] == "vector"]
    assert all(tile.startswith("http://service.test/tiles/1/") for tile in tiles)
    told = style["metadata"]["polycentre"]
    layers = {layer["id"] for layer in style["layers"]}
    if told["legend"] is not None:
        assert {entry["layer"] for entry in told["legend"]["entries"]} <= layers
    assert told["release"]["number"] == 1


def test_all_are_valid(service: Service, tmp_path: Path) -> None:
    """One run of the validator of the style specification for all: it takes a second to start."""
    if not VALIDATOR.is_file():
        pytest.fail("The validator is not installed; run `make web`.")
    merged = [service.json(address) for address in GOOD]
    for style in (merged[0], merged[4], merged[6], merged[8]):
        assert _errors(style, tmp_path) == ""
    broken = merged[0] | {"layers": [{"id": "x", "type": "fill", "source": "none"}]}
    assert _errors(broken, tmp_path)


@pytest.mark.parametrize("style", ["density", "share", "growth"])
def test_classes_are_those_of_the_one_authority(service: Service, style: str) -> None:
    document = service.json(f"/styles/{style}.json?period=2020&k=4&method=fisher_jenks&ramp=PRGn")
    told = document["metadata"]["polycentre"]
    classes = service.json(told["links"]["classes"].removeprefix("http://service.test"))
    shown = [(e["lower"], e["upper"], e["closed"], e["count"], e["colour"]) for e in told["legend"]["entries"]]
    assert shown == [(c["lower"], c["upper"], c["closed"], c["count"], c["colour"]) for c in classes["classes"]]
    fills = {layer["id"]: layer for layer in document["layers"] if layer["type"] == "fill"}
    for entry in told["legend"]["entries"]:
        assert fills[entry["layer"]]["paint"]["fill-color"] == entry["colour"]
    assert told["legend"]["no_data"]["count"] == classes["no_data"]["count"]
    statuses = classes["values"]["by_status"]
    assert told["legend"]["not_normal"]["count"] == sum(statuses.values()) - statuses.get("A", 0)


def test_the_list_leads_to_every_style(service: Service) -> None:
    items = service.json("/styles")["items"]
    assert [item["id"] for item in items] == [*STYLES]
    for item in items:
        moving, fixed = (service.get(item[name].removeprefix("http://service.test")) for name in ("url", "release_url"))
        assert moving.json() == fixed.json()
        assert moving.headers["Cache-Control"] == "no-cache"
        assert "immutable" in fixed.headers["Cache-Control"]
        assert moving.headers["ETag"] == fixed.headers["ETag"]
    assert "immutable" in service.get("/styles/density.json?as_of=1").headers["Cache-Control"]


@pytest.mark.parametrize(
    ("address", "status", "parameter"),
    [
        ("/styles/heat.json", 404, "style"),
        ("/styles/7/density.json", 404, "release"),
        ("/styles/density.json?as_of=7", 404, "as_of"),
        ("/styles/zones.json?plan=none", 404, "plan"),
        ("/styles/density.json?colour=red", 400, "colour"),
        ("/styles/1/density.json?as_of=1", 400, "as_of"),
        ("/styles/density.json?plan=wenzhou-fyp14", 422, "plan"),
        ("/styles/labels.json?k=5", 422, "k"),
        ("/styles/density.json?lang=fr", 422, "lang"),
        ("/styles/density.json?k=99", 422, "k"),
        ("/styles/density.json?ramp=rainbow", 422, "ramp"),
        ("/styles/density.json?method=manual", 422, "breaks"),
        ("/styles/density.json?period=1999", 422, "period"),
        ("/styles?x=1", 400, "x"),
    ],
)
def test_bad_requests_name_what_is_wrong(service: Service, address: str, status: int, parameter: str) -> None:
    answer = service.get(address)
    assert (answer.status_code, answer.json()["parameter"]) == (status, parameter)


def test_the_sprite_holds_the_patterns(service: Service) -> None:
    for ratio, name in ((1, "sprite"), (2, "sprite@2x")):
        index = service.json(f"/styles/{name}.json")
        image = service.get(f"/styles/{name}.png")
        assert image.headers["Content-Type"] == "image/png"
        width = int.from_bytes(image.content[16:20])
        assert width == sum(part["width"] for part in index.values())
        assert {part["pixelRatio"] for part in index.values()} == {ratio}
    used = {
        layer["paint"]["fill-pattern"]
        for layer in service.json("/styles/density.json")["layers"]
        if "fill-pattern" in layer.get("paint", {})
    }
    assert used == index.keys()


def test_the_base_map_needs_a_key(
    service: Service, published_url: str, make_service: MakeService, tmp_path: Path
) -> None:
    assert service.json("/styles")["base_map"] is None
    keyed = make_service(published_url, tianditu_key=KEY)
    assert KEY not in repr(keyed.app.state.context.settings)
    sources = keyed.json("/styles")["base_map"]
    for name in ("density", "zones"):
        style = keyed.json(f"/styles/{name}.json")
        assert {key: style["sources"][key] for key in sources} == sources
        order = [layer["id"] for layer in style["layers"]]
        assert order.index("tianditu-vec") < order.index("tianditu-cva")
        assert all("tianditu" in source["attribution"].lower() for source in sources.values())
        assert _errors(style, tmp_path) == ""
    assert "tianditu-vec" not in keyed.json("/styles/labels.json")["sources"]
    assert KEY not in keyed.get("/metrics").text
