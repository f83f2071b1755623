"""A release's tiles in one file, read in parts by browsers: a plain route, so that it is streamed from disk."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.context import Context
from app.errors import NotFound
from app.http.answer import IMMUTABLE
from app.http.ranges import file_answer
from app.http.strict import check_query
from app.routers.tiles import numbered_release
from app.services.export.place import archive_path
from app.services.export.release_archive import open_archive

MEDIA_TYPE = "application/vnd.pmtiles"


async def get_archive(request: Request) -> Response:
    """Return all tiles of a release as one PMTiles file, whole or the range of bytes that is asked for."""
    check_query(request, set())
    context: Context = request.app.state.context
    release = numbered_release(request)
    place = await context.archives.place(context.reader, release)
    if request.path_params["place"] != place:
        raise NotFound(f"The archive of release {release.number} is {archive_path(release.number, place)}.", "place")
    archive, file = await open_archive(context.archives, context.reader, release)
    # Without the header that names the release: answers that bear it are held in memory until they are whole.
    return file_answer(request, file, etag=archive.etag, media_type=MEDIA_TYPE, headers={"Cache-Control": IMMUTABLE})


routes = [Route("/releases/{release}/{place}.pmtiles", get_archive)]
