"""From words that are surely names to the words beside and elsewhere that belong to them."""

from collections.abc import Mapping

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise.cues import a_set
from thuisplan_desktop.anonymise.finders import wording
from thuisplan_desktop.anonymise.findings import ORG, PERSON, PLACE
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.signals import WEEKDAYS
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import NONE, SOFT, Token


def grow(reading: Reading, hidden: dict[int, Span]) -> None:
    """Adds surnames behind first names, the rest of organisations and places, and the same name elsewhere."""
    hidden.update(_surnames_after(reading, hidden))
    hidden.update(_rest_of_names(reading, hidden))
    hidden.update(_starts_of_names(reading, hidden))
    hidden.update(wording.phrases(reading, hidden))
    hidden.update(_behind_heads(reading))
    hidden.update(_before_types(reading))
    hidden.update(_branches(reading, hidden))
    hidden.update(_behind_articles(reading, hidden))
    hidden.update(_initials(reading, hidden))
    hidden.update(_first_names_before(reading, hidden))
    hidden.update(_beside_names(reading, hidden))
    hidden.update(_elsewhere(reading, hidden))


def _surnames_after(reading: Reading, hidden: dict[int, Span]) -> dict[int, Span]:
    """A capital right after a first name is a surname, whatever word it is: 'Anton Klein', 'Robert Melders'.

    Among small letters it must be a frequent surname: 'piet de wit', 'jan bakker'.
    """
    found, tokens, last = {}, reading.tokens, len(reading.tokens) - 1
    for i, span in hidden.items():
        if i == last or (not tokens[i].facts & is_.FIRST and not span.reason.startswith("naam uit")):
            continue
        at = i + 1
        while at <= last and tokens[at].facts & is_.OPENS_INFIX and at < i + 3 and reading.near(at, at) is not None:
            at += 1
        after = reading.around[at]
        if at in reading.shouted and not _is_shouted_surname(reading, i, at):
            continue
        sure = at in hidden and hidden[at].certainty >= 0.6
        if after is None or sure or after.gap != " " or len(after.text) < 2:
            continue
        if _is_surname(after, straight=at == i + 1):
            found[at] = Span(after.start, after.end, PERSON, "achternaam achter een voornaam", 0.7)
    return found


def _is_shouted_surname(reading: Reading, i: int, at: int) -> bool:
    """'TARA SLOT' where everything is in capitals: behind a word that can only be a first name."""
    plain = is_.FUNCTION | is_.VERB | is_.HARMLESS | is_.ANNOUNCES
    token = reading.tokens[at]
    return not reading.tokens[i].facts & is_.COMMON and bool(token.facts & is_.SURNAME) and not token.facts & plain


def _is_surname(token: Token, *, straight: bool) -> bool:
    if token.capital:
        said = token.facts & is_.FUNCTION and token.text.isupper()  # 'Li Na' is a name, 'Li NA' is not
        named = token.facts & is_.SURNAME and not token.facts & is_.ANNOUNCES and not said
        plain = token.facts & (is_.ORG_TYPE | is_.ORG_END) or (token.facts & is_.HARMLESS and not named)
        return straight and len(token.text) > 1 and not plain
    return bool(token.facts & is_.FREQUENT) and not token.facts & (is_.FUNCTION | is_.VERB)


_NO_PART = is_.ANNOUNCES | is_.INFIX | is_.HARMLESS | is_.FUNCTION | is_.VERB


def _rest_of_names(reading: Reading, hidden: dict[int, Span]) -> dict[int, Span]:
    """Any capital right behind a place or organisation belongs to it: 'De Ruwenberg Thuis', 'SCK CEN'."""
    found = {}
    for i in [i - 1 for i in reading.capitals if i - 1 in hidden and i not in hidden]:
        after, span = reading.tokens[i + 1], hidden[i]
        if after.gap != " " or len(after.text) == 1:
            continue
        unlike = after.facts & _NO_PART and not _is_region(reading.tokens[i], after)
        if span.kind is PERSON and (reading.tokens[i].facts & is_.NAME or unlike):
            continue
        before = reading.tokens[i]
        alike = before.all_capitals and not after.facts & is_.HARMLESS if after.all_capitals else before.capital
        if alike:
            found[i + 1] = Span(after.start, after.end, span.kind, span.reason, 0.5)
    return found


