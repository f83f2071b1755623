"""What a check finds: how grave it is, where it is, what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

Severity = Literal["error", "warning"]
LISTED = 10  # names told in a sentence
MOST = 25  # findings told of one check; whoever has mended these asks again


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check found; errors stop a publication, warnings do not.

    ``unit`` is a permanent id, ``file`` and ``row`` the latest import that brought what is wrong (rows and features
    count from 1), ``coordinates`` longitude and latitude in degrees (WGS 84) of a point where it shows.
    """

    check: str
    severity: Severity
    place: str
    explanation: str
    remedy: str
    unit: str | None = None
    file: str | None = None
    row: int | None = None
    coordinates: tuple[float, float] | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the finding as a JSON object, without what is not known of its place."""
        return {name: value for name, value in asdict(self).items() if value is not None}


def listed(names: Sequence[str], most: int = LISTED) -> str:
    """Return the first names of many, and how many more there are.

    >>> listed(["a", "b"])
    'a, b'
    >>> listed(["a", "b", "c"], 2)
    'a, b and 1 more'
    """
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f"{', '.join(names[:most])}{more}"


def bounded(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the first findings of one check, errors before warnings; the last of them tells how many were left out."""
    first: dict[Severity, list[Finding]] = {"error": [], "warning": []}
    total = 0
    for total, finding in enumerate(findings, start=1):  # noqa: B007 -- how many there were
        if len(first[finding.severity]) < MOST:
            first[finding.severity].append(finding)
    kept = [*first["error"], *first["warning"]][:MOST]
    if total > MOST:
        told = f"{kept[-1].explanation} And {total - MOST:,} more of this kind are not listed."
        kept[-1] = replace(kept[-1], explanation=told)
    yield from kept
