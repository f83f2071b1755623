"""What a request handler needs, built once in ``create_app`` and passed down."""

import asyncio
from dataclasses import dataclass, field

from app.http.answer_memory import AnswerMemory
from app.http.metrics import Metrics
from app.repositories.database import Reader
from app.repositories.pointer import ReleasePointer
from app.repositories.tile_memory import TileMemory
from app.services.export.release_archive import Archives
from app.services.ogc.feature_sets import FeatureSets
from app.services.ogc.tile_extents import ExtentMemory
from app.services.release_facts import FactsMemory
from app.services.tile_choices import ChoicesMemory
from app.settings import Settings


@dataclass(frozen=True, slots=True)
class Context:
    """The settings, the reading pool, the release pointer, what one worker has in memory, and the archives on disk.

    `solver` lets one integer programme run at a time, `presses` two sheets.
    """

    settings: Settings
    archives: Archives
    reader: Reader
    pointer: ReleasePointer
    answers: AnswerMemory
    metrics: Metrics
    tiles: TileMemory
    choices: ChoicesMemory = field(default_factory=ChoicesMemory)
    facts: FactsMemory = field(default_factory=FactsMemory)
    feature_sets: FeatureSets = field(default_factory=FeatureSets)
    tile_extents: ExtentMemory = field(default_factory=ExtentMemory)
    solver: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))
    presses: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(2))
