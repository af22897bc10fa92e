"""Taking part in a region: keys for it alone, a profile pinned once and replaced only by its own maker."""

import pytest

from regions import CODE, Maker, Region, agree, log_of, school
from thuisplan_desktop.actions import agreeing, joining
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.errors import (
    BrokenSeal,
    NotAThuisplanFile,
    OtherKindOfFile,
    ProfileRefused,
    ProfileUnknown,
)
from thuisplan_desktop.exchange import enrolment_v1
from thuisplan_desktop.messages import message_for
from thuisplan_desktop.register.codes import Role, Sector


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
    presented = enrolment_v1.decode(joining.enrolment_file(keyholder, CODE).value.data)
    assert presented.sectors == {joining.KEYHOLDER_SECTOR}
