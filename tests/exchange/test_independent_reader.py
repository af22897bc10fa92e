"""Another program, written from `docs/formats/` alone, opens the kept files. It imports nothing of ours."""

import ast
import base64
import hashlib
import json
import struct
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

ROOT = Path(__file__).parent.parent.parent
VALID = ROOT / "tests" / "vectors" / "v1" / "valid"
EXPECTED = json.loads((VALID / "expected.json").read_text("utf-8"))
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def load(name: str) -> dict[str, Any]:
    data = (VALID / name).read_bytes()
    value: dict[str, Any] = json.loads(data)
    assert canonical(value) == data
    return value


def b64(text: str) -> bytes:
    return base64.b64decode(text)


def check_signature(signing: str, context: bytes, message: bytes, signature: str) -> None:
    signed = struct.pack(">I", len(context)) + context + message
    Ed25519PublicKey.from_public_bytes(b64(signing)).verify(b64(signature), signed)


def check_body(file: dict[str, Any], role: str, signing: str) -> None:
    context = f"thuisplan/{file['kind']}/v1/{role}".encode()
    check_signature(signing, context, canonical(file["body"]), file["signatures"][role])


def open_box(party: str, info: bytes, box: str) -> bytes:
    seed = bytes.fromhex(EXPECTED["parties"][party])
    key = MLKEM768X25519PrivateKey(
        MLKEM768PrivateKey.from_seed_bytes(seed[32:96]), X25519PrivateKey.from_private_bytes(seed[96:])
    )
    suite = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
    return suite.decrypt(b64(box), key, info=info)


def open_share(party: str, half: dict[str, Any]) -> bytes:
    context = f"thuisplan/counts/v1/{party}".encode()
    message = canonical(half["header"]) + b"\x00" + b64(half["box"])
    check_signature(half["header"]["sender"], context, message, half["signature"])
    return open_box(party, context + b"\x00" + canonical(half["header"]), half["box"])


def words(share: bytes) -> list[int]:
    return [word for (word,) in struct.iter_unpack("<Q", share)]


def party_id(keys: dict[str, str]) -> bytes:
    return hashlib.sha256(b"thuisplan/party/v1\x00" + b64(keys["signing"]) + b64(keys["sealing"])).digest()


