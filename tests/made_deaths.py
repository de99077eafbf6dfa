"""A process that ingests and is killed: at a named step, or after some seconds. One parent imports, its forks die."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).resolve().parents[1]


class Mortal:
    """Ingests in processes that are killed; one at a time."""

    def __init__(self) -> None:
        command = [sys.executable, "-W", "ignore", str(Path(__file__).resolve())]
        self._parent = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self) -> Mortal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._parent.communicate()

    def sync(
        self, library: Path, folder: Path, *, step: str = "", seconds: float = 3600
    ) -> tuple[bool, float]:
        """Sync ``folder`` into ``library`` in a process that is killed at ``step``, or after ``seconds``.

        True if it was killed, False if it had ended before; and the seconds that it lived.
        """
        assert self._parent.stdin is not None
        assert self._parent.stdout is not None
        self._parent.stdin.write(json.dumps([str(library), str(folder), step, seconds]) + "\n")
        self._parent.stdin.flush()
        killed, lived = json.loads(self._parent.stdout.readline())
        return killed, lived


def _live(library: str, folder: str, step: str) -> None:
    from made_library import HashingEncoder

    from ingest.sync import sync
    from library.store import open_library

    def die(reached: str) -> None:
        if reached == step:
            os.kill(os.getpid(), signal.SIGKILL)

    with open_library(Path(library)) as opened:
        sync([Path(folder)], opened, HashingEncoder(), checkpoint=die, yes=True)


def _serve() -> None:
    import chromadb  # noqa: F401  imported before the fork, so that each child starts at once
    import llama_index.core.ingestion  # noqa: F401
    import made_library  # noqa: F401

    import ingest.sync  # noqa: F401

    for line in sys.stdin:
        library, folder, step, seconds = json.loads(line)
        began = time.monotonic()
        child = os.fork()
        if child == 0:
            sys.stdin.close()
            _live(library, folder, step)
            os._exit(0)
        print(json.dumps([_end(child, seconds), time.monotonic() - began]), flush=True)


def _end(child: int, seconds: float) -> bool:
    """Wait for a process, at most so long; then kill it. True if it was killed, by this or by itself."""
    until = time.monotonic() + seconds
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.WIFSIGNALED(status)
        if time.monotonic() > until:
            os.kill(child, signal.SIGKILL)
            return os.WIFSIGNALED(os.waitpid(child, 0)[1])
        time.sleep(0.001)


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    _serve()
