"""Services asked directly, over a reading pool of their own."""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable
from typing import TypeVar

from app.repositories.database import Reader
from app.repositories.pointer import ReleaseName
from app.services.classify import ClassQuery
from app.services.release_facts import FactsMemory, ReleaseFacts

T = TypeVar("T")
RELEASE = ReleaseName(1, dt.datetime(2026, 3, 1, tzinfo=dt.UTC))


def asked(url: str, ask: Callable[[Reader], Awaitable[T]]) -> T:
    """Return what a coroutine answers that reads from a database."""

    async def run() -> T:
        reader = Reader(url)
        await reader.open()
        try:
            return await ask(reader)
        finally:
            await reader.close()

    return asyncio.run(run())


def facts_of(url: str) -> ReleaseFacts:
    """Return the facts and plans of release 1."""
    return asked(url, lambda reader: FactsMemory().get(reader, 1))


def class_query(indicator: str, level: str, period: str, **changes: object) -> ClassQuery:
    """Return a request for classes by quantiles."""
    options: dict[str, object] = {"method": "quantile", "k": 6, "pooled": False, "ramp": None} | changes
    return ClassQuery(1, indicator, level, period, **options)  # type: ignore[arg-type]