def _is_region(token: Token, after: Token) -> bool:
    """'Emergo Walcheren': a harmless capital behind a word that is in no list."""
    plain = is_.ANNOUNCES | is_.INFIX | is_.FUNCTION | is_.VERB | is_.MONTH
    return (
        bool(after.facts & is_.HARMLESS)
        and not after.facts & plain
        and not token.facts & (is_.LISTED | is_.HARMLESS | is_.FUNCTION)
    )


def _behind_capitals(reading: Reading, hidden: Mapping[int, Span]) -> list[int]:
    """The names right before which a capital stands that is none itself."""
    return [i + 1 for i in reading.capitals if i not in hidden and i + 1 in hidden]


def _starts_of_names(reading: Reading, hidden: dict[int, Span]) -> dict[int, Span]:
    """An ordinary word with a capital opens the name right after it: '(Triade Vitree)', 'Hoog Catharijne'."""
    found = {}
    for i in _behind_capitals(reading, hidden):
        left, span = reading.tokens[i - 1], hidden[i]
        if reading.gaps[i] != " " or span.certainty < 0.5:
            continue
        if span.certainty < 0.8 and span.kind is not ORG and ":" not in left.gap:
            continue
        described = left.facts & is_.STREET_OPENING and left.opening is NONE
        described = described and not left.facts & (is_.INFIX | is_.TITLE)
        further = reading.near(i - 1, i - 2)
        related = further is not None and further.facts & (is_.RELATIVE | is_.TITLE) and left.plain_space
        described = described or (related and not left.facts & (is_.INFIX | is_.FUNCTION | is_.ANNOUNCES))
        if described or (left.opening is SOFT and not left.facts & _NO_PART):
            found[i - 1] = Span(left.start, left.end, span.kind, span.reason, 0.5)
    return found


_LONGEST_SHORT = 5
_NO_BRANCH = is_.ANNOUNCES | is_.FUNCTION | is_.BSN_CUE | is_.NUMBER_CUE | is_.ORG_TYPE


def _branches(reading: Reading, hidden: dict[int, Span]) -> dict[int, Span]:
    """'LMC Zuidrand': a few capitals right before a name that is no person's belong to it."""
    found = {}
    for i in _behind_capitals(reading, hidden):
        token, left, span = reading.tokens[i], reading.tokens[i - 1], hidden[i]
        if not token.capital or reading.gaps[i] != " " or i in reading.shouted:
            continue
        person = span.kind is PERSON and (token.facts & is_.NAME or not token.facts & is_.COMMON)
        short = left.all_capitals and len(left.text) < _LONGEST_SHORT and not left.facts & _NO_BRANCH
        if short and not person and not token.all_capitals and span.kind is not PLACE:
            found[i - 1] = Span(left.start, left.end, ORG, span.reason, 0.5)
    return found


def _behind_heads(reading: Reading) -> dict[int, Span]:
    """'CJG Tynaarlo', 'Bureau Jeugdzorg Limburg', 'Gebr. Duindam': the kind and the name are one organisation."""
    found = {}
    for i in reading.with_fact(is_.HEAD):
        if not reading.tokens[i].capital:
            continue
        after = reading.around[i + 1]
        named = after is not None and (after.capital or after.text != after.text.lower())
        if after is None or not named or after.gap not in (" ", ". "):
            continue
        if after.gap == ". " and len(reading.tokens[i].text) > _LONGEST_SHORT:
            continue  # only a short form has a dot of its own: 'Gebr. Duindam'
        if after.facts & (is_.FUNCTION | is_.ROLE | is_.LABEL) and after.folded not in _SIDES:
            continue
        if after.all_capitals and after.facts & is_.HARMLESS:
            continue
        for at in (i, i + 1):
            own = reading.tokens[at]
            found[at] = Span(own.start, own.end, ORG, "soort organisatie met haar naam", 0.7)
    return found


def _behind_articles(reading: Reading, hidden: dict[int, Span]) -> dict[int, Span]:
    """'naar De Stap', 'via Het Haven': a capital on an article inside a sentence opens a name."""
    found = {}
    for i in reading.capitals:
        token, after = reading.tokens[i], reading.around[i + 1]
        if token.opening is not NONE or token.folded not in _ARTICLES:
            continue
        inside = token.gap == " " and i not in reading.shouted
        if inside and after is not None and i + 1 not in hidden and _is_called(after):
            for at, own in ((i, token), (i + 1, after)):
                found[at] = Span(own.start, own.end, ORG, "lidwoord met een hoofdletter", 0.6)
    return found


