"""Take the pictures of docs/images from a real browser, at POLYCENTRE_URL or from a service started for it."""

import contextlib
import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from app.paths import ROOT

TARGET = ROOT / "docs" / "images"
# A browser without a graphics card; without the last four it would also call home at every start.
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader"),
    *("--disable-background-networking", "--no-first-run", "--disable-component-update", "--disable-sync"),
]
PLAN = "wenzhou-population-2035"
PICTURES = {
    "map": ((1440, 900), "/?lang=zh"),
    "map-en": ((1440, 900), "/?lang=en"),
    "map-small": ((390, 844), "/?lang=zh"),
    "targets": ((1440, 900), f"/?lang=en&plan={PLAN}&section=targets"),
    "compare": (
        (1440, 900),
        (
            "/?lang=en&tab=compare&compare=difference&against=period:2010-11-01"
            "&indicator=resident_population&level=county&period=2020-11-01"
        ),
    ),
    "what-if": (
        (1440, 900),
        (
            "/?lang=zh&tab=whatif&plan=pingyang-population-2035&zone=main-centre"
            "&trial=main-centre:%2B330326117,-330326101&at=10.2/27.66/120.45"
        ),
    ),
    "sheet": ((1123, 794), "/api/v1/sheet?indicator=resident_population&level=township&period=2020&paper=a4"),
}


@contextlib.contextmanager
def service() -> Iterator[str]:
    """Yield the address of a service with the bundled data."""
    if given := os.environ.get("POLYCENTRE_URL"):
        yield given.rstrip("/")
        return
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = Path(tempfile.mkdtemp(prefix="polycentre-pictures-"))
    folder.chmod(0o711)  # the database's user passes through
    settings = {"POLYCENTRE_PORT": str(port), "POLYCENTRE_DATA_DIR": str(folder / "data"), "POLYCENTRE_WORKERS": "1"}
    command = [str(Path(sys.executable).parent / "polycentre"), "serve"]
    process = subprocess.Popen(command, env=os.environ | settings)  # noqa: S603  # our own program
    try:
        _wait(f"http://127.0.0.1:{port}", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder)


def _wait(url: str, process: "subprocess.Popen[bytes]") -> None:
    while process.poll() is None:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{url}/health/ready", timeout=5).close()  # noqa: S310
            return
        time.sleep(0.5)
    raise SystemExit("The service did not start.")


def keep(picture: bytes, name: str) -> None:
    """Save a screenshot with a palette: a map is a third as large then, and nobody sees it."""
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(256, kmeans=2).save(TARGET / f"{name}.png", optimize=True)
    sys.stdout.write(f"docs/images/{name}.png\n")


def take(browser: Browser, base: str, name: str) -> None:
    """Open the page, wait until nothing loads and nothing moves any more, and save what is seen."""
    (width, height), path = PICTURES[name]
    page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=1)
    page.goto(f"{base}{path}", wait_until="networkidle")
    page.wait_for_selector("canvas, svg")
    before = b""
    while (now := page.screenshot()) != before:
        before = now
        page.wait_for_timeout(700)
    keep(before, name)
    page.close()


def main() -> None:
    """Take the named pictures, or all."""
    TARGET.mkdir(parents=True, exist_ok=True)
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with service() as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        for name in sys.argv[1:] or PICTURES:
            take(browser, base, name)
        browser.close()


if __name__ == "__main__":
    main()
