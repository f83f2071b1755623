"""Settings by concern, read from `POLYCENTRE_…` variables; built once by `load_settings` and passed down."""

import os
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AliasChoices, ByteSize, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from app.domain.access import Scope
from app.paths import WENZHOU


def _split(value: object) -> object:
    """Read a list the way a shell user writes it, `a,b`, as well as a real list."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return value


class _Group(BaseSettings):
    """What every group shares: the prefix, and refusal of unknown arguments."""

    model_config = SettingsConfigDict(env_prefix="POLYCENTRE_", populate_by_name=True, frozen=True, extra="forbid")


class DatabaseSettings(_Group):
    """Where the data lives and how it is reached."""

    database_url: str | None = Field(None, description="PostGIS to use; unset starts the embedded cluster.")
    read_database_url: str | None = Field(None, description="Replica or role for reads; unset uses database_url.")
    data_dir: Path = Field(Path(".polycentre"), description="Folder of the embedded cluster.")
    pool_min: int = Field(1, ge=0, le=100, description="Connections each worker keeps open.")
    pool_max: int = Field(8, ge=1, le=100, description="Connections each worker opens at most.")
    statement_timeout_ms: int = Field(10_000, ge=100, description="A read that takes longer is cancelled.")

    @field_validator("database_url", "read_database_url")
    @classmethod
    def _postgresql(cls, value: str | None) -> str | None:
        if not value:
            return None
        if not value.startswith(("postgresql://", "postgres://")):
            raise ValueError("must begin with postgresql://")
        return value

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.pool_min > self.pool_max:
            raise ValueError("pool_min must not exceed pool_max")
        return self


class ServerSettings(_Group):
    """Where the service listens and who may call it."""

    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(
        8000,
        ge=1,
        le=65_535,
        validation_alias=AliasChoices("POLYCENTRE_PORT", "PORT"),
        description="Port to listen on; the variable PORT is read too.",
    )
    workers: int = Field(
        default_factory=lambda: min(2, os.cpu_count() or 1), ge=1, le=64, description="Server processes."
    )
    cors_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        ("*",), description="Web origins that may read, separated by commas; empty for none."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="Least severe message shown.")

    _read_origins = field_validator("cors_origins", mode="before")(_split)


class LimitSettings(_Group):
    """What one request and the caches may cost."""

    cache_bytes: ByteSize = Field(
        ByteSize(64 * 1024 * 1024),
        ge=0,
        description="Memory each worker gives to cached answers and tiles, such as 64MiB.",
    )
    archive_dir: Path | None = Field(
        None,
        description="Folder for the archives of releases; unset means one of one's own in the temporary folder.",
    )
    archives_kept: int = Field(4, ge=1, le=1000, description="Archives that stay on disk, those used last.")
    max_query_bytes: int = Field(8_192, ge=256, le=60_000, description="A longer query string is refused with 414.")


class AccessSettings(_Group):
    """Who may read and write, and how often."""

    reads: Literal["public", "key"] = Field("public", description="`key` answers data only to those with a key.")
    writes_per_minute: int = Field(
        60, ge=0, le=100_000, description="Uploads, checks and publications that one key may ask for; 0 for any number."
    )
    computed_per_minute: int = Field(
        600,
        ge=0,
        le=100_000,
        description="Trial memberships and sheets that one address may ask for; 0 for all.",
    )
    upload_bytes: ByteSize = Field(
        ByteSize(200 * 1024 * 1024), ge=1024, le=1024**3, description="The longest file that is taken in, as 200MiB."
    )
    oidc_issuer: str | None = Field(None, description="Issuer of OpenID Connect tokens to believe; unset for none.")
    oidc_audience: str | None = Field(None, description="The audience that such tokens must be for.")
    oidc_claim: str = Field("scope", min_length=1, description="The claim that says what its bearer may do.")
    oidc_scopes: Annotated[dict[str, Scope], NoDecode] = Field(
        {f"polycentre:{scope}": scope for scope in Scope},
        description="What words of that claim mean, as `word=scope`, separated by commas.",
    )

    @field_validator("oidc_scopes", mode="before")
    @classmethod
    def _read_scopes(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        pairs = [part.partition("=") for part in value.split(",") if part.strip()]
        return {word.strip(): scope.strip() for word, _, scope in pairs}

    @model_validator(mode="after")
    def _issuer_and_audience(self) -> Self:
        if (self.oidc_issuer is None) != (self.oidc_audience is None):
            raise ValueError("oidc_issuer and oidc_audience must be set together")
        if self.oidc_issuer and not self.oidc_issuer.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            raise ValueError("oidc_issuer must begin with https://")
        return self


class MapSettings(_Group):
    """What maps show beside our own data, and what they may be drawn in."""

    tianditu_key: SecretStr | None = Field(
        None, description="Key of the Tianditu base map; unset needs no outside host. Readers of a map can see it."
    )
    gcj02: bool = Field(False, description="Answer crs=GCJ02: coordinates shifted for Amap and Tencent base maps.")

    @property
    def base_map_key(self) -> str | None:
        """The key of the base map, None where there is none."""
        return (self.tianditu_key.get_secret_value() or None) if self.tianditu_key else None


class DataSettings(_Group):
    """Which data a new, empty database receives."""

    bootstrap: bool = Field(True, description="Import and publish the packages into an empty database at start.")
    packages: Annotated[tuple[Path, ...], NoDecode] = Field(
        (WENZHOU,), description="Data packages to bootstrap, separated by commas."
    )

    _read_packages = field_validator("packages", mode="before")(_split)


class Settings(DatabaseSettings, ServerSettings, LimitSettings, AccessSettings, MapSettings, DataSettings):
    """All groups together, so that they are read and validated at once."""


def load_settings(**overrides: object) -> Settings:
    """Read the environment; arguments that are not None win over it."""
    given = {name: value for name, value in overrides.items() if value is not None}
    return Settings(**given)  # type: ignore[arg-type]  # pydantic checks them, name by name
