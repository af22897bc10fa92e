"""Crashes, full and pulled disks, a changed byte in any file, clouds, two computers: nothing is lost in silence."""

import os
import random
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import make_absence, make_case
from safes import small_disk
from thuisplan_desktop.errors import (
    CannotWrite,
    DamagedBackup,
    DiskFull,
    RegisterDamaged,
    SynchronisedFolder,
    ThuisplanError,
    UnclearLock,
)
from thuisplan_desktop.store import (
    backup_file,
    backups,
    beside,
    cases,
    destroying,
    journal,
    logbook,
    places,
    register_file,
    reserve,
    rotation,
    salvage,
)
from thuisplan_desktop.store.register_file import Workspace, WorkspaceKind

KEY = bytes(range(32))
PAGE = 4096
NOW = datetime(2026, 11, 3, 9, tzinfo=UTC)
Content = dict[str, str]


def content_of(workspace: Workspace) -> Content:
    with workspace.read() as connection:
        return {file.case.id: file.case.note for file in cases.load_case_files(connection)}


def look(folder: Path) -> tuple[Content, tuple[str, ...]]:
    workspace = register_file.open_(folder, KEY)
    try:
        return content_of(workspace), workspace.check()
    finally:
        workspace.close()


def save(workspace: Workspace, number: int, note: str) -> None:
    with workspace.change() as connection:
        cases.save_case(connection, make_case(id=f"c{number}", note=note))
        logbook.add(connection, NOW, "Anja", "case_saved", f"c{number}")


# --- killed at any moment


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from thuisplan_desktop.register.case import Absence, Case
from thuisplan_desktop.register.codes import AbsenceKind
from thuisplan_desktop.store import cases, logbook, register_file

workspace = register_file.open_(Path(sys.argv[1]), bytes(range(32)))
number, now, day = int(sys.argv[2]), datetime(2026, 11, 3, tzinfo=UTC), datetime(2026, 11, 3).date()
print("ready", flush=True)
while True:
    with workspace.change() as connection:
        name = f"k{number % 40}"
        cases.save_case(connection, Case(id=name, nickname="Femke", note=f"{number} " * (number % 300)))
        kind = AbsenceKind.UNAUTHORISED
        cases.replace_absences(connection, name, [
            Absence(id=f"{name}-{part}", case_id=name, kind=kind, starts_on=day, minutes=number) for part in range(5)
        ])
        logbook.add(connection, now, "Anja", f"write {number}", name)
    print(number, flush=True)
    number += 1
