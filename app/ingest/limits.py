"""How large a file may be, whatever reads it."""

from app.ingest.unpacking import refused

MAX_BYTES = 200 * 1024 * 1024
MAX_COLUMNS = 500


def check_size(file: str, content: bytes) -> None:
    """Raise ImportRefused for a file of more bytes than are read."""
    if len(content) > MAX_BYTES:
        raise refused(file, f"larger than {MAX_BYTES // 2**20} MB")
