"""Who takes part, and what the key holder is shown before he signs: read, never trusted by itself."""

from dataclasses import replace
from datetime import timedelta

import pytest

from regions import CODE, SWV, TODAY, Maker, Region, agree, log_of, school
from thuisplan_desktop.actions import agreeing, gaps, joining, keyholding, participants, receiving
from thuisplan_desktop.errors import AlreadyAnswered, OtherKindOfFile, ProfileUnknown, WrongWorkspace
from thuisplan_desktop.register.codes import Role, Sector


def test_on_the_first_day_there_is_nobody(maker: Maker) -> None:
    """No profile, no keys, no telling."""
    region = maker.make(Role.REGION)
    now = participants.participants(region)
    assert (now.profile, now.own, now.senders, now.boards, now.ready) == (None, (), (), (), False)
    with pytest.raises(ProfileUnknown):
        participants.profile_file(region)


def test_besturen_are_counted_by_sector(five: Region) -> None:
    """Five schools of five besturen are enough; five schools of one bestuur would be one."""
    now = participants.participants(five.region)
    assert now.boards == (participants.Boards(Sector.PO, 5, 5),)
    assert now.ready
    assert participants.participants(five.keyholder).senders == now.senders


def test_the_same_bestuur_counts_once(five: Region, maker: Maker) -> None:
    """However it is written."""
    place = school(9)
    other = maker.make(Role.SCHOOL, type(place)(place.name, "BESTUUR 99XA", "Alkmaar", place.brin))
    agreeing.enrol(five.region, joining.enrolment_file(other, CODE).value.data)
    assert participants.participants(five.region).boards[0].found == 5


def test_only_region_and_key_holder_have_participants(maker: Maker) -> None:
    """A school takes part; it does not enrol."""
    with pytest.raises(WrongWorkspace):
        participants.participants(maker.make(Role.SCHOOL))


def test_the_profile_can_be_given_again(five: Region) -> None:
    """The very same file, and a line in the logbook."""
    data = participants.profile_file(five.region)
    assert joining.read_profile(data).swv_fingerprint == joining.own_keys(five.region)[0].fingerprint
    assert log_of(five.region).count("profile_issued") == 2


def test_own_keys_say_whether_the_profile_is_pinned(five: Region, maker: Maker) -> None:
    """Presented is not yet pinned."""
    newcomer = maker.make(Role.SCHOOL, school(9))
    words = joining.enrolment_file(newcomer, CODE).value.fingerprint
    assert joining.own_keys(newcomer) == (joining.OwnKeys(CODE, words, pinned=False),)
    assert joining.own_keys(five.keyholder)[0].pinned


def test_enrolments_are_read_one_by_one(five: Region, maker: Maker) -> None:
    """One that can't be offered says why; none of them is kept by reading."""
    newcomer = joining.enrolment_file(maker.make(Role.SCHOOL, school(9)), CODE).value.data
    known = joining.enrolment_file(five.senders[0], CODE).value.data
    read = participants.read_enrolments(
        five.region, [("nieuw", lambda: newcomer), ("bekend", lambda: known), ("kapot", lambda: b"{")]
    )
    assert [bool(each.sender) for each in read] == [True, False, False]
    assert [each.problem[:25] for each in read] == ["", "Deze deelnemer is al inge", "Dit is geen (volledig) Th"]
    assert "nieuw" not in repr(read[0])
    assert len(agreeing.list_senders(five.region)) == 5


def test_a_bestuur_in_another_spelling_is_shown(five: Region, maker: Maker) -> None:
    """'St. 99XA' beside 'Bestuur 99XA', and two that come in together: enrolled as two they would count as two."""
    places = [
        replace(school(8), board="St. 99XA"),
        replace(school(9), board="Kans"),
        replace(school(10), board="St. Kans"),
    ]
    files = [joining.enrolment_file(maker.make(Role.SCHOOL, place), CODE).value.data for place in places]
    read = participants.read_enrolments(five.region, [("x", lambda data=data: data) for data in files])
    assert [each.alike for each in read] == [("Bestuur 99XA",), ("St. Kans",), ("Kans",)]
    agreeing.enrol(five.region, files[0])
    presented = agreeing.read_enrolment(files[0])
    assert participants.alike(five.region, presented) == ("Bestuur 99XA",)
    assert participants.alike(five.region, replace(presented, board="Bestuur 99XB")) == ()