"""


def kill_often(folder: Path, runs: int) -> None:
    """A writer is killed at a random moment; what it acknowledged is there, whole, and the chain holds."""
    chance, source = random.Random(runs), str(Path(register_file.__file__).parents[2])
    register_file.create(folder, WorkspaceKind.COORDINATOR, KEY, "proefregister").close()
    done = -1
    for _ in range(runs):
        command = [sys.executable, "-c", WRITER, str(folder), str(done + 1)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": source}) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == b"ready\n"
            for _ in range(chance.randrange(12)):
                done = int(child.stdout.readline())
            child.kill()
            done = max([done, *(int(line) for line in child.stdout.read().split())])
        done = _judge(folder, done)


def _judge(folder: Path, acknowledged: int) -> int:
    """The last number the register knows: at least the acknowledged one, and the same in all its parts."""
    workspace = register_file.open_(folder, KEY)
    try:
        assert workspace.warnings == ()
        with workspace.read() as connection:
            entries = logbook.load_log(connection)
            assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
            assert logbook.broken_at(connection) is None
            last = len(entries) - 1
            assert last >= acknowledged
            for file in cases.load_case_files(connection):
                number = max(each for each in range(last + 1) if f"k{each % 40}" == file.case.id)
                assert file.case.note == f"{number} " * (number % 300)
                assert {absence.minutes for absence in file.absences} == {number}
        return last
    finally:
        workspace.close()


def test_killed_at_random_moments(folder: Path) -> None:
    """Eight in every run; the long test does a thousand."""
    kill_often(folder, 8)


@pytest.mark.long
def test_killed_a_thousand_times(folder: Path) -> None:
    """SIGKILL at random moments of saves: nothing acknowledged is lost, no half transaction, a valid chain."""
    kill_often(folder, 1000)


# --- a journal left by a crash


@pytest.fixture
def crashed(folder: Path) -> tuple[Content, bytes, bytes, bytes]:
    """What was there before, that database, the one half-way a change, and the journal that undoes it.

    Made as SQLite makes it: a header, and the old content of each page that the change had touched.
    """
    workspace = register_file.create(folder, WorkspaceKind.COORDINATOR, KEY, "proefregister")
    for number in range(30):
        save(workspace, number, f"oud {number} " * 60)
    content = content_of(workspace)
    workspace.close()
    database = folder / "register.db"
    old = database.read_bytes()
    head = (folder / beside.HEAD).read_bytes()
    workspace = register_file.open_(folder, KEY)
    with workspace.change() as connection:
        for number in range(0, 30, 3):
            cases.save_case(connection, make_case(id=f"c{number}", note=f"nieuw {number} " * 60))
    workspace.close()
    new = database.read_bytes()
    (folder / beside.HEAD).write_bytes(head)
    return content, old, new, _journal(old, new)


def _journal(old: bytes, new: bytes) -> bytes:
    nonce, sector = 0x5EED1234, 512
    pages = [number for number in range(len(old) // PAGE) if old[number * PAGE :][:PAGE] != new[number * PAGE :][:PAGE]]
    header = journal._HEADER.pack(journal.MAGIC, len(pages), nonce, len(old) // PAGE, sector, PAGE)
    records = b""
    for number in pages:
        data = old[number * PAGE : (number + 1) * PAGE]
        total = (nonce + sum(data[place] for place in range(PAGE - 200, 0, -200))) & 0xFFFFFFFF
        records += (number + 1).to_bytes(4, "big") + data + total.to_bytes(4, "big")
    return header.ljust(sector, b"\0") + records


def put(folder: Path, new: bytes, waiting: bytes) -> None:
    (folder / "register.db").write_bytes(new)
    (folder / "register.db-journal").write_bytes(waiting)


def test_a_whole_journal_is_rolled_back_and_proven(folder: Path, crashed: tuple[Content, bytes, bytes, bytes]) -> None:
    """The register is as it was before the change; the copy made for safety is gone."""
    content, _, new, waiting = crashed
    put(folder, new, waiting)
    assert journal.needs_rollback(folder / "register.db")
    assert look(folder) == (content, ())
    assert not journal.has_copy(folder / "register.db")


def test_a_changed_byte_in_a_journal_is_noticed(folder: Path, crashed: tuple[Content, bytes, bytes, bytes]) -> None:
    """Every byte of the header, and some of every page: refused, or all data right. Never half a change in silence."""
    content, _, new, waiting = crashed
    chance = random.Random(3)
    places = [
        *range(28),
        *(512 + n * (PAGE + 8) + chance.randrange(PAGE + 8) for n in range((len(waiting) - 512) // (PAGE + 8))),
    ]
    for place in places:
        changed = waiting[:place] + bytes([waiting[place] ^ (1 << chance.randrange(8))]) + waiting[place + 1 :]
        put(folder, new, changed)
        with suppress(RegisterDamaged):
            found, problems = look(folder)
            assert found == content, place
            assert problems == (), place


def test_a_journal_that_was_cut_short_is_noticed(folder: Path, crashed: tuple[Content, bytes, bytes, bytes]) -> None:
    """Half a journal undoes half a change."""
    _, _, new, waiting = crashed
    for length in (20, 600, len(waiting) - 1, len(waiting) - PAGE):
        put(folder, new, waiting[:length])
        with pytest.raises(RegisterDamaged):
            look(folder)
        assert (folder / "register.db").read_bytes() == new


def test_a_rollback_that_turns_out_wrong_is_undone(folder: Path, crashed: tuple[Content, bytes, bytes, bytes]) -> None:
    """Where the journal seemed whole but a page in it was not: both files are put back as they were."""
    _, _, new, waiting = crashed
    changed = bytearray(waiting)
    changed[512 + 4 + 11] ^= 1  # no sampled byte: only the seal of the page knows
    put(folder, new, bytes(changed))
    with pytest.raises(RegisterDamaged):
        look(folder)
    assert (folder / "register.db").read_bytes() == new
    assert (folder / "register.db-journal").read_bytes() == bytes(changed)


# --- a changed byte in every file


def test_a_changed_byte_in_any_file_beside_is_noticed_or_harmless(folder: Path) -> None:
    """The notes, the reserve: a warning, a named refusal, or nothing at all; the data is right."""
    workspace = register_file.create(folder, WorkspaceKind.COORDINATOR, KEY, "proefregister")
    save(workspace, 1, "wat er was")
    note = (folder / beside.LOCK).read_bytes()
    content = content_of(workspace)
    workspace.close()
    for name in (beside.HEAD, reserve.NAME, beside.LOCK):
        whole = note if name == beside.LOCK else (folder / name).read_bytes()
        for place in {0, 7, len(whole) // 2, len(whole) - 1}:
            (folder / name).write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
            if name == beside.LOCK:
                with pytest.raises(UnclearLock):
                    look(folder)
                continue
            found, problems = look(folder)
            assert found == content
            assert bool(problems) == (name == beside.HEAD)
        (folder / name).write_bytes(whole)
    (folder / beside.LOCK).unlink()


def test_a_changed_byte_in_any_page_of_a_backup_is_noticed(folder: Path) -> None:
    """And in its head; one damaged backup hides no other."""
    workspace = register_file.create(folder, WorkspaceKind.COORDINATOR, KEY, "proefregister")
    for number in range(20):
        save(workspace, number, "x" * 500)
    good = backups.make(workspace, NOW, "hand", "")
    bad = backups.make(workspace, NOW + timedelta(hours=1), "hand", "")
    whole, chance = bad.read_bytes(), random.Random(5)
    places = [*range(0, 700, 9), *(n * PAGE + chance.randrange(PAGE) for n in range(len(whole) // PAGE))]
    for place in places:
        bad.write_bytes(whole[:place] + bytes([whole[place] ^ (1 << chance.randrange(8))]) + whole[place + 1 :])
        with pytest.raises(ThuisplanError):
            backups.check(bad, "proefregister", KEY)
        listed = {kept.path: kept for kept in backups.listing(folder / "backups", "proefregister", KEY)}
        assert listed[good].fault == ""
    for length in (0, 10, 300, len(whole) - 1):
        bad.write_bytes(whole[:length])
        with pytest.raises(ThuisplanError):
            backups.check(bad, "proefregister", KEY)
    backups.check(good, "proefregister", KEY)
    workspace.close()


@given(st.binary(max_size=400))
@settings(max_examples=80)
def test_any_bytes_are_no_backup_or_a_damaged_one(data: bytes) -> None:
    """Never a traceback."""
    with tempfile.TemporaryDirectory() as place:
        for start in (b"", b"THUISPLAN BACKUP\n\x00\x00\x00\x40"):
            path = Path(place) / "x.thuisplan-backup"
            path.write_bytes(start + data)
            with pytest.raises(ThuisplanError):
                backup_file.read_head(path)


def test_a_backup_that_differs_does_not_count(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not exactly the register is thrown away, and nothing is left behind."""
    workspace = register_file.create(folder, WorkspaceKind.COORDINATOR, KEY, "proefregister")
    save(workspace, 1, "x")
    counts = iter([{"cases": 1}, {"cases": 2}])
    monkeypatch.setattr(backups, "row_counts", lambda *_: next(counts))
    with pytest.raises(ThuisplanError):
        backups.make(workspace, NOW, "hand", "")
    assert list((folder / "backups").iterdir()) == []
    workspace.close()


