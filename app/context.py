"""What a request handler needs, built once in ``create_app`` and passed down."""

import asyncio
from dataclasses import dataclass, field, replace

from app.http.answer_memory import AnswerMemory
from app.http.metrics import Metrics
from app.http.rate_limit import RateLimit
from app.repositories.database import Reader
from app.repositories.pointer import ReleaseName, ReleasePointer
from app.repositories.tile_memory import TileMemory
from app.repositories.writer import Writer
from app.services.authenticate import Authenticator
from app.services.export.release_archive import Archives
from app.services.ogc.feature_sets import FeatureSets
from app.services.ogc.tile_extents import ExtentMemory
from app.services.release_facts import FactsMemory
from app.services.run_job import Jobs
from app.services.tile_choices import ChoicesMemory
from app.settings import Settings

CONTEXT = "polycentre.context"  # where the scope of a request holds a context of its own
_DRAFT_TILES = 8 * 1024 * 1024  # bytes of tiles of a draft in memory


@dataclass(frozen=True, slots=True)
class Context:
    """The settings, the ways into the database, long work, what one worker has in memory, and the archives on disk.

    `writes` and `computed` bound how often one client may ask for costly work; `workbench` lets one import or
    check run at a time, `solver` one integer programme, `presses` two sheets. `draft` is the one that a request may
    read beside what is published.
    """

    settings: Settings
    archives: Archives
    reader: Reader
    writer: Writer
    authenticator: Authenticator
    jobs: Jobs
    pointer: ReleasePointer
    answers: AnswerMemory
    metrics: Metrics
    tiles: TileMemory
    writes: RateLimit
    computed: RateLimit
    choices: ChoicesMemory = field(default_factory=ChoicesMemory)
    facts: FactsMemory = field(default_factory=FactsMemory)
    feature_sets: FeatureSets = field(default_factory=FeatureSets)
    tile_extents: ExtentMemory = field(default_factory=ExtentMemory)
    workbench: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))
    solver: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))
    presses: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(2))
    draft: ReleaseName | None = None

    def named(self, number: int) -> ReleaseName | None:
        """Return what is published under a number, or the draft that may be read; None for any other."""
        if self.draft is not None and self.draft.number == number:
            return self.draft
        return self.pointer.named(number)

    def of_draft(self, draft: ReleaseName) -> "Context":
        """Return this context with memories of its own, for answers from one preview of a draft."""
        return replace(
            self,
            draft=draft,
            tiles=TileMemory(_DRAFT_TILES),
            choices=ChoicesMemory(),
            facts=FactsMemory(),
            feature_sets=FeatureSets(),
            tile_extents=ExtentMemory(),
        )
