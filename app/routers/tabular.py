"""Answers that can be had as a table: which format and language a client wants, and writing it."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal

from fastapi import Depends, Query, Request, Response

from app.context import Context
from app.http.answer import answer, encode, finished
from app.http.csvw import csvw
from app.http.formats import MEDIA_TYPES, Format, Negotiated, csv_bytes
from app.http.json_stat import json_stat
from app.http.openapi import also
from app.http.table import About, Table, cited
from app.http.xlsx import xlsx
from app.repositories import units
from app.repositories.pointer import ReleaseName

_FORMATS = ("csv", "xlsx", "json-stat", "csvw")
TABLES = also(*_FORMATS)
MAPPED_TABLES = also(*_FORMATS, "geojson")

Status = Annotated[
    str | None, Query(max_length=40, description="SDMX statuses, such as A or E; several separated by commas.")
]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The format and language settled for a request, and its address, from which others are made."""

    format: str
    lang: str
    request: Request


class Tabular:
    """A dependency that settles how rows are written; `more` formats are written by the route itself."""

    def __init__(self, *more: str) -> None:
        self._negotiated = Negotiated("json", *_FORMATS, *more)

    def __call__(
        self,
        request: Request,
        format: Format = None,  # noqa: A002 -- the parameter's public name
        lang: Annotated[
            Literal["zh", "en"], Query(description="Language of names in json-stat; the others have both.")
        ] = "zh",
    ) -> Wanted:
        """Return what the client wants."""
        return Wanted(self._negotiated(request, format), lang, request)


TabularDep = Annotated[Wanted, Depends(Tabular())]
MappedDep = Annotated[Wanted, Depends(Tabular("geojson"))]


async def rows_or_items(
    context: Context,
    release: ReleaseName,
    query: Mapping[str, Any],
    wanted: Wanted,
    table: Callable[[], Table],
    members: Mapping[str, Any],
) -> Response:
    """Return `members` as JSON, or the table of the same items in the format wanted."""
    if wanted.format == "json":
        return answer(release, query, members)
    sources = [] if wanted.format == "csv" else await context.reader.rows(units.sources(release.number))
    body, name = await asyncio.to_thread(_written, wanted, table, About(release, query, sources))
    response = finished(release, query, body, MEDIA_TYPES[wanted.format])
    if wanted.format == "xlsx":
        response.headers["Content-Disposition"] = f'attachment; filename="{name}-{release.number}.xlsx"'
    return response


def _written(wanted: Wanted, make_table: Callable[[], Table], about: About) -> tuple[bytes, str]:
    table = make_table()
    about = replace(about, sources=cited(table, about.sources))
    writers: dict[str, Callable[[], bytes]] = {
        "csv": lambda: csv_bytes(table),
        "xlsx": lambda: xlsx(table, about),
        "csvw": lambda: encode(csvw(table, about, _address_of_csv(wanted.request, about.release))),
        "json-stat": lambda: encode(json_stat(table, about, wanted.lang)),
    }
    return writers[wanted.format](), table.name


def _address_of_csv(request: Request, release: ReleaseName) -> str:
    """Return the address of the same rows as CSV, of the same release for ever."""
    url = request.url.remove_query_params(["lang"]).include_query_params(format="csv", as_of=release.number)
    return f"{url.path}?{url.query}"
