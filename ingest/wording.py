"""The wording of page furniture, in classes that hold for any publisher: what a line says when it is no article.

Three ways to fit: ``whole`` (all words of a short line), ``opening`` (how a line begins) and ``anywhere``;
``certain`` openings are believed even of a full sentence that stands alone among paragraphs of an article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_MAIL = r"(?:e-?mail|newsletter|bulletin|briefing|update|alert|digest|inbox|mailing list)s?"
_NEWS = (
    r"(?:news|stor(?:y|ies)|articles?|content|posts?|blogs?|topics?|pages?|publications?|resources?|reports?|jobs"
    r"|documents?|links|comments?|analysis|opinion|features?|tweets?|updates?|videos?|podcasts?|events?|headlines"
    r"|press releases?|vacancies|research|reading|insights?|briefings?|case studies|guidance|services|searches)"
)
_SITE = (
    r"(?:facebook|twitter|x|linked-?in|whats-?app|instagram|youtube|reddit|pinterest|bluesky|threads|mastodon"
    r"|tiktok|telegram|messenger|e-?mail|flipboard|rss)"
)
_CLOCK = r"(?:at )?\d{1,2}[:.]\d\d ?(?:[ap]m)? ?(?:BST|GMT)?"


@dataclass(frozen=True, slots=True)
class Cue:
    """A class of wording. ``weight`` is how strongly it speaks for furniture, where a paragraph of prose speaks
    against it with about 2.5; ``opens`` marks headings of lists of teasers, whose sentences are no article here."""

    why: str
    weight: float
    whole: str = ""
    opening: str = ""
    anywhere: str = ""
    certain: str = ""
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Sign:
    """What a line's wording says: ``weight`` 0 is nothing, above 8 is certain."""

    weight: float = 0.0
    why: str = ""
    opens: bool = False


NOTHING = Sign()

