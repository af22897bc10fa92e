"""Words that tell whether a pupil is a boy or a girl, and what a sheet says instead (domain description §2.5).

The neutral forms 'die', 'hen' and 'hun' are those of the Genootschap Onze Taal. Every proposal is a finding of its own,
so a reader may knowingly keep a word.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise.ages import ages
from thuisplan_desktop.anonymise.cues import a_set, one_of
from thuisplan_desktop.anonymise.findings import Finding, Kind
from thuisplan_desktop.anonymise.words import Words, fold

_NOUNS = {
    "jongen": "leerling", "jongens": "leerlingen", "meisje": "kind", "meisjes": "kinderen", "knul": "leerling",
    "meid": "leerling", "meiden": "leerlingen", "dame": "leerling", "jongetje": "kind", "zoontje": "kind",
    "dochtertje": "kind", "zoon": "kind", "dochter": "kind", "zonen": "kinderen", "dochters": "kinderen",
    "moeder": "ouder", "vader": "ouder", "moeders": "ouders", "vaders": "ouders", "mama": "ouder", "papa": "ouder",
    "mam": "ouder", "pap": "ouder", "heit": "ouder", "mem": "ouder", "mdr": "ouder", "vdr": "ouder",
    "stiefvader": "stiefouder", "stiefmoeder": "stiefouder", "pleegmoeder": "pleegouder", "pleegvader": "pleegouder",
    "broer": "gezinslid", "zus": "gezinslid", "broertje": "gezinslid", "zusje": "gezinslid", "broers": "gezinsleden",
    "zussen": "gezinsleden", "halfbroer": "gezinslid", "halfzus": "gezinslid", "tweelingbroer": "gezinslid",
    "tweelingzus": "gezinslid", "oma": "grootouder", "opa": "grootouder", "pake": "grootouder", "beppe": "grootouder",
    "tante": "familielid", "oom": "familielid", "neef": "familielid", "nicht": "familielid",
    "vriendin": "vriend", "vriendinnen": "vrienden", "leerlinge": "leerling", "klasgenote": "klasgenoot",
    "vriendje": "vriend", "vriendinnetje": "vriend", "studente": "student", "scholiere": "scholier",
    "dames": "leerlingen",
    "jongedame": "jongere", "jongeman": "jongere", "kleinzoon": "kleinkind", "kleindochter": "kleinkind",
    "pleegzoon": "pleegkind", "pleegdochter": "pleegkind", "stiefzoon": "stiefkind", "stiefdochter": "stiefkind",
    "zusjes": "gezinsleden", "broertjes": "gezinsleden", "stiefbroer": "gezinslid", "stiefzus": "gezinslid",
    "pleegbroer": "gezinslid", "pleegzus": "gezinslid", "grootmoeder": "grootouder", "grootvader": "grootouder",
    "stiefpapa": "stiefouder", "stiefmama": "stiefouder", "bonusmoeder": "bonusouder", "bonusvader": "bonusouder",
    "ma en pa": "de ouders", "pa en ma": "de ouders", "mama en papa": "de ouders", "papa en mama": "de ouders",
}  # fmt: skip
# The last part of other words for boys and girls: 'puberjongen', 'tienermeisje', 'transmeisje'.
_LAST_PARTS = {
    "jongen": "jongere", "jongens": "jongeren", "meisje": "jongere", "meisjes": "jongeren", "meid": "jongere",
    "meiden": "jongeren", "zoon": "kind", "dochter": "kind",
}  # fmt: skip
_IT = a_set("kind gezinslid familielid kleinkind pleegkind stiefkind")  # what takes 'het', 'dit' and 'dat'
_ARTICLES = {"de": "het", "die": "dat", "deze": "dit", "het": "de", "onze": "ons"}
_TO_IT = a_set("de die deze onze")  # 'dat moeder' is no article and a noun, so only these are changed
_NOUN = re.compile(
    rf"(?<![\w-])(?:(de|die|deze|het|onze) )?({one_of(' '.join(noun.replace(' ', '_') for noun in _NOUNS))}"
    rf"|[a-zà-ÿ]{{2,14}}-?(?P<last>{one_of(' '.join(_LAST_PARTS))}))(?![\w-])",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"(?<![\w'’-])(hij|ie|zij|ze|hem|haar|hare|zijn|z'n|zn|d'r|hijzelf|zijzelf)(?![\w'’-])", re.IGNORECASE
)
_SUBJECTS = {"hij": "die", "ie": "die", "zij": "die", "ze": "die", "hijzelf": "die zelf", "zijzelf": "die zelf"}
_OWNERS = a_set("haar zijn z'n zn d'r")
_PLURAL_VERB = re.compile(r" (?:zijn|hebben|\w{2,}en|gaan|staan|doen|zien|slaan)\b", re.IGNORECASE)
# 'zijn' is 'to be' after these, and possessive after a preposition or before a word that can be somebody's.
_BEFORE_VERB = re.compile(
    r"\b(?:te|zij|ze|er|we|wij|jullie|ouders|die|dat|kinderen|leerlingen|afspraken|klachten|dagen|uren|zullen|kunnen|"
    r"moeten|mogen|willen|gaan|zou|zal|kan|moet|mag|wil|lijkt|blijkt|dit|wat|alle|beide|niet|geweest|hier|daar)$",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\b(?:met|van|in|op|bij|aan|door|voor|naar|over|uit|tegen|tot|om|achter|naast|onder|en|ook|als|volgens|via|sinds|"
    r"heeft|had|doet|deed|mist|ziet|houdt|vindt|maakt|maakte|pakt|pakte|zegt|belt|belde|gooide|durft|wil|mag)$",
    re.IGNORECASE,
)
_WORD_AFTER = re.compile(r" ([a-zà-ÿ-]+)")
_LETTERED = re.compile(r"\(een \w+ ([A-Z])\)")
_LOOK_BACK = 24
_SOMEBODYS = is_.RELATIVE | is_.ROLE  # function words of their own that may follow a possessive: 'haar moeder'
_REASON = "verraadt of het om een jongen of een meisje gaat"


def neutral(text: str, found: Sequence[Finding], words: Words) -> tuple[Finding, ...]:
    """Proposals for gendered words and ages outside the findings, in the order of the text, with how sure each is."""
    taken = bytearray(len(text))
    for one in found:
        taken[one.start : one.end] = b"\1" * (one.end - one.start)
    told = []
    for one in sorted([*ages(text), *_nouns(text), *_pronouns(text, words)], key=lambda one: (one.start, -one.end)):
        if not any(taken[one.start : one.end]):
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
            told.append(one)
    return tuple(told)


def with_neutral(text: str, found: Sequence[Finding], words: Words) -> tuple[Finding, ...]:
    """The findings and the proposals together, in the order of the text; a role is said once ('ouder A')."""
    both = sorted((*found, *neutral(text, found, words)), key=lambda one: one.start)
    for at, (word, name) in enumerate(pairwise(both), start=1):
        lettered = _LETTERED.fullmatch(name.replacement)
        beside = word.kind is Kind.GENDER and name.kind is Kind.PERSON and text[word.end : name.start] == " "
        if beside and lettered:
            both[at] = name._replace(replacement=lettered[1])
    return tuple(both)


def _nouns(text: str) -> Iterator[Finding]:
    for m in _NOUN.finditer(text):
        noun = _NOUNS.get(fold(m[2])) or _LAST_PARTS[fold(m["last"])]
        article, start = m[1], m.start(2)
        if article and fold(article) in (_TO_IT if noun in _IT else ("het",)) and not noun.endswith("en"):
            noun, start = f"{_ARTICLES[fold(article)]} {noun}", m.start(1)
        yield _finding(text, start, m.end(), noun, 0.9)


def _pronouns(text: str, words: Words) -> Iterator[Finding]:
    for m in _PRONOUN.finditer(text):
        word = fold(m[1])
        if word in _SUBJECTS:
            if word in ("zij", "ze") and _PLURAL_VERB.match(text, m.end()):
                continue
            yield _finding(text, m.start(), m.end(), _SUBJECTS[word], 0.7)
        elif word == "hem":
            yield _finding(text, m.start(), m.end(), "hen", 0.7)
        elif word in _OWNERS and (shown := _owner(text, m, words)):
            yield _finding(text, m.start(), m.end(), shown, 0.6)


def _owner(text: str, found: re.Match[str], words: Words) -> str:
    """'hun' before what is somebody's, 'hen' for 'haar' alone; empty where 'zijn' is a verb."""
    before = text[max(0, found.start() - _LOOK_BACK) : found.start()].rstrip(" ")
    after = _WORD_AFTER.match(text, found.end())
    facts = words.facts(fold(after[1])) if after is not None else is_.FUNCTION
    followed = bool(facts & _SOMEBODYS) or not facts & (is_.VERB | is_.FUNCTION)
    if fold(found[1]) == "haar":
        return "hun" if followed else "hen"
    sure = bool(facts & _SOMEBODYS)
    if fold(found[1]) == "zijn" and not sure and (not followed or not _possessive(before)):
        return ""
    return "hun"


def _possessive(before: str) -> bool:
    opens = not before or before[-1] in '.!?:\n("“'
    return opens or bool(_PREPOSITION.search(before)) or not (_BEFORE_VERB.search(before) or before[-1:] in ",;)")


def _finding(text: str, start: int, end: int, shown: str, certainty: float) -> Finding:
    opens = text[start].isupper()
    return Finding(start, end, Kind.GENDER, _REASON, certainty, shown[:1].upper() + shown[1:] if opens else shown)
