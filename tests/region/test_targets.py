"""Targets as three regions write them, and whether a number is there."""

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from thuisplan_desktop.counts.table import Mark
from thuisplan_desktop.errors import InvalidTarget
from thuisplan_desktop.region.coverage import Coverage
from thuisplan_desktop.region.intervals import Interval, IntervalTable
from thuisplan_desktop.region.targets import Standing, Target, TargetKind, check, lacking, of_promise, standing, wanted
from thuisplan_desktop.region.trends import Goal, Point, Released, Trend, goals, number_text, trend
from thuisplan_desktop.register import definitions
from thuisplan_desktop.register.codes import Sector
from thuisplan_desktop.register.promise import in_words

GOLDEN = json.loads((Path(__file__).parents[1] / "data" / "golden_tables.json").read_text("utf-8"))
START = date(2017, 9, 1)


def make_target(kind: TargetKind, **changes: Any) -> Target:
    values: dict[str, Any] = {
        "id": "d1", "report": "landelijk-po", "cell": "langdurig_ziek", "kind": kind, "baseline": 100,
        "baseline_on": START, "baseline_source": "Leerplichtrapportage 2016-2017", "percent": -50,
        "due_on": date(2020, 12, 31),
    }  # fmt: skip
    return Target(**{**values, **changes})


def test_a_yearly_change_compounds() -> None:
    """100, 50, 25, 12,5: half each whole year, and nothing yet before the first is over (S1.10)."""
    target = make_target(TargetKind.COMPOUNDING, due_on=None)
    values = [wanted(target, date(year, 9, 1)) for year in range(2017, 2021)]
    assert values == [None, 50, 25, Fraction(25, 2)]
    assert wanted(target, date(2019, 8, 31)) == 50
    assert number_text(Fraction(25, 2)) == "12,5"
    assert number_text(Fraction(50)) == "50"


def test_a_fixed_end_and_a_number() -> None:
    """Minus half in four years is 50 on every day; a number is that number (S1.8, S1.9, S2.4)."""
    assert wanted(make_target(TargetKind.FIXED), START) == 50
    assert wanted(make_target(TargetKind.FIXED, percent=-10), START) == 90
    assert wanted(make_target(TargetKind.ABSOLUTE, value=0), START) == 0
    assert wanted(make_target(TargetKind.DOWN, percent=None), START) is None


@pytest.mark.parametrize(
    ("kind", "value", "day", "found"),
    [
        (TargetKind.FIXED, 50, date(2019, 1, 1), Standing.REACHED),
        (TargetKind.FIXED, 51, date(2019, 1, 1), Standing.UNDER_WAY),
        (TargetKind.FIXED, 51, date(2020, 12, 31), Standing.NOT_REACHED),
        (TargetKind.FIXED, Mark.HIDDEN, date(2021, 1, 1), Standing.UNKNOWN),
        (TargetKind.FIXED, None, date(2021, 1, 1), Standing.UNKNOWN),
        (TargetKind.COMPOUNDING, 60, date(2018, 3, 1), Standing.UNDER_WAY),
        (TargetKind.COMPOUNDING, 60, date(2018, 10, 1), Standing.NOT_REACHED),
        (TargetKind.DOWN, 99, date(2018, 3, 1), Standing.REACHED),
        (TargetKind.DOWN, 100, date(2018, 3, 1), Standing.NOT_REACHED),
        (TargetKind.UP, 101, date(2018, 3, 1), Standing.REACHED),
    ],
)
def test_where_a_number_stands(kind: TargetKind, value: int | Mark | None, day: date, found: Standing) -> None:
    """Before its end a fixed target is under way; a hidden number says nothing, also not that it is small."""
    assert standing(make_target(kind), value, day) is found


def test_a_target_that_should_rise() -> None:
    """More is better where the change is a plus."""
    rising = make_target(TargetKind.FIXED, percent=20)
    assert standing(rising, 120, date(2021, 1, 1)) is Standing.REACHED
    assert standing(rising, 119, date(2021, 1, 1)) is Standing.NOT_REACHED


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        (TargetKind.ABSOLUTE, {"value": None}), (TargetKind.ABSOLUTE, {"value": 0, "due_on": None}),
        (TargetKind.FIXED, {"baseline": None}), (TargetKind.FIXED, {"baseline_source": ""}),
        (TargetKind.FIXED, {"percent": 0}), (TargetKind.FIXED, {"percent": -101}), (TargetKind.FIXED, {"due_on": None}),
        (TargetKind.FIXED, {"due_on": START}), (TargetKind.COMPOUNDING, {"baseline_on": None}),
        (TargetKind.DOWN, {"baseline": None}),
    ],
)  # fmt: skip
def test_a_target_without_what_it_needs(kind: TargetKind, changes: dict[str, Any]) -> None:
    """Its kind decides what must be filled in."""
    with pytest.raises(InvalidTarget):
        check(make_target(kind, **changes))


