"""Which judged words are one name: side by side, a surname before its first name, infixes or small words between."""

import re
from collections.abc import Mapping

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise.cues import a_phrase_set, a_set
from thuisplan_desktop.anonymise.finders import clues
from thuisplan_desktop.anonymise.findings import ADDRESS, ORG, PERSON, PLACE
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Opening

_BESIDE = re.compile(r"[ \t\u00a0]{1,3}|[ \t]*\r?\n[ \t]*|[ \t]?[-–/][ \t]?")


def groups(reading: Reading, hidden: Mapping[int, Span]) -> list[list[int]]:
    """The numbers of the words of each name, those between its parts included."""
    joined: list[list[int]] = []
    for i in sorted(hidden):
        close = joined and i - joined[-1][-1] <= clues.MOST_INFIXES
        if close and _belong_together(reading, hidden, joined[-1][-1], i):
            joined[-1] += range(joined[-1][-1] + 1, i + 1)
        else:
            joined.append([i])
    return joined


def _belong_together(reading: Reading, hidden: Mapping[int, Span], left: int, right: int) -> bool:
    """Side by side, 'Bos, Roos', or with nothing but infixes between a person's names; asked of close words only."""
    if right == left + 1:
        return _side_by_side(reading, hidden, left, right)
    tie, capitals = reading.tokens[left + 1], reading.tokens[left].capital and reading.tokens[right].capital
    if capitals and len(tie.text) == 1 and _initial_between(reading, left, right):
        return hidden[left].kind is hidden[right].kind is PERSON
    if right == left + 2 and tie.folded in _FOREIGN and capitals and tie.gap == reading.gaps[right] == " ":
        return True  # 'Casa do Brasil', 'Kas di Kurason'
    ordinary = reading.tokens[left].facts & is_.COMMON and hidden[left].certainty <= 0.5
    if (
        (hidden[left].kind is ORG or ordinary or reading.tokens[left + 1].folded in _ENGLISH_LINKS)
        and right <= left + 3
        and _links_organisation(reading, hidden, left, right)
    ):
        return True
    bare = reading.tokens[left].facts & is_.BARE_STREET
    if not (hidden[left].kind is PERSON or bare):
        return False
    named = hidden[right].kind in (PERSON, ADDRESS) or bool(bare) or _may_be_surname(reading, left, right)
    if hidden[right].kind is ADDRESS and reading.tokens[left + 1].folded == "op":
        return False  # 'Gülay op de Beijerlandsekade 40'
    in_town = hidden[right].kind is PLACE and reading.tokens[left + 1].folded == "te"  # 'Mezz te Breda'
    return named and not in_town and _infixes_between(reading, left, right)


def _side_by_side(reading: Reading, hidden: Mapping[int, Span], left: int, right: int) -> bool:
    gap = reading.gaps[right]
    after = reading.text[reading.tokens[right].end : reading.tokens[right].end + 1]
    if after == ":" and ("\n" in gap or len(gap) > 1):  # who speaks next in a chat, the next field of a form
        return gap == ", " and _surname_first(reading, left, right)  # but '1. Mol, Bart: ziek' is one pupil
    if "\n" in gap and hidden[right].kind is ADDRESS and hidden[left].kind is PERSON:
        return False  # who lives there stands above the street
    beside = bool(_BESIDE.fullmatch(gap)) or gap == " & "
    beside = beside or (gap == ". " and reading.tokens[left].folded in _SHORTENED)
    return beside or (gap == ", " and _surname_first(reading, left, right))


def _initial_between(reading: Reading, left: int, right: int) -> bool:
    """'Quincy R. Martina', 'Zara M. van der Meulen': no other first name, as in 'door Inge M. Faas was er niet'."""
    (letter, *infixes), name = reading.tokens[left + 1 : right], reading.tokens[right]
    if not letter.capital or letter.gap != " ":
        return False
    if not all(infix.facts & is_.INFIX for infix in infixes) or reading.gaps[left + 2] not in (". ", " "):
        return False
    known = name.folded in reading.book.names.families
    other = not known and (infixes or name.facts & is_.FIRST)  # 'Glenn F. van Emmen' works there
    return reading.tokens[left].facts & (is_.FIRST | is_.POSSESSIVE) == is_.FIRST and not other


def _may_be_surname(reading: Reading, left: int, right: int) -> bool:
    """'Kuiga de Jiefen': alike in capitals or both without, so the unknown word behind the infix is no school."""
    return reading.tokens[left].capital == reading.tokens[right].capital


_LINKS = a_phrase_set("""
    of en & voor van op aan bij over &_de en_de voor_de van_de van_het voor_het op_de aan_de in_de d'r in_d'r
    't in_'t op_'t di do da dos del du des der den y i und et la le pa na ku
""")
_PARTS_OF_NAMES = is_.FIRST | is_.PLACE


