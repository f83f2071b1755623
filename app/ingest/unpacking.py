"""Unpack an archive that somebody hands in: bounded in size, number, ratio and memory, and never beyond its folder."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import IO

from app.errors import within_room
from app.ingest.fault import Fault, ImportRefused

ZIP = b"PK\x03\x04"
_CHUNK = 1024 * 1024
_LONGEST_NAME = 240  # bytes; file systems take 255
_UTF8_NAME, _ENCRYPTED = 0x800, 0x1
_DEVICES = frozenset({"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))})
_ARCHIVES = frozenset({".zip", ".kmz", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst"})
# Archives that people make instead of a zip, by how they begin.
_OTHERS = {b"Rar!": "RAR", b"7z\xbc\xaf": "7z", b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ": "xz"}
# All that zipfile and the decompressors raise for bytes that are no sound archive.
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, OSError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class Limits:
    """What an archive may unpack to. Small files compress without bound, so ``ratio`` counts above ``ratio_from``."""

    total_bytes: int = 1024 * 1024 * 1024
    entries: int = 2000
    ratio: int = 200
    ratio_from: int = 50 * 1024 * 1024


LIMITS = Limits()


def unpack(file: str, packed: IO[bytes], folder: Path, limits: Limits = LIMITS) -> list[Path]:
    """Write the files of a zip below ``folder`` and return their paths; what a Mac adds beside them is left out.

    Raises ImportRefused for a damaged or encrypted archive; for names that are absolute, climb, clash or mean a device;
    for links and archives within; and as soon as more was written than the limits allow, whatever the archive claims.
    Raises InsufficientStorage when the disk is full: that is no fault of the archive.
    """
    try:
        with zipfile.ZipFile(packed) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            named = _names(file, entries, limits)
            budget = _Budget(file, packed.seek(0, io.SEEK_END), limits)
            for entry, name in named:
                _write(archive.open(entry), folder / name, budget)
    except _DAMAGED as error:
        raise refused(file, f"is not a readable zip archive: {_plain(error)}") from None
    return [folder / name for _, name in named]


def check_zip(file: str, content: bytes, limits: Limits, kind: str) -> None:
    """Read a zip through without keeping it; raises ImportRefused when it is damaged or larger than the limits.

    For archives that a library opens by itself, such as workbooks (``kind``): it is handed only what fits into memory.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > limits.entries:
                raise refused(file, f"holds {len(entries)} files; at most {limits.entries} are unpacked")
            budget = _Budget(file, len(content), limits)
            for entry in entries:
                with archive.open(entry) as stream:
                    for chunk in _chunks(stream):
                        budget.spend(len(chunk))
    except _DAMAGED as error:
        raise refused(file, f"is not a readable {kind}: {_plain(error)}") from None


def other_archive(content: bytes) -> str | None:
    """Return what kind of archive that is no zip the content is, if any."""
    if content[257:262] == b"ustar":
        return "tar"
    return next((kind for beginning, kind in _OTHERS.items() if content.startswith(beginning)), None)


def refused(file: str, reason: str, field: str | None = None) -> ImportRefused:
    """Return the refusal of a whole file for one reason."""
    return ImportRefused([Fault(file, None, field, reason)])


class _Budget:
    """Counts what really comes out of an archive: sizes in its directory may lie."""

    def __init__(self, file: str, packed: int, limits: Limits) -> None:
        self._file, self._packed, self._limits = file, max(packed, 1), limits
        self._spent = 0

    def spend(self, size: int) -> None:
        self._spent += size
        limits = self._limits
        if self._spent > limits.total_bytes:
            raise refused(self._file, f"unpacks to more than {limits.total_bytes / 2**20:,.0f} MB")
        if self._spent > limits.ratio_from and self._spent > limits.ratio * self._packed:
            raise refused(self._file, f"unpacks to more than {limits.ratio} times its size, as only a zip bomb does")


def _names(file: str, entries: list[zipfile.ZipInfo], limits: Limits) -> list[tuple[zipfile.ZipInfo, PurePosixPath]]:
    """Return the entries with safe names; raises ImportRefused naming every entry that has none."""
    if len(entries) > limits.entries:
        raise refused(file, f"holds {len(entries)} files; at most {limits.entries} are unpacked")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise refused(file, "is encrypted; zip it without a password")
    faults, seen, named = list[Fault](), set[str](), list[tuple[zipfile.ZipInfo, PurePosixPath]]()
    for entry in entries:
        name = PurePosixPath(entry_name(entry).replace("\\", "/"))
        if name.name.startswith("._") or name.parts[:1] == ("__MACOSX",):
            continue
        reason = _unsafe(entry, name) or ("stands in the archive twice" if str(name).lower() in seen else None)
        if reason:
            faults.append(Fault(file, None, str(name)[:100], reason))
        seen.add(str(name).lower())
        named.append((entry, name))
    if faults:
        raise ImportRefused(faults)
    return named


def entry_name(entry: zipfile.ZipInfo) -> str:
    """Return the name of an entry; Chinese systems write GBK and do not say so, and zipfile reads code page 437."""
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _unsafe(entry: zipfile.ZipInfo, name: PurePosixPath) -> str | None:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    reasons = (
        (name.is_absolute() or PureWindowsPath(str(name)).drive, "has an absolute name; it would leave the archive"),
        (".." in name.parts, "climbs out of the archive"),
        (kind not in (0, stat.S_IFREG), "is a link or another special file"),
        (any(map(_device, name.parts)), "has the name of a device or holds characters that no file name has"),
        (len(str(name).encode()) > _LONGEST_NAME, f"has a name of more than {_LONGEST_NAME} bytes"),
        (name.suffix.lower() in _ARCHIVES, "is an archive within the archive; unpack it and hand in what it holds"),
    )
    return next((reason for unsafe, reason in reasons if unsafe), None)


def _device(part: str) -> bool:
    stem = part.split(".", 1)[0].strip().upper()
    return stem in _DEVICES or not part.isprintable() or any(ch in part for ch in ':*?"<>|')


def _write(stream: IO[bytes], path: Path, budget: _Budget) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with within_room(), stream, path.open("xb") as target:
        for chunk in _chunks(stream):
            budget.spend(len(chunk))
            target.write(chunk)


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK):
        yield chunk


def _plain(error: Exception) -> str:
    """Return what an error says, without the paths of this machine."""
    return error.strerror or "" if isinstance(error, OSError) else str(error)[:200]
