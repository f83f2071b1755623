"""Quality values (RFC 9110, 12.4.2): the ``q=`` of Accept and Accept-Encoding."""

import re
from collections.abc import Iterator

_QVALUE = re.compile(r"0(\.[0-9]{0,3})?|1(\.0{0,3})?", re.ASCII)


def weighted(header: str) -> Iterator[tuple[str, float]]:
    """Yield what a header lists, in lower case, each with its quality; an unreadable quality counts as none at all.

    >>> list(weighted("br;q=0.5, GZIP"))
    [('br', 0.5), ('gzip', 1.0)]
    """
    for part in header.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if name:
            given = next((p.partition("=")[2].strip() for p in parameters if p.partition("=")[0].strip() == "q"), "1")
            yield name, float(given) if _QVALUE.fullmatch(given) else 0.0