def _links_organisation(reading: Reading, hidden: Mapping[int, Span], left: int, right: int) -> bool:
    """'Praktijk Bos en Lommerrijk', 'MEE & de Wering', 'Zorg voor Jou': one name with small words inside."""
    gaps = [reading.gaps[i].strip() for i in range(left + 1, right + 1)]
    if not all(gap in ("", "&") for gap in gaps) or not reading.tokens[right].capital:
        return False
    words = [token.folded for token in reading.tokens[left + 1 : right]]
    phrase = " ".join(part for pair in zip(gaps, [*words, ""], strict=True) for part in pair if part)
    if hidden[left].certainty <= 0.5 and hidden[right].certainty <= 0.5 and phrase in _INSIDE_NAMES:
        return True  # 'Kracht in Zorg': two ordinary words with a capital
    if phrase in _ENGLISH_LINKS:
        return True
    plain = phrase == "of" or hidden[right].kind is ORG or not reading.tokens[right].facts & _PARTS_OF_NAMES
    return phrase in _LINKS and plain


_FOREIGN = a_set("di do da dos del della du des dei y et und i")
_INSIDE_NAMES = a_phrase_set("""
    in te met na zonder over bij uit door tot om in_de op_de in_het op_het met_de bij_de uit_de
""")
_ENGLISH_LINKS = a_phrase_set("a the for to your my with of_the for_the in_the")
_SHORTENED = a_set("gebr st joh burg sint fa")


def _infixes_between(reading: Reading, left: int, right: int) -> bool:
    """'Jan van den Berg', but not 'de Vries van Altra' nor 'Jan van Piet'."""
    between = " ".join(token.folded for token in reading.tokens[left + 1 : right])
    if between not in _BETWEEN or not all(clues.close(reading, i) for i in range(left + 1, right + 1)):
        return False
    plain = between in ("van", "van de", "van het")
    if reading.tokens[left].facts & is_.BARE_STREET and reading.tokens[left].capital:
        return True
    before, last = reading.tokens[left].facts, reading.tokens[right].facts & is_.FIRST
    first = before & is_.FIRST or not before & (is_.SURNAME | is_.COMMON)  # 'de Vries van Altra' are two
    return not plain or bool(first and not last)


_BETWEEN = a_phrase_set("""
    van de der den van_de van_der van_den v_d vd v vdr vder vden van_'t van_t v_t v_'t van_het 't t te ter ten
    von el al ben bin da dos de_la la le du di del el_el v_der v_den op_de op_den op_'t in_'t in_t aan_de
    uit_den uit_de van_der_van fan_der fan_de
""")


def _surname_first(reading: Reading, left: int, right: int) -> bool:
    """'JANSEN, Piet': a surname that is no first name, then a first name, on a line or after a label."""
    tokens = reading.tokens
    after = reading.around[right + 1]
    listed = after is not None and (after.gap == ", " or after.folded in ("en", "of"))
    certain = tokens[left].facts & is_.SURNAME and not listed
    named = tokens[right].facts & is_.FIRST or not tokens[right].facts & is_.COMMON
    if _is_cell(reading, left, right):
        return True
    if (tokens[left].facts & is_.FIRST and not certain) or not named:
        return False
    while left > 0 and tokens[left - 1].facts & is_.OPENS_INFIX and reading.gaps[left] in (" ", ". "):
        left -= 1
    behind = clues.INFIX_BEHIND.match(reading.text, tokens[right].end) is not None
    return tokens[left].opening is not Opening.NONE or behind


_CELL = re.compile(
    r"[ ](?:\(|[|;–-])|[ \t]*(?:$|[|;\n\r])|[ ](?:van|de|der|den|van de|van der|van den|v\.?d\.?)[ ]?(?:$|[|;,)\n(])"
)


def _is_cell(reading: Reading, left: int, right: int) -> bool:
    """'Naam: BOS, Winter', '| Just, Krijgsman |': two capitals with a comma that fill a field or a line."""
    tokens = reading.tokens
    first = left
    while first > 0 and tokens[first - 1].facts & is_.INFIX and reading.gaps[first] == " ":
        first -= 1
    gap, last = tokens[first].gap, right
    while (after := reading.around[last + 1]) is not None and after.gap == " " and after.capital:
        last += 1
    opens = first == 0 or any(sign in gap for sign in "\n|:;–") or gap == " - "
    fills = _CELL.match(reading.text, tokens[last].end) is not None
    return opens and fills and tokens[left].capital and tokens[right].capital


def with_ampersand(reading: Reading, hidden: Mapping[int, Span]) -> dict[int, Span]:
    """The judged words with the capitals that '&' ties to them: 'Kip & Zo'."""
    if " & " not in reading.text:
        return dict(hidden)
    found = dict(hidden)
    for i in hidden:
        for at, right in ((i + 1, i + 1), (i - 1, i)):
            other = reading.around[at]
            if other is not None and other.capital and reading.gaps[right] == " & " and at not in found:
                found[at] = Span(other.start, other.end, ORG, hidden[i].reason, hidden[i].certainty)
    return found
