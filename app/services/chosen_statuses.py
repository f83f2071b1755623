"""The statuses that a request asks for."""

from app.domain.observation import Status
from app.errors import Unprocessable


def chosen_statuses(text: str | None) -> list[str] | None:
    """Return SDMX codes by a list of them; raises Unprocessable for one that is unknown or repeated.

    >>> chosen_statuses("A, E")
    ['A', 'E']
    """
    if text is None:
        return None
    codes = [code.strip() for code in text.split(",")]
    for code in codes:
        if code not in {status.value for status in Status}:
            raise Unprocessable(f"{code!r} is not a status ({', '.join(s.value for s in Status)}).", "status")
    if len(set(codes)) != len(codes):
        raise Unprocessable("A status is named twice.", "status")
    return codes
