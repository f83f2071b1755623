"""Plain requests to the service."""

import gzip
import json
import urllib.error
import urllib.request
from typing import Any

Answer = tuple[int, dict[str, str], bytes]


def fetch(url: str, **headers: str) -> Answer:
    """Return status, headers in lower case, and body."""
    request = urllib.request.Request(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=120) as answer:
            return answer.status, _lower(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        return error.code, _lower(error.headers), error.read()


def read(url: str, **headers: str) -> bytes:
    """Return the body of a 200; raises RuntimeError for anything else."""
    status, _, body = fetch(url, **headers)
    if status != 200:
        raise RuntimeError(f"{url} answers {status}: {body[:300].decode('utf-8', 'replace')}")
    return body


def read_json(url: str, **headers: str) -> Any:
    """Return the document of a 200."""
    return json.loads(read(url, **headers))


def unzipped(body: bytes) -> bytes:
    """Return bytes without gzip."""
    return gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body


def _lower(headers: Any) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}
