"""What one server process runs: the service, for as long as the process that started it lives."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable

from fastapi import FastAPI

from app.main import create_app


def create_worker() -> FastAPI:
    """Build the service and follow the parent: a killed parent must not leave workers that hold the port."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.join,), daemon=True).start()
    return create_app()


def _follow(wait_for_parent: Callable[[], None]) -> None:
    wait_for_parent()
    os.kill(os.getpid(), signal.SIGTERM)
