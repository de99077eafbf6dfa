"""Invented articles about devolution, as many as wanted, each different: for measuring ingest and search at size.

Places, people and figures are made from a seed; the same seed gives the same articles. Nothing in them is true.

    articles(2)                         ("00000_harrowmere_buses.txt", "Harrowmere wants …"), …
    write_articles(folder, 2500)        about 10,000 passages
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random

_FIRST = "Harrow Tarn Wex Skerrow Bracken Culler Lan Norris Quern Dun East West North Marrow Ash Thorn Elm Kest Pell"
_LAST = "mere shire combe dale fold by moor field holm marrow ford wick ham stead bury gate thorpe ness low cliffe"
_NAMES = (
    "Ada Beth Carl Dora Esme Finn Gwen Hugh Iris Joel Kofi Lena Maya Noor Owen Priya Quinn Ruth Seth Tom Uma Vera"
    " Will Yusuf Zoe"
)
_OFFICES = (
    "leader of the county council|chief executive of the combined authority|chair of the scrutiny committee"
    "|director of children's services|mayor|cabinet member for transport|head of the chamber of commerce"
    "|regional secretary of the union|director of public health|chief fire officer"
)
_TOPICS: dict[str, tuple[str, str, str]] = {
    # topic: what is wanted | what there is of it | what it is measured in
    "buses": ("control of bus routes and fares", "routes timetables depots drivers concessions", "journeys"),
    "skills": ("the adult skills budget", "colleges apprenticeships courses providers employers", "learners"),
    "housing": ("powers over land for new homes", "brownfield sites permissions tenants builders", "homes"),
    "health": (
        "a pooled health and care budget",
        "wards clinics carers discharges surgeries",
        "appointments",
    ),
    "children": ("children's services", "foster homes social workers hubs referrals placements", "children"),
    "rail": ("the stations on local lines", "platforms ticketing carriages timetables signals", "passengers"),
    "energy": ("grants for retrofit", "boilers insulation grids turbines surveyors", "households"),
    "fire": ("the fire and rescue service", "engines crews stations hydrants inspections", "visits"),
    "schools": ("school improvement", "academies governors classrooms admissions budgets", "pupils"),
    "tax": ("a share of business rates", "shops factories valuations reliefs appeals", "firms"),
}
_ACTS = "asked for|set out a plan for|signed a deal on|published a report on|delayed|defended|widened|costed"
_VIEWS = (
    "decisions about {thing} belong with those who live with them|the money for {thing} must follow the powers"
    "|nobody in {place} should wait a decade for {thing}|a settlement for {years} years would let us plan {thing}"
    "|we can halve what {thing} cost if Whitehall lets go of {rest}|the figures on {thing} do not add up"
)
_PLAIN = (
    "{body} {act} {want}, with {count} {unit} in {place} in view"
    "|The plan would cost £{sum}m over {years} years, of which £{part}m would come from {thing} and {rest}"
    "|In {year} the area counted {count} {unit}, {percent}% more than in {before}"
    "|Councillors in {place} voted {ayes} to {noes} for it after a debate on {thing}"
    "|Officers in {place} warn that {thing} may fall short by {percent}% before {year}"
    "|A pilot with {small} {unit} in {place} ended in {year}, and its evaluation names {thing} as the reason"
    "|The draft leaves {rest} with the districts and moves {thing} to the new authority"
    "|Ministers have until {month} {year} to answer, and a consultation in {place} is to run for {weeks} weeks"
)
_MONTHS = "January February March April May June July August September October November December"


@dataclass(frozen=True, slots=True)
class _World:
    """What one article is about: its place and body, topic, date, and the chance that its sentences draw on."""

    chance: Random
    place: str
    body: str
    topic: str
    year: int


def articles(count: int, seed: int = 0) -> Iterator[tuple[str, str]]:
    """File name and text of ``count`` articles; the n-th does not depend on how many are asked for."""
    return islice(_all(seed), count)


def write_articles(folder: Path, count: int, seed: int = 0) -> list[Path]:
    """Write ``count`` articles into a folder, which is made if need be, and name the files."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, text in articles(count, seed):
        paths.append(folder / name)
        paths[-1].write_text(text, encoding="utf-8")
    return paths


def _all(seed: int) -> Iterator[tuple[str, str]]:
    number = 0
    while True:
        chance = Random(f"{seed}:{number}")
        place = _place(chance)
        topic = chance.choice(list(_TOPICS))
        world = _World(chance, place, f"{place} Combined Authority", topic, chance.randint(2010, 2024))
        yield f"{number:05}_{place.lower()}_{topic}.txt", _article(world)
        number += 1


def _place(chance: Random) -> str:
    return chance.choice(_FIRST.split()) + chance.choice(_LAST.split())


def _person(chance: Random) -> str:
    return f"{chance.choice(_NAMES.split())} {_place(chance)}"


def _article(world: _World) -> str:
    """Headline, byline, date, and twelve to eighteen paragraphs, some of them under a heading."""
    chance = world.chance
    want, _, _ = _TOPICS[world.topic]
    date = f"{chance.randint(1, 28)} {chance.choice(_MONTHS.split())} {world.year}"
    blocks = [f"{world.place} seeks {want}", f"By {_person(chance)}\n{date}"]
    for number in range(chance.randint(12, 18)):
        if number and not number % 6:
            blocks.append(f"{chance.choice(_things(world)).capitalize()} in {_place(chance)}")
        blocks.append(_paragraph(world))
    return "\n\n".join(blocks) + "\n"


def _paragraph(world: _World) -> str:
    """Two or three sentences; every other time somebody says one of them."""
    sentences = [_sentence(world, _PLAIN) + "." for _ in range(world.chance.randint(1, 2))]
    if world.chance.random() < 0.5:
        said = _sentence(world, _VIEWS)
        office = world.chance.choice(_OFFICES.split("|"))
        sentences.append(f'"{said[0].upper()}{said[1:]}," said {_person(world.chance)}, {office}.')
    else:
        sentences.append(_sentence(world, _PLAIN) + ".")
    return " ".join(sentences)


def _sentence(world: _World, patterns: str) -> str:
    chance = world.chance
    want, _, unit = _TOPICS[world.topic]
    total = chance.randint(4, 900)
    thing, rest = chance.sample(_things(world), 2)
    return chance.choice(patterns.split("|")).format(
        body=world.body, act=chance.choice(_ACTS.split("|")), want=want, unit=unit, thing=thing, rest=rest,
        place=_place(chance), count=f"{chance.randint(1_000, 99_999):,}", small=chance.randint(40, 900),
        sum=total, part=chance.randint(1, total), percent=chance.randint(2, 60), years=chance.randint(2, 30),
        year=world.year + chance.randint(0, 6), before=world.year - chance.randint(1, 6),
        ayes=chance.randint(30, 60), noes=chance.randint(1, 29), weeks=chance.randint(4, 16),
        month=chance.choice(_MONTHS.split()),
    )  # fmt: skip


def _things(world: _World) -> list[str]:
    """What the article's sentences are about: the topic's own words beside an adjective made of a place."""
    _, words, _ = _TOPICS[world.topic]
    return [f"{_place(world.chance)} {word}" for word in words.split()]
