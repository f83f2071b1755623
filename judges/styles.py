"""Does gl-style-validate accept every style that the service lists, and does all that a style names exist here?"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from fetching import fetch, read, read_json
from tally import Tally

_MODULES = Path(__file__).with_name("node_modules")


def main(base: str, folder: Path) -> None:
    """Judge all styles."""
    package = json.loads((_MODULES / "@maplibre/maplibre-gl-style-spec/package.json").read_text("utf-8"))
    tally = Tally(f"gl-style-validate {package['version']}")
    with tally.part("/styles"):
        listed = list(_addresses(base, read_json(f"{base}/styles")))
        tally.check(len(listed) >= 4, f"only {len(listed)} styles are listed")
        for url in listed:
            with tally.part(url):
                file = folder / "style.json"
                file.write_bytes(read(url))
                tally.none(_faults(file), url)
                tally.none(_lost(base, url, json.loads(file.read_bytes())), f"{url} without another host")
    tally.close()


def _addresses(base: str, listing: Any) -> Iterator[str]:
    """Find the addresses of styles in the listing."""
    for item in listing["items"]:
        address = item.get("url") or item.get("style") or f"/styles/{item['id']}.json"
        yield urljoin(base, address)


def _faults(file: Path) -> list[str]:
    command = ["node", str(_MODULES / ".bin/gl-style-validate"), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    return said or ([f"ended with {done.returncode}"] if done.returncode else [])


def _lost(base: str, url: str, style: dict[str, Any]) -> Iterator[str]:
    """Say which sources, sprites and glyphs are on another host or not there at all."""
    for name, source in style["sources"].items():
        for address in [*source.get("tiles", []), *filter(None, [source.get("url")])]:
            here = urljoin(url, address)
            if urlsplit(here).netloc != urlsplit(base).netloc:
                yield f"source {name} is on another host: {address}"
            elif "{z}" not in here and fetch(here)[0] != 200:
                yield f"source {name} is not there: {address}"
    for member in ("sprite", "glyphs"):
        if (address := style.get(member)) and urlsplit(urljoin(url, address)).netloc != urlsplit(base).netloc:
            yield f"{member} on another host: {address}"


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