# --- full and pulled disks


def _fill(workspace: Workspace, kept: Content) -> None:
    """Save until it is refused; `kept` holds what was acknowledged."""
    for number in range(4000):
        note = random.Random(number).randbytes(9000).hex()
        save(workspace, number, note)
        kept[f"c{number}"] = note


def test_a_full_disk_loses_nothing_and_a_case_can_still_go() -> None:
    """Writing is refused by name with the earlier state intact; what makes room may use the reserve."""
    with tempfile.TemporaryDirectory() as place, small_disk(Path(place), 3):
        folder = Path(place) / "Proef.thuisplan"
        workspace = register_file.create(folder, WorkspaceKind.COORDINATOR, KEY, "proefregister")
        (folder / reserve.NAME).write_bytes(bytes(1200 * 1024))
        kept: Content = {}
        with pytest.raises(DiskFull):
            _fill(workspace, kept)
        assert len(kept) > 5
        assert content_of(workspace) == kept
        with workspace.change(makes_room=True) as connection:
            destroying.remove_case(connection, "c0")
        kept.pop("c0")
        assert content_of(workspace) == kept
        workspace.close()
        assert look(folder) == (kept, ())


def test_a_backup_on_a_full_disk_leaves_what_was_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No half file, and the older backup is whole."""
    workspace = register_file.create(folder, WorkspaceKind.COORDINATOR, KEY, "proefregister")
    good = backups.make(workspace, NOW, "hand", "")
    usage = shutil.disk_usage
    monkeypatch.setattr(shutil, "disk_usage", lambda where: usage(where)._replace(free=1000))
    with pytest.raises(DiskFull):
        backups.make(workspace, NOW, "hand", "")
    with pytest.raises(DiskFull):
        save(workspace, 1, "x")
    assert [path.name for path in (folder / "backups").iterdir()] == [good.name]
    backups.check(good, "proefregister", KEY)
    workspace.close()


def test_a_stick_that_is_pulled_out_loses_nothing(folder: Path) -> None:
    """The change is refused by name; put back, the register is as it was."""
    workspace = register_file.create(folder, WorkspaceKind.COORDINATOR, KEY, "proefregister")
    save(workspace, 1, "wat er was")
    away = folder.with_name("in de jaszak")
    folder.rename(away)
    with pytest.raises(CannotWrite):
        save(workspace, 2, "te laat")
    workspace.close()
    away.rename(folder)
    assert look(folder) == ({"c1": "wat er was"}, ())


# --- one writer, one place


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("OneDrive - Stichting Voorbeeld/x", "OneDrive"),
        ("OneDrive/Documenten/x", "OneDrive"),
        ("Google Drive/x", "Google Drive"),
        ("Mijn Drive/x", "Google Drive"),
        ("Dropbox (School)/x", "Dropbox"),
        ("iCloudDrive/x", "iCloud"),
        ("Library/Mobile Documents/com~apple~CloudDocs/x", "iCloud"),
        ("Nextcloud/x", "Nextcloud"),
        ("Documenten/Dropboxen/x", ""),
        ("gewoon/x", ""),
    ],
)
def test_a_folder_of_a_cloud_is_known_by_its_name(tmp_path: Path, path: str, service: str) -> None:
    """And an ordinary one isn't taken for one."""
    assert places.synchronised_by(tmp_path / path, {}) == service


