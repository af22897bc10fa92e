"""What a region promised to reach, in the three shapes in which regions write it (Zuid-Limburg 2018, ZKIJ 2021).

A fixed end ("at most half, in four years"), a reduction every year, which compounds (100, 50, 25, 12.5), and a
direction without a number. Mixing the first two up makes a promise look kept or broken that isn't.
"""

from dataclasses import dataclass
from datetime import date

from thuisplan_desktop.dutch import format_date, format_number
from thuisplan_desktop.register.codes import Code


class TargetKind(Code):
    FIXED = "fixed", "op een dag bereikt"
    YEARLY = "yearly", "elk jaar minder"
    DIRECTION = "direction", "minder, zonder getal"


class AreaBasis(Code):
    """Whose children an indicator is about: municipalities count homes, schools their own pupils."""

    HOME = "home", "woonplaats"
    SCHOOL = "school", "schooladres"


@dataclass(frozen=True)
class Target:
    """The indicator is the sum of these `lines` of the reports; `percent` is the reduction, 100 meaning none left.

    `baseline_on` is the day the nulmeting stands for, `baseline` its source in words.
    """

    lines: tuple[str, ...]
    kind: TargetKind
    percent: int
    baseline: str
    baseline_on: date
    deadline: date | None
    basis: AreaBasis
    without_mbo_february: bool
    valid_from: date
    source: str


def at_most(target: Target, baseline: int, on: date) -> float | None:
    """The highest number that still meets the target on a day; None when it promises no number (yet).

    A fixed target speaks from its deadline on; a yearly one after each full year since the nulmeting.
    """
    kept = (100 - target.percent) / 100
    if target.kind is TargetKind.DIRECTION:
        return None
    if target.kind is TargetKind.FIXED:
        return baseline * kept if target.deadline and on >= target.deadline else None
    years = full_years(target.baseline_on, on)
    return baseline * kept**years if years > 0 else None


def full_years(start: date, on: date) -> int:
    """How many years have gone by completely."""
    return on.year - start.year - ((on.month, on.day) < (start.month, start.day))


def in_words(target: Target) -> str:
    """The promise as one Dutch sentence, with its source."""
    if target.kind is TargetKind.DIRECTION:
        promise = "minder dan bij de nulmeting, zonder getal"
    elif target.percent == 100:
        promise = "niemand meer"
    else:
        promise = f"{format_number(target.percent)} procent minder"
    when = {
        TargetKind.FIXED: f" op {format_date(target.deadline)}" if target.deadline else "",
        TargetKind.YEARLY: ", elk jaar opnieuw",
        TargetKind.DIRECTION: "",
    }[target.kind]
    return f"{promise[0].upper()}{promise[1:]}{when}. Nulmeting: {target.baseline}. Bron: {target.source}."


def met(target: Target, baseline: int, now: int, on: date) -> bool | None:
    """Whether a number meets the target; None when the target says nothing about that day."""
    if target.kind is TargetKind.DIRECTION:
        return now < baseline
    limit = at_most(target, baseline, on)
    return None if limit is None else now <= limit
