"""Totals that readers could take from last month's: they stay on the page Optellen, and the next telling is printed."""

from datetime import date, timedelta

import pytest

from regions import TODAY, Clock, Maker, Region, agree, copy_of, keep_pupil, school
from thuisplan_desktop.actions import counting, dataset, goals, receiving, reporting
from thuisplan_desktop.errors import TotalsWithheld

NEXT, THIRD = TODAY + timedelta(days=30), TODAY + timedelta(days=60)


@pytest.fixture(scope="module")
def agreed_six(register_templates, tmp_path_factory: pytest.TempPathFactory) -> Maker:
    made = Maker(register_templates, tmp_path_factory.mktemp("six"))
    agree(made, [school(number) for number in range(6)])
    made.close()
    return made


@pytest.fixture
def six(maker: Maker, agreed_six: Maker) -> Region:
    """Six schools with two pupils each at home: no number is small, until one school stays away."""
    region = copy_of(agreed_six, maker)
    for sender in (*region.senders, *region.senders):
        keep_pupil(sender, first_absent_on=date(2026, 1, 12))
    return region


def play(region: Region, clock: Clock, day: date, *, without: int = 0) -> bytes:
    clock.go_to(day)
    telling = region.open_telling(day)
    present = region.senders[: len(region.senders) - without]
    region.receive(day, [counting.seal_for_region(one, telling).value.data for one in present])
    region.sum_up(day)
    return region.id_of(day)


def test_the_difference_of_two_reports_is_no_school(six: Region, clock: Clock) -> None:
    """Twelve, and ten without one school: a reader takes one from the other. No page, file or drawing has the ten."""
    first, second = play(six, clock, TODAY), play(six, clock, NEXT, without=1)
    (combined,) = receiving.exact_sums(six.region, second)
    assert combined.table.cells["thuiszitters_totaal"] == 10, "the officer knows it"
    for make in (reporting.publish, reporting.report_pdf, reporting.report_csv):
        with pytest.raises(TotalsWithheld):
            make(six.region, second)
    assert reporting.publish(six.region, first).tables[0].cells["thuiszitters_totaal"] == 12
    assert {point.peildatum for line in goals.list_goals(six.region).trends for point in line.points} == {TODAY}
    assert len(dataset.dataset(six.region)) == 1


def test_the_same_senders_again_are_printed(six: Region, clock: Clock) -> None:
    """What readers never had takes nothing away from what follows."""
    play(six, clock, TODAY)
    second, third = play(six, clock, NEXT, without=1), play(six, clock, THIRD)
    assert reporting.publish(six.region, third).tables[0].cells["thuiszitters_totaal"] == 12
    with pytest.raises(TotalsWithheld):
        reporting.publish(six.region, second)


def test_it_does_not_depend_on_what_is_printed_first(six: Region, clock: Clock) -> None:
    """The earlier telling can be printed after the later one was refused."""
    first, second = play(six, clock, TODAY), play(six, clock, NEXT, without=1)
    with pytest.raises(TotalsWithheld):
        reporting.publish(six.region, second)
    assert reporting.publish(six.region, first).tables[0].cells["thuiszitters_totaal"] == 12
