"""keys.json opens with the right passphrase or code, and with nothing else, however it was bent."""

import json
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuisplan_desktop.crypto import keyfile
from thuisplan_desktop.crypto.canonical import encode
from thuisplan_desktop.crypto.derivation import FLOOR
from thuisplan_desktop.crypto.keyfile import KeyFile, SlotKind
from thuisplan_desktop.errors import (
    KeyParametersRefused,
    NotARegister,
    RecoveryCodeMistyped,
    RegisterTooNew,
    ThuisplanError,
    WeakPassphrase,
    WrongPassphrase,
    WrongRecoveryCode,
)

PASSPHRASE = "Zeven fietsen über één brug"


@dataclass(frozen=True)
class Made:
    keys: KeyFile
    data_key: bytes
    code: str


@pytest.fixture(scope="module")
def made() -> Made:
    """One real key file, at the floor."""
    return Made(*keyfile.new_keys(PASSPHRASE, FLOOR, "Coördinator"))


def bent(keys: KeyFile, **changes: Any) -> KeyFile:
    """The same file with its first slot changed."""
    return replace(keys, slots=(replace(keys.slots[0], **changes), *keys.slots[1:]))


def test_the_passphrase_and_the_code_both_open(made: Made) -> None:
    """The same 32 bytes, also from the file as text."""
    again = keyfile.from_json(keyfile.to_json(made.keys))
    assert again == made.keys
    assert len(made.data_key) == 32
    assert keyfile.unlock(again, PASSPHRASE).data_key == made.data_key
    assert keyfile.unlock_with_recovery(again, made.code.lower()).data_key == made.data_key


def test_accents_and_spaces_are_the_same_on_every_keyboard(made: Made) -> None:
    """RFC 8265: composed or not, an ordinary or a no-break space."""
    other = PASSPHRASE.replace("é", "e\u0301").replace("ü", "u\u0308").replace(" ", "\u00a0")
    assert other != PASSPHRASE
    assert keyfile.unlock(made.keys, other).data_key == made.data_key


@pytest.mark.parametrize("passphrase", ["", PASSPHRASE.lower(), PASSPHRASE + " ", "\ud800"])
def test_another_passphrase_opens_nothing(made: Made, passphrase: str) -> None:
    """Empty, almost right, or no text at all."""
    with pytest.raises(WrongPassphrase):
        keyfile.unlock(made.keys, passphrase)


def test_a_code_of_another_register_is_named_as_such(made: Made) -> None:
    """Well typed but wrong differs from a slip of the pen."""
    _, _, other = keyfile.new_keys(PASSPHRASE, FLOOR, "Ander")
    with pytest.raises(WrongRecoveryCode):
        keyfile.unlock_with_recovery(made.keys, other)
    with pytest.raises(RecoveryCodeMistyped):
        keyfile.unlock_with_recovery(made.keys, made.code[:-1])


def test_a_recovery_code_is_no_passphrase(made: Made) -> None:
    """Kinds of slots don't mix."""
    with pytest.raises(WrongPassphrase):
        keyfile.unlock(made.keys, made.code)


def test_a_second_person_gets_an_own_slot(made: Made) -> None:
    """Both passphrases open; the epoch rises; the digest changes."""
    two = keyfile.add_passphrase(made.keys, made.data_key, "rood blauw geel groen", FLOOR, "  Tweede\u0000 ")
    for passphrase in ("rood blauw geel groen", PASSPHRASE):
        assert keyfile.unlock(two, passphrase).data_key == made.data_key
    assert (made.keys.epoch, two.epoch) == (1, 2)
    assert made.keys.digest != two.digest
    assert sorted(keyfile.labels(two, made.data_key).values()) == ["Coördinator", "Tweede", "herstelcode"]


def test_a_key_of_another_register_is_not_wrapped(made: Made) -> None:
    """A slot that would open to a wrong key is never made."""
    with pytest.raises(WrongPassphrase):
        keyfile.add_passphrase(made.keys, bytes(32), "rood blauw geel groen", FLOOR, "Tweede")


def test_a_found_laptop_names_nobody(made: Made) -> None:
    """Labels are sealed with the data key, and keys never show in a text."""
    assert "Coördinator" not in keyfile.to_json(made.keys)
    assert not [slot for slot in made.keys.slots if b"rdinator" in slot.label]
    assert made.data_key.hex() not in repr(made.keys)


@pytest.mark.parametrize(
    "changes",
    [
        {"salt": bytes(16)},
        {"id": "0" * 16},
        {"nonce": bytes(12)},
        {"wrapped": bytes(48)},
        {"parameters": replace(FLOOR, passes=4)},
        {"parameters": replace(FLOOR, lanes=1)},
    ],
)
def test_a_bent_slot_does_not_open(made: Made, changes: dict[str, Any]) -> None:
    """Everything in a slot is authenticated."""
    with pytest.raises(WrongPassphrase):
        keyfile.unlock(bent(made.keys, **changes), PASSPHRASE)


