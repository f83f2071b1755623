"""The service: routes, middleware and what a worker opens and closes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import FileResponse
from starlette.routing import Match

from app.context import Context
from app.errors import Problem, problem_handler, problem_response
from app.http.access import ClosedReads
from app.http.answer_memory import AnswerMemory
from app.http.answers import RELEASE_HEADER, VINTAGE_HEADER, AnswerMiddleware
from app.http.at_hand import AT_HAND, AtHand
from app.http.drafts import DraftReads
from app.http.guard import GuardMiddleware
from app.http.metrics import Metrics, MetricsMiddleware
from app.http.openapi import PROBLEMS, describe
from app.http.ranges import EXPOSED_HEADERS, RANGE_HEADERS
from app.http.rate_limit import RateLimit
from app.http.web_files import WebFiles
from app.paths import WEB
from app.repositories.database import Reader
from app.repositories.pointer import ReleasePointer
from app.repositories.tile_memory import TileMemory
from app.repositories.writer import Writer
from app.routers import (
    aliases,
    archives,
    audit,
    centre_shares,
    classes,
    concentration,
    crosswalks,
    diff,
    draft_files,
    drafts,
    explain,
    ogc,
    outlook,
    packages,
    plan_versions,
    plans,
    publications,
    reconciliation,
    running,
    sheet,
    styles,
    targets,
    tiles,
    units,
    values,
    what_if,
)
from app.services.authenticate import Authenticator
from app.services.export.release_archive import Archives
from app.services.run_job import Jobs
from app.services.styles.base_map import base_hosts
from app.services.verify_token import TokenVerifier
from app.settings import Settings, load_settings

_EXPOSED = ("ETag", "Link", RELEASE_HEADER, VINTAGE_HEADER, *EXPOSED_HEADERS)


def create_app(settings: Settings | None = None) -> FastAPI:
    """Build the service; the database URL must be in the settings (the command line puts it there)."""
    settings = settings or load_settings()
    url = settings.database_url
    if url is None:
        raise RuntimeError("no database URL; start the service with `polycentre serve`")
    pointer = ReleasePointer(settings.read_database_url or url)
    writer = Writer(url)
    context = Context(
        settings=settings,
        reader=Reader(
            settings.read_database_url or url,
            size=settings.pool_max,
            spare=settings.pool_min,
            statement_timeout_ms=settings.statement_timeout_ms,
        ),
        writer=writer,
        authenticator=Authenticator(writer, _tokens(settings)),
        jobs=Jobs(writer),
        writes=RateLimit(settings.writes_per_minute),
        computed=RateLimit(settings.computed_per_minute),
        pointer=pointer,
        answers=AnswerMemory(int(settings.cache_bytes) // 2),
        metrics=Metrics(pointer.current_number),
        tiles=TileMemory(int(settings.cache_bytes) // 2),
        archives=Archives.in_folder(settings.archive_dir, settings.archives_kept),
    )
    app = FastAPI(
        title="Polycentre",
        version="1",
        description="Population shares, primacy and density exactly as each city plan defines them.",
        lifespan=_lifespan,
        middleware=_middleware(context),
        docs_url=None,  # the page stands in the web build, so that it needs no outside host
        redoc_url=None,
        redirect_slashes=False,  # whether a URL exists must not depend on what else is mounted
        exception_handlers={
            Problem: problem_handler,
            RequestValidationError: _invalid,
            HTTPException: _http_error,
            Exception: _unexpected,
        },
    )
    app.state.context = context
    api = APIRouter(prefix="/api/v1", responses=PROBLEMS)
    planned = (plans, plan_versions, reconciliation, targets, outlook, explain, what_if)
    for module in (*planned, crosswalks, centre_shares, concentration, units, classes, values, sheet):
        api.include_router(module.router)
    api.include_router(running.releases)
    api.include_router(archives.router)
    for module in (drafts, draft_files, packages, diff, publications, audit):
        api.include_router(module.router)
    app.include_router(api)
    app.include_router(running.health)
    app.include_router(styles.router, responses=PROBLEMS)
    describe(app, tiles.routes)
    # Tiles are asked for most, and routes are tried in order.
    app.router.routes[:0] = tiles.routes
    app.router.routes.extend(archives.routes)
    app.router.routes.extend(ogc.routes)
    app.router.routes.extend(aliases.routes)
    if WEB.is_dir():
        app.add_route("/docs", _docs, include_in_schema=False)
        # A mount would take every method of every URL; as a route it leaves refusing a method to the resource itself.
        app.router.routes.append(WebFiles(WEB, base_hosts(settings.base_map_key)))
    return app


async def _docs(_request: Request) -> Response:
    """Show the interface description; the page and all it needs stand in the web build."""
    return FileResponse(WEB / "docs" / "index.html")


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[dict[str, AtHand]]:
    context: Context = app.state.context
    await context.reader.open()
    await context.pointer.start()
    try:
        # Where reads are closed, each must show its key first, so none is answered before the application is asked.
        yield {AT_HAND: _at_hand(context)} if context.settings.reads == "public" else {}
    finally:
        await context.jobs.stop()
        await context.pointer.stop()
        await context.reader.close()
        await asyncio.to_thread(context.writer.close)


def _at_hand(context: Context) -> AtHand:
    return AtHand(
        context.answers,
        context.metrics,
        current=context.pointer.current_number,
        origins=context.settings.cors_origins,
        exposed=_EXPOSED,
    )


def _tokens(settings: Settings) -> TokenVerifier | None:
    if settings.oidc_issuer is None or settings.oidc_audience is None:
        return None
    return TokenVerifier(settings.oidc_issuer, settings.oidc_audience, settings.oidc_claim, settings.oidc_scopes)


def _middleware(context: Context) -> list[Middleware]:
    settings = context.settings
    closed = settings.reads == "key"
    key_headers = ["Authorization", "X-Api-Key"] if closed else []
    gate = Middleware(ClosedReads, authenticate=context.authenticator.principal, web=WEB)
    return [
        Middleware(MetricsMiddleware, metrics=context.metrics),
        Middleware(
            CORSMiddleware,
            allow_origins=list(settings.cors_origins),
            allow_methods=["GET", "HEAD", "POST"],
            allow_headers=["Content-Type", "If-None-Match", *RANGE_HEADERS, *key_headers],
            expose_headers=_EXPOSED,
        ),
        Middleware(GuardMiddleware, max_query_bytes=settings.max_query_bytes),
        *([gate] if closed else []),
        Middleware(AnswerMiddleware, current=context.pointer.current_number, memory=context.answers),
        Middleware(DraftReads, context=context),
    ]


async def _invalid(_request: Request, error: Exception) -> Response:
    """Say which parameter FastAPI refused, and why, in its own words."""
    assert isinstance(error, RequestValidationError)  # noqa: S101 -- registered for this class alone
    first = error.errors()[0]
    name = str(first["loc"][-1]) if len(first["loc"]) > 1 else None
    if first["type"] == "missing":
        return problem_response(400, f"The parameter {name} is missing.", name)
    reason = str(first["msg"]).replace("Input should", "It should").replace("String should", "It should")
    return problem_response(422, f"The value of {name or 'the request'} does not fit: {reason}.", name)


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 -- registered for this class alone
    detail = {
        404: f"There is nothing at {request.url.path[:200]}.",
        405: f"{request.method[:20]} is not served here.",
    }.get(error.status_code, str(error.detail))
    headers = dict(error.headers or {})
    if error.status_code == 405:  # noqa: PLR2004 -- Method Not Allowed
        headers["Allow"] = ", ".join(_methods(request)) or "GET, HEAD"
    return problem_response(error.status_code, detail, headers=headers)


_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


def _methods(request: Request) -> list[str]:
    """Return what a path can be asked with: Starlette names the methods of its first route alone."""
    scopes = {method: {**request.scope, "method": method} for method in _METHODS}
    routes = request.app.routes
    return [m for m, scope in scopes.items() if any(route.matches(scope)[0] is Match.FULL for route in routes)]


async def _unexpected(_request: Request, _error: Exception) -> Response:
    return problem_response(500, "The service made a mistake; it is in the log.")
