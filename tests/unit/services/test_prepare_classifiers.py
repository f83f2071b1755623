"""The classifiers are imported ahead, in parts, by names that exist."""

import asyncio
import sys

import pytest

from app.services import prepare_classifiers as ahead


def test_all_parts_are_imported_and_nothing_else_waits_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "QUIET_SECONDS", 0)

    async def beside() -> int:
        importing = asyncio.create_task(ahead.prepare_classifiers())
        turns = 0
        while not importing.done():
            await asyncio.sleep(0)
            turns += 1
        await importing
        return turns

    assert asyncio.run(beside()) > 1
    assert set(ahead.PARTS) <= set(sys.modules)
