"""The desk: a question in, an answer in which every sentence leads to the words that it comes from.

with open_desk(open_settings()) as desk:
    answer = desk.ask("How long did the counties want settlements to last?")
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Event, Lock
from types import TracebackType

from config import Settings
from ingest.embed import Encoder, open_encoder
from library.schema import now
from library.store import Library, open_library
from rag.about import aspects_of
from rag.beside import with_other_sources
from rag.choose import choose
from rag.converse import Standalone, stand_alone, to_vector
from rag.copies import distinct, with_copies
from rag.draft import Draft, draft_about, draft_extract
from rag.extract import candidates_of, header_of, names_of
from rag.late import TokenCache
from rag.lexicon import Lexicon, build_lexicon, glossary
from rag.parts import merge, parts_of
from rag.question import Question, mend, understand
from rag.recipe import RECIPE, Recipe
from rag.refuse import features
from rag.retrieve import POOL, Found, retrieve
from rag.score import score
from rag.verify import verify
from values import Answer, Article, DeskError, Passage, Scope, Seconds, Turn, Version


def open_desk(settings: Settings) -> Desk:
    """Open the library and the encoder. Raises DeskError with the remedy where either cannot be opened."""
    return Desk(settings, open_library(settings.library.directory), open_encoder())


@dataclass(frozen=True, slots=True)
class _Generation:
    """What is worked out once for each generation of the library."""

    number: int
    lexicon: Lexicon
    articles: dict[str, Article]
    passages: dict[str, Passage]


class Desk:
    """An open library with an encoder; ``ask`` may be called from several threads."""

    def __init__(
        self, settings: Settings, library: Library, encoder: Encoder, recipe: Recipe = RECIPE
    ) -> None:
        self.recipe = recipe
        self.settings = settings
        self.library = library
        self.encoder = encoder
        self._tokens = TokenCache(encoder)
        self._known: _Generation | None = None
        self._lock = Lock()

    def __enter__(self) -> Desk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self.library.close()
        self.encoder.close()

    def ask(
        self, question: str, history: Sequence[Turn] = (), filters: Mapping[str, str] | None = None
    ) -> Answer:
        """Answer one question: the last that ``stream`` gives.

        ``filters`` may hold publisher, from and to. Raises DeskError for an empty or too long question.
        """
        *_, answer = self.stream(question, history, filters)
        return answer

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Mapping[str, str] | None = None,
        stop: Event | None = None,
    ) -> Iterator[Answer]:
        """The answer as it grows: each a whole Answer, as far as its sentences are checked; the last one is final.

        1. converse: what the question leans on in the turns before it
        2. retrieve: the passages nearest to it, by meaning and by words
        3. draft: the sentences that answer, or what the collection has near the question and lacks
        4. verify: every sentence against the words that it cites
        5. beside: what other sources say against it, and how old its own are
        6. with a model, which thinks meanwhile: its sentences, each checked as it completes

        Without a model it is given once. With one, each adds the sentences that were completed and checked since.
        Where the model fails, the last is the extractive answer, and its ``notice`` says why; ``mode`` tells which of
        the two an answer is. Once ``stop`` is set, the last one keeps what was checked, and its ``note`` says so.
        A claim of a generative answer is a whole sentence: where it quotes, the marks stand in its text.
        """
        clock = Clock(time.perf_counter(), time.monotonic() + self.settings.llm.deadline_seconds)
        asked = self._read(question, history, filters, clock, stop)
        speaking = self._speak(asked, clock)
        try:
            plain = self._plain(asked, clock)
            if speaking is None:
                yield without(plain, asked.trouble) if asked.trouble else plain
                return
            for answer in compose(speaking, plain, lambda whole: self._beside(whole, asked), stop):
                yield replace(answer, seconds=clock.seconds(answer))
        finally:
            if speaking:
                speaking.speech.end()

    def _read(
        self,
        question: str,
        history: Sequence[Turn],
        filters: Mapping[str, str] | None,
        clock: Clock,
        stop: Event | None,
    ) -> _Asked:
        """Steps 1 and 2."""
        asked = self._checked(question)
        known = self._generation()
        alone, trouble = self._alone(asked, history, clock, stop)
        understood = understand(alone.text, known.lexicon, alone.own)
        scope = self.library.scope(filters or {})
        within = _within(scope, self.library, filters)
        found = self._found(understood, alone, known, within)
        clock.retrieved = time.perf_counter()
        return _Asked(question, alone, understood, found, known, scope, within, trouble)

    def _alone(
        self, asked: str, history: Sequence[Turn], clock: Clock, stop: Event | None
    ) -> tuple[Standalone, str]:
        """The question to stand alone, rewritten by the model where there is one; and what went wrong with it."""
        own, trouble = None, ""
        if self.model and any(turn.role == "user" for turn in history):
            try:
                own = rewrite(self.model, asked, history, clock.part(REWRITING), stop)
            except ModelFault as fault:
                trouble = fault.what
        return own or stand_alone(asked, history, self.settings.ask.follow_up_turns), trouble

    def _speak(self, asked: _Asked, clock: Clock) -> Speaking | None:
        """The model, speaking, from the passages found; None where there is none, or nothing for it to say. What is
        asked about an article itself is answered from its description, which no model knows better."""
        if self.model is None or asked.trouble or not asked.found or aspects_of(asked.alone.own):
            return None
        question, articles = asked.alone.text, asked.known.articles
        passages = [one.passage for one in self._found_by_parts(asked)]
        shown = show(question, passages, articles, self.settings.llm.context_window)
        material = Material(question, shown, articles, asked.known.passages)
        speech = self.model.speak(to_prompt(question, shown, articles), clock.until)
        return Speaking(self.model, speech, material)

    def _plain(self, asked: _Asked, clock: Clock) -> Answer:
        """Steps 3 to 5: the answer without a model."""
        known = asked.known
        draft = self._draft(asked.understood, asked.alone, asked.found, known, asked.within)
        clock.drafted = time.perf_counter()
        versions = {(c.article, c.version): known.articles[c.article].current for c in draft.citations}
        answer = Answer(
            question=asked.question,
            searched=mend(asked.understood),
            mode="extractive",
            status=draft.status,
            note=draft.note,
            claims=verify(draft.claims, draft.citations, versions),
            citations=draft.citations,
            closest=draft.closest,
            scope=asked.scope,
            seconds=Seconds(),
            generation=known.number,
            recipe={"encoder": self.encoder.name, "generation": str(known.number)},
            answered=now(),
        )
        return replace(self._beside(answer, asked), seconds=clock.seconds(answer))

    def _beside(self, answer: Answer, asked: _Asked) -> Answer:
        """An answer with what goes with each: copies of its sources, what others say against it, and how old it is."""
        articles = asked.known.articles
        noted = replace(answer, note=with_copies(answer.note, answer.citations, articles))
        return with_other_sources(noted, asked.understood, asked.found, articles, date.today())

    def _draft(
        self,
        question: Question,
        alone: Standalone,
        found: Sequence[Found],
        known: _Generation,
        within: Collection[str] | None,
    ) -> Draft:
        """The draft: from descriptions, if the question is about an article itself; else each part of the question
        from the passages found for it."""
        aspects = aspects_of(alone.own)
        if aspects:
            return draft_about(alone.text, aspects, found, known.articles, within)
        parts = parts_of(alone)
        if len(parts) == 1:
            return self._extract(question, found, known)
        drafts = []
        for part in parts:
            asked = understand(part.text, known.lexicon, part.own)
            drafts.append((part.own, self._extract(asked, self._found(asked, part, known, within), known)))
        return merge(drafts)

    def _extract(self, question: Question, found: Sequence[Found], known: _Generation) -> Draft:
        ask = self.settings.ask
        return draft_extract(question, found, known.articles, self._tokens, known.lexicon, ask, self.recipe)

    def _found(
        self, question: Question, alone: Standalone, known: _Generation, within: Collection[str] | None
    ) -> list[Found]:
        """The passages nearest to the question as it is searched."""
        searched = Standalone(mend(question), alone.own if question.earlier else mend(question))
        vector = to_vector(searched, self.encoder)
        limit = self.settings.ask.passages
        found = retrieve(question, vector, self.library, self.encoder, known.passages, 2 * POOL, within)
        return distinct(found, known.articles)[:limit]

    def search(self, question: str) -> list[Found]:
        """The passages nearest to a question, best first."""
        known = self._generation()
        alone = stand_alone(self._checked(question), ())
        return self._found(understand(alone.text, known.lexicon), alone, known, None)

    def measure(self, question: str, history: Sequence[Turn] = ()) -> dict[str, float]:
        """What speaks for and against an answer to a question (``refuse.features``), for fitting what it weighs."""
        known = self._generation()
        alone = stand_alone(self._checked(question), history, self.settings.ask.follow_up_turns)
        understood = understand(alone.text, known.lexicon, alone.own)
        candidates = candidates_of(self._found(understood, alone, known, None), known.articles)
        scores = score(understood, candidates, self._tokens, known.lexicon, self.recipe)
        choice = choose(understood, scores, candidates, self.settings.ask.sentences, self.recipe.parts)
        return features(understood, scores, candidates, choice)

    def _checked(self, question: str) -> str:
        """The question without control characters and needless white space."""
        kept = "".join(c if c.isprintable() else " " * (unicodedata.category(c) != "Cf") for c in question)
        asked = " ".join(kept.split())
        most = self.settings.ask.max_question_characters
        if not any(c.isalnum() for c in asked):
            raise DeskError("The question is empty. Type a question about the articles, in words.")
        if len(asked) > most:
            raise DeskError(
                f"The question has {len(asked):,} characters; at most {most:,} are taken."
                " Shorten it, or raise [ask] max_question_characters."
            )
        return asked

    def _generation(self) -> _Generation:
        """What is known of the newest generation, worked out at its first question."""
        self.library.refresh()
        with self._lock:
            if self._known is None or self._known.number != self.library.generation:
                articles = {article.id: article for article in self.library.articles()}
                passages = self.library.passages()
                terms = glossary(self.settings.ask.glossary) if self.recipe.glossary else {}
                lexicon = build_lexicon(passages, *_headers(passages, articles.values()), terms)
                held = {passage.id: passage for passage in passages}
                self._known = _Generation(self.library.generation, lexicon, articles, held)
            return self._known


def _versions(draft: Draft, known: _Generation) -> dict[tuple[str, int], Version]:
    """The versions that a draft cites."""
    return {(c.article, c.version): known.articles[c.article].current for c in draft.citations}


def _headers(passages: Sequence[Passage], articles: Collection[Article]) -> tuple[list[str], list[str]]:
    """What the lexicon knows beside the passages: descriptions and offices; and the names of people and bodies."""
    speakers = {sentence.speaker for passage in passages for sentence in passage.sentences}
    offices = sorted({speaker.office for speaker in speakers if speaker.office})
    named = {name for speaker in speakers for name in (speaker.name, speaker.body) if name}
    named |= {name for article in articles for name in names_of(article)}
    return [*(header_of(article) for article in articles), *offices], sorted(named)


def _within(scope: Scope, library: Library, filters: Mapping[str, str] | None) -> Collection[str] | None:
    """The ids of the articles that the filters leave, or None where nothing is filtered."""
    return library.matching(filters) if filters and scope.filters else None