def _is_called(token: Token) -> bool:
    people = is_.ROLE | is_.RELATIVE | is_.TITLE | is_.MONTH
    return token.capital and token.gap == " " and len(token.text) >= _SHORTEST_NAME and not token.facts & people


_ARTICLES = a_set("de het it den")
_SHORTEST_NAME = 3


def _first_names_before(reading: Reading, hidden: dict[int, Span]) -> dict[int, Span]:
    """'ad van gorp': a first name that is an ordinary word as well, before an infix and a surname."""
    found = {}
    for i, span in hidden.items():
        if not i or not reading.tokens[i - 1].facts & is_.OPENS_INFIX:
            continue
        at = i
        while at > 0 and i - at < 3 and reading.tokens[at - 1].facts & is_.OPENS_INFIX and reading.gaps[at] == " ":
            at -= 1
        first = reading.around[at - 1]
        if at == i or first is None or span.kind is not PERSON or at - 1 in hidden or reading.gaps[at] != " ":
            continue
        plain = first.facts & is_.FUNCTION and not first.capital
        if first.facts & is_.FIRST and not plain and reading.tokens[i].facts & is_.SURNAME:
            found[at - 1] = Span(first.start, first.end, PERSON, "voornaam voor een achternaam", 0.6)
    return found


def _beside_names(reading: Reading, hidden: dict[int, Span]) -> dict[int, Span]:
    """An unknown word that 'en' or a comma ties to a name: 'met yonas, samiel en robel'."""
    found, tokens = {}, reading.tokens
    people = [i for i, span in hidden.items() if span.kind is PERSON]
    ahead = [(i, 1) for i in people if i + 1 < len(tokens) and _may_tie(tokens[i + 1], tokens[i + 1].gap)]
    back = [(i, -1) for i in people if i and _may_tie(tokens[i - 1], tokens[i].gap)]
    for i, step in ahead + back:
        at = _tied(reading, i, step)
        other = reading.around[at] if at >= 0 and at not in hidden else None
        if other is None:
            continue
        unknown = not other.facts & _NO_OTHER and (len(other.text) > _TINY or bool(other.facts & is_.FIRST))
        unknown = (unknown or _is_tiny(other)) and _as_written(reading, i, other)
        bare = other.facts & is_.BARE_SURNAME and reading.lower_style and step == 1
        if unknown or bare:
            found[at] = Span(other.start, other.end, PERSON, "onbekend woord in een rij namen", 0.5)
    return found


def _may_tie(beside: Token, gap: str) -> bool:
    """A quick no to most of what `_tied` asks."""
    return gap != " " or beside.folded in _TIE_WORDS


def _is_tiny(token: Token) -> bool:
    """'To' in 'Ad, Jo en To': two letters with a capital that are no small word."""
    named = token.facts & is_.NAME and not token.facts & (is_.FUNCTION | is_.VERB | is_.ANNOUNCES | is_.MONTH)
    return len(token.text) == _TINY and bool(named) and token.text.istitle() and token.folded not in WEEKDAYS


_TINY = 2


def _tied(reading: Reading, i: int, step: int) -> int:
    """The word that a comma, 'en' or 'of' ties to word i on one side; -1 for none."""
    beside, behind = reading.tokens[i + step], int(step > 0)  # the gap is that of the word behind it
    gap = reading.gaps[i + behind]
    if gap == " ":
        tie = beside.folded in _TIE_WORDS and reading.gaps[i + step + behind] == " "
        return i + 2 * step if tie else -1
    if gap.strip() == "/" and "\n" not in gap and beside.facts & is_.FIRST:
        return i + step  # 'mees / mo / jip'
    return i + step if gap.strip() == "," else -1


def _as_written(reading: Reading, i: int, other: Token) -> bool:
    """A word in small letters is no name beside one with a capital: 'van Hoebers, cliëntnr'."""
    return reading.lower_style or other.capital or not reading.tokens[i].capital


_NO_OTHER = is_.PLAIN | is_.ENGLISH | is_.NUMBER_CUE
_TIE_WORDS = a_set("en of and")


