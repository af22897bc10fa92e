"""Taking part in a region: keys for it alone, a profile pinned once and replaced only by its own maker."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from regions import CODE, GEMEENTE, SWV, TODAY, Clock, Maker, Region, agree, log_of, pin, school
from thuisplan_desktop.actions import agreeing, counting, joining, keyholding, participants, receiving
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.errors import (
    BrokenSeal,
    NotAThuisplanFile,
    OtherKindOfFile,
    ProfileRefused,
    ProfileUnknown,
    RegisterDamaged,
    TellingMisdated,
    WrongWorkspace,
)
from thuisplan_desktop.exchange import enrolment_v1, telling_v1
from thuisplan_desktop.messages import message_for
from thuisplan_desktop.register.codes import Role, Sector
from thuisplan_desktop.store import identities, settings


def new_profile(region: Region, **changes: object) -> bytes:
    wanted = {
        "region": CODE, "name": "Voorbeeldregio", "definitions_name": "noord-kennemerland-nu",
        "keyholder_file": joining.enrolment_file(region.keyholder, CODE).value.data, "sectors": (Sector.PO,), **changes,
    }  # fmt: skip
    data: bytes = agreeing.make_profile(region.region, **wanted).value
    return data


def test_one_key_a_region(register: OpenRegister) -> None:
    """The same region always sees the same key, another region another: they can't link the sender."""
    first = joining.enrolment_file(register, "noord").value
    again = joining.enrolment_file(register, "noord").value
    other = joining.enrolment_file(register, "zuid").value
    assert first.fingerprint == again.fingerprint != other.fingerprint
    assert len(first.fingerprint.split()) == 12
    assert [(keys.region, keys.pinned) for keys in joining.own_keys(register)] == [("noord", False), ("zuid", False)]
    presented = enrolment_v1.decode(first.data)
    assert (presented.name, presented.board, presented.sectors) == ("School 99XA", "Bestuur 99XA", {"po"})


def test_a_profile_says_whom_to_compare_with(five: Region) -> None:
    """What is read out over the telephone stands in the view: both fingerprints, floor, definitions, sectors."""
    view = joining.read_profile(new_profile(five))
    assert (view.region, view.version, view.min_senders, view.sectors) == (CODE, 2, 5, {"po"})
    assert view.keyholder_fingerprint == joining.own_keys(five.keyholder)[0].fingerprint
    assert view.swv_fingerprint == joining.own_keys(five.region)[0].fingerprint
    (pinned,) = joining.pinned_profiles(five.senders[0])
    assert pinned.version == 1


def test_a_profile_is_replaced_by_a_newer_one_of_the_same_maker(five: Region, maker: Maker) -> None:
    """An older profile, or one of somebody who calls himself the same region, is refused; the first stays."""
    sender = five.senders[0]
    newer = new_profile(five)
    newest = new_profile(five)
    joining.pin_profile(sender, newest)
    with pytest.raises(ProfileRefused):
        joining.pin_profile(sender, newer)
    impostor = agree(maker, [school(0)])
    with pytest.raises(ProfileRefused) as refused:
        joining.pin_profile(sender, new_profile(impostor))
    assert "onder een andere code" in message_for(refused.value).text
    assert [view.version for view in joining.pinned_profiles(sender)] == [3]
    assert log_of(sender).count("profile_pinned") == 2


def test_bad_profiles_change_nothing(five: Region) -> None:
    """A changed byte, another kind of file, no file of ours: named, and nothing is pinned or logged."""
    sender = five.senders[0]
    good = new_profile(five)
    before = (joining.pinned_profiles(sender), log_of(sender))
    broken = good.replace(b'"min_senders":5', b'"min_senders":6')
    assert broken != good
    for data, refused in (
        (broken, BrokenSeal),
        (good[:-50], NotAThuisplanFile),
        (b"", NotAThuisplanFile),
        (joining.enrolment_file(five.keyholder, CODE).value.data, OtherKindOfFile),
    ):
        with pytest.raises(refused):
            joining.pin_profile(sender, data)
    assert (joining.pinned_profiles(sender), log_of(sender)) == before


def test_without_a_profile_there_is_no_membership(register: OpenRegister) -> None:
    """Neither before presenting ourselves nor before pinning."""
    for _ in range(2):
        with register.read() as connection, pytest.raises(ProfileUnknown):
            joining.membership(connection, CODE)
        joining.enrolment_file(register, CODE)


