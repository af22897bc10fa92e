"""Make the test vectors of every version 1 format: `python tools/make_vectors.py FOLDER`.

Keys come from fixed seeds, seals and shares from fresh randomness, so a second run gives other bytes of the same
meaning. What is in the repository is kept: a reader must go on opening it. The folder must not exist yet.
"""

import hashlib
import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from thuisplan_desktop.counts.protect import protect
from thuisplan_desktop.counts.reports import report
from thuisplan_desktop.counts.table import CountTable, Mark
from thuisplan_desktop.crypto import keyfile
from thuisplan_desktop.crypto.canonical import encode as canonical
from thuisplan_desktop.crypto.derivation import FLOOR
from thuisplan_desktop.crypto.keyring import Identity
from thuisplan_desktop.exchange import (
    counts_v1,
    enrolment_v1,
    handover_v1,
    profile_v1,
    protected_v1,
    pseudonyms_v1,
    receiving_key_v1,
    sealed_file,
    sum_v1,
    sum_v2,
    telling_v1,
)
from thuisplan_desktop.exchange.parties_v1 import keys_of
from thuisplan_desktop.region import intervals, shares
from thuisplan_desktop.region.chains import START
from thuisplan_desktop.region.intervals import Interval
from thuisplan_desktop.region.layouts import layout_of
from thuisplan_desktop.region.telling import (
    Enrolment,
    Mode,
    Profile,
    PseudonymLine,
    PseudonymList,
    ReportLayout,
    RosterLine,
    Telling,
)
from thuisplan_desktop.register import handing
from thuisplan_desktop.register.case import Absence, Case, CaseFile, Contact
from thuisplan_desktop.register.codes import AbsenceKind, ContactRole, DataCategory, LegalBasis, Purpose

SENDERS = tuple(f"sender-{number}" for number in range(1, 7))
PASSPHRASE = "vier woorden één zin"
LAYOUT = ReportLayout("voorbeeld-po", 1, "po", ("dreigend", "thuiszittend", "totaal"))


def identity(name: str) -> Identity:
    """The same keys on every run."""
    return Identity.load(b"\x01" + hashlib.shake_256(f"thuisplan test {name}".encode()).digest(128))


PARTIES = {name: identity(name) for name in ("swv", "keyholder", *SENDERS)}
PROFILE = Profile(
    region="voorbeeldregio",
    name="Samenwerkingsverband Voorbeeld",
    version=1,
    mode=Mode.SPLIT,
    min_senders=5,
    definitions="landelijk",
    definitions_version="1",
    layouts=(LAYOUT,),
    swv=keys_of(PARTIES["swv"]),
    keyholder=keys_of(PARTIES["keyholder"]),
    issued_on=date(2026, 8, 31),
)


def vectors_of(number: int) -> tuple[int, ...]:
    """Counts of one sender: the sixth does not register the first cell."""
    first = (0, 0, 0) if number == 6 else (number, 1, 1)
    return (*first, 1, 1, 1, number + 1, 1, 1)


def travelling_files() -> tuple[dict[str, bytes], dict[str, Any]]:
    """One file of every kind, and what is in it."""
    files = {"profile.json": profile_v1.encode(PROFILE, PARTIES["swv"])}
    for number, name in enumerate(SENDERS, 1):
        keys = keys_of(PARTIES[name])
        enrolment = Enrolment(PROFILE.region, keys, f"Voorbeeldschool {number}", f"Bestuur {number}", frozenset({"po"}))
        files[f"enrolment-{number}.json"] = enrolment_v1.encode(enrolment, PARTIES[name])
    telling = open_telling(files)
    received, total = seal_counts(files, telling)
    forwards = [one.forward for one in received]
    files["sum-request.json"] = sum_v1.encode_request(telling, PROFILE, PARTIES["swv"], forwards)
    answer_sum(files, telling)
    files |= hand_over()
    return files, {"cells": list(LAYOUT.cells), "sum": list(total), "telling": telling.id.hex()}


