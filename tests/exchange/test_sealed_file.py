"""Files are written whole or not at all, and read only when they are what they say."""

import errno
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuisplan_desktop.crypto.canonical import encode
from thuisplan_desktop.errors import (
    BrokenSeal,
    CannotRead,
    CannotWrite,
    DiskFull,
    FileTooLarge,
    FileTooNew,
    NoSuchFile,
    NotAThuisplanFile,
    OtherKindOfFile,
    ThuisplanError,
)
from thuisplan_desktop.exchange import sealed_file
from thuisplan_desktop.exchange.sealed_file import Kind


def test_what_is_packed_is_unpacked() -> None:
    """Kind, body and signatures."""
    data = sealed_file.pack(Kind.COUNTS, {"a": 1}, {"swv": bytes(64)})
    container = sealed_file.unpack(data, Kind.COUNTS)
    assert (container.kind, container.body, container.signatures) == (Kind.COUNTS, {"a": 1}, {"swv": bytes(64)})


def test_another_kind_is_named_in_dutch() -> None:
    """So that the message can say what was given and what was needed."""
    with pytest.raises(OtherKindOfFile) as caught:
        sealed_file.unpack(sealed_file.pack(Kind.PROFILE, {}, {}), Kind.COUNTS)
    assert caught.value.facts == {"found": "regioprofiel", "needed": "verzegelde telling"}
    assert all(kind.label for kind in Kind)


@pytest.mark.parametrize("changes", [{"version": 2}, {"version": 3, "body": None, "new": 1}, {"kind": "handover"}])
def test_a_newer_file_is_named_as_such(changes: dict[str, Any]) -> None:
    """Whatever else a later version puts in it."""
    value = {"body": {}, "format": "thuisplan", "kind": "counts", "signatures": {}, "version": 1, **changes}
    with pytest.raises(FileTooNew):
        sealed_file.kind_of(encode(value))


@pytest.mark.parametrize(
    "changes",
    [
        {"format": "ander"},
        {"version": 0},
        {"version": True},
        {"version": "1"},
        {"kind": 1},
        {"signatures": []},
        {"signatures": {"swv": "AAAA"}},
        {"extra": 1},
    ],
)
def test_an_odd_outside_is_not_ours(changes: dict[str, Any]) -> None:
    """One member other, more or of another type."""
    value = {"body": {}, "format": "thuisplan", "kind": "counts", "signatures": {}, "version": 1, **changes}
    with pytest.raises(NotAThuisplanFile):
        sealed_file.kind_of(encode(value))


@given(st.binary(max_size=200))
@settings(max_examples=200)
def test_any_bytes_are_a_file_or_refused(data: bytes) -> None:
    """Never another error than a named one."""
    with pytest.raises(ThuisplanError):
        sealed_file.kind_of(data)


def test_a_missing_signature_breaks(region: Any) -> None:
    """An absent role is no signature."""
    container = sealed_file.unpack(sealed_file.pack(Kind.PROFILE, {}, {}), Kind.PROFILE)
    with pytest.raises(BrokenSeal):
        sealed_file.verify_body(container, "swv", region.swv.public[0])


def test_a_signature_holds_for_one_kind_and_role(region: Any) -> None:
    """The same body as another kind or in another role needs another signature."""
    signature = sealed_file.sign_body(region.swv, Kind.PROFILE, "swv", {})
    for kind, role in ((Kind.TELLING, "swv"), (Kind.PROFILE, "keyholder")):
        container = sealed_file.unpack(sealed_file.pack(kind, {}, {role: signature}), kind)
        with pytest.raises(BrokenSeal):
            sealed_file.verify_body(container, role, region.swv.public[0])


def test_a_file_is_written_whole_for_its_owner_alone(tmp_path: Path) -> None:
    """Old content replaced, nothing left beside, mode 0600."""
    path = tmp_path / "bestand"
    path.write_bytes(b"old")
    sealed_file.write(path, b"new")
    assert sealed_file.read(path) == b"new"
    assert list(tmp_path.iterdir()) == [path]
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("number", "error"), [(errno.ENOSPC, DiskFull), (errno.EACCES, CannotWrite)])
def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, error: type[ThuisplanError]
) -> None:
    """A full disk or a lost right: the old content stands and nothing lies beside it."""
    path = tmp_path / "bestand"
    path.write_bytes(b"old")

    def fail(_: int) -> None:
        raise OSError(number, "invented")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(error):
        sealed_file.write(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_no_place_to_write(tmp_path: Path) -> None:
    """One named error."""
    with pytest.raises(CannotWrite):
        sealed_file.write(tmp_path / "weg" / "bestand", b"x")


def test_what_can_not_be_read_has_a_name(tmp_path: Path) -> None:
    """No file, a folder, or far too much."""
    with pytest.raises(NoSuchFile):
        sealed_file.read(tmp_path / "weg")
    with pytest.raises(CannotRead):
        sealed_file.read(tmp_path)
    big = tmp_path / "groot"
    with big.open("wb") as file:
        file.truncate(sealed_file.SIZE_LIMIT_MB * 1024 * 1024 + 1)
    with pytest.raises(FileTooLarge) as caught:
        sealed_file.read(big)
    assert caught.value.facts == {"limit_mb": 16}
    assert len(sealed_file.read(big, Kind.SUM_REQUEST)) == sealed_file.SIZE_LIMIT_MB * 1024 * 1024 + 1
    with big.open("r+b") as file:
        file.truncate(sealed_file.REQUEST_LIMIT_MB * 1024 * 1024 + 1)
    with pytest.raises(FileTooLarge) as caught:
        sealed_file.read(big, Kind.SUM_REQUEST)
    assert caught.value.facts == {"limit_mb": 64}


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.SUM_REQUEST])
def test_only_a_sum_request_may_be_large(kind: Kind) -> None:
    """Any other kind of that size is refused, by its reader before it looks inside and by who asks for the kind."""
    large = sealed_file.pack(kind, {"x": "a" * (16 * 1024 * 1024)}, {})
    with pytest.raises(NotAThuisplanFile):
        sealed_file.unpack(large, kind)
    with pytest.raises(NotAThuisplanFile):
        sealed_file.kind_of(large)
