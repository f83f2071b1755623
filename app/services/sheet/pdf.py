"""Writes a sheet as PDF: vectors, and text in embedded fonts that can be selected; no time of making."""

import datetime as dt
import tempfile
from pathlib import Path as File

from fpdf import FPDF
from fpdf.drawing import PaintedPath
from fpdf.drawing_primitives import DeviceRGB
from fpdf.enums import IntersectionRule, PathPaintRule, StrokeJoinStyle, TextMode

from app.domain.sheet.display_list import POINT_MM, Circle, Item, Path, Sheet, Text
from app.services.sheet.fonts import WEIGHTS, Typeface

_FAMILY = "sheet"
_HALO = 0.28


def pdf(sheet: Sheet, face: Typeface, day: dt.date) -> bytes:
    """Return the sheet as PDF; ``day`` is that of the release, so that equal data gives equal bytes."""
    document = FPDF(unit="mm", format=(sheet.width, sheet.height))
    document.set_auto_page_break(auto=False)
    document.set_creation_date(dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC))
    document.set_title(sheet.title)
    document.set_lang(sheet.lang)
    document.set_creator("Polycentre")
    document.add_page()
    with tempfile.TemporaryDirectory() as folder:
        _fonts(document, sheet, face, File(folder))
        for item in sheet.items:
            _item(document, item, face)
        return bytes(document.output())


def _fonts(document: FPDF, sheet: Sheet, face: Typeface, folder: File) -> None:
    for weight, style in zip(WEIGHTS, ("", "B"), strict=True):
        letters = {c for i in sheet.items if isinstance(i, Text) and i.bold == bool(style) for c in i.content}
        file = folder / f"{weight}.ttf"
        file.write_bytes(face.subset(weight, letters, None))
        document.add_font(_FAMILY, style, file)


def _item(document: FPDF, item: Item, face: Typeface) -> None:
    if isinstance(item, Text):
        _text(document, item, face)
        return
    with document.drawing_context() as drawing:
        drawing.add_item(_styled(_circle(item) if isinstance(item, Circle) else _path(item), item))


def _path(item: Path) -> PaintedPath:
    path = PaintedPath()
    for part in item.parts:
        path.move_to(*part[0])
        for point in part[1:]:
            path.line_to(*point)
        if item.closed:
            path.close()
    return path


def _circle(item: Circle) -> PaintedPath:
    path = PaintedPath()
    path.circle(item.x, item.y, item.radius)
    return path


def _styled(path: PaintedPath, item: Path | Circle) -> PaintedPath:
    style = path.style
    style.fill_color = _colour(item.fill) if item.fill else None
    style.stroke_color = _colour(item.stroke) if item.stroke else None
    style.stroke_width = item.width
    style.stroke_join_style = StrokeJoinStyle.ROUND
    style.intersection_rule = IntersectionRule.EVENODD
    if item.fill and item.stroke:
        style.paint_rule = PathPaintRule.STROKE_FILL_EVENODD
    else:
        style.paint_rule = PathPaintRule.FILL_EVENODD if item.fill else PathPaintRule.STROKE
    return path


def _text(document: FPDF, item: Text, face: Typeface) -> None:
    document.set_font(_FAMILY, "B" if item.bold else "", item.size / POINT_MM)
    part = {"start": 0.0, "middle": 0.5, "end": 1.0}[item.anchor]
    x = item.x - part * face.width(item.content, item.size, bold=item.bold)
    if item.halo:
        with document.local_context():
            document.set_draw_color(*_rgb(item.halo))
            document.set_line_width(item.size * _HALO / POINT_MM)  # of text, fpdf2 takes it in points
            document.text_mode = TextMode.STROKE
            document.text(x, item.y, item.content)
    document.set_text_color(*_rgb(item.fill))
    document.text(x, item.y, item.content)


def _rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return red, green, blue


def _colour(colour: str) -> DeviceRGB:
    return DeviceRGB(*(part / 255 for part in _rgb(colour)))
