"""One line of a report over the tellingen of a region, and what was aimed at: all of it as anybody may read it.

Only numbers on a day (stand): what came or went in a period is another quantity and never stands beside them (domain
S1.29). A telling of which only totals were answered has no point on other lines.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from thuisplan_desktop.counts.protect import ProtectedTable
from thuisplan_desktop.counts.reports import report
from thuisplan_desktop.counts.table import Mark
from thuisplan_desktop.dutch import format_date, join_words
from thuisplan_desktop.region.breaks import Breaks, Counted, breaks_in, in_words, judge, other_rules_since, rules_of
from thuisplan_desktop.region.coverage import Coverage, of_report
from thuisplan_desktop.region.intervals import Interval, IntervalTable
from thuisplan_desktop.region.targets import Standing, Target, hides_aim, readable_aim, readable_baseline


@dataclass(frozen=True)
class Point:
    """One telling: its protected number, or between which two that lies, and how many of the sector delivered.

    `note` is what somebody wrote about it; `effect` what the program knows that makes it hard to compare with the one
    before: other definitions, or other schools.
    """

    telling_id: bytes
    peildatum: date
    value: int | Mark | Interval | None
    covered: Coverage
    note: str = ""
    effect: str = ""
    is_break: bool = False
    """Whether this is another quantity than the point before: it was counted under other definitions."""

    @property
    def told(self) -> str:
        """All that is said of a registratie-effect, each by itself on a line."""
        return "\n".join(filter(None, (self.effect, self.note)))


@dataclass(frozen=True)
class Trend:
    """A line of a report through time, oldest first. `title` is the report's, `label` the line's."""

    report: str
    cell: str
    title: str
    label: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Goal:
    """A target beside its whole trend, of which a report shows the points from `since` on.

    `gone_since` is the first telling that counts the sector and no longer has the target's report: a later version of
    the profile has others, and the number of before says nothing about today. `breaks` are of every telling, and
    `unread` the days after the last point on which the report was counted and the line can't be read.
    """

    target: Target
    trend: Trend
    since: date = date.min
    gone_since: date | None = None
    breaks: Breaks = field(default_factory=dict)
    unread: tuple[date, ...] = ()

    @property
    def shown(self) -> tuple[Point, ...]:
        """The points that are printed; a break before those still counts."""
        return tuple(point for point in self.trend.points if point.peildatum >= self.since)

    @property
    def last(self) -> Point | None:
        return self.shown[-1] if self.shown else None

    @property
    def caution(self) -> str:
        """Why nothing is said of the last number: the line isn't counted any more, or by other rules than the
        nulmeting, or the nulmeting is hidden. Or that there is a later one that nobody reads. Empty while it is what
        it was.
        """
        if self.gone_since is not None:
            return f"Sinds {format_date(self.gone_since)} telt de regio met andere rapporten, zonder deze regel."
        since = other_rules_since(self.target, self.last.peildatum, self.breaks) if self.last else None
        hidden = _HIDDEN if hides_aim(self.target) else ""
        return " ".join(filter(None, (in_words(since) if since else hidden, self._unread())))

    def _unread(self) -> str:
        if not self.unread or self.last is None:
            return ""
        which = "is de telling" if len(self.unread) == 1 else "zijn de tellingen"
        days = join_words([format_date(day) for day in self.unread])
        return (
            f"Van deze regel {which} van {days} niet te lezen; de stand is die van {format_date(self.last.peildatum)}."
        )

    @property
    def standing(self) -> Standing:
        """Of the last telling; a number that isn't counted any more says nothing."""
        last = self.last
        if last is None or self.gone_since:
            return Standing.UNKNOWN
        return judge(self.target, last.value, last.covered, last.peildatum, self.breaks)

    @property
    def baseline(self) -> int | Mark | None:
        """The nulmeting as it may be read."""
        return readable_baseline(self.target)

    def aim(self, on: date) -> Fraction | None:
        """The number that counts on a day, as it may be read; None where it would be one of other definitions."""
        return None if other_rules_since(self.target, on, self.breaks) else readable_aim(self.target, on)


_HIDDEN = "De nulmeting is afgeschermd. Daarom staat er niet bij of het doel is gehaald: dat zou haar verraden."


@dataclass(frozen=True, order=True)
class LeftOut:
    """A telling that nobody reads, or one sector of it."""

    day: date
    sector: str = ""


