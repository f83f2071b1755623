"""GDAL with all its drivers, as map programs have it: in another process, for the service leaves most of them out."""

import json
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

_CALL = """
import json, pickle, sys
import pyogrio
name, path, options = json.loads(sys.argv[1])
sys.stdout.buffer.write(pickle.dumps(getattr(pyogrio, name)(path, **options)))
"""


def gdal(name: str, path: str | Path, **options: Any) -> Any:
    """Return what a function of pyogrio, such as `read_dataframe`, makes of a file."""
    call = json.dumps([name, str(path), options])
    done = subprocess.run([sys.executable, "-c", _CALL, call], check=True, capture_output=True)
    return pickle.loads(done.stdout)  # noqa: S301 -- written by the lines above