def test_a_sender_that_corrects_its_own_bestuur_is_held_against_others_only(five: Region, maker: Maker) -> None:
    """Its enrolment takes the place of the one before: nothing counts as two, until another has the old spelling."""
    sender = five.senders[0]
    sender.settings = replace(sender.settings, board="Stichting 99XA")
    corrected = joining.enrolment_file(sender, CODE).value.data
    assert not _alike(five, corrected)
    twin = maker.make(Role.SCHOOL, replace(school(9), board="Bestuur 99XA"))
    agreeing.enrol(five.region, joining.enrolment_file(twin, CODE).value.data)
    assert _alike(five, corrected) == ("Bestuur 99XA",)


def _alike(five: Region, data: bytes) -> tuple[str, ...]:
    """As the window shows it, and as the command line asks it."""
    (read,) = participants.read_enrolments(five.region, [("x", lambda: data)])
    assert read.sender is not None
    assert read.alike == participants.alike(five.region, read.sender)
    return read.alike


def test_a_request_is_shown_as_it_would_be_judged(five: Region) -> None:
    """Reading signs nothing and answers nothing, as often as one likes."""
    proposal = receiving.propose_telling(five.region, TODAY).value
    for _ in range(2):
        asked = keyholding.read_request(five.keyholder, proposal)
    assert (asked.for_sum, asked.senders, asked.enrolled, asked.boards) == (False, 5, 5, ((Sector.PO, 5),))
    assert keyholding.list_cosigned(five.keyholder) == ()


def test_a_sum_request_is_shown_before_and_after_the_answer(five: Region) -> None:
    """After it, as the request that was answered; another one for the same day is refused."""
    five.receive(TODAY, five.seal(five.open_telling(TODAY)))
    request = receiving.request_sum(five.region, five.id_of(TODAY)).value
    asked = keyholding.read_request(five.keyholder, request)
    assert (asked.for_sum, asked.senders, asked.answered_on) == (True, 5, None)
    keyholding.answer(five.keyholder, request)
    assert keyholding.read_request(five.keyholder, request).answered_on == TODAY
    assert keyholding.list_cosigned(five.keyholder)[0].answered_on == TODAY
    with pytest.raises(AlreadyAnswered):
        keyholding.read_request(
            five.keyholder, receiving.propose_telling(five.region, TODAY - timedelta(days=21)).value
        )


def test_another_kind_of_file_is_no_request(five: Region) -> None:
    """Also before the first telling."""
    enrolment = joining.enrolment_file(five.senders[0], CODE).value.data
    for act in (keyholding.read_request, keyholding.answer):
        with pytest.raises(OtherKindOfFile):
            act(five.keyholder, enrolment)


def test_gaps_are_listed_as_the_report_prints_them(five: Region) -> None:
    """In the order in which they were noted."""
    five.open_telling(TODAY)
    telling = five.id_of(TODAY)
    gaps.note_gap(five.region, telling, "Langedijk", "artikel 5 niet bekend")
    assert gaps.list_gaps(five.region, telling) == ("Langedijk: artikel 5 niet bekend",)


def test_the_consulent_beside_four_schools_is_no_fifth_bestuur(maker: Maker) -> None:
    """The page promises no telling that would be refused."""
    region = agree(maker, [school(number) for number in range(4)])
    consulent = maker.make(Role.CONSULENT, SWV)
    with region.region.read() as connection:
        profile = agreeing.own_membership(connection).own.profile
    joining.pin_profile(consulent, profile)
    agreeing.enrol(region.region, joining.enrolment_file(consulent, CODE).value.data)
    now = participants.participants(region.region)
    assert ([one.found for one in now.boards], now.ready) == ([4], False)
