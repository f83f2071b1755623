"""Permanent redirects between the two places where a client may look: /units and /api/v1/units, and so on."""

from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route

_DATA = ("plans", "measures", "units", "indicators", "observations", "classes", "definitions", "common-geography",
         "crosswalks", "concentration", "centre-shares")  # fmt: skip
_MAPS = ("tiles", "styles")


def _redirect(old: str, new: str) -> list[Route]:
    async def handle(request: Request) -> RedirectResponse:
        url = request.url
        target = new + url.path.removeprefix(old) + (f"?{url.query}" if url.query else "")
        return RedirectResponse(target, 308)

    return [Route(old, handle), Route(f"{old}/{{rest:path}}", handle)]


routes = [
    *(route for name in _DATA for route in _redirect(f"/{name}", f"/api/v1/{name}")),
    *(route for name in _MAPS for route in _redirect(f"/api/v1/{name}", f"/{name}")),
]