CUES: tuple[Cue, ...] = (
    Cue(
        "registration prompt",
        6.0,
        whole=r"what['’]s included:?|log ?in|sign ?in|log out|my account|create (?:an? )?(?:free )?account"
        r"|forgot(?:ten)? (?:your )?password\??|register|story saved|remind me later|no thanks|maybe later",
        opening=r"register (?:now|today|for free|here|to )|to continue reading|continue reading"
        r"|not (?:yet )?a (?:subscriber|member)|free access to|(?:log|sign) ?in (?:here|to|or|now|again|below|with)"
        r"|create (?:an? )?(?:free )?account|get (?:unlimited|full) access|unlock (?:this|unlimited|full)"
        r"|this (?:article|content|story|page) is (?:only |exclusively )?(?:for|available (?:only )?to|reserved|locked)"
        r"|you(?: have|['’]ve) (?:read |reached |used )?(?:your |\d+ )(?:of |free |limit)|start your (?:free )?trial",
        anywhere=r"subscriber-only|(?:register|subscribe) (?:today|now) (?:and|to|for)|already have an account"
        r"|free articles? (?:this|left|remaining|per|a) ?month|(?:my|your) bookmarks\b",
        certain=r"thank you for visiting|(?:why not )?(?:register|subscribe) (?:now|today|here)\b"
        r"|already (?:have an account|a (?:subscriber|member)|registered|subscribed)\b"
        r"|you(?: have|['’]ve) (?:read|reached|used|got)? ?\d* ?.{0,20}free articles?|subscribe (?:now )?from £",
    ),
    Cue(
        "sign-up",
        6.0,
        whole=rf"(?:free )?(?:daily |weekly |monthly )?newsletters?|subscribe|sign ?up|e-?mail(?: address)?\*?"
        rf"|(?:first|last|your|full) ?name\*?|submit|(?:get )?{_MAIL} sign-?ups?|subscribe now|your e-?mail(?: address)?"
        r"|unsubscribe(?: at any time)?",
        opening=r"sign ?up (?:to|for|now|here|today|and)|subscribe (?:to|for|now|here|today|and)|unsubscribe"
        r"|enter your (?:e-?mail|address|details|postcode)|join (?:our|the) (?:mailing list|newsletter)|never miss"
        rf"|(?:get|receive) (?:(?:the|our|all|more|your|a) )?(?:.{{0,50}} )?{_MAIL}\b"
        rf"|for (?:your|our|a|the) (?:free |daily |weekly |morning |regular )+(?:.{{0,20}} )?{_MAIL}"
        r"|stay (?:up to date|informed|in touch|connected|in the loop|ahead)|keep up to date|e-?mail newsletter"
        rf"|want (?:more|to (?:read|stay)).{{0,60}}(?:sign|subscribe|{_MAIL}|app)|something went wrong, please",
        anywhere=r"(?:straight |direct(?:ly)? |delivered )+to your inbox|in your inbox\b|by (?:signing up|subscribing)\b"
        r"|enter your (?:e-?mail|address)|you can unsubscribe|can['’]t be wrong",
        certain=rf"(?:sign ?up|subscribe|register) (?:here |now |today |free )?(?:to|for) (?:our|the|your|my|a|free|campaign)? ?.{{0,45}}{_MAIL}\b"
        r"|(?:sign ?up|subscribe) to .{3,60} (?:newsletter|bulletin|briefing)|enter your e-?mail|download (?:our|the) .{0,20}app\b"
        rf"|want (?:more|to (?:read|stay)).{{0,90}}(?:newsletter|download our|sign up|subscribe)|get .{{0,60}}to your inbox"
        r"|our .{0,40}(?:e-?mail|newsletter|bulletin) (?:breaks|brings|rounds|sends|delivers|gives)|by (?:signing up|subscribing|submitting)"
        r"|never miss (?:a|an|our|out)\b|privacy notice: newsletters",
    ),
    Cue(
        "cookie notice",
        6.0,
        whole=r"(?:accept|reject|allow|decline|refuse)(?: all)?(?: (?:additional |optional )?cookies)?|cookies?"
        r"|cookie (?:policy|settings|preferences|notice|consent)|your privacy|(?:view|hide|change) cookies?(?: \w+)?"
        r"|manage (?:my )?(?:options|cookies|preferences|settings|consent)|cookies on .{1,40}|save preferences",
        opening=r"choose which cookies|by (?:continuing|using) (?:to|this|our) .{0,40}(?:site|cookies|consent)",
        anywhere=r"(?:non-essential|analytics|tracking|additional) cookies|use of cookies",
        certain=r"we (?:and our .{0,25}partners? |['’]d like to |would like to )?(?:also )?(?:use|set|store|place)(?: \S+){0,5} cookies"
        r"|(?:this|our) (?:web)?site (?:uses|stores|places) .{0,20}cookies|you(?:['’]ve| have) (?:accepted|rejected) .{0,20}cookies"
        r"|we (?:value|care about|respect) your privacy|we and our .{0,30}partners? |choose which cookies",
    ),
    Cue(
        "share links",
        6.0,
        whole=rf"(?:share|tweet|print|pin|like|bookmark|copy|e-?mail|gift)(?: (?:this|the|on|via|by|with|it|link|page|article|story|post|to|a friend))*(?: {_SITE})?(?: \(.{{1,40}}\))?"
        rf"|(?:{_SITE}(?:[ ,|/•·]+|$)){{2,9}}|{_SITE}|share\W+{_SITE}.{{0,40}}|\d+ shares?|shares?|share page|about sharing"
        rf"|(?:this page|this article) on {_SITE}|(?:send|share) (?:this )?(?:by|to|via|with) .{{1,25}}"
        rf"|(?:{_SITE}|web|top|side) (?:banner|icon|logo|button|feed)|reuse this content|follow us(?: on .{{1,30}})?|listen(?: to this article)?",
        opening=rf"share (?:this|on|via|to)\b|follow (?:us|.{{1,30}}) on {_SITE}|(?:like|find|join|connect with) us on"
        r"|opens in (?:a )?new (?:window|tab)|click to share|the following links open|order (?:a )?reprints?",
        certain=rf"follow .{{1,40}} on {_SITE}\b.{{0,60}}|share this (?:article|page|story|post)\b",
    ),
    Cue(
        "advert",
        6.5,
        whole=r"(?:ad|advert|adverts|advertise?ment|advertising|sponsored|promoted|promotion|advertorial)(?: (?:by|from|feature|content|here)(?: .{1,40})?)?"
        r"|paid (?:content|post|partnership|for by .{1,40})|in association with .{1,40}|continue reading below|remove ads?|ad feature"
        r"|(?:advertisement )?(?:article|story|page) continues (?:below|after).{0,50}|skip advert(?:isement)?|after newsletter promotion",
        opening=r"advertise?ment(?:[\s:–-]|$)|sponsored (?:by|content)|ask for a quote|terms and conditions apply",
    ),
    Cue(
        "partner content",
        6.5,
        whole=r"(?:partner|sponsored|sponsor|promoted|paid|commercial|branded|supplier|advertiser)(?:er)?(?:['’]s?)? (?:content|features?|posts?|messages?|articles?|news|insights?|zone|stories)"
        r"|from our (?:partners|sponsors)|around the web|paid for by .{1,40}|promoted (?:stories|links)",
        opens=True,
    ),
    Cue(
        "related links",
        5.5,
        whole=rf"(?:you )?(?:may|might) (?:also )?(?:like|be interested in|enjoy)|you (?:may|might) also .{{1,30}}|related(?: {_NEWS}| reading| items?| internet| to this.{{0,20}}| stories)*"
        rf"|(?:read|see|find out|learn|discover|view|show|load) (?:more|next|also|all)(?: (?:on|about|from|in|posts|stories|news)(?: .{{1,50}})?)?|more(?: {_NEWS}| like this| on this(?: story)?| on| information| details)"
        rf"|more (?:from|in|on) .{{1,50}}|recommended(?: for you| {_NEWS}| reading)?|editor['’]?s['’]? (?:picks?|choice)|top {_NEWS}|don['’]t miss|featured {_NEWS}|suggested {_NEWS}|(?:what to )?read next|up next|also (?:in|on|from) .{{1,40}}|elsewhere on .{{1,40}}|other {_NEWS}|in other news"
        r"|(?:see|view|browse) all.{0,30}|explore (?:more|the topic|further|this topic).{0,30}|popular (?:on|in) .{1,30}|discover more.{0,30}|keep reading|(?:you|readers) also (?:read|liked).{0,20}|similar .{1,20}|external links?|useful links?|quick links?|further information|in this series|part of .{1,30} series|collections?",
        opening=rf"related\s*(?:{_NEWS})?\s*:|more\s*:|(?:next|previous|older|newer) (?:article|post|story|page)\b|[<>←→«»›‹] ?\w",
        certain=r"(?:read|see|watch|listen) (?:more|also|next|now|the full (?:story|article))\s*(?:[:>→»|–-]|about\b)|(?:find out|learn) more (?:about|here|at|on)\b",
        opens=True,
    ),
    Cue(
        "most read",
        5.5,
        whole=rf"(?:most|highest) (?:read|popular|viewed|commented|shared|recent|rated|watched)(?: .{{1,40}})?|(?:popular|trending|top)(?: {_NEWS}| now| today| this week| topics)|trending|best of .{{1,40}}",
        opens=True,
    ),
    Cue(
        "latest news",
        4.5,
        whole=rf"(?:our |the |all |see )?(?:latest|recent|more recent|upcoming|forthcoming|past) {_NEWS}(?: (?:on|from|in|and|about|by|&|for) .{{1,50}})?|the latest(?: from .{{1,40}})?|latest|news (?:&|and) {_NEWS}|news in brief|what['’]s (?:new|on)|breaking news|key events|show key events only|load more.{0, 20}",
        opens=True,
    ),
    Cue(
        "job adverts",
        4.5,
        whole=r"(?:latest |featured |search |find |browse |related |all |view |top )?(?:[\w&-]+ ){1,3}(?:jobs?|vacancies)(?: (?:of the week|board|search|by e-?mail|near you|in .{1,30}))?|apply (?:now|online|here)|view (?:job|details)|find your next (?:job|role).{0,30}|competitive(?: salary)?|up to £[\d,]+(?: .{0,20})?",
        opening=r"(?:recruiter|recuriter|employer|closing date|salary|job (?:title|type|ref(?:erence)?)|contract(?: type)?|hours|grade|location|pay scale|vacancy|post ref|salary range)\s*:"
        r"|we (?:have|are offering) an? (?:exciting |fantastic |unique |great |rare )?opportunity|an? (?:exciting|fantastic) opportunity (?:has arisen|to join)|we are (?:recruiting|seeking) an?|apply (?:now|by|online)",
        anywhere=r"\bper annum\b|\bp\.a\.(?:\W|$)|£[\d,]{5,8}(?:\.\d\d)?\s*(?:-|–|to)\s*£?[\d,]{5,8}(?:\.\d\d)?(?! ?(?:m|bn|million|billion))\b|\bpro[ -]rata\b|hours (?:per|a) week\b|(?:fixed[- ]term|permanent|secondment)[, ]*(?:contract)?[, /]*(?:full|part)[ -]?time",
        opens=True,
    ),
    Cue(
        "copyright and legal",
        6.0,
        whole=r"(?:privacy|cookies?|accessibility|modern slavery|legal|complaints|editorial|terms)(?: (?:policy|notice|statement|information|procedure|of (?:use|service)|and conditions|& conditions|& cookies|and cookies))|terms (?:and|&) (?:conditions|privacy)|terms|privacy|contact(?: us)?|sitemap|site map|all rights reserved\.?|disclaimer|freedom of information|crown copyright|powered by .{1,30}|advertise(?: with us)?|work (?:for|with) us|media centre|press office|social media",
        opening=r"(?:copyright )?(?:©|\(c\))|copyright (?:©|\d{4}|\w+ \d{4})|registered (?:charity|company|office|in england|in scotland|number|as a)|(?:a )?company (?:limited by guarantee|registered|number)|vat (?:reg|number)|(?:website|site|web design|built|designed) by\b|all content is (?:available under|©)|charity (?:no|number|registration)",
        anywhere=r"all rights reserved|registered (?:charity|company) (?:no|number|in england)|company (?:registration )?(?:no|number)[. ]\d|[©] ?(?:copyright |crown |\d{4})",
        certain=r".{0,60}is not responsible for the content of external|(?:copyright )?© ?(?:copyright )?\d{4}|.{0,80}\ball rights reserved\b",
    ),
    Cue(
        "comment prompt",
        6.0,
        whole=r"\d* ?comments?(?: ?\(\d+\))?|no comments?(?: yet)?|reply|report (?:abuse|comment)|have your say|(?:view|show|hide|load|see|read)(?: more| all| the| \d+)* comments|reader comments.{0,20}|responses?(?: ?\(\d+\))|commenting is (?:closed|off).{0,40}|discussion \(\d+\)|(?:leave|post|add|write) a (?:comment|reply)|join the (?:conversation|debate|discussion)|comment now|oldest|newest",
        opening=r"leave a (?:comment|reply)|(?:post|add|write) (?:a|your) comment|join the (?:conversation|debate|discussion)|be the first to comment|(?:log in|sign in|register|please log in|please sign in) to (?:comment|post|join)|required fields are marked|comments (?:are|have been|have) (?:closed|off|moderated)|please (?:log|sign) in to",
        certain=r"your e-?mail address will not be published|(?:this discussion is|comments are) (?:now )?closed|what do you think\?.{0,60}(?:comment|below|tell us|let us know)|let us know (?:what you think|your).{0,40}comments?|you must be logged in",
        opens=True,
    ),
    Cue(
        "navigation",
        3.5,
        whole=r"home|menu|search|main menu|close(?: menu)?|skip to .{1,20}|about(?: us)?|back|next|previous|(?:back|return) to (?:top|news|home|.{1,25})|top of page|you are here|toggle .{1,20}|(?:open|show|hide) (?:menu|search|navigation)|go|loading\.*|more|all|play|pause|contents?|in this (?:section|article|story)|on this page|jump to.{0,30}|support us|donate(?: now| today)?|join us|become a member|get involved|our (?:work|people|team|partners|members)|help|faqs?|resources|news|sport|politics|business|opinion|comment|features?|blogs?|events?|jobs|weather|what we do|membership|members|login|services|publications|policy|research|training|directory|archive|magazine|media|gallery|inyourarea|campaigns?|save|shop|yes|no",
        opening=r"(?:you are here|home)\s*[>»/›|:]|(?:back|return) to (?:top|news|all|the|home)\b|skip to |home »",
    ),
    Cue(
        "section label",
        3.5,
        whole=r"(?:news|politics|opinion|comment|analysis|features?|blogs?|press release|speech|statement|research|reports?|interview|explainer|long read|exclusive|editorial|columns?|for immediate release|guest (?:blog|post|comment)|local government|finance|education|health|environment|media release|policy paper|guidance|consultation)(?: (?:news|story))?",
    ),
    Cue(
        "appeal",
        5.0,
        opening=r"(?:please )?(?:consider )?(?:donat(?:e|ing)|support(?:ing)? us)\b.{0,60}£|(?:do )?you have a (?:story|tip)|got a (?:story|view|question|tip)|contact (?:the |our )?news ?desk|give (?:us )?feedback|tell us what you think|rate this|text us|click (?:here|on)|is there anything wrong|help us (?:be|keep|improve|continue|fight)|yes this page|no this page|maybe|thank you for your feedback|(?:download|view|read) (?:the |our |this )?(?:full |summary )?(?:report|pdf|briefing|publication|document|paper)(?: ?\(.{1,25}\))?$|send (?:us )?your (?:letters|views|story|stories|thoughts|comments)",
        certain=r"(?:support|donate to|help fund|help us) (?:our|independent|.{1,30}['’]s) (?:work|journalism|reporting)|if you (?:liked|enjoyed|value|found) this (?:article|story|post|page)|was this (?:page|article|information|content) (?:helpful|useful)|is this page useful|report a problem with this|£\d+ (?:could|can|will) (?:pay|help|buy|fund|provide)|send (?:us )?your (?:letters|story|stories) to|you can find this story in|there is (?:a problem|something wrong) with this page|for more information,? (?:visit|see|go to|click)|got a story",
    ),
    Cue(
        "contact lines",
        4.5,
        whole=r"media (?:contacts?|enquiries)|(?:press|media) (?:contacts?|enquiries|office)|contacts?|for (?:media|press) enquiries|address|telephone|phone|opening hours",
        opening=r"(?:press|media) (?:contacts?|enquiries|office|team)\b|out[- ]of[- ]hours\b|for (?:(?:more|further|all|any|press|media) )+(?:information|details|enquiries)?,? ?(?:please )?(?:contact|call|e-?mail|visit)\b|(?:tel|e-?mail|t|e|m|twitter|web|website|fax)\s*:",
    ),
    Cue(
        "widget",
        4.5,
        whole=r"tags?|topics?|categor(?:y|ies)|filed under|timelines?|(?:view|play) (?:gallery|video)|image \d+ of \d+|\d+ ?/ ?\d+|\d+ ?min(?:ute)?s?(?: read)?|gallery|video|audio|listen to this article.{0,30}|reading time.{0,20}|updates? to this page|last (?:modified|reviewed)|print this page|from|part of|applies to.{0,30}|publication type|document type|details|documents?|downloads?|attachments?",
        opening=r"(?:tags?|topics?|categor(?:y|ies)|filed (?:under|in)|posted in|tagged(?: with| in)?|keywords?|share|timelines?|announcement date|event date|publication type|document type|content type|sectors?|regions?|see also|section|reading time|read time)\s*:|posted (?:in|under)\b|this article is more than|this page was last",
        certain=rf"updated {_CLOCK}$|this article (?:is|was) (?:more than|first published|amended|originally)",
    ),
    Cue(
        "picture credit",
        6.0,
        whole=r"\(?(?:image|photo(?:graph)?|picture|pic|credit|main image|header image|cover image|photo credit|image credit|illustration)(?:s|graphy)?(?: (?:credit|by|courtesy(?: of)?|source|from))?\s*[:|/©,](?: .{1,80})?\)?|image (?:source|caption)\b.{0,60}|(?:getty images|shutterstock|alamy|istock|pa media|pa wire)(?:/.{1,30})?|media caption.{0,3}|hide caption|toggle caption|enlarge(?: image)?|.{1,50}/(?:getty|pa|reuters|alamy|shutterstock|rex)(?: images)?",
    ),
    Cue("end mark", 6.0, whole=r"[-–—*# ]*(?:ends?|ends here|end of release)[-–—*# ]*|[-–—*_=~#•. ]{2,}"),
)


