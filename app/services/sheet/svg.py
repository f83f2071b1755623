"""Writes a sheet as SVG 1.1: real text, with the letters it needs embedded."""

import base64
from xml.sax.saxutils import escape, quoteattr

from app.domain.sheet.display_list import Circle, Item, Path, Sheet, Text
from app.services.sheet.fonts import WEIGHTS, Typeface

_FAMILY = "Polycentre Sheet"
_HALO = 0.28  # of the size of the text


def svg(sheet: Sheet, face: Typeface) -> bytes:
    """Return the sheet as an SVG document."""
    size = (
        f'width="{_n(sheet.width)}mm" height="{_n(sheet.height)}mm" viewBox="0 0 {_n(sheet.width)} {_n(sheet.height)}"'
    )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" version="1.1" {size} xml:lang="{sheet.lang}">'
    style = f"{_fonts(sheet, face)}text{{font-family:'{_FAMILY}','Noto Sans SC',sans-serif;white-space:pre}}"
    body = "\n".join(_item(item) for item in sheet.items)
    parts = ('<?xml version="1.0" encoding="UTF-8"?>', head, f"<title>{escape(sheet.title)}</title>")
    return "\n".join((*parts, f"<style>{style}</style>", body, "</svg>\n")).encode()


def _fonts(sheet: Sheet, face: Typeface) -> str:
    rules = []
    for weight in WEIGHTS:
        letters = {
            c for i in sheet.items if isinstance(i, Text) and i.bold == (weight != WEIGHTS[0]) for c in i.content
        }
        data = base64.b64encode(face.subset(weight, letters, "woff2")).decode()
        rules.append(
            f"@font-face{{font-family:'{_FAMILY}';font-weight:{weight};"
            f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
        )
    return "".join(rules)


def _item(item: Item) -> str:
    if isinstance(item, Text):
        return _text(item)
    ink = f'fill="{item.fill or "none"}"'
    if item.stroke:
        ink += f' stroke="{item.stroke}" stroke-width="{_n(item.width)}" stroke-linejoin="round"'
    name = f" id={quoteattr(item.name)}" if item.name else ""
    if isinstance(item, Circle):
        return f'<circle{name} cx="{_n(item.x)}" cy="{_n(item.y)}" r="{_n(item.radius)}" {ink}/>'
    return f'<path{name} d="{_d(item)}" fill-rule="evenodd" {ink}/>'


def _d(path: Path) -> str:
    end = "z" if path.closed else ""
    return "".join("M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in part) + end for part in path.parts)


def _text(item: Text) -> str:
    place = f'x="{_n(item.x)}" y="{_n(item.y)}" font-size="{_n(item.size)}"'
    look = f' text-anchor="{item.anchor}"' if item.anchor != "start" else ""
    look += ' font-weight="700"' if item.bold else ""
    if item.halo:
        width = _n(item.size * _HALO)
        look += f' stroke="{item.halo}" stroke-width="{width}" stroke-linejoin="round" paint-order="stroke"'
    return f'<text {place}{look} fill="{item.fill}">{escape(item.content)}</text>'


def _n(number: float) -> str:
    return f"{round(number, 3) + 0.0:.3f}".rstrip("0").rstrip(".")
