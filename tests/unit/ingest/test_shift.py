from functools import partial

import numpy as np
import pytest
import shapely
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

from app.ingest.crs import SHIFTED
from app.ingest.shift import Points, measure_shift

KNOWN: dict[str, BaseGeometry] = {str(n): shapely.box(120 + n / 10, 28, 120.1 + n / 10, 28.1) for n in range(8)}
RANDOM = np.random.default_rng(7)


def drawn_in(system: str | None, jitter: float = 0.0) -> dict[str, BaseGeometry]:
    """Return the known outlines in a system, each moved by up to so many degrees as another hand draws them."""
    return {unit: shapely.transform(outline, partial(shifted, system, jitter)) for unit, outline in KNOWN.items()}


def shifted(system: str | None, jitter: float, points: Points) -> Points:
    east, north = RANDOM.uniform(-jitter, jitter, 2)
    moved = points + np.array([east, north])
    return np.column_stack(SHIFTED[system][1](moved[:, 0], moved[:, 1])) if system else moved


@pytest.mark.parametrize("system", [None, *SHIFTED])
@pytest.mark.parametrize("jitter", [0.0, 0.001])
def test_the_system_is_found_under_another_hand_s_drawing(system: str | None, jitter: float) -> None:
    shift = measure_shift(drawn_in(system, jitter), KNOWN, None)
    assert shift.system == system
    assert shift.found == (system is not None)
    assert (shift.read.metres > 300) == (system is not None)
    assert shift.best.metres < 100


def test_what_was_read_rightly_is_not_found() -> None:
    assert not measure_shift(drawn_in("BD-09"), KNOWN, "BD-09").found


def test_outlines_too_rough_to_tell_are_not_blamed() -> None:
    rough = {
        unit: translate(outline, xoff=0.03 if number % 2 else -0.03)
        for number, (unit, outline) in enumerate(KNOWN.items())
    }
    shift = measure_shift(rough, KNOWN, None)
    assert not shift.found
    assert not shift.read.telling
