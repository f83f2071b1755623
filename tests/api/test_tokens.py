"""OpenID Connect tokens: signed by the issuer's keys, for this service, in time, and only where one is configured."""

from __future__ import annotations

import http.server
import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.api.conftest import MakeService, Service
from tests.integration.test_keys import issue

PLANS = "/api/v1/plans"


@dataclass
class Issuer:
    """An issuer on this machine: it describes itself, publishes its keys and signs what it is told to."""

    url: str
    key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))
    name: str = "one"
    asked: list[str] = field(default_factory=list)
    away: bool = False
    published: object = None
    answering: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.answering.set()

    def documents(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {
            "/.well-known/openid-configuration": {"issuer": self.url, "jwks_uri": f"{self.url}/keys"},
            "/keys": {"keys": [public | {"kid": self.name, "use": "sig", "alg": "RS256"}]}
            if self.published is None
            else self.published,
        }

    def token(self, key: object = None, algorithm: str = "RS256", **claims: Any) -> str:
        now = int(time.time())
        said = {"iss": self.url, "aud": "polycentre", "sub": "wang", "exp": now + 60, "scope": "polycentre:edit"}
        said |= claims
        kept = {name: value for name, value in said.items() if value is not None}
        return jwt.encode(kept, key or self.key, algorithm, headers={"kid": self.name})  # type: ignore[arg-type]


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append(self.path)
            found.answering.wait(30)
            document = None if found.away else found.documents().get(self.path)
            self.send_response(404 if document is None else 200)
            self.end_headers()
            self.wfile.write(json.dumps(document).encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = Issuer(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture
def trusting(make_service: MakeService, small_url: str, issuer: Issuer) -> Service:
    return make_service(small_url, reads="key", oidc_issuer=issuer.url, oidc_audience="polycentre")


def test_a_good_token_opens_and_keys_are_fetched_once_when_needed(trusting: Service, issuer: Issuer) -> None:
    assert issuer.asked == []
    for _ in range(3):
        assert trusting.get(PLANS, authorization=f"Bearer {issuer.token()}").status_code == 200
    assert issuer.asked == ["/.well-known/openid-configuration", "/keys"]


def test_a_new_key_is_found_and_unknown_ones_do_not_flood_the_issuer(trusting: Service, issuer: Issuer) -> None:
    old = issuer.token()
    assert trusting.get(PLANS, authorization=f"Bearer {old}").status_code == 200
    issuer.key, issuer.name = _other_key(), "two"
    assert trusting.get(PLANS, authorization=f"Bearer {issuer.token()}").status_code == 200
    assert trusting.get(PLANS, authorization=f"Bearer {old}").status_code == 401
    issuer.name = "three"
    for _ in range(5):
        assert trusting.get(PLANS, authorization=f"Bearer {issuer.token()}").status_code == 401
    assert issuer.asked.count("/keys") == 2


def _other_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ({"aud": "another"}, 401),
        ({"iss": "http://127.0.0.1:1"}, 401),
        ({"exp": int(time.time()) - 3600}, 401),
        ({"exp": None}, 401),
        ({"sub": None}, 401),
        ({"key": "other"}, 401),
        ({"key": "x" * 64, "algorithm": "HS256"}, 401),
        ({"scope": "openid profile"}, 403),
        ({"scope": None}, 403),
        ({"scope": ["polycentre:read"]}, 200),
        ({"scope": "openid polycentre:publish"}, 200),
    ],
)
def test_what_a_token_must_say(trusting: Service, issuer: Issuer, claims: dict[str, Any], status: int) -> None:
    given = dict(claims) | ({"key": _other_key()} if claims.get("key") == "other" else {})
    answer = trusting.get(PLANS, authorization=f"Bearer {issuer.token(**given)}")
    assert answer.status_code == status, answer.text
    if status >= 400:
        assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("token", ["x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0."])
def test_what_is_no_token_is_refused(trusting: Service, token: str) -> None:
    assert trusting.get(PLANS, authorization=f"Bearer {token}").status_code == 401


def test_an_issuer_that_is_away_refuses_nobody_for_good(
    make_service: MakeService, small_url: str, issuer: Issuer
) -> None:
    service = make_service(small_url, reads="key", oidc_issuer="http://127.0.0.1:1", oidc_audience="polycentre")
    answer = service.get(PLANS, authorization=f"Bearer {issuer.token()}")
    assert answer.status_code == 503
    assert answer.headers["retry-after"]


def test_an_issuer_that_is_away_is_left_alone_for_a_while(
    trusting: Service, issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    issuer.away = True
    for _ in range(5):
        answer = trusting.get(PLANS, authorization=f"Bearer {issuer.token()}")
        assert answer.status_code == 503
        assert 2 < int(answer.headers["retry-after"]) <= 10
    assert issuer.asked == ["/.well-known/openid-configuration"]
    issuer.away, token = False, issuer.token()
    monkeypatch.setattr("app.services.issuer_keys.time.monotonic", lambda: 1e12)  # long after
    assert trusting.get(PLANS, authorization=f"Bearer {token}").status_code == 200


def test_who_waits_for_the_issuer_holds_nobody_up(trusting: Service, small_url: str, issuer: Issuer) -> None:
    issuer.answering.clear()
    key, token = issue(small_url, "read"), issuer.token()
    with ThreadPoolExecutor(40) as clients:
        waiting = [clients.submit(trusting.get, PLANS, authorization=f"Bearer {token}") for _ in range(40)]
        try:
            assert trusting.get(PLANS, x_api_key=key).status_code == 200
            assert not any(client.done() for client in waiting)
        finally:
            issuer.answering.set()
        assert {client.result().status_code for client in waiting} == {200}
    assert issuer.asked == ["/.well-known/openid-configuration", "/keys"]


@pytest.mark.parametrize("told", [{"keys": []}, {"keys": 3}, [], {"keys": [{"kty": "oct"}]}])
def test_an_issuer_without_keys_is_told_as_away(trusting: Service, issuer: Issuer, told: object) -> None:
    issuer.published = told
    assert trusting.get(PLANS, authorization=f"Bearer {issuer.token()}").status_code == 503


def test_other_words_of_another_claim(make_service: MakeService, small_url: str, issuer: Issuer) -> None:
    settings = {"oidc_claim": "roles", "oidc_scopes": "statistician=edit, head=publish"}
    service = make_service(small_url, reads="key", oidc_issuer=issuer.url, oidc_audience="polycentre", **settings)
    assert service.get(PLANS, authorization=f"Bearer {issuer.token(roles=['head'])}").status_code == 200
    assert service.get(PLANS, authorization=f"Bearer {issuer.token()}").status_code == 403


def test_without_an_issuer_no_token_is_believed(make_service: MakeService, small_url: str, issuer: Issuer) -> None:
    service = make_service(small_url, reads="key")
    assert service.get(PLANS, authorization=f"Bearer {issuer.token()}").status_code == 401
    assert issuer.asked == []
