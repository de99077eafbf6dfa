"""References as CSL-JSON, which Zotero, Mendeley, pandoc and every citation processor reads. Pure functions.

The form is that of the CSL data schema, https://github.com/citation-style-language/schema (csl-data.json). Processors
read some tags in its texts ("<i>"), and some let every tag through to the page, so that none may stand in ours.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from briefing.authors import Name
from briefing.records import NONE, Fingerprints, Kind, Record, ends_of, records
from values import Citation

_TYPES: dict[Kind, str] = {
    "news": "article-newspaper", "webpage": "webpage", "report": "report", "document": "document",
}  # fmt: skip
_TAG = re.compile(r"<(?=[a-z/!?])", re.IGNORECASE)


def to_csl(citations: Iterable[Citation], today: date, fingerprints: Fingerprints = NONE) -> str:
    """A list of items, one for each article cited, as JSON; the words cited are in ``note``."""
    items = [_item(record, today) for record in records(citations, today, fingerprints)]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _item(record: Record, today: date) -> dict[str, Any]:
    issued = [list(end) for end in ends_of(record.published)]
    item = {
        "id": record.key,
        "type": _TYPES[record.kind],
        "title": _text(record.title),
        "author": [_name(one) for one in record.authors],
        "container-title" if record.kind in ("news", "webpage") else "publisher": _text(record.publisher),
        "issued": {"date-parts": issued} if issued else None,
        "URL": record.url,
        "accessed": {"date-parts": [[today.year, today.month, today.day]]},
        "note": "\n".join(map(_text, record.notes)),
    }
    return {key: value for key, value in item.items() if value}


def _name(name: Name) -> dict[str, str]:
    return {"family": name.family, "given": name.given} if name.given else {"literal": _text(name.family)}


def _text(text: str) -> str:
    """The text with a word joiner, which shows nothing, wherever a tag would begin."""
    return _TAG.sub("<\u2060", text)
