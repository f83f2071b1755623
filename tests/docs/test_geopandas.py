"""docs/clients/geopandas.md: every step runs against a served release and prints what the page says."""

import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn

from app.main import create_app
from app.paths import ROOT
from app.settings import load_settings

PAGE = (ROOT / "docs" / "clients" / "geopandas.md").read_text("utf-8")
STEP = re.compile(r"```python\n(.*?)```\s+```text\n(.*?)```", re.DOTALL)
PATIENCE_S = 30
END = "-- end of step --"


@pytest.fixture
def served(published_readonly_url: str) -> Iterator[str]:
    """Yield the address of a service that listens: GDAL speaks to nothing less."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        app = create_app(load_settings(database_url=published_readonly_url))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=5))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        end = time.monotonic() + PATIENCE_S
        while not server.started and thread.is_alive() and time.monotonic() < end:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


def test_each_step_prints_what_the_page_says(served: str) -> None:
    steps = STEP.findall(PAGE)
    assert len(steps) == PAGE.count("```python")
    script = f"print({END!r})\n".join(code.replace("http://127.0.0.1:8000", served) for code, _ in steps)
    # In a process of its own: GDAL waits for answers without letting other threads run, the service's among them.
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split(f"{END}\n") == [told for _, told in steps]
