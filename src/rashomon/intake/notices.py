"""Notices in a report's text that are the site's or the desk's: copyright, sign-ups, links, edits.

Every pattern is a wording that many outlets share. What is taken for a notice makes no claims,
so a paragraph counts as one only where its wording leaves no doubt.
"""

from __future__ import annotations

import re

from rashomon.calendar_names import ANY_WEEKDAY
from rashomon.intake.dates import DATE_PATTERN
from rashomon.intake.wording import any_of, count_words
from rashomon.paragraphs import STOP

# A paragraph made of nothing else, once or several times over.
_LABELS = re.compile(
    "(?:(?>"
    + any_of(
        r"advertisements?|adverti[sz]ing|sponsored( content)?|promoted( stories)?",
        r"(story|article) continues (below|after)( (this )?(advertisement|ad|video))?",
        r"skip advertisement|continue reading( the main story| below)?",
        r"scroll down for (the |more )?(video|photo|picture)s?|photos?|videos?|images?|gallery",
        r"(read|see|show|load|view) (more|comments|less)|(hide|toggle|show) caption|play video",
        r"enlarge( this)?( image| photo)?|share( this)?( story| article| on| via)?|save|tweet",
        r"e-?mail|facebook|twitter|whatsapp|linkedin|pinterest|reddit|instagram|comments?|close",
        r"print|copy link|log in|sign in|sign up|subscribe( now)?|register|privacy policy",
        r"terms of use|thanks for subscribing!?|loading\.*+|\(end\)|nnnn|-30-",
        r"slideshow|\(?\d+ (photo|image|picture)s?\)?|slideshow \(\d+ images\)",
        r"like us on( facebook)?|follow us( on twitter)?|[|•·*_=#~–—.\-]++",
        r"(please )?(turn on|enable) java ?script\.?|media requires java ?script to play\.?",
        r"available to [a-z]{2,3} users only\.?|updates?( below)?",
        r"(this )?(video|content) (is )?(not|no longer) available( in your (country|area))?\.?",
        r"(https?://|www\.)\S++",
        r"(more|related|top|recommended|latest|trending) (stories|articles|news|topics|coverage"
        r"|links|content|reading|videos?)|related|most (read|popular|viewed)|you may( also)? like",
    ).pattern
    + r")[\s:]*+)+",
    re.IGNORECASE,
)

# Buttons that are run into the paragraph that follows them: no sentence begins so.
_BUTTONS = (
    r"skip advertisement|continue reading the main story"
    r"|(?:story|article) continues (?:below|after)(?: (?:this )?(?:advertisement|ad|video))?"
)
_RUN_IN = re.compile(
    rf"(?:(?:advertisement|media caption|{_BUTTONS})\s+)*(?:{_BUTTONS})\s+"
    r"(?=(?-i:[A-Z\"“‘'0-9]))",
    re.IGNORECASE,
)

