"""A Data Package into the draft, over HTTP: all that a release of another service was made from."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Connection

from app.domain.access import Scope
from app.http.openapi import CONFLICT, IMPORT_REFUSED, KEYED, STORAGE, TOO_LARGE
from app.http.strict import StrictRoute
from app.http.uploads import received
from app.ingest.fault import ImportRefused
from app.routers.access import BusyEditor
from app.routers.dependencies import ContextDep
from app.routers.draft_files import BODY, ContentDigest, IdempotencyKey, refusal
from app.routers.drafts import private, written
from app.routers.file_options import require_printable
from app.schemas.drafts import PackageAnswer
from app.services.import_file import ImportReport
from app.services.import_package import import_packed

router = APIRouter(route_class=StrictRoute, tags=["stewardship"], responses=KEYED)


@router.post(
    "/packages",
    response_model=PackageAnswer,
    status_code=201,
    responses=CONFLICT | TOO_LARGE | IMPORT_REFUSED | STORAGE,
    openapi_extra={"requestBody": BODY | {"description": "The zip."}},
)
async def post_package(
    request: Request,
    context: ContextDep,
    who: BusyEditor,
    filename: Annotated[str, Query(max_length=200, description="What the zip is called.")] = "datapackage.zip",
    idempotency_key: IdempotencyKey = None,
    content_digest: ContentDigest = None,  # noqa: ARG001 -- read where the body is; declared to be described
) -> Response:
    """Import a Data Package, the body of the request, into the draft: all of it, or nothing, with faults in `errors`.

    Where no draft is open, one is opened; where nothing was published yet, it takes the number that the release had.
    """
    require_printable(filename)
    async with received(request, int(context.settings.upload_bytes)) as file, context.workbench:

        def take(connection: Connection) -> list[ImportReport]:
            return import_packed(connection, filename, file, who.actor, idempotency_key=idempotency_key)

        try:
            reports = await written(context, Scope.EDIT, take)
        except ImportRefused as refused:
            return refusal(refused)
    draft = reports[0].release
    told = {"draft": draft, "items": [report.as_json() for report in reports]}
    return private(told, 201, Location=f"/api/v1/drafts/{draft}")
