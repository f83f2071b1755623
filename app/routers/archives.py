"""A release in one file, its tiles or all its data, streamed from disk."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from starlette.routing import Route

from app.context import Context
from app.errors import NotFound
from app.http.answer import IMMUTABLE
from app.http.answers import RELEASE_HEADER
from app.http.openapi import DATA_PACKAGE, RANGES
from app.http.ranges import file_answer
from app.http.strict import StrictRoute, check_query
from app.repositories.pointer import ReleaseName
from app.routers.dependencies import ContextDep
from app.routers.tiles import numbered_release
from app.services.export.place import archive_path
from app.services.export.release_archive import Kind, open_archive

router = APIRouter(route_class=StrictRoute, tags=["releases"])


async def get_archive(request: Request) -> Response:
    """Return a release as one file, whole or the range of bytes that is asked for."""
    check_query(request, set())
    context: Context = request.app.state.context
    release = numbered_release(request)
    place = await context.archives.place(context.reader, release)
    if request.path_params["place"] != place:
        raise NotFound(f"The archive of release {release.number} is {archive_path(release.number, place)}.", "place")
    return await _file(request, context, release, "pmtiles", "application/vnd.pmtiles")


routes = [Route("/releases/{release}/{place}.pmtiles", get_archive)]


@router.get("/releases/{release}/data-package", response_class=Response, responses=DATA_PACKAGE | RANGES)
async def get_data_package(
    request: Request,
    context: ContextDep,
    release: Annotated[int, Path(ge=1, le=2_147_483_647, description="Number of a published release.", examples=[1])],
) -> Response:
    """Return all that a release was made from as a Data Package in one zip, which another service takes in."""
    named = context.pointer.named(release)
    if named is None:
        raise NotFound(f"Release {release} is not published.", "release")
    answer = await _file(request, context, named, "datapackage.zip", "application/zip")
    name = f"{await context.archives.place(context.reader, named)}-{release}.datapackage.zip"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


async def _file(request: Request, context: Context, release: ReleaseName, kind: Kind, media_type: str) -> Response:
    headers = {RELEASE_HEADER: str(release.number), "Cache-Control": IMMUTABLE}
    archive, file = await open_archive(context.archives, context.reader, release, kind)
    return file_answer(request, file, etag=archive.etag, media_type=media_type, headers=headers)