# A short paragraph that begins so.
_OPENING = any_of(
    r"(©|\(c\)|copyright)[^.]{0,60}\b(19|20)\d\d\b|©\s",
    r"(disclaimer|corrections?|clarification)\s*[:–—-]\s",
    r"to contact the [^.]{0,40}\b(reporters?|editors?|writers?|authors?|(news ?)?desk)\b",
    # A link to another article has the words of a headline, and ends no sentence.
    r"(?-i:Related [A-Z][\w’']+ [A-Z])(?!.*[.!?][\"”’']?\s*$)",
    r"(the )?(contents?|materials?) (of|on|in) this (site|page|report|article) (is|are|may)\b",
    r"(read|see|watch|listen|more|related|recommended|also read|read also|read more|see also|"
    r"read next|don[’']t miss|more info(rmation)?|must read|photos|video|in pictures|gallery)"
    r"\s*[:>»|]",
    r"read more\b|read or share this|click here\b|tap here\b|click to\b|see more\b",
    r"(sign up|subscribe|register) (for|to|here|now|today)\b|get (the|our|all the) latest\b",
    r"(like|follow|find|join|visit|contact|e-?mail) us\b|(please )?support our (work|journalism)\b",
    r"follow\b.{1,80}\bon (twitter|facebook|instagram|x\b|whatsapp|telegram|youtube)",
    r"(•\s*)?(for|to get) (more|the latest)\b.{1,80}\b(follow|visit|click|subscribe|sign up)\b",
    r"(download|get) (the|our) .{0,20}\bapp\b|join the (conversation|discussion)\b",
    r"interested in .{2,40}\? add .{2,60}\bas an interest\b",
    r"(got|have) (a |any )?((news )?tips?|more to add)\b.{0,40}\?|got tips,",
    r"(we|this (web)?site|our (web)?site) uses? cookies|please enable (javascript|cookies)",
    r"by (continuing|using) (to use |to browse )?(this|our) (web)?site",
    r"your browser (does not|doesn[’']t) support|already a (subscriber|member)\b",
    r"(update\b[^.]{0,40}: )?(this|the) (story|article|report|post|piece|column) (was|has been) "
    r"(last |originally |first |automatically |also )?(updated|published|corrected|edited|"
    r"amended|clarified|auto-generated|reposted|republished)\b",
    r"an earlier version of this (story|article|report|post|piece|column)\b",
    r"this (story|article|piece|post|column) (originally |first |also )+appeared\b",
    r"\[?(editor|editors|author|publisher)[’']?s?[’']? note\b",
    r"(re)?published with (the )?permission\b|translated (and edited )?by\b",
    r"information from:|edited by\b|editing by\b|reporting by\b.{2,80}\b(editing|writing) by\b",
    r"visit (the|our) [^.]{1,60}\b(page|website|site|channel)\b[^.]*$",
    r"get more\b.{1,60}\b(at|on|from) \S+\.(com|org|net|co)\b",
    r"(see|view) (the |more |our )*(photos|pictures|images|gallery|slideshow)\b",
    r"read (a|the) (full )?(transcript|statement|letter|report|story|article)\b[^.:]*$",
    r".{0,150}(\.\.\.|…|[^.:,])\sread (more|full story)$|\d{1,2}[/.]\d{1,2}[/.](\d\d|\d{4})$",
    r"view all\b|comments (are|have been) (closed|disabled)",
)
# A paragraph of some length in which this stands.
_INSIDE = any_of(
    r"\ball rights reserved\b",
    r"\bmay not be published, broadcast\b",
    r"\bnot be reproduced\b.{0,60}\bpermission\b",
    r"\btranscripts? (are|is) created on a rush deadline\b",
    r"\b(ring|call|contact|e-?mail|text) (our|the) (newsdesk|news desk|newsroom)\b",
    r"\bcan be (reached|contacted) (at|via|on|by) (e-?mail\b|twitter|\S+@|\+?\d|www\.|http)",
    r"\bfollow (him|her|them) (on|at) (twitter|instagram|facebook|x\b|@)",
    r"\bsign up (for|to) (our|the) .{0,40}\b(newsletter|e-?mails?|alerts?)\b",
    r"\b(contact|e-?mail|write to|reach) (us|me|him|her|the \w+) (at|via|on) \S+@\S+|"
    r"\bfind (us|me|him|her|them) on (twitter|facebook|instagram)\b|"
    r"\S@\S+ (and|or) follow me on (twitter|facebook|instagram)\b",
    r"\b(e-?mail|text|call) us (at|on)\b|\bclick here\.?$|\bleave a comment\b|"
    r"\bsubscribers only\b|\bthis story here\.?$",
    r"\bprivacy policy thanks for subscribing\b|\bour (privacy|cookie) policy\b",
)
# What the boxes of a page say in which readers leave their address. News may use one or two.
_FORM_WORDS = re.compile(
    r"\b(newsletters?|sign[- ]up|subscri(?:be|bing|ption)s?|unsubscribe|inbox|e-?mail address|"
    r"please (?:re-?enter|try again|verify|enter|select|check)|special offers|not a robot|"
    r"an error (?:has )?occurred|thank you for (?:subscribing|signing)|you (?:agree|can opt)|"
    r"terms of (?:use|service)|privacy policy|products and services|continue reading)\b",
    re.IGNORECASE,
)
_FORM_WORDS_TOGETHER = 4
_SEE_ALSO = re.compile(r"[\[(](?:see|read|watch|related|more|also)\b[^\])]*[\])]\.?", re.IGNORECASE)

