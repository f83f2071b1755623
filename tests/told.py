"""Which texts of the service the page for stewards can tell in Chinese, by the tables of the page itself."""

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

TABLES = Path(__file__).parent.parent / "web" / "src" / "steward" / "told"


def untold(texts: Iterable[str]) -> list[str]:
    """Return the texts that have no Chinese sentence."""
    return [text for text in dict.fromkeys(texts) if text and not _told(text)]


def _told(text: str) -> bool:
    sentences, tails = _patterns()
    heads = [found[1] for tail in tails if (found := tail.fullmatch(text))]
    return any(map(_told, heads)) or any(sentence.fullmatch(text) for sentence in sentences)


@cache
def _patterns() -> tuple[list[re.Pattern[str]], list[re.Pattern[str]]]:
    sentences: list[re.Pattern[str]] = []
    for table in sorted(TABLES.glob("*.json")):
        if table.stem != "tails":
            sentences += [_pattern(english) for english, _ in json.loads(table.read_text("utf-8"))]
    tails = json.loads((TABLES / "tails.json").read_text("utf-8"))
    return sentences, [_pattern("{head}" + english) for english, _ in tails]


def _pattern(english: str) -> re.Pattern[str]:
    parts = re.split(r"\{\w+\}", english)
    return re.compile("(.+?)".join(map(re.escape, parts)), re.DOTALL)