def test_a_key_holder_presents_himself_as_one(maker: Maker) -> None:
    """His enrolment is no sender's: no region counts it."""
    keyholder = maker.make(Role.KEYHOLDER)
    presented = enrolment_v1.decode(joining.second_party_file(keyholder, CODE).value.data)
    assert presented.sectors == {joining.KEYHOLDER_SECTOR}


def other_profile(maker: Maker) -> bytes:
    """Of another region, with a key holder of its own."""
    swv, holder = maker.make(Role.REGION, SWV), maker.make(Role.KEYHOLDER, GEMEENTE)
    presented = joining.second_party_file(holder, "andere").value.data
    made = {"name": "Andere", "definitions_name": "landelijk", "keyholder_file": presented, "sectors": (Sector.PO,)}
    return bytes(agreeing.make_profile(swv, region="andere", **made).value)


def test_each_role_pins_and_presents_itself_in_its_own_way(five: Region, maker: Maker) -> None:
    """A region is no sender, of itself or another; a school is asked both fingerprints and never passes for the second
    party, who is asked one. Whatever asks them, window or command: nothing changes."""
    other = other_profile(maker)
    wrong: list[tuple[OpenRegister, Callable[[], object]]] = [
        (five.region, lambda: joining.pin_profile(five.region, other)),
        (five.region, lambda: joining.pin_as_second_party(five.region, other)),
        (five.region, lambda: joining.enrolment_file(five.region, CODE)),
        (five.senders[0], lambda: joining.pin_as_second_party(five.senders[0], other)),
        (five.senders[0], lambda: joining.read_as_second_party(five.senders[0], other)),
        (five.senders[0], lambda: joining.second_party_file(five.senders[0], "andere")),
        (five.keyholder, lambda: joining.pin_profile(five.keyholder, other)),
    ]
    for register, work in wrong:
        before = (log_of(register), joining.own_keys(register))
        with pytest.raises(WrongWorkspace):
            work()
        assert (log_of(register), joining.own_keys(register)) == before
    assert five.play(TODAY)


def test_a_key_holder_pins_no_profile_of_another_one(five: Region, maker: Maker) -> None:
    """Neither a first one, which would bind his workspace to a region he holds nothing of, nor the version that names
    his successor: he couldn't answer what he signed."""
    profile = participants.profile_file(five.region)
    fresh = maker.make(Role.KEYHOLDER, GEMEENTE)
    for known in (False, True):
        if known:
            joining.second_party_file(fresh, CODE)
        for work in (joining.read_as_second_party, joining.pin_as_second_party):
            with pytest.raises(ProfileRefused) as refused:
                work(fresh, profile)
            assert "een andere sleutelhouder of inschrijver dan u" in message_for(refused.value).text
    successor = new_profile(five, keyholder_file=joining.second_party_file(fresh, CODE).value.data)
    with pytest.raises(ProfileRefused):
        joining.pin_as_second_party(five.keyholder, successor)
    assert joining.pin_as_second_party(fresh, successor).value.version == 2


def renewed(five: Region, min_senders: int) -> bytes:
    return bytes(
        agreeing.renew_profile(
            five.region,
            name="Later",
            definitions_name="noord-kennemerland-nu",
            min_senders=min_senders,
            sectors=(Sector.PO,),
        ).value
    )


@pytest.mark.parametrize("dated", [-300, 1, 60, 62], ids=["before the last", "the day after it", "then", "now"])
def test_a_version_ends_nothing_that_was_open_whatever_day_it_bears(five: Region, clock: Clock, dated: int) -> None:
    """A samenwerkingsverband whose clock is behind: the school that pins it first would be out of what is open. What
    is opened after it was pinned is another matter."""
    first = participants.profile_file(five.region)
    clock.go_to(TODAY + timedelta(days=60))
    telling = five.open_telling(TODAY + timedelta(days=60))
    clock.go_to(TODAY + timedelta(days=dated))
    later = renewed(five, 9)
    clock.go_to(TODAY + timedelta(days=62))
    pin(five.senders[0], later)
    assert counting.seal_for_region(five.senders[0], telling).value.data

    with five.region.change() as connection:
        identities.pin_profile(connection, CODE, first)
    clock.go_to(TODAY + timedelta(days=63))
    opened_later = five.open_telling(TODAY + timedelta(days=63))
    with pytest.raises(ProfileUnknown):
        counting.seal_for_region(five.senders[0], opened_later)
    assert counting.seal_for_region(five.senders[1], opened_later).value.data


