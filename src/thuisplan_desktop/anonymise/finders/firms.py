"""Organisations by how they are written: 'fleur&co', 'de Jeugd- & Gezinsbeschermers', 'stage spring kinderopvang'."""

import re
from collections.abc import Iterator

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise.cues import a_set, one_of
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tried import matches
from thuisplan_desktop.anonymise.watched import Watched
from thuisplan_desktop.anonymise.words import fold

_TIGHT = re.compile(r"(?<![\w&@/.-])([^\W\d_]{1,20})&([^\W\d_]{1,20})(?![\w&@])")
_AT = re.compile(
    r"\b(?:bij|via|stage|van|naar|werk|werkgever|zaak|winkel|bedrijf|firma|\w+zaak|\w+winkel|\w+bedrijf)[:]? $"
)
_PARTNERS = frozenset(("co", "zn", "zonen", "zoon", "partners", "dochters"))
_HYPHENED = re.compile(r"(?:(?:De|Het) )?[A-ZÀ-Þ][^\W\d_]{2,20}- & [A-ZÀ-Þ][^\W\d_]{2,24}(?: [A-ZÀ-Þ][^\W\d_]{2,24})?")
_PLANS = re.compile(r"(?:plan|team|dossier|gesprek|formulier|lijst|dag|avond|uur|verslag|overleg)$")
_CAP = r"[A-ZÀ-Þ][a-zà-ÿ]{2,20}"
_TYING = Watched(a_set("bij via van door naar namens"))  # as in the expression below
_TIED = re.compile(
    rf"(?<=[ (])(?:[Bb]ij|[Vv]ia|[Vv]an|door|naar|namens) "
    rf"({_CAP} (?:om|voor|op|met|in|aan|naar|zonder) {_CAP}(?: en {_CAP})?)(?!\w)"
)
_KIND = one_of("""
    kinderopvang thuiszorg uitvaartzorg installaties installatietechniek techniek schoonmaak transport makelaardij
    advocaten mode catering logistiek dakwerken schilderwerken fysio fysiotherapie tandartsen bewindvoering
    uitzendbureau jeugdzorg jeugdhulp bouw montage groenvoorziening hoveniers optiek makelaars bloemen fietsen
    tweewielers kraamzorg
""")
_BEFORE_KIND = re.compile(
    r"\b(?:proefdag|stage|werkt|bijbaan|bij|via|baan|contract|intake|aangemeld|plek|meelopen|meegelopen|stageplek|naar)"
    rf"(?: bij)? (([^\W\d_]{{3,20}}) {_KIND})(?![\w-])"
)
_TRADE = re.compile(
    r"\b(?:die|de|een|bij) (?:kapper|barbier|bakker|slager|garage|snackbar|pizzeria|bloemenzaak|kroeg|cafe|café"
    r"|restaurant|toko|kledingzaak|werkplaats|sportschool|shoarmazaak|fietsenmaker|supermarkt|nagelstudio|groenteboer|visboer"
    r"|dierenwinkel|kapsalon|avondwinkel|wasserette|belwinkel), ([^\W\d_]{3,15})(?=[?,.;)\n]|$)",
    re.IGNORECASE,
)
_STREET_ALONE = re.compile(
    r"\b(?:zit|woont|wonen|woonde|verblijft|slaapt|logeert|staat|hangt|gezien|zaak|winkel|hoek|nabij|thv|adres)"
    r"(?: (?:aan|in|op|bij))?"
    r"(?: de)? ([^\W\d_]{2,20}(?:straat|laan|gracht|kade|singel|dreef|steeg|plein))(?=[,.;)\n?!]|$)"
)
_NO_STREETS = (
    one_of("winkel zij school speel markt dorps hoofd woon school op achter over fiets tussen dwars")
    + "(?:straat|plein|laan)"
)
_ASKED = re.compile(
    r"\b(?:mail|bel|mailt|belt|app|gemaild|gebeld|vraag) (?:met |aan )?([a-z]{3,20}) (?:over|voor|ivm|nav)\b"
)
_NO_NAME = is_.FUNCTION | is_.VERB | is_.HARMLESS | is_.ANNOUNCES | is_.MONTH
_NO_PLAIN = is_.FUNCTION | is_.HARMLESS | is_.ANNOUNCES | is_.MONTH


