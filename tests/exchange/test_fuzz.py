"""Files that nobody wrote: each gets a named reason, never a traceback, and never passes for the one it was made from.

2,000 of each format in a normal run, 100,000 in the long one, and as many as THUISPLAN_FUZZ says where that is set.
Half are bent as bytes; half as JSON, written canonically again, so that they get past the outside of the file.
"""

import json
import os
import random
import struct
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from thuisplan_desktop.crypto.canonical import decode, encode
from thuisplan_desktop.crypto.keyring import Identity
from thuisplan_desktop.errors import NotAThuisplanFile, ThuisplanError
from thuisplan_desktop.exchange import (
    counts_v1,
    enrolment_v1,
    handover_v1,
    handover_value,
    profile_v1,
    protected_v1,
    pseudonyms_v1,
    receiving_key_v1,
    sealed_file,
    sum_v1,
    sum_v2,
    telling_v1,
)

VALID = Path(__file__).parents[1] / "vectors" / "v1" / "valid"
EXPECTED = json.loads((VALID / "expected.json").read_text("utf-8"))
SWV = Identity.load(b"\x01" + bytes.fromhex(EXPECTED["parties"]["swv"]))
PROFILE = profile_v1.decode((VALID / "profile.json").read_bytes())
TELLING = telling_v1.decode((VALID / "telling.json").read_bytes(), PROFILE)

READERS: dict[str, tuple[str, Callable[[bytes], object]]] = {
    "profile": ("profile.json", profile_v1.decode),
    "enrolment": ("enrolment-1.json", enrolment_v1.decode),
    "telling": ("telling.json", lambda data: telling_v1.decode(data, PROFILE)),
    "counts": ("counts-1.json", lambda data: counts_v1.receive(data, TELLING, PROFILE, SWV)),
    "sum request": ("sum-request.json", lambda data: sum_v1.decode_request(data, TELLING, PROFILE)),
    "sum answer": ("sum-answer-2.json", lambda data: sum_v2.decode_answer(data, TELLING, PROFILE, SWV, ())),
}
RECEIVER = Identity.load(b"\x01" + bytes.fromhex(EXPECTED["parties"]["sender-2"]))
READERS |= {
    "receiving key": ("receiving-key.json", receiving_key_v1.decode),
    "hand-over": ("handover.json", lambda data: handover_v1.decode(data, RECEIVER)),
}
THERE = profile_v1.decode((VALID / "protected-profile.json").read_bytes())
OPENED = telling_v1.decode((VALID / "protected-telling.json").read_bytes(), THERE)


def read_protected(data: bytes) -> object:
    """As the region does: open it, then judge the table in it."""
    received = protected_v1.receive(data, OPENED, THERE, SWV)
    return protected_v1.tables_of(received.content, OPENED, THERE, 5)


READERS |= {
    "protected counts": ("protected-counts-1.json", read_protected),
    "pseudonyms": ("pseudonyms.json", lambda data: pseudonyms_v1.decode(data, THERE)),
}
NORMAL = int(os.environ.get("THUISPLAN_FUZZ", "2000"))
LONG = 100_000

ODD: tuple[Any, ...] = (
    None, True, -1, 0, 2**63, "", " ", "A" * 400, "=", "\u202e", "é" * 3, [], {}, [[[]]], {"x": 1}, "2026-02-30", 1.5,
)  # fmt: skip


