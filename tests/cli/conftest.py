"""The small city, and the command line on it."""

import pytest

from tests.cli.commands import Commands
from tests.integration.small import refusing_url, small_package, small_template, small_url

__all__ = ["refusing_url", "small_package", "small_template", "small_url"]


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], small_url: str) -> Commands:
    """Return the command line on a database of the test's own with the small city as release 1."""
    return Commands(monkeypatch, capsys, small_url)


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], refusing_url: str) -> Commands:
    """Return the command line on a shared database that no test changes."""
    return Commands(monkeypatch, capsys, refusing_url)
