"""Signed and sealed bytes open only unchanged, only for whom they were made and only for what they were made."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuisplan_desktop.crypto import envelope
from thuisplan_desktop.crypto.keyring import SEALING_LENGTH, Identity
from thuisplan_desktop.errors import BrokenSeal

ANNA, BRAM = Identity.generate(), Identity.generate()
TASK = b"thuisplan/test/v1/swv"


@given(st.binary(max_size=300), st.binary(max_size=40))
@settings(max_examples=30)
def test_the_recipient_opens_what_was_sealed(payload: bytes, context: bytes) -> None:
    """Any payload, any context; the box is longer by a fixed number of bytes."""
    box = envelope.seal(payload, context, ANNA.public[1])
    assert len(box) == len(payload) + envelope.OVERHEAD
    assert envelope.open_sealed(box, context, ANNA) == payload


def test_sealing_twice_gives_other_bytes() -> None:
    """Nobody sees that two boxes hold the same."""
    assert envelope.seal(b"x", TASK, ANNA.public[1]) != envelope.seal(b"x", TASK, ANNA.public[1])


def test_another_or_another_purpose_opens_nothing() -> None:
    """The wrong keys and the wrong context both break the seal."""
    box = envelope.seal(b"x", TASK, ANNA.public[1])
    for context, identity in ((TASK, BRAM), (b"thuisplan/test/v1/keyholder", ANNA), (b"", ANNA)):
        with pytest.raises(BrokenSeal):
            envelope.open_sealed(box, context, identity)


BOX = envelope.seal(b"a share", TASK, ANNA.public[1])
SIGNATURE = envelope.sign(ANNA, TASK, b"message")


@given(st.integers(0, len(BOX) - 1), st.integers(1, 255))
@settings(max_examples=100)
def test_one_changed_byte_breaks_the_seal(place: int, change: int) -> None:
    """Anywhere in the box."""
    bent = BOX[:place] + bytes([BOX[place] ^ change]) + BOX[place + 1 :]
    with pytest.raises(BrokenSeal):
        envelope.open_sealed(bent, TASK, ANNA)


@given(st.binary(max_size=1300))
@settings(max_examples=100)
def test_any_bytes_are_refused_as_a_box_and_as_a_signature(data: bytes) -> None:
    """BrokenSeal, whatever comes."""
    with pytest.raises(BrokenSeal):
        envelope.open_sealed(data, TASK, ANNA)
    with pytest.raises(BrokenSeal):
        envelope.verify(ANNA.public[0], TASK, b"message", data)
    with pytest.raises(BrokenSeal):
        envelope.verify(data, TASK, b"message", SIGNATURE)


@pytest.mark.parametrize(
    ("signing", "context", "message"),
    [
        (BRAM.public[0], TASK, b"message"),
        (ANNA.public[0], b"thuisplan/test/v2/swv", b"message"),
        (ANNA.public[0], TASK, b"messagf"),
        (ANNA.public[0], TASK + b"m", b"essage"),
    ],
    ids=["another signer", "another version", "another message", "moved boundary"],
)
def test_a_signature_holds_for_one_signer_context_and_message(signing: bytes, context: bytes, message: bytes) -> None:
    """Also where context and message run together."""
    envelope.verify(ANNA.public[0], TASK, b"message", SIGNATURE)
    with pytest.raises(BrokenSeal):
        envelope.verify(signing, context, message, SIGNATURE)


@pytest.mark.parametrize("key", [b"", bytes(SEALING_LENGTH - 1), b"\xff" * SEALING_LENGTH, bytes(SEALING_LENGTH)])
def test_nothing_is_sealed_to_what_is_no_key(key: bytes) -> None:
    """Wrong length, not a key, or a key that gives away the secret (X25519 of low order)."""
    with pytest.raises(BrokenSeal):
        envelope.seal(b"x", TASK, key)
