"""Citations and answers as they leave the project: numbers, links to the words, JSON, plain text."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rag.links import link_to_words
from values import Answer, Citation, Claim, Part, Passage, Version

AROUND = 64  # code points kept before and after a quote


def cite(
    version: Version, start: int, end: int, number: int | None, passage: Passage | None = None
) -> Citation:
    """The citation of ``version.text[start:end]``. Raises ValueError if the range is empty or outside the text."""
    if not 0 <= start < end <= len(version.text):
        raise ValueError(f"{version.article} version {version.number} has no text at {start}:{end}.")
    quote = version.text[start:end]
    return Citation(
        number=number,
        article=version.article,
        name=version.name,
        version=version.number,
        description=version.description,
        start=start,
        end=end,
        quote=quote,
        before=version.text[max(0, start - AROUND) : start],
        after=version.text[end : end + AROUND],
        passage=passage.id if passage else "",
        page=page_of(version, start),
        link=link_to_words(version.description.url, version.text, start, end, page_of(version, start)),
    )


def page_of(version: Version, offset: int) -> int | None:
    """The page that an offset stands on, counted from 1; None where the format has no pages."""
    return 1 + sum(start <= offset for start in version.pages) if version.pages else None


def part_json(part: Part) -> dict[str, str | None]:
    return {"value": part.value, "to": part.to, "known": part.known, "because": part.because}


def citation_json(citation: Citation) -> dict[str, Any]:
    """A citation in the form of the contract (README, "The command line")."""
    described = {
        k: part_json(getattr(citation.description, k)) for k in ("title", "publisher", "author", "published")
    }
    keys = ("start", "end", "quote", "before", "after", "passage", "link", "status")
    return {
        "number": citation.number,
        "article": citation.article,
        "name": citation.name,
        "version": citation.version,
        **described,
        "url": citation.description.url.value,
        "page": citation.page,
        **{key: getattr(citation, key) for key in keys},
    }


def claim_json(claim: Claim) -> dict[str, Any]:
    """A claim in the form of the contract, with the lead and whether it reports a view."""
    return {
        "text": claim.text,
        "citations": list(claim.citations),
        "check": claim.check,
        "reasons": list(claim.reasons),
        "emphasis": [list(stretch) for stretch in claim.emphasis],
        "speaker": asdict(claim.speaker),
        "said_on": part_json(claim.said_on),
        "lead": claim.lead,
        "reported": claim.reported,
    }


def answer_text(answer: Answer) -> str:
    """The sentences of an answer, each followed by its marks; the note where it has no sentence."""
    lines = [claim.text + "".join(f" [{number}]" for number in claim.citations) for claim in answer.claims]
    return " ".join(lines) if lines else answer.note


def to_json(answer: Answer, id: str = "") -> dict[str, Any]:
    """An answer in the form of the contract. ``id`` is that of the question in a batch."""
    return {
        "id": id,
        "question": answer.question,
        "searched": answer.searched,
        "mode": answer.mode,
        "status": answer.status,
        "text": answer_text(answer),
        "note": answer.note,
        "claims": [claim_json(claim) for claim in answer.claims],
        "citations": [citation_json(citation) for citation in answer.citations],
        "closest": [citation_json(citation) for citation in answer.closest],
        "scope": {
            "articles": answer.scope.articles,
            "from": answer.scope.first,
            "to": answer.scope.last,
            "filters": answer.scope.filters,
        },
        "seconds": asdict(answer.seconds),
        "generation": answer.generation,
        "disputes": [
            {"about": one.about, "sides": [claim_json(side) for side in one.sides]} for one in answer.disputes
        ],
        "warnings": list(answer.warnings),
        "notice": answer.notice,
        "withheld": answer.withheld,
    }