@cache
def _compiled() -> tuple[tuple[Cue, tuple[re.Pattern[str] | None, ...]], ...]:
    return tuple(
        (cue, tuple(map(_pattern, (cue.whole, cue.opening, cue.anywhere, cue.certain)))) for cue in CUES
    )


def _pattern(source: str) -> re.Pattern[str] | None:
    return re.compile(rf"(?:{source})", re.IGNORECASE) if source else None


def read_sign(line: str) -> Sign:
    """The strongest class of furniture wording in one line. Long lines need more than a word in passing.

    >>> read_sign("Sign up to our free newsletter").why
    'sign-up'
    """
    line = line[:600]
    core = line.strip(" \t:.!…>»→|–—-•*\u00a0")
    words = len(line.split())
    best = NOTHING
    for cue, patterns in _compiled():
        weight = _weight(cue, patterns, line, core, words)
        if weight > best.weight:
            best = Sign(weight, cue.why, cue.opens and bool(patterns[0] and patterns[0].fullmatch(core)))
    return best


def _weight(
    cue: Cue, patterns: tuple[re.Pattern[str] | None, ...], line: str, core: str, words: int
) -> float:
    whole, opening, anywhere, certain = patterns
    if certain and words <= 45 and certain.match(core):
        return 9.0
    if whole and words <= 12 and (whole.fullmatch(core) or whole.fullmatch(line)):
        return cue.weight
    if opening and (opening.match(line) or opening.match(core)):
        return cue.weight if words <= 30 else cue.weight * 0.6
    if anywhere and anywhere.search(line):
        return cue.weight * (0.9 if words <= 25 else 0.6)
    return 0.0
