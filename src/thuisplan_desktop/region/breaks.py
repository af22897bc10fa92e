"""From which telling on a report was counted by other rules, and whether a number may be held against its target then.

One rule for every place that says where a number stands: Optellen, Doelen, the reports and the command line.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from thuisplan_desktop.counts.table import Mark
from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.region.coverage import Coverage
from thuisplan_desktop.region.intervals import Interval
from thuisplan_desktop.region.targets import Standing, Target, TargetKind, hides_aim, of_everybody, standing


class Counted(Protocol):
    """A table of one telling, whatever its numbers are."""

    @property
    def report(self) -> str: ...
    @property
    def report_version(self) -> int: ...
    @property
    def definitions(self) -> str: ...
    @property
    def definitions_version(self) -> str: ...
    @property
    def peildatum(self) -> date: ...


Breaks = Mapping[str, tuple[date, ...]]
"""By report the days that were counted by other rules than the telling before, oldest first."""


@dataclass(frozen=True)
class Aims:
    """What a region wants, and since when its reports are counted by other rules."""

    targets: tuple[Target, ...] = ()
    breaks: Breaks = field(default_factory=dict)

    def of_line(self, report: str, cell: str) -> tuple[Target, ...]:
        return tuple(one for one in self.targets if (one.report, one.cell) == (report, cell))


def rules_of(table: Counted) -> tuple[str, str, int]:
    """What two numbers must share to be the same quantity."""
    return table.definitions, table.definitions_version, table.report_version


def breaks_in(counted: Iterable[Counted]) -> Breaks:
    """In any order; a telling that readers don't get counts too, as its rules are no secret."""
    found: dict[str, list[date]] = {}
    before: dict[str, tuple[str, str, int]] = {}
    for table in sorted(counted, key=lambda one: one.peildatum):
        if before.setdefault(table.report, rules_of(table)) != rules_of(table):
            found.setdefault(table.report, []).append(table.peildatum)
            before[table.report] = rules_of(table)
    return {name: tuple(days) for name, days in found.items()}


def other_rules_since(target: Target, on: date, breaks: Breaks) -> date | None:
    """Since when the line is another quantity than the nulmeting was; None when it isn't on this day. A nulmeting
    without a day may be of any time; a number to reach stands by itself.
    """
    if target.kind is TargetKind.ABSOLUTE:
        return None
    since = target.baseline_on
    after = (day for day in breaks.get(target.report, ()) if day <= on and (since is None or since < day))
    return next(after, None)


def in_words(since: date) -> str:
    """Why nothing is said of a number against its nulmeting."""
    return (
        f"Sinds {format_date(since)} gelden andere definities. Met een nulmeting van ervoor is dit aantal niet te "
        "vergelijken."
    )


def judge(target: Target, value: int | Mark | Interval | None, covered: Coverage, on: date, breaks: Breaks) -> Standing:
    """Where a sum of this day stands against its target, as anybody may read it: of a nulmeting that is hidden nothing
    is said, or 'gehaald' would tell which of the small numbers it is.
    """
    return Standing.UNKNOWN if hides_aim(target) else judge_exact(target, value, covered, on, breaks)


def judge_exact(
    target: Target, value: int | Mark | Interval | None, covered: Coverage, on: date, breaks: Breaks
) -> Standing:
    """The same for eyes that may see the nulmeting. What is missing in a sum may be on either side of the target, and
    a nulmeting under other definitions says nothing about it.
    """
    if other_rules_since(target, on, breaks):
        return Standing.UNKNOWN
    return standing(target, of_everybody(value, covered), on)
