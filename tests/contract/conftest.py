"""One running service for all contract tests, and what it says of itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from app.main import create_app
from app.settings import load_settings

Answers = Callable[[list[tuple[str, str, str]]], list[httpx.Response]]


@pytest.fixture(scope="session")
def openapi() -> dict[str, Any]:
    return create_app(load_settings(database_url="postgresql://nowhere/")).openapi()


@pytest.fixture(scope="module")
def answers(published_readonly_url: str) -> Answers:
    """Ask a fresh service a list of (method, URL, JSON body or nothing) and return the answers."""

    async def ask(requests: list[tuple[str, str, str]]) -> list[httpx.Response]:
        app = create_app(load_settings(database_url=published_readonly_url))
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        headers = {"content-type": "application/json"}
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000", timeout=60) as client,
        ):
            return [
                await client.request(method, url, content=body or None, headers=headers if body else None)
                for method, url, body in requests
            ]

    return lambda requests: asyncio.run(ask(requests))
