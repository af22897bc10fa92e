"""A count file: one length, no names, two halves that belong together, each opened by one party alone."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuisplan_desktop.crypto.canonical import Record, encode
from thuisplan_desktop.crypto.keyring import Identity
from thuisplan_desktop.errors import (
    BrokenSeal,
    NotAThuisplanFile,
    NotEnrolled,
    NotForUs,
    OtherTelling,
    OutOfSequence,
    ProfileRefused,
    ProfileUnknown,
    ThuisplanError,
    UnknownSender,
)
from thuisplan_desktop.exchange import counts_v1, sealed_file, shares_v1, telling_v1
from thuisplan_desktop.region import chains, shares
from thuisplan_desktop.region.chains import NOTHING, START, Chain
from thuisplan_desktop.region.telling import Mode


def receive(region: Any, data: bytes) -> counts_v1.ReceivedCounts:
    return counts_v1.receive(data, region.telling, region.profile, region.swv)


def open_other(region: Any, forward: bytes) -> counts_v1.ForwardedShare:
    return counts_v1.open_forwarded(forward, region.telling, region.profile, region.keyholder)


words = st.integers(0, 2**64 - 1)


@given(st.lists(words, min_size=6, max_size=6))
@settings(max_examples=25)
def test_both_halves_arrive_and_add_up(region: Any, vector: list[int]) -> None:
    """Whatever the numbers, modulo 2**64; and neither half is the vector."""
    data = region.counts(region.senders[0], vector=vector)
    received = receive(region, data)
    other = open_other(region, received.forward)
    halves = [shares.from_bytes(share, region.profile.layouts) for share in (received.share, other.share)]
    assert shares.add(halves).words == tuple(vector)
    assert received.sender == other.sender == region.senders[0].public[0]
    assert other.hash == received.forward_hash


@given(st.lists(words, min_size=6, max_size=6), st.integers(0, 99_999_998), st.integers(0, 5))
@settings(max_examples=25)
def test_every_file_of_a_profile_is_equally_long(region: Any, vector: list[int], number: int, sender: int) -> None:
    """Neither counts, sender nor sequence show in the length."""
    data = region.counts(region.senders[sender], Chain(number, bytes(32)), vector)
    assert len(data) == len(region.counts(region.senders[0]))


def test_a_count_file_says_nothing_readable(region: Any) -> None:
    """Only roles, keys, hashes and numbers: no region, day, name or cell."""
    value = json.loads(region.counts(region.senders[0]))
    assert value["signatures"] == {}
    for role, half in value["body"].items():
        assert set(half) == {"box", "header", "signature"}
        assert set(half["header"]) == set(shares_v1._HEADER_MEMBERS)
        assert half["header"]["role"] == role
    text = json.dumps(value)
    assert not [word for word in ("voorbeeld", "2026", "po", "dreigend", "School") if f'"{word}' in text]


def test_sealing_again_gives_another_file(region: Any) -> None:
    """Fresh shares, fresh seals, a fresh delivery."""
    one, two = (receive(region, region.counts(region.senders[0])) for _ in range(2))
    assert one.share != two.share
    assert one.file_hash != two.file_hash


def test_only_an_enrolled_sender_seals(region: Any) -> None:
    """The program refuses before anything is made."""
    with pytest.raises(NotEnrolled):
        region.counts(Identity.generate())


def test_a_share_has_the_length_of_the_profile(region: Any) -> None:
    """A caller's mistake, not a file."""
    with pytest.raises(ValueError, match="length"):
        counts_v1.encode(
            region.telling, region.profile, region.senders[0], START, for_swv=bytes(48), for_keyholder=bytes(40)
        )


def test_telling_and_profile_belong_together(region: Any) -> None:
    """Sealing and opening under another agreement is refused; so is sealing where nobody splits."""
    other = region.with_profile(version=2)
    share = bytes(48)
    with pytest.raises(ProfileUnknown):
        counts_v1.encode(region.telling, other, region.senders[0], START, for_swv=share, for_keyholder=share)
    protected = region.with_profile(mode=Mode.PROTECTED)
    with pytest.raises(ProfileRefused):
        counts_v1.encode(region.telling, protected, region.senders[0], START, for_swv=share, for_keyholder=share)
    with pytest.raises(ProfileUnknown):
        counts_v1.receive(region.counts(region.senders[0]), region.telling, other, region.swv)


def test_each_half_opens_for_its_own_party_only(region: Any) -> None:
    """The samenwerkingsverband can't read the key holder's half, nor the other way round."""
    data = region.counts(region.senders[0])
    with pytest.raises(NotForUs):
        counts_v1.receive(data, region.telling, region.profile, region.keyholder)
    forward = receive(region, data).forward
    with pytest.raises(NotForUs):
        counts_v1.open_forwarded(forward, region.telling, region.profile, region.swv)


def test_a_file_counts_for_one_telling(region: Any) -> None:
    """The same roster and profile on another day is another telling."""
    later = telling_v1.decode(region.open_telling(date(2027, 2, 1)), region.profile)
    with pytest.raises(OtherTelling):
        counts_v1.receive(region.counts(region.senders[0]), later, region.profile, region.swv)


