"""Kinds of meetings as data: local names, who usually sit there, and the document that says so."""

import tomllib
from dataclasses import dataclass
from functools import cache

from thuisplan_desktop.paths import resource
from thuisplan_desktop.register.codes import MeetingKind, Party


@dataclass(frozen=True)
class MeetingType:
    """One kind under one name. `optional` are offered first after the usual participants."""

    kind: MeetingKind
    name: str
    definitions: frozenset[str]
    participants: tuple[Party, ...]
    optional: tuple[Party, ...]
    source: str


@cache
def every_type() -> tuple[MeetingType, ...]:
    """All of them, in the order of the file."""
    found = tomllib.loads(resource("meetings", "soorten.toml").read_text("utf-8"))["type"]
    return tuple(
        MeetingType(
            kind=MeetingKind(one["kind"]),
            name=one["name"],
            definitions=frozenset(one["definitions"]),
            participants=tuple(Party(code) for code in one["participants"]),
            optional=tuple(Party(code) for code in one["optional"]),
            source=one["source"],
        )
        for one in found
    )


def offered(definitions: str) -> tuple[MeetingType, ...]:
    """What a region of these definitions has: its own names first, then those that every region knows."""
    own = [one for one in every_type() if definitions in one.definitions]
    return (*own, *(one for one in every_type() if not one.definitions))
