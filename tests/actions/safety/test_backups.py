"""Backups, restoring, what is said of them, and the logbook: nothing is lost."""

import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from factories import make_case, make_contact
from safes import FIRST, SECOND, THIRD, Clock, Opener, actions_of
from thuisplan_desktop.actions import (
    access,
    backups,
    cases,
    destroying,
    meetings,
    opening,
    pruning,
    putting_back,
    salvaging,
)
from thuisplan_desktop.actions.opening import OpenRegister, Place
from thuisplan_desktop.crypto.derivation import FLOOR
from thuisplan_desktop.errors import (
    AlreadyExists,
    CannotWrite,
    InvalidCase,
    NotARegister,
    OtherRegistersBackup,
    OwnFolder,
    StoreRefused,
    SynchronisedFolder,
    WrongPassphrase,
)
from thuisplan_desktop.messages import message_for
from thuisplan_desktop.register.codes import DataCategory, MeetingKind, Party, Role, Route
from thuisplan_desktop.store import backups as backup_store

# --- backups


def test_closing_after_a_change_makes_a_backup(open_it: Opener, folder: Path) -> None:
    """One that holds what the register holds; closing after only looking makes none."""
    count = len(list((folder / "backups").glob("*")))
    register = open_it()
    cases.list_cases(register)
    register.close()
    assert len(list((folder / "backups").glob("*"))) == count
    register = open_it()
    cases.save_case(register, make_case(id="c2"))
    register.close()
    register = open_it()
    newest = backups.view(register).rows[0]
    assert (newest.cases, newest.reason, newest.fault) == (2, "closing", "")
    assert len(newest.words.split()) == 12
    register.close()


def test_a_day_without_a_backup_brings_one(open_it: Opener, clock: Clock) -> None:
    """Once a day is enough."""
    register = open_it()
    assert not backups.make_if_due(register)
    clock.pass_days(1.1)
    assert backups.make_if_due(register)
    assert not backups.make_if_due(register)
    assert backups.view(register).rows[0].reason == "daily"
    register.close()


def test_a_backup_from_days_to_come_silences_none(open_it: Opener, clock: Clock) -> None:
    """The clock was once wrong; a day without a backup still brings one."""
    register = open_it()
    clock.pass_days(4000)
    backups.make(register)
    clock.pass_days(-3998)
    assert backups.make_if_due(register)
    assert not backups.make_if_due(register)
    register.close()


def test_a_second_place_gets_every_backup(open_it: Opener, tmp_path: Path, clock: Clock) -> None:
    """Its absence is noticed after a week, and never stops anything."""
    stick = tmp_path / "stick"
    stick.mkdir()
    register = open_it()
    assert any("geen tweede plek" in concern for concern in backups.view(register).concerns)
    with pytest.raises(CannotWrite):
        backups.choose_second_place(register, tmp_path / "weg")
    for own in (register.workspace.folder, register.workspace.folder / "backups"):
        with pytest.raises(OwnFolder):
            backups.choose_second_place(register, own)
    backups.choose_second_place(register, stick)
    assert len(list(stick.glob("*-backup"))) == 1
    assert backups.view(register).concerns == ()
    stick.rename(tmp_path / "in de la")
    clock.pass_days(8)
    backups.make(register)
    assert any("niet gezien" in concern for concern in backups.view(register).concerns)
    (tmp_path / "in de la").rename(stick)
    backups.make(register)
    assert backups.view(register).concerns == ()
    register.close()


def test_a_backup_in_a_folder_of_a_cloud_is_welcome(open_it: Opener, folder: Path, tmp_path: Path) -> None:
    """Where the register itself is refused: a backup is one closed file that nobody writes in."""
    (tmp_path / "OneDrive - Stichting Verzonnen").mkdir()
    cloud = Path(shutil.move(folder, tmp_path / "OneDrive - Stichting Verzonnen" / folder.name))
    with pytest.raises(SynchronisedFolder) as refused:
        opening.open_register(cloud, FIRST)
    assert "OneDrive" in message_for(refused.value).text
    shutil.move(cloud, folder)
    register = open_it()
    backups.choose_second_place(register, cloud.parent)
    assert [path.name for path in cloud.parent.glob("*-backup")] == [backups.view(register).rows[0].path.name]
    assert backups.view(register).concerns == ()
    register.close()


