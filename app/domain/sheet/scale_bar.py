"""The length of a scale bar: round, and as near as may be to what there is room for."""

import math

_STEPS = (1, 2, 5)


def bar_length(metres_per_mm: float, room_mm: float) -> float:
    """Return the longest round length (1, 2 or 5 times a power of ten) in metres that fits.

    >>> bar_length(1000, 45), bar_length(1000, 19)
    (20000.0, 10000.0)
    """
    most = metres_per_mm * room_mm
    power = 10.0 ** math.floor(math.log10(most))
    return max(step * power for step in _STEPS if step * power <= most * (1 + 1e-9))


def length_text(metres: float) -> str:
    """Return a length in kilometres, or in metres below one.

    >>> length_text(20000.0), length_text(2500.0), length_text(500.0)
    ('20 km', '2.5 km', '500 m')
    """
    return f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"  # noqa: PLR2004 -- a kilometre
