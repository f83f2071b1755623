"""Head and foot of a sheet: title, sources, what to be careful about, release, approval number and QR code."""

import segno

from app.domain.sheet.display_list import Item, Path, line, rect
from app.domain.sheet.paper import Frame
from app.repositories.pointer import ReleaseName
from app.services.sheet.content import Content
from app.services.sheet.fonts import Typeface
from app.services.sheet.pen import BODY, GREY, INK, LARGE, SMALL, Pen
from app.services.sheet.query import SheetQuery
from app.services.sheet.texts import date_text, say, unit_text

_TITLE = 5.6
_QR = 22.0
_BOX = 62.0


def title_of(content: Content, query: SheetQuery) -> str:
    """Return the title asked for, or place, indicator and date."""
    if query.title is not None:
        return query.title
    day = date_text(content.period, query.lang)
    if query.lang == "zh":
        return f"{content.place}{content.indicator.label_zh}（{day}）"
    return ", ".join(part for part in (content.place, content.indicator.label_en, day) if part)


def head(content: Content, query: SheetQuery, frame: Frame, face: Typeface) -> list[Item]:
    """Return title and subtitle; a long title is set smaller, then cut."""
    lang, pen = query.lang, Pen(face, frame.x, frame.y - 2, frame.width)
    title = title_of(content, query)
    fits = len(pen.lines(title, _TITLE, bold=True)) == 1
    pen.write(title, _TITLE if fits else _TITLE * 0.7, bold=True, most=1 if fits else 2)
    parts = [say(query.classes.level, lang), say("reference", lang, day=date_text(content.period, lang))]
    unit = content.classes["classes"][0]["label"]["lower"]["unit"]
    named = content.indicator.label_zh if lang == "zh" else content.indicator.label_en
    parts.insert(0, f"{named} ({unit_text(unit, lang)})")
    if content.plan is not None:
        parts.append(content.plan["title"][lang])
    pen.write(" · ".join(parts), BODY, fill=GREY, most=1)
    return pen.items


def foot(content: Content, query: SheetQuery, release: ReleaseName, frame: Frame, face: Typeface) -> list[Item]:
    """Return sources and notes on the left, release and approval number beside the code on the right."""
    lang = query.lang
    left = Pen(face, frame.x, frame.y, frame.width - _BOX - 6)
    stop = "；" if lang == "zh" else "; "
    left.write(say("sources", lang) + stop.join(content.sources), SMALL, fill=GREY, most=3)
    left.write(say("outline_sources", lang) + stop.join(content.outline_sources), SMALL, fill=GREY, most=2)
    if content.schematic:
        left.write(say("schematic", lang), SMALL, bold=True, most=1)
    right = Pen(face, frame.right - _BOX, frame.y, _BOX - _QR - 3)
    right.write("Polycentre", LARGE, bold=True)
    state = "draft" if release.draft else "release"
    right.write(say(state, lang, n=release.number, day=date_text(release.day, lang)), SMALL, most=2)
    right.write(say("projection", lang), SMALL, fill=GREY, most=2)
    right.y += 1
    right.write(say("approval", lang) + (query.approval or say("internal", lang)), SMALL, bold=True, most=2)
    rule = line((frame.x, frame.y), (frame.right, frame.y), stroke=INK, width=0.2)
    return [rule, *left.items, *right.items, *_code(query.link, frame.right - _QR, frame.y + 1)]


def _code(link: str, x: float, y: float) -> list[Item]:
    """Return the link as a QR code: a path of runs of dark modules, with the quiet zone that readers need."""
    rows = list(segno.make_qr(link, error="l").matrix_iter(border=2))
    side = _QR / len(rows)
    runs = []
    for number, row in enumerate(rows):
        start = None
        for place, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = place
            elif not dark and start is not None:
                a, b, top = x + start * side, x + place * side, y + number * side
                runs.append(((a, top), (b, top), (b, top + side), (a, top + side)))
                start = None
    return [rect(x, y, _QR, _QR, fill="#ffffff"), Path(tuple(runs), fill="#000000", name="link-code")]
