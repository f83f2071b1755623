"""What a judge found: how many checks held, and what did not."""

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator

_SHOWN = 60


class Tally:
    """Counts checks; `close` prints the faults and the closing line, and ends the program."""

    def __init__(self, tool: str) -> None:
        self.passed = 0
        self.faults: list[str] = []
        print(f"judge: {tool}", flush=True)

    def check(self, holds: object, fault: str) -> bool:
        """Count one check."""
        if holds:
            self.passed += 1
        else:
            self.faults.append(fault)
        return bool(holds)

    def none(self, faults: Iterable[str], what: str) -> None:
        """Count one check for `what`, which holds when there are no faults; else count each of them."""
        found = [f"{what}: {fault}" for fault in faults]
        self.faults += found
        self.passed += not found

    def equal(self, found: object, wanted: object, what: str) -> bool:
        """Count one comparison."""
        return self.check(found == wanted, f"{what}: {str(found)[:300]}, but expected {str(wanted)[:300]}")

    @contextlib.contextmanager
    def part(self, what: str) -> Iterator[None]:
        """Go on after a part of the judging that breaks off, and count that as a fault."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 -- whatever a client throws is its verdict
            self.faults.append(f"{what} broke off: {type(error).__name__}: {error}")

    def close(self) -> None:
        """Print what was found and exit: 0 when every check held and there was one."""
        for fault in self.faults[:_SHOWN]:
            print(f"✗ {fault[:1000]}")
        if len(self.faults) > _SHOWN:
            print(f"✗ … and {len(self.faults) - _SHOWN} more")
        if not self.passed and not self.faults:
            self.faults.append("nothing was checked")
            print("✗ nothing was checked")
        print(f"{self.passed} passed, {len(self.faults)} failed", flush=True)
        # Some of the libraries judged with crash when the interpreter takes them down in its own order.
        sys.stdout.flush()
        os._exit(1 if self.faults else 0)
