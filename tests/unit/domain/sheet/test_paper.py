"""Frames of a sheet lie on the paper, and beside each other."""

from itertools import combinations

import pytest

from app.domain.sheet.paper import Frame, layout


def _apart(one: Frame, two: Frame) -> bool:
    return one.right <= two.x or two.right <= one.x or one.bottom <= two.y or two.bottom <= one.y


@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
@pytest.mark.parametrize(("paper", "long"), [("a4", 297), ("a3", 420)])
def test_frames_do_not_overlap(paper: str, long: float, orientation: str) -> None:
    found = layout(paper, orientation, 60)
    frames = [found.head, found.map, found.legend, found.zones, found.foot]
    assert all(_apart(one, two) for one, two in combinations(frames, 2))
    assert all(f.x >= 10 and f.y >= 10 and f.right <= found.width - 10 and f.bottom <= found.height - 9 for f in frames)
    assert max(found.width, found.height) * found.factor == pytest.approx(long, abs=0.1)
