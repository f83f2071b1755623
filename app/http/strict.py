"""Routes that refuse unknown, repeated and empty query parameters instead of ignoring them."""

from collections import Counter
from collections.abc import Callable, Collection, Coroutine
from typing import Any

from fastapi import Request, Response, params
from fastapi.dependencies.utils import get_flat_params
from fastapi.routing import APIRoute

from app.errors import BadRequest


class StrictRoute(APIRoute):
    """A route whose query may hold each declared parameter once, with a value, and nothing else."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Wrap the handler with the check."""
        handle = super().get_route_handler()
        allowed = {
            field.alias for field in get_flat_params(self.dependant) if isinstance(field.field_info, params.Query)
        }

        async def checked(request: Request) -> Response:
            check_query(request, allowed)
            return await handle(request)

        return checked


def check_query(request: Request, allowed: Collection[str]) -> None:
    """Raise ``BadRequest`` for the first parameter that is unknown, repeated or empty."""
    if not request.scope["query_string"]:
        return
    given = request.query_params
    for name, times in Counter(name for name, _ in given.multi_items()).items():
        if name not in allowed:
            known = ", ".join(sorted(allowed)) or "none"
            raise BadRequest(f"Unknown query parameter {name[:80]!r}; this resource takes: {known}.", name[:80])
        if times > 1:
            raise BadRequest(f"Query parameter {name!r} is given {times} times; give it once.", name)
        if not given[name].strip():
            raise BadRequest(f"Query parameter {name!r} is empty; give it a value or leave it out.", name)
