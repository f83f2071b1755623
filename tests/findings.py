"""Look at the findings that tests of checks make."""

from collections.abc import Iterator
from typing import Any

import pytest

from app.domain.finding import Finding
from tests.told import untold


@pytest.fixture(autouse=True)
def every_finding_is_told_in_chinese(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """See that each finding made meanwhile can be told in Chinese, what to do included."""
    made: list[str] = []
    make = Finding.__init__

    def note(finding: Finding, *given: Any, **named: Any) -> None:
        make(finding, *given, **named)
        made.extend((finding.explanation, finding.remedy))

    monkeypatch.setattr(Finding, "__init__", note)
    yield
    assert not untold(made)
