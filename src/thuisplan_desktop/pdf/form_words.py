"""What a consent form says, whatever its language, and how its prose is written down in a module.

What a valid question must say: who asks, for what, that it is free, how to withdraw (AVG articles 4(11), 7 and 13).
A text that changes gets a higher `version`: the consent record keeps which one the giver read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from thuisplan_desktop.register.codes import DataCategory, GiverRole, Party, Purpose, Role

Key = TypeVar("Key")


@dataclass(frozen=True)
class FormWords:
    """One language and one voice, in plain language (B1). Braces are filled with names, shown as they are."""

    version: str
    language: str
    kind: str
    notice: str
    title: str
    about: str
    intro: str
    who: str
    asks: str
    contact: str
    what_for: str
    purposes: Mapping[Purpose, str]
    know: str
    rights: tuple[str, ...]
    choice: str
    choose: str
    sharing_with: str
    categories: Mapping[DataCategory, tuple[str, str]]
    parties: Mapping[Party, str]
    meaning: str
    sign: str
    yes: str
    no: str
    signers: str
    young: str
    givers: Mapping[GiverRole, str]
    name: str
    date: str
    signature: str
    received: str
    received_by: str
    copy: str


FUNCTIONS: Mapping[str, Mapping[Role, str]] = {
    "nl": {Role.SCHOOL: "zorgcoördinator", Role.CONSULENT: "consulent van het samenwerkingsverband"},
    "en": {
        Role.SCHOOL: "care coordinator (zorgcoördinator)",
        Role.CONSULENT: "adviser of the partnership of schools (samenwerkingsverband)",
    },
}
"""What who asks is called, by language."""

ASKED_FOR = tuple(purpose for purpose in Purpose if purpose.is_asked_for)
"""The closed list of purposes that consent can be asked for (domain §2.3)."""


def prose(text: str) -> str:
    """One paragraph, from lines that were broken to fit the source."""
    return " ".join(text.split())


def points(text: str) -> tuple[str, ...]:
    """Paragraphs with a blank line between them."""
    return tuple(prose(paragraph) for paragraph in text.strip().split("\n\n"))


def by(keys: Iterable[Key], text: str) -> dict[Key, str]:
    """Paragraphs in the order of a code list; a list that grew without its words fails at import."""
    return dict(zip(keys, points(text), strict=True))
