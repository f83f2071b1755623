"""Marks of footnotes beside names and numbers, and the rows of a table that are no data."""

import re
import unicodedata

_RAISED = r"[\s*＊†‡①-⑳❶-❿⑴-⒇¹²³⁰-⁹]"
_BRACKETED = r"[\[［(（【〔](注?\s*\d{1,2}|注.{0,10}|[一二三四五六七八九十]{1,2})[\])）］】〕]"
_MARKS = re.compile(rf"({_RAISED}|{_BRACKETED})+$")
_SEEN = re.compile(rf"({_RAISED.replace(chr(92) + 's', '')}|{_BRACKETED})\s*$")
# A word that opens a note is set off from what it says, as 注溪镇 is not; a mark opens one by itself.
_NOTE = re.compile(
    r"^((注|说明|备注|资料来源|数据来源|来源|note|source)\s*(\d{0,2}\s*[:：.、]|[(（\s])|[*＊†‡①-⑳❶-❿])", re.IGNORECASE
)
_TOTALS = frozenset({"合计", "总计", "全市", "全县", "全区", "全省", "全国", "总数", "total"})
_SUBTOTALS = frozenset({"小计", "subtotal"})


def without_marks(text: str) -> str:
    """Return a text without the marks at its end; 昆阳镇① is 昆阳镇."""
    return _MARKS.sub("", text)


def has_mark(text: str) -> bool:
    """Whether a text ends with a mark."""
    return _SEEN.search(text) is not None


def plain_text(text: str) -> str:
    """Return a text without marks and spaces, in half-width characters."""
    # Marks go first: in half-width characters ① is a digit.
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", without_marks(text)))


def is_total(name: str) -> bool:
    """Whether a name means the sum of a table."""
    return plain_text(name).lower() in _TOTALS


def is_subtotal(name: str) -> bool:
    """Whether a name means the sum of some rows beside it."""
    return plain_text(name).lower() in _SUBTOTALS


def is_note(cells: list[str]) -> bool:
    """Whether a row is a footnote: one text alone that begins as notes do."""
    texts = list(dict.fromkeys(cell.strip() for cell in cells if cell.strip()))
    return len(texts) == 1 and _NOTE.match(texts[0]) is not None
