"""Publishing and previewing over HTTP: long work that is answered at once with a job to look at."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Path, Response
from sqlalchemy import Connection

from app.context import Context
from app.domain.access import Principal, Scope
from app.http.bodies import BodyRoute
from app.http.openapi import CONFLICT, KEYED
from app.routers.access import BusyEditor, Editor, Publisher
from app.routers.dependencies import ContextDep
from app.routers.drafts import Draft, private, written
from app.schemas.drafts import NoteBody, PublicationBody
from app.schemas.jobs import JobAnswer
from app.services.describe_draft import require_draft
from app.services.open_draft import require_no_draft
from app.services.preview_draft import preview_draft
from app.services.publish_release import Named, publish_release
from app.services.restore_release import require_restorable, restore_release
from app.services.run_job import Work, describe_job

router = APIRouter(route_class=BodyRoute, tags=["stewardship"], responses=KEYED)

JobId = Annotated[uuid.UUID, Path(description="Id of a job, as the answer that began it gave it.")]
Release = Annotated[int, Path(ge=1, le=2_147_483_647, description="Number of a published release.", examples=[1])]


@router.post("/drafts/{draft}/publish", response_model=JobAnswer, status_code=202, responses=CONFLICT)
async def post_publication(context: ContextDep, who: Publisher, draft: Draft, body: PublicationBody) -> Response:
    """Publish the draft: check, bake, move the pointer, all or nothing. The answer names the job to look at.

    Should that draft have been discarded, another one of its number is not published instead.
    """
    named = Named(draft, await written(context, Scope.PUBLISH, lambda c: require_draft(c, draft, body.created_at)))
    return await _begun(
        context, who, "publish", draft,
        lambda c, progress: publish_release(c, body.note, progress, who.actor, named).as_json(),
    )  # fmt: skip


@router.post("/drafts/{draft}/preview", response_model=JobAnswer, status_code=202, responses=CONFLICT)
async def post_preview(context: ContextDep, who: BusyEditor, draft: Draft) -> Response:
    """Bake the draft without publishing it: those who may edit then read it with `as_of`, until it changes."""
    await written(context, Scope.EDIT, lambda c: require_draft(c, draft))
    return await _begun(
        context, who, "preview", draft, lambda c, progress: preview_draft(c, draft, progress, who.actor).as_json()
    )


@router.post("/releases/{release}/restore", response_model=JobAnswer, status_code=202, responses=CONFLICT)
async def post_restoration(context: ContextDep, who: Publisher, release: Release, body: NoteBody) -> Response:
    """Roll back: publish the state of a former release as a new one. While a draft is open, 409 names it."""

    def possible(connection: Connection) -> None:
        require_restorable(connection, release)
        require_no_draft(connection)

    await written(context, Scope.PUBLISH, possible)
    return await _begun(
        context, who, "restore", release,
        lambda c, progress: restore_release(c, release, body.note, progress, who.actor).as_json(),
    )  # fmt: skip


async def _begun(context: Context, who: Principal, kind: str, release: int, work: Work) -> Response:
    job = await context.jobs.start(kind, release, who.actor, work)
    item = await written(context, Scope.EDIT, lambda c: describe_job(c, job))
    return private({"job": item}, 202, Location=f"/api/v1/jobs/{job}")


@router.get("/jobs/{job}", response_model=JobAnswer)
async def get_job(context: ContextDep, _who: Editor, job: JobId) -> Response:
    """Tell how far a publication or preview has come; at its end what it made, or the problem that stopped it."""
    return private({"job": await written(context, Scope.EDIT, lambda c: describe_job(c, job))})
