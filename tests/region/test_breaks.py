"""One rule says everywhere whether a number may be held against a nulmeting."""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from thuisplan_desktop.counts.table import Mark
from thuisplan_desktop.region.breaks import Aims, breaks_in, in_words, judge, judge_exact, other_rules_since
from thuisplan_desktop.region.coverage import Coverage
from thuisplan_desktop.region.intervals import Interval
from thuisplan_desktop.region.targets import Standing, Target, TargetKind
from thuisplan_desktop.register.codes import Sector

DAYS = tuple(date(2020, month, 1) for month in range(1, 6))
ALL = Coverage(Sector.PO, 6, 6)
DOWN = Target(id="d", report="nk-po-2017", cell="c", kind=TargetKind.DOWN, baseline=40, baseline_on=date(2019, 9, 1))


@dataclass(frozen=True)
class Told:
    """A sum on a day, without its numbers."""

    peildatum: date
    definitions: str = "landelijk"
    report: str = "nk-po-2017"
    report_version: int = 1
    definitions_version: str = "1"


def test_a_break_is_the_first_day_of_other_rules() -> None:
    """Another set, another date of it, another version of the report; each report by itself, in any order."""
    told = [Told(DAYS[0]), Told(DAYS[1]), Told(DAYS[2], "anders"), Told(DAYS[3], "anders"), Told(DAYS[4])]
    assert breaks_in(told) == breaks_in(told[::-1]) == {"nk-po-2017": (DAYS[2], DAYS[4])}
    assert breaks_in([told[0], replace(told[1], definitions_version="2")]) == {"nk-po-2017": (DAYS[1],)}
    assert breaks_in([told[0], replace(told[1], report_version=2)]) == {"nk-po-2017": (DAYS[1],)}
    assert breaks_in([told[0], replace(told[2], report="landelijk-po")]) == breaks_in([]) == {}


@pytest.mark.parametrize(
    ("target", "on", "since"),
    [
        (DOWN, DAYS[1], None), (DOWN, DAYS[2], DAYS[2]), (DOWN, DAYS[4], DAYS[2]),
        (replace(DOWN, baseline_on=DAYS[2]), DAYS[3], None), (replace(DOWN, baseline_on=DAYS[2]), DAYS[4], DAYS[4]),
        (replace(DOWN, baseline_on=None), DAYS[3], DAYS[2]), (replace(DOWN, report="landelijk-po"), DAYS[4], None),
        (replace(DOWN, kind=TargetKind.ABSOLUTE, value=50), DAYS[4], None),
    ],
)  # fmt: skip
def test_a_nulmeting_holds_until_the_rules_change(target: Target, on: date, since: date | None) -> None:
    """From that day on nothing is said; of the days before it is, and a number to reach stands by itself."""
    breaks = {"nk-po-2017": (DAYS[2], DAYS[4])}
    assert other_rules_since(target, on, breaks) == since
    for value in (6, Interval(6, 9)):
        assert (judge(target, value, ALL, on, breaks) is Standing.UNKNOWN) is (since is not None)
    assert judge(target, Mark.HIDDEN, ALL, on, breaks) is Standing.UNKNOWN
    assert judge(target, 6, replace(ALL, delivered=5), on, breaks) is Standing.UNKNOWN


def test_what_is_aimed_at_a_line() -> None:
    """By report and line; the reason is a sentence."""
    aims = Aims((DOWN, replace(DOWN, cell="d")))
    assert aims.of_line("nk-po-2017", "c") == (DOWN,)
    assert in_words(DAYS[0]).startswith("Sinds 1 januari 2020 gelden andere definities.")


@pytest.mark.parametrize("value", [0, 5, 6, 7, 8, 10, 12, Interval(0, 4), Interval(2, 3), Interval(3, 10)])
@pytest.mark.parametrize("percent", [-50, 100, 200, None])
def test_where_a_number_stands_tells_no_hidden_nulmeting(value: int | Interval, percent: int | None) -> None:
    """Whichever of the small numbers it is, the same is said; to the eyes that may see it what it is."""
    kind = TargetKind.DOWN if percent is None else TargetKind.FIXED
    hidden = [replace(DOWN, kind=kind, percent=percent, baseline=small, due_on=DAYS[0]) for small in (1, 2, 3, 4)]
    assert {judge(target, value, ALL, DAYS[1], {}) for target in hidden} == {Standing.UNKNOWN}
    assert judge(replace(hidden[0], baseline=5), 0, ALL, DAYS[1], {}) is not Standing.UNKNOWN
    assert judge_exact(hidden[3], 0, ALL, DAYS[1], {}) is not Standing.UNKNOWN