def test_a_folder_of_a_cloud_is_known_by_its_marks_and_by_what_it_says(tmp_path: Path) -> None:
    """Whatever it is called; also behind a link."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / ".dropbox.cache").mkdir()
    assert places.synchronised_by(tmp_path / "a" / "b", {}) == "Dropbox"
    assert places.synchronised_by(tmp_path / "wolk" / "b", {"OneDriveCommercial": str(tmp_path / "wolk")}) == "OneDrive"
    (tmp_path / ".dropbox").mkdir()
    (tmp_path / ".dropbox" / "info.json").write_text(f'{{"personal": {{"path": "{tmp_path / "spullen"}"}}}}')
    assert places.synchronised_by(tmp_path / "spullen" / "b", {"HOME": str(tmp_path)}) == "Dropbox"
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "koppeling").symlink_to(tmp_path / "Dropbox")
    with pytest.raises(SynchronisedFolder):
        register_file.create(tmp_path / "koppeling" / "x.thuisplan", WorkspaceKind.REGION, KEY, "x")
    assert list((tmp_path / "Dropbox").iterdir()) == []


# --- the chain and the rotation


def test_pruning_leaves_a_checkpoint_and_a_chain(folder: Path) -> None:
    """Old lines go, their hash and number stay, and a line that is not covered can't be removed."""
    workspace = register_file.create(folder, WorkspaceKind.COORDINATOR, KEY, "proefregister")
    for day in range(5):
        with workspace.change() as connection:
            logbook.add(connection, NOW + timedelta(days=day), "Anja", "iets")
    with workspace.read() as connection:
        third, head = logbook.hash_at(connection, 3), logbook.head(connection)
    with workspace.change() as connection:
        assert logbook.prune(connection, NOW + timedelta(days=3), NOW) == 3
    with workspace.read() as connection:
        point = logbook.load_checkpoints(connection)
        assert [(each.number, each.hash, each.removed) for each in point] == [(3, third, 3)]
        assert logbook.head(connection) == head
        assert logbook.broken_at(connection) is None
    with pytest.raises(ThuisplanError), workspace.change() as connection:
        connection.exec_driver_sql("DELETE FROM logbook WHERE number = 4")
    assert workspace.check() == ()
    workspace.close()
    assert look(folder)[1] == ()


