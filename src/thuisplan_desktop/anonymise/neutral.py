"""Words that tell whether a pupil is a boy or a girl, and what a sheet says instead (domain description §2.5).

The neutral forms 'die', 'hen' and 'hun' are those of the Genootschap Onze Taal. Every proposal is a finding of its own,
so a reader may knowingly keep a word.
"""

import re
import tomllib
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from thuisplan_desktop import paths
from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise.ages import ages
from thuisplan_desktop.anonymise.classes import classes
from thuisplan_desktop.anonymise.cues import a_set, one_of
from thuisplan_desktop.anonymise.findings import Finding, Kind
from thuisplan_desktop.anonymise.words import Words, fold

_IT = a_set("kind gezinslid familielid kleinkind pleegkind stiefkind")  # what takes 'het', 'dit' and 'dat'
_ARTICLES = {
    "de": "het", "die": "dat", "deze": "dit", "het": "de", "onze": "ons", "dezelfde": "hetzelfde", "elke": "elk",
    "iedere": "ieder", "welke": "welk",
}  # fmt: skip
_TO_IT = frozenset(_ARTICLES) - {"het"}  # 'dat moeder' is no article and a noun, so only these are changed
_SUBJECTS = {
    **dict.fromkeys(("hij/zij", "zij/hij", "hij", "ie", "zij", "ze"), "die"),
    **dict.fromkeys(("hijzelf", "zijzelf"), "die zelf"),
}
_OBJECTS = {
    **dict.fromkeys(("hem/haar", "haar/hem", "hem"), "hen"),
    **dict.fromkeys(("hemzelf", "haarzelf"), "henzelf"),
    "hare": "hunne",
}
_OWNERS = a_set("haar zijn z'n zn d'r zijn/haar haar/zijn")
_PRONOUN = re.compile(
    rf"(?<![\w-])(?<!\w['’])({one_of(' '.join((*_SUBJECTS, *_OBJECTS, *_OWNERS)))})(?![\w-]|['’]\w)", re.IGNORECASE
)
_SEVERAL = a_set("zijn hebben waren hadden gaan staan doen zien slaan worden kunnen mogen moeten willen zullen komen")
_NEXT = re.compile(r" ([a-zà-ÿ]+)\b", re.IGNORECASE)
_LAST = re.compile(r"\b([a-zà-ÿ]+) $", re.IGNORECASE)
_PARTICIPLE = re.compile(r"(?:\w{2,6})?ge[a-z]{2,}(?:d|t|en)(?<!heid)$|(?:be|ver|ont|her)[a-z]{2,}[dt](?<!heid)$")
# 'zijn' is 'to be' after these, and possessive after a preposition or before a word that can be somebody's.
_BEFORE_VERB = re.compile(
    r"\b(?:te|zij|ze|er|we|wij|jullie|ouders|die|dat|kinderen|leerlingen|afspraken|klachten|dagen|uren|zullen|kunnen|"
    r"moeten|mogen|willen|gaan|zou|zal|kan|moet|mag|wil|lijkt|blijkt|dit|wat|alle|beide|niet|geweest|hier|daar)$",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\b(?:met|van|vanaf|vanuit|na|in|op|bij|aan|door|voor|naar|over|uit|tegen|tot|om|achter|naast|onder|en|ook|als|"
    r"volgens|via|sinds|heeft|had|doet|deed|mist|ziet|houdt|vindt|maakt|maakte|pakt|pakte|zegt|belt|belde|gooide|durft|"
    r"wil|mag|hij|zie)$",
    re.IGNORECASE,
)
_WORD_AFTER = re.compile(r" ([a-zà-ÿ-]+)")
_LAST_WORD = re.compile(r"([a-zà-ÿ]+)$", re.IGNORECASE)
_SUBJECT = re.compile(r"\b(?:zij|ze|we|wij|jullie|ouders|kinderen)$", re.IGNORECASE)  # 'zij zijn moeders'
_SUBJECT_AND_VERB = re.compile(r"\b(?:zij|ze|we|wij|jullie|ouders|kinderen) [a-zà-ÿ]+$", re.IGNORECASE)
_HAIR = re.compile(r"\b(?:haar|hun|mijn)$", re.IGNORECASE)  # 'haar haar'
_HOW_MANY = re.compile(r" (?:\d{1,2}|twee|drie|vier|vijf|zes|zeven|acht|negen|tien) ([a-zà-ÿ-]+)", re.IGNORECASE)
_HOW_OFTEN = a_set("keer uur minuten dagen weken maanden jaar lessen")  # 'ik belde haar twee keer'
_AND = re.compile(r"(?:^|[ (])(?:en|&) ((?:[\w.'’-]+ ){0,3}[\w.'’-]+)$", re.IGNORECASE)
_SEVERAL_WITH = re.compile(
    r"\b([a-zà-ÿ]+(?:en|s)) (?:met|van|over|voor|bij|op|in|tussen|door|naar|uit|aan|rond)(?: [\w'’-]+){1,3}$",
    re.IGNORECASE,
)
_LETTERED = re.compile(r"\(een \w+ ([A-Z])\)")
_LOOK_BACK = 24
_LONGEST_TITLE = 4  # letters, before its dot: 'mevr.'
_SHORTEST_VERB = 5  # letters of a verb in -en
_SOMEBODYS = is_.RELATIVE | is_.ROLE  # function words of their own that may follow a possessive: 'haar moeder'
_REASON = "verraadt of het om een jongen of een meisje gaat"


def neutral(text: str, found: Sequence[Finding], words: Words) -> tuple[Finding, ...]:
    """Proposals for gendered words, ages and classes outside the findings, in the order of the text."""
    taken = bytearray(len(text))
    for one in found:
        taken[one.start : one.end] = b"\1" * (one.end - one.start)
    told = []
    people = {one.end for one in found if one.kind is Kind.PERSON}
    proposed = [*ages(text, people), *classes(text, people), *_nouns(text), *_pronouns(text, people, words)]
    for one in sorted(proposed, key=lambda one: (one.start, -one.end)):
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
    lists = _lists()
    for m in lists.noun.finditer(text):
        noun = lists.nouns.get(fold(m["noun"])) or lists.last_parts[fold(m["last"])]
        article = m[1]
        if article and fold(article) in (_TO_IT if noun in _IT else ("het",)) and not noun.endswith("en"):
            described = f"{_ARTICLES[fold(article)]} {m['described'] or ''}{noun}"
            yield _finding(text, m.start(1), m.end(), described, 0.9)
        yield _finding(text, m.start("noun"), m.end(), noun, 0.9)  # where a finding lies over the words before it


def _pronouns(text: str, people: Container[int], words: Words) -> Iterator[Finding]:
    for m in _PRONOUN.finditer(text):
        word = fold(m[1])
        if word in _SUBJECTS:
            if word in ("zij", "ze") and _several(text, m, words):
                continue
            yield _finding(text, m.start(), m.end(), _SUBJECTS[word], 0.7)
        elif word in _OBJECTS:
            yield _finding(text, m.start(), m.end(), _OBJECTS[word], 0.7)
        elif word in _OWNERS and (shown := _owner(text, m, people, words)):
            yield _finding(text, m.start(), m.end(), shown, 0.6)


def _several(text: str, found: re.Match[str], words: Words) -> bool:
    """Whether 'zij' means more than one: the verb behind it or before it says so. What doesn't say so may be one."""
    after = _NEXT.match(text, found.end())
    before = _LAST.search(text, max(0, found.start() - _LOOK_BACK), found.start())
    return any(m is not None and _is_plural_verb(fold(m[1]), words) for m in (after, before))


def _is_plural_verb(word: str, words: Words) -> bool:
    """'wonen', 'woonden', 'spraken': a form in -en of which one person's form is a verb as well."""
    if word in _SEVERAL:
        return True
    if not word.endswith("en") or len(word) < _SHORTEST_VERB or word in _lists().no_verbs:
        return False
    stem = word[:-2]
    short = stem[:-1] if stem[-1] == stem[-2] else stem  # 'bellen': bel
    last = {"v": "f", "z": "s"}.get(short[-1], short[-1])
    stems = (word[:-1], short[:-1] + last, f"{short[:-1]}{short[-2]}{last}"[: len(short) + 1])
    return any(words.facts(f"{one}{t}") & is_.VERB for one in stems for t in ("", "t"))


def _owner(text: str, found: re.Match[str], people: Container[int], words: Words) -> str:
    """'hun' before what is somebody's, 'hen' for 'haar' alone; empty where 'zijn' is a verb and 'haar' is hair."""
    written = fold(found[1])
    if written not in ("haar", "zijn"):
        return "hun"
    before = text[max(0, found.start() - _LOOK_BACK) : found.start()].rstrip(" ")
    after, counted = _WORD_AFTER.match(text, found.end()), _HOW_MANY.match(text, found.end())
    word = fold(after[1]) if after is not None else ""
    somebodys = bool(words.facts(word) & _SOMEBODYS) or (after is not None and _describes(text, after, words))
    if written == "haar":
        if _HAIR.search(before):
            return ""
        own = _counts_own(before, counted, words) if counted else somebodys or (word and _is_owned(word, words))
        return "hun" if own else "hen"
    person = found.start() - 1 in people
    owned = somebodys or (word in _lists().owned and not words.facts(word) & is_.FUNCTION)
    one_thing = owned and not word.endswith(("e", "en", "s"))
    if not one_thing and _are_several(text, found, person, words):
        return ""  # 'Femke en moeder zijn klaar', but 'Femke en moeder zijn fiets'
    if counted:
        return "hun" if person or _counts_own(before, counted, words) else ""
    own = (one_thing and person) or (somebodys and not _SUBJECT.search(before)) or _is_his(word, before, words)
    return "hun" if own else ""


def _is_his(word: str, before: str, words: Words) -> bool:
    """Whether 'zijn' between these is no verb, where no word for somebody follows."""
    if not word or not _possessive(before) or _is_plural_noun(before, words):
        return False
    plain = bool(words.facts(word) & (is_.VERB | is_.FUNCTION))
    return not plain or (word in _lists().owned and _takes_object(before, words))


def _counts_own(before: str, counted: re.Match[str], words: Words) -> bool:
    """'met haar twee katten', 'brengt zijn twee zusjes': not 'ik belde haar twee keer' and 'er zijn twee zusjes'."""
    noun = fold(counted[1])
    if noun in _HOW_OFTEN or not noun.endswith(("en", "s")) or _BEFORE_VERB.search(before):
        return False
    if not before or before[-1] in '.!?:\n("“' or _PREPOSITION.search(before):
        return True
    last = _LAST_WORD.search(before)
    verb = last is not None and last[1].endswith("t") and words.facts(fold(last[1])) & is_.VERB
    return bool(verb) and (noun in _lists().nouns or bool(words.facts(noun) & _SOMEBODYS))


def _are_several(text: str, found: re.Match[str], person: bool, words: Words) -> bool:
    """Whether 'zijn' is the verb of more than one: 'Femke en moeder zijn', 'de afspraken met Femke zijn'."""
    before = text[max(0, found.start() - 2 * _LOOK_BACK) : found.start()].rstrip(" ")
    m = _AND.search(before)
    if m is not None:
        *others, last = fold(m[1]).split(" ")
        if person or words.facts(last) & _SOMEBODYS:
            return not any(words.facts(one) & is_.VERB or one[_LONGEST_TITLE:].endswith(".") for one in others)
    m = _SEVERAL_WITH.search(before)
    return m is not None and not _PREPOSITION.search(before) and _is_plural_noun(m[1], words)


def _describes(text: str, found: re.Match[str], words: Words) -> bool:
    """'echte' of 'haar echte vader': an inflected word with somebody behind it."""
    word, after = fold(found[1]), _WORD_AFTER.match(text, found.end())
    if after is None or not word.endswith(("e", "en")) or not words.facts(fold(after[1])) & _SOMEBODYS:
        return False
    return word in _lists().owned or not words.facts(word) & is_.FUNCTION


def _is_plural_noun(before: str, words: Words) -> bool:
    """'De lessen zijn saai': what 'zijn' says something of; not 'ze vragen zijn mening'."""
    m = _LAST_WORD.search(before)
    word = fold(m[1]) if m is not None else ""
    if word in _lists().no_verbs or _PREPOSITION.search(before) or _SUBJECT_AND_VERB.search(before):
        return False
    several = word.endswith("en") or (word.endswith("s") and bool(words.facts(word[:-1]) & is_.LISTED))
    return several and (word in _lists().owned or not words.facts(word) & (is_.FUNCTION | is_.VERB))


def _takes_object(before: str, words: Words) -> bool:
    """Whether 'zijn' follows what can have an object or a subject behind it: nothing, a preposition, one's verb."""
    m = _LAST_WORD.search(before)
    return m is None or bool(_PREPOSITION.search(before)) or bool(words.facts(fold(m[1])) & is_.VERB)


def _is_owned(word: str, words: Words) -> bool:
    """What may follow a possessive: any word that is no verb, no participle and no function word, or a noun as well."""
    lists, facts = _lists(), words.facts(word)
    if word in lists.owned:
        return True
    if word in lists.alone or facts & (is_.VERB | is_.FUNCTION) or _PARTICIPLE.match(word):
        return False
    return not _is_plural_verb(word, words)


def _possessive(before: str) -> bool:
    opens = not before or before[-1] in '.!?:\n("“'
    return opens or bool(_PREPOSITION.search(before)) or not (_BEFORE_VERB.search(before) or before[-1:] in ",;)")


@dataclass(frozen=True)
class _Lists:
    """The words of `resources/words/neutral.toml`, and the expression that finds the nouns."""

    nouns: Mapping[str, str]
    last_parts: Mapping[str, str]
    owned: frozenset[str]
    alone: frozenset[str]
    no_verbs: frozenset[str]
    noun: re.Pattern[str]


@cache
def _lists() -> _Lists:
    data = tomllib.loads(paths.resource("words", "neutral.toml").read_text("utf-8"))
    nouns = {word: shown for shown, listed in data["nouns"].items() for word in listed}
    last_parts = {word: shown for shown, listed in data["last_parts"].items() for word in listed}
    listed = one_of(" ".join(noun.replace(" ", "_") for noun in nouns))
    noun = re.compile(
        rf"(?<![\w-])(?:({one_of(' '.join(_ARTICLES))}) (?P<described>[a-zà-ÿ]{{2,14}}e )?)?"
        rf"(?P<noun>{listed}|[a-zà-ÿ]{{2,14}}-?(?P<last>{one_of(' '.join(last_parts))}))(?![\w-])",
        re.IGNORECASE,
    )
    behind = {name: a_set(words) for name, words in data["behind"].items()}
    return _Lists(nouns, last_parts, behind["owned"], behind["alone"], behind["no_verbs"], noun)


def _finding(text: str, start: int, end: int, shown: str, certainty: float) -> Finding:
    opens = text[start].isupper()
    return Finding(start, end, Kind.GENDER, _REASON, certainty, shown[:1].upper() + shown[1:] if opens else shown)
