"""Files → library: make it equal to what was given, and tell what became of each file.

1. find the files and hash them                                    ``scan.py``
2. compare them with what the library knows                        ``difference.py``
3. read, clean, describe and split what is new
4. embed what has no vector yet
5. commit, in one step that happens wholly or not at all           ``library/commit.py``
6. count what the library holds now
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ingest.build import Made, Progress, build, build_all
from ingest.copies import link_copies
from ingest.difference import Plan, compare
from ingest.load import MAX_BYTES
from ingest.match import Step
from ingest.scan import Given, Scan, scan, to_found
from ingest.split import LIMIT
from library.change import Change
from library.store import Library
from values import Action, FileResult, Receipt

if TYPE_CHECKING:
    from ingest.embed import Encoder

_BATCH = 512  # texts that are embedded, and kept, at a time


def sync(
    paths: Sequence[Path],
    library: Library,
    encoder: Encoder,
    *,
    dropped: Sequence[tuple[str, bytes]] = (),
    missing: Sequence[FileResult] = (),
    given: Given | None = None,
    progress: Progress | None = None,
    yes: bool = False,
    again: bool = False,
    max_bytes: int = MAX_BYTES,
    passage_tokens: int = LIMIT,
    checkpoint: Callable[[str], None] = lambda name: None,
) -> Receipt:
    """Make the library equal to the files and folders at ``paths``.

    ``dropped`` are files without a path and fetched pages, name and bytes; ``missing`` are rows for what could not be
    fetched. ``given`` is what each file does not say of itself, by name; by default it is read from the folder's
    ``sources.toml``. ``progress`` is called with a stage ("read",
    "embed", "commit"), how much is done, of how much. ``yes`` allows that more than half of a folder's articles are
    removed because their files are gone, ``again`` makes new versions of unchanged files too. A file that cannot be
    taken is a row of the receipt, and the rest goes on. Raises ``SettingsError`` for a ``sources.toml`` that cannot
    be read, ``LibraryBusy``, ``DeskError``.
    """
    tell = progress or (lambda stage, done, total: None)
    with library.write(checkpoint) as change:
        found = _scan(paths, dropped, given, change, library.directory)
        found = replace(found, refused=(*found.refused, *missing))
        plan = compare(found, change.files(), change.articles(), change.erased(), yes=yes, again=again)
        make = partial(build, change=change, max_bytes=max_bytes, limit=passage_tokens)
        made, refused = build_all(plan.steps, make, tell)
        embedded = _embed(made, change, encoder, tell)
        results = _stage(plan, made, refused, embedded, change, encoder.name)
        tell("commit", 0, 1)
    tell("commit", 1, 1)
    return _count(library, found, plan, results, len(embedded))


def _scan(
    paths: Sequence[Path],
    dropped: Iterable[tuple[str, bytes]],
    given: Given | None,
    change: Change,
    home: Path,
) -> Scan:
    """Everything that was given; of two dropped files of one name the last."""
    known = {row.path: row.folder for row in change.files().values()}
    found = scan(paths, given, known, home.resolve())
    files = {one.key: one for one in (*found.found, *(to_found(name, raw) for name, raw in dropped))}
    return replace(found, found=tuple(files.values()))


def _embed(made: Iterable[Made], change: Change, encoder: Encoder, tell: Progress) -> set[str]:
    """Embed what is new, and all that there is if the encoder is. Returns the texts that were embedded."""
    texts = [text for one in made if one.step.build for text in one.texts]
    if change.encoder not in ("", encoder.name):
        texts += change.texts()
    return embed_missing(texts, change, encoder, tell)


def embed_missing(
    texts: Iterable[str], change: Change, encoder: Encoder, tell: Progress = lambda stage, done, total: None
) -> set[str]:
    """Embed those of ``texts`` that this encoder has not embedded yet, and keep their vectors. Returns them."""
    missing = change.without_vector(texts, encoder.name)
    for start in range(0, len(missing), _BATCH):
        tell("embed", start, len(missing))
        batch = missing[start : start + _BATCH]
        change.store_vectors(dict(zip(batch, _run_pipeline(batch, encoder), strict=True)), encoder.name)
    tell("embed", len(missing), len(missing))
    return set(missing)


def _run_pipeline(texts: Sequence[str], encoder: Encoder) -> list[np.ndarray]:
    """The vectors of texts, by a llama-index pipeline that has transformations and nothing else."""
    from llama_index.core.ingestion import IngestionPipeline
    from llama_index.core.schema import TextNode

    from ingest.embed import to_llama_index

    pipeline = IngestionPipeline(transformations=[to_llama_index(encoder)], disable_cache=True)
    nodes = pipeline.run(nodes=[TextNode(text=text) for text in texts])
    return [np.asarray(node.get_embedding(), dtype=np.float32) for node in nodes]


def _stage(
    plan: Plan,
    made: Sequence[Made],
    refused: dict[int, str],
    embedded: set[str],
    change: Change,
    encoder: str,
) -> list[FileResult]:
    """Hand every step to the change that the library will commit. Returns what became of each file."""
    by_path = {one.step.row.path: one for one in made}
    failed = {
        (step.row.article, step.number): refused[position]
        for position, step in enumerate(plan.steps)
        if position in refused
    }
    staying = {article for article, number in failed if number > 1}
    left = set(embedded)
    results = []
    for position, step in enumerate(plan.steps):
        if position in refused:
            results.append(FileResult(step.row.name, "refused", reason=refused[position]))
        elif step.action == "copy" and (step.of, step.number) in failed:
            results.append(FileResult(step.row.name, "refused", reason=failed[step.of, step.number]))
        elif step.old and step.of in staying:
            results.append(_stay(step, change))
        else:
            results.append(_stage_step(step, by_path.get(step.row.path), left, change, encoder))
    put = [one for one in made if one.step.build and not (one.step.old and one.step.of in staying)]
    link_copies((one.version for one in put), change)
    change.use_encoder(encoder)
    return results + _stage_gone(plan, change)


def _stay(step: Step, change: Change) -> FileResult:
    """The file has the bytes of a version that was to be followed by another, which was refused: it stays, with it."""
    action: Action = "unchanged" if step.row.path in change.files() else "copy"
    change.put_file(replace(step.row, article=step.of))
    return FileResult(step.row.name, action, step.of, step.old, "" if action == "unchanged" else step.of)


def _stage_step(step: Step, made: Made | None, left: set[str], change: Change, encoder: str) -> FileResult:
    row, passages, new = step.row, 0, 0
    flags: set[str] = set()
    if made is not None:
        row = replace(row, sha256=made.version.sha256)
        passages = len(made.passages)
        flags = {flag for span in made.version.spans for flag in span.flags}
    if made is not None and step.describe:
        change.describe(made.version)
        change.attribute(made.version, made.passages)
    elif made is not None:
        change.put(made.version, made.raw, made.passages, encoder)
        fresh = {passage.embedded_text for passage in made.passages} & left
        new = len(fresh)
        left -= fresh
    elif step.action == "added":
        change.set_state(row.article, "kept")
    if step.action != "unchanged":
        change.put_file(row)
    if step.primary:
        change.show(row)
    if step.forget:
        change.drop_file(step.forget)
    return FileResult(
        row.name,
        step.action,
        row.article,
        step.number,
        step.of,
        step.reason,
        tuple(sorted(flags)),
        passages,
        new,
    )


def _stage_gone(plan: Plan, change: Change) -> list[FileResult]:
    """Forget the names that are gone, remove the articles that have none left. A removed article keeps its last
    names, so that it is known again when its file comes back."""
    articles = change.articles()
    results = []
    for row in plan.forgotten:
        if row.article not in plan.removed:
            change.drop_file(row.path)
            reason = "its file is gone; the article stays under its other name."
            results.append(FileResult(row.name, "removed", of=row.article, reason=reason))
    for row in plan.stale:
        change.drop_file(row.path)
    for row in plan.shown_as:
        change.show(row)
    for id_ in plan.removed:
        change.set_state(id_, "removed")
        reason = "its file is gone."
        results.append(FileResult(articles[id_].name, "removed", id_, articles[id_].current, reason=reason))
    return results


def _with_origin(file: FileResult, library: Library) -> FileResult:
    """The row of a near copy says so, and of which article."""
    origin = library.origin(file.article)
    if origin == file.article or file.action not in ("added", "changed", "unchanged"):
        return file
    return replace(file, of=origin, flags=(*file.flags, "near_copy"))


def _count(library: Library, found: Scan, plan: Plan, results: list[FileResult], embedded: int) -> Receipt:
    """The receipt, counted in the library as it is now, and kept there."""
    library.refresh()
    files = (*(_with_origin(file, library) for file in results), *found.refused)
    counts = library.counts() | {"embedded": embedded} | Counter(file.action for file in files)
    receipt = Receipt(library.generation, files, counts, plan.note, plan.withheld)
    library.keep_receipt(receipt)
    return receipt
