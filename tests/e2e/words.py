"""The page's own words, read from where the page has them, so that tests repeat no sentence."""

import re
from collections.abc import Callable, Mapping
from functools import cache

from app.paths import WEB

SOURCES = WEB.parent / "src" / "i18n" / "words"
ENTRY = re.compile(r"^\s*'([\w.]+)': \[(.*)\],$", re.MULTILINE)
TEXT = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"")
LANGS = ("zh", "en")

Say = Callable[..., str]


@cache
def dictionary() -> Mapping[str, tuple[str, str]]:
    """Return each key's sentence in Chinese and in English."""
    found: dict[str, tuple[str, str]] = {}
    for path in sorted(SOURCES.glob("*.ts")):
        for key, body in ENTRY.findall(path.read_text("utf-8")):
            chinese, english = (single or double for single, double in TEXT.findall(body))
            found[key] = (chinese.replace("\\'", "'"), english.replace("\\'", "'"))
    return found


def vocabulary(lang: str) -> Say:
    """Return how the page says a key in a language, with its places filled: `say("tab.plan")`."""

    def say(key: str, **fill: object) -> str:
        sentence = dictionary()[key][LANGS.index(lang)]
        for name, value in fill.items():
            sentence = sentence.replace(f"{{{name}}}", str(value))
        return sentence

    return say
