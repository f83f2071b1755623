"""What publishing a draft would change, over HTTP."""

import asyncio
from collections.abc import Callable
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response

from app.domain.access import Scope
from app.http.formats import MEDIA_TYPES, Format, csv_bytes, negotiate
from app.http.openapi import KEYED, also
from app.http.report import MEDIA_TYPE, diff_report, report_policy
from app.http.strict import StrictRoute
from app.routers.access import BusyEditor
from app.routers.dependencies import ContextDep
from app.routers.drafts import Draft, private, written
from app.schemas.diff import DiffAnswer
from app.services.diff_release import diff_release
from app.services.diff_table import diff_table

router = APIRouter(route_class=StrictRoute, tags=["stewardship"], responses=KEYED)

_TYPES = {"json": MEDIA_TYPES["json"], "csv": MEDIA_TYPES["csv"], "html": MEDIA_TYPE}


def chosen_format(request: Request, format: Format = None) -> str:  # noqa: A002 -- the parameter's public name
    """Return json, csv or html."""
    return negotiate(format, ",".join(request.headers.getlist("accept")), tuple(_TYPES), _TYPES)


@router.get("/drafts/{draft}/diff", response_model=DiffAnswer, responses=also("csv", "html"))
async def get_diff(
    context: ContextDep,
    _who: BusyEditor,
    draft: Draft,
    chosen: Annotated[str, Depends(chosen_format)],
    lang: Annotated[Literal["zh", "en"], Query(description="Language of the report in HTML.")] = "zh",
) -> Response:
    """Compare a draft, or a release, with the last release before it: facts, and every result of every plan."""
    async with context.workbench:
        found = await written(context, Scope.EDIT, lambda c: diff_release(c, draft))
    if chosen == "json":
        return private(found.as_json())
    make: Callable[[], bytes] = (
        (lambda: csv_bytes(diff_table(found))) if chosen == "csv" else (lambda: diff_report(found.as_json(), lang))
    )
    response = Response(await asyncio.to_thread(make), headers={"Cache-Control": "no-store"}, media_type=_TYPES[chosen])
    if chosen == "html":
        response.headers["Content-Security-Policy"] = report_policy()
        response.headers["Content-Language"] = lang
    return response
