"""The head of a backup: what anybody may read of it, what only its own key reads, and what earlier versions wrote."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from factories import make_case
from thuisplan_desktop.actions import backups as backup_actions
from thuisplan_desktop.actions import cases as case_actions
from thuisplan_desktop.actions import opening, putting_back
from thuisplan_desktop.crypto import canonical, keyfile
from thuisplan_desktop.errors import DamagedBackup
from thuisplan_desktop.store import backup_file, backups, cases, register_file, schema
from thuisplan_desktop.store.workspace import Workspace, WorkspaceKind

KEY = bytes(range(32))
NOW = datetime(2026, 11, 5, 9, tzinfo=UTC)
KEPT = Path(__file__).parents[1] / "vectors" / "v1" / "backups"
KEPT_BACKUP = KEPT / "coordinator-v1.thuisplan-backup"
START = b"THUISPLAN BACKUP\n"


@pytest.fixture
def expected() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((KEPT / "expected.json").read_text("utf-8"))
    return found


def _with_cases(folder: Path, count: int) -> tuple[Path, Workspace]:
    """A backup of a register with so many cases, and the register."""
    workspace = register_file.create(folder, WorkspaceKind.COORDINATOR, KEY, "proefregister")
    with workspace.change() as connection:
        for number in range(count):
            cases.save_case(connection, make_case(id=f"c{number}"))
    return backups.make(workspace, NOW, "hand", ""), workspace


def _head_of(path: Path) -> tuple[bytes, dict[str, Any]]:
    data = path.read_bytes()
    assert data.startswith(START)
    length = int.from_bytes(data[len(START) : len(START) + 4], "big")
    text = data[len(START) + 4 :][:length]
    return text, json.loads(text)


def _key_for(purpose: str) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=f"thuisplan/{purpose}".encode()).derive(KEY)


def test_how_many_cases_there_are_is_nobodys_who_finds_the_file(folder: Path, tmp_path: Path) -> None:
    """No table is named, no number of rows or of log lines stands there; the head of 3 and of 300 is as long."""
    lengths = set()
    for count in (3, 300):
        path, workspace = _with_cases(tmp_path / f"{count}.thuisplan", count)
        workspace.close()
        text, value = _head_of(path)
        assert set(value) == {
            "digest", "format", "inside", "keys", "kind", "made_at", "reason", "register", "revision", "seal", "size",
            "version",
        }  # fmt: skip
        assert not any(f'"{table}"'.encode() in text for table in schema.COORDINATOR.tables)
        lengths.add(len(text) - len(str(value["size"])))
        assert not hasattr(backup_file.read_head(path), "rows")
        assert backup_file.proven(backup_file.read_head(path), KEY).rows["cases"] == count
    assert len(lengths) == 1


def test_the_description_is_enough_to_read_it(folder: Path) -> None:
    """As docs/formats/backup-v2.md says, with nothing of ours but the JSON."""
    path, workspace = _with_cases(folder, 3)
    workspace.close()
    _, value = _head_of(path)
    sealed = canonical.encode({name: each for name, each in value.items() if name != "seal"})
    code = HMAC(_key_for("backup/v2/head"), SHA256())
    code.update(sealed)
    assert canonical.blob(code.finalize()) == value["seal"]
    inside = canonical.Record(value, *value).blob_up_to("inside", 1 << 16)
    plain = AESGCM(_key_for("backup/v2/inside")).decrypt(inside[:12], inside[12:], b"backup/v2/inside")
    rows = canonical.Record(json.loads(plain)["rows"], *schema.COORDINATOR.tables)
    assert int.from_bytes(rows.blob("cases", 8), "big") == 3


@pytest.mark.parametrize("name", ["inside", "digest", "reason", "size"])
def test_a_head_that_was_changed_is_refused(folder: Path, name: str) -> None:
    """Whatever in it; with another key nothing of it is believed either."""
    path, workspace = _with_cases(folder, 1)
    workspace.close()
    _, value = _head_of(path)
    other = {"inside": canonical.blob(bytes(600)), "digest": canonical.blob(bytes(32)), "reason": "daily", "size": 1}
    text = canonical.encode(value | {name: other[name]})
    path.write_bytes(START + len(text).to_bytes(4, "big") + text + path.read_bytes()[-4096:])
    with pytest.raises(DamagedBackup):
        backup_file.proven(backup_file.read_head(path), KEY)


def test_a_backup_of_the_first_version_opens_for_ever(tmp_path: Path, expected: dict[str, Any]) -> None:
    """By its passphrase and by its code, with all that stood in it; and it is put back on a new computer."""
    told = backup_file.read_head(KEPT_BACKUP)
    keys = keyfile.from_json(told.keys)
    for unlocked in (
        keyfile.unlock(keys, expected["passphrase"]),
        keyfile.unlock_with_recovery(keys, expected["recovery_code"]),
    ):
        assert unlocked.data_key.hex() == expected["key"]
    head = backups.check(KEPT_BACKUP, expected["register"], unlocked.data_key)
    assert (dict(head.rows), head.version) == (expected["rows"], 1)
    assert (head.log_number, head.log_hash.hex()) == (expected["log"]["number"], expected["log"]["hash"])
    with pytest.raises(DamagedBackup):
        backup_file.proven(told, KEY)
    folder, way_in = tmp_path / "nieuw.thuisplan", opening.by_passphrase(expected["passphrase"])
    putting_back.restore_closed(folder, KEPT_BACKUP, way_in, NOW)
    register = opening.open_by(way_in, folder, clock=lambda: NOW)
    assert [row.id for row in case_actions.list_cases(register)] == expected["cases"]
    assert all("Met de reservekopie van 3 november 2026" in told for told in register.check())
    register.close()


def test_a_backup_of_the_first_version_stops_telling_its_counts(tmp_path: Path, expected: dict[str, Any]) -> None:
    """With the next backup, here and on the second place; it opens by the same keys and holds the same."""
    folder, way_in = tmp_path / "nieuw.thuisplan", opening.by_passphrase(expected["passphrase"])
    stick = tmp_path / "stick"
    stick.mkdir()
    putting_back.restore_closed(folder, KEPT_BACKUP, way_in, NOW)
    register = opening.open_by(way_in, folder, clock=lambda: NOW)
    backup_actions.choose_second_place(register, stick)
    older = [Path(shutil.copy(KEPT_BACKUP, place)) for place in (folder / "backups", stick)]
    row = next(row for row in backup_actions.view(register).rows if row.path == older[0])
    assert (row.cases, row.fault) == (2, "")
    backup_actions.make(register)
    for path in older:
        assert _head_of(path)[1]["version"] == 2
        head = backups.check(path, expected["register"], register.workspace.data_key)
        assert (dict(head.rows), head.keys) == (expected["rows"], backup_file.read_head(KEPT_BACKUP).keys)
        assert (head.made_at.isoformat(), head.reason) == (expected["made_at"], expected["reason"])
    register.close()
