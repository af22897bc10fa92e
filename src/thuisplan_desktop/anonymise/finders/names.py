"""Names of people, places and organisations: every word is judged by the lists and by what stands around it.

The rule for capitals is the reverse of a list of names: a capital that neither the place in the sentence nor an
ordinary word explains is hidden. So a name in no list is found as well.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from thuisplan_desktop.anonymise import people_cues as cues
from thuisplan_desktop.anonymise.context import Context, Opening
from thuisplan_desktop.anonymise.finders import joining, register
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Reading, Token
from thuisplan_desktop.anonymise.words import Words, fold


def find(reading: Reading) -> Iterator[Span]:
    """Words that name somebody or something, joined into whole names."""
    context = Context(reading)
    hidden = _Judge(reading, context, reading.words, frozenset(map(fold, reading.known.places))).all()
    hidden |= register.people(context)
    hidden |= _surnames_after(context, hidden)
    hidden |= _rest_of_names(context, hidden)
    hidden |= _starts_of_names(context, hidden)
    yield from joining.spans(context, hidden | _spread(reading, hidden))


def _surnames_after(context: Context, hidden: dict[int, Span]) -> dict[int, Span]:
    """A capital right after a first name is a surname, whatever word it is: 'Anton Klein', 'Robert Melders'.

    Among small letters it must be a frequent surname: 'piet de wit', 'jan bakker'.
    """
    words, found = context.reading.words, {}
    for i, span in hidden.items():
        if context.reading.tokens[i].folded not in words.first_names and not span.reason.startswith("naam uit"):
            continue
        at = i + 1
        while (infix := context.near(at, at)) is not None and infix.folded in cues.OPENS_INFIX and at < i + 3:
            at += 1
        after = context.token(at)
        sure = at in hidden and hidden[at].certainty >= 0.6
        if after is None or sure or context.gap(at) != " " or len(after.text) < 2:
            continue
        if _is_surname(words, after, straight=at == i + 1):
            found[at] = Span(after.start, after.end, Kind.PERSON, "achternaam achter een voornaam", 0.7)
    return found


def _rest_of_names(context: Context, hidden: dict[int, Span]) -> dict[int, Span]:
    """Any capital right behind a place or organisation belongs to it: 'De Ruwenberg Thuis', 'Amsterdam Zuid'."""
    found = {}
    for i, span in hidden.items():
        after = context.token(i + 1)
        if (
            after is None
            or i + 1 in hidden
            or context.gap(i + 1) != " "
            or not after.capital
            or span.kind is Kind.PERSON
        ):
            continue
        if context.reading.tokens[i].capital and not after.all_capitals:
            found[i + 1] = Span(after.start, after.end, span.kind, span.reason, 0.5)
    return found


def _starts_of_names(context: Context, hidden: dict[int, Span]) -> dict[int, Span]:
    """An ordinary word with a capital behind a bracket or colon opens the name right after it: '(Triade Vitree)'."""
    words, found = context.reading.words, {}
    for i, span in hidden.items():
        left = context.token(i - 1)
        if left is None or i - 1 in hidden or not left.capital or context.gap(i) != " " or span.certainty < 0.8:
            continue
        role = left.folded in cues.ROLES | cues.RELATIVES | cues.TITLES | cues.LABELS | cues.GREETINGS | cues.INFIXES
        told = role or left.folded in words.harmless or left.folded in words.function_words
        if context.openings[i - 1] is Opening.SOFT and not told and not words.acts_as_verb(left.folded):
            found[i - 1] = Span(left.start, left.end, span.kind, span.reason, 0.5)
    return found


def _is_surname(words: Words, token: Token, *, straight: bool) -> bool:
    word = token.folded
    if token.capital:
        return straight and word not in words.harmless and not _is_type_of_organisation(word)
    return word in words.frequent_surnames and word not in words.function_words and not words.acts_as_verb(word)


def _is_type_of_organisation(word: str) -> bool:
    return word in cues.ORGANISATION_TYPES or word.endswith(cues.ORGANISATION_ENDINGS)


def _spread(reading: Reading, hidden: dict[int, Span]) -> dict[int, Span]:
    """A name found once is that name everywhere, also in small letters, unless it is an ordinary word."""
    sure = {}
    for i, span in hidden.items():
        if span.certainty >= 0.6 and len(reading.tokens[i].text) > 2:
            sure[reading.tokens[i].folded] = span
    found, lower = {}, Context(reading).lower_style
    for i, token in enumerate(reading.tokens):
        base = token.folded if token.folded in sure else token.folded.removesuffix("s").removesuffix("'")
        common = reading.words.is_common(token.folded)
        named = (token.capital or lower) and base not in reading.words.function_words
        explained = common and not (named and base in sure and sure[base].kind is Kind.PERSON)
        if i not in hidden and base in sure and not explained:
            found[i] = Span(token.start, token.end, sure[base].kind, "staat elders in de tekst als naam", 0.7)
    return found


@dataclass(frozen=True)
class _Judge:
    reading: Reading
    context: Context
    words: Words
    known_places: frozenset[str]

    def all(self) -> dict[int, Span]:
        judged = ((i, self.word(i)) for i in range(len(self.reading.tokens)))
        return {i: span for i, span in judged if span is not None}

    def word(self, i: int) -> Span | None:
        """The finding for word i alone, or None."""
        token = self.reading.tokens[i]
        if len(token.text) == 1:
            return None
        if token.text[1:] != token.text[1:].lower() and not token.text.isupper():
            return self._mixed(i, token)
        if token.all_capitals:
            return self._all_capitals(i, token)
        return self._capital(i, token) if token.capital else self._small(i, token)

    def _announced(self, i: int) -> str:
        """Why word i must be a name whatever word it is; empty when nothing announces it."""
        context = self.context
        if context.titled(i):
            return "naam na een aanspreektitel"
        if context.greeted(i):
            return "naam in de aanhef"
        if context.labelled(i):
            return "naam achter een kopje"
        return "naam onder een groet" if i in context.signed else ""

    def _capital(self, i: int, token: Token) -> Span | None:
        word, opening = token.folded, self.context.openings[i]
        if word.rpartition("-")[2] in cues.OPENS_INFIX and "-" in word:
            return self._span(token, Kind.PERSON, "dubbele achternaam", 0.8)
        if self._is_hyphenated_harmless(token):
            return None
        announced = self._announced(i)
        if announced and self._may_be_announced(i, word):
            return self._span(token, Kind.PERSON, announced, 0.9)
        if self._is_harmless(i, word):
            return None
        if not self.words.is_common(word):
            return self._span(token, self._kind(i, word), "naam of onbekend woord met een hoofdletter", 0.8)
        if opening is Opening.NONE:
            return self._capital_inside(i, token)
        return self._capital_opening(i, token, opening)

    def _capital_inside(self, i: int, token: Token) -> Span | None:
        """An ordinary word with a capital the sentence doesn't explain."""
        word = token.folded
        if i in self.context.headings:
            return None
        if self._may_be_name(word):
            return self._span(token, Kind.PERSON, "naam die ook een gewoon woord is, met hoofdletter", 0.8)
        if word in self.words.function_words:
            return None
        return self._span(token, self._kind(i, word), "gewoon woord met een hoofdletter midden in de zin", 0.5)

    def _capital_opening(self, i: int, token: Token, opening: Opening) -> Span | None:
        """An ordinary word at the start of a sentence: a name only if it also is one and acts as one."""
        word = token.folded
        first = word in self.words.first_names
        if word.endswith(_STREETS) and len(word) > 8 and word not in self.words.common:
            return self._span(token, Kind.ADDRESS, "straatnaam", 0.7)
        if opening is Opening.SOFT and word not in self.words.common and "(" in self.context.gap(i):
            return self._span(token, self._kind(i, word), "onbekende samenstelling tussen haakjes", 0.5)
        if not self._may_be_name(word) or word in self.words.function_words:
            return None
        if opening is Opening.SOFT and first:
            return self._span(token, Kind.PERSON, "naam die ook een gewoon woord is", 0.6)
        if self._acts_as_name(i):
            return self._span(token, Kind.PERSON, "naam aan het begin van de zin", 0.6)
        return None

    def _acts_as_name(self, i: int) -> bool:
        """A bare noun before a verb, before another name, or set apart by a comma or bracket: 'Roos belde'."""
        after = self.context.token(i + 1)
        if after is None:
            return False
        gap = self.context.gap(i + 1)
        if gap.strip() == "":
            name_follows = after.capital and not self.words.is_common(after.folded)
            return self.words.acts_as_verb(after.folded) or (
                name_follows and not self._is_harmless(i + 1, after.folded)
            )
        if gap.strip() in _SET_APART:
            return True
        return gap.strip() in ("(", ",") and after.folded in cues.RELATIVES | cues.ROLES

    def _small(self, i: int, token: Token) -> Span | None:
        word = token.folded
        if word in self.words.harmless or word in self.words.function_words:
            return None
        if not self.words.is_common(word):
            return self._small_unknown(i, token)
        context = self.context
        announced = context.titled(i)
        if context.lower_style:
            announced |= bool(self._announced(i)) or context.introduced(i)
        if announced and self._may_be_name(word) and not self.words.acts_as_verb(word):
            return self._span(token, Kind.PERSON, "naam na een aanspreektitel", 0.7)
        return None

    def _may_be_name(self, word: str) -> bool:
        return word in self.words.first_names or word in self.words.frequent_surnames

    def _small_unknown(self, i: int, token: Token) -> Span | None:
        """A word in small letters that is no ordinary word."""
        word = token.folded
        announced = self.context.titled(i) or self.context.introduced(i) or self.context.labelled(i)
        if word in _SHORT_NAMES:
            return self._span(token, Kind.PERSON, "voornaam in kleine letters", 0.5)
        if announced and len(word) > 2:
            return self._span(token, Kind.PERSON, "onbekend woord na een titel of rol", 0.6)
        if len(word) > 2 and (word in self.words.first_names or self._possessive(word)):
            return self._span(token, Kind.PERSON, "voornaam in kleine letters", 0.8)
        before = self.context.near(i, i - 1)
        if word in self.words.places and (len(word) > 3 or (before is not None and before.folded in _PLACE_BEFORE)):
            return self._span(token, Kind.PLACE, "plaats in kleine letters", 0.7)
        if word in self.words.surnames and len(word) > 3:
            return self._span(token, Kind.PERSON, "achternaam in kleine letters", 0.6)
        if self.context.lower_style and len(word) > 4 and before is not None and before.folded in _PREPOSITIONS:
            return self._span(token, self._kind(i, word), "onbekend woord in kleine letters", 0.4)
        return None

    def _possessive(self, word: str) -> bool:
        """'kwames moeder', 'souad's zus': a first name with the ending of possession."""
        stem = word.removesuffix("s").removesuffix("'")
        return len(stem) > 3 and stem != word and stem in self.words.first_names

    def _all_capitals(self, i: int, token: Token) -> Span | None:
        """JANSEN and AMSTERDAM are names, GGZ and VERSLAG are not."""
        word = token.folded
        if word in self.words.harmless or self._is_hyphenated_harmless(token):
            return None
        before = self.context.near(i, i - 1)
        if (
            2 < len(word) < 7
            and before is not None
            and before.folded in _ORGANISATION_BEFORE
            and not self.words.is_common(word)
        ):
            return self._span(token, Kind.ORG, "onbekende afkorting", 0.5)
        if len(word) <= 3 and "-" not in word:
            return None
        if not self.words.is_common(word):
            known = self.words.is_name(word) or word in self.words.places
            if known or len(word) > 5:
                return self._span(token, self._kind(i, word), "naam in hoofdletters", 0.7)
        elif self._announced(i) and self._may_be_name(word):
            return self._span(token, Kind.PERSON, "naam in hoofdletters", 0.7)
        return None

    def _mixed(self, i: int, token: Token) -> Span | None:
        """A capital inside the word: tenCate, McDonald, Henk-Jan."""
        if "-" in token.text or "'" in token.text or "’" in token.text:
            return self._capital(i, token) if token.capital else self._small_hyphen(i, token)
        if token.capital:
            return self._capital(i, token)
        return self._glued(token)

    def _small_hyphen(self, i: int, token: Token) -> Span | None:
        """A small word tied to a capital: 'ez-Zor', but not 'mini-Cito'."""
        parts = token.folded.replace("'", "-").split("-")
        if all(self.words.is_common(part) or part in self.words.harmless or len(part) < 3 for part in parts):
            return self._glued(token)
        return self._span(token, self._kind(i, token.folded), "naam of onbekend woord met een hoofdletter", 0.6)

    def _glued(self, token: Token) -> Span | None:
        for infix in cues.INFIXES:
            rest = token.text[len(infix) :]
            if token.folded.startswith(infix) and rest[:1].isupper() and len(rest) > 2:
                return self._span(token, Kind.PERSON, "tussenvoegsel en achternaam aan elkaar", 0.8)
        return None

    def _is_harmless(self, i: int, word: str) -> bool:
        """A word of the list of harmless capitals, unless it stands as first name before a surname."""
        if word in cues.GREETINGS or word in cues.TITLES:
            return True
        if word not in self.words.harmless and word.removesuffix("'s") not in self.words.harmless:
            return False
        if word not in self.words.first_names or word in self.words.function_words:
            return True
        after = self.context.near(i + 1, i + 1)
        return after is None or not after.capital or after.folded not in self.words.surnames

    def _is_hyphenated_harmless(self, token: Token) -> bool:
        """GGD-arts, IB'er, vmbo-leerling: an abbreviation and an ordinary word."""
        first, _, rest = token.text.replace("’", "-").replace("'", "-").partition("-")
        if {first.lower(), rest.lower()} <= self.words.first_names:
            return False
        if not rest or not (
            first.isupper() or first.lower() in self.words.harmless or self.words.is_common(first.lower())
        ):
            return False
        return rest[0].islower() and (len(rest) < 4 or self.words.is_common(rest.lower()))

    def _may_be_announced(self, i: int, word: str) -> bool:
        """After a title any capital is a name but for a role ('mevrouw de Rector') or a function word."""
        if i in self.context.signed and word in self.words.first_names:
            return True
        if word in self.words.function_words or self._is_harmless(i, word):
            return self.context.titled(i) and self._may_be_name(word) and word not in cues.ROLES
        return True

    def _kind(self, i: int, word: str) -> Kind:
        if word in self.known_places:
            return Kind.PLACE
        if word in self.words.first_names:
            return Kind.PERSON
        if word.endswith(cues.SURE_STREET_ENDINGS) and len(word) > 6 and word not in self.words.surnames:
            return Kind.ADDRESS
        if word in cues.ORGANISATION_TYPES or (word.endswith(cues.ORGANISATION_ENDINGS) and len(word) > 6):
            return Kind.ORG
        before = self.context.token(i - 1)
        if word in self.words.places and (
            before is None or before.folded in _PLACE_BEFORE or word not in self.words.surnames
        ):
            return Kind.PLACE
        if word in self.words.surnames:
            return Kind.PERSON
        if before is not None and before.folded in _PLACE_BEFORE:
            return Kind.PLACE
        return Kind.ORG if before is not None and before.folded in _ARTICLES else Kind.PERSON

    def _span(self, token: Token, kind: Kind, reason: str, certainty: float) -> Span:
        return Span(token.start, token.end, kind, reason, certainty)


_SHORT_NAMES = frozenset({"bo", "jo"})
_SET_APART = frozenset({":", "–", "-", "—", "=", "→", "->", "|"})
_STREETS = ("straat", "laan", "dreef", "singel", "gracht", "kade", "steeg", "plantsoen")
_PLACE_BEFORE = frozenset({"in", "uit", "te", "naar", "bij", "nabij", "richting", "vanuit", "rond"})
_PREPOSITIONS = frozenset({"van", "bij", "via", "door", "naar", "met", "aan", "binnen", "in", "uit", "op"})
_ORGANISATION_BEFORE = _PREPOSITIONS | {"het", "de"}
_ARTICLES = frozenset({"de", "het", "'t", "t", "it", "op"})
