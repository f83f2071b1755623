"""A plain HTTP client, for what is asked once: statuses, entity tags and sizes."""

import http.client
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    etag: str
    size: int


def ask(base: str, paths: Iterable[str], *, encoding: str = "identity") -> list[Answer]:
    """Get paths one after another over one connection; sizes are those on the wire."""
    connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=30)
    answers = []
    for path in paths:
        connection.request("GET", path, headers={"Accept-Encoding": encoding})
        response = connection.getresponse()
        answers.append(Answer(response.status, response.headers.get("ETag", ""), len(response.read())))
    connection.close()
    return answers


def with_tags(base: str, paths: list[str]) -> list[str]:
    """Return `path<TAB>etag` of paths that answer 200; raises where one does not."""
    answers = dict(zip(paths, ask(base, paths), strict=True))
    for path, answer in answers.items():
        if answer.status != HTTPStatus.OK:
            raise RuntimeError(f"{base}{path} answers {answer.status}")
    return [f"{path}\t{answer.etag}" for path, answer in answers.items()]
