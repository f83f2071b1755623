"""In which encoding the table of a Shapefile is written: what its .cpg says may be missing, and may be wrong."""

import codecs
from pathlib import Path

from app.ingest.unpacking import refused

_HEADER, _FIELD, _END = 32, 32, 0x0D
_SAMPLE = 4 * 1024 * 1024
_NAMES = {"936": "gbk", "54936": "gb18030", "65001": "utf-8", "CP936": "gbk", "OEM 936": "gbk", "950": "big5"}


def text_encoding(file: str, table: Path, declared: str | None) -> str | None:
    """Return the first encoding that all text of a .dbf can be read in: the declared one, UTF-8, GB18030.

    Western code pages fit any bytes, so they are believed of plain ASCII alone; None means that there is no table.
    Raises ImportRefused when nothing fits.
    """
    if not table.exists():
        return None
    text = _text(file, table)
    for name in (_known(declared), "utf-8", "gb18030"):
        if name and _fits(text, name):
            return name
    raise refused(file, f"the encoding of {table.name} is neither {declared or 'stated'} nor UTF-8 nor GBK", "encoding")


def _known(declared: str | None) -> str | None:
    name = _NAMES.get((declared or "").strip().upper(), (declared or "").strip())
    try:
        found = codecs.lookup(name).name if name else None
    except (LookupError, ValueError):
        return None
    return None if found and found.startswith(("iso8859", "cp125", "latin")) else found


def _fits(text: list[bytes], encoding: str) -> bool:
    try:
        for piece in text:
            piece.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _text(file: str, table: Path) -> list[bytes]:
    """Return the names of the fields and the values of the text fields, each by itself and without its padding."""
    with table.open("rb") as stream:
        content = stream.read(_SAMPLE)
    header, size = int.from_bytes(content[8:10], "little"), int.from_bytes(content[10:12], "little")
    if len(content) < _HEADER or not _HEADER < header <= len(content) or size == 0:
        raise refused(file, f"{table.name} is cut short or no dBASE table")
    names, spans, at = list[bytes](), list[tuple[int, int]](), 1
    for start in range(_HEADER, header - 1, _FIELD):
        field = content[start : start + _FIELD]
        if len(field) < _FIELD or field[0] == _END:
            break
        names.append(field[:11].split(b"\0", 1)[0])
        if field[11:12] == b"C":
            spans.append((at, at + field[16]))
        at += field[16]
    rows = range(header, len(content) - size + 1, size)
    return [*names, *(content[row + begin : row + end].rstrip(b" \0") for row in rows for begin, end in spans)]
