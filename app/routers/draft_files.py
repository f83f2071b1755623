"""Files into a draft, over HTTP."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from sqlalchemy import Connection

from app.domain.access import Scope
from app.errors import Unprocessable, problem_response
from app.http.openapi import CONFLICT, IMPORT_REFUSED, KEYED, STORAGE, TOO_LARGE
from app.http.strict import StrictRoute
from app.http.uploads import received
from app.ingest.fault import ImportRefused
from app.routers.access import BusyEditor
from app.routers.dependencies import ContextDep
from app.routers.drafts import Draft, private, written
from app.schemas.drafts import ImportAnswer
from app.services.import_file import ImportReport
from app.services.receive_file import receive_file
from app.services.uploads import Options, Upload

router = APIRouter(route_class=StrictRoute, tags=["stewardship"], responses=KEYED)

Kind = Literal["sources", "datasets", "units", "lineage", "census", "boundaries", "plan"]
_TAKEN = {
    "census": ("dataset", "reference_date", "source", "status", "remainder"),
    "boundaries": ("vintage", "source", "precision_class", "crs", "method"),
}
_DEFAULTS = {"census": {"status": "A"}, "boundaries": {"precision_class": "official"}}
_LISTED = 1_000
_BODY = {"description": "The file itself.", "required": True,
         "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}  # fmt: skip


def _word(description: str) -> Any:  # noqa: ANN401 -- the type is the annotation's
    return Query(max_length=200, description=description)


@dataclass(frozen=True, slots=True)
class Stated:
    """What is said of a file beside its bytes."""

    kind: Kind
    filename: str
    options: Options


def stated(
    kind: Annotated[Kind, Query(description="What the file holds.")],
    filename: Annotated[str, Query(max_length=200, description="What the file is called; its ending says its format.")],
    dataset: Annotated[str | None, _word("census: id of a registered dataset.")] = None,
    reference_date: Annotated[str | None, _word("census: date of the counts, for rows that name none.")] = None,
    source: Annotated[str | None, _word("census, boundaries: id of a registered source.")] = None,
    status: Annotated[str | None, _word("census: SDMX status of rows that name none; else A.")] = None,
    remainder: Annotated[
        Literal["refuse", "estimate"] | None,
        Query(description="census: what some counts leave of their parent: refused, or shared by the estimates."),
    ] = None,
    vintage: Annotated[str | None, _word("boundaries: the date the outlines hold for.")] = None,
    precision_class: Annotated[
        str | None, _word("boundaries: official, generalised or schematic; else official.")
    ] = None,
    crs: Annotated[str | None, _word("boundaries: the CRS, where the file does not say it (EPSG:4490).")] = None,
    method: Annotated[str | None, _word("boundaries: how the outlines were made.")] = None,
) -> Stated:
    """Return what is said of a file; raises Unprocessable for what means nothing for its kind."""
    if not filename.isprintable():
        raise Unprocessable("A file name is printable text.", "filename")
    given = {"dataset": dataset, "reference_date": reference_date, "source": source, "status": status,
             "remainder": remainder, "vintage": vintage, "precision_class": precision_class, "crs": crs,
             "method": method}  # fmt: skip
    options = {name: value for name, value in given.items() if value is not None}
    taken = _TAKEN.get(kind, ())
    for name in options:
        if name not in taken:
            raise Unprocessable(f"A file of kind {kind} takes no {name} ({', '.join(taken) or 'nothing'}).", name)
    return Stated(kind, filename, _DEFAULTS.get(kind, {}) | options)


@router.post(
    "/drafts/{draft}/files",
    response_model=ImportAnswer,
    status_code=201,
    responses=CONFLICT | TOO_LARGE | IMPORT_REFUSED | STORAGE,
    openapi_extra={"requestBody": _BODY},
)
async def post_file(
    request: Request,
    context: ContextDep,
    who: BusyEditor,
    draft: Draft,
    said: Annotated[Stated, Depends(stated)],
    idempotency_key: Annotated[
        str | None,
        Header(max_length=200, description="The client's name for this upload: sent again, it counts once."),
    ] = None,
    content_digest: Annotated[  # noqa: ARG001 -- read where the body is; declared to be described
        str | None, Header(max_length=400, description="What the body must hash to (RFC 9530): sha-256 or sha-512.")
    ] = None,
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


def refusal(refused: ImportRefused) -> Response:
    """Return the problem document of a refused file."""
    errors = [fault.as_json() for fault in refused.faults[:_LISTED]]
    return problem_response(422, f"{refused}.", errors=errors, error_count=len(refused.faults))
