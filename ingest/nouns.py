"""The nouns that people, organisations, groups and documents go by in British public life, and the small words."""

from __future__ import annotations

import re

BODY_NOUNS = frozenset(
    """council councils network association associations board commission trust society department institute
    institution partnership authority authorities union federation alliance forum centre center committee office
    agency ministry bureau foundation charity group confederation coalition campaign university college school
    academy hospital bank company corporation service services consortium taskforce unit panel assembly parliament
    party inspectorate observatory executive treasury house fund guild chamber league congress club collective
    movement exchange directorate ombudsman regulator secretariat watchdog thinktank think-tank tank government
    organisation body administration friends champions voices action rotary chambers
    firm practice police force court inquiry review conference laboratory lab museum library church journal
    ltd limited plc llp inc""".split()
)

OFFICE_NOUN = re.compile(
    r"\b(?:(?:vice|deputy|co|ex)[ -])?(?:chair(?:man|woman|person)?|leader|president|director|secretary|minister"
    r"|mayor|spokes(?:person|man|woman)|executive|officer|head|fellow|professor|lecturer|manager|member|councillor"
    r"|commissioner|convenor|convener|treasurer|trustee|founder|economist|analyst|adviser|advisor|author|co-author"
    r"|partner|lead|researcher|campaigner|organiser|coordinator|co-ordinator|champion|peer|governor|editor|writer"
    r"|resident|farmer|teacher|headteacher|nurse|doctor|consultant|planner|engineer|clerk|chancellor|whip|[a-z]*warden"
    r"|principal|dean|provost|rector|ombudsman|inspector|auditor|regulator|judge|bishop|vicar|activist|mother|father"
    r"|CEO|CFO|MP|MEP|MSP|ambassador|commander|captain|sergeant|superintendent|constable|general|expert|specialist"
    r"|advocate|holder|assistant|deputy|correspondent|reporter|curate|curator|scientist|broker|builder|landlord|tenant|student|pupil|pensioner"
    r"|parent|carer|owner|boss|chief|barrister|solicitor|historian|academic|[a-z]{3,}master|[a-z]{4,}ist)\b",
    re.IGNORECASE,
)
DOCUMENT_NOUN = (
    r"(?:white paper|green paper|business case|report|paper|study|studies|review|research|survey|analysis|strategy"
    r"|plan|letter|statement|briefing|inquiry|document|guidance|submission|manifesto|evaluation|assessment|audit"
    r"|estimates?|note|blueprint|prospectus|response|figures|data|poll|polling|motion|petition|resolution|minutes"
    r"|proposals?|recommendations|findings|framework|evidence|commentary|memo|memorandum|pamphlet|charter|bulletin|summary"
    r"|inspection|investigation|probe|verdict|ruling|factsheet|dossier|index|census|statistics|toolkit|prospectus|newsletter)"
)
DOCUMENT = re.compile(rf"\b{DOCUMENT_NOUN}\b", re.IGNORECASE)
GROUP_NOUN = (
    r"(?:ministers|campaigners|critics|officials|chiefs|bosses|leaders|directors|experts|councillors|MPs|peers|lords"
    r"|residents|parents|teachers|heads|headteachers|officers|academics|researchers|analysts|economists|insiders"
    r"|sources|supporters|opponents|operators|employers|businesses|charities|councils|authorities|mayors|families"
    r"|people|patients|carers|doctors|nurses|GPs|farmers|members|chairs|chief executives|treasurers|unions|boards"
    r"|governors|advisers|advisors|inspectors|auditors|lawyers|commentators|observers|activists|protesters|providers"
    r"|colleges|schools|universities|landlords|developers|tenants|students|pupils|voters|politicians|backbenchers"
    r"|trustees|partners|counties|districts|cities|towns|parishes|departments|regulators|scientists|think ?tanks"
    r"|commissioners|managers|planners|workers|staff|doctors|firms|companies|trusts|groups|organisations|bodies"
    r"|authors|aides|allies|colleagues|neighbours|prosecutors|forecasters|organisers|bidders|respondents|delegates"
    r"|witnesses|secretaries|spokespeople|spokesmen|historians|engineers|consultants|governments|co-authors|readers"
    r"|(?:spokes(?:person|man|woman)|source|insider|official|expert|observer|critic|aide|resident|delegate|witness))"
)
STOP = frozenset(
    """a an the its his her their our my this that these those last next this in on at by for from to of with as and
    or but when while where after before since because although though if than into over under about yesterday today
    tomorrow week month year night morning evening afternoon now then later earlier already also again meanwhile
    however therefore instead so yet not is are was were be been has have had will would could can may might should
    must do does did it he she they we i who which whose what there here said says told asked according
    between among against across within without via per amid unlike despite""".split()
)
# Words before "council" and the like that make no name of it, although they may open a sentence.
COMMON = STOP | frozenset(
    """local county city district borough parish town metropolitan unitary rural urban regional national central health
    trade education joint new former independent public private main whole big small large other many most several
    cross-party select executive scrutiny school water housing""".split()
)
