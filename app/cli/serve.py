"""Start everything and serve until told to stop."""

import os
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Annotated

import typer
import uvicorn

from app.cli.output import fail, progress_bar, say
from app.embedded import EmbeddedCluster
from app.http.metrics import shared_counts
from app.http.protocol import BoundedProtocol
from app.migrate import upgrade
from app.services.bootstrap import bootstrap
from app.settings import Settings, load_settings

PORT_TAKEN = 4


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
    workers: Annotated[int | None, typer.Option(help="Server processes.")] = None,
) -> None:
    """Start the database, publish the bundled data on the first run, and serve until Ctrl-C or SIGTERM."""
    settings = load_settings(host=host, port=port, workers=workers)
    _refuse_taken_port(settings)
    # uvicorn raises the signal again after its own shutdown; as an exception it lets the database stop too.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _leave)
    say("Starting the database …" if settings.database_url is None else "Connecting to the database …")
    with _database(settings) as url:
        say("Bringing the schema up to date …")
        upgrade(url)
        _first_release(url, settings)
        os.environ["POLYCENTRE_DATABASE_URL"] = url  # the workers read their settings from the environment
        threading.Thread(target=_announce, args=(settings,), daemon=True).start()
        try:
            _serve(settings)
        finally:
            say("Stopping the database …" if settings.database_url is None else "Bye.")


def _serve(settings: Settings) -> None:
    with shared_counts(settings.workers):
        uvicorn.run(
            "app.worker:create_worker",
            factory=True,
            host=settings.host,
            port=settings.port,
            workers=settings.workers if settings.workers > 1 else None,
            log_level=settings.log_level if settings.log_level != "info" else "warning",
            access_log=False,
            http=BoundedProtocol,
            server_header=False,
            date_header=True,
        )


@contextmanager
def _database(settings: Settings) -> Iterator[str]:
    """Yield the database; the embedded cluster is held alone, so a second service on its folder is refused."""
    if settings.database_url:
        yield settings.database_url
        return
    with EmbeddedCluster(settings.data_dir) as cluster:
        yield cluster.url


def _leave(number: int, _frame: object) -> None:
    raise SystemExit(0 if number == signal.SIGTERM else 130)


def _refuse_taken_port(settings: Settings) -> None:
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            place, other = f"{settings.host}:{settings.port}", settings.port + 1
            fail(f"cannot listen on {place} ({error.strerror}); choose another port, such as PORT={other}")
            sys.exit(PORT_TAKEN)


def _first_release(url: str, settings: Settings) -> None:
    if not settings.bootstrap:
        return
    with progress_bar() as progress:
        publication = bootstrap(url, settings.packages, progress)
    if publication:
        say(f"Release {publication.release} is published from {', '.join(p.name for p in settings.packages)}.")


def _announce(settings: Settings) -> None:
    """Print the address once a worker answers."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{host}:{settings.port}"
    for _ in range(600):
        with suppress(urllib.error.URLError, OSError):
            urllib.request.urlopen(f"{address}/health/live", timeout=2).close()  # noqa: S310 -- our own address
            say(f"Polycentre is ready: {address}/   (stop with Ctrl-C)")
            return
        time.sleep(0.05)