def open_telling(files: dict[str, bytes]) -> Telling:
    """Proposal and co-signed telling."""
    roster = tuple(RosterLine(PARTIES[name].public[0], i, frozenset({"po"})) for i, name in enumerate(SENDERS, 1))
    draft = Telling(
        telling_v1.NO_ID,
        PROFILE.region,
        PROFILE.version,
        profile_v1.profile_hash(PROFILE),
        date(2026, 10, 1),
        roster,
        date(2026, 9, 14),
    )
    files["telling-proposal.json"] = telling_v1.encode_proposal(draft, PROFILE, PARTIES["swv"])
    files["telling.json"] = telling_v1.cosign(files["telling-proposal.json"], PROFILE, PARTIES["keyholder"])
    return telling_v1.decode(files["telling.json"], PROFILE)


def seal_counts(files: dict[str, bytes], telling: Telling) -> tuple[list[counts_v1.ReceivedCounts], tuple[int, ...]]:
    """One count file of every sender, opened by the samenwerkingsverband."""
    vectors = [vectors_of(number) for number in range(1, 7)]
    for number, (name, vector) in enumerate(zip(SENDERS, vectors, strict=True), 1):
        first, second = (shares.to_bytes(share) for share in shares.split(vector))
        files[f"counts-{number}.json"] = counts_v1.encode(
            telling, PROFILE, PARTIES[name], START, for_swv=first, for_keyholder=second
        )
    received = [
        counts_v1.receive(files[f"counts-{number}.json"], telling, PROFILE, PARTIES["swv"]) for number in range(1, 7)
    ]
    return received, tuple(sum(column) for column in zip(*vectors, strict=True))


def answer_sum(files: dict[str, bytes], telling: Telling) -> None:
    """The key holder adds what he opened."""
    forwards = sum_v1.decode_request(files["sum-request.json"], telling, PROFILE)
    opened = [counts_v1.open_forwarded(one, telling, PROFILE, PARTIES["keyholder"]) for one in forwards]
    total = shares.add(shares.from_bytes(one.share, PROFILE.layouts) for one in opened)
    files["sum-answer.json"] = sum_v2.encode_answer(
        telling, PROFILE, PARTIES["keyholder"], [one.hash for one in opened], shares.to_bytes(total)
    )


def handed_case() -> handing.Handed:
    """An invented pupil who goes to another school: absence and education by law, home with consent."""
    told = frozenset({DataCategory.ABSENCE, DataCategory.EDUCATION, DataCategory.HOME})
    case = Case(
        id="c1", nickname="Femke", infix="van der", surname="Zandloper", birth_date=date(2014, 9, 3),
        school_name="De Verzonnen Boom", brin="99XA", year_group="8", enrolled_on=date(2018, 8, 1),
        first_absent_on=date(2026, 1, 12), note="Dit gaat niet mee.",
    )  # fmt: skip
    sick = Absence(id="a1", case_id="c1", kind=AbsenceKind.SICK, starts_on=date(2026, 1, 12))
    father = Contact(id="p1", case_id="c1", role=ContactRole.PARENT, first_name="Roelof", phone="06-00000001")
    file = CaseFile(case, absences=(sick,), contacts=(father,))
    return handing.Handed(
        sender="Voorbeeldschool 1", made_on=date(2026, 11, 3), purpose=Purpose.HANDOVER, basis=LegalBasis.CONSENT,
        categories=told, note="", file=handing.what_goes(file, told),
    )  # fmt: skip


def hand_over() -> dict[str, bytes]:
    """The second sender's ontvangstsleutel, and a case that the first sealed to it."""
    sender, receiver = PARTIES["sender-1"], PARTIES["sender-2"]
    return {
        "receiving-key.json": receiving_key_v1.encode("Voorbeeldschool 2", receiver),
        "handover.json": handover_v1.encode(handed_case(), sender, keys_of(receiver)),
    }


PROTECTED = replace(
    PROFILE,
    mode=Mode.PROTECTED,
    definitions="noord-kennemerland-2017",
    layouts=(layout_of(report("nk-po-2017")),),
    keyholder=keys_of(PARTIES["keyholder"]),
)
"""The same region, had it no second party: the key holder's keys are then the enrolling officer's."""

_PARTS = ("verzuim_4_weken_tot_3_maanden", "langdurig_verzuim_langer_dan_3_maanden", "niet_ingeschreven_leerplichtig")


