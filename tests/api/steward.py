"""A client with keys, for tests that change data over HTTP."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.api.conftest import JSON, Service
from tests.integration.small import state
from tests.integration.test_keys import issue

DRAFTS = "/api/v1/drafts"


@dataclass
class Steward:
    """Speaks to a service with a key of the given scope, made on its database."""

    service: Service
    url: str
    scope: str = "edit"
    key: str = field(init=False)

    def __post_init__(self) -> None:
        self.key = issue(self.url, self.scope)

    @property
    def actor(self) -> str:
        return f"office ({self.key.split('_')[1]})"

    def ask(self, method: str, url: str, *, headers: dict[str, str] | None = None, **options: Any) -> httpx.Response:
        named = {"Authorization": f"Bearer {self.key}"} | (headers or {})
        return self.service.request(method, url, headers=named, **options)

    def told(self, method: str, url: str, status: int = 200, **options: Any) -> JSON:
        """Return the JSON of an answer that has that status and is kept by no cache; a refusal changes no data."""
        refused = status >= 400
        before = state(self.url) if refused else None
        answer = self.ask(method, url, **options)
        assert answer.status_code == status, answer.text
        assert answer.headers["cache-control"] == "no-store"
        if refused:
            assert answer.headers["content-type"] == "application/problem+json"
            assert state(self.url) == before
        document: JSON = answer.json()
        return document

    def upload(
        self, content: bytes | str, kind: str = "census", draft: int = 2, status: int = 201, **options: Any
    ) -> JSON:
        """Send a file; further options are query parameters, `headers` aside."""
        headers = options.pop("headers", {})
        query = {"kind": kind, "filename": options.pop("filename", f"{kind}.csv"), **options}
        body = content.encode() if isinstance(content, str) else content
        return self.told("POST", f"{DRAFTS}/{draft}/files", status, params=query, content=body, headers=headers)
