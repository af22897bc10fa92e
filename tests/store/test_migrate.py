"""Older registers: kept files still open with all they held, and a step is copied aside first and all or nothing."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from factories import make_case, make_contact
from thuisplan_desktop.errors import BackupTooNew, DiskFull, RegisterDamaged, RegisterTooNew, ThuisplanError
from thuisplan_desktop.store import (
    backup_file,
    backups,
    cases,
    cipher,
    migrate,
    register_file,
    restoring,
    salvage,
    schema,
)
from thuisplan_desktop.store.backup_file import Head
from thuisplan_desktop.store.integrity import problems
from thuisplan_desktop.store.register_file import Workspace, WorkspaceKind
from thuisplan_desktop.store.restoring import Carried

KEY = bytes(range(32))
NOW = datetime(2026, 11, 3, 9, tzinfo=UTC)
KEPT = Path(__file__).parents[1] / "vectors" / "v1" / "registers"
FOLDERS = sorted(path.parent.name for path in KEPT.glob("*/register.db"))


def test_every_revision_of_every_kind_is_kept() -> None:
    """A released revision without a kept file could break unseen."""
    wanted = {
        f"{kind}-{revision:04d}" for kind, newest in schema.REVISIONS.items() for revision in range(1, newest + 1)
    }
    assert set(FOLDERS) == wanted


@pytest.mark.parametrize("name", FOLDERS)
def test_a_kept_register_still_holds_everything(name: str, folder: Path) -> None:
    """Every value of every row that the older version wrote is there after opening."""
    expected = copy_of(name, folder)
    workspace = register_file.open_(folder, bytes.fromhex(expected["key"]), expected["register_id"])
    assert workspace.kind == expected["kind"]
    assert workspace.check() == ()
    with workspace.read() as connection:
        assert_holds(connection, expected)
    workspace.close()
    older = revision_of(name) < schema.REVISIONS[WorkspaceKind(expected["kind"])]
    assert (folder / "backups" / "before-migration.db").exists() == older


def copy_of(name: str, folder: Path) -> dict[str, Any]:
    """The kept register in `folder`; what it holds is the answer."""
    shutil.copytree(KEPT / name, folder, ignore=shutil.ignore_patterns("expected.json"))
    found: dict[str, Any] = json.loads((KEPT / name / "expected.json").read_text("utf-8"))
    return found


def assert_holds(connection: Connection, expected: dict[str, Any]) -> None:
    """Every row that was written is there, in the tables of now."""
    for table, rows in expected["tables"].items():
        if table != "alembic_version":
            stays = [{key: value for key, value in row.items() if key not in MOVED.get(table, ())} for row in rows]
            assert _missing(stays, _dump(connection, table)) == [], table


def revision_of(name: str) -> int:
    return int(name.rpartition("-")[2])


def kept_backup(name: str, folder: Path) -> tuple[Path, dict[str, Any]]:
    """A backup as the version of that register made it."""
    expected = json.loads((KEPT / name / "expected.json").read_text("utf-8"))
    key, database = bytes.fromhex(expected["key"]), KEPT / name / "register.db"
    digest, size = backup_file.digest_of(database)
    rows = {table: len(rows) for table, rows in expected["tables"].items()}
    head = Head(
        register_id=expected["register_id"], kind=expected["kind"], revision=revision_of(name),
        made_at=datetime(2026, 11, 3, tzinfo=UTC), reason="hand", keys="", rows=rows, log_number=0, log_hash=bytes(32),
        size=size, digest=digest,
    )  # fmt: skip
    folder.mkdir(parents=True)
    path = folder / f"oud{backup_file.SUFFIX}"
    backup_file.write(path, head, key, database)
    return path, expected


@pytest.mark.parametrize("name", FOLDERS)
def test_a_kept_backup_can_be_looked_into_and_rewritten(name: str, folder: Path) -> None:
    """As it is needed for a preview, for a destruction, and for a new key; afterwards it is of the newest schema."""
    path, expected = kept_backup(name, folder)
    key, fresh = bytes.fromhex(expected["key"]), bytes(31) + b"\x01"
    with backups.opened(path, key, folder) as (_, _raw, connection), connection.begin():
        assert_holds(connection, expected)
    backups.rewrite_pages(path, key, fresh, "")
    with backups.opened(path, fresh, folder) as (head, raw, connection):
        assert head.revision == schema.REVISIONS[WorkspaceKind(expected["kind"])]
        assert problems(raw, connection) == ()
        with connection.begin():
            assert_holds(connection, expected)
    backups.check(path, expected["register_id"], fresh)
    assert [each.name for each in folder.iterdir()] == [path.name]


@pytest.mark.parametrize("name", FOLDERS)
def test_a_kept_backup_is_put_back(name: str, folder: Path) -> None:
    """Over a register that is gone: everything is there, in the tables of now."""
    path, expected = kept_backup(name, folder / "backups")
    key = bytes.fromhex(expected["key"])
    restoring.put_back(folder, path, key, key, "", Carried(datetime(2026, 11, 3, tzinfo=UTC), "Anja"))
    workspace = register_file.open_(folder, key, expected["register_id"])
    assert workspace.check()[1:] == ()  # the note beside it went with the register that was there
    with workspace.read() as connection:
        assert_holds(connection, expected)
    workspace.close()


@pytest.mark.parametrize("name", FOLDERS)
def test_a_kept_register_is_salvaged_from_the_tables_it_has(name: str, folder: Path) -> None:
    """Damage may be what keeps a register from being brought up to date; what is read comes into the tables of now."""
    expected = copy_of(name, folder)
    found = salvage.salvage(folder, bytes.fromhex(expected["key"]), NOW)
    assert set(found.lost.values()) == {0}
    (folder / salvage.FRESH).replace(folder / "register.db")
    (folder / "register.head").unlink(missing_ok=True)
    workspace = register_file.open_(folder, bytes.fromhex(expected["key"]), expected["register_id"])
    assert not [problem for problem in workspace.check() if "notitie" not in problem]
    with workspace.read() as connection:
        assert_holds(connection, expected)
    workspace.close()


MOVED = {"cases": {"exemption", "exemption_duration", "exempt_from", "exempt_until"}}
"""Columns that a later revision keeps elsewhere; the tests of that step say where."""


def _dump(connection: Connection, table: str) -> list[dict[str, Any]]:
    found = connection.exec_driver_sql(f'SELECT * FROM "{table}"').mappings().all()
    return [{key: value.hex() if isinstance(value, bytes) else value for key, value in row.items()} for row in found]


def _missing(wanted: list[dict[str, Any]], found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows that are not there; columns of a later version are not looked at."""
    return [row for row in wanted if not any(row.items() <= candidate.items() for candidate in found)]


