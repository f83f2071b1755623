"""Breaking text into lines: Latin words stay whole, Chinese breaks anywhere but before closing punctuation."""

import re
from collections.abc import Callable

Measure = Callable[[str], float]
_WIDE = "⺀-鿿豈-﫿\uff01-\uff60\u3000-\u303f"
_PIECES = re.compile(rf"[{_WIDE}]|[^\s{_WIDE}]+|\s+")
_NEVER_FIRST = "，。、；：！？）》」』】〕,.;:!?)%"


def wrap(text: str, width: float, measure: Measure, most: int | None = None) -> list[str]:
    """Return lines no wider than ``width``; what does not fit into ``most`` of them ends in an ellipsis."""
    lines: list[str] = [""]
    for piece in _pieces(text, width, measure):
        if measure((lines[-1] + piece).rstrip()) <= width or not lines[-1]:
            lines[-1] += piece if lines[-1] else piece.lstrip()
        else:
            lines.append(piece.lstrip())
    found = [line.rstrip() for line in lines if line.strip()]
    if most is None or len(found) <= most:
        return found
    return [*found[: most - 1], _cut(found[most - 1], width, measure)]


def _pieces(text: str, width: float, measure: Measure) -> list[str]:
    found: list[str] = []
    for piece in _PIECES.findall(text):
        if found and piece[0] in _NEVER_FIRST and len(piece) == 1:
            found[-1] += piece
        elif measure(piece) > width:
            found += list(piece)  # a word longer than the line, such as an address
        else:
            found.append(piece)
    return found


def _cut(line: str, width: float, measure: Measure) -> str:
    while line and measure(line + "…") > width:
        line = line[:-1]
    return line + "…"