def test_who_puts_the_clock_right_goes_on(five: Region, clock: Clock) -> None:
    """The version of the day before follows that of a clock that was ahead, and one of a year ago is followed."""
    for days in (1, 0, -300, 0):
        clock.go_to(TODAY + timedelta(days=days))
        version = renewed(five, 5)
        clock.go_to(TODAY)
        for register in (five.keyholder, *five.senders):
            pin(register, version)
    assert five.play(TODAY)


def test_a_version_that_an_earlier_release_replaced_holds_until_the_day_of_the_next(five: Region, clock: Clock) -> None:
    """It kept no day of pinning."""
    telling = five.open_telling(TODAY)
    clock.go_to(TODAY + timedelta(days=1))
    open_later = five.open_telling(TODAY + timedelta(days=1))
    clock.go_to(TODAY)
    later = renewed(five, 5)
    clock.go_to(TODAY + timedelta(days=20))
    sender = five.senders[0]
    pin(sender, later)
    with sender.change() as connection:
        kept = settings.get(connection, f"earlier_profiles:{CODE}")
        settings.put(connection, f"earlier_profiles:{CODE}", kept.partition(":")[0])
    assert counting.seal_for_region(sender, telling).value.data
    with pytest.raises(ProfileUnknown):
        counting.seal_for_region(sender, open_later)
    with sender.change() as connection:
        settings.put(connection, f"earlier_profiles:{CODE}", f"{kept} {kept}x")
    with pytest.raises(RegisterDamaged):
        counting.seal_for_region(sender, telling)


def misdated(five: Region, clock: Clock, opened: int, peildatum: int) -> bytes:
    """A proposal as a program that doesn't look at days would make it, so many days from today."""
    now = clock().date()
    clock.go_to(TODAY + timedelta(days=opened))
    with pytest.MonkeyPatch.context() as bent:
        bent.setattr(receiving, "need_past", lambda *_: None)
        proposal = receiving.propose_telling(five.region, TODAY + timedelta(days=peildatum)).value
    clock.go_to(now)
    return bytes(proposal)


def test_a_telling_of_a_day_that_was_to_come_is_refused_by_everybody(five: Region, clock: Clock) -> None:
    """A version that asks for fewer besturen was replaced, and the key holder hears nothing of it: with a day of before
    in the file the schools would count under it for ever."""
    proposal = misdated(five, clock, opened=0, peildatum=100)
    clock.go_to(TODAY + timedelta(days=50))
    later = renewed(five, 9)
    for sender in five.senders:
        joining.pin_profile(sender, later)
    clock.go_to(TODAY + timedelta(days=100))
    for work in (keyholding.read_request, keyholding.cosign):
        with pytest.raises(TellingMisdated) as refused:
            work(five.keyholder, proposal)
        assert "was toen nog niet geweest" in message_for(refused.value).text
    with five.keyholder.read() as connection:
        member = agreeing.own_membership(connection)
    cosigned = telling_v1.cosign(proposal, member.profile, member.identity)
    for sender in five.senders:
        with pytest.raises(TellingMisdated):
            counting.seal_for_region(sender, cosigned)


@pytest.mark.parametrize(("days", "signed"), [(-32, False), (-31, True), (0, True), (1, True), (2, False)])
def test_the_second_signature_is_for_the_day_too(five: Region, clock: Clock, days: int, signed: bool) -> None:
    """A proposal may have waited for a month, and two clocks may be a day apart. One that was signed and got lost is
    signed again, however late: it is the same file."""
    proposal = misdated(five, clock, opened=days, peildatum=min(days, 0))
    if not signed:
        with pytest.raises(TellingMisdated) as refused:
            keyholding.cosign(five.keyholder, proposal)
        assert "te lang geleden of moet nog komen" in message_for(refused.value).text
        return
    first = keyholding.cosign(five.keyholder, proposal).value
    clock.go_to(TODAY + timedelta(days=200))
    assert keyholding.cosign(five.keyholder, proposal).value == first
