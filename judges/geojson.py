"""Does check-geojson accept every GeoJSON that the service answers with (RFC 7946, winding included)?"""

import json
import subprocess
import sys
from pathlib import Path

from fetching import fetch, read_json
from reference import Reference
from tally import Tally

_HERE = Path(__file__).parent
_GEOJSON = {"Accept": "application/geo+json"}


def main(base: str, folder: Path) -> None:
    """Judge units at all geometries, zones of all plans, and all collections: pages, single items, precision."""
    package = json.loads((_HERE / "node_modules/@placemarkio/check-geojson/package.json").read_text("utf-8"))
    tally = Tally(f"check-geojson {package['version']}")
    paths = _units() + _zones(Reference(base))
    with tally.part("/ogc"):
        paths += _items(base)
    files: dict[str, str] = {}
    for number, path in enumerate(paths):
        status, headers, body = fetch(base + path, **_GEOJSON)
        if tally.check(status == 200, f"{path} answers {status}: {body[:200]!r}"):
            tally.equal(headers["content-type"], "application/geo+json", f"content type of {path}")
            file = folder / f"{number}.geojson"
            file.write_bytes(body)
            files[str(file)] = path
    for file_name, issues in _judged(list(files)).items():
        tally.none(issues, files[file_name])
    tally.close()


def _units() -> list[str]:
    levels, shapes = ("county", "township", "prefecture"), ("none", "point", "simple", "full")
    return [f"/api/v1/units?level={level}&geometry={shape}&format=geojson" for level in levels for shape in shapes]


def _zones(reference: Reference) -> list[str]:
    return [f"/api/v1/plans/{plan['id']}/zones?format=geojson" for plan in reference.items("/plans")]


def _items(base: str) -> list[str]:
    found = []
    for collection in read_json(f"{base}/ogc/collections", Accept="application/json")["collections"]:
        items = f"/ogc/collections/{collection['id']}/items"
        features = read_json(f"{base}{items}?limit=1000", **_GEOJSON)["features"]
        found += [
            f"{items}?limit=1000",
            items,
            f"{items}?precision=4&limit=1000",
            f"{items}?bbox=120,27,121,28&limit=1000",
        ]
        found += [f"{items}/{feature['id']}" for feature in features]
    return found


def _judged(files: list[str]) -> dict[str, list[str]]:
    command = ["node", str(_HERE / "check_geojson.mjs")]
    done = subprocess.run(command, input="\n".join(files), capture_output=True, text=True, check=True)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    return {answer["file"]: answer["issues"] for answer in answers}


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
