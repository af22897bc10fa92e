"""What a case is on a day, as pages, reports and letters read it: one category, with its reasons in words."""

from dataclasses import dataclass, replace
from datetime import date

from thuisplan_desktop.register.absence import three_months_on
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.category import Exclusion
from thuisplan_desktop.register.codes import Category
from thuisplan_desktop.register.facts import facts_of
from thuisplan_desktop.register.judging import Judge, Verdict
from thuisplan_desktop.register.reasons import UNKNOWN_VACATIONS, left_note, mbo_note, sentences
from thuisplan_desktop.register.rules import DefinitionSet
from thuisplan_desktop.register.stretch import row_of
from thuisplan_desktop.register.transfer import left_for_unknown

__all__ = ["NO_SCHOOL_NEEDED", "Category", "Exclusion", "Status", "classify", "told"]

NO_SCHOOL_NEEDED = frozenset(
    {
        Category.CLOSED,
        Category.NOT_OBLIGED,
        Category.EXEMPT_A,
        Category.EXEMPT_B,
        Category.EXEMPT_C,
        Category.EXEMPT_15,
    }
)
"""Nobody asks to which school these go: not (or no longer) obliged, or exempt (Leerplichtwet 1969, artikel 3 to 5)."""


@dataclass(frozen=True)
class Status:
    """A case on a day. `days` counts from `since`, the first day really absent; 0 when nobody is absent.

    `without_offer`: no suitable offer, or no place for it yet. `mbo_february`: not enrolled, waits for the mbo
    entrance in February. `four_weeks_on` and `three_months_on` may lie ahead. `strict`: not enrolled as DUO counts
    it, from the first day; `exclusion` says why the region's own figure leaves such a pupil out.
    """

    category: Category
    since: date | None
    days: int
    why: tuple[str, ...]
    without_offer: bool
    mbo_february: bool
    four_weeks_on: date | None
    three_months_on: date | None
    strict: bool = False
    exclusion: Exclusion | None = None


def classify(file: CaseFile, on: date, definitions: DefinitionSet, calendar: SchoolCalendar) -> Status:
    """The one category of a case on a day under a definition set, with Dutch reasons that name their source."""
    facts, background = facts_of(file)
    rows = [row_of(absence) for absence in file.absences]
    verdict = Judge(definitions, calendar, on).judge(facts, rows, background)
    status = told(verdict, on, definitions, calendar)
    left = None if status.category in NO_SCHOOL_NEEDED else left_for_unknown(file, on)
    return status if left is None else replace(status, why=(*status.why, left_note(definitions, left)))


def told(verdict: Verdict, on: date, definitions: DefinitionSet, calendar: SchoolCalendar) -> Status:
    """A verdict as it is read: with dates and sentences."""
    since = _date(verdict.since)
    why = sentences(verdict.reasons, definitions)
    if verdict.mbo_february and verdict.exclusion is not Exclusion.MBO_FEBRUARY:
        why = (*why, mbo_note(definitions))
    if since is not None and not calendar.knows(since, on):
        why = (*why, UNKNOWN_VACATIONS)
    return Status(
        category=verdict.category,
        since=since,
        days=(on - since).days if since else 0,
        why=why,
        without_offer=verdict.without_offer,
        mbo_february=verdict.mbo_february,
        four_weeks_on=_date(verdict.four_weeks_on),
        three_months_on=three_months_on(since, definitions.norm.months) if since else None,
        strict=verdict.strict,
        exclusion=verdict.exclusion,
    )


def _date(number: int | None) -> date | None:
    return None if number is None else date.fromordinal(number)
