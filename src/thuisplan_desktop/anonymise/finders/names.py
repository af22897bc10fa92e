"""Names of people, places and organisations: every word is judged by the lists and by what stands around it.

The rule for capitals is the reverse of a list of names: a capital that neither the place in the sentence nor an
ordinary word explains is hidden. So a name in no list is found as well.
"""

from collections.abc import Iterator

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise.finders import (
    announced,
    capitals,
    clues,
    joining,
    linked_names,
    lowercase,
    reaching,
    register,
    setting,
    small_people,
    spreading,
)
from thuisplan_desktop.anonymise.findings import PERSON
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Token
from thuisplan_desktop.anonymise.words import LOUD, MIXED, SMALL, TITLE

# A first name that is nothing else needs no second look; these facts say that it may be.
_NEEDS_A_LOOK = is_.PLAIN | is_.ENGLISH | is_.ANNOUNCES | is_.INFIX | is_.POSSESSIVE | is_.PLACE | is_.SURE_STREET


def find(reading: Reading) -> Iterator[Span]:
    """Words that name somebody or something, joined into whole names."""
    hidden = _judged(reading)
    hidden |= register.people(reading, reading.book.names)
    setting.add(reading, hidden)
    small_people.add(reading, hidden)
    announced.add(reading, hidden)
    linked_names.add(reading, hidden)
    spreading.grow(reading, hidden)
    hidden = joining.with_ampersand(reading, hidden)
    for group in joining.groups(reading, hidden):
        yield from reaching.spans(reading, hidden, group)


_NEVER_SMALL = is_.HARMLESS | is_.FUNCTION  # no name in small letters, see `lowercase.small`


def _judged(reading: Reading) -> dict[int, Span]:
    """What each word is by itself and its neighbours. Ordinary words in small letters are passed over at once."""
    found: dict[int, Span] = {}
    tokens, shapes = reading.tokens, reading.shapes
    odd = reading.unless(is_.PLAIN, is_.MAYBE)
    if reading.english:
        english = is_.ENGLISH | is_.MAYBE
        odd = [i for i in odd if tokens[i].facts & english != is_.ENGLISH or not reading.in_english(i)]
    odd = [i for i in odd if shapes[i] != SMALL or not tokens[i].facts & _NEVER_SMALL]
    guided = [i + 1 for i in reading.with_fact(is_.GUIDE)]  # behind a title or an infix: 'meneer blauw', 'van der Plas'
    for i in sorted({*reading.capitals, *odd, *guided} - {len(tokens)}):
        token, shape = tokens[i], shapes[i]
        if len(token.text) < _SHORTEST:
            continue
        if shape != TITLE:
            span = _odd_word(reading, i, token, shape)
        elif token.facts & is_.FIRST and not token.facts & _NEEDS_A_LOOK:
            span = clues.as_span(token, PERSON, "voornaam", 0.8)
        else:
            span = capitals.capital(reading, i, token)
        if span is not None:
            found[i] = span
    return found


_SHORTEST = 2


def _odd_word(reading: Reading, i: int, token: Token, shape: int) -> Span | None:
    """The finding for a word that is no capital followed by small letters, or None."""
    if shape == SMALL:
        return lowercase.small(reading, i, token)
    if shape == MIXED:
        return capitals.mixed(reading, i, token)
    if shape == LOUD:
        return capitals.all_capitals(reading, i, token)
    return capitals.capital(reading, i, token) if token.capital else lowercase.small(reading, i, token)