def test_this_reader_imports_nothing_of_ours() -> None:
    """Otherwise it would prove nothing about the written format."""
    tree = ast.parse(Path(__file__).read_text("utf-8"))
    names = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    names += [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    assert not [name for name in names if name.startswith("thuisplan")]


def test_profile_enrolments_and_telling_are_signed_as_described() -> None:
    """Their signatures, hashes and fingerprints follow from the description."""
    profile, telling = load("profile.json"), load("telling.json")
    swv, keyholder = profile["body"]["swv"], profile["body"]["keyholder"]
    check_body(profile, "swv", swv["signing"])
    check_body(telling, "swv", swv["signing"])
    check_body(telling, "keyholder", keyholder["signing"])
    assert b64(telling["body"]["profile_hash"]) == hashlib.sha256(canonical(profile["body"])).digest()
    assert hashlib.sha256((VALID / "telling.json").read_bytes()).hexdigest() == EXPECTED["telling"]
    roster = [line["signing"] for line in telling["body"]["roster"]]
    listed = (ROOT / "resources" / "words" / "fingerprint-nl-v1.txt").read_text("ascii").split()
    for number in range(1, 7):
        enrolment = load(f"enrolment-{number}.json")
        keys = enrolment["body"]["keys"]
        check_body(enrolment, "sender", keys["signing"])
        assert keys["signing"] in roster
        spoken = " ".join(listed[byte] for byte in party_id(keys)[:12])
        assert spoken == EXPECTED["fingerprints"][f"sender-{number}"]


def test_count_files_and_sum_open_as_described() -> None:
    """Both halves of every file, the request, the answer, and the total modulo 2**64."""
    profile = load("profile.json")["body"]
    total = [0] * len(EXPECTED["sum"])
    hashes = []
    for number in range(1, 7):
        body = load(f"counts-{number}.json")["body"]
        assert b64(body["swv"]["header"]["recipient"]) == party_id(profile["swv"])
        assert body["swv"]["header"]["delivery"] == body["keyholder"]["header"]["delivery"]
        total = [a + b for a, b in zip(total, words(open_share("swv", body["swv"])), strict=True)]
        hashes.append(base64.b64encode(hashlib.sha256(canonical(body["keyholder"])).digest()).decode())
    request, answer = load("sum-request.json"), load("sum-answer.json")
    check_body(request, "swv", profile["swv"]["signing"])
    second = [words(open_share("keyholder", half)) for half in request["body"]["shares"]]
    check_body(answer, "keyholder", profile["keyholder"]["signing"])
    header = {name: value for name, value in answer["body"].items() if name != "box"}
    assert sorted(b64(digest) for digest in hashes) == [b64(digest) for digest in header["summed"]]
    info = b"thuisplan/sum-answer/v1/keyholder\x00" + canonical(header)
    summed = words(open_box("swv", info, answer["body"]["box"]))
    assert summed == [sum(column) % 2**64 for column in zip(*second, strict=True)]
    assert [(a + b) % 2**64 for a, b in zip(total, summed, strict=True)] == EXPECTED["sum"]


def test_an_answer_of_version_2_opens_as_described() -> None:
    """Signed and sealed in the context of its own version; of the report it names only the total's three words."""
    answer, profile = load("sum-answer-2.json"), load("profile.json")["body"]
    assert answer["version"] == 2
    check_signature(
        profile["keyholder"]["signing"],
        b"thuisplan/sum-answer/v2/keyholder",
        canonical(answer["body"]),
        answer["signatures"]["keyholder"],
    )
    header = {name: value for name, value in answer["body"].items() if name != "box"}
    assert header["totals_only"] == [profile["layouts"][0]["report"]]
    info = b"thuisplan/sum-answer/v2/keyholder\x00" + canonical(header)
    theirs = words(open_box("swv", info, answer["body"]["box"]))
    ours = [words(open_share("swv", load(f"counts-{number}.json")["body"]["swv"]))[6:] for number in range(1, 7)]
    assert [sum(column) % 2**64 for column in zip(theirs, *ours, strict=True)] == EXPECTED["sum"][6:]


MARKS = {2**64 - 1: None, 2**64 - 2: "afgeschermd", 2**64 - 3: "afgeschermd"}
NK_PO_SUMS = (
    ("thuiszitters_totaal", ("verzuim_4_weken_tot_3_maanden", "langdurig_verzuim_langer_dan_3_maanden",
                             "niet_ingeschreven_leerplichtig")),
    ("vrijstelling_5_totaal", ("vrijstelling_5_onder_a", "vrijstelling_5_onder_b", "vrijstelling_5_onder_c")),
)  # fmt: skip


def test_a_protected_count_file_opens_as_described() -> None:
    """Signature, box, marks, and the hash of what was published."""
    profile, telling = load("protected-profile.json")["body"], load("protected-telling.json")
    check_body(telling, "swv", profile["swv"]["signing"])
    described = json.loads((VALID / "expected-protected.json").read_text("utf-8"))
    cells = profile["layouts"][0]["cells"]
    for number, expected in enumerate(described["tables"], 1):
        half = load(f"protected-counts-{number}.json")["body"]
        context = b"thuisplan/protected-counts/v1/swv"
        message = canonical(half["header"]) + b"\x00" + b64(half["box"])
        check_signature(half["header"]["sender"], context, message, half["signature"])
        assert b64(half["header"]["recipient"]) == party_id(profile["swv"])
        assert (
            b64(half["header"]["telling"]) == hashlib.sha256((VALID / "protected-telling.json").read_bytes()).digest()
        )
        content = open_box("swv", context + b"\x00" + canonical(half["header"]), half["box"])
        threshold, digest = struct.unpack_from("<Q32s", content)
        found = dict(zip(cells, words(content[40:]), strict=True))
        assert {cell: MARKS.get(word, word) for cell, word in found.items()} == expected
        scope = f"po/{profile['definitions']}/{profile['definitions_version']}/{telling['body']['peildatum']}/"
        published = published_of(found, scope, threshold)
        assert digest == hashlib.sha256(hashlib.sha256(canonical(published)).digest()).digest()


def published_of(found: dict[str, int], scope: str, threshold: int) -> dict[str, Any]:
    """PUBLISHED of table-v1, from the marks alone."""
    zeros = {scope + cell for cell, word in found.items() if word == 2**64 - 3}
    hidden = zeros | {scope + cell for cell, word in found.items() if word == 2**64 - 2}
    return {
        "threshold": threshold,
        "cells": {scope + cell: MARKS.get(word, word) for cell, word in found.items() if scope + cell not in hidden},
        "hidden": sorted(hidden),
        **({"may_be_zero": sorted(zeros)} if zeros else {}),
        "totals": [
            {"total": scope + total, "parts": [scope + part for part in parts], "remainder": False}
            for total, parts in NK_PO_SUMS
        ],
        "max": {},
        "structural_zero": [],
    }


def test_the_list_of_pseudonyms_is_signed_as_described() -> None:
    """By the keys that stand in the key holder's place; its party ids are those of the senders."""
    listed, profile = load("pseudonyms.json"), load("protected-profile.json")["body"]
    check_body(listed, "enroller", profile["keyholder"]["signing"])
    known = {load(f"enrolment-{n}.json")["body"]["keys"]["signing"]: n for n in (1, 2)}
    for line in listed["body"]["lines"]:
        keys = load(f"enrolment-{known[line['signing']]}.json")["body"]["keys"]
        assert b64(line["party"]) == party_id(keys)
    roster = load("protected-telling.json")["body"]["roster"]
    assert [line["signing"] for line in roster] == [line["signing"] for line in listed["body"]["lines"]]
    assert {line["board"] for line in roster} == {0}


def unwrap(keys: dict[str, Any], slot: dict[str, Any], secret: bytes) -> bytes:
    kdf = Argon2id(
        salt=b64(slot["salt"]),
        length=32,
        iterations=slot["passes"],
        lanes=slot["lanes"],
        memory_cost=slot["memory_kib"],
    )
    return AESGCM(kdf.derive(secret)).decrypt(b64(slot["nonce"]), b64(slot["wrapped"]), authenticated(keys, slot))


def authenticated(keys: dict[str, Any], slot: dict[str, Any]) -> bytes:
    header = {name: slot[name] for name in ("id", "kind", "lanes", "memory_kib", "passes", "salt")}
    return canonical({"format": keys["format"], "register": keys["register"], "slot": header, "version": 1})


def test_a_sealed_case_opens_as_described() -> None:
    """Both signatures, the seal bound to the header, the padding, and every member of what is inside."""
    key, handover = load("receiving-key.json")["body"], load("handover.json")
    check_body(load("receiving-key.json"), "receiver", key["keys"]["signing"])
    header = handover["body"]["header"]
    check_body(handover, "sender", header["sender"]["signing"])
    assert b64(header["receiver"]) == party_id(key["keys"])
    assert len(b64(header["file"])) == 16
    info = b"thuisplan/case-handover/v1/receiver\x00" + canonical(header)
    whole = open_box("sender-2", info, handover["body"]["box"])
    assert len(whole) % 16384 == 0
    length = struct.unpack(">I", whole[:4])[0]
    assert set(whole[4 + length :]) <= {0}
    inside = json.loads(whole[4 : 4 + length])
    assert canonical(inside) == whole[4 : 4 + length]
    assert inside["categories"] == ["absence", "education", "home"]
    assert (inside["case"]["surname"], inside["case"]["birth_date"]) == ("Zandloper", "2014-09-03")
    assert (inside["case"]["note"], inside["parts"]["absences"][0]["kind"]) == (None, "authorised")
    assert (inside["sender"], inside["purpose"], inside["basis"]) == ("Voorbeeldschool 1", "handover", "consent")


def test_the_key_file_opens_as_described() -> None:
    """By passphrase and by recovery code, with the label of the slot."""
    keys, holds = load("keys.json"), EXPECTED["keys"]
    by_kind = {slot["kind"]: slot for slot in keys["slots"]}
    data_key = unwrap(keys, by_kind["passphrase"], holds["passphrase"].encode())
    number = 0
    for character in holds["recovery_code"].replace("-", "")[:32]:
        number = number * 32 + CROCKFORD.index(character)
    secret = number.to_bytes(20, "big")
    assert data_key == unwrap(keys, by_kind["recovery"], secret) == bytes.fromhex(holds["data_key"])
    check = int.from_bytes(hashlib.sha256(b"thuisplan/recovery/v1\x00" + secret).digest()[:5], "big")
    typed = "".join(CROCKFORD[check >> shift & 31] for shift in (35, 30, 25, 20))
    assert holds["recovery_code"].endswith(f"-{typed}")
    slot = by_kind["passphrase"]
    label_key = HKDF(SHA256(), 32, salt=None, info=b"thuisplan/keys/v1/label").derive(data_key)
    label = b64(slot["label"])
    assert AESGCM(label_key).decrypt(label[:12], label[12:], authenticated(keys, slot)).decode() == holds["label"]
