"""The log of what was done, over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from app.domain.access import Scope
from app.http.openapi import KEYED
from app.http.strict import StrictRoute
from app.routers.access import Editor
from app.routers.dependencies import ContextDep, Offset, next_page
from app.routers.drafts import private, written
from app.schemas.audit import AuditAnswer
from app.services.read_audit import read_audit

router = APIRouter(route_class=StrictRoute, tags=["stewardship"], responses=KEYED)


@router.get("/audit", response_model=AuditAnswer)
async def get_audit(
    request: Request,
    context: ContextDep,
    _who: Editor,
    release: Annotated[
        int | None, Query(ge=1, le=2_147_483_647, description="Only what was done to this draft or release.")
    ] = None,
    action: Annotated[str | None, Query(max_length=40, description="Only this, such as release.publish.")] = None,
    limit: Annotated[int, Query(ge=1, le=1000, description="At most this many events.")] = 100,
    offset: Offset = 0,
) -> Response:
    """Tell who did what, when, to which release, from which file (its hash is kept), newest first."""
    total, items = await written(
        context, Scope.EDIT, lambda c: read_audit(c, limit, offset, release=release, action=action)
    )
    return private({"total": total, "next": next_page(request, total, limit, offset), "items": items})
