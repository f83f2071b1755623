"""How long importing and publishing the bundled data take, phase by phase, on a database of their own."""

import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import psycopg

from app.embedded.configuration import ADMINISTRATOR
from app.embedded.databases import EXTENSIONS
from app.migrate import upgrade
from app.paths import WENZHOU
from app.services.bootstrap import bootstrap

_DATABASE = "bench_publish"
# Work that publish does between the steps it announces, by the step before.
_AFTER = {"import": "open the draft", "checks": "load facts", "unit values": "measures", "tiles": "pointer, commit"}


@dataclass
class Phases:
    """A progress callback that adds up the seconds of each step."""

    seconds: dict[str, float] = field(default_factory=dict)
    _phase: str = "import"
    _since: float = field(default_factory=time.perf_counter)

    def __call__(self, step: str, done: int, total: int) -> None:
        """Book the time since the last call on the phase that was running."""
        step = "import" if step.startswith("import") else step
        self.close()
        self._phase = step if done < total else _AFTER.get(step, step)

    def close(self) -> None:
        """Book the time up to now."""
        now = time.perf_counter()
        self.seconds[self._phase] = self.seconds.get(self._phase, 0.0) + now - self._since
        self._since = now


def publish_phases(url: str) -> dict[str, float]:
    """Return seconds by phase: migrating an empty database, importing, and each step of publishing."""
    parts = urlsplit(url)
    administrator = parts._replace(netloc=parts.netloc.replace(str(parts.username), ADMINISTRATOR, 1))
    with psycopg.connect(administrator.geturl(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {_DATABASE} OWNER {parts.username} TEMPLATE template0".encode())
    target = administrator._replace(path=f"/{_DATABASE}")
    with psycopg.connect(target.geturl(), autocommit=True) as connection:
        for extension in EXTENSIONS:
            connection.execute(f"CREATE EXTENSION {extension}".encode())
    own = parts._replace(path=f"/{_DATABASE}").geturl()
    began = time.perf_counter()
    upgrade(own)
    migrated = time.perf_counter() - began
    phases = Phases()
    bootstrap(own, WENZHOU, phases)
    phases.close()
    with psycopg.connect(administrator.geturl(), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {_DATABASE} WITH (FORCE)".encode())
    return {"migrate an empty database": migrated} | phases.seconds
