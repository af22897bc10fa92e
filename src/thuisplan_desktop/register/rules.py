"""What a definition set says, as plain values: terms, operators, who counts, the norm and the targets.

Every rule carries its source and the day from which it holds, so that each outcome can name both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from thuisplan_desktop.register.absence import WeekUnit
from thuisplan_desktop.register.codes import AbsenceKind, MboFebruary, NotCounted, Sector
from thuisplan_desktop.register.escalation import Ladder
from thuisplan_desktop.register.promise import Promise


@dataclass(frozen=True)
class AbsenceRule:
    """So many weeks without a break of absence of these kinds. `at_least`: four weeks or longer, not longer than."""

    kinds: frozenset[AbsenceKind]
    weeks: int
    unit: WeekUnit
    at_least: bool
    valid_from: date
    source: str


@dataclass(frozen=True)
class RiskRule:
    """Kinds of absence that make a pupil a dreigend thuiszitter before any term is full."""

    kinds: frozenset[AbsenceKind]
    valid_from: date
    source: str


@dataclass(frozen=True)
class AbsoluteRule:
    """Not enrolled: from which week it counts, what is registered but not counted, the mbo entrants of February."""

    weeks: int
    not_counted: frozenset[NotCounted]
    mbo_february: MboFebruary
    valid_from: date
    source: str


@dataclass(frozen=True)
class Norm:
    """Nobody at home longer than so many months without a suitable offer, counted from the first absent day.

    `former_months`: the term that older protocols of the region still hold, 0 when there is none.
    """

    months: int
    former_months: int
    at_least: bool
    in_principle: bool
    needs_place: bool
    day_care_ends: bool
    valid_from: date
    source: str


@dataclass(frozen=True)
class DefinitionSet:
    """One dated set of rules. `not_registered`: report lines a sector doesn't register (not zero, not hidden)."""

    name: str
    version: str
    title: str
    valid_from: date
    source: str
    threshold: int
    lrv: AbsenceRule
    long_term_sick: AbsenceRule
    authorised: AbsenceRule
    dreigend: RiskRule
    absoluut: AbsoluteRule
    norm: Norm
    not_registered: Mapping[Sector, frozenset[str]]
    ladder: Ladder
    targets: tuple[Promise, ...]
