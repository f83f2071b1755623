"""Releases and the health of the service."""

from fastapi import APIRouter, Response
from fastapi.responses import PlainTextResponse

from app.errors import problem_response
from app.http.answer import answer, encode
from app.http.metrics import MEDIA_TYPE
from app.http.openapi import REFUSED, UNAVAILABLE
from app.http.strict import StrictRoute
from app.routers.dependencies import AsOf, ContextDep, ReleaseDep
from app.schemas.running import Health, ReleasesAnswer
from app.services.list_releases import database_answers, list_releases

releases = APIRouter(route_class=StrictRoute, tags=["releases"])
health = APIRouter(route_class=StrictRoute, tags=["running"], responses=REFUSED)


@releases.get("/releases", response_model=ReleasesAnswer)
async def get_releases(context: ContextDep, release: ReleaseDep, as_of: AsOf = None) -> Response:
    """List the published releases, newest first."""
    return answer(release, {"as_of": as_of}, {"items": await list_releases(context.reader, release.number)})


@health.get("/health/live", response_model=Health)
async def get_live() -> Response:
    """Say that the process answers."""
    return _uncached({"status": "ok"})


@health.get("/health/ready", response_model=Health, responses=UNAVAILABLE)
async def get_ready(context: ContextDep) -> Response:
    """Say whether the database answers and a release is loaded."""
    if not await database_answers(context.reader):
        return problem_response(503, "The database does not answer.")
    if context.pointer.current is None:
        return problem_response(503, "No release is published yet.")
    return _uncached({"status": "ok", "database": "ok", "release": context.pointer.current.as_json()})


@health.get("/metrics", response_class=PlainTextResponse)
async def get_metrics(context: ContextDep) -> Response:
    """Count requests, their durations and cache hits, and name the current release, for Prometheus."""
    return Response(context.metrics.text(), headers={"Cache-Control": "no-store"}, media_type=MEDIA_TYPE)


def _uncached(body: object) -> Response:
    return Response(encode(body), headers={"Cache-Control": "no-store"}, media_type="application/json")
