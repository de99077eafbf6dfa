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


# Verbs of speech and judgement. Plain forms of those below "With an ending" are nouns too often ("report", "claim").
_PLAIN = """say tell thank think admit argue warn insist suggest believe explain conclude acknowledge concede accept
    deny dismiss reject criticise contend assert confirm complain allege assure reassure contradict rebut refute retort
    lament bemoan deplore denounce decry applaud congratulate endorse commend concur disagree confess disclose divulge
    proclaim affirm reaffirm reiterate clarify emphasise underline imply intimate speculate reckon surmise ponder muse
    wonder doubt suspect regret worry apologise inform remind notify advise urge implore beg exhort ask recommend
    propose pledge vow describe oppose condemn ridicule mock deride slam lambast chide scold rebuke accuse characterise
    portray interpret advocate stipulate disavow repudiate downplay"""
_WITH_ENDING = """claim state note comment reply respond stress question remark recount shout recall declare reveal
    tweet cite announce highlight answer attribute blame credit counter object protest dispute caution praise welcome
    signal echo estimate calculate challenge outline recognise judge boast brag quip joke gripe grumble applaud fault
    blast hint label brand dub hail salute favour prefer fear hope demand request promise want expect predict forecast
    anticipate threaten rule underscore flag float plead testify volunteer venture interject interrupt agree sigh
    celebrate bewail mutter reason offer press"""