def _before_types(reading: Reading) -> dict[int, Span]:
    """'The British School', 'Goese Lyceum': capitals right before a kind of organisation with a capital."""
    found = {}
    for i in reading.with_fact(is_.ORG_TYPE):
        token, at = reading.tokens[i], i
        while at > 0 and reading.gaps[at] == " " and _may_describe(reading, at - 1):
            at -= 1
        if token.capital and at < i and reading.tokens[at].capital:
            for part in range(at, i + 1):
                own = reading.tokens[part]
                found[part] = Span(own.start, own.end, ORG, "hoofdletters voor een soort organisatie", 0.6)
    return found


_NO_DESCRIPTION = is_.TITLE | is_.ROLE | is_.RELATIVE | is_.LABEL | is_.GREETING | is_.VERB


def _may_describe(reading: Reading, i: int) -> bool:
    token = reading.tokens[i]
    if not token.capital or token.all_capitals or token.facts & _NO_DESCRIPTION:
        return False
    return token.folded == "the" or not (token.facts & is_.FUNCTION or token.facts & is_.INFIX)


def _initials(reading: Reading, hidden: dict[int, Span]) -> dict[int, Span]:
    """'GB' where the text names Gerwin Beens: the initials of a name that stands in full."""
    short = [i for i in reading.short_capitals if i not in hidden and len(reading.tokens[i].text) > 1]
    letters: set[str] = set()
    for i, span in hidden.items() if short else ():
        first = reading.tokens[i]
        if span.kind is not PERSON or not first.capital or not first.facts & is_.FIRST:
            continue
        initials, at = first.text[0], i + 1
        while (part := reading.around[at]) is not None and part.gap == " " and part.facts & is_.OPENS_INFIX:
            initials, at = initials + part.text[0], at + 1
        last = reading.around[at]
        if last is not None and last.gap == " " and last.capital and at in hidden:
            letters |= {initials + last.text[0], initials[0] + last.text[0]}
    found = {}
    for i in short if letters else ():
        token = reading.tokens[i]
        if token.text in letters:
            found[i] = Span(token.start, token.end, PERSON, "initialen van iemand uit de tekst", 0.6)
    return found


_SIDES = a_set("west oost noord zuid")


def _elsewhere(reading: Reading, hidden: dict[int, Span]) -> dict[int, Span]:
    """A name found once is that name everywhere, also in small letters, unless it is an ordinary word."""
    sure = {}
    for i, span in hidden.items():
        token = reading.tokens[i]
        if span.certainty >= 0.6 and len(token.text) > 2:
            sure[token.folded] = span
            if token.facts & is_.POSSESSIVE and token.folded.endswith("s"):
                sure.setdefault(token.folded.removesuffix("s").removesuffix("'"), span)
    if not sure:
        return {}
    found, tokens = {}, reading.tokens
    # An ordinary word in small letters is no name, see `_may_be_the_same`: most words of most texts.
    likely = range(len(tokens)) if reading.lower_style else {*reading.capitals, *reading.uncommon}
    for i in [i for i in likely if (word := tokens[i].folded) in sure or word[-1] in _OWNING]:
        token, name = tokens[i], _of_name(tokens[i].folded, sure) if i not in hidden else None
        if name is not None and _may_be_the_same(reading, token, name):
            found[i] = Span(token.start, token.end, name.kind, "staat elders in de tekst als naam", 0.7)
    for i in reading.hyphened:  # 'jarabee-intake', where the text names Jarabee
        if i not in hidden and _of_name(tokens[i].folded, sure) is None:
            part = _opened_by_name(reading, tokens[i], sure)
            found.update({i: part} if part is not None else {})
    return dict(sorted(found.items()))


_OWNING = frozenset("s'")  # what a possessive ends in


def _of_name(word: str, sure: Mapping[str, Span]) -> Span | None:
    """The finding of the name that a word is, possessive or not."""
    if word in sure or word[-1] not in _OWNING:
        return sure.get(word)
    return sure.get(word[:-1]) or (sure.get(word[:-2]) if word.endswith("'s") else None)


def _opened_by_name(reading: Reading, token: Token, sure: dict[str, Span]) -> Span | None:
    """The finding for a word whose first part is a name of the text."""
    first = token.folded.partition("-")[0]
    span = sure.get(first)
    if span is None or reading.words.facts(first) & is_.COMMON:
        return None
    return Span(token.start, token.end, span.kind, "begint met een naam die elders in de tekst staat", 0.7)


def _may_be_the_same(reading: Reading, token: Token, span: Span) -> bool:
    if not token.facts & is_.COMMON:
        return True
    named = (token.capital or reading.lower_style) and not token.facts & is_.FUNCTION
    return named and span.kind is PERSON
