"""What the anonymiser proposes and what a person decides about it."""

from enum import StrEnum
from typing import NamedTuple

from thuisplan_desktop.anonymise.plain_members import plain_members


@plain_members
class Kind(StrEnum):
    """Kinds of spans, as the corpus guideline defines them, and what tells a pupil's sex, age or class."""

    PERSON = "PERSON"
    ADDRESS = "ADDRESS"
    PLACE = "PLACE"
    ORG = "ORG"
    DATE = "DATE"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    ONLINE = "ONLINE"
    BSN = "BSN"
    ID = "ID"
    UNIQUE = "UNIQUE"
    GENDER = "GENDER"
    AGE = "AGE"
    CLASS = "CLASS"


PERSON, ADDRESS, PLACE, ORG, DATE = Kind.PERSON, Kind.ADDRESS, Kind.PLACE, Kind.ORG, Kind.DATE
"""For who asks for a kind again and again: before Python 3.12 `Kind.PERSON` is found much slower than a name."""

LABELS = {
    Kind.PERSON: "persoon",
    Kind.ADDRESS: "adres",
    Kind.PLACE: "plaats",
    Kind.ORG: "organisatie",
    Kind.DATE: "datum",
    Kind.PHONE: "telefoonnummer",
    Kind.EMAIL: "e-mailadres",
    Kind.ONLINE: "account",
    Kind.BSN: "burgerservicenummer",
    Kind.ID: "nummer",
    Kind.UNIQUE: "bijzonderheid",
    Kind.GENDER: "jongen of meisje",
    Kind.AGE: "leeftijd",
    Kind.CLASS: "klas",
}
"""What a person reads for a kind."""

BY_HINT = frozenset({Kind.GENDER, Kind.AGE, Kind.CLASS})
"""Kinds that name nobody by themselves: the corpus has no span for them, a sheet shows them in a rougher way."""


class Finding(NamedTuple):
    """One span to hide: offsets in Unicode code points, end exclusive; certainty from 0 to 1."""

    start: int
    end: int
    kind: Kind
    reason: str
    certainty: float
    replacement: str

    def __repr__(self) -> str:
        return f"Finding({self.start}, {self.end}, {self.kind})"
