"""Draws a sheet: gathers its content, lays it out, and writes it in the format asked for."""

import asyncio

from app.domain.sheet.display_list import Sheet, scaled
from app.domain.sheet.paper import PAPERS, Layout, layout
from app.repositories.database import Reader
from app.repositories.pointer import ReleaseName
from app.services.list_units import chosen_indicators
from app.services.sheet.content import Content
from app.services.sheet.fonts import Typeface, typeface
from app.services.sheet.frame_text import foot, head, title_of
from app.services.sheet.gather import gather
from app.services.sheet.legend import legend, legend_height
from app.services.sheet.map_body import map_body, map_marks
from app.services.sheet.map_names import map_names
from app.services.sheet.pdf import pdf
from app.services.sheet.query import SheetQuery, check_link
from app.services.sheet.svg import svg
from app.services.sheet.zone_list import zone_list


async def draw_sheet(
    reader: Reader, release: ReleaseName, query: SheetQuery, file_format: str, presses: asyncio.Semaphore
) -> bytes:
    """Return the sheet as ``svg`` or ``pdf``; drawing runs in a thread, as many at a time as there are presses."""
    check_link(query.link)
    (indicator,) = chosen_indicators(query.classes.indicator)
    room = legend_height(query.classes.k, counted=indicator.kind == "counted")
    frames = layout(query.paper, query.orientation, room)
    async with presses:
        face = await asyncio.to_thread(typeface)
        content = await gather(reader, release, query, frames.map, frames.factor)

        def written() -> bytes:
            sheet = _composed(content, query, release, frames, face)
            return svg(sheet, face) if file_format == "svg" else pdf(sheet, face, release.day)

        return await asyncio.to_thread(written)


def _composed(content: Content, query: SheetQuery, release: ReleaseName, frames: Layout, face: Typeface) -> Sheet:
    """Return the display list of a sheet."""
    items = [
        *map_body(content, query.zone),
        *map_names(content, query.zone, face, query.lang),
        *map_marks(content, query.lang),
        *head(content, query, frames.head, face),
        *legend(content, frames.legend, face, query.lang),
        *zone_list(content, query.zone, frames.zones, face, query.lang),
        *foot(content, query, release, frames.foot, face),
    ]
    width, height = PAPERS[query.paper] if query.orientation == "portrait" else PAPERS[query.paper][::-1]
    title = face.clean(title_of(content, query))
    return Sheet(width, height, title, "zh-CN" if query.lang == "zh" else "en", scaled(items, frames.factor))
