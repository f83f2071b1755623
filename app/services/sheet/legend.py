"""The legend: a histogram in the colours of the classes, or circles within each other, and the keys of gaps."""

import math
from collections import Counter

import shapely

from app.domain.observation import Status
from app.domain.sheet.display_list import Circle, Item, Text, line, rect
from app.domain.sheet.paper import Frame
from app.services.sheet.content import Content
from app.services.sheet.fonts import Typeface
from app.services.sheet.hatching import GROUND, HATCH, HATCHES, dotted, hatch_of, hatched
from app.services.sheet.map_body import CIRCLE_EDGE, circle_ink, circle_radius
from app.services.sheet.pen import BODY, LARGE, LEADING, SMALL, Pen
from app.services.sheet.texts import say, shown, unit_text
from app.services.styles.ink import COUNTY_LINE, ZONE_LINE, Lang

_ROW, _SWATCH = 4.4, 7.0
_KEYS = 3 * _ROW


def legend_height(classes: int, *, counted: bool) -> float:
    """Return the room a legend needs on A4."""
    return 12 + (22 if counted else classes * _ROW) + _KEYS + 8


def legend(content: Content, frame: Frame, face: Typeface, lang: Lang) -> list[Item]:
    """Return the legend in its frame."""
    pen = Pen(face, frame.x, frame.y - 1, frame.width)
    label = content.indicator.label_zh if lang == "zh" else content.indicator.label_en
    unit = content.classes["classes"][0]["label"]["lower"]["unit"]
    pen.write(f"{label} ({unit_text(unit, lang)})", LARGE, bold=True, most=2)
    if content.counted:
        _circles(content, pen, lang)
    else:
        _histogram(content, pen, lang)
    _keys(content, pen, lang)
    _estimated(content, pen, lang)
    return pen.items


def _histogram(content: Content, pen: Pen, lang: Lang) -> None:
    classes = content.classes["classes"]
    most = max(entry["count"] for entry in classes) or 1
    start, room = pen.x + 44, pen.width - 44 - 8
    pen.at(pen.x + pen.width, pen.y, say("units", lang), SMALL, anchor="end")
    for entry in classes:
        pen.y += _ROW
        low, high = (entry["label"][side]["value"] for side in ("lower", "upper"))
        bar = room * entry["count"] / most
        pen.items.append(rect(pen.x, pen.y - 3, _SWATCH, 3.4, fill=entry["colour"], stroke=HATCH, thick=0.1))
        pen.at(pen.x + _SWATCH + 2, pen.y, f"{shown(low, '', lang)} – {shown(high, '', lang)}", BODY)
        if entry["count"]:
            pen.items.append(rect(start, pen.y - 2.8, bar, 3, fill=entry["colour"], stroke=HATCH, thick=0.1))
        pen.at(start + bar + 1, pen.y, f"{entry['count']}", SMALL)


def _circles(content: Content, pen: Pen, lang: Lang) -> None:
    """Round numbers as circles that touch below, the largest near the largest count."""
    top = content.classes["classes"][-1]["upper"]
    base = pen.y + 20
    for value in _round_numbers(top):
        radius = circle_radius(content, value)
        pen.items.append(Circle(pen.x + 10, base - radius, radius, None, CIRCLE_EDGE, 0.2))
        at = base - 2 * radius
        pen.items.append(line((pen.x + 10, at), (pen.x + 22, at), stroke=CIRCLE_EDGE, width=0.12))
        pen.at(pen.x + 23, at + 0.8, f"{value:,}", SMALL)
    pen.items.append(Text(pen.x + 42, base - 8, say("circles", lang), SMALL))
    pen.y = base + 1


def _round_numbers(top: float) -> list[int]:
    power = 10 ** max(int(math.log10(top)), 0) if top >= 1 else 1
    largest = max((step * power for step in (1, 2, 5) if step * power <= top), default=power)
    return [n for n in dict.fromkeys((largest, largest // 4, largest // 20)) if n > 0]


def _keys(content: Content, pen: Pen, lang: Lang) -> None:
    here = Counter(hatch_of(unit.status).word for unit in content.units if unit.value is None)
    pen.y += 1.5
    column, number = pen.width / 2, 0
    for hatch in HATCHES:
        if hatch.word in here:
            x, y = pen.x + column * (number % 2), pen.y + _ROW * (1 + number // 2)
            pen.items.append(rect(x, y - 3, _SWATCH, 3.4, fill=GROUND, stroke=HATCH, thick=0.1))
            lines = hatched(shapely.box(x, y - 3, x + _SWATCH, y + 0.4), hatch)
            pen.items += [lines] if lines else []
            pen.at(x + _SWATCH + 2, y, f"{say(hatch.word, lang)} ({here[hatch.word]})", SMALL)
            number += 1
    pen.y += _ROW * math.ceil(number / 2)
    marks = [("county_line", COUNTY_LINE, 0.28)] + ([("zone_line", ZONE_LINE, 0.6)] if content.zone_outlines else [])
    pen.y += _ROW
    for place, (word, stroke, width) in enumerate(marks):
        x = pen.x + column * place
        pen.items.append(line((x, pen.y - 1.2), (x + _SWATCH, pen.y - 1.2), stroke=stroke, width=width))
        pen.at(x + _SWATCH + 2, pen.y, say(word, lang), SMALL)


def _estimated(content: Content, pen: Pen, lang: Lang) -> None:
    """Say how many values nobody counted, beside the mark that they have on the map."""
    values = content.classes["values"]
    estimated = values["by_status"].get(Status.ESTIMATED.value, 0)
    if estimated:
        x, y = pen.x, pen.y + _ROW
        if content.counted:
            pen.items.append(Circle(x + _SWATCH / 2, y - 1.2, 1.5, *circle_ink(1, estimated=True)))
        else:
            colour = content.classes["classes"][0]["colour"]
            pen.items.append(rect(x, y - 3, _SWATCH, 3.4, fill=colour, stroke=HATCH, thick=0.1))
            pen.items += dotted(shapely.box(x, y - 3, x + _SWATCH, y + 0.4))
        pen.y += _ROW - SMALL * LEADING
        pen.write(say("estimated", lang, n=estimated, m=values["count"]), SMALL, most=2, indent=_SWATCH + 2)
