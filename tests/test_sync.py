"""Ingest: the library becomes equal to what was given, whatever was done to the files, and loses nothing."""

from __future__ import annotations

import os
import random
import shutil
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from made_library import HashingEncoder

from ingest.difference import compare
from ingest.scan import Scan
from ingest.sync import sync
from library.state import ArticleRow, FileRow
from library.store import Library, open_library
from values import Article, Receipt, SettingsError

ROOT = Path(__file__).resolve().parents[1]
TOPICS = ("buses", "homes", "skills", "health", "roads", "schools", "parks", "ports")
VERBS = ("asked ministers for", "warned that cuts would end", "voted to keep", "published a plan for")


def prose(seed: int, paragraphs: int = 3) -> str:
    """An article about nothing, as plain as the real ones."""
    chance = random.Random(seed)
    place = chance.choice(("Harrow", "Tarn", "Wex", "Sker", "Lan")) + chance.choice(
        ("mere", "shire", "combe")
    )
    lines = [f"{place} council sets out its plan for {chance.choice(TOPICS)}, number {seed}"]
    for _ in range(paragraphs):
        sentences = [
            f"{place} county council {chance.choice(VERBS)} {chance.choice(TOPICS)} and {chance.choice(TOPICS)} "
            f"worth £{chance.randrange(2, 900)} million over the next {chance.randrange(2, 9)} years."
            for _ in range(5)
        ]
        lines.append(" ".join(sentences))
    return "\n\n".join(lines) + "\n"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def encoder() -> HashingEncoder:
    return HashingEncoder()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of four articles: a.txt to d.txt."""
    made = tmp_path / "articles"
    made.mkdir()
    for seed, name in enumerate("abcd"):
        (made / f"{name}.txt").write_text(prose(seed), encoding="utf-8")
    return made


def actions(receipt: Receipt) -> dict[str, str]:
    return {file.name: file.action for file in receipt.files}


def ids(library: Library) -> list[str]:
    return [article.id for article in library.articles()]


def article(library: Library, id_or_name: str) -> Article:
    found = library.article(id_or_name)
    assert found is not None
    return found


# New, unchanged, changed


def test_the_five_articles_come_in_once(library: Library, encoder: HashingEncoder) -> None:
    receipt = sync([ROOT / "corpus"], library, encoder)
    assert set(actions(receipt).values()) == {"added"}
    assert receipt.counts == library.counts() | {"added": 5, "embedded": encoder.runs}
    assert receipt.counts["passages"] == receipt.counts["words"] == receipt.counts["vectors"] > 10
    assert sum(file.passages for file in receipt.files) == receipt.counts["passages"]
    for one in library.articles():
        assert one.current.text == (ROOT / "corpus" / one.name).read_text(encoding="utf-8")


def test_syncing_twice_is_syncing_once(library: Library, encoder: HashingEncoder, folder: Path) -> None:
    first = sync([folder], library, encoder)
    runs = encoder.runs
    second = sync([folder], library, encoder)
    assert set(actions(second).values()) == {"unchanged"}
    assert (second.generation, encoder.runs) == (first.generation, runs)
    assert second.counts == library.counts() | {"unchanged": 4, "embedded": 0}


def test_a_changed_sentence_makes_a_version_and_embeds_what_is_new(
    library: Library, encoder: HashingEncoder, folder: Path
) -> None:
    (folder / "long.txt").write_text(prose(9, paragraphs=12), encoding="utf-8")
    sync([folder], library, encoder)
    old = article(library, "long").current
    at = old.text.index("million", len(old.text) // 2)
    (folder / "long.txt").write_text(old.text[:at] + "billion" + old.text[at + 7 :], encoding="utf-8")
    receipt = sync([folder], library, encoder)
    (changed,) = (file for file in receipt.files if file.action != "unchanged")
    assert (changed.action, changed.article, changed.version) == ("changed", "long", 2)
    assert changed.passages > 4
    assert 1 <= changed.embedded <= 2
    assert library.versions("long")[0] == old
    assert [version.number for version in library.versions("long")] == [1, 2]
    assert all(passage.version == 2 for passage in library.passages() if passage.article == "long")


def test_again_makes_versions_of_unchanged_files_and_embeds_nothing(
    library: Library, encoder: HashingEncoder, folder: Path
) -> None:
    sync([folder], library, encoder)
    runs = encoder.runs
    assert set(actions(sync([folder], library, encoder, again=True)).values()) == {"changed"}
    assert (article(library, "a").current.number, encoder.runs) == (2, runs)


def test_another_encoder_embeds_all_anew(library: Library, encoder: HashingEncoder, folder: Path) -> None:
    sync([folder], library, encoder)
    other = HashingEncoder("another 384")
    receipt = sync([folder / "a.txt"], library, other)
    assert receipt.counts["embedded"] == other.runs == encoder.runs
    assert library.encoder_name == "another 384"
    found = library.search_vectors(other.encode([library.passages()[0].embedded_text])[0], 1)
    assert found[0][0] == library.passages()[0].id


def test_progress_is_told_from_nothing_to_all(
    library: Library, encoder: HashingEncoder, folder: Path
) -> None:
    told: list[tuple[str, int, int]] = []
    sync([folder], library, encoder, progress=lambda stage, done, total: told.append((stage, done, total)))
    assert list(dict.fromkeys(stage for stage, _, _ in told)) == ["read", "embed", "commit"]
    for stage in ("read", "embed", "commit"):
        steps = [(done, total) for one, done, total in told if one == stage]
        assert steps == sorted(steps)
        assert (steps[0][0], steps[-1][0]) == (0, steps[-1][1])


# Names


def test_a_renamed_file_keeps_its_article(library: Library, encoder: HashingEncoder, folder: Path) -> None:
    sync([folder], library, encoder)
    runs = encoder.runs
    (folder / "b.txt").rename(folder / "z.txt")
    receipt = sync([folder], library, encoder)
    (renamed,) = (file for file in receipt.files if file.action != "unchanged")
    assert (renamed.action, renamed.name, renamed.article, renamed.of) == ("renamed", "z.txt", "b", "b.txt")
    assert (article(library, "b").name, article(library, "b").current.number) == ("z.txt", 1)
    assert encoder.runs == runs


def test_two_files_that_change_names_keep_their_articles(
    library: Library, encoder: HashingEncoder, folder: Path
) -> None:
    sync([folder], library, encoder)
    (folder / "a.txt").rename(folder / "x")
    (folder / "b.txt").rename(folder / "a.txt")
    (folder / "x").rename(folder / "b.txt")
    assert actions(sync([folder], library, encoder))["a.txt"] == "renamed"
    assert (article(library, "a").name, article(library, "b").name) == ("b.txt", "a.txt")
    assert [len(library.versions(id_)) for id_ in ("a", "b")] == [1, 1]


def test_a_folder_that_moved_keeps_its_articles(
    library: Library, encoder: HashingEncoder, folder: Path
) -> None:
    sync([folder], library, encoder)
    moved = folder.rename(folder.with_name("moved"))
    assert set(actions(sync([moved], library, encoder)).values()) == {"renamed"}
    assert ids(library) == ["a", "b", "c", "d"]


def test_the_same_name_in_another_folder_is_another_article(
    library: Library, encoder: HashingEncoder, folder: Path
) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "a.txt").write_text(prose(40), encoding="utf-8")
    receipt = sync([folder], library, encoder)
    assert actions(receipt)["sub/a.txt"] == "added"
    assert {"a", "sub-a"} <= set(ids(library))


def test_a_single_file_is_the_article_that_its_folder_brought(
    library: Library, encoder: HashingEncoder, folder: Path
) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "e.txt").write_text(prose(40), encoding="utf-8")
    sync([folder], library, encoder)
    (folder / "sub" / "e.txt").write_text(prose(41), encoding="utf-8")
    receipt = sync([folder / "sub" / "e.txt"], library, encoder)
    assert [(file.name, file.action, file.version) for file in receipt.files] == [("sub/e.txt", "changed", 2)]


def test_hidden_files_and_those_about_the_folder_are_no_articles(
    library: Library, encoder: HashingEncoder, folder: Path
) -> None:
    for name in (".hidden.txt", "README.md", "sub/README.md", ".git/config.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(prose(len(name)), encoding="utf-8")
    (folder / "sources.toml").write_text("", encoding="utf-8")
    receipt = sync([folder], library, encoder)
    assert set(actions(receipt)) == {"a.txt", "b.txt", "c.txt", "d.txt", "sub/README.md"}


# Copies


def test_a_copy_is_a_further_name_and_is_not_found_twice(
    library: Library, encoder: HashingEncoder, folder: Path
) -> None:
    shutil.copy(folder / "a.txt", folder / "e.txt")
    receipt = sync([folder], library, encoder)
    (copy,) = (file for file in receipt.files if file.action == "copy")
    assert (copy.name, copy.article, copy.of) == ("e.txt", "a", "a")
    assert article(library, "a").names == ("e.txt",)
    assert receipt.counts["articles"] == 4


def test_an_article_stays_under_its_other_name(
    library: Library, encoder: HashingEncoder, folder: Path
) -> None:
    shutil.copy(folder / "a.txt", folder / "e.txt")
    sync([folder], library, encoder)
    (folder / "a.txt").unlink()
    sync([folder], library, encoder)
    assert (article(library, "a").name, article(library, "a").names) == ("e.txt", ())
    assert len(ids(library)) == 4


@pytest.mark.parametrize("whole", [True, False])
def test_a_copy_stands_alone_when_its_article_goes_on(
    library: Library, encoder: HashingEncoder, folder: Path, whole: bool
) -> None:
    shutil.copy(folder / "a.txt", folder / "e.txt")
    sync([folder], library, encoder)
    old = article(library, "a").current
    (folder / "a.txt").write_text(prose(50), encoding="utf-8")
    receipt = sync([folder if whole else folder / "a.txt"], library, encoder)
    assert {name: action for name, action in actions(receipt).items() if action != "unchanged"} == {
        "a.txt": "changed",
        "e.txt": "added",
    }
    assert article(library, "a").current.number == 2
    assert article(library, "e").current.text == old.text
    assert sync([folder], library, encoder).counts["unchanged"] == 5


def test_a_copy_that_changes_becomes_an_article(
    library: Library, encoder: HashingEncoder, folder: Path
) -> None:
    shutil.copy(folder / "a.txt", folder / "e.txt")
    sync([folder], library, encoder)
    (folder / "e.txt").write_text(prose(50), encoding="utf-8")
    assert actions(sync([folder], library, encoder))["e.txt"] == "added"
    assert article(library, "a").current.number == 1
    assert article(library, "a").names == ()


def test_the_old_text_kept_beside_the_new_one_is_another_article(
    library: Library, encoder: HashingEncoder, folder: Path
) -> None:
    sync([folder], library, encoder)
    shutil.copy(folder / "a.txt", folder / "a-old.txt")
    (folder / "a.txt").write_text(prose(50), encoding="utf-8")
    receipt = actions(sync([folder], library, encoder))
    assert (receipt["a.txt"], receipt["a-old.txt"]) == ("changed", "added")


# Removal


def test_a_file_that_is_gone_is_removed_only_with_its_folder(
    library: Library, encoder: HashingEncoder, folder: Path
) -> None:
    sync([folder], library, encoder)
    (folder / "b.txt").unlink()
    sync([folder / "a.txt"], library, encoder)
    assert ids(library) == ["a", "b", "c", "d"]
    receipt = sync([folder], library, encoder)
    assert actions(receipt)["b.txt"] == "removed"
    assert ids(library) == ["a", "c", "d"]
    assert receipt.counts["passages"] == receipt.counts["words"] == receipt.counts["vectors"]
    assert library.version("b", 1) is not None


def test_a_file_that_comes_back_is_the_article_that_it_was(
    library: Library, encoder: HashingEncoder, folder: Path
) -> None:
    sync([folder], library, encoder)
    text = (folder / "b.txt").read_text(encoding="utf-8")
    (folder / "b.txt").unlink()
    sync([folder], library, encoder)
    runs = encoder.runs
    (folder / "b.txt").write_text(text, encoding="utf-8")
    receipt = sync([folder], library, encoder)
    assert (actions(receipt)["b.txt"], encoder.runs) == ("added", runs)
    assert article(library, "b").current.number == 1
    (folder / "b.txt").unlink()
    sync([folder], library, encoder)
    (folder / "b.txt").write_text(prose(60), encoding="utf-8")
    sync([folder], library, encoder)
    assert [version.number for version in library.versions("b")] == [1, 2]


def test_more_than_half_of_a_folder_is_removed_only_when_allowed(
    library: Library, encoder: HashingEncoder, folder: Path
) -> None:
    sync([folder], library, encoder)
    for name in "abc":
        (folder / f"{name}.txt").unlink()
    (folder / "e.txt").write_text(prose(70), encoding="utf-8")
    receipt = sync([folder], library, encoder)
    assert ids(library) == ["a", "b", "c", "d", "e"]
    assert "3 of the 4 files" in receipt.note
    assert "--yes" in receipt.note
    assert sync([folder], library, encoder, yes=True).note == ""
    assert ids(library) == ["d", "e"]


def test_an_empty_folder_removes_nothing(library: Library, encoder: HashingEncoder, folder: Path) -> None:
    sync([folder], library, encoder)
    for file in folder.iterdir():
        file.unlink()
    receipt = sync([folder], library, encoder, yes=True)
    assert len(ids(library)) == 4
    assert "nothing was removed" in receipt.note
    folder.rmdir()
    assert actions(sync([folder], library, encoder, yes=True)) == {str(folder): "refused"}
    assert len(ids(library)) == 4


def test_a_folder_that_cannot_be_read_removes_nothing() -> None:
    files = {path: FileRow(path, path[3:], path[3:], "0", "/f") for path in ("/f/sub/a", "/f/b")}
    articles = {
        row.article: ArticleRow(row.article, row.name, row.path, 1, "kept", "0", 1) for row in files.values()
    }
    plan = compare(Scan((), ("/f",), ("/f/sub",), ()), files, articles, yes=True, again=False)
    assert (plan.removed, plan.forgotten) == ((), ())


def test_what_was_taken_out_by_hand_stays_out(
    library: Library, encoder: HashingEncoder, folder: Path
) -> None:
    sync([folder], library, encoder)
    with library.write() as change:
        change.set_state("b", "kept_out")
    (folder / "b.txt").rename(folder / "z.txt")
    receipt = sync([folder], library, encoder)
    assert actions(receipt)["z.txt"] == "kept_out"
    assert "restored" in next(file.reason for file in receipt.files if file.action == "kept_out")
    (folder / "z.txt").write_text(prose(80), encoding="utf-8")
    assert actions(sync([folder], library, encoder))["z.txt"] == "kept_out"
    assert ids(library) == ["a", "c", "d"]


# Bad input


def test_bad_files_are_refused_and_the_rest_goes_on(
    library: Library, encoder: HashingEncoder, folder: Path
) -> None:
    bad = {
        "empty.txt": b"",
        "blank.txt": b" \n\t\n",
        "binary.txt": bytes(range(256)) * 40,
        "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(200),
    }
    for name, content in bad.items():
        (folder / name).write_bytes(content)
    os.mkfifo(folder / "pipe.txt")
    receipt = sync([folder], library, encoder)
    refused = {file.name: file.reason for file in receipt.files if file.action == "refused"}
    assert set(refused) == {*bad, "pipe.txt"}
    assert all(reason.endswith(".") and "Traceback" not in reason for reason in refused.values())
    assert ids(library) == ["a", "b", "c", "d"]
    assert receipt.counts["refused"] == 5


def test_a_file_that_became_unreadable_keeps_its_last_version(
    library: Library, encoder: HashingEncoder, folder: Path
) -> None:
    shutil.copy(folder / "a.txt", folder / "e.txt")
    sync([folder], library, encoder)
    (folder / "a.txt").write_bytes(b"")
    receipt = sync([folder], library, encoder)
    assert (actions(receipt)["a.txt"], actions(receipt)["e.txt"]) == ("refused", "unchanged")
    assert len(ids(library)) == 4
    (folder / "a.txt").write_text(prose(90), encoding="utf-8")
    assert actions(sync([folder], library, encoder))["a.txt"] == "changed"


def test_copies_of_a_bad_file_are_refused_too(
    library: Library, encoder: HashingEncoder, folder: Path
) -> None:
    for name in ("x.txt", "y.txt"):
        (folder / name).write_bytes(b"  ")
    receipt = actions(sync([folder], library, encoder))
    assert (receipt["x.txt"], receipt["y.txt"]) == ("refused", "refused")


NAMES = [
    b"-rf.txt",
    b"CON",
    b"x" * 251 + b".txt",
    "\u202egnp.exe.txt".encode(),
    b"caf\xe9.txt",
    b"a..b .txt",
    b"a;b.txt",
]


def outside(library: Library) -> list[Path]:
    """Every path beside the library, and not in it."""
    beside = library.directory.parent
    return sorted(path for path in beside.rglob("*") if library.directory not in path.parents)


@pytest.mark.skipif(sys.platform == "darwin", reason="this file system has no such names")
def test_any_file_name_is_only_a_name(library: Library, encoder: HashingEncoder, folder: Path) -> None:
    for seed, name in enumerate(NAMES):
        (folder / os.fsdecode(name)).write_text(prose(100 + seed), encoding="utf-8")
    before = outside(library)
    receipt = sync([folder], library, encoder)
    assert receipt.counts["added"] == 4 + len(NAMES)
    assert outside(library) == before
    assert sync([folder], library, encoder).counts["unchanged"] == 4 + len(NAMES)
    assert len(set(ids(library))) == 4 + len(NAMES)


def test_a_link_out_of_the_folder_is_not_followed(
    library: Library, encoder: HashingEncoder, folder: Path
) -> None:
    secret = folder.parent / "secret.txt"
    secret.write_text(prose(110), encoding="utf-8")
    (folder / "link.txt").symlink_to(secret)
    (folder / "loop").symlink_to(folder)
    receipt = sync([folder], library, encoder)
    assert actions(receipt)["link.txt"] == "refused"
    assert ids(library) == ["a", "b", "c", "d"]


def test_a_folder_is_the_same_by_whatever_way_it_is_reached(
    library: Library, encoder: HashingEncoder, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync([folder], library, encoder)
    (folder.parent / "link").symlink_to(folder)
    monkeypatch.chdir(folder.parent)
    for way in (Path("link"), Path("articles"), Path("articles/../link"), Path("link/a.txt")):
        assert set(actions(sync([way], library, encoder)).values()) == {"unchanged"}


def test_the_library_itself_is_not_taken_in(library: Library, encoder: HashingEncoder, folder: Path) -> None:
    receipt = sync([folder.parent], library, encoder)
    assert set(actions(receipt)) == {f"articles/{name}.txt" for name in "abcd"}


def test_dropped_files_are_known_by_their_names_alone(
    library: Library, encoder: HashingEncoder, folder: Path
) -> None:
    names = ["../../x.txt", "/etc/passwd", "C:\\con.txt", "\u202egnp.txt", "-rf", "bad\0name.txt"]
    dropped = [(name, prose(200 + seed).encode()) for seed, name in enumerate(names)]
    before = outside(library)
    receipt = sync([], library, encoder, dropped=dropped)
    assert [file.action for file in receipt.files] == ["added"] * 5 + ["refused"]
    assert [file.name for file in receipt.files[:3]] == ["x.txt", "passwd", "con.txt"]
    assert outside(library) == before
    again = sync([folder], library, encoder, dropped=[("x.txt", prose(300).encode()), dropped[1]])
    found = [actions(again)[name] for name in ("x.txt", "passwd", "a.txt")]
    assert found == ["changed", "unchanged", "added"]
    assert len(ids(library)) == 9


# Descriptions


def test_what_a_file_does_not_say_is_given_and_may_change_without_embedding(
    library: Library, encoder: HashingEncoder, folder: Path
) -> None:
    sources = folder / "sources.toml"
    sources.write_text(
        '[article."a.txt"]\npublisher = "The Post"\nbecause = "the masthead"\n', encoding="utf-8"
    )
    sync([folder], library, encoder)
    given = article(library, "a").current.description.publisher
    assert (given.value, given.known) == ("The Post", "given")
    runs = encoder.runs
    sources.write_text('[article."a.txt"]\npublisher = "The Echo"\nbecause = "it says"\n', encoding="utf-8")
    receipt = sync([folder], library, encoder)
    assert (actions(receipt)["a.txt"], actions(receipt)["b.txt"]) == ("changed", "unchanged")
    assert encoder.runs == runs
    assert article(library, "a").current.description.publisher.value == "The Echo"
    assert [version.number for version in library.versions("a")] == [1]
    assert sync([folder / "a.txt"], library, encoder).counts["unchanged"] == 1


def test_a_broken_sources_file_is_named_and_nothing_is_changed(
    library: Library, encoder: HashingEncoder, folder: Path
) -> None:
    (folder / "sources.toml").write_text("[article", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"sources\.toml"):
        sync([folder], library, encoder)
    assert library.refresh() is False


# Laws


def equal(library: Library, folder: Path) -> None:
    """Every file's bytes are the current version of exactly one article that bears its name, and nothing else is."""
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    held = {name: one.current.sha256 for one in library.articles() for name in (one.name, *one.names)}
    assert held == {name: sha256(content).hexdigest() for name, content in files.items()}
    assert len(library.articles()) == len(set(held.values()))
    counts = library.counts()
    assert counts["passages"] == counts["words"] == counts["vectors"]
    assert {one.article for one in library.passages()} == {one.id for one in library.articles()}


def shuffle(folder: Path, chance: random.Random) -> None:
    """Do one thing to the files that people do."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    one, other = chance.choice(files), chance.choice(files)
    new = folder / chance.choice(("", "sub")) / f"{chance.choice('abcdefgh')}.txt"
    new.parent.mkdir(exist_ok=True)
    match chance.randrange(6):
        case 0:
            new.write_text(prose(chance.randrange(12)), encoding="utf-8")
        case 1:
            one.write_text(prose(chance.randrange(12)), encoding="utf-8")
        case 2:
            one.rename(new)
        case 3:
            shutil.copy(one, new) if one != new else None
        case 4 if len(files) > 2:
            one.unlink()
        case _:
            first, second = one.read_bytes(), other.read_bytes()
            one.write_bytes(second)
            other.write_bytes(first)


@pytest.mark.parametrize("seed", range(6))
def test_the_library_equals_the_folder_whatever_was_done_to_it(
    library: Library, encoder: HashingEncoder, folder: Path, seed: int
) -> None:
    chance = random.Random(seed)
    for _ in range(8):
        for _ in range(chance.randrange(1, 5)):
            shuffle(folder, chance)
        sync([folder], library, encoder, yes=True)
        equal(library, folder)