def test_restoring_shows_what_would_be_lost_and_loses_nothing_for_good(open_it: Opener, folder: Path) -> None:
    """The preview names the new case; after restoring it is gone, and from the backup made before it comes back."""
    register = open_it()
    first = backups.make(register).value.path
    cases.save_case(register, make_case(id="c2", nickname="Łukasz", surname="Verzinsel", infix=""))
    cases.save_contact(register, make_contact(make_case(id="c1")))
    preview = putting_back.preview_restore(register, first)
    assert preview.names == ("Łukasz Verzinsel",)
    assert preview.losses.changed_cases == ("c1",)
    assert preview.losses.fewer_rows["contacts"] == 1
    assert "Łukasz" not in repr(preview)
    putting_back.restore(register, first)
    register = open_it()
    assert register.warnings == ()
    assert [row.id for row in cases.list_cases(register)] == ["c1"]
    assert register.check() == ()
    view = backups.view(register)
    assert view.restored_on == register.today()
    before = next(row for row in view.rows if row.reason == "restore")
    putting_back.restore(register, before.path)
    register = open_it()
    assert {row.id for row in cases.list_cases(register)} == {"c1", "c2"}
    register.close()


def test_what_was_set_aside_before_a_restore_stays_a_month(open_it: Opener, clock: Clock) -> None:
    """However many backups are made after it on the same day."""
    register = open_it()
    first = backups.make(register).value.path
    putting_back.restore(register, first)
    register = open_it()
    for _ in range(3):
        clock.pass_days(0.01)
        backups.make(register)
    assert "restore" in {row.reason for row in backups.view(register).rows}
    clock.pass_days(40)
    backups.make(register)
    backups.make(register)
    register.close()


@pytest.mark.parametrize("how", ["put back by hand", "an older backup", "salvaged"])
def test_no_backup_goes_that_holds_more_than_the_register(
    open_it: Opener, folder: Path, tmp_path: Path, clock: Clock, how: str
) -> None:
    """Not for a newer one of the same day, here or on the second place; it is pointed out, and stays a month."""
    stick = tmp_path / "stick"
    stick.mkdir()
    register = open_it()
    backups.choose_second_place(register, stick)
    old = shutil.copy(backups.make(register).value.path, tmp_path / "oud.thuisplan-backup")
    database = shutil.copy(folder / "register.db", tmp_path / "oud.db")
    clock.pass_days(0.01)
    cases.save_case(register, make_case(id="c2"))
    register.close()
    (best,) = (folder / "backups").iterdir()
    clock.pass_days(0.01)
    if how == "put back by hand":
        shutil.copy(database, folder / "register.db")
    elif how == "an older backup":
        putting_back.restore_closed(folder, Path(old), opening.by_passphrase(FIRST), clock())
    else:
        salvaging.salvage_register(folder, opening.by_passphrase(FIRST), clock())
    register = open_it()
    for days in (0.01, 0.01, 29):
        clock.pass_days(days)
        backups.make(register)
        assert {row.path.name: row.more for row in backups.view(register).rows}[best.name]
        assert best.exists()
        assert (stick / best.name).exists()
    assert sum(row.more for row in backups.view(register).rows) == 1
    register.close()


def test_a_restore_over_a_register_that_opens_brings_no_destroyed_case_back(
    open_it: Opener, folder: Path, tmp_path: Path, clock: Clock
) -> None:
    """Also where somebody calls a healthy register damaged."""
    register = open_it()
    old = Path(shutil.copy(backups.make(register).value.path, tmp_path / "oud.thuisplan-backup"))
    destroying.destroy_case(register, "c1", "bewaartermijn verstreken")
    register.close()
    aside = {putting_back.restore_closed(folder, old, opening.by_passphrase(FIRST), clock()) for _ in range(2)}
    assert None not in aside
    assert len(aside) == 2
    register = open_it()
    assert cases.list_cases(register) == ()
    assert (register.warnings, register.check()) == ((), ())
    register.close()


def test_a_restore_brings_no_destroyed_case_back(open_it: Opener, folder: Path, tmp_path: Path) -> None:
    """Not from a stick that wasn't there, and not after a second restore."""
    register = open_it()
    old = backups.make(register).value.path
    stick = shutil.copy(old, tmp_path / old.name)
    destroying.destroy_case(register, "c1", "bewaartermijn verstreken")
    for _ in range(2):
        putting_back.restore(register, Path(stick))
        register = open_it()
        assert cases.list_cases(register) == ()
        assert register.check() == ()
    register.close()


def test_a_backup_of_another_register_is_refused(open_it: Opener, tmp_path: Path, clock: Clock) -> None:
    """Also where no register can be opened any more."""
    other = opening.create_register(
        tmp_path / "ander.thuisplan", role=Role.SCHOOL, owner="A", passphrase=SECOND,
        place=Place(name="Ander", board="B", brin="99XB"), parameters=FLOOR, clock=clock,
    ).register  # fmt: skip
    path = backups.make(other).value.path
    other.close()
    register = open_it()
    with pytest.raises(OtherRegistersBackup):
        putting_back.preview_restore(register, path)
    folder = register.workspace.folder
    register.close()
    with pytest.raises(AlreadyExists):
        putting_back.restore_closed(folder, path, opening.by_passphrase(SECOND), clock())


