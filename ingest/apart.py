"""Reading files of kinds that can be made to harm, in a process of its own with limits on its time and memory.

One process reads one file after the other; it is started with the first, and again after it was ended: by a file
that took too long or too much memory, or that brought it down, or after a minute without work. It gets no secrets
of the environment, and answers in JSON, so that what it says is data whatever became of it. macOS does not limit
memory this way; there the limit on time stands alone.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from values import Document, Refused, Span

SECONDS = 30.0
MEGABYTES = 512
PART = 3.0  # seconds of the processor for one part of a file, such as a page
_LENGTH = struct.Struct(">Q")
_MOST = 400_000_000  # bytes of an answer
_ROOT = Path(__file__).resolve().parents[1]
_KEPT = ("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "VIRTUAL_ENV")
_ANOTHER = "Save its text in a new document and add that."


class Reader:
    """Reads files in a process of its own. ``seconds`` is for one file, ``part`` (of the processor) for one page of it,
    ``megabytes`` for the process, which ends by itself after ``idle`` seconds without work."""

    def __init__(
        self, seconds: float = SECONDS, megabytes: int = MEGABYTES, idle: float = 60.0, part: float = PART
    ) -> None:
        self.seconds = seconds
        self.megabytes = megabytes
        self.part = part
        self.idle = idle
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def read(self, kind: str, raw: bytes, name: str) -> Document:
        """What the loader of ``kind`` makes of ``raw``. Raises Refused, also where the process failed."""
        with self._lock:
            answer = self._ask(kind, raw, name)
        if "refused" in answer:
            raise Refused(name, answer["refused"])
        return _to_document(answer, raw, name)

    def close(self, patience: float = 0.05) -> int | None:
        """End the process, if there is one, after at most ``patience`` seconds. Returns its exit code, 0 where it had
        ended by itself."""
        process, self._process = self._process, None
        if process is None:
            return None
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        try:
            return process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()

    def _ask(self, kind: str, raw: bytes, name: str) -> dict[str, Any]:
        head = json.dumps({"kind": kind, "name": name}).encode()
        for _ in range(2):
            process = self._start()
            try:
                return _parse(_exchange(process, head, raw, time.monotonic() + self.seconds))
            except TimeoutError:
                reason = f"took more than {self.seconds:g} seconds to read, as a harmful file does."
            except MemoryError:
                reason = f"needs more than {self.megabytes} MB of memory to read, as a harmful file does."
            except ValueError:
                reason = "could not be understood: it is damaged, or of an unusual make."
            except (EOFError, OSError):
                code = self.close(
                    patience=5.0
                )  # it has closed its end, and a busy machine takes time to end it
                if code == 0:  # it had ended for want of work
                    continue
                reason = "brought its reader down: it is damaged, or made to harm."
                if code == -signal.SIGPROF:
                    reason = (
                        f"has a page that takes more than {self.part:g} seconds to read, as harmful files do."
                    )
            self.close()
            raise Refused(name, f"{reason} {_ANOTHER}")
        raise Refused(name, f"could not be read: its reader does not start. {_ANOTHER}")

    def _start(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._process is None:
            own = {key: os.environ[key] for key in _KEPT if key in os.environ}
            self._process = subprocess.Popen(
                [sys.executable, "-c", _SERVE, str(_ROOT), *map(str, (self.megabytes, self.idle, self.part))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=own,
                cwd=_ROOT,
            )
        return self._process


_SERVE = "import sys; sys.path.insert(0, sys.argv[1]); from ingest.apart import serve; serve(*map(float, sys.argv[2:]))"
_part = 0.0  # seconds for one part; 0 where this is not the reader's process
_shared = Reader()
atexit.register(_shared.close)


def read_apart(kind: str, raw: bytes, name: str) -> Document:
    """What the loader of ``kind`` makes of ``raw``, in the process that all of this program shares."""
    return _shared.read(kind, raw, name)


@contextlib.contextmanager
def one_part() -> Iterator[None]:
    """A part of a file, such as a page, which may not take longer than a part may: the reader's process would end,
    whatever library it is in. Elsewhere there is no limit."""
    if not _part:
        yield
        return
    signal.setitimer(signal.ITIMER_PROF, _part)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def serve(megabytes: float, idle: float, part: float) -> None:
    """The process's own side: read, answer, until there is nothing to do."""
    global _part
    _part = part
    _limit(megabytes)
    asked, told = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get into the answers
    while select.select([asked], [], [], idle)[0]:
        head = _take(asked)
        if not head:
            return
        about = json.loads(head)
        answer = json.dumps(_answer(about["kind"], _take(asked), about["name"])).encode()
        told.write(_LENGTH.pack(len(answer)) + answer)
        told.flush()


def _limit(megabytes: float) -> None:
    import resource

    if sys.platform != "darwin":
        resource.setrlimit(resource.RLIMIT_AS, (int(megabytes * 1e6), int(megabytes * 1e6)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(kind: str, raw: bytes, name: str) -> dict[str, Any]:
    from ingest.load import LOADERS

    try:
        document = LOADERS[kind](raw, name)
    except Refused as fault:
        return {"refused": fault.reason}
    except MemoryError:
        return {"fault": "memory"}
    except Exception as fault:  # the edge of the process: what went wrong is told as a fault of the file
        return {"fault": type(fault).__name__}
    spans = [[span.start, span.end, span.kind, span.why, span.flags] for span in document.spans or ()]
    return {
        "text": document.text,
        "loader": document.loader,
        "says": document.says,
        "spans": None if document.spans is None else spans,
        "pages": document.pages,
    }


def _to_document(answer: dict[str, Any], raw: bytes, name: str) -> Document:
    spans = answer["spans"]
    marked = None if spans is None else tuple(Span(a, b, kind, why, tuple(f)) for a, b, kind, why, f in spans)
    return Document(
        name, raw, answer["text"], answer["loader"], dict(answer["says"]), marked, tuple(answer["pages"])
    )


def _parse(content: bytes) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(content)
    if "fault" in answer:
        raise MemoryError if answer["fault"] == "memory" else ValueError(answer["fault"])
    return answer


def _exchange(process: subprocess.Popen[bytes], head: bytes, raw: bytes, deadline: float) -> bytes:
    """Ask, and wait for the answer."""
    assert process.stdin is not None
    for frame in (head, raw):
        process.stdin.write(_LENGTH.pack(len(frame)) + frame)
    process.stdin.flush()
    return _receive(process, deadline)


def _take(pipe: IO[bytes]) -> bytes:
    """One frame; empty where the pipe was closed."""
    head = pipe.read(_LENGTH.size)
    return pipe.read(_LENGTH.unpack(head)[0]) if len(head) == _LENGTH.size else b""


def _receive(process: subprocess.Popen[bytes], deadline: float) -> bytes:
    """One frame, by the deadline. Raises TimeoutError, EOFError where the process ended, ValueError if too long."""
    assert process.stdout is not None
    pipe = process.stdout.fileno()
    held = bytearray()
    size = _LENGTH.size
    while len(held) < size:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([pipe], [], [], left)[0]:
            raise TimeoutError
        chunk = os.read(pipe, 1 << 20)
        if not chunk:
            raise EOFError
        held += chunk
        if size == _LENGTH.size and len(held) >= size:
            size += _LENGTH.unpack(held[: _LENGTH.size])[0]
            if size > _MOST:
                raise ValueError("too long an answer")
    return bytes(held[_LENGTH.size : size])
