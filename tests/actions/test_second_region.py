"""A samenwerkingsverband begins anew under another name, with its own key holder: schools ask why, and count once."""

from collections.abc import Collection
from datetime import date, timedelta

import pytest

from regions import CODE, GEMEENTE, SWV, TODAY, AgreedOf, Clock, Maker, Region, folder_of, pin, school
from thuisplan_desktop.actions import adding, agreeing, counting, enrolling, joining, participants, second_regions
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.errors import CountedElsewhere, ProfileRefused, SecondRegion
from thuisplan_desktop.messages import message_for
from thuisplan_desktop.region.telling import Mode
from thuisplan_desktop.register.codes import Role, Sector

AGAIN = "voorbeeldregio-opnieuw"


def issue(
    swv: OpenRegister, holder: OpenRegister, sectors: Collection[Sector] = (Sector.PO,), mode: Mode = Mode.SPLIT
) -> bytes:
    """The profile of a second region, pinned by its key holder."""
    profile: bytes = agreeing.make_profile(
        swv,
        region=AGAIN,
        name="Voorbeeldregio opnieuw",
        definitions_name="noord-kennemerland-nu",
        keyholder_file=joining.enrolment_file(holder, AGAIN).value.data,
        sectors=sectors,
        mode=mode,
    ).value
    joining.pin_as_second_party(holder, profile)
    return profile


@pytest.fixture
def again(maker: Maker) -> tuple[OpenRegister, OpenRegister]:
    return maker.make(Role.REGION, SWV, "Hedwig Optelsom"), maker.make(Role.KEYHOLDER, GEMEENTE, "Ibo Sleutelman")


def joined(five: Region, again: tuple[OpenRegister, OpenRegister]) -> Region:
    """The same schools, each asked and called once more."""
    profile = issue(*again)
    for sender in five.senders:
        joining.pin_profile(sender, profile, asked_why=True)
        enrolment = joining.enrolment_file(sender, AGAIN).value.data
        for register in again:
            agreeing.enrol(register, enrolment)
    return Region(*again, five.senders)


def test_a_school_asks_before_it_joins_a_second_region_of_its_sector(five: Region, again) -> None:
    """The words name the region it is in, and whom to ask; after that it may join."""
    profile, sender = issue(*again), five.senders[0]
    assert second_regions.beside(sender, profile) == "Voorbeeldregio"
    with pytest.raises(SecondRegion) as refused:
        joining.pin_profile(sender, profile)
    assert "al mee met ‘Voorbeeldregio’" in message_for(refused.value).text
    assert [one.name for one in joining.pinned_profiles(sender)] == ["Voorbeeldregio"]
    joining.pin_profile(sender, profile, asked_why=True)
    assert len(joining.pinned_profiles(sender)) == 2


def test_the_key_holder_of_the_first_region_joins_no_second_one(five: Region, again) -> None:
    with pytest.raises(ProfileRefused):
        issue(again[0], five.keyholder)


def test_another_sector_is_no_second_region(five: Region, again) -> None:
    """The PO and the VO of a place each have a samenwerkingsverband."""
    profile, sender = issue(*again, sectors=(Sector.VO,)), five.senders[0]
    assert second_regions.beside(sender, profile) == ""
    joining.pin_profile(sender, profile)


def test_a_later_version_that_adds_the_sector_is_asked_about_too(five: Region, again) -> None:
    """Joining for VO alone is no way round."""
    sender = five.senders[0]
    joining.pin_profile(sender, issue(*again, sectors=(Sector.VO,)))
    second = agreeing.renew_profile(
        again[0], name="Opnieuw", definitions_name="noord-kennemerland-nu", min_senders=5, sectors=tuple(Sector)[:2]
    ).value
    with pytest.raises(SecondRegion):
        joining.pin_profile(sender, second)


def test_no_school_counts_nearly_the_same_day_for_two_regions(five: Region, again, clock: Clock) -> None:
    """All joined the second region: the second sum of the day, without one school, has no file to be made of."""
    five.play(TODAY)
    second = joined(five, again)
    telling = second.open_telling(TODAY - timedelta(days=21))
    for sender in second.senders:
        with pytest.raises(CountedElsewhere) as refused:
            counting.seal_for_region(sender, telling)
    assert "24 maart 2026" in message_for(refused.value).text
    later = TODAY + timedelta(days=22)
    clock.go_to(later)
    assert second.receive(later, [second.seal(second.open_telling(later))[0]])[0].accepted


