"""Find the unit that a file means by a code."""

import datetime as dt
from collections.abc import Callable

from app.domain.facts import Facts

TOWNSHIP_DIGITS, COUNTY_DIGITS, VILLAGE_DIGITS = 9, 6, 12


def resolver(facts: Facts) -> Callable[[str, dt.date], str | None]:
    """Return a function that finds a permanent id by a code, or the id itself, valid on a date.

    Statistical tables write every code with 12 digits, so 330326000000 is read as 330326 too.
    """

    def resolve(given: str, date: dt.date) -> str | None:
        for code in dict.fromkeys((given, _short(given, TOWNSHIP_DIGITS), _short(given, COUNTY_DIGITS))):
            found = facts.resolve_code(code, date) or (code if facts.version_at(code, date) else None)
            if found:
                return found
        return None

    return resolve


def _short(code: str, digits: int) -> str:
    """Return a code of 12 digits without the zeros that stand for no lower level."""
    padded = len(code) == VILLAGE_DIGITS and code.isdigit() and not code[digits:].strip("0")
    return code[:digits] if padded else code
