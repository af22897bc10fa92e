"""Which absence code of a school system means what. Schools choose their own codes, so the tables are editable data.

A kind is the stored code of `register.codes.AbsenceKind`. This room does not know that list; a test compares them.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from thuisplan_desktop.errors import MalformedDefinitions, UnknownDefinitions
from thuisplan_desktop.paths import resource

CodeTable = Mapping[str, str | None]
"""From a code, in lower case, to a kind; None when the pupil was at school after all."""

PRESENT = "present"
_KINDS = frozenset({"unauthorised", "sick", "authorised", "suspended", "expelled", "partial"})
_SHIPPED = ("magister", "somtoday", "woorden")


def names() -> tuple[str, ...]:
    """The tables that come with the program."""
    return _SHIPPED


def load(name: str) -> CodeTable:
    """One shipped table. Raises UnknownDefinitions."""
    if name not in _SHIPPED:
        raise UnknownDefinitions(name=name)
    return parse(name, resource("codes", f"{name}.toml").read_text("utf-8"))


@cache
def shipped() -> CodeTable:
    """All shipped tables together, read once a process: they agree where they share a code, and a test keeps it so."""
    merged: dict[str, str | None] = {}
    for name in _SHIPPED:
        merged.update(load(name))
    return MappingProxyType(merged)


def meanings() -> Mapping[str, str]:
    """What the sources of the shipped tables say of a code, where they do."""
    told: dict[str, str] = {}
    for name in _SHIPPED:
        codes = tomllib.loads(resource("codes", f"{name}.toml").read_text("utf-8"))["codes"]
        told.update({key(code): entry["meaning"] for code, entry in codes.items() if "meaning" in entry})
    return told


def parse(name: str, text: str) -> CodeTable:
    """Read a table, also a school's own. Raises MalformedDefinitions with the name and the field that is wrong."""
    try:
        codes = tomllib.loads(text).get("codes")
    except tomllib.TOMLDecodeError:
        raise MalformedDefinitions(name=name, field="TOML", reason="het bestand is geen geldige TOML") from None
    if not isinstance(codes, dict) or not codes:
        raise MalformedDefinitions(name=name, field="codes", reason="er staan geen codes in")
    table: dict[str, str | None] = {}
    for position, (code, entry) in enumerate(codes.items(), 1):
        kind = entry.get("kind") if isinstance(entry, dict) else None
        if kind not in _KINDS | {PRESENT} or key(code) in table:
            # the position, not the code: a table a school edited may hold anything
            raise MalformedDefinitions(
                name=name, field=f"codes, regel {position}", reason="deze soort verzuim bestaat niet"
            )
        table[key(code)] = None if kind == PRESENT else kind
    return MappingProxyType(table)


def key(code: str) -> str:
    """A code as tables hold it: spaces and capitals make no difference at any school we know."""
    return "".join(code.split()).casefold()
