"""The command line, run in this process: arguments in, exit code and both outputs out."""

import json
import sys
from dataclasses import dataclass
from typing import Any

import pytest

from app.cli import main
from tests.integration.small import state


@dataclass(frozen=True)
class Outcome:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Commands:
    """Runs `polycentre` on one database, and sees that a command that fails leaves the data as it was."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], url: str) -> None:
        self._monkeypatch, self._capsys = monkeypatch, capsys
        self.url = url
        monkeypatch.setenv("POLYCENTRE_DATABASE_URL", url)
        monkeypatch.setenv("COLUMNS", "200")

    def run(self, *arguments: object) -> Outcome:
        self._monkeypatch.setattr(sys, "argv", ["polycentre", *map(str, arguments)])
        self._capsys.readouterr()
        before = state(self.url)
        try:
            main()
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else 0 if left.code is None else 1
        else:
            code = 0
        said = self._capsys.readouterr()
        assert code == 0 or state(self.url) == before
        return Outcome(code, said.out, said.err)
