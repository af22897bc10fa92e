"""What a region promised to reach, in the three shapes in which regions write it (Zuid-Limburg 2018, ZKIJ 2021).

A fixed end ("at most half, in four years"), a reduction every year, which compounds (100, 50, 25, 12.5), and a
direction without a number. What number follows from a promise is reckoned by `region/targets.py` alone.
"""

from dataclasses import dataclass
from datetime import date

from thuisplan_desktop.dutch import format_date, format_number, join_words
from thuisplan_desktop.register.codes import Code


class PromiseKind(Code):
    FIXED = "fixed", "op een dag bereikt"
    YEARLY = "yearly", "elk jaar minder"
    DIRECTION = "direction", "minder, zonder getal"


class AreaBasis(Code):
    """Whose children an indicator is about: municipalities count homes, schools their own pupils."""

    HOME = "home", "woonplaats"
    SCHOOL = "school", "schooladres"


@dataclass(frozen=True)
class Promise:
    """The indicator is the sum of these `lines` of the reports; `percent` is the reduction, 100 meaning none left.

    `baseline_on` is the day the nulmeting stands for, `baseline` its source in words.
    """

    lines: tuple[str, ...]
    kind: PromiseKind
    percent: int
    baseline: str
    baseline_on: date
    deadline: date | None
    basis: AreaBasis
    without_mbo_february: bool
    valid_from: date
    source: str


_ENROLLED_ONLY = frozenset({"langer_dan_3_maanden_zonder_aanbod", "langdurig_verzuim_langer_dan_3_maanden"})


def leaves_out(promise: Promise) -> str:
    """Whom its lines don't count though the promise may mean them, as one clause; '' for nobody.

    Of the lines of a report those on duration are about who is enrolled: who is not enrolled stands in a line of his
    own, so nobody is told twice. 'Niemand meer' is only true when that line is read beside it.
    """
    wanted = frozenset(promise.lines)
    if wanted & _ENROLLED_ONLY and "niet_ingeschreven_leerplichtig" not in wanted:
        return "wie nergens is ingeschreven telt hierin niet mee en staat in een eigen regel en in de tabel naar duur"
    return ""


def in_words(promise: Promise) -> str:
    """The promise as Dutch sentences: about which lines, what, by when, and its source."""
    if promise.kind is PromiseKind.DIRECTION:
        change = "minder dan bij de nulmeting, zonder getal"
    elif promise.percent == 100:
        change = "niemand meer"
    else:
        change = f"{format_number(promise.percent)} procent minder"
    when = {
        PromiseKind.FIXED: f" op {format_date(promise.deadline)}" if promise.deadline else "",
        PromiseKind.YEARLY: ", elk jaar opnieuw",
        PromiseKind.DIRECTION: "",
    }[promise.kind]
    lines = join_words([line.replace("_", " ") for line in promise.lines])
    apart = f" Let op: {left_out}." if (left_out := leaves_out(promise)) else ""
    told = f"{lines[0].upper()}{lines[1:]}: {change}{when}. Nulmeting: {promise.baseline}."
    return f"{told}{apart} Bron: {promise.source}."
