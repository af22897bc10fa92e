"""What a region wants to reach, against which nulmeting, and whether a number is there yet.

Three regions write their targets in three ways: an end in a year (minimaal 50% minder in 2020), so much each year
(100, 50, 25, 12,5), a number (0), or a direction without a number (domain S1.8-S1.12, S2.4).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from thuisplan_desktop.counts.additive import MIN_THRESHOLD
from thuisplan_desktop.counts.table import Mark
from thuisplan_desktop.dutch import format_date, format_number
from thuisplan_desktop.errors import InvalidTarget
from thuisplan_desktop.region.coverage import Coverage
from thuisplan_desktop.region.intervals import Interval
from thuisplan_desktop.register.promise import Promise, PromiseKind, leaves_out
from thuisplan_desktop.register.spans import add_years


class TargetKind(StrEnum):
    """How a target is written. The value is stored; `label` is its name on screen."""

    FIXED = "fixed"
    COMPOUNDING = "compounding_per_year"
    ABSOLUTE = "absolute"
    DOWN = "direction_down"
    UP = "direction_up"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def is_direction(self) -> bool:
        return self in (TargetKind.DOWN, TargetKind.UP)

    @property
    def is_percentage(self) -> bool:
        return self in (TargetKind.FIXED, TargetKind.COMPOUNDING)


_LABELS = {
    TargetKind.FIXED: "procent verschil op een einddatum",
    TargetKind.COMPOUNDING: "procent verschil elk jaar",
    TargetKind.ABSOLUTE: "een aantal op een einddatum",
    TargetKind.DOWN: "daling, zonder getal",
    TargetKind.UP: "stijging, zonder getal",
}


class Standing(StrEnum):
    """Where a number stands against its target. The value is its name on screen."""

    REACHED = "gehaald"
    NOT_REACHED = "niet gehaald"
    UNDER_WAY = "nog niet zover"
    UNKNOWN = "niet te zeggen"


@dataclass(frozen=True, kw_only=True)
class Target:
    """One target for one line of one report.

    `baseline` is the nulmeting on `baseline_on`, `baseline_source` where it is printed. `percent` is a change, -50 for
    half; `value` a number to reach. `note` says what does not count, and is printed with it.
    """

    id: str
    report: str
    cell: str
    kind: TargetKind
    baseline: int | None = None
    baseline_on: date | None = None
    baseline_source: str = ""
    value: int | None = None
    percent: int | None = None
    due_on: date | None = None
    note: str = ""


_KINDS = {
    PromiseKind.FIXED: TargetKind.FIXED,
    PromiseKind.YEARLY: TargetKind.COMPOUNDING,
    PromiseKind.DIRECTION: TargetKind.DOWN,
}


def of_promise(promise: Promise, report: str, cell: str, baseline: int | None = None) -> Target:
    """A target for one line as the definitions promise it. Nobody left is a number; the nulmeting is counted apart."""
    none_left = promise.kind is PromiseKind.FIXED and promise.percent == 100
    kind = TargetKind.ABSOLUTE if none_left else _KINDS[promise.kind]
    return Target(
        id="", report=report, cell=cell, kind=kind, baseline=baseline, baseline_on=promise.baseline_on,
        baseline_source=promise.baseline, value=0 if none_left else None,
        percent=-promise.percent if kind.is_percentage else None, due_on=promise.deadline,
        note="; ".join(filter(None, (
            "zonder wie op de instroom van het mbo in februari wacht" if promise.without_mbo_february else "",
            leaves_out(promise),
        ))),
    )  # fmt: skip


_MOST = 1_000_000
_BEYOND = 10**12
"""Beyond every aim: a nulmeting of at most a million that may grow elevenfold each year is never reached by a count."""


def check(target: Target) -> None:
    """Return only if the parts that its kind needs are there; raise InvalidTarget with a Dutch reason."""
    if target.kind is TargetKind.ABSOLUTE:
        _need(target.value is not None and 0 <= target.value <= _MOST, "vul het aantal in dat bereikt moet worden")
    else:
        _need(target.baseline is not None and 0 <= target.baseline <= _MOST, "vul de nulmeting in")
        _need(bool(target.baseline_source), "vul in waar de nulmeting staat")
    if target.kind.is_percentage:
        _need(target.percent is not None and -100 <= target.percent <= 1000 and target.percent != 0,
              "vul het verschil in procenten in, met − of + ervoor, zoals −50")  # fmt: skip
    if target.kind in (TargetKind.FIXED, TargetKind.ABSOLUTE):
        _need(target.due_on is not None, "vul de einddatum in")
    if target.kind is TargetKind.COMPOUNDING:
        _need(target.baseline_on is not None, "vul de dag van de nulmeting in")
    if target.due_on and target.baseline_on:
        _need(target.baseline_on < target.due_on, "de einddatum ligt niet na de nulmeting")


def _need(holds: bool, reason: str) -> None:
    if not holds:
        raise InvalidTarget(reason=reason)


def in_words(target: Target) -> str:
    """What is aimed at: '40, uiterlijk 31 juli 2027', '−50% per jaar', 'daling, zonder getal'."""
    until = f", uiterlijk {format_date(target.due_on)}" if target.due_on else ""
    if target.kind is TargetKind.ABSOLUTE:
        return f"{format_number(target.value or 0)}{until}"
    if target.percent is None:
        return target.kind.label
    each = " per jaar" if target.kind is TargetKind.COMPOUNDING else ""
    return f"{target.percent:+d}%{each}{until}".replace("-", "−")


def wanted(target: Target, on: date) -> Fraction | None:
    """The number that counts on a day: that of the end, or with a change each year that of the last whole year.

    None for a direction, and before the first year of a yearly change is over.
    """
    if target.kind is TargetKind.ABSOLUTE:
        return None if target.value is None else Fraction(target.value)
    if not target.kind.is_percentage or target.baseline is None or target.percent is None:
        return None
    factor = Fraction(100 + target.percent, 100)
    if target.kind is TargetKind.FIXED:
        return target.baseline * factor
    years = _years(target, on)
    return target.baseline * factor**years if years else None


def readable_baseline(target: Target) -> int | Mark | None:
    """The nulmeting as anybody may read it: a small one is hidden like any small number."""
    value = target.baseline
    return Mark.HIDDEN if value is not None and 0 < value < MIN_THRESHOLD else value


def hides_aim(target: Target) -> bool:
    """Whether the aim, and so where a number stands against it, would give a small nulmeting away."""
    return isinstance(readable_baseline(target), Mark) and target.kind is not TargetKind.ABSOLUTE


def readable_aim(target: Target, on: date) -> Fraction | None:
    """The number that counts on a day; None where there is none, or where it would give a small nulmeting away."""
    return None if hides_aim(target) else wanted(target, on)


def _years(target: Target, on: date) -> int:
    """Whole years since the nulmeting, no further than the end if there is one."""
    if target.baseline_on is None:
        return 0
    last = min(on, target.due_on) if target.due_on else on
    years = max(0, last.year - target.baseline_on.year)
    while years and add_years(target.baseline_on, years) > last:
        years -= 1
    return years


def rises(target: Target) -> bool:
    """Whether a higher number is what is aimed at."""
    return target.kind is TargetKind.UP or (target.kind.is_percentage and (target.percent or 0) > 0)


def lacking(target: Target, value: int, on: date) -> Fraction | None:
    """How far a number still has to fall, or to rise; zero when the target is reached, None while there is no aim."""
    if target.kind.is_direction:
        if target.baseline is None:
            return None
        past = Fraction(target.baseline + (1 if rises(target) else -1))
        return _short(target, value, past)
    aim = wanted(target, on)
    return None if aim is None else _short(target, value, aim)


def _short(target: Target, value: int, aim: Fraction) -> Fraction:
    return max(Fraction(0), aim - value if rises(target) else value - aim)


def standing(target: Target, value: int | Mark | Interval | None, on: date) -> Standing:
    """Whether this number on this day reaches the target; a hidden or unregistered number says nothing. What is said of
    a telling is said by `breaks.judge`.

    Of a sum between two numbers it is said only when both say the same: an interval on both sides of the target is
    'niet te zeggen'.
    """
    if isinstance(value, Interval):
        return _of_both(target, value, on)
    if value is None or isinstance(value, Mark):
        return Standing.UNKNOWN
    if target.kind.is_direction:
        return _direction(target, value)
    aim = wanted(target, on)
    if aim is None:
        return Standing.UNDER_WAY
    reached = value >= aim if rises(target) else value <= aim
    if reached:
        return Standing.REACHED
    is_due = target.kind is TargetKind.COMPOUNDING or target.due_on is None or on >= target.due_on
    return Standing.NOT_REACHED if is_due else Standing.UNDER_WAY


def of_everybody(value: int | Mark | Interval | None, covered: Coverage) -> int | Mark | Interval | None:
    """What a sum says of all who should be in it: with somebody missing it is that, or more."""
    if covered.delivered == covered.enrolled or value is None or isinstance(value, Mark):
        return value
    return Interval(value.low if isinstance(value, Interval) else value, None)


def _of_both(target: Target, value: Interval, on: date) -> Standing:
    """More than any aim stands for a sum without a ceiling: on one side of the aim, all larger numbers are alike."""
    high = _BEYOND if value.high is None else value.high
    lowest, highest = standing(target, value.low, on), standing(target, high, on)
    return lowest if lowest is highest else Standing.UNKNOWN


def _direction(target: Target, value: int) -> Standing:
    if target.baseline is None:
        return Standing.UNKNOWN
    ahead = value < target.baseline if target.kind is TargetKind.DOWN else value > target.baseline
    return Standing.REACHED if ahead else Standing.NOT_REACHED
