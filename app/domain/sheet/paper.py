"""Papers and the frames of a sheet; A3 is A4 drawn larger, so one layout serves both."""

from dataclasses import dataclass

PAPERS = {"a4": (210.0, 297.0), "a3": (297.0, 420.0)}
MARGIN = 10.0
GAP = 4.0
HEAD = 15.0
FOOT = 27.0
_PANEL = 80.0
_MAP_PART = 0.62


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of the page, by its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    def holds(self, x: float, y: float, around: float = 0.0) -> bool:
        """Whether a point lies within, with so much room around it."""
        across = self.x <= x - around and x + around <= self.right
        return across and self.y <= y - around and y + around <= self.bottom


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts of a sheet stand on A4; ``factor`` makes it the paper asked for."""

    width: float
    height: float
    factor: float
    head: Frame
    map: Frame
    legend: Frame
    zones: Frame
    foot: Frame


def layout(paper: str, orientation: str, legend_height: float) -> Layout:
    """Return the frames: beside the map a panel, or below it two columns on upright paper."""
    short, long = PAPERS["a4"]
    wide, high = (short, long) if orientation == "portrait" else (long, short)
    inner, body = wide - 2 * MARGIN, high - 2 * MARGIN - HEAD - FOOT
    top = MARGIN + HEAD
    head, foot = Frame(MARGIN, MARGIN, inner, HEAD), Frame(MARGIN, top + body + GAP, inner, FOOT - GAP)
    if orientation == "portrait":
        drawn, column = body * _MAP_PART, (inner - GAP) / 2
        below = Frame(MARGIN, top + drawn + GAP, column, body - drawn - GAP)
        parts = (Frame(MARGIN, top, inner, drawn), below, Frame(below.right + GAP, below.y, column, below.height))
    else:
        x = wide - MARGIN - _PANEL
        upper = Frame(x, top, _PANEL, legend_height)
        lower = Frame(x, upper.bottom + GAP, _PANEL, body - legend_height - GAP)
        parts = (Frame(MARGIN, top, inner - _PANEL - GAP, body), upper, lower)
    return Layout(wide, high, PAPERS[paper][0] / short, head, *parts, foot)