def protected_files() -> tuple[dict[str, bytes], dict[str, Any]]:
    """What travels where schools protect their own tables: profile, list of pseudonyms, telling, two count files."""
    senders = SENDERS[:2]
    lines = tuple(PseudonymLine(PARTIES[name].public[0], PARTIES[name].party_id, frozenset({"po"})) for name in senders)
    listed = PseudonymList(PROTECTED.region, 1, date(2026, 9, 10), lines)
    roster = tuple(RosterLine(line.signing, 0, line.sectors) for line in lines)
    files = {
        "protected-profile.json": profile_v1.encode(PROTECTED, PARTIES["swv"]),
        "pseudonyms.json": pseudonyms_v1.encode(listed, PROTECTED, PARTIES["keyholder"]),
    }
    hashed = profile_v1.profile_hash(PROTECTED)
    draft = Telling(telling_v1.NO_ID, PROTECTED.region, 1, hashed, date(2026, 10, 1), roster, date(2026, 9, 14))
    files["protected-telling.json"] = telling_v1.encode_proposal(draft, PROTECTED, PARTIES["swv"])
    telling = telling_v1.decode(files["protected-telling.json"], PROTECTED)
    tables = [protect(protected_counts(number, telling)) for number in (1, 2)]
    for number, (name, table) in enumerate(zip(senders, tables, strict=True), 1):
        files[f"protected-counts-{number}.json"] = protected_v1.encode(
            telling, PROTECTED, PARTIES[name], START, [table]
        )
    shown = [{cell: _as_word(value) for cell, value in table.cells.items()} for table in tables]
    sent = {PARTIES[name].public[0]: [table] for name, table in zip(senders, tables, strict=True)}
    (sums,) = intervals.add_up(telling, PROTECTED, sent)
    expected = {cell: [one.low, one.high] if isinstance(one, Interval) else one for cell, one in sums.cells.items()}
    return files, {"tables": shown, "sums": expected, "telling": telling.id.hex()}


def _as_word(value: object) -> object:
    return value.value if isinstance(value, Mark) else value


def protected_counts(number: int, telling: Telling) -> CountTable:
    """The first school has one child in one cell and six in another; the second eight and nine. Neither registers
    long illness."""
    declared = report("nk-po-2017")
    cells: dict[str, int | None] = dict.fromkeys(declared.cells, 0) | {"langdurig_ziek": None}
    first, second = ((1, 6), (8, 9))[number - 1]
    cells |= {_PARTS[0]: first, _PARTS[1]: second, "thuiszitters_totaal": first + second}
    return CountTable("nk-po-2017", 1, PROTECTED.definitions, "1", telling.peildatum, cells, declared.totals)


def key_file() -> tuple[bytes, dict[str, str]]:
    """keys.json of an invented register, and what opens it."""
    keys, data_key, code = keyfile.new_keys(PASSPHRASE, FLOOR, "Coördinator")
    opens = {"passphrase": PASSPHRASE, "recovery_code": code, "data_key": data_key.hex(), "label": "Coördinator"}
    return keyfile.to_json(keys).encode(), opens


def changed(data: bytes, **changes: Any) -> bytes:
    """The same JSON with members set by path: `body.min_senders` is written body__min_senders."""
    value = json.loads(data)
    for path, new in changes.items():
        *parents, last = path.split("__")
        place = value
        for name in parents:
            place = place[int(name)] if isinstance(place, list) else place[name]
        place[last] = new
    return canonical(value)


def bent(text: str) -> str:
    """Base64 of the same length with its first bits changed."""
    return ("B" if text[0] == "A" else "A") + text[1:]


