"""Everything that can be wrong with a request, and how it is said: RFC 9457 problem documents."""

import errno
import http
import json
import logging
import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar, cast

from starlette.requests import Request
from starlette.responses import Response

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
_REFUSALS = (401, 403, 429)


class Problem(Exception):  # noqa: N818 -- the word of RFC 9457
    """A fault of the request, told to the client; ``parameter`` is the query or path parameter to blame."""

    status: ClassVar[int] = 500
    headers: Mapping[str, str] = {}

    def __init__(self, detail: str, parameter: str | None = None, **members: object) -> None:
        super().__init__(detail)
        self.detail = detail
        self.parameter = parameter
        self.members = members


class BadRequest(Problem):
    """The request is malformed: an unknown, repeated or unreadable parameter."""

    status = 400


class Unauthorized(Problem):
    """Who asks is not known: no key, or none that is good here."""

    status = 401
    headers: Mapping[str, str] = {"WWW-Authenticate": 'Bearer realm="polycentre"'}


class Forbidden(Problem):
    """Who asks is known and may not do this."""

    status = 403


class NotFound(Problem):
    """What the URL names does not exist."""

    status = 404


class NotAcceptable(Problem):
    """None of the formats asked for is served here."""

    status = 406


class Conflict(Problem):
    """The request does not fit the present state."""

    status = 409


class Gone(Problem):
    """The code was superseded; ``successors`` names what replaced it."""

    status = 410


class ContentTooLarge(Problem):
    """The body is longer than the service reads."""

    status = 413


class UriTooLong(Problem):
    """The query is longer than the service reads."""

    status = 414


class Unprocessable(Problem):
    """The request is well formed but asks for something impossible."""

    status = 422


class TooManyRequests(Problem):
    """Somebody asks for costly work too often; ``seconds`` is how long to wait."""

    status = 429

    def __init__(self, detail: str, seconds: float) -> None:
        super().__init__(detail)
        self.headers = {"Retry-After": str(math.ceil(seconds))}


class Unavailable(Problem):
    """The database or the first release is not there yet; ``seconds`` is how long to wait."""

    status = 503

    def __init__(self, detail: str, seconds: float = 2) -> None:
        super().__init__(detail)
        self.headers = {"Retry-After": str(math.ceil(seconds))}


class InsufficientStorage(Problem):
    """There is no room for what the request brings."""

    status = 507


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def within_room() -> Iterator[None]:
    """Raise InsufficientStorage where the disk is full."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise InsufficientStorage("There is no room for this file; nothing was imported.") from None
        raise


# Where RFC 9110 found better words than Python's version of the registry has.
_TITLES = {413: "Content Too Large", 414: "URI Too Long", 416: "Range Not Satisfiable", 422: "Unprocessable Content"}


def problem_document(status: int, detail: str, parameter: str | None = None, **members: object) -> dict[str, Any]:
    """Return the members of a problem document."""
    phrase = _TITLES.get(status) or http.HTTPStatus(status).phrase
    document: dict[str, Any] = {
        "type": f"/problems/{phrase.lower().replace(' ', '-')}",
        "title": phrase,
        "status": status,
        "detail": detail,
    }
    if parameter is not None:
        document["parameter"] = parameter
    return document | members


def problem_body(status: int, detail: str, parameter: str | None = None, **members: object) -> bytes:
    """Return a problem document as JSON."""
    return json.dumps(problem_document(status, detail, parameter, **members), ensure_ascii=False).encode()


def problem_response(
    status: int, detail: str, parameter: str | None = None, headers: Mapping[str, str] | None = None, **members: object
) -> Response:
    """Return a problem as an HTTP response."""
    body = problem_body(status, detail, parameter, **members)
    return Response(body, status, headers={"Cache-Control": "no-store", **(headers or {})}, media_type=MEDIA_TYPE)


async def problem_handler(request: Request, error: Exception) -> Response:
    """Turn a ``Problem`` into its response; who was refused for who they are stands in the log."""
    problem = cast("Problem", error)  # Starlette hands over the class that the handler is registered for
    if problem.status in _REFUSALS:
        address = request.client.host if request.client else "nowhere"
        # The path without its query: the header with the secret is never near, and the query is nobody's business.
        log.warning(
            "refused %s %r from %s: %d %s", request.method[:20], request.url.path[:200], address, problem.status,
            problem.detail,
        )  # fmt: skip
    return problem_response(problem.status, problem.detail, problem.parameter, problem.headers, **problem.members)