def test_a_sender_off_the_roster_is_unknown(region: Any) -> None:
    """A well-made file of someone whom the roster doesn't name."""
    data = region.counts(region.senders[0])
    roster = tuple(line for line in region.telling.roster if line.signing != region.senders[0].public[0])
    with pytest.raises(UnknownSender):
        counts_v1.receive(data, replace(region.telling, roster=roster), region.profile, region.swv)


def test_halves_of_two_files_are_no_pair(region: Any) -> None:
    """Not of two senders, and not of two files of one sender with the same number."""
    one = json.loads(region.counts(region.senders[0]))
    for data in (region.counts(region.senders[1]), region.counts(region.senders[0])):
        mixed = {**one, "body": {**one["body"], "keyholder": json.loads(data)["body"]["keyholder"]}}
        with pytest.raises(BrokenSeal):
            receive(region, encode(mixed))


def test_a_half_does_not_change_place(region: Any) -> None:
    """The key holder's half in the other's place, or twice, is no file of ours."""
    value = json.loads(region.counts(region.senders[0]))
    swv, keyholder = value["body"]["swv"], value["body"]["keyholder"]
    for body in ({"swv": keyholder, "keyholder": swv}, {"swv": swv, "keyholder": swv}, {"swv": swv}):
        with pytest.raises(NotAThuisplanFile):
            receive(region, encode({**value, "body": body}))


def test_another_senders_box_can_not_be_taken_over(region: Any) -> None:
    """A sender who re-signs another's box as its own makes a box that doesn't open (a copy would double a school)."""
    victim = receive(region, region.counts(region.senders[0]))
    sealed = counts_v1.read_forwarded(victim.forward)
    thief = region.senders[1]
    header = replace(sealed.header, sender=thief.public[0])
    message = shares_v1._message(header, sealed.box)
    signature = shares_v1.envelope.sign(thief, shares_v1.context(shares_v1.Kind.COUNTS, "keyholder"), message)
    with pytest.raises(BrokenSeal):
        open_other(region, shares_v1.SealedShare(header, sealed.box, signature).data)


def test_a_share_of_another_length_is_refused_unopened(region: Any) -> None:
    """The samenwerkingsverband notices it in the half that it can't open too."""
    value = json.loads(region.counts(region.senders[0]))
    sealed = counts_v1.read_forwarded(encode(value["body"]["keyholder"]))
    long = shares_v1.seal(bytes(56), sealed.header, region.profile.keyholder, region.senders[0])
    value["body"]["keyholder"] = long.to_value()
    with pytest.raises(OtherTelling):
        receive(region, encode(value))


def test_each_file_names_the_one_before_it(region: Any) -> None:
    """A number, and the hash of the sender's last file: what a receiver follows."""
    sender = region.senders[0]
    first = region.counts(sender)
    known = chains.follow(receive(region, first), NOTHING)
    assert known.end == Chain(1, sealed_file.file_hash(first))
    second = region.counts(sender, known.end)
    assert chains.follow(receive(region, second), known).end == Chain(2, sealed_file.file_hash(second))
    with pytest.raises(OutOfSequence):
        chains.follow(receive(region, region.counts(sender)), known)


@given(st.data())
@settings(max_examples=200)
def test_one_changed_byte_is_always_noticed(region: Any, data: st.DataObject) -> None:
    """Anywhere in the file: a named error, never another count."""
    whole = region.counts(region.senders[2])
    place = data.draw(st.integers(0, len(whole) - 1))
    change = data.draw(st.integers(1, 255))
    with pytest.raises(ThuisplanError):
        receive(region, whole[:place] + bytes([whole[place] ^ change]) + whole[place + 1 :])


def test_nobody_seals_in_anothers_name(region: Any) -> None:
    """A first half freshly sealed under the victim's header, beside the victim's own second half, breaks."""
    value = json.loads(region.counts(region.senders[0]))
    victim = shares_v1.from_record(Record(value["body"]["swv"], *shares_v1.MEMBERS), "swv")
    forged = shares_v1.seal(bytes(48), victim.header, region.profile.swv, region.senders[1])
    value["body"]["swv"] = forged.to_value()
    with pytest.raises(BrokenSeal):
        receive(region, encode(value))


def test_the_key_holder_checks_telling_and_roster_himself(region: Any) -> None:
    """He doesn't rely on the samenwerkingsverband having done so."""
    forward = receive(region, region.counts(region.senders[0])).forward
    later = telling_v1.decode(region.open_telling(date(2027, 2, 1)), region.profile)
    with pytest.raises(OtherTelling):
        counts_v1.open_forwarded(forward, later, region.profile, region.keyholder)
    roster = tuple(line for line in region.telling.roster if line.signing != region.senders[0].public[0])
    with pytest.raises(UnknownSender):
        counts_v1.open_forwarded(forward, replace(region.telling, roster=roster), region.profile, region.keyholder)


def test_what_was_received_never_shows_a_share(region: Any) -> None:
    """Not in a log, not in a crash report."""
    received = receive(region, region.counts(region.senders[0]))
    other = open_other(region, received.forward)
    assert "share=" not in repr(received)
    assert "share=" not in repr(other)
