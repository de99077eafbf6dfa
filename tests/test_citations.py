"""A citation outlives every re-ingest: it is told apart what stayed, moved, was edited, went, or was erased."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_library import ENCODER, make, put
from test_sync import prose, shuffle

from ingest.sync import sync
from library.alignment import align
from library.citations import Standing, locate, status
from library.store import Library, open_library

pytestmark = pytest.mark.slow

TEXT = st.text(alphabet=st.sampled_from("ab .\n“é"), max_size=80)


@given(TEXT, TEXT)
def test_the_pieces_make_up_both_texts_in_order(old: str, new: str) -> None:
    pieces = align(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new
    for piece in pieces:
        if piece.kind != "added":
            assert old[slice(*piece.old)] == piece.text
        if piece.kind != "removed":
            assert new[slice(*piece.new)] == piece.text


@given(TEXT)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    assert [piece.kind for piece in align(text, text)] == ["same"] * bool(text)


@given(TEXT, TEXT, st.data())
def test_words_that_still_stand_once_are_found_there(before: str, after: str, data: st.DataObject) -> None:
    quote = data.draw(st.text(alphabet="xyz ", min_size=1).filter(str.strip))
    old, new = f"{quote}{after}", f"{before}{quote}{after}{before}"
    if new.count(quote) == 1:
        assert locate(old, new, 0, len(quote)) == (len(before), len(before) + len(quote))


@pytest.mark.parametrize(
    ("old", "new", "quote", "expected"),
    [
        ("One is here. Two is here.", "Two is here. One is here.", "One is here.", "One is here."),
        ("It cost £5 million last year, they said.", "It cost £6 million last year, they said.", None, ...),
        ("We agree. They left. We agree. You stayed.", "They left. We agree. You stayed.", "We agree.", None),
        (
            "A one. It was late. It was dark. B two.",
            "A one. It was late and it was dark. B two.",
            "It was late.",
            "It was late and it was dark.",
        ),
        ("Alpha beta gamma delta. End.", "End.", "Alpha beta gamma delta.", None),
        ("Alpha beta gamma delta. End.", "Something else was written. End.", "Alpha beta gamma delta.", None),
    ],
)
def test_words_are_found_again(old: str, new: str, quote: str | None, expected: object) -> None:
    start = old.index(quote) if quote else 0
    found = locate(old, new, start, start + len(quote or old))
    words = new[slice(*found)] if found else None
    assert words == (new if expected is ... else expected)


def test_several_sentences_of_which_one_was_edited_are_changed() -> None:
    old = "One is here. Two is there. Three is away. End."
    new = "First. One is here. Two is not there. Three is away. End."
    found = locate(old, new, 0, old.index(" End."))
    assert found is not None
    assert new[slice(*found)] == "One is here. Two is not there. Three is away."
    assert locate(old, "One is here. Nothing of it. End.", 0, old.index(" End.")) is None


def test_of_two_equal_sentences_each_keeps_its_own_place() -> None:
    old = "The bus is late. So say we all. The train is late. So say we all. End."
    new = "The train is late. So say we all. End. The bus is late. So say we all."
    first, second = old.index("So say"), old.rindex("So say")
    assert locate(old, new, first, first + 14) == (new.rindex("So say"), new.rindex("So say") + 14)
    assert locate(old, new, second, second + 14) == (new.index("So say"), new.index("So say") + 14)


# The law, with edits of which it is known what they did


@dataclass(frozen=True)
class Line:
    """A sentence that can be told from all others by ``key`` while it is edited and moved about."""

    key: int
    text: str


WORDS = "council minister county city budget transport health skills homes roads deal mayor growth rural urban".split()


def sentence(key: int, chance: random.Random) -> Line:
    words = [chance.choice(WORDS) for _ in range(chance.randrange(8, 20))]
    return Line(key, f"The {' '.join(words)} was worth £{key} million in {chance.randrange(1990, 2030)}.")


def edit(lines: list[Line], chance: random.Random, fresh: int) -> list[Line]:
    """One thing that an editor does."""
    found = list(lines)
    at = chance.randrange(len(found))
    match chance.randrange(4):
        case 0:
            found.insert(at, sentence(fresh, chance))
        case 1 if len(found) > 3:
            del found[at]
        case 2:
            words = found[at].text.split()
            words[chance.randrange(1, 6)] = "altered"
            found[at] = replace(found[at], text=" ".join(words))
        case _:
            start = chance.randrange(len(found))
            block = found[start : start + chance.randrange(1, 4)]
            rest = found[:start] + found[start + len(block) :]
            to = chance.randrange(len(rest) + 1)
            found = rest[:to] + block + rest[to:]
    return found


def written(lines: list[Line]) -> tuple[str, dict[int, tuple[int, int]]]:
    """The text, three sentences to a paragraph, and where each sentence stands."""
    text, places = "", {}
    for number, line in enumerate(lines):
        places[line.key] = (len(text), len(text) + len(line.text))
        text += line.text + ("\n\n" if number % 3 == 2 else " ")
    return text.rstrip(), places


@pytest.mark.parametrize("seed", range(40))
def test_a_citation_is_never_wrong_about_its_words(seed: int) -> None:
    chance = random.Random(seed)
    lines = [sentence(key, chance) for key in range(1, chance.randrange(6, 20))]
    old, places = written(lines)
    for fresh in range(chance.randrange(1, 6)):
        lines = edit(lines, chance, 1000 + fresh)
    new, now = written(lines)
    for key, (start, end) in places.items():
        found = locate(old, new, start, end)
        words = old[start:end]
        if key in now and new[slice(*now[key])] == words:
            assert found == now[key]
        elif key not in now:
            assert found is None or f"£{key} " in new[slice(*found)]
        elif found is not None:
            assert now[key][0] <= found[0] < found[1] <= now[key][1]


# In the library

BUSES = "Buses are late in the north. The council said so. Nobody was surprised."


def test_the_five_things_that_can_become_of_a_citation(tmp_path: Path) -> None:
    start = BUSES.index("The council")
    cited = ("buses", 1, start, start + 20, BUSES[start : start + 20])
    with open_library(tmp_path) as library:
        put(library, make("buses", BUSES))
        assert status(library, *cited) == Standing("same", 1, start, start + 20)
        put(library, make("buses", BUSES + " More was said.", 2))
        assert status(library, *cited) == Standing("same", 2, start, start + 20)
        put(library, make("buses", "News: " + BUSES, 3))
        assert status(library, *cited) == Standing("moved", 3, start + 6, start + 26)
        put(library, make("buses", BUSES.replace("council said so", "council denied it"), 4))
        assert status(library, *cited).status == "gone"
        put(library, make("buses", BUSES.replace("said so.", "said more."), 5))
        assert status(library, *cited).status == "changed"
        with library.write() as change:
            change.set_state("buses", "removed")
        library.refresh()
        assert status(library, *cited) == Standing("gone")
        with library.write() as change:
            change.erase("buses", 1)
        library.refresh()
        assert status(library, *cited) == Standing("erased")
        assert status(library, "trams", 1, 0, 4, "None") == Standing("gone")


def disturb(folder: Path, chance: random.Random) -> None:
    """Edit one file: a word, a sentence, or the order of the paragraphs."""
    file = chance.choice(sorted(path for path in folder.rglob("*") if path.is_file()))
    title, *paragraphs = file.read_text(encoding="utf-8").strip().split("\n\n")
    match chance.randrange(3):
        case 0:
            paragraphs = [paragraphs[0].replace("council", "cabinet", 1), *paragraphs[1:]]
        case 1:
            paragraphs = [paragraphs[0].partition(". ")[2] or paragraphs[0], *paragraphs[1:]]
        case _:
            chance.shuffle(paragraphs)
    file.write_text("\n\n".join([title, *paragraphs]) + "\n", encoding="utf-8")


@pytest.mark.parametrize("seed", range(4))
def test_whatever_was_done_to_the_files_a_citation_shows_its_words(tmp_path: Path, seed: int) -> None:
    chance, folder = random.Random(seed), tmp_path / "articles"
    folder.mkdir()
    for number, name in enumerate("abcd"):
        (folder / f"{name}.txt").write_text(prose(number), encoding="utf-8")
    cited: list[tuple[str, int, int, int, str]] = []
    with open_library(tmp_path / "data") as library:
        for _ in range(5):
            sync([folder], library, ENCODER, yes=True)
            for citation in cited:
                holds(library, *citation)
            for passage in library.passages():
                one = chance.choice(passage.sentences)
                cited.append((passage.article, passage.version, one.start, one.end, one.text))
            for _ in range(3):
                chance.choice((disturb, shuffle))(folder, chance)


def holds(library: Library, article: str, version: int, start: int, end: int, quote: str) -> None:
    """A citation shows its words, and says of them what is so."""
    text, found = library.version(article, version), status(library, article, version, start, end, quote)
    assert text is not None
    assert text.text[start:end] == quote
    held = library.article(article)
    now = "" if held is None or held.removed else held.current.text
    words = now[found.start : found.end] if found.start is not None else ""
    match found.status:
        case "same":
            assert (words, found.start) == (quote, start)
        case "moved":
            assert words == quote
            assert found.start != start
        case "changed":
            assert words not in ("", quote)
        case _:
            assert quote not in now or text.text.count(quote) > now.count(quote)
