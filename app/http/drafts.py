"""Reading a draft: where the client may edit, a request that names it is answered from its preview, and not kept."""

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Send
from starlette.types import Scope as Asked

from app.context import CONTEXT, Context
from app.domain.access import Principal, Scope
from app.errors import Conflict, Problem, problem_handler
from app.http.access import PRINCIPAL
from app.repositories.pointer import ReleaseName
from app.repositories.previews import draft_preview

_IN_PATH = re.compile(r"/(?:tiles|styles)/([1-9][0-9]{0,8})/", re.ASCII)
_IN_QUERY = re.compile(rb"(?:^|&)as_of=([1-9][0-9]{0,8})(?:&|$)")


class DraftReads:
    """Gives a request for the draft a context of its own; all others pass untouched and cost no question.

    To whoever may not edit, the number of a draft is that of no release: the routes say so, in the same words.
    """

    def __init__(self, app: ASGIApp, *, context: Context) -> None:
        self._app = app
        self._context = context
        self._opened: Context | None = None  # of the preview asked for last: its memories go when another is made

    async def __call__(self, scope: Asked, receive: Receive, send: Send) -> None:
        """Answer from the draft, from what is published, or with what is wrong."""
        number = _named(scope) if scope["type"] == "http" else None
        if number is None or self._context.pointer.named(number):
            await self._app(scope, receive, send)
            return
        try:
            opened = await self._open(number) if await self._may_edit(scope) else None
        except Problem as problem:
            response = await problem_handler(Request(scope), problem)
            await response(scope, receive, send)
            return
        if opened is not None:
            scope[CONTEXT] = opened
            send = _unkept(send)
        await self._app(scope, receive, send)

    async def _may_edit(self, scope: Asked) -> bool:
        who: Principal | None = scope.get(PRINCIPAL) or await self._context.authenticator.principal(
            Headers(scope=scope)
        )
        return who is not None and who.scope.covers(Scope.EDIT)

    async def _open(self, number: int) -> Context | None:
        """Return the context of a draft; None where there is none of that number, Conflict where it has no preview."""
        found = await draft_preview(self._context.reader, number)
        if found is None:
            return None
        if found["previewed_at"] is None:
            raise Conflict(f"Draft {number} has no preview, or changed since; preview it, then ask again.", "as_of")
        draft = ReleaseName(number, found["previewed_at"], draft=True)
        if self._opened is None or self._opened.draft != draft:
            self._opened = self._context.of_draft(draft)
        return self._opened


def _named(scope: Asked) -> int | None:
    """Return the number of the release that a request names, if it names one."""
    found = _IN_QUERY.search(scope["query_string"]) or _IN_PATH.match(scope["path"])
    return int(found[1]) if found else None


def _unkept(send: Send) -> Send:
    async def unkept(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message)["cache-control"] = "no-store"
        await send(message)

    return unkept
