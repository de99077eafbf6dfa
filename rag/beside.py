"""What stands beside an answer, whoever drafted it: sources that contradict it, and how old its own are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from rag.age import age_warnings
from rag.contrasts import contrasts
from rag.disputes import disputes
from rag.question import Question
from rag.retrieve import Found
from values import Answer, Article


def with_other_sources(
    answer: Answer, question: Question, found: Sequence[Found], articles: Mapping[str, Article], today: date
) -> Answer:
    """The answer with its disputes, the citations of their sides, and the warnings of its age.

    ``found`` is all that was found for the question. An answer that rests on no words of an article (none was found,
    or it tells what is known of the article itself) is left as it is.
    """
    numbers = {n for claim in answer.claims if claim.check != "from_description" for n in claim.citations}
    cited = [one for one in answer.citations if one.number in numbers]
    if answer.status == "not_in_corpus" or not cited:
        return answer
    against = contrasts(cited, found, articles)
    sides, citations = disputes(answer.citations, against)
    warnings = age_warnings(question, cited, against, found, articles, today)
    return replace(answer, disputes=sides, citations=citations, warnings=(*answer.warnings, *warnings))
