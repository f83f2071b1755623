"""The zones of the plan: definition, clause, and what was computed of each, with bounds and verdict."""

from app.domain.observation import Status
from app.domain.sheet.display_list import Item
from app.domain.sheet.paper import Frame
from app.http.status_legend import STATUS_NAMES
from app.services.sheet.content import Content, Row
from app.services.sheet.fonts import Typeface
from app.services.sheet.map_names import share_of
from app.services.sheet.pen import BODY, GREY, LARGE, LEADING, SMALL, Pen
from app.services.sheet.texts import date_text, say, shown
from app.services.styles.ink import ZONE_LINE, Lang

_BETWEEN = 1.4


def zone_list(content: Content, chosen: str | None, frame: Frame, face: Typeface, lang: Lang) -> list[Item]:
    """Return the zones as far as the frame holds them, and say how many it does not."""
    if content.plan is None:
        return []
    pen = Pen(face, frame.x, frame.y - 1, frame.width)
    pen.write(say("zones", lang), LARGE, bold=True)
    pen.write(content.plan["title"][lang], SMALL, fill=GREY, most=2)
    zones = sorted(content.plan["zones"], key=lambda zone: zone["id"] != chosen)
    last = frame.bottom - SMALL * LEADING
    for number, zone in enumerate(zones):
        trial = Pen(face, pen.x, pen.y + _BETWEEN, pen.width)
        _zone(trial, zone, content.measures.get(zone["id"], []), chosen, lang)
        if trial.y > last:
            pen.write(say("more", lang, n=len(zones) - number), SMALL, fill=GREY, most=1)
            break
        pen.items += trial.items
        pen.y = trial.y
    return pen.items


def _zone(pen: Pen, zone: Row, measures: list[Row], chosen: str | None, lang: Lang) -> None:
    fill = ZONE_LINE if zone["id"] == chosen else "#17242a"
    pen.write(zone["label"][lang], BODY, bold=True, fill=fill, most=2)
    item = share_of(measures)
    if item is not None:
        pen.write(_result(item, lang), SMALL, most=3)
    named = [member["name"][lang] for member in zone["members"]]
    stop = "、" if lang == "zh" else ", "
    how = say(zone["membership"], lang)
    pen.write(f"{say('members', lang)} ({how}): {stop.join(named)}" if named else how, SMALL, fill=GREY, most=2)
    pen.write(f"{say('clause', lang)}: {zone['clause']}", SMALL, fill=GREY, most=2)


def _result(item: Row, lang: Lang) -> str:
    """The measure in one sentence: name, date, number, status, bounds, what the plan prints and whether they agree."""
    display = item["display"]
    text = f"{item['label'][lang]}, {date_text(item['period'], lang)}: {shown(display['value'], display['unit'], lang)}"
    if item["status"] != Status.NORMAL.value:
        text += f" ({STATUS_NAMES[Status(item['status'])][lang == 'en']})"
    printed = item["published"]
    if printed is None:
        return text
    text += f"; {say('printed', lang)} {shown(printed['value'], printed['unit'], lang)}"
    if printed["bounds"]:
        low, high = (f"{side:.3f}" for side in printed["bounds"])
        text += f", {say('bounds', lang)} {low} – {high}"
    return f"{text}, {say(printed['verdict'], lang)}"
