"""The second key holder: trusts nobody's roster but his own, and gives one sum of a telling, ever."""

from dataclasses import replace
from datetime import timedelta

import pytest

from regions import CODE, TODAY, AgreedOf, Clock, Maker, Region, agree, copy_of, log_of, school
from thuisplan_desktop.actions import agreeing, counting, joining, keyholding, receiving
from thuisplan_desktop.errors import (
    AlreadyAnswered,
    BrokenSeal,
    NoSuchTelling,
    OtherKindOfFile,
    ThuisplanError,
    TooFewSenders,
    UnknownSender,
)
from thuisplan_desktop.exchange import counts_v1, sum_v1, telling_v1
from thuisplan_desktop.region.telling import Telling
from thuisplan_desktop.register.codes import Role, Sector
from thuisplan_desktop.store import region_books, telling_books

NEAR, FAR = TODAY + timedelta(days=21), TODAY + timedelta(days=22)


def request(five: Region, peildatum: object = TODAY) -> bytes:
    """A telling with every file in, up to the request for its sum."""
    five.receive(peildatum, five.seal(five.open_telling(peildatum)))
    data: bytes = receiving.request_sum(five.region, five.id_of(peildatum)).value
    return data


def bent(five: Region, **changes: object) -> bytes:
    """A proposal that the samenwerkingsverband signed, but with something else in it."""
    with five.region.read() as connection:
        member = agreeing.own_membership(connection)
    fair = telling_v1.decode_proposal(receiving.propose_telling(five.region, TODAY).value, member.profile)
    return telling_v1.encode_proposal(replace(fair, **changes), member.profile, member.identity)


def roster(five: Region) -> Telling:
    with five.region.read() as connection:
        member = agreeing.own_membership(connection)
    return telling_v1.decode_proposal(receiving.propose_telling(five.region, TODAY).value, member.profile)


def refused(five: Region, data: bytes, kind: type[ThuisplanError]) -> None:
    """Neither read nor signed; nothing is kept or logged."""
    before = log_of(five.keyholder)
    with pytest.raises(kind):
        keyholding.read_request(five.keyholder, data)
    with pytest.raises(kind):
        keyholding.cosign(five.keyholder, data)
    assert log_of(five.keyholder) == before
    assert keyholding.list_cosigned(five.keyholder) == ()


def test_what_is_asked_is_shown_before_signing(five: Region) -> None:
    """Region, day, senders and besturen: what a person judges; reading it changes nothing."""
    proposal = receiving.propose_telling(five.region, TODAY).value
    asked = keyholding.read_request(five.keyholder, proposal)
    assert (asked.for_sum, asked.region_name, asked.peildatum) == (False, "Voorbeeldregio", TODAY)
    assert (asked.senders, asked.boards, asked.min_senders) == (5, ((Sector.PO, 5),), 5)
    assert keyholding.list_cosigned(five.keyholder) == ()
    first = keyholding.cosign(five.keyholder, proposal).value
    assert keyholding.cosign(five.keyholder, proposal).value == first, "the same proposal, the same file"
    (kept,) = keyholding.list_cosigned(five.keyholder)
    assert (kept.peildatum, kept.cosigned_on, kept.answered_on) == (TODAY, TODAY, None)


def test_a_roster_is_only_a_proposal(five: Region, maker: Maker, agreed_of: AgreedOf) -> None:
    """A sender the key holder didn't enrol, other sectors, one bestuur in two, two in one: UnknownSender."""
    newcomer = maker.make(Role.SCHOOL, school(8))
    lines = roster(five).roster
    refused(five, bent(five, roster=(replace(lines[0], sectors=frozenset({"po", "vo"})), *lines[1:])), UnknownSender)
    same_number = replace(lines[1], board=lines[0].board)
    six = copy_of(agreed_of(6), maker)
    all_six = roster(six).roster
    joined = tuple(replace(line, board=all_six[0].board) if line is all_six[1] else line for line in all_six)
    refused(six, bent(six, roster=joined), UnknownSender)
    assert same_number.board == lines[0].board
    agreeing.enrol(five.region, joining.enrolment_file(newcomer, CODE).value.data)
    refused(five, receiving.propose_telling(five.region, TODAY).value, UnknownSender)


def test_one_bestuur_can_not_be_two(maker: Maker) -> None:
    """Two schools of one bestuur, passed off as two besturen to reach five, are found out."""
    places = [school(number) for number in range(5)]
    six = agree(maker, [*places, replace(school(9), board=places[0].board)])
    lines = roster(six).roster
    assert len({line.board for line in lines}) == 5
    split = tuple(replace(line, board=number) for number, line in enumerate(lines, start=1))
    refused(six, bent(six, roster=split), UnknownSender)


