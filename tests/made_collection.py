"""Five invented articles, read into a library as any others are, for tests that ask questions about them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from config import Settings, open_settings
from ingest.embed import Encoder
from ingest.sync import sync
from library.store import Library, open_library
from rag.desk import Desk
from values import Receipt

BUSES = """\
Harrowmere wants to run its own buses

By Ada Quill

12 March 2019

The Harrowmere Counties Forum (HCF) has asked ministers for control of local buses. Its report, published on Monday, \
calls for ten-year settlements in place of the present one-year grants.

Fares in Harrowmere rose by 14% last year, while those in the city of Tarnholt fell by 3%. The county spends £6.5m a \
year on village routes, and Tarnholt spends £21m.

“We are ready to run the buses from Oakby to the coast,” said Cllr Tom Firth, transport spokesman of the forum. \
“What we lack is the money, and the power to set a fare.”

Dr Maya Lindqvist, director of the Tarnholt Transport Trust, disagreed. She said that franchising had cost Tarnholt \
£9m before a single bus was painted.

The first routes would change hands in April 2021 because the present contracts end in that month.
"""

LIBRARIES = """\
Libraries are the heart of a town

When Oakby closed its library in 2016, the chess club lost its room and the night school lost its lamps. The county \
said that the building needed a new roof at £350,000.

I have read in that room for thirty years. Volunteers now lend books from a caravan on three days a week, and they \
are magnificent, but a caravan cannot hold a night school.

Give the library back to the parish, and the parish will find the roof. We raised £80,000 for the lifeboat in one \
summer 🚤.
"""

ECHO = """\
Forum repeats itself\r\n\r\nThe fire brigade of Oakby has two engines. Both are kept at the harbour.\r\n\r\n\
A new pump was bought in the spring of 2018.\r\n\r\n\
The fire brigade of Oakby has two engines. The second is older than the harbour’s clock.\r\n"""

CARE = """\
What the county spends on care

16 September 2020

Harrowmere looks after 412 children, of whom 57 live in residential homes. A week in a residential home costs the \
county £4,300, and a week with a foster family costs £640.

The director of children's services, Priya Rao, said that the county would open two homes of its own by 2022.

Tarnholt looks after 918 children.
"""

ASKS = """\
# A plan for the coast

By Rowan Beck

## What the coastal towns ask for

- Powers to set harbour fees in each town.
- A ferry licence that lasts for ten years.
- A seat on the board of the port.

## What it would cost

The plan puts the cost of the ferry at £2.4 million. No sum is given for the harbour.
"""

FILES = {"asks.md": ASKS, "buses.txt": BUSES, "care.txt": CARE, "echo.txt": ECHO, "libraries.txt": LIBRARIES}
SOURCES = """\
[article."buses.txt"]
publisher = "The Harrowmere Post"
url = "https://example.org/buses#top"
because = "it was cut out of the paper"

[article."libraries.txt"]
publisher = "Oakby Parish Notes"
because = "its letterhead"
"""


def write_collection(folder: Path) -> Path:
    """The articles as files, byte for byte, with what they do not say of themselves beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in FILES.items():
        (folder / name).write_bytes(text.encode("utf-8"))
    (folder / "sources.toml").write_text(SOURCES, encoding="utf-8")
    return folder


def fill(library: Library, folder: Path, encoder: Encoder) -> Receipt:
    """Make the library equal to the folder, and read what came of it."""
    receipt = sync([folder], library, encoder, yes=True)
    library.refresh()
    return receipt


def settings_for(directory: Path) -> Settings:
    shipped = open_settings()
    return replace(shipped, library=replace(shipped.library, directory=directory))


def made_desk(directory: Path, encoder: Encoder) -> Desk:
    """A desk over the library in ``directory``, as ``open_desk`` opens it but for the encoder, which is shared."""
    return Desk(settings_for(directory), open_library(directory), encoder)
