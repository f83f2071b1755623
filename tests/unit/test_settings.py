"""Settings: read from the environment, checked together, each one documented."""

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from app.paths import ROOT, WENZHOU
from app.settings import Settings, load_settings


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [f"POLYCENTRE_{field.upper()}" for field in Settings.model_fields] + ["PORT"]:
        monkeypatch.delenv(name, raising=False)


def test_the_defaults_serve_the_bundled_data_on_this_machine_only() -> None:
    settings = load_settings()
    assert settings.database_url is None
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.data_dir == Path(".polycentre")
    assert settings.packages == (WENZHOU,)
    assert settings.bootstrap
    assert settings.cors_origins == ("*",)


def test_the_environment_is_read_and_arguments_win(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "8123")
    monkeypatch.setenv("POLYCENTRE_CORS_ORIGINS", "https://a.example, https://b.example")
    monkeypatch.setenv("POLYCENTRE_CACHE_BYTES", "16MiB")
    monkeypatch.setenv("POLYCENTRE_PACKAGES", "one,two")
    settings = load_settings(workers=3, host=None)
    assert settings.port == 8123
    assert settings.cors_origins == ("https://a.example", "https://b.example")
    assert settings.cache_bytes == 16 * 1024 * 1024
    assert settings.packages == (Path("one"), Path("two"))
    assert (settings.workers, settings.host) == (3, "127.0.0.1")
    assert load_settings(port=9000).port == 9000


def test_the_own_variable_wins_over_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "8123")
    monkeypatch.setenv("POLYCENTRE_PORT", "8124")
    assert load_settings().port == 8124


def test_an_empty_database_url_means_the_embedded_cluster(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLYCENTRE_DATABASE_URL", "")
    assert load_settings().database_url is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("database_url", "mysql://x"),
        ("port", 0),
        ("port", 70_000),
        ("workers", 0),
        ("log_level", "loud"),
        ("max_query_bytes", -1),
        ("cache_bytes", "-5"),
        ("statement_timeout_ms", 0),
        ("pool_max", 0),
        ("reads", "nobody"),
        ("writes_per_minute", -1),
        ("computed_per_minute", -1),
        ("upload_bytes", "2GiB"),
        ("oidc_scopes", "statistician=admin"),
        ("no_such_setting", 1),
    ],
)
def test_nonsense_is_refused_by_name(name: str, value: object) -> None:
    with pytest.raises(ValidationError, match=name):
        load_settings(**{name: value})


def test_settings_are_checked_together() -> None:
    with pytest.raises(ValidationError, match="pool_min must not exceed pool_max"):
        load_settings(pool_min=9, pool_max=2)


@pytest.mark.parametrize(
    ("issuer", "audience"),
    [("https://id.example", None), (None, "polycentre"), ("http://id.example", "polycentre"), ("id", "polycentre")],
)
def test_an_issuer_needs_an_audience_and_a_safe_address(issuer: str | None, audience: str | None) -> None:
    with pytest.raises(ValidationError, match="oidc_issuer"):
        load_settings(oidc_issuer=issuer, oidc_audience=audience)


def test_scopes_of_tokens_are_read_as_pairs() -> None:
    settings = load_settings(oidc_scopes="statistician=edit, head = publish")
    assert settings.oidc_scopes == {"statistician": "edit", "head": "publish"}


def test_the_documentation_names_every_setting_and_no_other() -> None:
    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    documented = set(re.findall(r"^\| `POLYCENTRE_([A-Z0-9_]+)`", page, re.MULTILINE))
    assert documented == {field.upper() for field in Settings.model_fields}
    assert "`PORT`" in page
