"""A telling counts when both parties signed the same day and the same roster under the same profile."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from thuisplan_desktop.errors import BrokenSeal, NotAThuisplanFile, NotCosigned, NotForUs, ProfileUnknown
from thuisplan_desktop.exchange import profile_v1, sealed_file, telling_v1
from thuisplan_desktop.exchange.sealed_file import Kind
from thuisplan_desktop.region.telling import Mode

DAY = date(2026, 10, 1)


def test_a_co_signed_telling_is_read_back(region: Any) -> None:
    """With its own hash as id, and the roster in order of key."""
    telling = region.telling
    assert telling.id == sealed_file.file_hash(region.telling_file)
    assert replace(telling, id=b"", roster=()) == replace(region.draft(DAY), roster=())
    assert set(telling.roster) == set(region.draft(DAY).roster)
    assert [line.signing for line in telling.roster] == sorted(line.signing for line in telling.roster)


def test_a_proposal_is_judged_before_it_counts(region: Any) -> None:
    """It can be read as a proposal, and not as a telling."""
    proposal = telling_v1.encode_proposal(region.draft(DAY), region.profile, region.swv)
    assert telling_v1.decode_proposal(proposal, region.profile).peildatum == DAY
    with pytest.raises(NotCosigned):
        telling_v1.decode(proposal, region.profile)


def test_each_party_signs_in_its_own_role(region: Any) -> None:
    """Neither proposes or co-signs for the other."""
    with pytest.raises(NotForUs):
        telling_v1.encode_proposal(region.draft(DAY), region.profile, region.keyholder)
    proposal = telling_v1.encode_proposal(region.draft(DAY), region.profile, region.swv)
    with pytest.raises(NotForUs):
        telling_v1.cosign(proposal, region.profile, region.swv)


def test_a_second_signature_of_another_breaks(region: Any) -> None:
    """The samenwerkingsverband can't co-sign its own proposal."""
    container = sealed_file.unpack(region.telling_file, Kind.TELLING)
    own = sealed_file.sign_body(region.swv, Kind.TELLING, "keyholder", container.body)
    for second in (own, container.signatures["swv"]):
        forged = sealed_file.pack(Kind.TELLING, container.body, {**container.signatures, "keyholder": second})
        with pytest.raises(BrokenSeal):
            telling_v1.decode(forged, region.profile)


def test_a_roster_changed_after_co_signing_breaks(region: Any) -> None:
    """The samenwerkingsverband can't add a sender of its own and keep the second signature."""
    bigger = telling_v1.encode_proposal(
        region.draft(DAY, (*region.senders, region.keyholder)), region.profile, region.swv
    )
    new, old = (sealed_file.unpack(data, Kind.TELLING) for data in (bigger, region.telling_file))
    signatures = {**new.signatures, "keyholder": old.signatures["keyholder"]}
    with pytest.raises(BrokenSeal):
        telling_v1.decode(sealed_file.pack(Kind.TELLING, new.body, signatures), region.profile)


def test_a_telling_belongs_to_one_profile(region: Any) -> None:
    """Another region, version or content is another agreement."""
    for changes in ({"region": "elders"}, {"version": 2}, {"min_senders": 6}):
        with pytest.raises(ProfileUnknown):
            telling_v1.decode(region.telling_file, region.with_profile(**changes))
    with pytest.raises(ProfileUnknown):
        telling_v1.encode_proposal(replace(region.draft(DAY), profile_version=2), region.profile, region.swv)


def test_without_a_key_holder_one_signature_counts(region: Any) -> None:
    """`protected` mode; a second signature is then out of place."""
    profile = region.with_profile(mode=Mode.PROTECTED)
    draft = replace(region.draft(DAY), profile_hash=profile_v1.profile_hash(profile))
    data = telling_v1.encode_proposal(draft, profile, region.swv)
    assert telling_v1.decode(data, profile).peildatum == DAY
    container = sealed_file.unpack(data, Kind.TELLING)
    both = {**container.signatures, "keyholder": container.signatures["swv"]}
    with pytest.raises(NotAThuisplanFile):
        telling_v1.decode(sealed_file.pack(Kind.TELLING, container.body, both), profile)


def test_an_odd_roster_is_not_ours(region: Any) -> None:
    """Empty, a sender twice, or out of order: even when rightly signed."""
    body = telling_v1._to_body(region.draft(DAY))
    lines = body["roster"]
    assert isinstance(lines, list)
    for roster in ([], [lines[0], lines[0]], lines[::-1]):
        odd = {**body, "roster": roster}
        signature = sealed_file.sign_body(region.swv, Kind.TELLING, "swv", odd)
        with pytest.raises(NotAThuisplanFile):
            telling_v1.decode_proposal(sealed_file.pack(Kind.TELLING, odd, {"swv": signature}), region.profile)


def test_a_proposal_of_another_breaks(region: Any) -> None:
    """The key holder can't open a telling alone, nor can a sender propose one; co-signing checks it too."""
    body = telling_v1._to_body(region.draft(DAY))
    for other in (region.keyholder, region.senders[0]):
        forged = sealed_file.pack(Kind.TELLING, body, {"swv": sealed_file.sign_body(other, Kind.TELLING, "swv", body)})
        with pytest.raises(BrokenSeal):
            telling_v1.decode_proposal(forged, region.profile)
        with pytest.raises(BrokenSeal):
            telling_v1.cosign(forged, region.profile, region.keyholder)