def tampered(files: dict[str, bytes]) -> dict[str, tuple[bytes, str, str]]:
    """Well-formed files that were altered on the way: name -> bytes, reader, error."""
    counts, other = (json.loads(files[f"counts-{n}.json"])["body"] for n in (1, 2))
    answer = json.loads(files["sum-answer.json"])
    request = json.loads(files["sum-request.json"])
    telling = json.loads(files["telling.json"])
    box, head = counts["swv"]["box"], counts["swv"]["header"]
    one = files["counts-1.json"]
    return {
        "profile-name.json": (changed(files["profile.json"], body__name="Ander verband"), "profile", "BrokenSeal"),
        "profile-key.json": (
            changed(files["profile.json"], body__keyholder=json.loads(files["enrolment-1.json"])["body"]["keys"]),
            "profile",
            "BrokenSeal",
        ),
        "enrolment-board.json": (changed(files["enrolment-1.json"], body__board="X"), "enrolment", "BrokenSeal"),
        "telling-peildatum.json": (
            changed(files["telling.json"], body__peildatum="2026-10-02"),
            "telling",
            "BrokenSeal",
        ),
        "telling-roster.json": (
            changed(files["telling.json"], body__roster=telling["body"]["roster"][:-1]),
            "telling",
            "BrokenSeal",
        ),
        "telling-cosignature.json": (
            changed(files["telling.json"], signatures__keyholder=telling["signatures"]["swv"]),
            "telling",
            "BrokenSeal",
        ),
        "telling-not-cosigned.json": (files["telling-proposal.json"], "telling", "NotCosigned"),
        "counts-box.json": (changed(one, body__swv__box=bent(box)), "counts", "BrokenSeal"),
        "counts-sequence.json": (changed(one, body__swv__header__sequence="00000002"), "counts", "BrokenSeal"),
        "counts-sender.json": (
            changed(one, body__swv__header__sender=other["swv"]["header"]["sender"]),
            "counts",
            "BrokenSeal",
        ),
        "counts-telling.json": (
            changed(one, body__swv__header__telling=bent(head["telling"])),
            "counts",
            "BrokenSeal",
        ),
        "counts-other-half.json": (changed(one, body__keyholder=other["keyholder"]), "counts", "BrokenSeal"),
        "counts-signature.json": (
            changed(one, body__keyholder__signature=bent(counts["keyholder"]["signature"])),
            "counts",
            "BrokenSeal",
        ),
        "sum-request-one-less.json": (
            changed(files["sum-request.json"], body__shares=request["body"]["shares"][:-1]),
            "sum-request",
            "BrokenSeal",
        ),
        "sum-answer-box.json": (
            changed(files["sum-answer.json"], body__box=bent(answer["body"]["box"])),
            "sum-answer",
            "BrokenSeal",
        ),
        "sum-answer-one-less.json": (
            changed(files["sum-answer.json"], body__summed=answer["body"]["summed"][:-1]),
            "sum-answer",
            "BrokenSeal",
        ),
        **tampered_handover(files),
    }


def tampered_handover(files: dict[str, bytes]) -> dict[str, tuple[bytes, str, str]]:
    """A key under another name, a sealed case with another box or number, and one that somebody signed anew as his."""
    key, whole = files["receiving-key.json"], files["handover.json"]
    body = json.loads(whole)["body"]
    other = json.loads(files["enrolment-3.json"])["body"]["keys"]
    mine = {"box": body["box"], "header": {**body["header"], "sender": other}}
    kind, role = sealed_file.Kind.HANDOVER, handover_v1.SENDER
    again = sealed_file.pack(kind, mine, {role: sealed_file.sign_body(PARTIES["sender-3"], kind, role, mine)})
    return {
        "receiving-key-name.json": (changed(key, body__name="Andere school"), "receiving-key", "BrokenSeal"),
        "handover-box.json": (changed(whole, body__box=bent(body["box"])), "handover", "BrokenSeal"),
        "handover-file.json": (
            changed(whole, body__header__file=bent(body["header"]["file"])),
            "handover",
            "BrokenSeal",
        ),
        "handover-other-sender.json": (again, "handover", "BrokenSeal"),
    }