@pytest.mark.parametrize(
    ("value", "delivered", "found"),
    [
        (40, 6, Standing.REACHED), (40, 5, Standing.UNKNOWN), (60, 5, Standing.NOT_REACHED),
        (Interval(30, 45), 5, Standing.UNKNOWN), (Mark.HIDDEN, 5, Standing.UNKNOWN),
    ],
)  # fmt: skip
def test_no_target_is_reached_because_somebody_stayed_away(
    value: int | Mark | Interval, delivered: int, found: Standing
) -> None:
    """Forty of at most fifty, over five of six schools: the sixth may have eleven. Sixty is too many already."""
    late = date(2021, 1, 1)
    point = Point(b"", late, value, Coverage(Sector.PO, delivered, 6))
    assert Goal(make_target(TargetKind.FIXED), Trend("r", "c", "T", "l", (point,))).standing is found


def test_the_program_says_what_makes_a_point_hard_to_compare() -> None:
    """Other schools, other definitions: beside what somebody noted, without being asked."""
    one = IntervalTable(
        "nk-po-2017", 1, "landelijk", "1", START, {"langdurig_ziek": 6}, (), {"langdurig_ziek": 6}, 5, 6, 6
    )
    other = replace(one, definitions="noord-kennemerland-nu")
    told = [
        Released(bytes([number]), START, (table,), (Coverage(Sector.PO, delivered, 6),))
        for number, (table, delivered) in enumerate([(one, 6), (one, 5), (one, 5), (other, 5)])
    ]
    points = trend("nk-po-2017", "langdurig_ziek", told, {(b"\x01", "nk-po-2017", ""): "Let op."}).points
    assert [point.told for point in points] == [
        "", "Bij de telling ervoor 6 van 6 scholen.\nLet op.",
        "", "Andere definities dan bij de telling ervoor.",
    ]  # fmt: skip


def test_a_nulmeting_under_other_definitions_says_nothing() -> None:
    """Fewer than at the nulmeting, but since then another thing is counted. A number to reach stands by itself."""
    covered, later = Coverage(Sector.PO, 6, 6), date(2018, 10, 1)
    points = (Point(b"1", START, 90, covered), Point(b"2", later, 6, covered))
    down = make_target(TargetKind.DOWN)

    def stands(target: Target, *shown: Point) -> Standing:
        return Goal(target, Trend("r", "c", "T", "l", shown), breaks={"landelijk-po": (later,)}).standing

    assert stands(down, *points) is stands(replace(down, baseline_on=None), *points) is Standing.UNKNOWN
    assert stands(down, points[0]) is Standing.REACHED
    assert stands(replace(down, baseline_on=later), *points) is Standing.REACHED
    assert stands(make_target(TargetKind.ABSOLUTE, value=10), *points) is Standing.REACHED
    half = Goal(make_target(TargetKind.FIXED), Trend("r", "c", "T", "l", points), breaks={"landelijk-po": (later,)})
    assert half.caution.startswith("Sinds 1 oktober 2018 gelden andere definities.")
    assert (half.aim(START), half.aim(later)) == (50, None)


def told_on(day: date, definitions_name: str, name: str = "nk-po-2017") -> Released:
    """One telling of six schools, forty pupils in one line."""
    cells = {"thuiszitters_totaal": 40}
    table = IntervalTable(name, 1, definitions_name, "1", day, cells, (), cells, 6, 6, 6)
    return Released(day.isoformat().encode(), day, (table,), (Coverage(Sector.PO, 6, 6),))


def test_a_report_judges_by_what_it_no_longer_prints() -> None:
    """Definitions changed five months ago: a report of three months says what the page says. What is printed is cut."""
    days = (date(2020, 1, 1), date(2020, 2, 1), date(2020, 7, 1))
    told = [told_on(day, rules) for day, rules in zip(days, ("landelijk", "anders", "anders"), strict=True)]
    target = make_target(TargetKind.FIXED, report="nk-po-2017", cell="thuiszitters_totaal")
    counted = [table for one in told for table in one.tables]
    (page,), (paper,) = goals([target], told, {}, counted), goals([target], told, {}, counted, date(2020, 4, 1))
    assert page.standing is paper.standing is Standing.UNKNOWN
    assert ([point.peildatum for point in paper.shown], len(page.shown)) == ([days[2]], 3)
    assert goals([target], told, {}, counted, date(2020, 8, 1))[0].standing is Standing.UNKNOWN, "nothing to show"
    assert goals([target], told[1:], {}, counted[1:], date(2020, 4, 1))[0].standing is Standing.REACHED
    (unread,) = goals([target], told[1:], {}, counted)
    assert unread.standing is Standing.UNKNOWN, "the telling before the change is not for readers, and still it changed"


def test_a_line_that_is_counted_no_more_is_at_no_standing() -> None:
    """A later profile has other reports. A telling of another sector alone says nothing about it."""
    first, later, last = date(2020, 1, 1), date(2020, 2, 1), date(2020, 3, 1)
    target = make_target(TargetKind.FIXED, report="nk-po-2017", cell="thuiszitters_totaal")
    counted, other = told_on(first, "anders"), told_on(later, "landelijk", "landelijk-po")
    (gone,) = goals([target], [counted, other, told_on(last, "landelijk", "landelijk-po")], {}, [])
    assert (gone.standing, gone.gone_since) == (Standing.UNKNOWN, later)
    assert gone.caution == "Sinds 1 februari 2020 telt de regio met andere rapporten, zonder deze regel."
    for told in ([counted], [other, counted], [counted, told_on(later, "landelijk", "landelijk-vo")]):
        (goal,) = goals([target], told, {}, [])
        assert (goal.standing, goal.caution) == (Standing.REACHED, "")