STEP = """
from alembic import op
import sqlalchemy as sa

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    with op.batch_alter_table("cases", recreate="always") as table:
        table.add_column(sa.Column("colour", sa.TEXT, nullable=False, server_default="blauw"))
    {more}
"""


@pytest.fixture
def older(workspace: Workspace, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A filled register in a program that knows one revision more; returns where that step is to be written."""
    with workspace.change() as connection:
        case = make_case(id="c1")
        cases.save_case(connection, case)
        cases.save_contact(connection, make_contact(case))
    workspace.close()
    steps = tmp_path / "steps"
    shutil.copytree(migrate.MIGRATIONS, steps, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(migrate, "MIGRATIONS", steps)
    monkeypatch.setitem(schema.REVISIONS, WorkspaceKind.COORDINATOR, 4)
    return steps / "coordinator" / "v0004_colour.py"


def test_an_older_register_is_brought_up_to_date(older: Path, folder: Path) -> None:
    """The new column is there, the children of a rebuilt table are too, and references are watched again."""
    older.write_text(STEP.format(more=""), "utf-8")
    workspace = register_file.open_(folder, KEY)
    with workspace.read() as connection:
        rows = connection.exec_driver_sql("SELECT id, colour, version_num FROM cases, alembic_version").all()
        assert [tuple(row) for row in rows] == [("c1", "blauw", "0004")]
        assert len(cases.load_case_file(connection, "c1").contacts) == 1
    assert cipher.pragma(workspace.raw, "foreign_keys") == [(1,)]
    assert workspace.check() == ("De tabellen van het register zijn veranderd door een ander programma.",)
    workspace.close()
    register_file.open_(folder, KEY).close()


def test_the_older_register_is_copied_aside(older: Path, folder: Path) -> None:
    """The copy is encrypted under the same key, for the owner alone, and still of the older revision."""
    older.write_text(STEP.format(more=""), "utf-8")
    register_file.open_(folder, KEY).close()
    copy = folder / "backups" / "before-migration.db"
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]
    assert copy.stat().st_mode & 0o777 == 0o600
    assert b"Zandloper" not in copy.read_bytes()
    raw = cipher.connect(copy, KEY)
    assert raw.execute("SELECT id, version_num FROM cases, alembic_version").fetchall() == [("c1", "0003")]
    raw.close()


def test_an_older_backup_and_a_damaged_older_register_are_read(older: Path, folder: Path) -> None:
    """Both go through the same step, into a copy: nothing is written beside a backup."""
    older.write_text(STEP.format(more=""), "utf-8")
    schema.REVISIONS[WorkspaceKind.COORDINATOR] = 3
    workspace = register_file.open_(folder, KEY)
    path = backups.make(workspace, datetime(2026, 11, 3, tzinfo=UTC), "hand", "")
    workspace.close()
    schema.REVISIONS[WorkspaceKind.COORDINATOR] = 4
    colours = "SELECT id, colour FROM cases"
    with backups.opened(path, KEY, path.parent) as (head, raw, _):
        assert head.revision == 3
        assert raw.execute(colours).fetchall() == [("c1", "blauw")]
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    found = salvage.salvage(folder, KEY, NOW)
    assert (found.read["cases"], found.lost["cases"], found.read["contacts"]) == (1, 0, 1)
    raw = cipher.connect(folder / salvage.FRESH, KEY)
    assert raw.execute(colours).fetchall() == [("c1", "blauw")]
    raw.close()


def test_a_backup_of_a_later_schema_is_refused(older: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By name, and salvage doesn't guess at it either."""
    older.write_text(STEP.format(more=""), "utf-8")
    workspace = register_file.open_(folder, KEY)
    monkeypatch.setattr(backups, "problems", lambda *_: ())  # the step's colour is in no table of this program
    path = backups.make(workspace, datetime(2026, 11, 3, tzinfo=UTC), "hand", "")
    workspace.close()
    schema.REVISIONS[WorkspaceKind.COORDINATOR] = 3
    with pytest.raises(BackupTooNew), backups.opened(path, KEY, path.parent):
        pass
    with pytest.raises(RegisterTooNew):
        salvage.salvage(folder, KEY, NOW)


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ("raise RuntimeError", RuntimeError),
        ("op.execute('INSERT INTO absences SELECT * FROM nergens')", ThuisplanError),
        (
            "op.execute('PRAGMA max_page_count = 1'); op.execute('CREATE TABLE t AS SELECT zeroblob(9999999)')",
            DiskFull,
        ),
        ("op.execute('UPDATE contacts SET case_id = 1')", RegisterDamaged),
    ],
)
def test_a_step_that_fails_leaves_the_register_as_it_was(
    older: Path, folder: Path, more: str, error: type[Exception]
) -> None:
    """Schema and rows are those of before, and the file can be opened again by the step that works."""
    older.write_text(STEP.format(more=more), "utf-8")
    with pytest.raises(error):
        register_file.open_(folder, KEY)
    raw = cipher.connect(folder / "register.db", KEY)
    assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [("0003",)]
    assert "colour" not in [row[1] for row in cipher.pragma(raw, "table_info(cases)")]
    raw.close()
    older.write_text(STEP.format(more=""), "utf-8")
    register_file.open_(folder, KEY).close()


def test_a_copy_that_can_not_be_read_stops_the_step(older: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is changed before the way back is proven; a half copy is not left lying about."""
    older.write_text(STEP.format(more=""), "utf-8")
    monkeypatch.setattr(migrate, "pragma", lambda *_: [("wrong",)])
    with pytest.raises(RegisterDamaged):
        register_file.open_(folder, KEY)
    assert list((folder / "backups").iterdir()) == []
