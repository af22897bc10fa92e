"""What a case is on a day, as pages, reports and letters read it: one category, with its reasons in words."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from thuisplan_desktop.register.absence import three_months_on
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.category import Exclusion
from thuisplan_desktop.register.codes import Category
from thuisplan_desktop.register.facts import facts_of
from thuisplan_desktop.register.judging import Judge, Verdict
from thuisplan_desktop.register.reasons import Reason, sentences
from thuisplan_desktop.register.rules import DefinitionSet
from thuisplan_desktop.register.stretch import periods_of

__all__ = ["Category", "Exclusion", "Status", "classify", "told"]


@dataclass(frozen=True)
class Status:
    """A case on a day. `days` counts from `since`, the first day really absent; 0 when nobody is absent.

    `without_offer`: no suitable offer, or no place for it yet. `mbo_february`: not enrolled, waits for the mbo
    entrance in February. `four_weeks_on` and `three_months_on` may lie ahead. `strict`: not enrolled as DUO counts
    it, from the first day; `exclusion` says why the region's own figure leaves such a pupil out. `why` is worked out
    for whoever reads it: a long list shows few of them. `beneath`: what it would be without nazorg, for who is not at
    school during it.
    """

    category: Category
    since: date | None
    days: int
    reasons: tuple[Reason, ...]
    definitions: DefinitionSet = field(repr=False)
    without_offer: bool
    mbo_february: bool
    four_weeks_on: date | None
    three_months_on: date | None
    strict: bool = False
    exclusion: Exclusion | None = None
    beneath: "Status | None" = None

    @cached_property
    def why(self) -> tuple[str, ...]:
        """The reasons in Dutch, each with its source and of when that is."""
        return sentences(self.reasons, self.definitions)

    @property
    def over_norm(self) -> bool:
        """A thuiszitter for longer than the norm, enrolled or not: the pact says 'geen enkel kind'."""
        if self.category is Category.LRV_OVER_3M:
            return True
        if self.category is not Category.ABSOLUUT or self.since is None or self.three_months_on is None:
            return False
        limit = (self.three_months_on - self.since).days
        return self.days >= limit if self.definitions.norm.at_least else self.days > limit

    @property
    def going_on(self) -> "Status":
        """What signals are about: nazorg does not hide an absence that goes on."""
        return self.beneath or self


def classify(file: CaseFile, on: date, definitions: DefinitionSet, calendar: SchoolCalendar) -> Status:
    """The one category of a case on a day under a definition set, with Dutch reasons that name their source."""
    facts, background = facts_of(file)
    periods = periods_of(file.absences, on, file.case.timetable_minutes)
    verdict = Judge(definitions, calendar, on).judge(facts, periods, background)
    return told(verdict, on, definitions)


def told(verdict: Verdict, on: date, definitions: DefinitionSet) -> Status:
    """A verdict as it is read: with dates, and sentences on demand."""
    since = _date(verdict.since)
    return Status(
        category=verdict.category,
        since=since,
        days=(on - since).days if since else 0,
        reasons=verdict.reasons,
        definitions=definitions,
        without_offer=verdict.without_offer,
        mbo_february=verdict.mbo_february,
        four_weeks_on=_date(verdict.four_weeks_on),
        three_months_on=three_months_on(since, definitions.norm.months) if since else None,
        strict=verdict.strict,
        exclusion=verdict.exclusion,
        beneath=None if verdict.beneath is None else told(verdict.beneath, on, definitions),
    )


def _date(number: int | None) -> date | None:
    return None if number is None else date.fromordinal(number)