def test_a_changed_line_breaks_the_chain(folder: Path) -> None:
    """By somebody with the key and a database program, who forgot the hashes."""
    workspace = register_file.create(folder, WorkspaceKind.COORDINATOR, KEY, "proefregister")
    for _ in range(4):
        with workspace.change() as connection:
            logbook.add(connection, NOW, "Anja", "iets")
    workspace.raw.execute("DROP TRIGGER logbook_no_update")
    workspace.raw.execute("UPDATE logbook SET who = 'Bas' WHERE number = 2")
    assert workspace.check() == (
        "De tabellen van het register zijn veranderd door een ander programma.",
        "Het logboek klopt niet vanaf regel 2.",
    )
    workspace.close()


OTHER_TABLES = "De tabellen van het register zijn veranderd door een ander programma."
NO_OWNER = "Een concepttekst hoort bij een bespreking die er niet meer is."


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DROP TRIGGER snapshots_no_update", OTHER_TABLES),
        ("DROP INDEX ix_cases_pupil_key", OTHER_TABLES),
        ("ALTER TABLE cases ADD COLUMN bsn TEXT", OTHER_TABLES),
        ("CREATE TABLE eigen (x)", OTHER_TABLES),
        ("UPDATE sqlite_sequence SET seq = 6 WHERE name = 'logbook'", "Van het logboek ontbreken de laatste 2 regels."),
        (
            "INSERT INTO identities VALUES ('nh', x'00', x'', 3, x'')",
            "Het volgnummer van de verzonden tellingen klopt niet.",
        ),
        ("INSERT INTO settings VALUES ('draft:weg', 'x')", NO_OWNER),
    ],
)
def test_what_an_outside_program_changed_is_named(folder: Path, statement: str, said: str) -> None:
    """Schema, counters and orphans, by somebody with the key and a database program."""
    workspace = register_file.create(folder, WorkspaceKind.COORDINATOR, KEY, "proefregister")
    for _ in range(4):
        with workspace.change() as connection:
            logbook.add(connection, NOW, "Anja", "iets")
    assert workspace.check() == ()
    workspace.raw.execute(statement)
    assert workspace.check() == (said,)
    workspace.close()


@pytest.mark.parametrize("name", ["register (conflict van LAPTOP-7).db", "keys - kopie.json", "backups.tmp/x"])
def test_a_file_that_is_not_ours_is_named(folder: Path, name: str) -> None:
    """A 'conflict copy' of a cloud service is how the newest version of a register gets lost."""
    workspace = register_file.create(folder, WorkspaceKind.COORDINATOR, KEY, "proefregister")
    for own in ("Thumbs.db", ".DS_Store", "desktop.ini"):
        (folder / own).write_bytes(b"")
    assert workspace.check() == ()
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(b"")
    (problem,) = workspace.check()
    assert "1 ander bestand" in problem
    workspace.close()