def test_a_region_that_drops_the_sector_keeps_its_sums(five: Region, again) -> None:
    """The next version of the first region counts VO alone. Its sum of the day is there: who counts PO elsewhere is
    asked, and no school gives that day, or one near it, a second time.
    """
    five.play(TODAY)
    dropped = agreeing.renew_profile(
        five.region, name="VO", definitions_name="noord-kennemerland-nu", min_senders=5, sectors=(Sector.VO,)
    ).value
    for sender in five.senders:
        joining.pin_profile(sender, dropped)
    assert second_regions.beside(five.senders[0], issue(*again)) == "VO"
    second = joined(five, again)
    telling = second.open_telling(TODAY - timedelta(days=1))
    for sender in second.senders:
        with pytest.raises(CountedElsewhere):
            counting.seal_for_region(sender, telling)


@pytest.mark.parametrize("halves_first", [True, False], ids=["halves first", "tables first"])
def test_protected_tables_and_a_sum_of_one_day_are_two_counts(
    five: Region, again, maker: Maker, clock: Clock, *, halves_first: bool
) -> None:
    """Zeros are shown in a protected table; the exact sum less all that is shown is the one that is hidden."""
    region, officer = again
    sender, day = five.senders[0], TODAY - timedelta(days=21)
    profile = issue(region, officer, mode=Mode.PROTECTED)
    with pytest.raises(SecondRegion):
        joining.pin_profile(sender, profile)
    joining.pin_profile(sender, profile, asked_why=True)
    agreeing.enrol(officer, joining.enrolment_file(sender, AGAIN).value.data)
    enrolling.take_over(region, enrolling.pseudonym_file(officer).value)
    apart = adding.open_alone(region, day).value
    files = [five.open_telling(TODAY), apart] if halves_first else [apart, five.open_telling(TODAY)]
    counting.seal_for_region(sender, files[0])
    with pytest.raises(CountedElsewhere) as refused:
        counting.seal_for_region(sender, files[1])
    assert "uit beide uitkomsten" in message_for(refused.value).text
    if halves_first:
        clock.go_to(TODAY + timedelta(days=22))
        later = adding.open_alone(region, TODAY + timedelta(days=22)).value
        assert counting.seal_for_region(sender, later).value.data


def test_who_is_in_a_protected_region_reads_the_telling_of_another_one(five: Region, again, maker: Maker) -> None:
    """Pinned first, it is asked first, and the signature of a key holder means nothing to it."""
    consulent = maker.make(Role.CONSULENT, school(8))
    joining.pin_profile(consulent, issue(*again, mode=Mode.PROTECTED))
    joining.pin_profile(consulent, participants.profile_file(five.region), asked_why=True)
    for register in (five.region, five.keyholder):
        agreeing.enrol(register, joining.enrolment_file(consulent, CODE).value.data)
    assert counting.seal_for_region(consulent, five.open_telling(TODAY)).value.data


def test_a_version_of_a_day_that_is_to_come_is_refused(five: Region, clock: Clock) -> None:
    """An earlier version holds until the day of the next one: dated years ahead, the next takes itself back."""
    clock.go_to(TODAY + timedelta(days=400))
    ahead = agreeing.renew_profile(
        five.region, name="Later", definitions_name="noord-kennemerland-nu", min_senders=12, sectors=(Sector.PO,)
    ).value
    clock.go_to(TODAY)
    with pytest.raises(ProfileRefused) as refused:
        joining.pin_profile(five.senders[0], ahead)
    assert "een dag die nog komt" in message_for(refused.value).text
    clock.go_to(TODAY + timedelta(days=399))
    assert joining.pin_profile(five.senders[0], ahead).value.version == 2, "two clocks may be a day apart"


def test_a_correction_for_the_same_region_is_no_second_count(five: Region) -> None:
    telling = five.open_telling(date(2026, 3, 20))
    first, second = five.seal(telling)[0], five.seal(telling)[0]
    assert all(verdict.accepted for verdict in five.receive(date(2026, 3, 20), [first, second]))