def test_too_small_a_roster(five: Region) -> None:
    """Four senders can't be summed, whatever the samenwerkingsverband signed."""
    refused(five, bent(five, roster=roster(five).roster[:4]), TooFewSenders)


def test_not_a_proposal(five: Region) -> None:
    """A changed byte, another kind of file."""
    proposal = receiving.propose_telling(five.region, TODAY).value
    refused(five, proposal.replace(b"2026-03-24", b"2026-03-23", 1), BrokenSeal)
    before = log_of(five.keyholder)
    with pytest.raises(OtherKindOfFile):
        keyholding.cosign(five.keyholder, joining.enrolment_file(five.senders[0], CODE).value.data)
    assert log_of(five.keyholder) == before


def test_one_answer_and_the_same_again(five: Region) -> None:
    """The same request, whose answer got lost in the mail, gets the very same answer; every giving is logged."""
    asked = request(five)
    shown = keyholding.read_request(five.keyholder, asked)
    assert (shown.for_sum, shown.senders, shown.answered_on) == (True, 5, None)
    first = keyholding.answer(five.keyholder, asked).value
    assert keyholding.answer(five.keyholder, asked).value == first
    assert keyholding.read_request(five.keyholder, asked).answered_on == TODAY
    assert log_of(five.keyholder)[-2:] == ["sum_answered"] * 2
    with five.keyholder.read() as connection:
        assert len(telling_books.load_answers(connection)) == 1


def test_never_a_second_sum(five: Region) -> None:
    """Another request of the same telling (one sender less) would give away that sender: refused for ever."""
    asked = request(five)
    keyholding.answer(five.keyholder, asked)
    fewer = asking(five, slice(0, 5), drop_chain=True)
    assert fewer != asked
    with pytest.raises(AlreadyAnswered):
        keyholding.answer(five.keyholder, fewer)
    with five.keyholder.read() as connection:
        assert len(telling_books.load_answers(connection)) == 1


def asking(five: Region, part: slice, *, drop_chain: bool = False) -> bytes:
    """A request of the samenwerkingsverband over a part of the shares, or over a corrected one."""
    telling_id = five.id_of(TODAY)
    with five.region.read() as connection:
        member, telling, kept = receiving._open_telling(connection, telling_id)
        forwards = [received.envelope_b for received in region_books.load_latest(connection, telling_id)][part]
    if drop_chain:
        data = counting.seal_for_region(five.senders[0], kept.document).value.data
        newer = counts_v1.receive(data, telling, member.profile, member.identity)
        forwards = [
            newer.forward if counts_v1.read_forwarded(one).header.sender == newer.sender else one for one in forwards
        ]
    return sum_v1.encode_request(telling, member.profile, member.identity, forwards)


def test_too_few_shares(five: Region) -> None:
    """A request over four of five is refused, also when the samenwerkingsverband would send it."""
    request(five)
    before = log_of(five.keyholder)
    with pytest.raises(TooFewSenders):
        keyholding.answer(five.keyholder, asking(five, slice(0, 4)))
    assert log_of(five.keyholder) == before


def test_one_spoilt_share_stops_the_sum(five: Region) -> None:
    """A sum that leaves one out would be another sum, so a broken share refuses the whole request."""
    asked = request(five)
    at = asked.index(b'"box":"') + 100
    spoilt = asked[:at] + (b"A" if asked[at : at + 1] != b"A" else b"B") + asked[at + 1 :]
    with pytest.raises(BrokenSeal):
        keyholding.answer(five.keyholder, spoilt)
    with five.keyholder.read() as connection:
        assert telling_books.load_answers(connection) == ()


def test_a_telling_too_near_to_an_answered_one(five: Region, clock: Clock) -> None:
    """Within 21 days the difference of two sums would be one school's change; a day later it may."""
    keyholding.answer(five.keyholder, request(five))
    clock.go_to(FAR)
    near = receiving.propose_telling(five.region, NEAR).value
    with pytest.raises(AlreadyAnswered):
        keyholding.cosign(five.keyholder, near)
    assert five.play(FAR)


def test_two_tellingen_opened_before_either_is_answered(five: Region, clock: Clock) -> None:
    """Cosigning two near days is possible, answering both is not: the refusal stands at the answer too."""
    clock.go_to(NEAR)
    first, second = request(five), request(five, NEAR)
    keyholding.answer(five.keyholder, second)
    with pytest.raises(AlreadyAnswered):
        keyholding.answer(five.keyholder, first)


def test_a_telling_that_was_not_cosigned_here(five: Region, maker: Maker) -> None:
    """A request of another region's telling is unknown."""
    asked = request(agree(maker, [school(number) for number in range(5)]))
    five.open_telling(TODAY)
    with pytest.raises(NoSuchTelling):
        keyholding.answer(five.keyholder, asked)
    with pytest.raises(NoSuchTelling):
        keyholding.read_request(five.keyholder, asked)
