"""Meetings, the cases discussed there, and every actual sharing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from thuisplan_desktop.register import codes


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """One meeting. The name is local ('kernteam Noord'); participants are roles, not persons."""

    id: str
    kind: codes.MeetingKind
    held_on: date
    name: str = ""
    participants: tuple[codes.Party, ...] = ()

    def without(self, left_out: Collection[codes.Party]) -> tuple[codes.Party, ...]:
        """Who is at the table for a case that some of them don't hear."""
        return tuple(party for party in self.participants if party not in left_out)


@dataclass(frozen=True, kw_only=True)
class Discussion:
    """One case at one meeting, by name or anonymous. `sheet_code` is random, new for each meeting."""

    id: str
    meeting_id: str
    case_id: str
    route: codes.Route
    sheet_code: str
    categories: frozenset[codes.DataCategory]
    grave_concern: str = ""
    agreements: str = ""  # what the table advised, where nobody was named: all that is kept then (domain §2.5)
    recognised: bool = False  # somebody at the table knew who it was about, so the discussion stopped
    left_out: frozenset[codes.Party] = frozenset()  # who is not there for this one: no consent reaches them

    def __repr__(self) -> str:
        return f"Discussion(id={self.id!r})"


@dataclass(frozen=True, kw_only=True)
class Sharing:
    """One row per actual sharing: to whom, what, why, on what basis (domain §2.3)."""

    id: str
    case_id: str
    shared_on: date
    recipients: tuple[codes.Party, ...]
    categories: frozenset[codes.DataCategory]
    purpose: codes.Purpose
    basis: codes.LegalBasis
    route: codes.Route
    rule: str = ""  # the id of the sharing rule, when one allowed it
    meeting_id: str = ""
    note: str = ""
