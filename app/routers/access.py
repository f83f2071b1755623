"""Who may use a route, and how often."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Request

from app.domain.access import Principal, Scope
from app.errors import Forbidden, TooManyRequests, Unauthorized
from app.http.access import PRINCIPAL
from app.routers.dependencies import ContextDep


def allowed(scope: Scope, *, costly: bool = False) -> Callable[[Request, ContextDep], Awaitable[Principal]]:
    """Return a dependency that gives who asks, where they have the scope; it raises Unauthorized or Forbidden.

    What is ``costly`` is counted by key, and TooManyRequests raised; following a job is not.
    """

    async def principal(request: Request, context: ContextDep) -> Principal:
        who: Principal | None = request.scope.get(PRINCIPAL) or await context.authenticator.principal(request.headers)
        if who is None:
            raise Unauthorized(
                f"This needs a key with scope {scope.value}: send `Authorization: Bearer …` or `X-Api-Key`."
            )
        if not who.scope.covers(scope):
            raise Forbidden(f"{who.actor} has scope {who.scope.value}; this needs {scope.value}.")
        if costly and (wait := context.writes.take(who.id)):
            raise TooManyRequests(f"{who.actor} asks for this too often; wait a little.", wait)
        return who

    return principal


def computed(request: Request, context: ContextDep) -> None:
    """Count costly reads by address; raises TooManyRequests."""
    address = request.client.host if request.client else ""
    if wait := context.computed.take(address):
        raise TooManyRequests("Work that has to be computed is asked for too often; wait a little.", wait)


Editor = Annotated[Principal, Depends(allowed(Scope.EDIT))]
BusyEditor = Annotated[Principal, Depends(allowed(Scope.EDIT, costly=True))]
Publisher = Annotated[Principal, Depends(allowed(Scope.PUBLISH, costly=True))]
Computed = Depends(computed)
