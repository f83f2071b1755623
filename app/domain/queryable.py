"""What can be known of a feature: a property with its type, unit and meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PropertyType = Literal["text", "integer", "number", "date"]


@dataclass(frozen=True, slots=True)
class Queryable:
    """A property that features have and filters may name; `values` lists all it can be, where that is fixed."""

    name: str
    type: PropertyType
    zh: str
    en: str
    unit: str | None = None
    values: tuple[str, ...] = ()

    def title(self, lang: str) -> str:
        """Return the title in a language."""
        return self.zh if lang == "zh" else self.en
