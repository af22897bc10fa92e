"""The key holder is asked with unread shares, and answers with one sum over exactly those it names."""

import json
import secrets
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from thuisplan_desktop.actions import files
from thuisplan_desktop.crypto.canonical import blob, encode
from thuisplan_desktop.crypto.keyring import Identity
from thuisplan_desktop.errors import (
    AlreadyReceived,
    BrokenSeal,
    FileTooLarge,
    NotAThuisplanFile,
    NotForUs,
    OtherRegion,
    OtherTelling,
    SetsDiffer,
)
from thuisplan_desktop.exchange import counts_v1, sealed_file, sum_v1, sum_v2, telling_v1
from thuisplan_desktop.exchange.parties_v1 import keys_of
from thuisplan_desktop.exchange.sealed_file import Kind
from thuisplan_desktop.region import shares


@pytest.fixture(scope="module")
def received(region: Any) -> list[counts_v1.ReceivedCounts]:
    """What the samenwerkingsverband has of six senders."""
    files = [region.counts(sender, vector=(n, 1, 1, 0, 1, 0)) for n, sender in enumerate(region.senders)]
    return [counts_v1.receive(data, region.telling, region.profile, region.swv) for data in files]


def ask(region: Any, received: list[counts_v1.ReceivedCounts]) -> bytes:
    return sum_v1.encode_request(region.telling, region.profile, region.swv, [one.forward for one in received])


def test_asking_and_answering_gives_the_plain_sum(region: Any, received: list[counts_v1.ReceivedCounts]) -> None:
    """The whole exchange, with the request's shares in order of sender."""
    layouts, telling, profile = region.profile.layouts, region.telling, region.profile
    forwards = sum_v1.decode_request(ask(region, received), telling, profile)
    opened = [counts_v1.open_forwarded(one, telling, profile, region.keyholder) for one in forwards]
    assert [one.sender for one in opened] == sorted(sender.public[0] for sender in region.senders)
    total_b = shares.add(shares.from_bytes(one.share, layouts) for one in opened)
    hashes = [one.hash for one in opened]
    answer = sum_v2.encode_answer(telling, profile, region.keyholder, hashes, shares.to_bytes(total_b))
    expected = {one.forward_hash for one in received}
    sum_b = shares.from_bytes(sum_v2.decode_answer(answer, telling, profile, region.swv, expected).share, layouts)
    sum_a = shares.add(shares.from_bytes(one.share, layouts) for one in received)
    assert shares.add([sum_a, sum_b]).words == (15, 6, 6, 0, 6, 0)


def test_a_request_of_ten_thousand_senders_can_be_read(
    region: Any, received: list[counts_v1.ReceivedCounts], tmp_path: Path
) -> None:
    """It is larger than any other file may be. Halves of one size stand for those of other senders: the request
    passes them on unread, so their seals are not its concern."""
    own = encode(json.loads(received[0].forward)["header"]["sender"])
    assert received[0].forward.count(own) == 1
    senders = sorted(secrets.token_bytes(32) for _ in range(10_000))
    forwards = [received[0].forward.replace(own, encode(blob(sender))) for sender in senders]
    data = sum_v1.encode_request(region.telling, region.profile, region.swv, forwards)
    assert len(data) > sealed_file.SIZE_LIMIT_MB * 1024 * 1024
    assert len(data) * 2 < sealed_file.REQUEST_LIMIT_MB * 1024 * 1024, "and half of what it may be"
    path = tmp_path / "verzoek.tplan"
    files.write(path, data)
    found = sum_v1.decode_request(files.read_request(path), region.telling, region.profile)
    assert [counts_v1.read_forwarded(one).header.sender for one in (found[0], found[-1])] == [senders[0], senders[-1]]
    with pytest.raises(FileTooLarge):
        files.read_sealed(path)


def answer_of(region: Any, summed: list[bytes]) -> bytes:
    return sum_v2.encode_answer(region.telling, region.profile, region.keyholder, summed, bytes(48))


def test_a_sum_over_another_set_is_not_added(region: Any) -> None:
    """One less, one more or one other: SetsDiffer says how many."""
    ours = [bytes([n]) * 32 for n in range(6)]
    answer = answer_of(region, ours)
    for expected, missing, unexpected in ((ours[:5], 0, 1), ([*ours, bytes([9]) * 32], 1, 0), ([], 0, 6)):
        with pytest.raises(SetsDiffer) as caught:
            sum_v2.decode_answer(answer, region.telling, region.profile, region.swv, expected)
        assert caught.value.facts == {"missing": missing, "unexpected": unexpected}