_NEVER = (
    "offer press reason rule judge label brand float flag signal agree"  # only with what follows them, below
)
_SAY = "|".join(
    (
        _forms(_PLAIN, "- s ed"),
        _forms(" ".join(word for word in _WITH_ENDING.split() if word not in _NEVER.split())),
        r"add(?:s|ed)?(?! to\b| up\b| an?\b| more\b| another\b| [£\d])|(?:writes?|wrote)(?! in a\b| for\b)",
        r"point(?:s|ed)? (?:out|to)|did not (?:immediately )?(?:respond|reply|comment)|refer(?:s|red) to",
        r"report(?:s|ed)(?=[,.]|$| that)|observe[sd](?= that|:|,? “)",
        r"(?:agree|maintain|rule|reason|signal|flag)(?:s|d|ed)? that",
        r"agree[sd](?= that|:| with\b| the\b)",
        r"judge[sd](?= (?!to\b)[^.]* to\b| that\b)|(?:label|brand)(?:s|l?ed)(?= [^.]*“)",
        r"posted (?:on|that)|continued|(?:went|goes) on(?: to [a-z]+)?|opened with|feels?(?= that)|felt(?= that)",
        r"thought|play(?:s|ed) down",
        r"saying|arguing|warning|claiming|insisting|suggesting|telling|urging|asking|demanding|highlighting",
        r"hoping",
    )
)
_FOR = "press push argue campaign appeal lobby"
_ASK = "|".join(
    (
        r"want|fear|hope|expect|call(?:s|ed|ing)? (?:for|on|upon)|call(?:s|ed)(?= [^.]*“)",
        r"commit(?:s|ted)? (?:itself |themselves )?to",
        rf"(?:{_forms(_FOR, '- s ed ing')}) for|appeal(?:s|ed) to|plead(?:s|ed)? (?:with|for|that)",
        r"(?:decline|refuse)[sd] to|stop(?:s|ped) short of|(?:made|makes) (?:it )?clear|(?:draws?|drew) attention to",
        r"supports? (?:the call|calls)|(?:attack|defend)(?:s|ed)? the|sets? out|back(?:s|ed) (?:calls|plans)",
        r"(?:back|support)(?:s|ed) (?:the|its|his|her|their) (?:plans?|proposals?|idea|call|bill|report|move|deal)",
        r"(?:is|was|are|were) (?:\w+ )?(?:concerned|worried|disappointed|adamant|critical|hopeful|confident)"
        r" (?:that|about|of)",
        r"puts? (?:the|its|their|his|her|this|that) [\w ]{3,40}? at",
        r"rule[sd]? out|h(?:it|its) (?:out|back) at|sp(?:oke|eaks) out|came out against|t(?:ook|akes) (?:issue|aim)",
        r"m(?:ade|akes) the case|put forward|puts forward|laid (?:out|down)|paid tribute|cast doubt|lashed out",
        r"joined calls|led calls|(?:raised|sounded) (?:the|a) (?:alarm|note)|pushed back|stood by|poured cold water",
        r"defend(?:s|ed)? (?:the|its|his|her|their)|think[s]?",
        r"share[sd]? (?:our|the|this|that|his|her|their|its) (?:view|concern|belief|fear)s?|would not be drawn",
        r"(?:could not|cannot) say|puts? it \w+(?=:| “)",
        r"use[sd] (?:his|her|its|their|a) \w*(?: \w+)?speech|(?:proposing|recommending|calling) (?=for)",
        r"(?:rais|express|voic)(?:es|ed) [\w ]{0,30}(?:concerns?|fears|doubts|questions?|issues?)",
        r"express(?:es|ed) (?:\w+ )?(?:support|disappointment|hope|regret|confidence|relief|dismay)",
        r"g(?:ave|ives?) (?:(?:it|them|the \w+) )?(?:a|an|its|their) [\w ]{0,20}(?:welcome|backing|warning)",
    )
)
_SHOW = "|".join(
    (
        _forms("find show set put read foresee identify list uncover envisage indicate"),
        r"contains|suggests?",
    )
)
# What a document does is what it says, but for these.
_NOT_WRITTEN = (
    "is|was|has|had|come|came|follow|run|ran|appear|arrive|land|cost|take|took|go|goe|remain|sit|stand|stood|draw|doe|did"
    "|reach|emerge|mark|start|begin|end|close|open|wa|thi|hi|it|alway|exist|lie|publish|release|launch|deserve|need"
)
WRITTEN = re.compile(rf"\b(?!(?:{_NOT_WRITTEN})e?(?:s|ed)?\b)[a-z]{{3,}}(?:s|ed)\b|\bgoes on to [a-z]+")
# Any other verb with what follows from a mouth: "assured the committee that", "predicts that". These few do not.
_NOT_SAID = (
    "ensure|mean|decide|learn|know|realise|prove|see|notice|cause|happen|seem|appear|turn|vote|require|forget|provide"
    "|need|use|include|discover|hear|read|allow|guarantee|make|give|take|ha|i|wa|thi|it|doe|goe|alway|council|increase"
)
_TOLD = r"(?:(?:the|an?|his|her|its|their) [\w’]+|us|me|them|him|her|[A-Z]\w+|(?!says)[a-z]+s)"
_CONTENT = r"that (?:the|an?|it|he|she|they|this|there|no|[A-Z\d]|[a-z]+s)\b"
_THAT = rf"(?!(?:{_NOT_SAID})e?(?:s|ed)\b)[a-z]{{3,}}(?:s|ed)(?= (?:{_TOLD} )?{_CONTENT})"
VERB = re.compile(rf"\b(?:(?P<say>{_SAY})|(?P<ask>{_ASK})|(?P<show>{_SHOW})|(?P<that>{_THAT}))(?![\w’'])")
COORDINATED = re.compile(
    rf",? (?:and|but) (?:has |have |had |also |then |later )*(?:"
    rf"(?:{_SAY}|{_ASK})(?= that\b| for\b| on\b|:| “|[^,.]*“)|(?:thinks?|believes?|hopes?|fears?|wants?|argues?)\b)"
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
    r"(?:,| \w+) (?:(?:saying|arguing|warning|claiming|insisting|adding|stressing|suggesting|explaining)(?=:?\s)"
    r"|(?:finding|concluding|noting) that|(?:asking|calling|pressing|pleading) for|urging|demanding"
    r"|(?:calling|describing|branding|labelling)(?= [^,.]*“))"
)
# "Ms Pike’s message to ministers was simple."
VIEW = re.compile(
    r"[’']s? (?:own )?(?:message|view|verdict|answer|reply|response|warning|plea|advice|point|argument|demand"
    r"|position|hope|fear|assessment|conclusion|objection|complaint|question)(?: (?:to|on|about) [\w ]{3,40})?"
    r" (?:is|was|were|are)\b"
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
# "the Campaign has published what it calls “the honest timetable”"
WHAT_IT_CALLS = re.compile(
    r"\bwhat (?:it|he|she|they) (?:call(?:s|ed)?|term(?:s|ed)|describe[sd]? as|dub(?:s|bed)) “"
)