@dataclass(frozen=True)
class Goals:
    """Targets beside their trends, and what of the tellingen is in none of those: nobody reads it."""

    goals: tuple[Goal, ...]
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True)
class Released:
    """One telling as readers have it."""

    telling_id: bytes
    peildatum: date
    tables: tuple[ProtectedTable, ...] | tuple[IntervalTable, ...]
    covered: tuple[Coverage, ...]
    """Of each sector in it."""


Notes = Mapping[tuple[bytes, str, str], str]
"""What was noted, by telling, report and line; an empty line is the whole report."""


def goals(
    targets: Sequence[Target],
    released: Sequence[Released],
    notes: Notes,
    counted: Sequence[Counted],
    since: date = date.min,
) -> tuple[Goal, ...]:
    """Each target beside the trend of its line; `released` is all there is, in order of peildatum, also of before
    `since`: from that day on points are printed. `counted` is every sum, also of what readers don't get.
    """
    breaks = breaks_in(counted)
    lines = [(one, trend(one.report, one.cell, released, notes)) for one in targets]
    return tuple(
        Goal(one, line, since, _gone_since(one, released), breaks, _unread_after(line, counted)) for one, line in lines
    )


def _unread_after(line: Trend, counted: Sequence[Counted]) -> tuple[date, ...]:
    last = line.points[-1].peildatum if line.points else date.max
    return tuple(sorted({one.peildatum for one in counted if one.report == line.report and one.peildatum > last}))


def _gone_since(target: Target, released: Sequence[Released]) -> date | None:
    """The first telling after which no other has the report; None before the first that has it, or while one does."""
    found, had = None, False
    for one in released:
        names = {table.report for table in one.tables}
        if target.report in names:
            found, had = None, True
        elif had and found is None and report(target.report).sector in {report(name).sector for name in names}:
            found = one.peildatum
    return found


def trends(released: Sequence[Released], notes: Notes) -> tuple[Trend, ...]:
    """Every line that was ever published."""
    names = dict.fromkeys((table.report, cell) for one in released for table in one.tables for cell in table.cells)
    return tuple(trend(name, cell, released, notes) for name, cell in names)


def trend(name: str, cell: str, released: Sequence[Released], notes: Notes) -> Trend:
    """One line through time."""
    points: list[Point] = []
    before: ProtectedTable | IntervalTable | None = None
    for one in released:
        for table in one.tables:
            if table.report == name and cell in table.cells:
                points.append(_point(one, table, cell, before, points[-1:], notes))
                before = table
    return Trend(name, cell, report(name).title, report(name).label(cell), tuple(points))


def _point(
    one: Released,
    table: ProtectedTable | IntervalTable,
    cell: str,
    before: ProtectedTable | IntervalTable | None,
    last: Sequence[Point],
    notes: Notes,
) -> Point:
    covered = of_report(table.report, one.covered)
    other = before is not None and rules_of(table) != rules_of(before)
    effect = "\n".join(([_OTHER_RULES] if other else []) + [*_other_schools(covered, last)])
    note = _note(one, table.report, cell, notes)
    return Point(one.telling_id, one.peildatum, table.cells[cell], covered, note, effect, other)


_OTHER_RULES = "Andere definities dan bij de telling ervoor."


def _other_schools(covered: Coverage, before: Sequence[Point]) -> Iterator[str]:
    for point in before:
        if point.covered.delivered != covered.delivered:
            yield f"Bij de telling ervoor {point.covered.text} scholen."


def _note(one: Released, name: str, cell: str, notes: Notes) -> str:
    return " ".join(filter(None, (notes.get((one.telling_id, name, on), "") for on in ("", cell))))


def without(left_out: Sequence[LeftOut]) -> str:
    """Which tellingen are not in what is shown, or not with every sector, in words; empty when nothing is missing."""
    sectors = sorted({one.sector for one in left_out})
    return " ".join(_without(sector, [one.day for one in left_out if one.sector == sector]) for sector in sectors)


def _without(sector: str, days: Sequence[date]) -> str:
    which = "de telling" if len(days) == 1 else "de tellingen"
    named = f"{which} van {join_words([format_date(day) for day in days])}"
    if sector:
        return f"Zonder {sector.upper()} in {named}: dat is niet te lezen."
    return f"Zonder {named}: daarvan is niets te lezen, of nog niet."


def number_text(value: Fraction) -> str:
    """At most one decimal, with a comma."""
    text = f"{float(value):.1f}".replace(".", ",")
    return text.removesuffix(",0")
