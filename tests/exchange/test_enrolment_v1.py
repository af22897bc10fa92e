"""An enrolment proves that the sender holds its keys; who it is, is for the telephone."""

from typing import Any

import pytest

from thuisplan_desktop.errors import BrokenSeal, NotAThuisplanFile, NotForUs
from thuisplan_desktop.exchange import enrolment_v1, sealed_file
from thuisplan_desktop.exchange.parties_v1 import keys_of
from thuisplan_desktop.exchange.sealed_file import Kind
from thuisplan_desktop.region.telling import Enrolment


def make(region: Any, **changes: Any) -> Enrolment:
    base = {
        "region": "voorbeeldregio",
        "keys": keys_of(region.senders[0]),
        "name": "Voorbeeldschool",
        "board": "Bestuur Een",
        "sectors": frozenset({"vo", "po"}),
    }
    return Enrolment(**{**base, **changes})


def test_an_enrolment_is_read_back(region: Any) -> None:
    """A name typed untidily comes back tidy."""
    data = enrolment_v1.encode(make(region, name="  Voorbeeldschool "), region.senders[0])
    assert enrolment_v1.decode(data) == make(region)


def test_only_the_holder_of_the_keys_enrols_them(region: Any) -> None:
    """Nobody enrols with another's keys, by our writer or by another's."""
    with pytest.raises(NotForUs):
        enrolment_v1.encode(make(region), region.senders[1])
    body = sealed_file.unpack(enrolment_v1.encode(make(region), region.senders[0]), Kind.ENROLMENT).body
    signature = sealed_file.sign_body(region.senders[1], Kind.ENROLMENT, "sender", body)
    with pytest.raises(BrokenSeal):
        enrolment_v1.decode(sealed_file.pack(Kind.ENROLMENT, body, {"sender": signature}))
    with pytest.raises(NotAThuisplanFile):
        enrolment_v1.decode(sealed_file.pack(Kind.ENROLMENT, body, {}))


def test_an_enrolment_needs_a_sector(region: Any) -> None:
    """Without one it can contribute to nothing."""
    with pytest.raises(NotAThuisplanFile):
        enrolment_v1.encode(make(region, sectors=frozenset()), region.senders[0])
