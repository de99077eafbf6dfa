"""One file → the version that it is and the passages of it: load, clean, describe, split, in this order."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ingest.clean import mark
from ingest.describe import describe
from ingest.load import load, load_bytes
from ingest.match import Step
from ingest.split import build_passages
from library.change import Change
from library.schema import now
from library.state import to_texts
from values import DeskError, Document, Passage, Refused, Version

Progress = Callable[[str, int, int], None]  # stage, done, total
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Made:
    """A version that is to be current, or to be described anew, and what its sentences are."""

    step: Step
    version: Version
    raw: bytes
    passages: tuple[Passage, ...]

    @property
    def texts(self) -> list[str]:
        """All that is embedded of it: passages, sentences, the title."""
        return to_texts(self.passages, [self.version.description.title.value])


def build_all(
    steps: Sequence[Step], build_one: Callable[[Step], Made], tell: Progress
) -> tuple[list[Made], dict[int, str]]:
    """The versions of the steps that make one; for those that cannot be made, the reason by the step's position."""
    made, refused = [], {}
    for position, step in enumerate(steps):
        tell("read", position, len(steps))
        try:
            if step.build or step.describe:
                made.append(build_one(step))
        except Refused as fault:
            refused[position] = fault.reason
        except DeskError as fault:
            refused[position] = str(fault)
        except Exception:
            _log.info("%s could not be read", step.row.name, exc_info=True)
            refused[position] = "something in it could not be understood. Save it as plain text and add that."
    tell("read", len(steps), len(steps))
    return made, refused


def build(step: Step, change: Change, max_bytes: int, limit: int) -> Made:
    """Load, clean, describe and split one file. Raises ``Refused``."""
    document = _load(step, change, max_bytes)
    old = change.version(step.row.article, step.number) if step.describe else None
    spans = old.spans if old else mark(document)
    given = dict(step.found.given) if step.found else {}
    version = Version(
        article=step.row.article,
        number=step.number,
        name=step.row.name,
        text=document.text,
        spans=spans,
        description=describe(document, spans, given),
        sha256=document.sha256,
        loader=document.loader,
        added=now(),
        pages=document.pages,
    )
    corrected = replace(version.description, **change.corrections(version.article))
    passages = build_passages(replace(version, description=corrected), limit)
    if not passages:
        raise Refused(
            step.row.name, "no text of an article was found in it, only headings, adverts or menus."
        )
    document.text.encode("utf-8")
    return Made(step, version, document.raw, passages)


def _load(step: Step, change: Change, max_bytes: int) -> Document:
    if step.build and step.found is not None and step.found.raw is not None:
        return load_bytes(step.found.raw, step.row.name, max_bytes)
    if step.build and step.found is not None:
        return load(step.found.path, step.row.name, max_bytes)
    article, number = (step.row.article, step.number) if step.describe else (step.of, step.old)
    return load_bytes(change.raw(article, number), step.row.name, max_bytes)