def test_a_backup_opens_where_the_register_is_gone(open_it: Opener, folder: Path, clock: Clock) -> None:
    """A broken register.db is set aside, not thrown away; a new computer needs only the one file."""
    register = open_it()
    path = backups.make(register).value.path
    register.close()
    (folder / "register.db").write_bytes(b"kapot" * 2000)
    with pytest.raises(WrongPassphrase):
        putting_back.restore_closed(folder, path, opening.by_passphrase(SECOND), clock())
    aside = putting_back.restore_closed(folder, path, opening.by_passphrase(FIRST), clock())
    assert aside is not None
    assert (aside / "register.db").read_bytes().startswith(b"kapot")
    new = folder.parent / "nieuw.thuisplan"
    assert putting_back.restore_closed(new, path, opening.by_passphrase(FIRST), clock()) is None
    for place in (folder, new):
        register = opening.open_register(place, FIRST, clock=clock)
        assert [row.id for row in cases.list_cases(register)] == ["c1"]
        # In the new place nothing tells who was taken off since the backup was made.
        assert [told for told in register.check() if "komen haar sleutels mee" not in told] == []
        assert len(register.check()) == (place == new)
        register.close()


def test_nothing_is_put_in_the_place_of_a_register_that_is_open(open_it: Opener, folder: Path) -> None:
    """A second program on this computer restores and salvages nothing there; the first goes on and loses nothing."""
    register = open_it()
    path = backups.make(register).value.path
    words = [sys.executable, "-c", _FROM_ANOTHER_PROGRAM, str(folder), str(path), FIRST]
    ran = subprocess.run(words, check=True, capture_output=True, text=True)
    assert ran.stdout.split() == ["RegisterInUse", "RegisterInUse"]
    cases.save_case(register, make_case(id="c2"))
    register.close()
    register = open_it()
    assert {row.id for row in cases.list_cases(register)} == {"c1", "c2"}
    assert (register.warnings, register.check()) == ((), ())
    register.close()


_FROM_ANOTHER_PROGRAM = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from thuisplan_desktop.actions import opening, putting_back, salvaging
from thuisplan_desktop.errors import ThuisplanError
folder, backup, way = Path(sys.argv[1]), Path(sys.argv[2]), opening.by_passphrase(sys.argv[3])
for act in (
    lambda: salvaging.salvage_register(folder, way, datetime.now(UTC)),
    lambda: putting_back.restore_closed(folder, backup, way, datetime.now(UTC)),
):
    try:
        print("done", act())
    except ThuisplanError as error:
        print(type(error).__name__)
"""


@pytest.mark.parametrize("text", ["", "{", '{"format":"thuisplan keys"}'])
def test_where_keys_json_alone_is_damaged_nothing_is_lost(open_it: Opener, folder: Path, text: str) -> None:
    """It comes from a backup, even an older one; a register that is damaged too is not mended by it."""
    register = open_it()
    access.add_person(register, "Bas Bedacht", SECOND, FLOOR)
    backups.make(register)
    cases.save_case(register, make_case(id="c2"))
    register.workspace.close()
    (folder / "keys.json").write_text(text)
    with pytest.raises(NotARegister):
        open_it()
    with pytest.raises(WrongPassphrase):
        salvaging.mend_keys(folder, opening.by_passphrase(THIRD))
    assert salvaging.mend_keys(folder, opening.by_passphrase(SECOND))
    register = open_it(SECOND)
    assert {row.id for row in cases.list_cases(register)} == {"c1", "c2"}
    assert register.check() == ()
    register.workspace.close()
    (folder / "keys.json").write_text(text)
    (folder / "register.db").write_bytes(b"kapot" * 4000)
    assert not salvaging.mend_keys(folder, opening.by_passphrase(FIRST))


def test_a_register_with_a_damaged_page_is_restored_and_not_called_mended(
    open_it: Opener, folder: Path, clock: Clock
) -> None:
    """It may still open: then its keys.json is not what is wrong, and who asks for a restore gets one."""
    register = open_it()
    path = backups.make(register).value.path
    register.close()
    data = bytearray((folder / "register.db").read_bytes())
    data[len(data) // 8192 * 4096 + 100] ^= 1
    (folder / "register.db").write_bytes(data)
    keys = (folder / "keys.json").read_bytes()
    assert not salvaging.mend_keys(folder, opening.by_passphrase(FIRST))
    (folder / "keys.json").write_text("{")
    assert not salvaging.mend_keys(folder, opening.by_passphrase(FIRST))
    (folder / "keys.json").write_bytes(keys)
    putting_back.restore_closed(folder, path, opening.by_passphrase(FIRST), clock())
    assert not salvaging.mend_keys(folder, opening.by_passphrase(FIRST))
    register = open_it()
    assert register.check() == ()
    register.close()


def test_a_backup_that_was_cut_short_is_not_called_whole(open_it: Opener, folder: Path, clock: Clock) -> None:
    """Its head says what was to follow: no list calls it in order, and it counts as none."""
    register = open_it()
    path = backups.make(register).value.path
    clock.pass_days(0.1)
    for length in (1, 4096):
        path.write_bytes(path.read_bytes()[:-length])
        (row,) = [row for row in backups.view(register).rows if row.path == path]
        assert (row.fault, row.state) == ("beschadigd", "beschadigd")
    for other in (folder / "backups").glob("*-backup"):
        if other != path:
            other.unlink()
    assert backups.make_if_due(register)
    assert path.exists()
    register.close()


def test_one_damaged_backup_hides_no_other(open_it: Opener, folder: Path, clock: Clock) -> None:
    """It is listed with what is wrong, kept for a person to judge, and takes nobody's place in the rotation."""
    register = open_it()
    good = backups.make(register).value.path
    clock.pass_days(0.1)
    bad = backups.make(register).value.path
    bad.write_bytes(b"THUISPLAN BACKUP\n\x00\x00\x00\x05kapot")
    rows = {row.path: row.fault for row in backups.view(register).rows}
    assert rows[bad] == "beschadigd"
    clock.pass_days(0.1)
    backups.make(register)
    assert bad.exists()
    register.close()
    assert not good.exists()