def test_another_key_holder_is_another_region(five: Region, maker: Maker) -> None:
    """His laptop is gone, his list of given sums with it. The region can't name another one in a next version; and a
    version of a program that can is refused by every school that counted, but not by one that never did.
    """
    telling = five.open_telling(TODAY)
    files = [counting.seal_for_region(sender, telling).value.data for sender in five.senders[:2]]
    holder = maker.make(Role.KEYHOLDER, GEMEENTE, "Ibo Sleutelman")
    presented = joining.enrolment_file(holder, CODE).value.data
    named = {"region": CODE, "name": "V", "definitions_name": "noord-kennemerland-nu", "keyholder_file": presented}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(agreeing, "_issue", lambda *_: b"")
        agreeing.make_profile(five.region, **named, sectors=(Sector.PO,))  # nobody delivered to the one of before
    five.receive(TODAY, files)
    with pytest.raises(ProfileRefused) as refused:
        agreeing.make_profile(five.region, **named, sectors=(Sector.PO,))
    assert "een andere sleutelhouder" in message_for(refused.value).text
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(agreeing, "_refuse_replaced", lambda *_: None)
        dishonest = agreeing.make_profile(five.region, **named, sectors=(Sector.PO,)).value
    for sender in five.senders[:2]:
        with pytest.raises(ProfileRefused):
            joining.pin_profile(sender, dishonest)
    assert joining.pin_profile(five.senders[2], dishonest).value.version == 2


def named_anew(five: Region, maker: Maker) -> tuple[OpenRegister, bytes]:
    """Another key holder, and the next version of the profile that names him, made while nothing was counted."""
    holder = maker.make(Role.KEYHOLDER, GEMEENTE, "Ibo Sleutelman")
    presented = joining.enrolment_file(holder, CODE).value.data
    named = {"region": CODE, "name": "V", "definitions_name": "noord-kennemerland-nu", "keyholder_file": presented}
    return holder, agreeing.make_profile(five.region, **named, sectors=(Sector.PO,)).value


def test_no_school_fills_envelopes_for_two_key_holders(five: Region, maker: Maker, agreed_of: AgreedOf) -> None:
    """Both versions are pinned before anything was counted. A copy of the region opens a telling under the first, with
    the key holder of then; the region itself one of the next day, with the new one. The first is filled by nobody.
    """
    region = folder_of(five.region)
    five.region.close()
    keys = agreed_of(5).keys[Role.REGION]
    copied, five.region = (maker.take(Role.REGION, region, keys) for _ in range(2))
    holder, later = named_anew(five, maker)
    for register in (holder, *five.senders):
        pin(register, later)
    for sender in five.senders:
        agreeing.enrol(holder, joining.enrolment_file(sender, CODE).value.data)
    first = Region(copied, five.keyholder, five.senders).open_telling(TODAY - timedelta(days=1))
    second = Region(five.region, holder, five.senders).open_telling(TODAY)
    for sender in five.senders:
        with pytest.raises(ProfileRefused) as refused:
            counting.seal_for_region(sender, first)
        assert "een andere sleutelhouder" in message_for(refused.value).text
    assert counting.seal_for_region(five.senders[0], second).value.data


def test_a_school_remembers_whose_envelopes_it_filled(five: Region, maker: Maker) -> None:
    """Also where the version that names another one is pinned already, however that came about."""
    telling = five.open_telling(TODAY)
    sender = five.senders[0]
    counting.seal_for_region(sender, telling)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(agreeing, "_refuse_replaced", lambda *_: None)
        holder, later = named_anew(five, maker)
        patch.setattr(second_regions, "refuse_replaced", lambda *_: None)
        for register in (holder, *five.senders):
            pin(register, later)
    for one in five.senders:
        agreeing.enrol(holder, joining.enrolment_file(one, CODE).value.data)
    second = Region(five.region, holder, five.senders).open_telling(TODAY - timedelta(days=30))
    with pytest.raises(ProfileRefused):
        counting.seal_for_region(sender, second)
    assert counting.seal_for_region(five.senders[1], second).value.data, "who filled none has only this one"
