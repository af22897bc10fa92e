"""Organisations whose name runs on over a small word: 'Church of Pentecost', 'Rotterdam aan Zet', 'Manege de Hoef'."""

from collections.abc import Iterator

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise.cues import a_phrase_set, a_set
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Opening, Token
from thuisplan_desktop.anonymise.watched import Watched

_ENGLISH_TIES = a_set("of for and the")
# Words of the names of churches, schools and firms that are called in English.
_ENGLISH_NAMES = a_set("""
    church churches chapel temple assembly assemblies kingdom house city word fountain gate mountain light bread tower
    ministry ministries academy center centre god christ jesus lord glory praise worship victory redeemed winners
    international pillar institute society fellowship army gospel holy spirit living saints witnesses disciples
    pentecost bethel zion salvation youth kids friends hands foundation mission harvest vine rock shepherd gathering
    connect hope life faith grace truth power fire family nations world home heaven apostolic evangelical deliverance
    mercy joy peace love bakery nails beauty salon garden taste art style food kitchen
""")
# Some are first names and Dutch words as well: two of them, or one of the others, make a name.
_WEAK = a_set("hope faith grace joy mercy love home city rock gate in the connect family world kids house word vine")
_LOCAL_TIES = a_set("aan in voor op werkt beweegt helpt")
_AT_KINDS = a_phrase_set("""
    de het den van van_de van_der van_den van_het 't in_de op_de aan_de voor voor_de ter ten onder_de der la le el
""")
_ARTICLES = a_set("de het den 't la le el")
_MOST_TIES = _TWO = 2
_LONGEST_SHORT = 7
_NO_PART = is_.ANNOUNCES | is_.MONTH
_NO_FULL = is_.TITLE | is_.RELATIVE | is_.ROLE | is_.MONTH


def add(reading: Reading, hidden: dict[int, Span]) -> None:
    """Adds the small words inside such a name, the capitals beside them, and its short form in brackets."""
    for found in (_english(reading), _of_town(reading, hidden), _of_kind(reading)):
        for first, last in found:
            for i in range(first, last + 1):
                own = reading.tokens[i]
                hidden[i] = Span(own.start, own.end, Kind.ORG, "naam met een klein woord erin", 0.6)
    for first, last in tuple(_in_brackets(reading, hidden)):
        for i in range(first, last + 1):
            own = reading.tokens[i]
            hidden[i] = Span(own.start, own.end, Kind.ORG, "een naam met zijn afkorting", 0.7)


_TYING = Watched(("of", "for"))


def _english(reading: Reading) -> Iterator[tuple[int, int]]:
    """'Grace of God Ministries', 'House of the Lord'; 'Grace of Hope' are two girls."""
    for i in reading.where[_TYING]:
        first, last = i - 1, i + 1
        if (article := reading.around[last]) is not None and article.folded == "the" and article.gap == " ":
            last += 1
        if (
            first < 0
            or reading.tokens[i].capital
            or not _is_part(reading, first, i)
            or not _is_part(reading, last, last)
        ):
            continue
        while _is_part(reading, first - 1, first) or _ties(reading, first - 1):
            first -= 1
        while _is_part(reading, last + 1, last + 1) or _ties(reading, last + 1):
            last += 1
        if _is_english(reading.tokens[first : last + 1]):
            yield first, last


def _is_part(reading: Reading, i: int, gap: int) -> bool:
    """Whether word i, with only a space at its side, may be a part: a capital, or an English word of such names."""
    token = reading.around[i]
    if token is None or reading.gaps[gap] != " ":
        return False
    small = reading.lower_style and token.folded in _ENGLISH_NAMES
    return (token.capital or small) and (not token.facts & _NO_PART or token.folded in _ENGLISH_NAMES)


def _ties(reading: Reading, i: int) -> bool:
    """Whether word i is 'of' or 'for' between two parts."""
    tie = reading.around[i]
    if tie is None or tie.folded not in _ENGLISH_TIES:
        return False
    return _is_part(reading, i - 1, i) and _is_part(reading, i + 1, i + 1)


