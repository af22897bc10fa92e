"""Where a pupil was enrolled before, what was reported about him, and what a school imposed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from thuisplan_desktop.errors import InvalidCase
from thuisplan_desktop.register.case_codes import DuoKind, MeasureKind
from thuisplan_desktop.register.fields import Group, Privacy, about, catalogued
from thuisplan_desktop.register.law import cite
from thuisplan_desktop.register.spans import overlap

_SCHOOL, _ABSENCE = Group.SCHOOL, Group.ABSENCE
_NAMES, _SAYS, _COUNTS, _KEY = Privacy.IDENTIFYING, Privacy.SENSITIVE, Privacy.COUNTABLE, Privacy.INTERNAL

SUSPENSION_DAYS = 7
"""A suspension lasts at most one week (WPO article 40c; Inrichtingsbesluit WVO article 13)."""


def too_long(starts_on: date, ends_on: date | None) -> bool:
    """Whether a suspension from the one day to the other, both counted, is longer than may be."""
    return ends_on is not None and ends_on - starts_on >= timedelta(days=SUSPENSION_DAYS)


@catalogued
@dataclass(frozen=True, kw_only=True)
class SchoolPeriod:
    """An earlier enrolment; the present one stands on the case. `ends_on` is the last day of enrolment."""

    id: str = about("Eerdere inschrijving", _KEY, _SCHOOL)
    case_id: str = about("Casus", _KEY, _SCHOOL)
    school_name: str = about("School", _NAMES, _SCHOOL)
    brin: str = about("BRIN", _NAMES, _SCHOOL, default="")
    branch: str = about("Vestiging", _SAYS, _SCHOOL, default="00")
    starts_on: date | None = about("Ingeschreven op", _SAYS, _SCHOOL, default=None)
    ends_on: date | None = about("Uitgeschreven op", _SAYS, _SCHOOL, default=None)


@catalogued
@dataclass(frozen=True, kw_only=True)
class DuoReport:
    """One melding in the verzuimregister, made outside this program and noted here. Never used for a duration."""

    id: str = about("Melding", _KEY, _ABSENCE)
    case_id: str = about("Casus", _KEY, _ABSENCE)
    kind: DuoKind = about("Verzuimsoort (DUO)", _COUNTS, _ABSENCE)
    reported_on: date = about("Gemeld op", _SAYS, _ABSENCE)
    starts_on: date | None = about("Eerste dag van het verzuim", _SAYS, _ABSENCE, default=None)
    ends_on: date | None = about(
        "Einddatum", _SAYS, _ABSENCE, default=None,
        help="DUO vraagt een einddatum bij 16 uur in 4 weken, langdurig relatief verzuim en 18-plus.",
    )  # fmt: skip


@catalogued
@dataclass(frozen=True, kw_only=True)
class Measure:
    """A suspension or expulsion (WPO article 40 and 40c). `ends_on` is the last day of a suspension."""

    id: str = about("Schorsing of verwijdering", _KEY, _ABSENCE)
    case_id: str = about("Casus", _KEY, _ABSENCE)
    kind: MeasureKind = about("Soort maatregel", _COUNTS, _ABSENCE)
    starts_on: date = about("Vanaf", _SAYS, _ABSENCE)
    ends_on: date | None = about("Tot en met", _SAYS, _ABSENCE, default=None)
    parents_told_on: date | None = about("Brief aan de ouders van", _SAYS, _ABSENCE, default=None)
    inspectorate_told_on: date | None = about(
        "Inspectie ingelicht op", _SAYS, _ABSENCE, default=None,
        help=f"Bij een schorsing van meer dan één dag. Bron: {cite('schorsing')}.",
    )  # fmt: skip
    other_school_on: date | None = about(
        "Andere school bereid op", _SAYS, _ABSENCE, default=None,
        help=f"Definitief verwijderen kan pas als een andere school bereid is. Bron: {cite('verwijdering')}.",
    )  # fmt: skip


@catalogued
@dataclass(frozen=True, kw_only=True)
class SignalMark:
    """A signal that somebody dealt with: which one, when and how.

    Its name, the day it is about and what it is about: two agreements of one day are two signals. `subject` is the id
    of an agreement, a request, a decision; empty for the case itself.
    """

    id: str = about("Afgehandeld signaal", _KEY, _ABSENCE)
    case_id: str = about("Casus", _KEY, _ABSENCE)
    signal: str = about("Signaal", _SAYS, _ABSENCE)
    about_on: date = about("Over", _SAYS, _ABSENCE)
    subject: str = about("Waarover", _KEY, _ABSENCE, default="")
    handled_on: date = about("Afgehandeld op", _SAYS, _ABSENCE)
    note: str = about("Wat is er gedaan", _SAYS, _ABSENCE, default="")


def check_school_period(one: SchoolPeriod, others: Iterable[SchoolPeriod], today: date) -> None:
    """Raise InvalidCase(field, reason) for an earlier enrolment that can't be, or overlaps another."""
    if not one.school_name.strip():
        raise InvalidCase(field="school_name", reason="de naam van de school ontbreekt")
    if one.starts_on and one.starts_on > today:
        raise InvalidCase(field="starts_on", reason="de inschrijving ligt in de toekomst")
    if one.starts_on and one.ends_on and one.ends_on < one.starts_on:
        raise InvalidCase(field="ends_on", reason="de inschrijving eindigt eerder dan zij begint")
    if any(other.id != one.id and overlap(one, other) for other in others):
        raise InvalidCase(field="starts_on", reason="deze inschrijving overlapt met een andere")


def check_duo_report(one: DuoReport, today: date) -> None:
    """Raise InvalidCase(field, reason) for a melding with days that can't be."""
    if one.reported_on > today:
        raise InvalidCase(field="reported_on", reason="de melding ligt in de toekomst")
    if one.starts_on and one.starts_on > one.reported_on:
        raise InvalidCase(field="starts_on", reason="het gemelde verzuim begint na de melding")
    if one.starts_on and one.ends_on and one.ends_on < one.starts_on:
        raise InvalidCase(field="ends_on", reason="het gemelde verzuim eindigt eerder dan het begint")


def check_measure(one: Measure, others: Iterable[Measure]) -> None:
    """Raise InvalidCase(field, reason) for a suspension of more than a week, or one over another."""
    if one.ends_on and one.ends_on < one.starts_on:
        raise InvalidCase(field="ends_on", reason="de maatregel eindigt eerder dan hij begint")
    if one.kind is MeasureKind.SUSPENSION:
        if one.ends_on is None:
            raise InvalidCase(field="ends_on", reason="een schorsing heeft een laatste dag")
        if too_long(one.starts_on, one.ends_on):
            reason = f"een schorsing duurt ten hoogste één week; bron: {cite('schorsing')}"
            raise InvalidCase(field="ends_on", reason=reason)
    same = (other for other in others if other.id != one.id and other.kind is one.kind)
    if any(overlap(one, other) for other in same):
        raise InvalidCase(field="starts_on", reason="deze maatregel overlapt met een andere")
