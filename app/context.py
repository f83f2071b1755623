"""What a request handler needs, built once in ``create_app`` and passed down."""

import asyncio
from dataclasses import dataclass, field

from app.http.answer_memory import AnswerMemory
from app.http.metrics import Metrics
from app.repositories.database import Reader
from app.repositories.pointer import ReleasePointer
from app.repositories.tile_memory import TileMemory
from app.services.release_facts import FactsMemory
from app.services.tile_choices import ChoicesMemory
from app.settings import Settings


@dataclass(frozen=True, slots=True)
class Context:
    """The settings, the reading pool, the release pointer, and the answers, tiles and facts in memory of one worker.

    `solver` lets one integer programme run at a time.
    """

    settings: Settings
    reader: Reader
    pointer: ReleasePointer
    answers: AnswerMemory
    metrics: Metrics
    tiles: TileMemory
    choices: ChoicesMemory = field(default_factory=ChoicesMemory)
    facts: FactsMemory = field(default_factory=FactsMemory)
    solver: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))
