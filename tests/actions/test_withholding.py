"""Totals that readers could take from last month's: they stay on the page Optellen, and the next telling is printed."""

from datetime import date, timedelta

import pytest

from regions import TODAY, AgreedOf, Clock, Maker, Region, copy_of, keep_pupil
from thuisplan_desktop.actions import (
    agreeing,
    counting,
    dataset,
    goals,
    joining,
    jumping,
    receiving,
    releasing,
    reporting,
)
from thuisplan_desktop.errors import TotalsWithheld
from thuisplan_desktop.store import settings

NEXT, THIRD = TODAY + timedelta(days=30), TODAY + timedelta(days=60)


def with_pupils(region: Region) -> Region:
    for sender in (*region.senders, *region.senders):
        keep_pupil(sender, first_absent_on=date(2026, 1, 12))
    return region


@pytest.fixture
def six(maker: Maker, agreed_of: AgreedOf) -> Region:
    """Six schools with two pupils each at home: no number is small, until one school stays away."""
    return with_pupils(copy_of(agreed_of(6), maker))


def play(region: Region, clock: Clock, day: date, *, without: int = 0) -> bytes:
    return play_with(region, clock, day, (0, len(region.senders) - without))


def play_with(region: Region, clock: Clock, day: date, part: tuple[int, int]) -> bytes:
    """A telling to which the senders from the first number up to the second deliver."""
    clock.go_to(day)
    telling = region.open_telling(day)
    present = region.senders[slice(*part)]
    region.receive(day, [counting.seal_for_region(one, telling).value.data for one in present])
    region.sum_up(day)
    return region.id_of(day)


def test_the_difference_of_two_reports_is_no_school(six: Region, clock: Clock) -> None:
    """Twelve, and ten without one school: a reader takes one from the other. No page, file or drawing has the ten."""
    first, second = play(six, clock, TODAY), play(six, clock, NEXT, without=1)
    (combined,) = receiving.exact_sums(six.region, second)
    assert combined.table.cells["thuiszitters_totaal"] == 10, "the officer knows it"
    for make in (releasing.publish, reporting.report_pdf, reporting.report_csv):
        with pytest.raises(TotalsWithheld):
            make(six.region, second)
    assert releasing.publish(six.region, first).tables[0].cells["thuiszitters_totaal"] == 12
    assert {point.peildatum for line in goals.list_goals(six.region).trends for point in line.points} == {TODAY}
    assert len(dataset.dataset(six.region)) == 1


def test_the_same_senders_again_are_printed(six: Region, clock: Clock) -> None:
    """What readers never had takes nothing away from what follows."""
    play(six, clock, TODAY)
    second, third = play(six, clock, NEXT, without=1), play(six, clock, THIRD)
    assert jumping.jumped_lines(six.region, third), "in two months all twelve came from one line into another"
    jumping.jump_asked(six.region, third)
    assert releasing.publish(six.region, third).tables[0].cells["thuiszitters_totaal"] == 12
    with pytest.raises(TotalsWithheld):
        releasing.publish(six.region, second)


def test_it_does_not_depend_on_what_is_printed_first(six: Region, clock: Clock) -> None:
    """The earlier telling can be printed after the later one was refused."""
    first, second = play(six, clock, TODAY), play(six, clock, NEXT, without=1)
    with pytest.raises(TotalsWithheld):
        releasing.publish(six.region, second)
    assert releasing.publish(six.region, first).tables[0].cells["thuiszitters_totaal"] == 12


@pytest.fixture
def eleven(maker: Maker, agreed_of: AgreedOf) -> Region:
    """Eleven schools with two pupils each at home."""
    return with_pupils(copy_of(agreed_of(11), maker))


def count_of(region: Region, telling: bytes) -> int | None:
    """As printed, after asking about what jumped: by the second month all are at home for longer than three months."""
    jumping.jump_asked(region.region, telling)
    return releasing.publish(region.region, telling).tables[0].cells["thuiszitters_totaal"]


def strike(region: Region, number: int) -> None:
    words = joining.own_keys(region.senders[number])[0].fingerprint
    (signing,) = (one.signing for one in agreeing.list_senders(region.region) if one.fingerprint == words)
    agreeing.strike(region.region, signing)
    agreeing.strike(region.keyholder, signing)


@pytest.mark.parametrize("printed", [True, False])
def test_who_is_struck_off_makes_no_print_forgotten(eleven: Region, clock: Clock, *, printed: bool) -> None:
    """Twelve of six schools can be read. Two others are struck off: ten of five of the six stay unread all the same."""
    play(eleven, clock, TODAY)
    second = play(eleven, clock, NEXT, without=5)
    if printed:
        assert count_of(eleven, second) == 12
    strike(eleven, 9)
    strike(eleven, 10)
    third = play(eleven, clock, THIRD, without=6)
    with pytest.raises(TotalsWithheld):
        releasing.publish(eleven.region, third)
    assert count_of(eleven, second) == 12


def test_what_was_let_out_binds_whatever_would_be_judged_of_it_now(eleven: Region, clock: Clock) -> None:
    """Of a telling from before besturen were kept, who was struck off has none: its release counts all the same."""
    first = play(eleven, clock, TODAY)
    second = play(eleven, clock, NEXT, without=5)
    assert count_of(eleven, second) == 12
    with eleven.region.change() as connection:
        for one in (first, second):
            settings.put(connection, f"summed_boards_{one.hex()}", "{}")
    strike(eleven, 9)
    strike(eleven, 10)
    third = play(eleven, clock, THIRD, without=6)
    with pytest.raises(TotalsWithheld):
        releasing.publish(eleven.region, third)


def test_two_parts_and_the_whole_are_not_three_reports(eleven: Region, clock: Clock) -> None:
    """Five schools, five others, and those ten with one more: the third less both others would be that one school."""
    first, second = (play_with(eleven, clock, day, part) for day, part in ((TODAY, (0, 5)), (NEXT, (5, 10))))
    assert (count_of(eleven, first), count_of(eleven, second)) == (10, 10)
    third = play(eleven, clock, THIRD)
    for make in (releasing.publish, reporting.report_pdf, reporting.report_csv):
        with pytest.raises(TotalsWithheld):
            make(eleven.region, third)
    assert {point.peildatum for line in goals.list_goals(eleven.region).trends for point in line.points} == {
        TODAY,
        NEXT,
    }
    assert len(dataset.dataset(eleven.region)) == 2
