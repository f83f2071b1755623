"""The facts and plans of a release in memory, for answers that are computed when asked: what-if, explain, targets."""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.facts import Facts
from app.domain.restatement import Crosswalk, crosswalk_of
from app.plans.schema import PlanFile
from app.repositories.crosswalks import crosswalk_shares, shares_of
from app.repositories.database import Reader
from app.repositories.facts import fact_statements, facts_of
from app.repositories.plans import PlanKey, plan_files_of, plan_statements
from app.services.load_plans import Plans, resolve_plans

_KEPT = 2


@dataclass(frozen=True, slots=True)
class ReleaseFacts:
    """Everything the pure domain needs to answer from one release."""

    release: int
    facts: Facts
    plans: Plans
    files: Mapping[PlanKey, PlanFile]
    crosswalk: Crosswalk


@dataclass(slots=True)
class FactsMemory:
    """Keeps the facts of the releases asked for last; a release is read once however many ask at the same time."""

    _held: OrderedDict[int, ReleaseFacts] = field(default_factory=OrderedDict)
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def get(self, reader: Reader, release: int) -> ReleaseFacts:
        """Return the facts and plans of a published release."""
        async with self._lock:
            if release not in self._held:
                self._held[release] = await _read(reader, release)
            self._held.move_to_end(release)
            while len(self._held) > _KEPT:
                self._held.popitem(last=False)
            return self._held[release]


async def _read(reader: Reader, release: int) -> ReleaseFacts:
    statements = fact_statements(release) | plan_statements(release)
    rows = {name: await reader.rows(statement) for name, statement in statements.items()}
    facts = await asyncio.to_thread(facts_of, rows)
    files = plan_files_of(rows)
    crosswalk = crosswalk_of(shares_of(await reader.rows(crosswalk_shares(release))))
    return ReleaseFacts(release, facts, resolve_plans(files, facts), files, crosswalk)
