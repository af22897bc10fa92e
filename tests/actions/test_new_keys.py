"""Schools that sign with a new key, and one beside them that stays away: its count is no difference of two sums."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from regions import CODE, TODAY, AgreedOf, Clock, Maker, Region, copy_of, keep_pupil, school
from thuisplan_desktop.actions import agreeing, counting, joining, keyholding, receiving
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.register.codes import Role

TOTALS = {"thuiszitters_totaal", "vrijstelling_5_totaal"}
NEW_YEAR = date(2026, 9, 1)


@pytest.fixture
def eleven(maker: Maker, agreed_of: AgreedOf) -> Region:
    """Eleven schools of eleven besturen."""
    return copy_of(agreed_of(11), maker)


def again(region: Region, maker: Maker, number: int, name: str = "") -> OpenRegister:
    """The same school of the same bestuur with another register, struck off and enrolled anew by both parties."""
    old = joining.own_keys(region.senders[number])[0].fingerprint
    for party in (region.region, region.keyholder):
        agreeing.strike(party, agreeing.find_sender(party, old).signing)
    place = school(number)
    new = maker.make(Role.SCHOOL, replace(place, name=name or place.name))
    with region.region.read() as connection:
        profile = agreeing.own_membership(connection).own.profile
    joining.pin_profile(new, profile)
    enrolment = joining.enrolment_file(new, CODE).value.data
    for party in (region.region, region.keyholder):
        agreeing.enrol(party, enrolment)
    return new


def play(region: Region, clock: Clock, day: date, present: list[OpenRegister]) -> tuple[frozenset[str], set[str]]:
    """A telling of these; gives the reports of which the key holder answered totals only, and the cells kept."""
    clock.go_to(day)
    telling = region.open_telling(day)
    sealed = [counting.seal_for_region(one, telling).value.data for one in present]
    assert all(verdict.accepted for verdict in region.receive(day, sealed))
    request = receiving.request_sum(region.region, region.id_of(day)).value
    coarse = keyholding.read_request(region.keyholder, request).totals_only
    receiving.add_up(region.region, region.id_of(day), keyholding.answer(region.keyholder, request).value)
    (combined,) = receiving.exact_sums(region.region, region.id_of(day))
    return coarse, set(combined.table.cells)


@pytest.mark.parametrize(
    "day", [NEW_YEAR, TODAY + timedelta(days=22)], ids=["at a new schooljaar", "by a region that lets them in at once"]
)
def test_four_with_a_new_key_do_not_hide_the_one_that_left(
    eleven: Region, maker: Maker, clock: Clock, monkeypatch: pytest.MonkeyPatch, day: date
) -> None:
    """Five keys changed and one school stays away: its pupil would be all that differs. Totals only."""
    monkeypatch.setattr(receiving, "held_back", lambda *_: frozenset())
    keep_pupil(eleven.senders[10], first_absent_on=date(2026, 1, 12))
    coarse, cells = play(eleven, clock, TODAY, list(eleven.senders))
    assert not coarse
    assert cells > TOTALS
    new = [again(eleven, maker, number) for number in range(4)]
    assert play(eleven, clock, day, [*new, *eleven.senders[4:10]]) == ({"nk-po-2017"}, TOTALS)


def test_nor_under_another_name(eleven: Region, maker: Maker, clock: Clock) -> None:
    """A school may be called anything at its second enrolment; its bestuur is who stands for it."""
    play(eleven, clock, TODAY, list(eleven.senders))
    new = [again(eleven, maker, number, f"Locatie {number}") for number in range(4)]
    assert play(eleven, clock, NEW_YEAR, [*new, *eleven.senders[4:10]]) == ({"nk-po-2017"}, TOTALS)


def test_five_that_leave_hide_each_other_beside_a_new_key(eleven: Region, maker: Maker, clock: Clock) -> None:
    """What was promised stays: a new laptop at one school does not cost the cells when five others stay away."""
    play(eleven, clock, TODAY, list(eleven.senders))
    new = again(eleven, maker, 0)
    coarse, _ = play(eleven, clock, NEW_YEAR, [new, *eleven.senders[1:6]])
    assert not coarse
