"""The desk: a question in, an answer in which every sentence leads to the words that it comes from.

with open_desk(open_settings()) as desk:
    answer = desk.ask("How long did the counties want settlements to last?")
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from threading import Event, Lock
from types import TracebackType

from config import Settings
from ingest.embed import Encoder, open_encoder
from library.store import Library, open_library
from rag.about import aspects_of
from rag.asked import Asked, Clock, Generation, Part, work_out
from rag.beside import with_other_sources
from rag.choose import choose
from rag.compose import Speaking, compose, without
from rag.converse import Standalone, stand_alone, to_vector
from rag.copies import distinct, with_copies
from rag.draft import Draft, draft_about, draft_extract
from rag.extract import candidates_of, nearest
from rag.faults import ModelFault
from rag.generate import Material
from rag.late import TokenCache
from rag.lexicon import glossary
from rag.llm import Model, open_model
from rag.parts import merge, parts_of
from rag.prompt import show, to_prompt
from rag.question import Question, mend, understand
from rag.recipe import RECIPE, Recipe
from rag.refuse import features
from rag.retrieve import POOL, Found, retrieve
from rag.rewrite import SHARE, rewrite
from rag.score import Scores, score
from rag.verify import verify
from rag.views import Candidate
from values import Answer, DeskError, Scope, Seconds, Turn

NO_ROOM = "[llm] context_window has no room for any of the passages found"


def open_desk(settings: Settings) -> Desk:
    """Open the library and the encoder. Raises DeskError with the remedy where either cannot be opened."""
    library = open_library(settings.library.directory)
    return Desk(settings, library, open_encoder(), model=open_model(settings.llm))


class Desk:
    """An open library with an encoder; ``ask`` may be called from several threads."""

    def __init__(
        self,
        settings: Settings,
        library: Library,
        encoder: Encoder,
        recipe: Recipe = RECIPE,
        model: Model | None = None,
    ) -> None:
        self.recipe = recipe
        self.model = model
        self.settings = settings
        self.library = library
        self.encoder = encoder
        self._tokens = TokenCache(encoder)
        self._known: Generation | None = None
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

    def plain(self, question: str, filters: Mapping[str, str] | None = None) -> Answer:
        """The answer of the collection alone, without a model also where there is one."""
        clock = Clock(self.settings.llm.deadline_seconds)
        return self._plain(self._read(question, (), filters, clock, None), clock)

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
        clock = Clock(self.settings.llm.deadline_seconds)
        asked = self._read(question, history, filters, clock, stop)
        speaking, trouble = self._speak(asked, clock)
        try:
            plain = self._plain(asked, clock)
            if speaking is None:
                yield without(plain, trouble) if trouble else plain
                return
            for answer in compose(speaking, plain, lambda whole: self._beside(whole, asked), stop):
                yield clock.told(answer)
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
    ) -> Asked:
        """Steps 1 and 2."""
        asked = self._checked(question)
        known = self._generation()
        alone, trouble = self._alone(asked, history, clock, stop)
        understood = understand(alone.text, known.lexicon, alone.own)
        scope = self.library.scope(filters or {})
        within = _within(scope, self.library, filters)
        found = self._found(understood, alone, known, within)
        parts = () if aspects_of(alone.own) else tuple(self._parts(alone, known, within))
        clock.retrieved = time.perf_counter()
        return Asked(question, alone, understood, found, known, scope, within, parts, trouble)

    def _parts(self, alone: Standalone, known: Generation, within: Collection[str] | None) -> Iterator[Part]:
        """The parts of a question that asks several things; none of one that does not."""
        parts = parts_of(alone)
        for part in parts if len(parts) > 1 else ():
            asked = understand(part.text, known.lexicon, part.own)
            yield Part(part.own, asked, self._found(asked, part, known, within))

    def _alone(
        self, asked: str, history: Sequence[Turn], clock: Clock, stop: Event | None
    ) -> tuple[Standalone, str]:
        """The question to stand alone, rewritten by the model where there is one; and what went wrong with it."""
        own, trouble = None, ""
        if self.model and any(turn.role == "user" for turn in history):
            try:
                own = rewrite(self.model, asked, history, clock.part(SHARE), stop)
            except ModelFault as fault:
                trouble = fault.what
        return own or stand_alone(asked, history, self.settings.ask.follow_up_turns), trouble

    def _speak(self, asked: Asked, clock: Clock) -> tuple[Speaking | None, str]:
        """The model, speaking, from the passages found; or None, and what went wrong if anything did. What is asked
        about an article itself is answered from its description, which no model knows better."""
        if self.model is None or asked.trouble or not asked.found or aspects_of(asked.alone.own):
            return None, asked.trouble
        question, articles = asked.alone.text, asked.known.articles
        shown = show(question, asked.passages(), articles, self.settings.llm.context_window)
        if not shown:
            return None, NO_ROOM
        material = Material(question, shown, articles, asked.known.passages)
        speech = self.model.speak(to_prompt(question, shown, articles), clock.until)
        return Speaking(self.model, speech, material), ""

    def _plain(self, asked: Asked, clock: Clock) -> Answer:
        """Steps 3 to 5: the answer without a model."""
        known = asked.known
        draft = self._draft(asked)
        drafted = time.perf_counter()
        versions = {(c.article, c.version): known.articles[c.article].current for c in draft.citations}
        claims = verify(draft.claims, draft.citations, versions)
        answer = Answer(
            question=asked.question,
            searched=mend(asked.understood),
            mode="extractive",
            status=draft.status,
            note=draft.note,
            claims=claims,
            citations=draft.citations,
            closest=draft.closest,
            scope=asked.scope,
            seconds=Seconds(verify=time.perf_counter() - drafted),
            generation=known.number,
            recipe={"encoder": self.encoder.name, "generation": str(known.number)},
            answered=clock.moment,
        )
        return clock.told(self._beside(answer, asked))

    def _beside(self, answer: Answer, asked: Asked) -> Answer:
        """An answer with what goes with each: copies of its sources, what others say against it, and how old it is."""
        articles = asked.known.articles
        noted = replace(answer, note=with_copies(answer.note, answer.citations, articles))
        return with_other_sources(noted, asked.understood, asked.found, articles, date.today())

    def _draft(self, asked: Asked) -> Draft:
        """The draft: from descriptions, if the question is about an article itself; else each part of the question
        from the passages found for it."""
        known = asked.known
        aspects = aspects_of(asked.alone.own)
        if aspects:
            return draft_about(asked.alone.text, aspects, asked.found, known.articles, asked.within)
        if not asked.parts:
            return self._extract(asked.understood, asked.found, known)
        return merge([(part.own, self._extract(part.question, part.found, known)) for part in asked.parts])

    def _extract(self, question: Question, found: Sequence[Found], known: Generation) -> Draft:
        ask = self.settings.ask
        return draft_extract(question, found, known.articles, self._tokens, known.lexicon, ask, self.recipe)

    def _found(
        self, question: Question, alone: Standalone, known: Generation, within: Collection[str] | None
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
        understood, candidates, scores = self.scored(question, history)
        choice = choose(understood, scores, candidates, self.settings.ask.sentences, self.recipe.parts)
        return features(understood, scores, candidates, choice)

    def scored(
        self, question: str, history: Sequence[Turn] = ()
    ) -> tuple[Question, Sequence[Candidate], Scores]:
        """A question as it is understood, the sentences that may answer it, and how near each is."""
        known = self._generation()
        alone = stand_alone(self._checked(question), history, self.settings.ask.follow_up_turns)
        understood = understand(alone.text, known.lexicon, alone.own)
        found = self._found(understood, alone, known, None)
        candidates = nearest(understood, candidates_of(found, known.articles))
        return understood, candidates, score(understood, candidates, self._tokens, known.lexicon, self.recipe)

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

    def _generation(self) -> Generation:
        """What is known of the newest generation, worked out at its first question."""
        self.library.refresh()
        with self._lock:
            if self._known is None or self._known.number != self.library.generation:
                terms = glossary(self.settings.ask.glossary) if self.recipe.glossary else {}
                self._known = work_out(self.library, terms)
            return self._known


def _within(scope: Scope, library: Library, filters: Mapping[str, str] | None) -> Collection[str] | None:
    """The ids of the articles that the filters leave, or None where nothing is filtered."""
    return library.matching(filters) if filters and scope.filters else None
