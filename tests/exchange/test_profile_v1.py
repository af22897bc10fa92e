"""A profile is what the samenwerkingsverband signed, and never weaker than what is built in."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from thuisplan_desktop.errors import BrokenSeal, NotAThuisplanFile, NotForUs, ProfileRefused
from thuisplan_desktop.exchange import profile_v1, sealed_file
from thuisplan_desktop.exchange.parties_v1 import keys_of
from thuisplan_desktop.exchange.sealed_file import Kind
from thuisplan_desktop.region.telling import Mode, PartyKeys, ReportLayout


def test_a_profile_is_read_back(region: Any) -> None:
    """Every field, with its signature checked."""
    data = profile_v1.encode(region.profile, region.swv)
    assert profile_v1.decode(data) == region.profile
    assert sealed_file.kind_of(data) is Kind.PROFILE


def test_a_region_without_key_holder_says_so(region: Any) -> None:
    """In `protected` mode the enrolling officer's keys stand in his place, and are never the region's own."""
    profile = region.with_profile(mode=Mode.PROTECTED)
    assert profile_v1.decode(profile_v1.encode(profile, region.swv)) == profile


def test_only_the_party_in_it_signs(region: Any) -> None:
    """Another's keys make no file."""
    with pytest.raises(NotForUs):
        profile_v1.encode(region.profile, region.keyholder)


def test_a_signature_of_another_breaks(region: Any) -> None:
    """Also when that other one is known."""
    body = profile_v1._to_body(region.profile)
    signature = sealed_file.sign_body(region.keyholder, Kind.PROFILE, "swv", body)
    with pytest.raises(BrokenSeal):
        profile_v1.decode(sealed_file.pack(Kind.PROFILE, body, {"swv": signature}))
    for signatures in ({}, {"swv": signature, "keyholder": signature}):
        with pytest.raises(NotAThuisplanFile):
            profile_v1.decode(sealed_file.pack(Kind.PROFILE, body, signatures))


def test_what_is_built_in_can_not_be_signed_away(region: Any) -> None:
    """Fewer than five senders, or one pair of keys in both hands."""
    mixed = PartyKeys(region.profile.swv.signing, region.profile.keyholder.sealing)
    weak = (
        {"min_senders": 4},
        {"mode": Mode.PROTECTED, "keyholder": region.profile.swv},
        {"keyholder": region.profile.swv},
        {"keyholder": mixed},
    )
    for changes in weak:
        with pytest.raises(ProfileRefused):
            profile_v1.encode(region.with_profile(**changes), region.swv)


def test_a_successor_is_newer_and_of_the_same_hand(region: Any) -> None:
    """The pinned profile decides who may replace it, where and with which version."""
    old, newer = region.profile, region.with_profile(version=2, issued_on=date(2026, 11, 1))
    data = profile_v1.encode(newer, region.swv)
    assert profile_v1.decode(data, replaces=old) == newer
    assert profile_v1.decode(data, replaces=newer) == newer
    with pytest.raises(ProfileRefused):
        profile_v1.decode(profile_v1.encode(old, region.swv), replaces=newer)
    with pytest.raises(ProfileRefused):
        profile_v1.decode(profile_v1.encode(replace(newer, region="elders"), region.swv), replaces=old)
    other = replace(newer, swv=keys_of(region.senders[0]))
    with pytest.raises(ProfileRefused):
        profile_v1.decode(profile_v1.encode(other, region.senders[0]), replaces=old)


def test_a_telling_refers_to_the_content(region: Any) -> None:
    """Any other content has another hash; a name typed with loose spaces has not."""
    digest = profile_v1.profile_hash(region.profile)
    assert len(digest) == 32
    assert digest == profile_v1.profile_hash(region.with_profile(name=" Samenwerkingsverband  Voorbeeld"))
    assert digest != profile_v1.profile_hash(region.with_profile(min_senders=6))


@pytest.mark.parametrize(
    ("name", "new"),
    [
        ("mode", "open"),
        ("version", 0),
        ("region", ""),
        ("layouts", []),
        ("layouts", [{"cells": [], "report": "r", "report_version": 1, "sector": "po"}]),
        ("layouts", [{"cells": ["a", "a"], "report": "r", "report_version": 1, "sector": "po"}]),
        ("layouts", [{"cells": ["a"], "report": "r", "report_version": 1, "sector": "po"}] * 2),
        ("issued_on", "2026-13-01"),
        ("keyholder", {"sealing": "", "signing": ""}),
        ("extra", 1),
    ],
)
def test_an_odd_body_is_not_ours(region: Any, name: str, new: object) -> None:
    """Even when the right party signs it."""
    body = {**profile_v1._to_body(region.profile), name: new}
    signature = sealed_file.sign_body(region.swv, Kind.PROFILE, "swv", body)
    with pytest.raises(NotAThuisplanFile):
        profile_v1.decode(sealed_file.pack(Kind.PROFILE, body, {"swv": signature}))


def test_a_key_that_is_none_is_not_ours(region: Any) -> None:
    """1216 bytes that can't be a hybrid key are refused when read, not when sealing."""
    keys = PartyKeys(region.profile.keyholder.signing, b"\xff" * 1216)
    with pytest.raises(NotAThuisplanFile):
        profile_v1.encode(region.with_profile(keyholder=keys), region.swv)


def test_layouts_keep_their_order(region: Any) -> None:
    """The order of cells is the order of the numbers in a share."""
    layouts = (ReportLayout("b", 1, "vo", ("z", "a")), ReportLayout("a", 2, "po", ("m",)))
    profile = region.with_profile(layouts=layouts)
    assert profile_v1.decode(profile_v1.encode(profile, region.swv)).layouts == layouts
