"""A release in one file, its tiles or all its data: plain routes, so that it is streamed from disk."""

from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.context import Context
from app.errors import NotFound
from app.http.answer import IMMUTABLE
from app.http.answers import RELEASE_HEADER
from app.http.ranges import file_answer
from app.http.strict import check_query
from app.routers.tiles import numbered_release
from app.services.export.place import archive_path
from app.services.export.release_archive import Kind, open_archive

MEDIA_TYPES: Mapping[Kind, str] = {"pmtiles": "application/vnd.pmtiles", "datapackage.zip": "application/zip"}


def _archive(kind: Kind) -> Callable[[Request], Awaitable[Response]]:
    async def get_archive(request: Request) -> Response:
        """Return a release as one file, whole or the range of bytes that is asked for."""
        check_query(request, set())
        context: Context = request.app.state.context
        release = numbered_release(request)
        place = await context.archives.place(context.reader, release)
        if request.path_params["place"] != place:
            path = archive_path(release.number, place, kind)
            raise NotFound(f"The archive of release {release.number} is {path}.", "place")
        headers = {RELEASE_HEADER: str(release.number), "Cache-Control": IMMUTABLE}
        archive, file = await open_archive(context.archives, context.reader, release, kind)
        return file_answer(request, file, etag=archive.etag, media_type=MEDIA_TYPES[kind], headers=headers)

    return get_archive


routes = [Route(f"/releases/{{release}}/{{place}}.{kind}", _archive(kind)) for kind in MEDIA_TYPES]