def test_a_later_telling_that_nobody_reads_is_named() -> None:
    """Reached in January; of February and March the line is not for readers. January is not passed off as now."""
    days = (date(2020, 1, 1), date(2020, 2, 1), date(2020, 3, 1))
    told = [told_on(day, "landelijk") for day in days]
    target = make_target(TargetKind.FIXED, report="nk-po-2017", cell="thuiszitters_totaal")
    (goal,) = goals([target], told[:1], {}, [table for one in told for table in one.tables])
    assert (goal.standing, goal.unread) == (Standing.REACHED, days[1:])
    assert goal.caution == (
        "Van deze regel zijn de tellingen van 1 februari 2020 en 1 maart 2020 niet te lezen; de stand is die van "
        "1 januari 2020."
    )
    assert goals([target], told, {}, told[0].tables)[0].caution == ""


@pytest.mark.parametrize("one", GOLDEN["targets"], ids=lambda one: one["indicator"])
def test_the_targets_of_the_seeds_can_be_written(one: dict[str, Any]) -> None:
    """Each of them, with an invented nulmeting where the source prints none."""
    kinds = {"fixed": TargetKind.FIXED, "absolute": TargetKind.ABSOLUTE, "direction": TargetKind.DOWN,
             "compounding_per_year": TargetKind.COMPOUNDING}  # fmt: skip
    target = make_target(
        kinds[one["kind"]],
        value=one.get("value"),
        percent=round(100 * one["change"]) if "change" in one else None,
        due_on=date.fromisoformat(one["by"]) if "by" in one else None,
        note=one.get("excludes", ""),
    )
    check(target)
    assert target.note == one.get("excludes", "")


def test_a_small_nulmeting_is_hidden_with_what_follows_from_it() -> None:
    """Three children in 2017 are no less protected than three today."""
    trend = Trend("landelijk-po", "langdurig_ziek", "T", "langdurig ziek", ())
    goal = Goal(make_target(TargetKind.FIXED, baseline=3), trend)
    assert goal.baseline is Mark.HIDDEN
    assert goal.aim(START) is None
    assert goal.standing is Standing.UNKNOWN
    shown = Goal(
        make_target(TargetKind.FIXED), Trend("r", "c", "T", "l", (Point(b"", START, 40, Coverage(Sector.PO, 5, 5)),))
    )
    assert (shown.baseline, shown.aim(START), shown.standing) == (100, 50, Standing.REACHED)


@pytest.mark.parametrize(
    ("kind", "percent", "value", "day", "short"),
    [
        (TargetKind.FIXED, -50, 58, START, 8),
        (TargetKind.FIXED, -50, 50, START, 0),
        (TargetKind.FIXED, 20, 100, START, 20),
        (TargetKind.FIXED, 20, 130, START, 0),
        (TargetKind.COMPOUNDING, -50, 30, date(2018, 8, 31), None),
        (TargetKind.COMPOUNDING, -50, 30, date(2020, 9, 1), Fraction(35, 2)),
        (TargetKind.DOWN, None, 100, START, 1),
        (TargetKind.DOWN, None, 103, START, 4),
        (TargetKind.DOWN, None, 99, START, 0),
        (TargetKind.UP, None, 99, START, 2),
        (TargetKind.UP, None, 101, START, 0),
    ],
)
def test_how_far_a_number_still_has_to_go(
    kind: TargetKind, percent: int | None, value: int, day: date, short: Fraction | None
) -> None:
    """Up or down to the aim of that day; a direction is reached one beyond the nulmeting."""
    assert lacking(make_target(kind, percent=percent), value, day) == short


def test_nothing_is_lacking_exactly_when_a_target_is_reached() -> None:
    """The distance and the word beside it never contradict each other."""
    for kind in TargetKind:
        for percent in (-50, 25):
            target = make_target(kind, percent=percent, value=60)
            for value in range(140):
                for day in (START, date(2019, 10, 1), date(2021, 1, 1)):
                    reached = standing(target, value, day) is Standing.REACHED
                    assert (lacking(target, value, day) == 0) is reached
    assert lacking(make_target(TargetKind.DOWN, baseline=None), 3, START) is None


def test_nobody_left_says_whom_its_line_leaves_out() -> None:
    """The pact's 'geen enkel kind' reads as reached only beside the line of who is not enrolled (S0.1)."""
    (promised,) = definitions.load("landelijk").targets
    made = of_promise(promised, "landelijk", promised.lines[0])
    assert "nergens is ingeschreven" in made.note
    assert "nergens is ingeschreven" in in_words(promised)
    whole = replace(promised, lines=(*promised.lines, "niet_ingeschreven_leerplichtig"))
    assert of_promise(whole, "landelijk", whole.lines[0]).note == ""
