"""The wording of page furniture, in classes that hold for any publisher: what a line says when it is no article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_MAIL = r"(?:e-?mail|newsletter|bulletin|briefing|updates?|alerts?|digest|inbox|mailing list)s?"
_NEWS = (
    r"(?:news|stor(?:y|ies)|articles?|content|posts?|blogs?|topics?|pages?|publications?|resources?|reports?|jobs"
    r"|documents?|links|comments?|analysis|opinion|features?|tweets?|updates?|videos?|podcasts?|events?|headlines"
    r"|press releases?|vacancies)"
)
_SITE = r"(?:facebook|twitter|x|linked-?in|whats-?app|instagram|youtube|reddit|pinterest|bluesky|threads|mastodon|tiktok|telegram|messenger|e-?mail)"


@dataclass(frozen=True, slots=True)
class Cue:
    """A class of wording: ``whole`` lines (all their words fit) and ``opening`` words of lines, both as patterns;
    ``weight`` is how strongly it speaks for furniture (paragraph of prose: about -2); ``list`` marks headings of
    lists of teasers, under which prose may stand that belongs to no article here."""

    why: str
    weight: float
    whole: str = ""
    opening: str = ""
    anywhere: str = ""
    list: bool = False


@dataclass(frozen=True, slots=True)
class Sign:
    """What a line's wording speaks for: ``weight`` 0 is nothing."""

    weight: float = 0.0
    why: str = ""
    list: bool = False


