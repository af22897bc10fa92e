"""Names of people, places and organisations: every word is judged by the lists and by what stands around it.

The rule for capitals is the reverse of a list of names: a capital that neither the place in the sentence nor an
ordinary word explains is hidden. So a name in no list is found as well.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from thuisplan_desktop.anonymise import facts as is_
from thuisplan_desktop.anonymise import people_cues as cues
from thuisplan_desktop.anonymise.cues import a_phrase_set, a_set
from thuisplan_desktop.anonymise.finders import acting, joining, register, setting, spreading
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.reading import Reading
from thuisplan_desktop.anonymise.spans import Span
from thuisplan_desktop.anonymise.tokens import Opening, Token
from thuisplan_desktop.anonymise.words import fold


def find(reading: Reading) -> Iterator[Span]:
    """Words that name somebody or something, joined into whole names."""
    hidden = _Judge(reading, reading.book.places).all()
    hidden |= register.people(reading, reading.book.names)
    setting.add(reading, hidden)
    spreading.grow(reading, hidden)
    yield from joining.spans(reading, hidden)


# What a word in small letters must be to be looked at: unknown, or a name as well.
_MAYBE = is_.FIRST | is_.FREQUENT


@dataclass(frozen=True)
class _Judge:
    reading: Reading
    known_places: frozenset[str]

    def all(self) -> dict[int, Span]:
        """What each word is by itself and its neighbours. Ordinary words in small letters are passed over at once."""
        found: dict[int, Span] = {}
        plain = is_.PLAIN | is_.ENGLISH if self.reading.english else is_.PLAIN
        guided = 0  # whether the word before is a title or an infix: 'meneer blauw', 'van der Plas'
        for i, token in enumerate(self.reading.tokens):
            facts = token.facts
            if token.capital or guided or facts & _MAYBE or not facts & plain:
                span = self.word(i) if len(token.text) > 1 else None
                if span is not None:
                    found[i] = span
            guided = facts & is_.GUIDE
        return found

    def word(self, i: int) -> Span | None:
        """The finding for word i alone, or None."""
        token = self.reading.tokens[i]
        certain = token.facts & is_.FIRST and not token.facts & _NEEDS_A_LOOK
        if certain and token.capital and token.text[1:].islower():
            return self._span(token, Kind.PERSON, "voornaam", 0.8)
        if token.text == token.folded:
            return self._small(i, token)
        rest = token.text[1:]
        if rest != rest.lower() and not token.text.isupper():
            return self._mixed(i, token)
        if token.all_capitals:
            return self._all_capitals(i, token)
        return self._capital(i, token) if token.capital else self._small(i, token)

    def _announced(self, i: int) -> str:
        """Why word i must be a name whatever word it is; empty when nothing announces it."""
        reading = self.reading
        if reading.titled(i):
            return "naam na een aanspreektitel"
        if reading.greeted(i):
            return "naam in de aanhef"
        if reading.labelled(i):
            return "naam achter een kopje"
        return "naam onder een groet" if i in reading.signed else ""

    def _capital(self, i: int, token: Token) -> Span | None:
        if "-" in token.text and token.folded.rpartition("-")[2] in cues.OPENS_INFIX:
            return self._span(token, Kind.PERSON, "dubbele achternaam", 0.8)
        if not token.text.isalpha() and self._is_hyphenated_harmless(token):
            return None
        if reason := self._certain(i, token):
            return self._span(token, Kind.PERSON, reason, 0.9)
        if token.facts & is_.PLAIN and (reason := acting.reason(self.reading, i, token)):
            return self._span(token, Kind.PERSON, reason, 0.6)
        return self._quarter(i, token) if self._is_harmless(i, token) else self._telling_capital(i, token)

    def _telling_capital(self, i: int, token: Token) -> Span | None:
        """A capital that is neither announced nor on the list of harmless words."""
        left = self.reading.token(i - 1)
        if left is not None and left.folded in _PLACES_TO_GO and ":" in token.gap:
            return self._span(token, Kind.ORG, "achter een kopje voor school of werk", 0.7)
        if not token.facts & is_.COMMON:
            return self._span(token, self._kind(i, token), "naam of onbekend woord met een hoofdletter", 0.8)
        if token.opening is Opening.NONE:
            return self._capital_inside(i, token)
        return self._capital_opening(i, token)

    def _quarter(self, i: int, token: Token) -> Span | None:
        """'in Noord', 'naar Zuidoost': a quarter of the town that is called by its direction."""
        before = self.reading.near(i, i - 1)
        if token.folded not in _QUARTERS or before is None or before.folded not in _PLACE_BEFORE:
            return None
        return self._span(token, Kind.PLACE, "een stadsdeel", 0.6)

    def _certain(self, i: int, token: Token) -> str:
        """Why a capital is a name though the word may be ordinary or harmless; empty when nothing says so."""
        left = self.reading.near(i, i - 1)
        told = (left is not None and left.facts & _TELLS) or token.facts & is_.OPENS_INFIX
        if not told and ":" not in token.gap and "=" not in token.gap and i not in self.reading.signed:
            return ""
        announced = self._announced(i)
        if announced and self._may_be_announced(i, token):
            return announced
        if self._is_infix_of_name(i, token):
            return "tussenvoegsel met een achternaam"
        if self._follows_infix(i):
            return "achternaam na een tussenvoegsel"
        related = token.plain_space and left is not None and left.facts & is_.RELATIVE
        return "voornaam na een familielid" if related and token.facts & is_.FIRST else ""

    def _capital_inside(self, i: int, token: Token) -> Span | None:
        """An ordinary word with a capital the sentence doesn't explain."""
        if i in self.reading.headings and not (token.facts & _MAYBE and self._follows_preposition(i)):
            return None
        if token.facts & _MAYBE:
            return self._span(token, Kind.PERSON, "naam die ook een gewoon woord is, met hoofdletter", 0.8)
        after = self.reading.token(i + 1)
        if after is not None and after.facts & is_.FEAST and after.gap == " ":
            return None  # 'Tweede Kerstdag'
        if token.facts & is_.FUNCTION and (token.gap != " " or token.text.isupper()):
            return None
        return self._span(token, self._kind(i, token), "gewoon woord met een hoofdletter midden in de zin", 0.5)

    def _follows_preposition(self, i: int) -> bool:
        """'Overdracht van Roos aan Max': in a heading as well somebody is spoken of."""
        before = self.reading.near(i, i - 1)
        return before is not None and before.folded in _PREPOSITIONS

    def _capital_opening(self, i: int, token: Token) -> Span | None:
        """An ordinary word at the start of a sentence: a name only if it may be one, and seldom is anything else."""
        soft, no_word = token.opening is Opening.SOFT, not token.facts & is_.LISTED
        if token.facts & is_.SURE_STREET and len(token.folded) > 8 and no_word:
            return self._span(token, Kind.ADDRESS, "straatnaam", 0.7)
        if soft and no_word and "(" in token.gap:
            return self._span(token, self._kind(i, token), "onbekende samenstelling tussen haakjes", 0.5)
        if soft and self._fills_brackets(i, token):
            return self._span(token, self._kind(i, token), "een hoofdletter tussen haakjes", 0.5)
        if kind := self._behind_heading(i, token):
            return self._span(token, kind, "achter een kopje voor school, werk of straat", 0.6)
        if self._is_surname_in_list(i, token):
            return self._span(token, Kind.PERSON, "achternaam voor een voornaam", 0.8)
        if soft and token.facts & is_.PLACE and not token.facts & is_.FUNCTION:
            return self._span(token, Kind.PLACE, "plaats die ook een gewoon woord is", 0.6)
        if self._may_open(i, token) or (soft and self._is_quoted(token)):
            return self._span(token, Kind.PERSON, "naam aan het begin van de zin", 0.6)
        return None

    def _fills_brackets(self, i: int, token: Token) -> bool:
        """'(Zwaluwen)' inside a sentence: a capital alone between brackets that no full stop explains."""
        plain = is_.FUNCTION | is_.HARMLESS | is_.ANNOUNCES | is_.VERB
        before = self.reading.text[max(0, token.start - 3) : token.start]
        called = before[:1] == "." and self.reading.text[max(0, token.start - 4) : token.start - 3].isupper()
        if before[1:] != " (" or token.facts & plain or token.text.isupper():
            return False
        if before[0] in ".!?:\n" and not called:  # 'W.F. (Beer) Dijk'
            return False
        after = self.reading.token(i + 1)
        if self.reading.text[token.end : token.end + 1] == ")":
            return True
        return after is not None and after.gap == " " and (after.capital or bool(after.facts & is_.ORG_TYPE))

    def _behind_heading(self, i: int, token: Token) -> Kind | None:
        """'Behandeling: Concordia, mw. Bos': nothing but capitals between the heading and the end of its field."""
        left, gap, last = self.reading.token(i - 1), token.gap, i
        if left is None or ":" not in gap or "\n" in gap or left.folded not in _FIELD_HEADINGS:
            return None
        if token.facts & (is_.FUNCTION | is_.ANNOUNCES | is_.HARMLESS | is_.VERB):
            return None
        while (after := self.reading.token(last + 1)) is not None and after.gap == " " and after.capital:
            last += 1
        end = self.reading.tokens[last].end
        if self.reading.text[end : end + 1] not in _FIELD_ENDS:
            return None
        return Kind.ADDRESS if left.folded in _STREET_HEADINGS else Kind.ORG

    def _may_open(self, i: int, token: Token) -> bool:
        """A first name or frequent surname that is a word as well; a rare surname only where it acts as one."""
        if token.facts & is_.FUNCTION:
            return False
        return bool(token.facts & _MAYBE) or (bool(token.facts & is_.SURNAME) and self._acts_as_name(i))

    def _is_quoted(self, token: Token) -> bool:
        """A nickname in quotes: 'die men "Smiley" noemt'."""
        closed = self.reading.text[token.end : token.end + 2]
        return token.gap[-1:] in _QUOTES and closed[:1] in _QUOTES and closed[1:] in _CLOSERS and len(token.text) > 2

    def _is_surname_in_list(self, i: int, token: Token) -> bool:
        """'Boon, Isabel' at the start of a line, or 'Zomer (ak)' at the start of a sentence."""
        after = self.reading.token(i + 1)
        name = token.facts & is_.NAME and not token.facts & (is_.FUNCTION | is_.HARMLESS | is_.ORG_TYPE)
        if after is not None and name and after.gap == " (" and (len(after.text) < 4 or after.facts & is_.ROLE):
            return True
        if after is None or after.gap != ", " or not after.capital or not after.facts & is_.FIRST:
            return False
        return bool(token.facts & is_.SURNAME) and not token.facts & (is_.FUNCTION | is_.HARMLESS | is_.FIRST)

    def _follows_infix(self, i: int) -> bool:
        """'van der Plas', 'vd Berg': behind such an infix any word is a surname."""
        left, further = self.reading.near(i, i - 1), self.reading.near(i - 1, i - 2)
        if left is None or not left.facts & is_.OPENS_INFIX:
            return False
        pair = f"{further.folded} {left.folded}" if further is not None else ""
        return left.folded in _SURE_INFIX or pair in _SURE_PAIRS

    def _is_infix_of_name(self, i: int, token: Token) -> bool:
        """'Ten Have belde': a capital infix with a listed surname behind it."""
        after = self.reading.token(i + 1)
        if after is None or not token.facts & is_.OPENS_INFIX or not after.capital or after.gap != " ":
            return False
        listed = f"{token.folded} {after.folded}" in self.reading.words.surnames_with_infix
        return listed and not after.facts & is_.HARMLESS

    def _acts_as_name(self, i: int) -> bool:
        """A bare noun before a verb, before another name, or set apart by a comma or bracket: 'Roos belde'."""
        after = self.reading.token(i + 1)
        if after is None:
            return False
        gap = after.gap.strip()
        if gap == "":
            name_follows = after.capital and not after.facts & is_.COMMON and not self._is_harmless(i + 1, after)
            name_follows |= after.capital and len(after.text) == 1
            told = after.folded in _AFTER_NAMES and bool(self.reading.tokens[i].facts & is_.FIRST)
            return bool(after.facts & is_.VERB) or name_follows or told
        if gap in _SET_APART:
            return True
        return gap in ("(", ",") and bool(after.facts & (is_.RELATIVE | is_.ROLE))

    def _small(self, i: int, token: Token) -> Span | None:
        if token.facts & (is_.HARMLESS | is_.FUNCTION):
            return None
        if not token.facts & is_.COMMON:
            return self._small_unknown(i, token)
        if reason := self._small_surname(i, token):
            return self._span(token, Kind.PERSON, reason, 0.7)
        if not token.facts & is_.NAME:
            return None
        if self._is_small_place(i, token):
            return self._span(token, Kind.PLACE, "plaats die ook een gewoon woord is", 0.4)
        ordinary = token.facts & is_.VERB or not self.reading.lower_style
        return None if ordinary else self._small_ordinary(i, token)

    def _small_surname(self, i: int, token: Token) -> str:
        """Why an ordinary word is a surname here; empty when nothing says so."""
        if self._follows_infix(i):
            return "achternaam na een tussenvoegsel"
        if self.reading.lower_style and self._is_surname_of_role(i, token):
            return "achternaam na een rol"
        titled = token.facts & is_.NAME and not token.facts & is_.VERB and self.reading.titled(i)
        return "naam na een aanspreektitel" if titled else ""

    def _is_surname_of_role(self, i: int, token: Token) -> bool:
        """'mentor stoffels', 'lpa de wilde': a verb only counts behind an infix of a listed surname."""
        if not token.facts & is_.SURNAME or not self.reading.introduced(i):
            return False
        left = self.reading.near(i, i - 1)
        if left is not None and left.facts & is_.OPENS_INFIX:
            return f"{left.folded} {token.folded}" in self.reading.words.surnames_with_infix
        return left is not None and bool(left.facts & is_.ROLE) and not token.facts & (is_.VERB | is_.ORG_TYPE)

    def _is_small_place(self, i: int, token: Token) -> bool:
        before = self.reading.token(i - 1)
        if before is None or not token.facts & is_.PLACE or not token.plain_space or not self.reading.lower_style:
            return False
        return before.folded in _TOWARDS

    def _small_ordinary(self, i: int, token: Token) -> Span | None:
        """A name that is an ordinary word as well, by a writer who leaves capitals out."""
        reading, before, after = self.reading, self.reading.near(i, i - 1), self.reading.near(i + 1, i + 1)
        if not token.facts & _MAYBE:
            return None
        if self._announced(i) or reading.introduced(i):
            return self._span(token, Kind.PERSON, "naam na een aanspreektitel of rol", 0.7)
        acts = token.opening is not Opening.NONE and after is not None and bool(after.facts & is_.VERB)
        beside = before is not None and before.folded in _BESIDE_PEOPLE
        if token.facts & is_.FIRST and token.folded not in _THINGS and (acts or beside):
            return self._span(token, Kind.PERSON, "voornaam die ook een gewoon woord is", 0.4)
        return None

    def _small_unknown(self, i: int, token: Token) -> Span | None:
        """A word in small letters that is no ordinary word."""
        reading, word, facts = self.reading, token.folded, token.facts
        if word in _SHORT_NAMES:
            return self._span(token, Kind.PERSON, "voornaam in kleine letters", 0.5)
        if len(word) > 2 and (reading.titled(i) or reading.introduced(i) or reading.labelled(i)):
            return self._span(token, Kind.PERSON, "onbekend woord na een titel of rol", 0.6)
        if len(word) > 2 and facts & (is_.FIRST | is_.POSSESSIVE):
            return self._span(token, Kind.PERSON, "voornaam in kleine letters", 0.8)
        before = reading.near(i, i - 1)
        if facts & is_.PLACE and (len(word) > 3 or (before is not None and before.folded in _PLACE_BEFORE)):
            return self._span(token, Kind.PLACE, "plaats in kleine letters", 0.7)
        if facts & is_.SURNAME and len(word) > 3:
            return self._span(token, Kind.PERSON, "achternaam in kleine letters", 0.6)
        if reading.lower_style and len(word) > 2 and _is_apart(reading, i):
            return self._span(token, Kind.PERSON, "onbekend woord tussen komma's", 0.4)
        if reading.lower_style and len(word) > 3:
            return self._span(token, self._kind(i, token), "onbekend woord in kleine letters", 0.4)
        return None

    def _all_capitals(self, i: int, token: Token) -> Span | None:
        """JANSEN and AMSTERDAM are names, GGZ and VERSLAG are not."""
        word, common = token.folded, token.facts & is_.COMMON
        if token.facts & is_.HARMLESS or self._is_hyphenated_harmless(token) or i in self.reading.shouted:
            return None
        before = self.reading.near(i, i - 1)
        if 2 < len(word) < 7 and before is not None and before.folded in _ORGANISATION_BEFORE:
            return self._span(token, Kind.ORG, "onbekende afkorting", 0.5)
        if token.gap[-1:].isdigit() or (len(token.gap) > 1 and token.gap[-2:-1].isdigit()):
            return None  # the letters of a postcode, or a unit
        if len(word) <= 4 and "-" not in word:
            listed = token.facts & (is_.LISTED | is_.FUNCTION | is_.ANNOUNCES) and len(word) > 2
            return None if listed else self._span(token, Kind.PERSON, "hoofdletters die initialen kunnen zijn", 0.5)
        if not common:
            if token.facts & (is_.NAME | is_.PLACE) or len(word) > 5:
                return self._span(token, self._kind(i, token), "naam in hoofdletters", 0.7)
        elif self._announced(i) and token.facts & _MAYBE:
            return self._span(token, Kind.PERSON, "naam in hoofdletters", 0.7)
        return None

    def _mixed(self, i: int, token: Token) -> Span | None:
        """A capital inside the word: tenCate, McDonald, Henk-Jan."""
        if "-" in token.text or "'" in token.text or "’" in token.text:
            return self._capital(i, token) if token.capital else self._small_hyphen(i, token)
        if _MONOGRAM.fullmatch(token.text) and not token.facts & is_.PLAIN:
            return self._span(token, Kind.PERSON, "initialen", 0.7)
        if not token.facts & (is_.HARMLESS | is_.FUNCTION) and not self._explains_capital(token):
            return self._span(token, Kind.ORG, "hoofdletter midden in een woord", 0.5)
        return self._capital(i, token) if token.capital else self._glued(token)

    def _explains_capital(self, token: Token) -> bool:
        """'McDonald', 'tenCate' and 'NLse': names with an infix, or an abbreviation with an ending."""
        if self._glued(token) is not None or token.text[:2].isupper():
            return True
        return token.capital and not token.facts & is_.COMMON

    def _small_hyphen(self, i: int, token: Token) -> Span | None:
        """A small word tied to a capital: 'ez-Zor', but not 'mini-Cito'."""
        parts = token.folded.replace("'", "-").split("-")
        plain = is_.COMMON | is_.HARMLESS
        if all(len(part) < 3 or self.reading.words.facts(part) & plain for part in parts) and parts[0] != "s":
            return self._glued(token)
        return self._span(token, self._kind(i, token), "naam of onbekend woord met een hoofdletter", 0.6)

    def _glued(self, token: Token) -> Span | None:
        for infix in cues.INFIXES:
            rest = token.text[len(infix) :]
            if token.folded.startswith(infix) and rest[:1].isupper() and len(rest) > 2:
                return self._span(token, Kind.PERSON, "tussenvoegsel en achternaam aan elkaar", 0.8)
        return None

    def _is_harmless(self, i: int, token: Token) -> bool:
        """A word of the list of harmless capitals, unless it stands as first name before a surname."""
        if token.facts & (is_.GREETING | is_.TITLE):
            return True
        if token.facts & is_.ENGLISH and self.reading.english:
            return True
        if not token.facts & is_.HARMLESS:
            stem = token.folded.removesuffix("'s")
            return stem != token.folded and bool(self.reading.words.facts(stem) & is_.HARMLESS)
        if not token.facts & is_.FIRST:
            return True
        after = self.reading.near(i + 1, i + 1)
        if after is not None and token.opening is not Opening.NONE and after.folded in _DEEDS:
            return False
        return after is None or not after.capital or not after.facts & is_.SURNAME

    def _is_hyphenated_harmless(self, token: Token) -> bool:
        """GGD-arts, IB'er, vmbo-leerling: an abbreviation and an ordinary word."""
        if ("-" not in token.text and "'" not in token.text and "’" not in token.text) or token.facts & is_.PLACE:
            return False
        first, _, rest = token.text.replace("’", "-").replace("'", "-").partition("-")
        known, other = self.reading.words.facts(fold(first)), self.reading.words.facts(fold(rest))
        if known & other & is_.FIRST or not rest or (rest == "s" and known & is_.FIRST and not known & is_.HARMLESS):
            return False
        if not (first.isupper() or known & (is_.HARMLESS | is_.COMMON)):
            return False
        return rest[0].islower() and (len(rest) < 4 or bool(other & is_.COMMON))

    def _may_be_announced(self, i: int, token: Token) -> bool:
        """After a title any capital is a name but for a role ('mevrouw de Rector') or a function word."""
        if i in self.reading.signed and token.facts & is_.FIRST:
            return True
        if token.facts & is_.FUNCTION or self._is_harmless(i, token):
            named = bool(token.facts & _MAYBE) or (token.folded.endswith("se") and not token.text.isupper())
            return named and not token.facts & (is_.ROLE | is_.RELATIVE) and self.reading.titled(i)
        return True

    def _kind(self, i: int, token: Token) -> Kind:
        facts, before = token.facts, self.reading.token(i - 1)
        preposition = before is not None and before.folded in _PLACE_BEFORE
        if token.folded in self.known_places:
            return Kind.PLACE
        if facts & is_.FIRST:
            return Kind.PERSON
        if facts & is_.SURE_STREET and not facts & is_.SURNAME:
            return Kind.ADDRESS
        if facts & is_.ORG_TYPE or (facts & is_.ORG_END and len(token.folded) > 6):
            return Kind.ORG
        if facts & is_.PLACE and (before is None or preposition or not facts & is_.SURNAME):
            return Kind.PLACE
        if facts & is_.SURNAME:
            return Kind.PERSON
        if before is not None and preposition and before.folded != "bij":
            return Kind.PLACE  # 'bij Kuiga' is somebody's home
        return Kind.ORG if before is not None and before.folded in _ARTICLES else Kind.PERSON

    def _span(self, token: Token, kind: Kind, reason: str, certainty: float) -> Span:
        return Span(token.start, token.end, kind, reason, certainty)


