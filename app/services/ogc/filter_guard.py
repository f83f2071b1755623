"""What is refused before the parser of filters sees it: its time and stack grow with nesting, not with length."""

import re

from app.errors import BadRequest, UriTooLong

LONGEST = 8_000
# In text, each level of brackets that do not fit anything doubles the parser's time; in JSON it only takes stack.
DEEPEST = {"cql2-text": 10, "cql2-json": 32}
MOST_SIGNS = 300
MOST_NEGATIONS = 40

_PREFIXES = re.compile(r"\b(not|div)\b", re.IGNORECASE)
_MINUSES = re.compile(r"(-\s*){4}")
_SIGNS = frozenset("=<>+*/^%")


def check_filter(text: str, lang: str) -> None:
    """Raise BadRequest for a filter that is nested or chained beyond reason, UriTooLong for one that is too long.

    Nothing here recurses. A doubled quote leaves and enters a text, so it needs no rule of its own.
    """
    if len(text) > LONGEST:
        raise UriTooLong(f"The filter is longer than the {LONGEST} characters this service reads.", "filter")
    plain = _without_texts(text) if lang == "cql2-text" else text
    if _deepest(plain) > DEEPEST[lang]:
        raise BadRequest(f"The filter is nested deeper than {DEEPEST[lang]} brackets.", "filter")
    signs = sum(letter in _SIGNS for letter in plain)
    if signs > MOST_SIGNS or len(_PREFIXES.findall(plain)) > MOST_NEGATIONS or _MINUSES.search(plain):
        raise BadRequest("The filter chains more operators than this service reads.", "filter")


def _without_texts(text: str) -> str:
    """Return a filter without what stands in quotes."""
    kept, quote = [], ""
    for letter in text:
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"":
            quote = letter
        else:
            kept.append(letter)
    return "".join(kept)


def _deepest(text: str) -> int:
    depth = deepest = 0
    for letter in text:
        depth += (letter in "([{") - (letter in ")]}")
        deepest = max(deepest, depth)
    return deepest