def _is_english(parts: list[Token]) -> bool:
    telling = {part.folded for part in parts} & _ENGLISH_NAMES
    names = sum(bool(part.facts & is_.FIRST) for part in parts if part.capital)
    return bool(telling - _WEAK) or (len(telling) > 1 and names < _TWO)  # 'Grace of Hope' are two girls


def _of_town(reading: Reading, hidden: dict[int, Span]) -> Iterator[tuple[int, int]]:
    """'Rotterdam aan Zet', 'Amsterdam voor Elkaar': a town, a small word and an ordinary word with a capital."""
    for i in sorted(i + 1 for i in hidden if reading.tokens[i].facts & is_.PLACE):
        town, tie, after = reading.tokens[i - 1], reading.around[i], reading.around[i + 1]
        if tie is None or after is None or tie.folded not in _LOCAL_TIES or not town.capital:
            continue
        if not (reading.gaps[i] == after.gap == " " and after.capital and after.text[1:].islower()):
            continue
        named = is_.FIRST | is_.FREQUENT | is_.PLACE | is_.MONTH | is_.ANNOUNCES | is_.NUMBER_CUE
        listed = f"{town.folded} {tie.folded}" in reading.words.places  # 'Bergen op Zoom'
        if after.facts & is_.LISTED and not after.facts & named and not listed:
            yield i - 1, i + 1


def _of_kind(reading: Reading) -> Iterator[tuple[int, int]]:
    """'Tomatenkwekerij de Heen', 'Zorgboerderij het Erf': a kind with a capital, small words, a capital."""
    for i in reading.with_any(is_.ORG_TYPE, is_.ORG_END, is_.HEAD):
        kind, at = reading.tokens[i], i + 1
        if not kind.capital or kind.text.isupper():
            continue
        while at <= i + _MOST_TIES and (tie := reading.around[at]) is not None and tie.gap == " " and not tie.capital:
            at += 1
        named = reading.around[at]
        ties = " ".join(tie.folded for tie in reading.tokens[i + 1 : at])
        if named is None or not named.capital or named.gap != " " or ties not in _AT_KINDS:
            continue
        if _is_called(reading, i, named, ties):
            yield i, at


def _is_called(reading: Reading, i: int, named: Token, ties: str) -> bool:
    """'Bakkerij van Vliet' and 'Garage de Brug' are names; 'School van Kim' and 'drs. Winkel van Altra' are not."""
    kind, left = reading.tokens[i], reading.near(i, i - 1)
    if named.facts & _NO_PART or (left is not None and (left.capital or left.facts & is_.TITLE)):
        return False
    if ties in _ARTICLES:
        return True
    plain = is_.FIRST | is_.PLACE | is_.STREET_END | is_.ORG_TYPE | is_.ORG_END
    return kind.opening is not Opening.HARD and not named.facts & plain


def _in_brackets(reading: Reading, hidden: dict[int, Span]) -> Iterator[tuple[int, int]]:
    """'het Anna Maria van Schurman (AMS)': letters in brackets behind an organisation or the words they stand for."""
    for i in reading.parted.get(" (", ()):
        token = reading.tokens[i]
        short = token.capital and reading.text[token.end : token.end + 1] == ")" and i
        if not short or not 1 < len(token.text) < _LONGEST_SHORT or token.text[1:].islower():
            continue
        first = _spelt_from(reading, i)
        if i in hidden and first < i - 1 and hidden[i].kind is not Kind.PLACE:
            yield first, i - 1  # 'Jeugd Zorg Drenthe (JZD)': letters nobody knows say that the words are a name
        named = i - 1 in hidden and hidden[i - 1].kind is Kind.ORG and not token.facts & is_.HARMLESS
        if named or (first < i and i - 1 in hidden):
            yield i, i


def _spelt_from(reading: Reading, i: int) -> int:
    """The first of the words whose letters word i is, small ones left out or not; i itself when there are none."""
    wanted, at = [c for c in reading.tokens[i].folded if c.isalpha()], i
    while wanted and at > 0 and (at == i or reading.gaps[at] == " "):
        at -= 1
        token = reading.tokens[at]
        if token.folded[0] == wanted[-1] and not token.facts & _NO_FULL:
            wanted.pop()
        elif token.capital:
            return i
    return i if wanted or not reading.tokens[at].capital else at