def test_a_slot_does_not_move_to_another_register(made: Made) -> None:
    """The register's id is authenticated too."""
    with pytest.raises(WrongPassphrase):
        keyfile.unlock(replace(made.keys, register_id="0" * 32), PASSPHRASE)


def test_a_slot_does_not_change_kind(made: Made) -> None:
    """A passphrase slot posing as a recovery slot leaves no way in."""
    with pytest.raises(WrongPassphrase):
        keyfile.unlock(bent(made.keys, kind=SlotKind.RECOVERY), PASSPHRASE)


def test_a_label_does_not_move_to_another_slot(made: Made) -> None:
    """Swapping two labels is noticed."""
    with pytest.raises(WrongPassphrase):
        keyfile.labels(bent(made.keys, label=made.keys.slots[1].label), made.data_key)


def value_of(keys: KeyFile) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(keyfile.to_json(keys))
    return value


@pytest.mark.parametrize(
    ("name", "number"),
    [("memory_kib", 65535), ("memory_kib", 1048577), ("passes", 2), ("passes", 11), ("lanes", 0), ("lanes", 9)],
)
def test_the_cost_is_checked_before_deriving(
    made: Made, name: str, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that asks for too little or too much is refused while reading."""
    monkeypatch.setattr(keyfile, "derive", None)
    value = value_of(made.keys)
    value["slots"][1][name] = number
    with pytest.raises(KeyParametersRefused):
        keyfile.from_json(encode(value).decode())


@pytest.mark.parametrize(
    ("path", "new"),
    [
        (("format",), "thuisplan key"),
        (("version",), 0),
        (("version",), "1"),
        (("epoch",), 0),
        (("register",), "ABC"),
        (("register",), "Z" * 32),
        (("slots",), []),
        (("slots",), {}),
        (("extra",), 1),
        (("slots", 0, "extra"), 1),
        (("slots", 0, "kind"), "board"),
        (("slots", 0, "salt"), "AAAA"),
        (("slots", 0, "label"), "AAAA"),
        (("slots", 0, "passes"), True),
        (("slots", 0, "id"), "0"),
    ],
)
def test_anything_odd_is_no_register(made: Made, path: tuple[Any, ...], new: object) -> None:
    """A strict reader: one member more, less or other."""
    value: Any = value_of(made.keys)
    place = value
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = new
    with pytest.raises(NotARegister):
        keyfile.from_json(encode(value).decode())


def test_a_slot_twice_is_no_register(made: Made) -> None:
    """Slot ids are unique."""
    with pytest.raises(NotARegister):
        keyfile.from_json(keyfile.to_json(replace(made.keys, slots=made.keys.slots[:1] * 2)))


def test_a_later_version_is_named(made: Made) -> None:
    """Even when the rest is unknown."""
    with pytest.raises(RegisterTooNew):
        keyfile.from_json(encode({"format": "thuisplan keys", "version": 2, "new": []}).decode())


@given(st.integers(0, 680), st.text(max_size=3))
@settings(max_examples=300)
def test_any_text_is_read_or_refused(made: Made, place: int, text: str) -> None:
    """A change anywhere gives a named error or a file, never a traceback."""
    whole = keyfile.to_json(made.keys)
    try:
        keyfile.from_json(whole[:place] + text + whole[place + len(text) :])
    except ThuisplanError:
        return


@pytest.mark.parametrize("text", ["", "{", "null", "\ud800", "[" * 1000, "x" * 100_000])
def test_other_text_is_no_register(text: str) -> None:
    """Empty, cut short, hostile or large."""
    with pytest.raises(NotARegister):
        keyfile.from_json(text)


@pytest.mark.parametrize(
    "passphrase",
    [
        "", "kort", "elf tekens1", "aaaaaaaaaaaaaaaa", "een een een een", "regel\neinde12",
        "a b c d e", "a b c d e f g h", "ab cd ef gh", "in de la op", "aaa bbb ccc ddd", "abc def ghi jkl",
        "qwe rty uio asd", "123456789012", "wachtwoord123", "wachtwoord1234!", "Sterrenwacht1", "schoolschool",
    ],
)  # fmt: skip
def test_weak_passphrases_are_refused(passphrase: str) -> None:
    """Fewer than 12 characters and 4 words, repetition, signs that can't be typed; single letters and rows that look
    like words; and whatever the estimator, taught Dutch, calls weak."""
    with pytest.raises(WeakPassphrase):
        keyfile.new_keys(passphrase, FLOOR, "x")


@pytest.mark.parametrize("passphrase", ["twaalf teken", "ui ei la zee", "Zeven fietsen", "aap noot mies wim"])
def test_twelve_characters_or_four_words_are_enough(passphrase: str) -> None:
    """Decision 6."""
    keyfile.check_strength(passphrase)