# At the end of a paragraph of the report.
_TAIL = any_of(
    r"\(\s*(with )?(additional |further |extra )?(reporting|writing|editing|edited|compiled|"
    r"reported|written|produced|graphics?|text) (and \w+ )?by\b.*\)\s*\S{0,14}$",
    r"([\w.+-]+@[\w-]+\.\w{2,4}\s*)?\(end\).{0,60}$|\bnnnn$",
    r"(\s_{2,}|\s-30-|\s#{3,})$",
)
_CLOCK = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?m\b\.?)?"
_PUBLISHED = any_of(
    r"(last |first )?(updated|published|posted|modified|created)\b.{0,16}\d.{0,90}$",
    rf"({_CLOCK}(\s[a-z]{{2,4}}\b)?[\s,|]*)?(on\s)?({ANY_WEEKDAY}\b\.?,?\s+)?"
    rf"({DATE_PATTERN}|\d{{1,2}}/\d{{1,2}}/\d{{4}}\b)[\s,|•·–-]*"
    rf"((last )?(updated|published|posted)\s)?((at\s+)?{_CLOCK}.{{0,20}})?$",
)

_SENTENCE_BEGINS = re.compile(rf"{STOP}[\"”’')]*\s+(?=[A-Z©(])")

_SHORT = 45
_TAIL_LENGTH = 500


def is_notice(paragraph: str) -> bool:
    """Says whether a whole paragraph is a notice."""
    if len(paragraph) > 1000:
        return False
    if _LABELS.fullmatch(paragraph) or _SEE_ALSO.fullmatch(paragraph):
        return True
    if is_form(paragraph):
        return True
    words = count_words(paragraph)
    if words <= _SHORT and _OPENING.match(paragraph.lstrip("•·*- ")):
        return True
    return words <= 2 * _SHORT and bool(_INSIDE.search(paragraph))


def label_at_start(paragraph: str) -> int:
    """Gives where the report goes on after the buttons of the page that run into a paragraph."""
    match = _RUN_IN.match(paragraph)
    return match.end() if match else 0


def is_form(paragraph: str) -> bool:
    """Says whether a paragraph is the wording of a form: a newsletter's box, a registration."""
    told = {match[0].lower() for match in _FORM_WORDS.finditer(paragraph)}
    return len(told) >= _FORM_WORDS_TOGETHER


def is_label(paragraph: str) -> bool:
    """Says whether a whole paragraph is a button or heading of the page ("Read more")."""
    return len(paragraph) <= 1000 and bool(_LABELS.fullmatch(paragraph))


def is_publication_line(paragraph: str) -> bool:
    """Says whether a paragraph above the report only says when it was put out."""
    return count_words(paragraph) <= 20 and bool(_PUBLISHED.match(paragraph))


def notice_at_end(paragraph: str) -> int | None:
    """Gives where the notice begins that closes a paragraph ("(Editing by ...)"), if one does."""
    offset = max(0, len(paragraph) - _TAIL_LENGTH)
    match = _TAIL.search(paragraph, offset)
    if match is not None:
        return match.start()
    begins = [found.end() for found in _SENTENCE_BEGINS.finditer(paragraph, offset)]
    notice = None
    for begin, end in zip(reversed(begins), [len(paragraph), *reversed(begins)], strict=False):
        if not is_notice(paragraph[begin:end].strip()):
            break
        notice = begin
    return notice
