"""Older registers: kept files still open with all they held, and a step is copied aside first and all or nothing."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from factories import make_case, make_contact
from thuisplan_desktop.errors import DiskFull, RegisterDamaged, ThuisplanError
from thuisplan_desktop.store import cases, cipher, migrate, register_file, schema
from thuisplan_desktop.store.register_file import Workspace, WorkspaceKind

KEY = bytes(range(32))
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
    shutil.copytree(KEPT / name, folder)
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    workspace = register_file.open_(folder, bytes.fromhex(expected["key"]), expected["register_id"])
    assert workspace.kind == expected["kind"]
    assert workspace.check() == ()
    with workspace.read() as connection:
        for table, rows in expected["tables"].items():
            stays = [{key: value for key, value in row.items() if key not in MOVED.get(table, ())} for row in rows]
            assert _missing(stays, _dump(connection, table)) == [], table
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

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    with op.batch_alter_table("cases", recreate="always") as table:
        table.add_column(sa.Column("colour", sa.TEXT, nullable=False, server_default="blauw"))
    {more}
"""


@pytest.fixture
def older(workspace: Workspace, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A filled register of revision 2 in a program that knows a third; returns where that step is to be written."""
    with workspace.change() as connection:
        case = make_case(id="c1")
        cases.save_case(connection, case)
        cases.save_contact(connection, make_contact(case))
    workspace.close()
    steps = tmp_path / "steps"
    shutil.copytree(migrate.MIGRATIONS, steps, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(migrate, "MIGRATIONS", steps)
    monkeypatch.setitem(schema.REVISIONS, WorkspaceKind.COORDINATOR, 3)
    return steps / "coordinator" / "v0003_colour.py"


def test_an_older_register_is_brought_up_to_date(older: Path, folder: Path) -> None:
    """The new column is there, the children of a rebuilt table are too, and references are watched again."""
    older.write_text(STEP.format(more=""), "utf-8")
    workspace = register_file.open_(folder, KEY)
    with workspace.read() as connection:
        rows = connection.exec_driver_sql("SELECT id, colour, version_num FROM cases, alembic_version").all()
        assert [tuple(row) for row in rows] == [("c1", "blauw", "0003")]
        assert len(cases.load_case_file(connection, "c1").contacts) == 1
    assert cipher.pragma(workspace.raw, "foreign_keys") == [(1,)]
    assert workspace.check() == ()
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
    assert raw.execute("SELECT id, version_num FROM cases, alembic_version").fetchall() == [("c1", "0002")]
    raw.close()


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
    assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [("0002",)]
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
