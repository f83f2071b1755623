"""Writes measured text onto a display list, line under line."""

from dataclasses import dataclass, field

from app.domain.sheet.display_list import POINT_MM, Anchor, Item, Text
from app.domain.sheet.wrapping import wrap
from app.services.sheet.fonts import Typeface

SMALL, BODY, LARGE = 6.5 * POINT_MM, 7.5 * POINT_MM, 9 * POINT_MM
LEADING = 1.36
GREY = "#46555b"
INK = "#17242a"


@dataclass(slots=True)
class Pen:
    """A column of text: where the next line goes, and what was drawn so far."""

    face: Typeface
    x: float
    y: float
    width: float
    items: list[Item] = field(default_factory=list)

    def write(
        self, text: str, size: float = BODY, *, bold: bool = False, fill: str = INK, most: int | None = None,
        indent: float = 0,
    ) -> None:  # fmt: skip
        """Write a paragraph, wrapped, in at most so many lines."""
        for line in self.lines(text, size, bold=bold, most=most, indent=indent):
            self.y += size * LEADING
            self.items.append(Text(self.x + indent, self.y, line, size, bold=bold, fill=fill))

    def lines(
        self, text: str, size: float, *, bold: bool = False, most: int | None = None, indent: float = 0
    ) -> list[str]:
        """Return a paragraph as it is broken."""
        return wrap(self.face.clean(text), self.width - indent, lambda s: self.face.width(s, size, bold=bold), most)

    def at(self, x: float, y: float, text: str, size: float, *, anchor: Anchor = "start", bold: bool = False) -> None:
        """Write one line anywhere."""
        self.items.append(Text(x, y, self.face.clean(text), size, anchor, bold=bold))
