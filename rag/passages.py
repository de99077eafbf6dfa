"""The passages of a generation, read from the library when they are asked for, the last ones kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from threading import Lock

from library.store import Library
from values import Passage

LIMIT = 3000  # passages that are kept, about 10 kB each


class Passages(Mapping[str, Passage]):
    """Current passages by id. Threads may share it, as long as the library shows them the same generation."""

    def __init__(self, library: Library, limit: int = LIMIT) -> None:
        self._library = library
        self._limit = limit
        self._held: OrderedDict[str, Passage] = OrderedDict()
        self._lock = Lock()

    def read(self, ids: Iterable[str]) -> dict[str, Passage]:
        """Those of some passages that there are, in the order of ``ids``; what is not held is read at once."""
        wanted = list(dict.fromkeys(ids))
        with self._lock:
            found = {id_: self._held[id_] for id_ in wanted if id_ in self._held}
        missing = [id_ for id_ in wanted if id_ not in found]
        found |= {passage.id: passage for passage in self._library.passages(missing)} if missing else {}
        with self._lock:
            for id_, passage in found.items():
                self._held[id_] = passage
                self._held.move_to_end(id_)
            while len(self._held) > self._limit:
                self._held.popitem(last=False)
        return {id_: found[id_] for id_ in wanted if id_ in found}

    def __getitem__(self, id_: str) -> Passage:
        return self.read([id_])[id_]

    def __iter__(self) -> Iterator[str]:
        return (passage.id for passage in self._library.passages())

    def __len__(self) -> int:
        return self._library.counts()["passages"]


def among(held: Mapping[str, Passage], ids: Sequence[str]) -> list[Passage]:
    """Those of some passages that ``held`` has, in the order of ``ids``."""
    if isinstance(held, Passages):
        return list(held.read(ids).values())
    return [held[id_] for id_ in ids if id_ in held]