@given(st.lists(st.integers(0, 24 * 800), min_size=1, max_size=60))
@settings(max_examples=60)
def test_the_rotation_keeps_days_weeks_and_months(hours: list[int]) -> None:
    """Never more than 7 + 4 + 12, always the newest, and what goes has a later one in its place."""
    made = sorted(((n, NOW - timedelta(hours=h)) for n, h in enumerate(hours)), key=lambda p: p[1], reverse=True)
    instead = rotation.superseded(made)
    kept = {name: at for name, at in made if name not in instead}
    assert made[0][0] in kept
    assert len(kept) <= 23
    whole = dict(made)
    assert all(whole[later] >= whole[name] and later in kept for name, later in instead.items())
    days = list(dict.fromkeys(at.date() for _, at in made))[:7]
    assert {at.date() for at in kept.values()} >= set(days)


def test_a_copy_left_by_a_killed_backup_is_gone_after_the_next_opening(folder: Path) -> None:
    """It opens with the key of now and holds everything; nobody would ever look at it again."""
    register_file.create(folder, WorkspaceKind.COORDINATOR, KEY, "proefregister").close()
    code = (
        "import os, sys\n"
        "from datetime import UTC, datetime\n"
        "from pathlib import Path\n"
        "from thuisplan_desktop.store import backups, register_file\n"
        "backups.problems = lambda *_: os._exit(9)\n"
        "workspace = register_file.open_(Path(sys.argv[1]), bytes(range(32)))\n"
        "backups.make(workspace, datetime.now(UTC), 'hand', '')\n"
    )
    killed = subprocess.run([sys.executable, "-c", code, str(folder)], check=False, capture_output=True)
    assert killed.returncode == 9
    assert list((folder / "backups").glob(".*.db"))
    register_file.open_(folder, KEY).close()
    assert list((folder / "backups").iterdir()) == []


def test_absences_go_with_their_case(folder: Path) -> None:
    """And a backup knows a destroyed case by its reference alone."""
    workspace = register_file.create(folder, WorkspaceKind.COORDINATOR, KEY, "proefregister")
    case = make_case(id="c1")
    with workspace.change() as connection:
        cases.save_case(connection, case)
        cases.save_absence(connection, make_absence(case))
        reference = logbook.reference_of(connection, "c1")
    path = backups.make(workspace, NOW, "hand", "")
    with workspace.change() as connection:
        assert destroying.remove_case(connection, "c1")["absences"] == 1
    found = destroying.rewrite_backups(path.parent, "proefregister", KEY, "", frozenset({reference}))
    assert found == (1, ())
    with backups.opened(path, KEY, path.parent) as (head, _, _connection):
        assert (head.rows["cases"], head.rows["absences"], head.rows["log_cases"]) == (0, 0, 0)
    with pytest.raises(DamagedBackup), backups.opened(path, bytes(32), path.parent):
        pass
    workspace.close()


def test_salvage_does_not_count_rows_that_may_never_have_been(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one page of an empty table is damaged: by its index nothing was lost, and where that is damaged too nothing
    was for certain. That is what is said."""
    monkeypatch.setattr(salvage, "_MISSES", 50)  # after each it opens the file again
    workspace = register_file.create(folder, WorkspaceKind.COORDINATOR, KEY, "proefregister")
    save(workspace, 1, "wat er was")
    wanted = "SELECT rootpage FROM sqlite_master WHERE name IN ('sharings', 'ix_sharings_case_id') ORDER BY type DESC"
    roots = [root for (root,) in workspace.raw.execute(wanted)]
    workspace.close()
    for root, unsure in zip(roots, (set(), {"sharings"}), strict=True):
        data = bytearray((folder / "register.db").read_bytes())
        data[(root - 1) * PAGE + 50] ^= 1
        (folder / "register.db").write_bytes(data)
        found = salvage.salvage(folder, KEY, NOW)
        assert (found.read["sharings"], found.lost["sharings"], found.unsure) == (0, 0, unsure)
    assert (found.read["cases"], found.case_ids) == (1, {"c1"})