def bend_bytes(whole: bytes, dice: random.Random) -> bytes:
    """Cut out, put in, repeat, flip: one to four times."""
    data = bytearray(whole)
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(data) + 1)
        match dice.randrange(5):
            case 0:
                del data[at : at + dice.randint(1, 60)]
            case 1:
                data[at:at] = dice.randbytes(dice.randint(1, 20))
            case 2:
                data[at:at] = data[: dice.randint(0, 80)]
            case 3 if data:
                data[at % len(data)] ^= 1 << dice.randrange(8)
            case _:
                data = data[:at]
    return bytes(data)


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every place in a JSON value where something else could stand."""
    found: list[tuple[Any, Any]] = []
    waiting = [value]
    while waiting:
        one = waiting.pop()
        keys = list(one) if isinstance(one, dict) else range(len(one)) if isinstance(one, list) else ()
        found += [(one, key) for key in keys]
        waiting += [one[key] for key in keys]
    return found


def bend_json(whole: bytes, dice: random.Random) -> bytes:
    """Another value, one less, one more, or two places exchanged."""
    value = json.loads(whole)
    for _ in range(dice.randint(1, 3)):
        options = places(value)
        holder, key = dice.choice(options)
        match dice.randrange(4):
            case 0:
                holder[key] = deepcopy(dice.choice(ODD))  # what is bent next stays out of the list
            case 1:
                del holder[key]
            case 2 if isinstance(holder, list):
                holder.insert(0, holder[key])
            case 2:
                holder[f"{key}x"] = holder[key]
            case _:
                other, at = dice.choice(options)
                if (other, at) != (holder, key) and at in other if isinstance(other, dict) else at < len(other):
                    holder[key] = json.loads(json.dumps(other[at]))
        if not places(value):
            break
    return written(value)


def written(value: Any) -> bytes:
    """Canonically where that can be; a fraction or half a letter has no canonical form."""
    try:
        return encode(value)
    except (TypeError, ValueError, ThuisplanError):
        return json.dumps(value).encode()


def fuzz(name: str, count: int, seed: int) -> dict[str, int]:
    """How many were refused, by reason."""
    file, read = READERS[name]
    whole = (VALID / file).read_bytes()
    dice, reasons = random.Random(f"{name}{seed}"), dict[str, int]()
    for number in range(count):
        bent = (bend_bytes if number % 2 else bend_json)(whole, dice)
        try:
            read(bent)
        except ThuisplanError as error:
            reasons[type(error).__name__] = reasons.get(type(error).__name__, 0) + 1
        else:
            assert bent == whole, "a bent file passed"
    return reasons


@pytest.mark.parametrize("name", sorted(READERS))
def test_every_bent_file_has_a_reason(name: str) -> None:
    """More than one reason: some get past the outside."""
    assert len(fuzz(name, NORMAL, 0)) > 1


def inside(count: int, seed: int) -> int:
    """How many bent insides of a sealed case were refused: what a sender whose words were compared could still do."""
    handed = handover_v1.decode((VALID / "handover.json").read_bytes(), RECEIVER)
    whole = encode(handover_value.to_value(handed))
    dice, refused = random.Random(seed), 0
    for number in range(count):
        bent = (bend_bytes if number % 5 == 0 else bend_json)(whole, dice)
        try:
            with sealed_file.reading():
                handover_value.from_value(decode(bent, 8 * 1024 * 1024))
        except NotAThuisplanFile:
            refused += 1
    return refused


def test_every_bent_inside_of_a_hand_over_has_a_reason() -> None:
    """Members missing or exchanged, days and codes that can't be: refused. Another name is another true case."""
    assert NORMAL // 2 < inside(NORMAL, 0) < NORMAL


@pytest.mark.long
def test_a_hundred_thousand_bent_insides_have_a_reason() -> None:
    """As promised."""
    assert LONG // 2 < inside(LONG, 1) < LONG


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(READERS))
def test_a_hundred_thousand_bent_files_have_a_reason(name: str) -> None:
    """As promised."""
    assert len(fuzz(name, LONG, 1)) > 1


def bent_content(whole: bytes, dice: random.Random) -> bytes:
    """What an enrolled sender could seal: other counts, other marks, another threshold or hash, or a piece less."""
    words = list(struct.unpack(f"<{len(whole) // 8}Q", whole))
    for _ in range(dice.randint(1, 4)):
        words[dice.randrange(len(words))] = dice.choice((*range(12), 10_000, 2**63, *(2**64 - n for n in range(1, 6))))
    made = struct.pack(f"<{len(words)}Q", *words)
    return made if dice.random() > 0.05 else made[: -dice.randint(1, 16)]


def judge_contents(count: int, seed: int) -> set[str]:
    """Every refusal has its name; a table that passes shows no small number, and all its hidden cells are open."""
    whole = protected_v1.receive((VALID / "protected-counts-1.json").read_bytes(), OPENED, THERE, SWV).content
    dice, reasons = random.Random(f"content{seed}"), set[str]()
    for _ in range(count):
        try:
            tables = protected_v1.tables_of(bent_content(whole, dice), OPENED, THERE, 5)
        except ThuisplanError as error:
            reasons.add(type(error).__name__)
            continue
        for table in tables:
            assert not any(isinstance(value, int) and 0 < value < 5 for value in table.cells.values())
            assert all(low != high for low, high in table.certificate.bounds.values())
    return reasons


def test_every_forged_table_has_a_reason() -> None:
    """Rightly signed and sealed by an enrolled sender: the region judges what is in it."""
    assert judge_contents(NORMAL // 5, 0) == {"NotProtected", "CertificateDiffers", "OtherTelling"}


@pytest.mark.long
def test_a_hundred_thousand_forged_tables_have_a_reason() -> None:
    """As promised."""
    assert "NotProtected" in judge_contents(LONG, 1)