def invalid(files: dict[str, bytes], keys: bytes) -> dict[str, tuple[bytes, str, str]]:
    """Files that no version 1 program writes: name -> bytes, reader, error."""
    profile, not_ours = files["profile.json"], "NotAThuisplanFile"
    weak = profile_bytes(replace(PROFILE, min_senders=4))
    one_hand = profile_bytes(replace(PROFILE, keyholder=PROFILE.swv))
    return {
        "empty.json": (b"", "profile", not_ours),
        "not-json.json": (b"PK\x03\x04", "profile", not_ours),
        "trailing-newline.json": (profile + b"\n", "profile", not_ours),
        "byte-order-mark.json": (b"\xef\xbb\xbf" + profile, "profile", not_ours),
        "white-space.json": (json.dumps(json.loads(profile), sort_keys=True).encode(), "profile", not_ours),
        "member-twice.json": (profile.replace(b'"version":1}', b'"version":1,"version":1}'), "profile", not_ours),
        "member-extra.json": (changed(profile, extra="x"), "profile", not_ours),
        "fraction.json": (profile.replace(b'"min_senders":5', b'"min_senders":5.0'), "profile", not_ours),
        "deep.json": (b"[" * 50_000, "profile", not_ours),
        "hidden-character.json": (changed(profile, body__name="Voor\u202ebeeld"), "profile", not_ours),
        "half-surrogate.json": (profile.replace(b"voorbeeldregio", b"\\ud800"), "profile", not_ours),
        "newer-version.json": (changed(profile, version=2, news={}), "profile", "FileTooNew"),
        "newer-kind.json": (changed(profile, kind="handover"), "profile", "FileTooNew"),
        "other-kind.json": (files["telling.json"], "profile", "OtherKindOfFile"),
        "too-few-senders.json": (weak, "profile", "ProfileRefused"),
        "both-halves-in-one-hand.json": (one_hand, "profile", "ProfileRefused"),
        "keys-low-passes.json": (changed(keys, slots=lowered(keys, passes=1)), "keys", "KeyParametersRefused"),
        "keys-low-memory.json": (changed(keys, slots=lowered(keys, memory_kib=8192)), "keys", "KeyParametersRefused"),
        "keys-high-memory.json": (
            changed(keys, slots=lowered(keys, memory_kib=2**30)),
            "keys",
            "KeyParametersRefused",
        ),
        "keys-newer.json": (changed(keys, version=2), "keys", "RegisterTooNew"),
        "keys-no-slots.json": (changed(keys, slots=[]), "keys", "NotARegister"),
        "keys-slot-twice.json": (changed(keys, slots=[json.loads(keys)["slots"][0]] * 2), "keys", "NotARegister"),
        "keys-cut-short.json": (keys[:-20], "keys", "NotARegister"),
    }


def lowered(keys: bytes, **changes: int) -> list[dict[str, Any]]:
    """The slots of a key file, the first asking for another cost."""
    first, *others = json.loads(keys)["slots"]
    return [{**first, **changes}, *others]


def profile_bytes(profile: Profile) -> bytes:
    """A profile that our own encoder refuses, signed all the same."""
    body = profile_v1._to_body(profile)  # noqa: SLF001 - to make what the encoder won't
    kind = sealed_file.Kind.PROFILE
    signature = sealed_file.sign_body(PARTIES["swv"], kind, profile_v1.SWV, body)
    return sealed_file.pack(kind, body, {profile_v1.SWV: signature})


def write_index(folder: Path, cases: dict[str, tuple[bytes, str, str]]) -> None:
    """The files, and a list of which reader must raise what."""
    folder.mkdir(parents=True)
    for name, (data, _, _) in cases.items():
        (folder / name).write_bytes(data)
    index = {name: {"reader": reader, "error": error} for name, (_, reader, error) in cases.items()}
    (folder / "index.json").write_text(json.dumps(index, indent=1, sort_keys=True) + "\n")


def write_protected(folder: Path, files: dict[str, bytes], described: dict[str, Any]) -> None:
    """The files of a region without second party, and what is in them."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    text = json.dumps(described, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    (folder / "expected-protected.json").write_text(text, encoding="utf-8")


def main(out: Path) -> None:
    """Write valid/, tampered/ and invalid/."""
    files, holds = travelling_files()
    keys, opens = key_file()
    (out / "valid").mkdir(parents=True)
    for name, data in {**files, "keys.json": keys}.items():
        (out / "valid" / name).write_bytes(data)
    seeds = {name: party.export()[1:].hex() for name, party in PARTIES.items()}
    fingerprints = {name: party.fingerprint for name, party in PARTIES.items()}
    expected = {"parties": seeds, "fingerprints": fingerprints, "keys": opens, **holds}
    text = json.dumps(expected, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    (out / "valid" / "expected.json").write_text(text, encoding="utf-8")
    more, described = protected_files()
    write_protected(out / "valid", more, described)
    write_index(out / "tampered", tampered(files))
    write_index(out / "invalid", invalid(files, keys))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