def test_an_answer_is_for_one_telling_and_one_reader(region: Any) -> None:
    """Not for the next telling, not for a sender who finds it in the mail, and not by another hand."""
    answer, hashes = answer_of(region, [bytes(32)]), [bytes(32)]
    later = telling_v1.decode(region.open_telling(date(2027, 2, 1)), region.profile)
    with pytest.raises(OtherTelling) as caught:
        sum_v2.decode_answer(answer, later, region.profile, region.swv, hashes)
    assert caught.type is OtherTelling
    with pytest.raises(NotForUs):
        sum_v2.decode_answer(answer, region.telling, region.profile, region.senders[0], hashes)
    with pytest.raises(NotForUs):
        sum_v2.encode_answer(region.telling, region.profile, region.swv, hashes, bytes(48))


def test_an_answer_of_another_region_says_so(region: Any) -> None:
    """It is signed with keys unknown here; it is no broken seal, and no other telling of ours."""
    answer = answer_of(region, [bytes(32)])
    swv, keyholder = Identity.generate(), Identity.generate()
    elsewhere = replace(region.profile, swv=keys_of(swv), keyholder=keys_of(keyholder))
    telling = replace(region.telling, id=bytes([7]) * 32)
    with pytest.raises(OtherRegion):
        sum_v2.decode_answer(answer, telling, elsewhere, swv, [bytes(32)])


def test_an_answer_keeps_its_box_and_its_list_together(region: Any) -> None:
    """Even the key holder's own signature over another list doesn't open the box."""
    container = sealed_file.unpack(answer_of(region, [bytes(32)]), Kind.SUM_ANSWER)
    other = sealed_file.unpack(answer_of(region, [bytes([1]) * 32]), Kind.SUM_ANSWER)
    assert isinstance(container.body, dict)
    assert isinstance(other.body, dict)
    body = {**container.body, "summed": other.body["summed"]}
    signature = sealed_file.sign_body(region.keyholder, Kind.SUM_ANSWER, "keyholder", body, sum_v2.VERSION)
    forged = sealed_file.pack(Kind.SUM_ANSWER, body, {"keyholder": signature}, sum_v2.VERSION)
    with pytest.raises(BrokenSeal):
        sum_v2.decode_answer(forged, region.telling, region.profile, region.swv, [bytes([1]) * 32])


def test_a_request_names_each_sender_once(region: Any, received: list[counts_v1.ReceivedCounts]) -> None:
    """Two files of one sender would count it twice."""
    with pytest.raises(AlreadyReceived):
        ask(region, [*received, received[0]])


def test_a_request_comes_from_the_samenwerkingsverband(region: Any, received: list[counts_v1.ReceivedCounts]) -> None:
    """For this telling, and signed by the profile's keys."""
    with pytest.raises(NotForUs):
        sum_v1.encode_request(region.telling, region.profile, region.keyholder, [])
    data = ask(region, received)
    later = telling_v1.decode(region.open_telling(date(2027, 2, 1)), region.profile)
    with pytest.raises(OtherTelling):
        sum_v1.decode_request(data, later, region.profile)
    value = json.loads(data)
    elsewhere = {**value, "signatures": {"swv": value["body"]["shares"][0]["signature"]}}
    with pytest.raises(OtherTelling):
        sum_v1.decode_request(encode(elsewhere), later, region.profile)
    with pytest.raises(BrokenSeal):
        sum_v1.decode_request(encode(elsewhere), region.telling, region.profile)
    value["body"]["shares"].pop()
    with pytest.raises(BrokenSeal):
        sum_v1.decode_request(encode(value), region.telling, region.profile)
    with pytest.raises(NotAThuisplanFile):
        sum_v1.decode_request(encode({**value, "signatures": {}}), region.telling, region.profile)


def test_one_spoilt_share_leaves_the_others_readable(region: Any, received: list[counts_v1.ReceivedCounts]) -> None:
    """The key holder opens them one by one: the spoilt one has a named error, the rest a share."""
    value = json.loads(ask(region, received))["body"]["shares"]
    value[0]["signature"] = value[1]["signature"]
    verdicts = []
    for share in value:
        try:
            counts_v1.open_forwarded(encode(share), region.telling, region.profile, region.keyholder)
            verdicts.append("open")
        except BrokenSeal:
            verdicts.append("broken")
    assert verdicts == ["broken", "open", "open", "open", "open", "open"]
