"""Drafts over HTTP: opened, looked at, checked and thrown away by those who may edit."""

import asyncio
from collections.abc import Callable
from typing import Annotated, TypeVar

from fastapi import APIRouter, Path, Query, Response
from sqlalchemy import Connection

from app.context import Context
from app.domain.access import Scope
from app.domain.checks.jumps import FACTOR
from app.http.answer import encode
from app.http.openapi import CONFLICT, KEYED
from app.http.strict import StrictRoute
from app.routers.access import BusyEditor, Editor
from app.routers.dependencies import ContextDep
from app.schemas.drafts import ChecksAnswer, DraftAnswer, DraftsAnswer
from app.services.check_draft import check_draft
from app.services.describe_draft import describe_draft, list_drafts, require_draft
from app.services.discard import discard
from app.services.draw_finding import draw_finding
from app.services.open_draft import open_new_draft

T = TypeVar("T")
SVG = "image/svg+xml"
CLOSED = "default-src 'none'"  # a drawing needs nothing beside itself

router = APIRouter(route_class=StrictRoute, tags=["stewardship"], responses=KEYED)

Draft = Annotated[int, Path(ge=1, le=2_147_483_647, description="Number of a draft.", examples=[2])]

JumpFactor = Annotated[
    float, Query(gt=1, le=1000, description="How many times a count may be the one of the date before, or the reverse.")
]


async def written(context: Context, scope: Scope, work: Callable[[Connection], T]) -> T:
    """Run work in a transaction of its own, in a thread; committed unless it raises."""

    def run() -> T:
        with context.writer.transaction(scope) as connection:
            return work(connection)

    return await asyncio.to_thread(run)


def private(document: object, status: int = 200, **headers: str) -> Response:
    """Return JSON that no cache keeps: a draft changes, and is nobody else's business."""
    told = {"Cache-Control": "no-store"} | {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(encode(document), status, headers=told, media_type="application/json")


@router.post("/drafts", response_model=DraftAnswer, status_code=201, responses=CONFLICT)
async def post_draft(context: ContextDep, who: BusyEditor) -> Response:
    """Open a draft. There is one at a time: while one is open, 409 names it in `draft`."""
    number, item = await written(context, Scope.EDIT, lambda c: _opened(c, who.actor))
    return private({"draft": item}, 201, Location=f"/api/v1/drafts/{number}")


def _opened(connection: Connection, by: str) -> tuple[int, dict[str, object]]:
    number = open_new_draft(connection, by)
    return number, describe_draft(connection, number)


@router.get("/drafts", response_model=DraftsAnswer)
async def get_drafts(context: ContextDep, _who: Editor) -> Response:
    """List the open draft, if there is one, with every file that entered it."""
    return private({"items": await written(context, Scope.EDIT, list_drafts)})


@router.get("/drafts/{draft}", response_model=DraftAnswer)
async def get_draft(context: ContextDep, _who: Editor, draft: Draft) -> Response:
    """Describe a draft, or the release that it became, with every file that entered it."""
    return private({"draft": await written(context, Scope.EDIT, lambda c: describe_draft(c, draft))})


@router.delete("/drafts/{draft}", status_code=204, response_class=Response, responses=CONFLICT)
async def delete_draft(context: ContextDep, who: Editor, draft: Draft) -> Response:
    """Throw a draft away with all that entered it; published releases stay as they are."""
    await written(context, Scope.EDIT, lambda c: discard(c, draft, who.actor))
    return Response(status_code=204, headers={"Cache-Control": "no-store"})


@router.get("/drafts/{draft}/checks", response_model=ChecksAnswer, responses=CONFLICT)
async def get_checks(context: ContextDep, _who: BusyEditor, draft: Draft, jump_factor: JumpFactor = FACTOR) -> Response:
    """Check the draft as publishing would: errors stop a publication, warnings do not."""
    async with context.workbench:
        findings = await written(context, Scope.EDIT, lambda c: _checked(c, draft, jump_factor))
    errors = sum(finding["severity"] == "error" for finding in findings)
    told = {"draft": draft, "errors": errors, "warnings": len(findings) - errors, "items": findings}
    return private(told)


@router.get(
    "/drafts/{draft}/checks/{number}/map.svg",
    response_class=Response,
    responses=CONFLICT | {200: {"description": "The map.", "content": {SVG: {"schema": {"type": "string"}}}}},
)
async def get_finding_map(
    context: ContextDep,
    _who: BusyEditor,
    draft: Draft,
    number: Annotated[int, Path(ge=1, le=10_000, description="Which of the findings, from 1.", examples=[1])],
    jump_factor: JumpFactor = FACTOR,
) -> Response:
    """Draw where a finding is, among the outlines of the draft; `jump_factor` as it was given to the checks."""
    async with context.workbench:
        drawn = await written(context, Scope.EDIT, lambda c: draw_finding(c, draft, number, jump_factor))
    return Response(drawn, media_type=SVG, headers={"Cache-Control": "no-store", "Content-Security-Policy": CLOSED})


def _checked(connection: Connection, number: int, factor: float) -> list[dict[str, object]]:
    require_draft(connection, number)
    return [finding.as_json() for finding in check_draft(connection, number, factor)]
