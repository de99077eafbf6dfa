"""References as text and as files for reference managers, read back by programs that are not ours."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_answers import BUSES, DESCRIPTION, READY, REPORT, VERSION, cite

from briefing.authors import Name, names_of, reversed_name
from briefing.bibtex import to_tex
from briefing.inert import bare
from briefing.records import ends_of, key_of
from briefing.references import (
    fingerprint,
    harvard,
    harvard_list,
    note,
    reference,
    safe_address,
    to_bibtex,
    to_csl,
    to_ris,
)
from values import UNKNOWN, Citation, Description, Part

TODAY = date(2026, 11, 21)
MARKS = {("lanmoor", 1): "1a2b3c4d"}


def known(value: str, to: str | None = None, how: str = "stated", because: str = "") -> Part:
    return Part(value, to, how, because)  # type: ignore[arg-type]


NEWS = replace(DESCRIPTION, kind=known("news"), published=known("2014-05-08"))
REPORTED = replace(
    DESCRIPTION,
    kind=known("report"),
    author=known("Jean-Paul Arden and Ann Lee"),
    published=known("2023-02-02", "2024-12-31", "inferred", "it speaks of the deal as new"),
)
POLICY = replace(
    DESCRIPTION,
    kind=known("policy_page"),
    author=known("Department for Housing, Communities and Local Government"),
    published=UNKNOWN,
)


def cited(about: Description = NEWS, words: str = REPORT, article: str = "lanmoor") -> Citation:
    return replace(cite(1, words, about), article=article)


# Text


def test_a_news_article_is_referred_to_as_harvard_does() -> None:
    assert harvard(cited(), TODAY) == (
        "Quill, A. (2014) ‘Counties of Lanmoor ask for five-year budgets’, The Lanmoor Post, 8 May. "
        "Available at: https://example.org/lanmoor (Accessed: 21 November 2026)."
    )


def test_a_year_that_the_article_does_not_state_stands_in_square_brackets() -> None:
    assert harvard(cited(REPORTED), TODAY) == (
        "Arden, J.-P. and Lee, A. [2023–2024] Counties of Lanmoor ask for five-year budgets. The Lanmoor Post. "
        "Available at: https://example.org/lanmoor (Accessed: 21 November 2026)."
    )


def test_no_date_is_invented() -> None:
    assert harvard(cited(POLICY), TODAY) == (
        "Department for Housing, Communities and Local Government (no date) "
        "Counties of Lanmoor ask for five-year budgets. The Lanmoor Post. "
        "Available at: https://example.org/lanmoor (Accessed: 21 November 2026)."
    )


def test_an_article_without_author_goes_by_its_publisher() -> None:
    assert harvard(cited(replace(NEWS, author=UNKNOWN, url=UNKNOWN)), TODAY) == (
        "The Lanmoor Post (2014) ‘Counties of Lanmoor ask for five-year budgets’, 8 May."
    )


def test_an_article_of_which_nothing_is_known_goes_by_the_name_of_its_file() -> None:
    nothing = cited(Description())
    assert harvard(nothing, TODAY) == "lanmoor.txt (no date)."
    assert note(nothing, TODAY, MARKS, "paragraph 1") == (
        "lanmoor.txt, no date, paragraph 1: “The report calls for five-year budgets.” "
        "(seen 21 November 2026, version 1, fingerprint 1a2b3c4d)."
    )
    assert reference(nothing, TODAY) == (
        "Date unknown. Words cited: “The report calls for five-year budgets.” "
        "Version 1 of lanmoor.txt, seen 21 November 2026."
    )


def test_a_reference_list_is_alphabetical_and_holds_every_article_once() -> None:
    some = [cited(), cited(words=BUSES), cited(POLICY, article="policy"), cited(REPORTED, article="report")]
    assert [entry.split(" ")[0] for entry in harvard_list(some, TODAY)] == ["Arden,", "Department", "Quill,"]


def test_a_note_gives_all_that_a_sceptical_reader_asks_for() -> None:
    assert note(cited(DESCRIPTION), TODAY, MARKS, "paragraph 2") == (
        "Ada Quill, “Counties of Lanmoor ask for five-year budgets”, The Lanmoor Post, 17 September 2014 "
        "(given: the day before the vote), paragraph 2: “The report calls for five-year budgets.” "
        "https://example.org/lanmoor (seen 21 November 2026, version 1, fingerprint 1a2b3c4d)."
    )


def test_a_note_names_the_page_where_there_is_one() -> None:
    paged = replace(cited(replace(NEWS, url=UNKNOWN)), page=3)
    assert note(paged, TODAY) == (
        "Ada Quill, “Counties of Lanmoor ask for five-year budgets”, The Lanmoor Post, 8 May 2014, page 3: "
        "“The report calls for five-year budgets.” lanmoor.txt (seen 21 November 2026, version 1)."
    )


def test_the_short_fingerprint_is_the_beginning_of_the_hash() -> None:
    assert fingerprint(replace(VERSION, sha256="0123456789abcdef" * 4)) == "01234567"


@given(st.text(min_size=1))
def test_a_note_holds_ordinary_words_as_they_stand(words: str) -> None:
    plain = "".join(sign for sign in words if sign.isprintable() and sign.isascii())
    assert plain in note(replace(cited(), quote=plain), TODAY)


# Names


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Thomas Bridge", ["Bridge, T."]),
        ("Cllr Ada Mary Quill OBE", ["Quill, A.M."]),
        ("Jean-Paul Arden and Ann Lee", ["Arden, J.-P.", "Lee, A."]),
        ("Ann Lee, J. K. Oyelaran & Siân O’Hara", ["Lee, A.", "Oyelaran, J.K.", "O’Hara, S."]),
        ("Ursula van der Lee", ["van der Lee, U."]),
        ("Local Government Association", ["Local Government Association"]),
        ("Department for Levelling Up, Housing and Communities",) * 2,
        ("Lord Heseltine", ["Lord Heseltine"]),
        ("HuffPost UK", ["HuffPost UK"]),
        ("Political Editor", ["Political Editor"]),
        ("staff", ["staff"]),
        ("李小龙", ["李小龙"]),
        ("", []),
    ],
)
def test_only_names_of_people_are_taken_apart(author: str, names: list[str] | str) -> None:
    found = [reversed_name(one) for one in names_of(Description(author=known(author)))]
    assert found == ([names] if isinstance(names, str) else names)


def test_an_author_who_is_the_publisher_is_not_taken_apart() -> None:
    assert names_of(Description(author=known("Children England"), publisher=known("Children England"))) == (
        Name("Children England"),
    )


@given(st.text())
def test_taking_names_apart_loses_no_one(author: str) -> None:
    names = names_of(Description(author=known(author)))
    assert bool(names) == bool(bare(author))
    assert all(name.family for name in names)


# Records


@given(st.lists(st.text(), unique=True, max_size=6))
def test_keys_are_unique_and_can_be_read_by_bibtex(articles: list[str]) -> None:
    keys = [key_of(article) for article in articles]
    assert len(set(keys)) == len(keys)
    assert all(re.fullmatch(r"[a-z0-9._-]+", key) for key in keys)


def test_the_key_of_an_article_is_its_id() -> None:
    assert key_of("localgov-bridge") == "localgov-bridge"


@pytest.mark.parametrize(
    ("published", "ends"),
    [
        (known("2014-05-08"), ((2014, 5, 8),)),
        (known("2014-05"), ((2014, 5),)),
        (known("2023", "2024"), ((2023,), (2024,))),
        (known("2014-05-08", "2014-05-08"), ((2014, 5, 8),)),
        (known("2014-13-08"), ((2014,),)),
        (known("soon"), ()),
        (UNKNOWN, ()),
    ],
)
def test_a_date_is_written_as_far_as_it_is_one(published: Part, ends: tuple[tuple[int, ...], ...]) -> None:
    assert ends_of(published) == ends


# What articles bring along

TRICKS = [
    "Plain title",
    r"50% of \input{/etc/passwd} & $x_1^2$ ~ #1 {unbalanced",
    "Ends here\r\nER  - \r\nTY  - JOUR\r\nTI  - Another",
    "Ends here\u2028ER  - \u2028TY  - JOUR",
    '"}, note = {x',
    "a -- b --- c ``d'' ?`e ,,f",
    "<script>alert(1)</script> <i>big</i> & <b",
    "=cmd|' /C calc'!A0",
    "\u202egnikcab\u2069 \u200frtl \x00\x1b[31m \ufffe",
    "@article{x, author = {y}}",
    "\\",
    "{",
    "}}}",
    "TY  - JOUR",
    "Über “Straße” — naïve 🚌 १२३",
]
TEXTS = st.text(min_size=1) | st.sampled_from(TRICKS) | st.text(alphabet="\\{}$&%#_^~<>|'`-,?!\"@= \r\nTYER")


def titled(title: str) -> list[Citation]:
    """An article of that title, by that author, from that publisher and with those words, and one after it."""
    part = known(title)
    about = replace(NEWS, title=part, publisher=part, author=part)
    return [replace(cited(about), quote=title, name=title), cited(article="after")]


# CSL-JSON

# The part of the CSL data schema that concerns what is written here, and nothing else allowed.
STRING = {"type": "string", "minLength": 1}
PARTS = {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 3}
DATE = {
    "type": "object",
    "properties": {"date-parts": {"type": "array", "items": PARTS, "minItems": 1, "maxItems": 2}},
    "required": ["date-parts"],
    "additionalProperties": False,
}
NAME = {
    "type": "object",
    "oneOf": [
        {
            "properties": {"family": STRING, "given": STRING},
            "required": ["family", "given"],
            "additionalProperties": False,
        },
        {"properties": {"literal": STRING}, "required": ["literal"], "additionalProperties": False},
    ],
}
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "type": {"enum": ["article-newspaper", "webpage", "report", "document"]},
            "issued": DATE,
            "accessed": DATE,
            "author": {"type": "array", "items": NAME, "minItems": 1},
            **dict.fromkeys(("id", "title", "container-title", "publisher", "URL", "note"), STRING),
        },
        "required": ["type", "id", "title"],
        "additionalProperties": False,
    },
}


def rendered(csl: str, keys: Sequence[str]) -> list[str]:
    """The entries as citeproc-py sets them in the Harvard style, without its italics."""
    from citeproc import (
        Citation as Use,
    )
    from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    entries = CitationStylesBibliography(style, CiteProcJSON(json.loads(csl)), formatter.plain)
    for key in keys:
        entries.register(Use([CitationItem(key)]))
    return [str(entry) for entry in entries.bibliography()]


def test_csl_holds_one_item_an_article_with_the_words_as_its_note() -> None:
    items = json.loads(to_csl([cited(), cited(words=BUSES)], TODAY, MARKS))
    assert items == [
        {
            "id": "lanmoor",
            "type": "article-newspaper",
            "title": "Counties of Lanmoor ask for five-year budgets",
            "author": [{"family": "Quill", "given": "Ada"}],
            "container-title": "The Lanmoor Post",
            "issued": {"date-parts": [[2014, 5, 8]]},
            "URL": "https://example.org/lanmoor",
            "accessed": {"date-parts": [[2026, 11, 21]]},
            "note": "Words cited: “The report calls for five-year budgets.” "
            "(version 1, fingerprint 1a2b3c4d of lanmoor.txt)\n"
            "Words cited: “Bus routes would be run by the county.” "
            "(version 1, fingerprint 1a2b3c4d of lanmoor.txt)\n"
            "Seen 21 November 2026.",
        }
    ]


@pytest.mark.parametrize(
    ("about", "kind", "issued"),
    [
        (NEWS, "article-newspaper", [[2014, 5, 8]]),
        (replace(NEWS, kind=known("opinion")), "article-newspaper", [[2014, 5, 8]]),
        (POLICY, "webpage", None),
        (REPORTED, "report", [[2023, 2, 2], [2024, 12, 31]]),
        (replace(NEWS, kind=UNKNOWN, url=UNKNOWN), "document", [[2014, 5, 8]]),
        (replace(NEWS, kind=UNKNOWN, published=known("2014-05")), "webpage", [[2014, 5]]),
    ],
)
def test_a_kind_of_article_has_its_type_and_a_date_its_precision(
    about: Description, kind: str, issued: list[list[int]] | None
) -> None:
    (item,) = json.loads(to_csl([cited(about)], TODAY))
    assert (item["type"], item.get("issued", {}).get("date-parts")) == (kind, issued)


def test_a_citation_processor_sets_the_same_harvard_reference_as_we_do() -> None:
    report = cited(replace(REPORTED, published=known("2023")), article="report")
    some = [cited(), report, cited(POLICY, article="policy")]
    theirs = "\n".join(rendered(to_csl(some, TODAY), [one.article for one in some]))
    for american, british in (("November 21, 2026", "21 November 2026"), ("“", "‘"), ("”", "’")):
        theirs = theirs.replace(american, british)
    assert set(theirs.replace("budgets, The", "budgets. The").split("\n")) == {
        harvard(one, TODAY) for one in some
    }


@given(TEXTS)
def test_any_title_goes_to_csl_and_back(title: str) -> None:
    from jsonschema import Draft202012Validator

    items = json.loads(to_csl(titled(title), TODAY))
    Draft202012Validator(SCHEMA).validate(items)
    assert [item["id"] for item in items] == ["lanmoor", "after"]
    assert items[0]["title"].replace("<\u2060", "<") == (bare(title) or "lanmoor")
    assert not re.search("<[A-Za-z/!?]", json.dumps(items))


# RIS


def read_ris(text: str) -> list[dict[str, Any]]:
    import rispy

    records: list[dict[str, Any]] = rispy.loads(text)
    return records


def test_ris_holds_one_record_an_article_with_each_of_the_words_as_a_note() -> None:
    assert read_ris(to_ris([cited(), cited(words=READY)], TODAY)) == [
        {
            "type_of_reference": "NEWS",
            "id": "lanmoor",
            "authors": ["Quill, Ada"],
            "title": "Counties of Lanmoor ask for five-year budgets",
            "secondary_title": "The Lanmoor Post",
            "year": "2014",
            "date": "2014/05/08/",
            "urls": ["https://example.org/lanmoor"],
            "access_date": "2026/11/21",
            "notes": [
                "Words cited: “The report calls for five-year budgets.” (version 1 of lanmoor.txt)",
                'Words cited: "We are ready," said Tom Firth, leader of Lanmoor. (version 1 of lanmoor.txt)',
                "Seen 21 November 2026.",
            ],
        }
    ]


@pytest.mark.parametrize(
    ("published", "fields"),
    [
        (known("2014"), {"year": "2014", "date": "2014///"}),
        (known("2014-05"), {"year": "2014", "date": "2014/05//"}),
        (known("2014-09-14", "2014-09-17"), {"year": "2014", "date": "2014/09//14 to 17 September 2014"}),
        (known("2023", "2024"), {"date": "///2023 to 2024"}),
        (UNKNOWN, {}),
    ],
)
def test_ris_gives_a_date_as_far_as_it_is_known(published: Part, fields: dict[str, str]) -> None:
    (record,) = read_ris(to_ris([cited(replace(NEWS, published=published))], TODAY))
    assert {key: record[key] for key in ("year", "date") if key in record} == fields


@given(TEXTS)
def test_any_title_goes_to_ris_and_back(title: str) -> None:
    records = read_ris(to_ris(titled(title), TODAY))
    assert [record["id"] for record in records] == ["lanmoor", "after"]
    assert records[0]["title"] == (bare(title) or "lanmoor")
    assert set(records[1]) == set(read_ris(to_ris([cited()], TODAY))[0])


# BibTeX

TEX = re.compile(
    r"\\textbackslash\{\}|\\textbrace(?:left|right)\{\}|\\textascii(?:circum|tilde)\{\}|\\text(?:less|greater|bar)\{\}"
    r"|\\[$&%#_]|\{\}|[^\\{}$&%#_^~<>|]"
)
PRINTED = {
    "\\textbackslash{}": "\\",
    "\\textbraceleft{}": "{",
    "\\textbraceright{}": "}",
    "\\textasciicircum{}": "^",
    "\\textasciitilde{}": "~",
    "\\textless{}": "<",
    "\\textgreater{}": ">",
    "\\textbar{}": "|",
    "{}": "",
    **{f"\\{sign}": sign for sign in "$&%#_"},
}


def printed(tex: str) -> str:
    """What TeX prints of text that holds commands for single signs and nothing else that it takes as an order."""
    assert "".join(TEX.findall(tex)) == tex, "TeX would take something in it as an order"
    assert not re.search("--|''|``|[?!]`|,,", tex), "TeX would set two signs as another one"
    return TEX.sub(lambda found: PRINTED.get(found[0], found[0]), tex)


def read_bibtex(text: str) -> Any:
    from pybtex.database import parse_string

    return parse_string(text, "bibtex")


def test_bibtex_holds_one_entry_an_article_with_the_words_as_annotation() -> None:
    assert to_bibtex([cited()], TODAY) == (
        "@article{lanmoor,\n"
        "  author = {Quill, Ada},\n"
        "  title = {{Counties of Lanmoor ask for five-year budgets}},\n"
        "  journal = {{The Lanmoor Post}},\n"
        "  year = {2014},\n"
        "  month = may,\n"
        "  day = {8},\n"
        "  date = {2014-05-08},\n"
        "  url = {https://example.org/lanmoor},\n"
        "  urldate = {2026-11-21},\n"
        "  note = {Seen 21 November 2026},\n"
        "  annote = {Words cited: “The report calls for five-year budgets.” (version 1 of lanmoor.txt) "
        "Seen 21 November 2026.},\n"
        "}\n"
    )


@given(TEXTS)
def test_any_title_goes_to_bibtex_and_back(title: str) -> None:
    entries = read_bibtex(to_bibtex(titled(title), TODAY)).entries
    assert list(entries) == ["lanmoor", "after"]
    field = entries["lanmoor"].fields["title"]
    assert field.startswith("{")
    assert field.endswith("}")
    assert printed(field[1:-1]) == (bare(title) or "lanmoor")
    assert printed(entries["lanmoor"].fields["annote"])


@given(st.text())
def test_tex_never_holds_a_brace_too_many(text: str) -> None:
    assert printed(to_tex(text)) == bare(text)


@pytest.mark.parametrize(
    "about", [NEWS, REPORTED, POLICY, Description(), replace(NEWS, published=known("2014-05"))]
)
def test_the_plain_style_sets_every_kind_of_entry(about: Description) -> None:
    made = _plain(to_bibtex([cited(about)], TODAY))
    assert (about.title.value or "lanmoor.txt") in made
    assert "Seen 21 November 2026" in made


def _plain(bibtex: str) -> str:
    from pybtex.plugin import find_plugin

    style = find_plugin("pybtex.style.formatting", "plain")()
    backend = find_plugin("pybtex.backends", "plaintext")()
    (entry,) = style.format_bibliography(read_bibtex(bibtex))
    return str(entry.text.render(backend))


# Addresses


@pytest.mark.parametrize(
    "address",
    ["https://example.org/\u202etxt.exe", "https://example.org/\u2028x", "https://example.org/\u00a0"],
)
def test_an_address_with_signs_that_show_nothing_is_none(address: str) -> None:
    assert safe_address(address) is None


def test_signs_that_no_address_holds_are_written_by_their_codes() -> None:
    odd = cited(replace(NEWS, url=known('https://example.org/{a}\\b?q=<c>|^`"')))
    (item,) = json.loads(to_csl([odd], TODAY))
    assert item["URL"] == "https://example.org/%7Ba%7D%5Cb?q=%3Cc%3E%7C%5E%60%22"
