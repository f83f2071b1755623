"""The tables, as Markdown."""

import os
import platform
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.database import Facts
from benchmarks.memory import Memory
from benchmarks.tiles import Contest

MIB = 1024 * 1024


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; all columns but the first are aligned to the right."""
    lines = [columns, ["---", *("---:" for _ in columns[1:])], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def machine(facts: Facts) -> str:
    """Return what the numbers depend on."""
    rows = [
        ("processor", f"{os.cpu_count()} cores, {_processor()}"),
        ("memory", f"{os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') / 1024**3:.0f} GiB"),
        ("Python", platform.python_version()),
        ("PostgreSQL, PostGIS", f"{facts.server}, {facts.postgis}"),
        ("load before the run", f"{os.getloadavg()[0]:.1f}"),
        ("measured", f"{datetime.now(UTC):%Y-%m-%d}"),
    ]
    return table(("machine", ""), rows)


def seconds(title: str, rows: dict[str, float]) -> str:
    """Return durations."""
    return table((title, "seconds"), [(name, f"{value:.2f}") for name, value in rows.items()])


def sizes(facts: Facts) -> str:
    """Return the size of the database and of its largest tables."""
    largest = sorted(facts.tables.items(), key=lambda pair: -pair[1])[:6]
    rows = [("whole database", facts.bytes), *((f"`{name}`", size) for name, size in largest)]
    return table(("size", "MiB"), [(name, f"{size / MIB:.1f}") for name, size in rows])


def contest(found: Contest) -> str:
    """Return how the contestants did, with ratios to the SQL alone and to the other server."""
    columns = ["contestant", "requests/s", "lowest – highest", "p50 ms", "p99 ms"]
    bases = {f"× {name}": found.outcomes[name] for name in (found.sql, found.other) if name}
    rows = []
    for name, outcome in found.outcomes.items():
        lowest, highest = outcome.spread
        ratios = [_ratio(outcome.per_second / base.per_second) for base in bases.values()]
        cells = [f"{outcome.per_second:,.0f}", f"{lowest:,.0f} – {highest:,.0f}", _ms(outcome.p50), _ms(outcome.p99)]
        rows.append([name, *cells, *ratios])
    return f"### {found.title}\n\n{table([*columns, *bases], rows)}"


def memory(rows: dict[str, Memory]) -> str:
    """Return memory by group of processes."""
    lines = [
        (name, str(each.processes), f"{each.rss / MIB:.0f}", f"{each.pss / MIB:.0f}") for name, each in rows.items()
    ]
    return table(("after 1,000 requests", "processes", "RSS MiB", "PSS MiB"), lines)


def city(rows: Iterable[tuple[str, int, int, int]]) -> str:
    """Return the bytes of the city as GeoJSON."""
    lines = [(name, *(f"{size / 1024:.1f}" for size in sizes)) for name, *sizes in rows]
    return table(("city as GeoJSON, KiB", "plain", "gzip", "br"), lines)


def _ms(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _ratio(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.0f}"  # noqa: PLR2004 -- three digits say enough


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
