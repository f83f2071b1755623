"""The service: routes, middleware and what a worker opens and closes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.staticfiles import StaticFiles

from app.context import Context
from app.errors import Problem, problem_handler, problem_response
from app.http.answers import RELEASE_HEADER, AnswerMiddleware
from app.http.guard import GuardMiddleware
from app.paths import WEB
from app.repositories.database import Reader
from app.repositories.pointer import ReleasePointer
from app.routers import aliases, plans, running, tiles, units
from app.schemas.common import Problem as ProblemSchema
from app.settings import Settings, load_settings

_PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": ProblemSchema, "content": {"application/problem+json": {}}, "description": description}
    for status, description in (
        (400, "A parameter is unknown, repeated or unreadable."),
        (404, "What the URL names does not exist."),
        (422, "A parameter has an impossible value."),
    )
}


def create_app(settings: Settings | None = None) -> FastAPI:
    """Build the service; the database URL must be in the settings (the command line puts it there)."""
    settings = settings or load_settings()
    url = settings.database_url
    if url is None:
        raise RuntimeError("no database URL; start the service with `polycentre serve`")
    context = Context(
        settings=settings,
        reader=Reader(
            settings.read_database_url or url,
            size=settings.pool_max,
            statement_timeout_ms=settings.statement_timeout_ms,
        ),
        pointer=ReleasePointer(settings.read_database_url or url),
    )
    app = FastAPI(
        title="Polycentre",
        version="1",
        description="Population shares, primacy and density exactly as each city plan defines them.",
        lifespan=_lifespan,
        middleware=_middleware(context),
        exception_handlers={
            Problem: problem_handler,
            RequestValidationError: _invalid,
            HTTPException: _http_error,
            Exception: _unexpected,
        },
    )
    app.state.context = context
    api = APIRouter(prefix="/api/v1", responses=_PROBLEMS)
    for router in (plans.router, units.router, running.releases):
        api.include_router(router)
    app.include_router(api)
    app.include_router(running.health)
    app.router.routes.extend([*tiles.routes, *aliases.routes])
    if WEB.is_dir():
        app.mount("/", StaticFiles(directory=WEB, html=True))
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    context: Context = app.state.context
    await context.reader.open()
    await context.pointer.start()
    try:
        yield
    finally:
        await context.pointer.stop()
        await context.reader.close()


def _middleware(context: Context) -> list[Middleware]:
    settings = context.settings

    def current() -> int | None:
        return context.pointer.current.number if context.pointer.current else None

    return [
        Middleware(
            CORSMiddleware,
            allow_origins=list(settings.cors_origins),
            allow_methods=["GET", "HEAD"],
            expose_headers=["ETag", RELEASE_HEADER],
        ),
        Middleware(GuardMiddleware, max_query_bytes=settings.max_query_bytes),
        Middleware(AnswerMiddleware, current=current, cache_bytes=int(settings.cache_bytes)),
    ]


async def _invalid(_request: Request, error: Exception) -> Response:
    """Say which parameter FastAPI refused, and why."""
    assert isinstance(error, RequestValidationError)  # noqa: S101 -- registered for this class alone
    first = error.errors()[0]
    name = str(first["loc"][-1]) if len(first["loc"]) > 1 else None
    return problem_response(422, f"{name or 'The request'}: {first['msg']}.", name)


async def _http_error(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 -- registered for this class alone
    return problem_response(error.status_code, str(error.detail), headers=error.headers)


async def _unexpected(_request: Request, _error: Exception) -> Response:
    return problem_response(500, "The service made a mistake; it is in the log.")
