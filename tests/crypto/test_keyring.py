"""Identities are kept whole, and fingerprints can be told apart over the telephone."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuisplan_desktop.crypto import keyring
from thuisplan_desktop.crypto.keyring import Identity
from thuisplan_desktop.errors import BrokenSeal
from thuisplan_desktop.paths import resource

WORDS = resource("words", "fingerprint-nl-v1.txt").read_text("ascii").split()


def test_an_identity_is_read_back_whole() -> None:
    """The same public keys and fingerprint after export and load."""
    identity = Identity.generate()
    again = Identity.load(identity.export())
    assert again.public == identity.public
    assert again.fingerprint == identity.fingerprint == keyring.fingerprint(*identity.public)
    assert [len(key) for key in identity.public] == [keyring.SIGNING_LENGTH, keyring.SEALING_LENGTH]


def test_two_identities_differ() -> None:
    """Keys are fresh each time."""
    assert Identity.generate().public != Identity.generate().public


@given(st.binary(max_size=140))
@settings(max_examples=100)
def test_only_an_export_is_an_identity(data: bytes) -> None:
    """Any other bytes break; the version byte comes first."""
    if data[:1] == b"\x01" and len(data) == 129:
        return
    with pytest.raises(BrokenSeal):
        Identity.load(data)


def test_an_identity_never_shows_its_keys() -> None:
    """Not in a log, not in a crash report."""
    identity = Identity.generate()
    assert repr(identity) == str(identity) == "Identity()"


def test_a_fingerprint_is_twelve_words_over_both_keys() -> None:
    """A changed byte in either key gives other words."""
    signing, sealing = Identity.generate().public
    words = keyring.fingerprint(signing, sealing)
    assert len(words.split()) == 12
    assert words != keyring.fingerprint(signing, bytes([sealing[0] ^ 1]) + sealing[1:])
    assert words != keyring.fingerprint(bytes([signing[0] ^ 1]) + signing[1:], sealing)


def test_each_byte_has_its_own_word() -> None:
    """256 words in order, one for each value of a byte."""
    assert keyring.words_of(bytes(range(12))) == " ".join(WORDS[:12])
    assert len(set(WORDS)) == 256
    assert sorted(WORDS) == WORDS


def test_the_word_list_never_changes() -> None:
    """A fingerprint printed today must read the same in ten years: this list is version 1 for ever."""
    assert (
        hashlib.sha256("\n".join(WORDS).encode()).hexdigest()
        == "b76068e613380e5a7892ef34460021683b2084fee7940c11eee51eb9e819cc16"
    )


def test_no_word_is_mistaken_for_another() -> None:
    """Lower-case letters; the first four are each word's own, and no word is one letter away from another."""
    assert all(word.isascii() and word.isalpha() and word.islower() and 3 <= len(word) <= 9 for word in WORDS)
    assert len({word[:4] for word in WORDS}) == 256
    assert not [(a, b) for a in WORDS for b in WORDS if a < b and _one_letter_apart(a, b)]


def _one_letter_apart(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if len(longer) - len(shorter) > 1:
        return False
    if len(longer) == len(shorter):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


@pytest.mark.parametrize("length", [0, 1215, 1217])
def test_a_sealing_key_has_one_length(length: int) -> None:
    """Anything else is no key."""
    with pytest.raises(BrokenSeal):
        keyring.sealing_key(bytes(length))
