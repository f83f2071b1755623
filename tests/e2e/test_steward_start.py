"""A new service, in which nothing is published: stewards bring it to its first release at their page."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from tests.api.workers import serving_process
from tests.e2e.test_steward import Desk, _publish, desk
from tests.integration.small import current, small_package
from tests.integration.test_keys import issue

__all__ = ["desk", "small_package"]


@pytest.fixture
def small_service(database_url: str) -> Iterator[tuple[str, str]]:
    """Yield the address of a service and of its database, which is empty."""
    with serving_process(database_url, health="live") as (_, port):
        yield f"http://127.0.0.1:{port}", database_url


def test_the_first_release_is_published_at_the_page(
    desk: Desk, small_service: tuple[str, str], small_package: Path, tmp_path: Path
) -> None:
    base, url = small_service
    key = issue(url, "publish")
    at = desk("en", "mouse")
    at.map.expected = ("503",)  # what the browser says of the answer that there is no release yet
    at.sign_in(key)
    at.press("draft.open")
    at.choose("sources.csv", (small_package / "sources.csv").read_text("utf-8"))
    at.press("file.upload")
    expect(at.page.locator("#report h3")).to_have_text(at.say("report.title", name="sources.csv"))
    at.press("draft.discard")
    at.press_in_dialog("draft.discard")
    packed = Path(shutil.make_archive(str(tmp_path / "small"), "zip", small_package))
    answer = httpx.post(f"{base}/api/v1/packages", headers={"X-Api-Key": key}, content=packed.read_bytes(), timeout=60)
    assert answer.status_code == 201, answer.text
    at.page.reload()
    at.press("checks.run")
    expect(at.page.get_by_text(at.say("checks.clean"))).to_be_visible()
    at.press("diff.run")
    expect(at.page.locator("#measures")).to_contain_text("Main centre share")
    _publish(at, 1)
    expect(at.page.get_by_role("button", name=at.say("releases.package", n=1))).to_be_visible()
    assert current(url) == 1
