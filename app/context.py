"""What a request handler needs, built once in ``create_app`` and passed down."""

from dataclasses import dataclass

from app.repositories.database import Reader
from app.repositories.pointer import ReleasePointer
from app.settings import Settings


@dataclass(frozen=True, slots=True)
class Context:
    """The settings, the reading pool and the pointer to the current release of one worker."""

    settings: Settings
    reader: Reader
    pointer: ReleasePointer