def _is_apart(reading: Reading, i: int) -> bool:
    """Whether word i stands alone between commas or brackets."""
    after = reading.token(i + 1)
    opens = reading.gap(i).strip() in (",", "(")
    return opens and after is not None and after.gap.strip() in (",", ")", "),")


_MONOGRAM = re.compile(r"[A-Z](?:[a-z]{1,4}[A-Z]){1,2}|[A-Z]{1,2}[a-z]{1,3}[A-Z]{1,2}")
_PLACES_TO_GO = a_set(
    "school scholen werkgever stage stageplek club stageplaats instelling opvang bso sportclub bedrijf"
)
_ORGANISATION_HEADINGS = _PLACES_TO_GO | a_set("""
    hulp hulpverlening zorg bijbaan werkplek sportclub kinderopvang jeugdhulp advies behandeling aanbieder naar
    sport werk instantie organisatie hulpverlening zorgaanbieder jeugdhulp kerk moskee vereniging locatie vestiging
    vorige huidige basisschool oude nieuwe begeleiding dagbesteding verwijzer aanmelding via herkomst vo po so vso
    jeugdzorg behandelaar onderzoek hobby
""")
_STREET_HEADINGS = a_set("straat straatnaam adres woonadres")
_FIELD_HEADINGS = _ORGANISATION_HEADINGS | _STREET_HEADINGS
_FIELD_ENDS = frozenset(("", ",", ".", ";", "\n", "\r", ")", "|", "/"))
_TOWARDS = a_set("in uit naar bij richting rond")
_SURE_INFIX = a_set("vd vdr vder vden el ait bint abu ould")
_SURE_PAIRS = a_phrase_set("van_der van_den v_d v_d. von_der")
# A first name that is nothing else needs no second look; these facts say that it may be.
_NEEDS_A_LOOK = is_.PLAIN | is_.ENGLISH | is_.ANNOUNCES | is_.INFIX | is_.POSSESSIVE | is_.PLACE | is_.SURE_STREET
_TELLS = is_.TITLE | is_.GREETING | is_.OPENS_INFIX | is_.RELATIVE  # what may stand before a name
_SHORT_NAMES = a_set("bo jo")
# What people do and school subjects don't: 'Berber vangt de klas op'.
_DEEDS = a_set("""
    belt belde zegt zei vangt komt kwam wil wilde vindt vond mailt mailde vraagt vroeg denkt dacht ziet zag huilt
    huilde haalt haalde brengt bracht spreekt sprak woont woonde werkt werkte slaapt sliep appt appte regelt neemt nam
""")
_AFTER_NAMES = a_set("en van zelf ook die niet nog weer is was")
_CLOSERS = frozenset(("", " ", ".", ",", ";", ")", "\n"))
_QUOTES = frozenset("\"“”„‘’'")
_SET_APART = a_set(": – - — = → -> |")
_PLACE_BEFORE = a_set("in uit te naar bij nabij richting vanuit rond")
_QUARTERS = a_set("noord oost zuid west centrum zuidoost noordoost zuidwest noordwest nieuw-west oud-west oud-zuid")
_PREPOSITIONS = a_set("van bij via door naar met aan binnen in uit op")
_ORGANISATION_BEFORE = _PREPOSITIONS | a_set("het de")
_ARTICLES = a_set("de het 't t it op")
# After these a first name may follow in notes without capitals, though it is an ordinary word as well.
_BESIDE_PEOPLE = a_set("met bij via door aan volgens en of tegen heb had heeft dat toen want vraag bel app mail")
_THINGS = a_set("hoop man kant raad kind ma pa mam pap of les tijd grit zon kamp spel beste an as of")
