"""The files of the web build: what carries a hash in its name never changes, and pages run nothing but our own."""

import os
from collections.abc import Sequence
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.routing import Match, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from app.http.answer import IMMUTABLE
from app.http.quality import weighted

# Svelte and MapLibre set styles on elements; scripts never stand in the page. Frames: the map may be embedded anywhere.
_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:{hosts}; "
    "connect-src 'self'{hosts}; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'"
)


_CODINGS = {"br": ".br", "gzip": ".gz"}


def _form_of(path: Path, accepted: str) -> tuple[str | None, Path]:
    """Return the coding and the file to send: the first the client takes and the build made, else the file itself."""
    taken = {coding for coding, quality in weighted(accepted) if quality > 0}
    for coding, suffix in _CODINGS.items():
        form = path.with_name(path.name + suffix)
        if coding in taken and form.is_file():
            return coding, form
    return None, path


class _Files(StaticFiles):
    """Files with their caching and, where they are pages, their policy."""

    def __init__(self, directory: Path, policy: str) -> None:
        super().__init__(directory=directory, html=True)
        self._policy = policy

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """Return a file, compressed where the build left it so and the client reads that; 304 to those who have it."""
        coding, form = _form_of(Path(full_path), Headers(scope=scope).get("accept-encoding", ""))
        kept = stat_result if coding is None else form.stat()
        response = super().file_response(form, kept, scope, status_code)
        if coding is not None and isinstance(response, FileResponse):
            response.headers["Content-Encoding"] = coding
            response.headers["Content-Type"] = FileResponse(full_path).headers["Content-Type"]
        response.headers.add_vary_header("Accept-Encoding")
        hashed = Path(full_path).parent.name == "assets"
        response.headers["Cache-Control"] = IMMUTABLE if hashed else "no-cache"
        response.headers["X-Content-Type-Options"] = "nosniff"
        if Path(full_path).suffix == ".html":
            response.headers["Content-Security-Policy"] = self._policy
        return response


class WebFiles(Route):
    """The web build as a route; below /api there are no pages, so that a wrong method there is told as such.

    ``hosts`` are those of a base map, the only others that a page may ask.
    """

    def __init__(self, directory: Path, hosts: Sequence[str] = ()) -> None:
        policy = _POLICY.format(hosts="".join(f" {host}" for host in hosts))
        super().__init__("/{path:path}", _Files(directory, policy), methods=["GET"])

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match what is not below /api."""
        return (Match.NONE, {}) if scope["path"].startswith("/api/") else super().matches(scope)