def find(reading: Reading) -> Iterator[Span]:
    """Firms with an ampersand, a kind of work behind or before the name, a small word between capitals."""
    text = reading.text
    if "&" in text:
        yield from _ampersands(reading)
    tokens = reading.tokens
    ties = (i for i in reading.where[_TYING] if i + 1 < len(tokens) and tokens[i + 1].capital)
    for m in matches(_TIED, text, (tokens[i].start for i in ties)):
        if _is_tied(reading, m[1]):
            yield Span(m.start(1), m.end(1), Kind.ORG, "naam met een klein woord erin", 0.5)
    if reading.lower_style:
        yield from _small(reading)


def _ampersands(reading: Reading) -> Iterator[Span]:
    """'fleur&co', 'bij knip&kleur'; 'De Jeugd- & Gezinsbeschermers'."""
    text = reading.text
    for m in _TIGHT.finditer(text):
        firm = fold(m[2]) in _PARTNERS and not reading.words.facts(fold(m[1])) & is_.ANNOUNCES
        at = _AT.search(text, max(0, m.start() - _BACK), m.start())
        people = any(reading.words.facts(fold(word)) & is_.ANNOUNCES for word in m.groups())
        if firm or (at and not people):
            yield Span(m.start(), m.end(), Kind.ORG, "naam met een en-teken", 0.7)
    for m in _HYPHENED.finditer(text) if "- & " in text else ():
        if not _PLANS.search(m[0]):
            yield Span(m.start(), m.end(), Kind.ORG, "naam met een en-teken", 0.7)


_BACK = 30  # characters before a name in which somebody is said to work there


def _is_tied(reading: Reading, name: str) -> bool:
    """'Zorg om Boer en Tuinder': ordinary words with capitals; not 'Kim met Noor', 'Engels voor Beginners'."""
    words = [word for word in name.split() if word[0].isupper()]
    facts = [reading.words.facts(fold(word)) for word in words]
    people = is_.FIRST | is_.PLACE | is_.MONTH | is_.ANNOUNCES
    return all(f & is_.COMMON and not f & people for f in facts) and not facts[0] & is_.HARMLESS


def _small(reading: Reading) -> Iterator[Span]:
    """'proefdag spring kinderopvang', 'die kapper, chino?', 'ik mail gilde over', where capitals are left out."""
    text = reading.text
    for m in _BEFORE_KIND.finditer(text):
        facts = reading.words.facts(fold(m[2]))
        describes = facts & is_.COMMON and m[2].endswith(("e", "en"))
        if not facts & _NO_PLAIN and not describes:
            yield Span(m.start(1), m.end(1), Kind.ORG, "naam voor een soort organisatie", 0.5)
    for m in _TRADE.finditer(text):
        if not reading.words.facts(fold(m[1])) & _NO_NAME and not m[1].endswith("en"):
            yield Span(m.start(1), m.end(1), Kind.ORG, "naam achter een soort zaak", 0.4)
    for m in _STREET_ALONE.finditer(text):
        if not re.fullmatch(_NO_STREETS, m[1]):
            yield Span(m.start(1), m.end(1), Kind.ADDRESS, "straat in kleine letters", 0.5)
    for m in _ASKED.finditer(text):
        facts = reading.words.facts(m[1])
        if facts & is_.LISTS and facts & is_.SURNAME and not facts & _NO_PLAIN:
            yield Span(m.start(1), m.end(1), Kind.ORG, "school uit de lijst in kleine letters", 0.4)
