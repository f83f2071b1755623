"""Archives built byte by byte as no honest program builds them, and some that honest programs do."""

import io
import stat
import struct
import zipfile
from pathlib import Path


def archive(*members: tuple[str, bytes], compressed: bool = True) -> bytes:
    """Return a zip of named contents, names as they are given."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED) as target:
        for name, content in members:
            entry = zipfile.ZipInfo(name)
            entry.filename = name  # the constructor turns backslashes and cuts at NUL
            entry.compress_type = target.compression
            target.writestr(entry, content)
    return file.getvalue()


def of_folder(folder: Path, prefix: str = "", *, without: tuple[str, ...] = ()) -> bytes:
    """Return a zip of all files below a folder."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix not in without]
    return archive(*((prefix + str(path.relative_to(folder)), path.read_bytes()) for path in paths))


def link(name: str, target: str) -> bytes:
    """Return a zip with a symbolic link."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        packed.writestr(entry, target)
    return file.getvalue()


def encrypted(name: str, content: bytes) -> bytes:
    """Return a zip whose entry says that it is encrypted."""
    packed = bytearray(archive((name, content), compressed=False))
    packed[6] |= 1
    packed[packed.index(b"PK\x01\x02") + 8] |= 1
    return bytes(packed)


def lying(name: str, size: int) -> bytes:
    """Return a zip of many zeros whose directory says that there are ten."""
    packed = bytearray(archive((name, bytes(size))))
    directory = packed.index(b"PK\x01\x02")
    packed[22:26] = packed[directory + 24 : directory + 28] = struct.pack("<I", 10)
    return bytes(packed)


def in_gbk(folder: Path, prefix: str) -> bytes:
    """Return a zip whose names are GBK and not flagged as anything, as Windows in China writes them."""
    raw = prefix.encode("gbk")
    stand_in = "X" * len(raw)  # offsets within the archive stay
    return of_folder(folder, stand_in).replace(stand_in.encode(), raw)
