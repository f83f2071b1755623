"""Pictures of the page, kept beside the tests, and what has changed since they were taken."""

import io
import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from app.paths import ROOT

KEPT = Path(__file__).parent / "snapshots"
RESULTS = ROOT / "test-results" / "snapshots"
RENEW = "RENEW_SNAPSHOTS"
# A channel may differ by so much before a pixel counts as changed, and so many pixels may have changed: the day of the
# release is part of the page, and letters are smoothed a little differently from one run to the next.
CHANNEL = 24
SHARE = 0.01
COLOURS = 256


def changed(before: Image.Image, after: Image.Image) -> Image.Image:
    """Return a mask, white where two pictures of one size differ in any channel by more than may be."""
    red, green, blue = ImageChops.difference(before, after).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return most.point([255 if level > CHANNEL else 0 for level in range(256)])


def share_of(mask: Image.Image) -> float:
    """Return the white part of a mask, 0–1."""
    return mask.histogram()[255] / (mask.width * mask.height)


def assert_as_before(name: str, screenshot: bytes) -> None:
    """Compare a screenshot with the picture kept under a name; with RENEW_SNAPSHOTS set, keep it instead.

    A failure leaves the screenshot and a picture of the differences (red) in test-results and names them.
    """
    kept = KEPT / f"{name}.png"
    now = Image.open(io.BytesIO(screenshot)).convert("RGB")
    if os.environ.get(RENEW):
        KEPT.mkdir(exist_ok=True)
        now.quantize(COLOURS, dither=Image.Dither.NONE).save(kept, optimize=True)
        return
    if not kept.is_file():
        pytest.fail(f"There is no picture {kept.name}; take it with `make snapshots`.", pytrace=False)
    before = Image.open(kept).convert("RGB")
    if before.size != now.size:
        pytest.fail(f"{name} was {before.size} and is {now.size}; `make snapshots` keeps the new one.", pytrace=False)
    mask = changed(before, now)
    if (share := share_of(mask)) < SHARE:
        return
    RESULTS.mkdir(parents=True, exist_ok=True)
    now.save(RESULTS / f"{name}.png")
    difference = RESULTS / f"{name}-difference.png"
    faint = Image.blend(now, Image.new("RGB", now.size, "white"), 0.7)
    Image.composite(Image.new("RGB", now.size, "red"), faint, mask).save(difference)
    pytest.fail(
        f"{share:.1%} of {name} look different (may be {SHARE:.0%}): see {difference.relative_to(ROOT)}."
        " If that is meant, `make snapshots` keeps the new pictures.",
        pytrace=False,
    )
