"""The writer's lock: one process, one thread writes to a library at a time, and a second is told who holds it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from library.faults import plain
from library.schema import now
from values import LibraryBusy

WAIT = 5.0


@contextmanager
def writing(directory: Path, wait: float = WAIT) -> Iterator[None]:
    """Hold the writer's lock of the library in ``directory``; wait up to ``wait`` seconds for it.

    The operating system frees the lock when its process dies, so a lock never outlives its holder; the side file
    only names the holder and is not what locks. Raises ``LibraryBusy`` with the holder's process and start.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(directory / "write.lock")
    try:
        lock.acquire(timeout=wait, poll_interval=0.05)
    except Timeout:
        raise LibraryBusy(f"{directory}: {_holder(directory)} Try again when it has finished.") from None
    except OSError as fault:
        raise plain(fault, directory) from fault
    side = directory / "write.holder"
    try:
        with suppress(OSError):
            side.write_text(json.dumps({"pid": os.getpid(), "since": now()}), encoding="utf-8")
        yield
    finally:
        with suppress(OSError):
            side.unlink(missing_ok=True)
        lock.release()


def _holder(directory: Path) -> str:
    try:
        held = json.loads((directory / "write.holder").read_text(encoding="utf-8"))
        return f"process {held['pid']} has been writing to the library since {held['since'][11:16]} UTC."
    except (OSError, ValueError, KeyError, TypeError):
        return "another process is writing to the library."
