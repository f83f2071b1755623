"""Files into a draft, over HTTP."""

from pathlib import PurePath
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Request, Response
from sqlalchemy import Connection

from app.domain.access import Scope
from app.errors import problem_response
from app.http.openapi import CONFLICT, IMPORT_REFUSED, KEYED, STORAGE, TOO_LARGE
from app.http.strict import StrictRoute
from app.http.uploads import received
from app.ingest.columns import Layout
from app.ingest.fault import ImportRefused
from app.ingest.profile import dump_profile
from app.routers.access import BusyEditor
from app.routers.dependencies import ContextDep
from app.routers.drafts import Draft, private, written
from app.routers.file_options import Stated, stated
from app.schemas.drafts import ImportAnswer, LayoutAnswer
from app.services.describe_draft import require_draft
from app.services.guess_layout import fields_of, guess_layout, keep_layout
from app.services.import_file import ImportReport
from app.services.receive_file import receive_file
from app.services.uploads import Upload

router = APIRouter(route_class=StrictRoute, tags=["stewardship"], responses=KEYED)

IdempotencyKey = Annotated[
    str | None, Header(max_length=200, description="The client's name for this upload: sent again, it counts once.")
]
ContentDigest = Annotated[
    str | None, Header(max_length=400, description="What the body must hash to (RFC 9530): sha-256 or sha-512.")
]

_LISTED = 1_000
BODY = {"description": "The file itself.", "required": True,
         "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}  # fmt: skip


@router.post(
    "/drafts/{draft}/files",
    response_model=ImportAnswer,
    status_code=201,
    responses=CONFLICT | TOO_LARGE | IMPORT_REFUSED | STORAGE,
    openapi_extra={"requestBody": BODY},
)
async def post_file(
    request: Request,
    context: ContextDep,
    who: BusyEditor,
    draft: Draft,
    said: Annotated[Stated, Depends(stated)],
    idempotency_key: IdempotencyKey = None,
    content_digest: ContentDigest = None,  # noqa: ARG001 -- read where the body is; declared to be described
) -> Response:
    """Import a file, the body of the request, into a draft: all of it, or nothing with every fault in `errors`."""
    async with received(request, int(context.settings.upload_bytes)) as file, context.workbench:

        def take(connection: Connection) -> ImportReport:
            upload = Upload(said.kind, said.filename, file.read(), said.options)
            return receive_file(connection, draft, upload, who.actor, idempotency_key)

        try:
            report = await written(context, Scope.EDIT, take)
        except ImportRefused as refused:
            return refusal(refused)
    return private(report.as_json(), 201)


@router.post(
    "/drafts/{draft}/files/guess",
    response_model=LayoutAnswer,
    responses=CONFLICT | TOO_LARGE | IMPORT_REFUSED | STORAGE,
    openapi_extra={"requestBody": BODY},
)
async def post_guess(
    request: Request, context: ContextDep, _who: BusyEditor, draft: Draft, said: Annotated[Stated, Depends(stated)]
) -> Response:
    """Say how a census table or a boundary file, the body of the request, would be read; nothing is written.

    `profile` keeps that reading, in TOML: give it with next year's file.
    """
    async with received(request, int(context.settings.upload_bytes)) as file, context.workbench:
        upload = Upload(said.kind, said.filename, file.read(), said.options)

        def look(connection: Connection) -> Layout:
            require_draft(connection, draft)
            return guess_layout(connection, upload)

        try:
            layout = await written(context, Scope.EDIT, look)
        except ImportRefused as refused:
            return refusal(refused)
    profile = dump_profile(keep_layout(PurePath(said.filename).stem, upload, layout))
    told = layout.as_json() | {"fields": fields_of(said.kind)}
    return private({"layout": told, "options": said.words, "profile": profile})


def refusal(refused: ImportRefused) -> Response:
    """Return the problem document of a refused file."""
    errors = [fault.as_json() for fault in refused.faults[:_LISTED]]
    return problem_response(422, f"{refused}.", errors=errors, error_count=len(refused.faults))
