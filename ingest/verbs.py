"""The verbs with which reporters tell what somebody says, asks, promises or shows, in the forms they take."""

from __future__ import annotations

import re

_IRREGULAR = {
    "say": "said says say saying",
    "tell": "told tells tell telling",
    "write": "wrote writes write writing",
    "think": "thought thinks think thinking",
    "admit": "admitted admits admit admitting",
    "commit": "committed commits commit committing",
    "stop": "stopped stops stop stopping",
    "find": "found finds",
    "show": "showed shows shown",
    "set": "set sets",
    "put": "put puts",
    "read": "reads",
    "foresee": "foresees foresaw",
    "draw": "draws drew",
    "go": "went",
    "give": "gave gives give",
    "make": "made makes",
}


def _forms(words: str, endings: str = "s ed") -> str:
    """A pattern of the forms of regular and irregular verbs; "-" among the endings is the plain form."""
    return "|".join(form for word in words.split() for form in _inflected(word, endings.split()))


def _inflected(word: str, endings: list[str]) -> list[str]:
    if word in _IRREGULAR:
        return _IRREGULAR[word].split()
    stem = word.removesuffix("e") if word.endswith("e") else word
    made = {
        "-": word,
        "s": _third_person(word),
        "ed": f"{stem[:-1]}ied" if _ends_in_y(word) else f"{stem}ed",
        "ing": f"{stem}ing",
    }
    return [made[ending] for ending in endings]


def _third_person(word: str) -> str:
    if _ends_in_y(word):
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("ss", "sh", "ch", "x")) else f"{word}s"


def _ends_in_y(word: str) -> bool:
    return bool(re.search(r"[^aeiou]y$", word))


# Plain forms such as "state" and "report" are nouns too often: those verbs count with an ending only.
_SAY = "|".join(
    (
        _forms("say tell think admit argue warn claim insist suggest", "- s ed ing"),
        _forms(
            "believe explain conclude acknowledge concede accept deny dismiss reject welcome criticise praise",
            "- s ed",
        ),
        _forms("criticise praise dispute contend assert confirm complain caution", "- s ed"),
        _forms(
            "state note comment reply respond stress emphasise question remark recount shout recall declare"
        ),
        _forms(
            "reveal reiterate tweet cite announce highlight answer attribute blame credit counter object protest"
        ),
        r"add(?:s|ed)?(?! to\b| up\b| an?\b| more\b| another\b| [£\d])|(?:writes?|wrote)(?! in a\b| for\b)",
        r"agree[sd]? that|maintain(?:s|ed)? that|reports? that|reported that|observe[sd](?= that|:|,? “)",
        r"point(?:s|ed)? (?:out|to)|did not (?:immediately )?(?:respond|reply|comment)|highlighting",
        r"report(?:s|ed)(?=[,.]|$)|refer(?:s|red) to|posted (?:on|that)|joked|quipped|continued|went on|testified",
    )
)
_FOR = "press push argue campaign appeal lobby"
_ASK = "|".join(
    (
        _forms("ask urge demand request recommend propose promise pledge hope describe", "- s ed ing"),
        _forms("want vow expect fear predict oppose condemn", "- s ed"),
        _forms("estimate calculate accuse challenge advise outline echo recognise apologise"),
        r"call(?:s|ed|ing)? (?:for|on|upon)|call(?:s|ed)(?= [^.]*“)|commit(?:s|ted)? (?:itself |themselves )?to",
        rf"(?:{_forms(_FOR, '- s ed ing')}) for|appealed to|appeals to|plead(?:s|ed)? (?:with|for|that)",
        r"(?:decline|refuse)[sd] to|stop(?:s|ped) short of|(?:made|makes) (?:it )?clear|(?:draws?|drew) attention to",
        r"support(?:s|ed)? (?:the call|calls)|(?:attack|defend)(?:s|ed)? the|sets? out|back(?:s|ed) (?:calls|plans)",
        r"back(?:s|ed) (?:the|its|his|her|their) (?:plans?|proposals?|idea|call|bill|report|move|deal)",
        r"(?:is|was|are|were) (?:\w+ )?(?:concerned|worried|disappointed|adamant|critical|hopeful|confident)"
        r" (?:that|about|of)",
        r"use[sd] (?:his|her|its|their|a) \w*(?: \w+)?speech",
        r"(?:rais|express|voic)(?:es|ed) [\w ]{0,30}(?:concerns?|fears|doubts|questions?|issues?|disappointment)",
        r"g(?:ave|ives?) (?:(?:it|them|the \w+) )?(?:a|an|its|their) [\w ]{0,20}(?:welcome|backing|warning)",
    )
)
_SHOW = "|".join(
    (
        _forms("find show set put read foresee identify list uncover advocate envisage"),
        r"contains|suggests?",
    )
)
VERB = re.compile(rf"\b(?:(?P<say>{_SAY})|(?P<ask>{_ASK})|(?P<show>{_SHOW}))(?![\w’'])")
COORDINATED = re.compile(
    rf",? (?:and|but) (?:has |have |had |also |then |later )*(?:{_SAY}|{_ASK})(?= that\b| for\b| on\b|:| “|[^,.]*“)"
)
# "…," said the chair: the verbs that stand before their subject.
INVERTED = re.compile(
    rf"(?:say|{_forms('say add argue warn write insist explain reply respond ask continue conclude claim state')}"
    rf"|{_forms('suggest note tell comment joke remark recall admit')})$"
)
SPEECH = rf"(?:{_forms('say tell add write argue warn explain comment reply insist claim state')})"
SPOKEN = re.compile(rf"(?:{_forms('say tell add insist argue warn claim write', '- s ed')})$")
RELATIVE = re.compile(
    rf", (?:which|who) (?:has |have |had |also |later )*(?:{_SAY}|{_ASK})(?= that\b| for\b| it\b|:| “|[^,.]*“)"
)
PARTICIPLE = re.compile(
    r"(?:,| \w+) (?:saying|arguing|warning|claiming|insisting|adding|stressing|suggesting)(?=:?\s)"
)
PASSIVE = re.compile(
    r"\b(?:is|are|was|were|been)(?: also)? (?:"
    + _forms(
        "cite describe list name mention highlight criticise herald hail brand label condemn praise dismiss call"
        " propose recommend welcome reject",
        "ed",
    )
    + r"|identified|dubbed|set out|called for)(?: as [^,.]*?)? (?:in|by) (?P<by>[^,.]+?)(?= as\b|[,.]|$)"
)