CUES: tuple[Cue, ...] = (
    Cue(
        "registration prompt",
        6.0,
        whole=r"what['’]s included:?|log ?in|sign ?in|my account|create (?:an? )?(?:free )?account|forgot(?:ten)? (?:your )?password\??",
        opening=r"register (?:now|today|for free|here|to )|already (?:have an account|a (?:subscriber|member)|registered|subscribed)"
        r"|thank you for visiting|why not register|to continue reading|continue reading|not (?:yet )?a (?:subscriber|member)"
        r"|free access to|(?:log|sign) ?in (?:here|to|or|now|again|below)|create (?:an? )?(?:free )?account|get (?:unlimited|full) access"
        r"|this (?:article|content|story|page) is (?:only |exclusively )?(?:for|available (?:only )?to|reserved for|locked)"
        r"|you(?: have|['’]ve) (?:read|reached|used|\d)|unlock (?:this|unlimited|full)|start your (?:free )?trial",
        anywhere=r"subscriber-only|(?:register|subscribe) (?:today|now) (?:and|to|for)|already have an account"
        r"|free articles? (?:this|left|remaining|per|a) ?month",
    ),
    Cue(
        "sign-up",
        6.0,
        whole=rf"newsletters?|subscribe|sign ?up|e-?mail(?: address)?\*?|(?:first|last|your|full) ?name\*?|submit|{_MAIL} sign-?up",
        opening=rf"sign ?up (?:to|for|now|here|today|and)|subscribe (?:to|for|now|here|today|and)|enter your (?:e-?mail|address|details)|your e-?mail"
        rf"|(?:get|receive) (?:the|our|all the|more)? ?(?:.{{0,50}} )?(?:{_MAIL})\b|for (?:your|our|a|the) (?:free |daily |weekly |morning )+(?:.{{0,20}} )?{_MAIL}"
        rf"|stay (?:up to date|informed|in touch|connected|in the loop)|join (?:our|the) (?:mailing list|newsletter)|never miss|don['’]t miss (?:out|a|our)"
        rf"|e-?mail newsletter|want (?:more|to (?:read|stay)).{{0,60}}(?:sign|subscribe|{_MAIL})|unsubscribe",
        anywhere=r"(?:straight |direct(?:ly)? |delivered )+to your inbox|(?:our|the|a) (?:free )?(?:daily |weekly |monthly )?newsletter to (?:get|receive)"
        r"|by (?:signing up|subscribing|clicking)|enter your (?:e-?mail|address)|you can unsubscribe",
    ),
    Cue(
        "cookie notice",
        6.0,
        whole=r"(?:accept|reject|allow|decline)(?: all)?(?: (?:additional )?cookies)?|cookies?|cookie (?:policy|settings|preferences|notice)|your privacy"
        r"|manage (?:options|cookies|preferences|settings|consent)|(?:view|hide|change) cookies?(?: settings| message)?|cookies on .{1,40}",
        opening=r"we (?:and our .{0,25}partners |['’]d like to |would like to )?(?:also )?(?:use|set|store) (?:.{0,30} )?cookies|this (?:web)?site uses cookies|by (?:continuing|using) (?:to|this|our)"
        r"|choose which cookies|you(?:['’]ve| have) (?:accepted|rejected) (?:additional )?cookies|we use some essential cookies",
        anywhere=r"(?:store|access)(?: and/or access| and access)? information on (?:your|a) device|(?:non-essential|analytics|tracking|additional) cookies",
    ),
    Cue(
        "share links",
        6.0,
        whole=rf"(?:share|tweet|print|pin|like|save|bookmark|copy(?: the)? link)(?: (?:this|the|on|via|by|with|it|link|page|article|story|post|to))*(?: {_SITE})?(?: \(.{{1,40}}\))?"
        rf"|(?:{_SITE}(?:[ ,|/•·]+|$)){{1,9}}(?:share|icon|logo|banner|link)?|share\W+{_SITE}.{{0,40}}|(?:print|e-?mail) (?:this|page).{{0,20}}|\d+ shares?|shares?|(?:this page|this article) on {_SITE}"
        rf"|(?:send|share) (?:this )?(?:by|to|via|with) .{{1,25}}|.{{1,12}} banner|gift this article",
        opening=rf"share (?:this|on|via|to)\b|follow (?:us|.{{1,30}}) on {_SITE}|(?:like|find|join|connect with) us on|opens in (?:a )?new (?:window|tab)|click to share|\(opens in",
    ),
    Cue(
        "advert",
        6.0,
        whole=r"(?:ad|advert|adverts|advertis?e?ment|advertising|sponsored|promoted|promotion|advertorial)(?: (?:by|from|feature|content|here)(?: .{1,40})?)?|paid (?:content|post|partnership|for by .{1,40})"
        r"|(?:advertisement )?(?:article|story|page) continues (?:below|after)(?: (?:the |this )?(?:ad|advert|advertisement|promotion|newsletter promotion))?|in association with .{1,40}|continue reading below|remove ads?",
        opening=r"advertis?ement(?:[A-Z\s:–-]|$)|sponsored (?:by|content)|ask for a quote|terms and conditions apply|after newsletter promotion",
    ),
    Cue(
        "partner content",
        6.0,
        whole=r"(?:partner|sponsored|promoted|paid|commercial|branded)(?:er)? (?:content|features?|posts?|messages?|articles?)|from our (?:partners|sponsors)|around the web|paid for by .{1,40}",
        list=True,
    ),
    Cue(
        "related links",
        5.5,
        whole=rf"related(?: {_NEWS}| reading| items?| to this.{{0,20}})*|(?:read|see|find out|learn|discover|view|show) (?:more|next|also|all)(?: (?:on|about|from|in) .{{1,50}})?|more(?: {_NEWS}| like this| on this(?: story)?)|more (?:from|in|on) .{{1,50}}"
        rf"|(?:you (?:may|might) also (?:like|be interested in|enjoy)|recommended(?: for you| {_NEWS}| reading)?|editor['’]?s['’]? (?:picks?|choice)|top {_NEWS}|don['’]t miss|featured(?: {_NEWS})|suggested {_NEWS}|what to read next|up next|also (?:in|on|from) .{{1,40}}|elsewhere on .{{1,40}}|other {_NEWS}|in other news|see all.{{0,30}}|view all.{{0,30}}|explore more.{{0,30}}|popular (?:on|in) .{{1,30}}|discover more.{{0,30}}|keep reading)",
        opening=rf"read (?:more|also|next|the full (?:story|article))\s*(?:[:>→»|-]|about\b)|(?:read|see) also\s*:|related\s*(?:{_NEWS})?\s*:|more\s*:|(?:next|previous|older|newer) (?:article|post|story|page)\b|[<>←→«»] ",
        list=True,
    ),
    Cue(
        "most read",
        4.5,
        whole=rf"(?:most|highest) (?:read|popular|viewed|commented|shared|recent|rated)(?: .{{1,40}})?|(?:popular|trending|top)(?: {_NEWS}| now| today| this week)?|best of .{{1,40}}",
        list=True,
    ),
    Cue(
        "latest news",
        4.0,
        whole=rf"(?:(?:our |the |all )?(?:latest|recent|more recent|upcoming|forthcoming|past)) {_NEWS}(?: (?:on|from|in|and|about|by|&) .{{1,50}}| and .{{1,30}})?|the latest(?: from .{{1,40}})?|latest|news (?:&|and) {_NEWS}|news in brief|what['’]s (?:new|on)|breaking news",
        list=True,
    ),
    Cue(
        "job adverts",
        4.0,
        whole=r"(?:latest |featured |search |find |browse |related |all |view )?(?:[A-Z][\w&-]+ ){0,3}(?:jobs?|vacancies)(?: (?:of the week|board|search|by e-?mail|near you|in .{1,30}))?|apply (?:now|online|here)|view (?:job|details)|find your next (?:job|role).{0,30}",
        opening=r"(?:recruiter|recuriter|employer|closing date|salary|job (?:title|type|ref(?:erence)?)|contract(?: type)?|hours|grade|location|pay scale|vacancy|post ref)\s*:|we (?:have|are offering) an? (?:exciting|fantastic|unique|great) opportunity|an? (?:exciting|fantastic) opportunity (?:has arisen|to join)|we are (?:recruiting|looking for|seeking) an?",
        anywhere=r"\bper annum\b|\bp\.a\.|£[\d,]{4,8}(?:\.\d\d)?\s*(?:-|–|to)\s*£?[\d,]{4,8}(?:\.\d\d)?(?! ?(?:m|bn|million|billion))\b|\bpro[ -]rata\b|hours per week|(?:fixed[- ]term|permanent|secondment)[, ]*(?:contract)?[, /]*(?:full|part)[ -]?time",
        list=True,
    ),
    Cue(
        "copyright and legal",
        5.5,
        whole=r"(?:privacy|cookies?|accessibility|modern slavery|legal|complaints|editorial|terms)(?: (?:policy|notice|statement|information|code|procedure|of (?:use|service)|and conditions|& conditions))?|terms (?:and|&) (?:conditions|privacy)|contact(?: us)?|sitemap|site map|all rights reserved\.?|disclaimer|freedom of information|open government licence.{0,20}|crown copyright|powered by .{1,30}",
        opening=r"(?:copyright )?(?:©|\(c\)) ?(?:copyright )?|copyright (?:©|\d{4}|\w+ \d{4})|registered (?:charity|company|office|in england|in scotland|number)|(?:a )?company (?:limited by guarantee|registered|number)|vat (?:reg|number)|(?:website|site|design(?:ed)?|web design|built) by|all content is available under|charity (?:no|number|registration)",
        anywhere=r"all rights reserved|registered (?:charity|company) (?:no|number|in england)|company (?:registration )?(?:no|number)[. ]|©",
    ),
    Cue(
        "comment prompt",
        5.5,
        whole=r"comments?(?: ?\(\d+\))?|\d+ comments?|no comments?(?: yet)?|reply|report (?:abuse|comment)|have your say|(?:view|show|hide|load)(?: more| all| \d+)* comments|reader comments.{0,20}|responses?(?: ?\(\d+\))?|commenting is (?:closed|off).{0,40}|discussion(?: \(\d+\))?",
        opening=r"leave a (?:comment|reply)|(?:post|add|write) (?:a|your) comment|join the (?:conversation|debate|discussion)|be the first to comment|(?:log in|sign in|register|please log in) to (?:comment|post|join)|what do you think\?.{0,60}(?:comment|below|tell us|let us know)|let us know (?:what you think|your).{0,40}comments?|your email address will not be published|required fields are marked|comments (?:are|have been|have) (?:closed|off|moderated)",
        list=True,
    ),
    Cue(
        "navigation",
        3.0,
        whole=r"home|menu|search|main menu|close(?: menu)?|skip to (?:main )?(?:content|navigation)|about(?: us)?|back|next|previous|(?:back|return) to (?:top|news|home|.{1,25})|top of page|you are here|toggle .{1,20}|(?:open|show|hide) (?:menu|search|navigation)|go|loading\.*|more|all|listen|play|pause|(?:a|text size)[ +-]*|contents?|in this section|in this article|on this page|jump to.{0,30}|subscribe now|support us|donate(?: now| today)?|join us|become a member|get involved|follow(?: us)?|our (?:work|people|team|partners)|help|faqs?|resources|log out",
        opening=r"(?:you are here|home)\s*[>»/›|:]|(?:back|return) to (?:top|news|all|the|home)\b|skip to ",
    ),
    Cue(
        "appeal",
        5.0,
        opening=r"(?:support|donate to|help fund|help us) (?:our|independent|.{1,30}['’]s) (?:work|journalism|reporting)|if you (?:liked|enjoyed|value|found) this (?:article|story|post|page)|(?:please )?(?:consider )?(?:donat(?:e|ing)|support(?:ing)? us)\b.{0,60}£|got a (?:story|view|question|tip)|(?:do )?you have a (?:story|tip)|contact (?:the |our )?news ?desk|was this (?:page|article|information|content) (?:helpful|useful)|is this page useful|(?:there is anything|is there anything) wrong with this page|report a problem with this page|give (?:us )?feedback|tell us what you think|rate this|e-?mail (?:us|the editor|your)|text us|find out more (?:at|on|here|about)|for more information,? (?:visit|see|go to|click)|click (?:here|on)|(?:download|view) (?:the |our |this )?(?:app|pdf)\b",
    ),
    Cue(
        "widget",
        4.0,
        whole=r"tags?|topics?|categor(?:y|ies)|filed under|timelines?|(?:view|play) (?:gallery|video)|image \d+ of \d+|\d+ ?/ ?\d+|\d+ min(?:ute)?s?(?: read)?|advertise(?: with us)?|captions?|gallery|video|audio|listen to this article.{0,30}|reading time.{0,20}",
        opening=r"(?:tags?|topics?|categor(?:y|ies)|filed (?:under|in)|posted in|tagged(?: with| in)?|keywords?|share|timelines?|announcement date|event date|publication type|document type|content type|sectors?|regions?|see also|section)\s*:|posted (?:in|under)\b|listen to this",
    ),
    Cue(
        "picture credit",
        5.5,
        whole=r"\(?(?:image|photo(?:graph)?|picture|pic|credit|main image|header image|cover image|photo credit|image credit|getty images|shutterstock|alamy|pa media|pa wire|istock)(?:s|graphy)?(?: (?:credit|by|courtesy(?: of)?|source))?\s*[:|/©].{1,80}|(?:getty images|shutterstock|alamy|istock)(?:/.{1,30})?",
    ),
    Cue("end mark", 5.5, whole=r"[-–—*# ]*(?:ends?|ends here|end of release)[-–—*# ]*|[-–—*_=~#•. ]{2,}"),
)


@cache
def _compiled() -> tuple[tuple[Cue, re.Pattern[str] | None, re.Pattern[str] | None, re.Pattern[str] | None], ...]:
    return tuple((cue, _pattern(cue.whole), _pattern(cue.opening), _pattern(cue.anywhere)) for cue in CUES)


def _pattern(source: str) -> re.Pattern[str] | None:
    return re.compile(rf"(?:{source})", re.IGNORECASE) if source else None


def read_sign(line: str) -> Sign:
    """The strongest class of furniture wording in one line. Long lines need more than a word in passing."""
    core = line.strip(" \t:.!…>»→|-–—•*\u00a0")
    words = len(line.split())
    best = Sign()
    for cue, whole, opening, anywhere in _compiled():
        weight = 0.0
        if whole and words <= 12 and (whole.fullmatch(core) or whole.fullmatch(line)):
            weight = cue.weight
        elif opening and (opening.match(line) or opening.match(core)):
            weight = cue.weight if words <= 30 else cue.weight * 0.6
        elif anywhere and anywhere.search(line):
            weight = cue.weight * (0.9 if words <= 25 else 0.7)
        if weight > best.weight:
            best = Sign(weight, cue.why, cue.list and weight == cue.weight)
    return best
