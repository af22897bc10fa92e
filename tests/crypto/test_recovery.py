"""A recovery code survives being read aloud and copied by hand; a slip is named before anything is tried."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuisplan_desktop.crypto import recovery
from thuisplan_desktop.errors import RecoveryCodeMistyped

secrets = st.binary(min_size=20, max_size=20)
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@given(secrets)
@settings(max_examples=100)
def test_a_code_gives_its_secret_back(secret: bytes) -> None:
    """Whatever the case, the grouping and the look-alikes."""
    code = recovery.to_code(secret)
    assert [len(group) for group in code.split("-")] == [4] * 9
    sloppy = code.lower().replace("-", "  ").replace("0", "o").replace("1", "l").replace("v", "u")
    assert recovery.from_code(code) == recovery.from_code(f" {sloppy}\n") == secret


@given(secrets, st.integers(0, 35), st.sampled_from(_ALPHABET))
@settings(max_examples=200)
def test_one_wrong_character_is_noticed(secret: bytes, place: int, wrong: str) -> None:
    """At every place, for every other character (the 20-bit checksum of these examples included)."""
    text = recovery.to_code(secret).replace("-", "")
    typed = text[:place] + wrong + text[place + 1 :]
    if typed == text:
        return
    with pytest.raises(RecoveryCodeMistyped):
        recovery.from_code(typed)


@pytest.mark.parametrize("typed", ["", "A" * 35, "A" * 37, "é" * 36, "*" * 36, "0" * 36])
def test_what_is_no_code_is_mistyped(typed: str) -> None:
    """Too short, too long, other signs, or a wrong checksum."""
    with pytest.raises(RecoveryCodeMistyped):
        recovery.from_code(typed)


def test_secrets_are_fresh() -> None:
    """Two codes are never the same."""
    assert recovery.new_secret() != recovery.new_secret()
    assert len(recovery.new_secret()) * 8 == 160
