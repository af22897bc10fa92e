"""Kept files: version 1 as it was first written still opens, and what was refused is refused by the same name."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuisplan_desktop.crypto import keyfile
from thuisplan_desktop.crypto.keyring import Identity
from thuisplan_desktop.errors import NotForUs, ThuisplanError
from thuisplan_desktop.exchange import (
    counts_v1,
    enrolment_v1,
    handover_v1,
    profile_v1,
    protected_v1,
    pseudonyms_v1,
    receiving_key_v1,
    sum_v1,
    sum_v2,
    telling_v1,
)
from thuisplan_desktop.region import chains, intervals, shares
from thuisplan_desktop.region.chains import NOTHING
from thuisplan_desktop.region.intervals import Interval
from thuisplan_desktop.register.codes import AbsenceKind

FOLDER = Path(__file__).parent.parent / "vectors" / "v1"
VALID = FOLDER / "valid"
EXPECTED = json.loads((VALID / "expected.json").read_text("utf-8"))
PARTIES = {name: Identity.load(b"\x01" + bytes.fromhex(seed)) for name, seed in EXPECTED["parties"].items()}
PROFILE = profile_v1.decode((VALID / "profile.json").read_bytes())
TELLING = telling_v1.decode((VALID / "telling.json").read_bytes(), PROFILE)
RECEIVED = [
    counts_v1.receive((VALID / f"counts-{n}.json").read_bytes(), TELLING, PROFILE, PARTIES["swv"]) for n in range(1, 7)
]
HASHES = {one.forward_hash for one in RECEIVED}

READERS: dict[str, Callable[[bytes], object]] = {
    "profile": profile_v1.decode,
    "enrolment": enrolment_v1.decode,
    "telling": lambda data: telling_v1.decode(data, PROFILE),
    "counts": lambda data: counts_v1.receive(data, TELLING, PROFILE, PARTIES["swv"]),
    "sum-request": lambda data: sum_v1.decode_request(data, TELLING, PROFILE),
    "sum-answer": lambda data: sum_v2.decode_answer(data, TELLING, PROFILE, PARTIES["swv"], HASHES),
    "receiving-key": receiving_key_v1.decode,
    "handover": lambda data: handover_v1.decode(data, PARTIES["sender-2"]),
    "keys": lambda data: keyfile.from_json(data.decode("utf-8")),
}


def test_the_kept_files_still_open() -> None:
    """Every file of the telling, to the sum that was written down."""
    assert {name: party.fingerprint for name, party in PARTIES.items()} == EXPECTED["fingerprints"]
    assert TELLING.id.hex() == EXPECTED["telling"]
    forwards = sum_v1.decode_request((VALID / "sum-request.json").read_bytes(), TELLING, PROFILE)
    opened = [counts_v1.open_forwarded(one, TELLING, PROFILE, PARTIES["keyholder"]) for one in forwards]
    assert {one.hash for one in opened} == HASHES
    halves = [shares.from_bytes(one.share, PROFILE.layouts) for one in RECEIVED]
    answer = read_answer("sum-answer.json")
    assert answer.totals_only == frozenset()
    assert list(shares.add([*halves, shares.from_bytes(answer.share, PROFILE.layouts)]).words) == EXPECTED["sum"]
    assert [chains.follow(one, NOTHING).end.sequence for one in RECEIVED] == [1] * 6


def test_the_kept_files_of_a_region_without_second_party_still_open() -> None:
    """Profile, list, telling and two count files, to the interval sums that were written down."""
    described = json.loads((VALID / "expected-protected.json").read_text("utf-8"))
    profile = profile_v1.decode((VALID / "protected-profile.json").read_bytes())
    telling = telling_v1.decode((VALID / "protected-telling.json").read_bytes(), profile)
    listed = pseudonyms_v1.decode((VALID / "pseudonyms.json").read_bytes(), profile)
    assert telling.id.hex() == described["telling"]
    assert [line.signing for line in telling.roster] == [line.signing for line in listed.lines]
    files = [(VALID / f"protected-counts-{n}.json").read_bytes() for n in (1, 2)]
    received = [protected_v1.receive(data, telling, profile, PARTIES["swv"]) for data in files]
    tables = {one.sender: protected_v1.tables_of(one.content, telling, profile, 5) for one in received}
    (sums,) = intervals.add_up(telling, profile, tables)
    plain = {cell: [one.low, one.high] if isinstance(one, Interval) else one for cell, one in sums.cells.items()}
    assert plain == described["sums"]


def read_answer(name: str) -> sum_v2.SumAnswer:
    data = (VALID / name).read_bytes()
    return sum_v2.decode_answer(data, TELLING, PROFILE, PARTIES["swv"], HASHES)


def test_an_answer_with_totals_only_still_opens() -> None:
    """Version 2 of the answer: of the report it names there is the one total and nothing else."""
    answer = read_answer("sum-answer-2.json")
    assert answer.totals_only == {"voorbeeld-po"}
    narrow = [replace(PROFILE.layouts[0], cells=("totaal",))]
    ours = shares.add(shares.from_bytes(one.share, PROFILE.layouts) for one in RECEIVED)
    sums = shares.add([shares.narrowed(ours, PROFILE.layouts, narrow), shares.from_bytes(answer.share, narrow)])
    assert list(sums.words) == EXPECTED["sum"][6:]


def test_the_kept_key_file_still_opens() -> None:
    """By passphrase and by code."""
    keys = keyfile.from_json((VALID / "keys.json").read_text("utf-8"))
    holds = EXPECTED["keys"]
    assert keyfile.unlock(keys, holds["passphrase"]).data_key.hex() == holds["data_key"]
    assert keyfile.unlock_with_recovery(keys, holds["recovery_code"]).data_key.hex() == holds["data_key"]
    assert holds["label"] in keyfile.labels(keys, bytes.fromhex(holds["data_key"])).values()


@pytest.mark.parametrize("number", range(1, 7))
def test_the_kept_enrolments_still_open(number: int) -> None:
    """Each with its own keys."""
    enrolment = enrolment_v1.decode((VALID / f"enrolment-{number}.json").read_bytes())
    assert enrolment.keys.signing == PARTIES[f"sender-{number}"].public[0]


def test_the_kept_hand_over_still_opens() -> None:
    """By its receiver alone, with whose key it was, and only what was given: sick reads as authorised."""
    key = receiving_key_v1.decode((VALID / "receiving-key.json").read_bytes())
    assert (key.name, key.fingerprint) == ("Voorbeeldschool 2", EXPECTED["fingerprints"]["sender-2"])
    data = (VALID / "handover.json").read_bytes()
    assert handover_v1.look(data).fingerprint == EXPECTED["fingerprints"]["sender-1"]
    handed = handover_v1.decode(data, PARTIES["sender-2"])
    assert handed.file.case.full_name == "Femke van der Zandloper"
    assert [one.kind for one in handed.file.absences] == [AbsenceKind.AUTHORISED]
    assert [one.phone for one in handed.file.contacts] == ["06-00000001"]
    with pytest.raises(NotForUs):
        handover_v1.decode(data, PARTIES["sender-3"])


def refused() -> list[Any]:
    """Every file of tampered/ and invalid/, with its reader and error."""
    return [
        pytest.param(FOLDER / folder / name, case["reader"], case["error"], id=f"{folder}/{name}")
        for folder in ("tampered", "invalid")
        for name, case in json.loads((FOLDER / folder / "index.json").read_text("utf-8")).items()
    ]


@pytest.mark.parametrize(("path", "reader", "error"), refused())
def test_what_was_refused_is_refused_by_the_same_name(path: Path, reader: str, error: str) -> None:
    """One reason each, and nothing read."""
    with pytest.raises(ThuisplanError) as caught:
        READERS[reader](path.read_bytes())
    assert type(caught.value).__name__ == error


@pytest.mark.parametrize("reader", sorted(READERS))
@given(data=st.data())
@settings(max_examples=120)
def test_a_bent_file_always_gets_a_reason(reader: str, data: st.DataObject) -> None:
    """Bytes cut, changed or put in at random: a named error (a key file may also still read), never a traceback."""
    name = {"enrolment": "enrolment-1", "counts": "counts-1"}.get(reader, reader)
    whole = (VALID / f"{name}.json").read_bytes()
    start = data.draw(st.integers(0, len(whole) - 1))
    removed = data.draw(st.integers(0, 40))
    bent = whole[:start] + data.draw(st.binary(max_size=20)) + whole[start + removed :]
    try:
        READERS[reader](bent)
    except ThuisplanError:
        return
    except UnicodeDecodeError:
        assert reader == "keys"
        return
    assert bent == whole or reader == "keys"