def test_a_backup_that_fails_at_closing_is_remembered(open_it: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    """Closing goes on; the next time somebody looks, it is said."""
    register = open_it()
    cases.save_case(register, make_case(id="c2"))

    def fails(*_: object) -> None:
        raise CannotWrite

    with monkeypatch.context() as patch:
        patch.setattr(backup_store, "make", fails)
        register.close()
    register = open_it()
    assert any("mislukt" in concern for concern in backups.view(register).concerns)
    register.close()


# --- the logbook


def test_looking_writes_nothing(open_it: Opener, folder: Path) -> None:
    """However often: lines about looking wait for the next change, `flush_log` or closing, and keep their moment."""
    register = open_it()
    today = register.today()
    meeting = meetings.plan_meeting(register, MeetingKind.SUPPORT_TEAM, today, (Party.MENTOR,)).value
    told = frozenset({DataCategory.ABSENCE})
    discussion = meetings.put_on_agenda(register, meeting.id, "c1", told, Route.BY_NAME).value
    before = (folder / "register.db").read_bytes()
    for _ in range(100):
        cases.list_cases(register)
        cases.open_case(register, "c1")
        meetings.open_meeting(register, meeting.id)
        meetings.open_discussion(register, discussion.id)
    assert (folder / "register.db").read_bytes() == before
    register.flush_log()
    assert actions_of(register)[-4:] == ["cases_listed", "case_opened", "meeting_opened", "discussion_opened"]
    assert actions_of(register).count("case_opened") == 100
    register.close()


def test_a_change_that_fails_keeps_what_waited(open_it: Opener) -> None:
    """A line about looking is not lost because somebody tried something that was refused."""
    register = open_it()
    cases.open_case(register, "c1")
    with pytest.raises(StoreRefused):
        _change_in_vain(register)
    register.flush_log()
    assert actions_of(register)[-2:] == ["register_opened", "case_opened"]
    register.close()


def _change_in_vain(register: OpenRegister) -> None:
    with register.change() as connection:
        register.log(connection, "case_saved", "c1")
        connection.exec_driver_sql("INSERT INTO workspace VALUES ('coordinator', 'x')")


def test_old_lines_go_behind_a_checkpoint(open_it: Opener, tmp_path: Path, clock: Clock) -> None:
    """Not those of the last year; what stays is a chain, and a case destroyed back then stays destroyed."""
    register = open_it()
    stick = shutil.copy(backups.make(register).value.path, tmp_path / "oud.thuisplan-backup")
    destroying.destroy_case(register, "c1", "bewaartermijn verstreken")
    clock.pass_days(1500)
    assert pruning.usual_day(register) == date(2027, 12, 12)
    with pytest.raises(InvalidCase):
        pruning.prune(register, register.today() - timedelta(days=360))
    count = len(actions_of(register))
    assert pruning.prune(register, pruning.usual_day(register)).value == count
    assert actions_of(register) == ["logbook_pruned"]
    (told,) = pruning.told(register)
    assert f"{count} regels weg" in told
    assert register.check() == ()
    putting_back.restore(register, Path(stick))
    register = open_it()
    assert cases.list_cases(register) == ()
    assert register.check() == ()
    register.close()
