"""A region that issues a later version of its profile."""

from datetime import timedelta

from regions import CODE, Region
from thuisplan_desktop.actions import agreeing, joining, keyholding, receiving, reporting

FIRST_DAYS_APART = timedelta(days=30)


def _issue_second(five: Region) -> None:
    presented = joining.enrolment_file(five.keyholder, CODE).value
    profile = agreeing.make_profile(
        five.region,
        region=CODE,
        name="Voorbeeldregio, opnieuw",
        definitions_name="landelijk",
        keyholder_file=presented.data,
        sectors=joining.pinned_profiles(five.region)[0].sectors,
    ).value
    for register in (five.keyholder, *five.senders):
        joining.pin_profile(register, profile)


def test_an_earlier_telling_stays_what_it_was_under_its_own_version(five: Region) -> None:
    first = five.region.today() - FIRST_DAYS_APART
    telling_id = five.play(first)
    before = reporting.publish(five.region, telling_id)

    _issue_second(five)

    assert [view.peildatum for view in receiving.list_tellingen(five.region)] == [first]
    assert reporting.publish(five.region, telling_id) == before
    assert before.region_name == "Voorbeeldregio"


def test_a_telling_that_was_open_is_finished_under_the_version_it_was_opened_with(five: Region) -> None:
    day = five.region.today()
    files = five.seal(five.open_telling(day))

    _issue_second(five)

    assert all(verdict.accepted for verdict in five.receive(day, files))
    assert five.sum_up(day) == len(five.senders)


def test_the_next_telling_counts_with_the_new_version(five: Region) -> None:
    five.play(five.region.today() - FIRST_DAYS_APART)
    _issue_second(five)

    published = reporting.publish(five.region, five.play(five.region.today()))

    assert published.region_name == "Voorbeeldregio, opnieuw"
    assert {table.definitions for table in published.tables} == {"landelijk"}
    assert len(keyholding.list_cosigned(five.keyholder)) == 2
