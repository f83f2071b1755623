"""Import the classifiers before anybody asks for them, without being in anybody's way."""

import asyncio
import gc
import importlib

# mapclassify and the heaviest of what it imports, in parts, so that a service that stops waits for one part alone.
PARTS = ("scipy.stats", "pandas", "sklearn.cluster", "mapclassify")
QUIET_SECONDS = 2.0


async def prepare_classifiers() -> None:
    """Import them in a thread, once the service has answered what was waiting for its start.

    It takes seconds of one processor and about 100 MB, which the first request for classes would else take.
    """
    await asyncio.sleep(QUIET_SECONDS)
    for part in PARTS:
        await asyncio.to_thread(importlib.import_module, part)
    # What was imported stays for good; looking through it for garbage would stop the worker for 150 ms each time.
    gc.collect()
    gc.freeze()
