"""What one browser session does on the library's page: which article is open, what was done, what is asked."""

from __future__ import annotations

from dataclasses import dataclass, field

from ui.receipts import outcome
from ui.shelf import PAGE, Wanted
from values import Article, Receipt

DEEDS = ("correct", "remove", "restore")


@dataclass(frozen=True, slots=True)
class Place:
    """What is open: a version of an article (None: the current one), or what changed after the version ``since``."""

    article: str
    version: int | None = None
    since: int | None = None


@dataclass(slots=True)
class Visit:
    """``notice`` is what was done last, in words, ``undo`` the article that can be restored, and ``status`` what a
    screen reader is told. ``listing`` is what was chosen to be listed. ``correcting`` is the
    article whose description is being corrected, or "". ``drops`` counts the batches that were sent off. ``watching``:
    articles are being added, and nothing has been said of the end yet."""

    open: Place | None = None
    notice: str = ""
    undo: str = ""
    status: str = ""
    trouble: str = ""
    correcting: str = ""
    shown: int = PAGE
    drops: int = 0
    watching: bool = False
    listing: Wanted = field(default_factory=Wanted)

    def show(self, place: Place) -> None:
        self.open, self.notice = place, ""

    def close(self, _sent: object = None) -> None:
        self.open = None

    def more(self, _sent: object = None) -> None:
        self.shown += PAGE

    def say(self, notice: str, undo: str = "") -> None:
        """Say what was done, to eyes and ears; ``undo`` is the article that it took out."""
        self.open, self.notice, self.status, self.undo = None, notice, notice, undo

    def begin(self) -> None:
        """Articles are being added."""
        self.drops += 1
        self.trouble, self.notice, self.watching, self.status = "", "", True, "Adding articles"

    def end(self, receipt: Receipt | None, trouble: str) -> None:
        """Articles have been added, or not."""
        if self.watching and (receipt or trouble):
            self.watching, self.status = False, outcome(receipt) if receipt else trouble


def read_place(sent: object, article: Article | None, numbers: tuple[int, ...]) -> Place | None:
    """What the page sent, if it is a version that exists, or a change between two; otherwise None.

    ``article`` is the one that it names, ``numbers`` are those of its versions, ascending.
    """
    if article is None or not isinstance(sent, dict) or not numbers:
        return None
    match sent.get("version"), sent.get("since"):
        case None, None:
            return Place(article.id)
        case int(version), None if version in numbers:
            return Place(article.id, version)
        case None, "last" if len(numbers) > 1:
            return Place(article.id, since=numbers[-2])
        case None, int(since) if since in numbers[:-1]:
            return Place(article.id, since=since)
    return None


def read_deed(sent: object) -> tuple[str, str] | None:
    """What is to be done, and with which article, if the page sent such a thing; otherwise None."""
    match sent:
        case {"article": str(article), "deed": str(deed)} if deed in DEEDS:
            return deed, article
    return None


def named(sent: object) -> str:
    """The article that the page sent, or ""."""
    match sent:
        case {"article": str(article)}:
            return article
    return ""
