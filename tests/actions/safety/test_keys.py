"""Who gets in and who no longer does: persons, codes, the board, a new key."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest

from factories import make_case
from safes import FIRST, SECOND, THIRD, Clock, Opener, actions_of
from thuisplan_desktop.actions import (
    access,
    backups,
    board,
    cases,
    opening,
    putting_back,
    salvaging,
    slot_changes,
)
from thuisplan_desktop.crypto import keyfile
from thuisplan_desktop.crypto.derivation import FLOOR
from thuisplan_desktop.errors import (
    CannotWrite,
    DamagedBackup,
    LastWayIn,
    NeedsOlderPassphrase,
    RecoveryCodeMistyped,
    SlotWithdrawn,
    WeakPassphrase,
    WrongBoardKey,
    WrongPassphrase,
    WrongRecoveryCode,
)
from thuisplan_desktop.store import backup_file, logbook, register_file
from thuisplan_desktop.store import backups as backup_store

# --- persons


def test_a_colleague_comes_and_goes(open_it: Opener, folder: Path) -> None:
    """Each opens with an own passphrase, the logbook says who did, and who left does not get in."""
    register = open_it()
    access.add_person(register, "Bas Bedacht", SECOND, FLOOR)
    register.close()
    register = open_it(SECOND)
    assert register.who == "Bas Bedacht"
    assert [person.label for person in access.view(register).persons if person.mine] == ["Bas Bedacht"]
    cases.save_case(register, make_case(id="c2"))
    register.close()
    register = open_it()
    with register.read() as connection:
        assert "Bas Bedacht" in {entry.who for entry in logbook.load_log(connection)}
    leaver = next(person for person in access.view(register).persons if person.label == "Bas Bedacht")
    old_keys = (folder / "keys.json").read_text()
    access.remove(register, leaver.slot_id)
    with pytest.raises(LastWayIn):
        access.remove(register, access.view(register).persons[0].slot_id)
    register.close()
    with pytest.raises(WrongPassphrase):
        open_it(SECOND)
    (folder / "keys.json").write_text(old_keys)
    with pytest.raises(SlotWithdrawn):
        open_it(SECOND)
    register = open_it()
    assert register.warnings == ()
    assert "older_keys_put_back" in actions_of(register)
    register.close()


def test_an_older_file_is_named_and_put_back_for_who_stayed(open_it: Opener, folder: Path) -> None:
    """The one who opens reads that keys.json was old; the next time it is in order."""
    old_keys = (folder / "keys.json").read_text()
    register = open_it()
    access.add_person(register, "Bas Bedacht", SECOND, FLOOR)
    register.close()
    (folder / "keys.json").write_text(old_keys)
    register = open_it()
    assert "oudere kopie" in register.warnings[0]
    register.close()
    open_it(SECOND).close()


def test_an_edited_file_is_named(open_it: Opener, folder: Path) -> None:
    """A slot left out, by somebody without the key."""
    register = open_it()
    access.add_person(register, "Bas Bedacht", SECOND, FLOOR)
    register.close()
    keys = keyfile.from_json((folder / "keys.json").read_text())
    edited = keyfile.KeyFile(keys.register_id, keys.epoch + 5, keys.slots[:1], keys.seal)
    (folder / "keys.json").write_text(keyfile.to_json(edited))
    register = open_it()
    assert "veranderd" in register.warnings[0]
    assert "edited_keys_put_back" in actions_of(register)
    register.close()
    open_it(SECOND).close()


def test_a_register_put_back_from_a_copy_is_named(open_it: Opener, folder: Path, tmp_path: Path) -> None:
    """register.db alone is old: its keys are newer, and the note beside it knows of more lines."""
    shutil.copy(folder / "register.db", tmp_path / "old.db")
    register = open_it()
    access.add_person(register, "Bas Bedacht", SECOND, FLOOR)
    register.close()
    shutil.copy(tmp_path / "old.db", folder / "register.db")
    register = open_it()
    assert any("eindigt eerder" in warning for warning in register.warnings)
    assert any("ouder dan zijn sleutelbestand" in warning for warning in register.warnings)
    assert {"register_older_than_keys", "tail_warning"} <= set(actions_of(register))
    assert all(register.check().count(warning) == 1 for warning in register.warnings)
    register.close()
    register = open_it(SECOND)
    assert len(register.check()) == 2  # until somebody answers
    opening.answer_doubts(register)
    assert (register.warnings, register.check()) == ((), ())
    register.close()
    register = open_it()
    assert (register.warnings, actions_of(register)[-2]) == ((), "older_answered")
    register.close()


def test_a_changed_passphrase_works_at_once_and_in_backups(open_it: Opener, folder: Path) -> None:
    """The old one opens neither the register nor a backup of it."""
    register = open_it()
    access.change_passphrase(register, FIRST, THIRD, FLOOR)
    register.close()
    with pytest.raises(WrongPassphrase):
        open_it()
    open_it(THIRD).close()
    for path in (folder / "backups").glob("*.thuisplan-backup"):
        keys = keyfile.from_json(backup_file.read_head(path).keys)
        assert keyfile.unlock(keys, THIRD).data_key
        with pytest.raises(WrongPassphrase):
            keyfile.unlock(keys, FIRST)


@pytest.mark.parametrize("moment", ["before_keys", "after_keys"])
def test_a_change_of_keys_cut_short_shuts_nobody_out(
    open_it: Opener, folder: Path, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped before or after keys.json was written: one of the two passphrases opens it, without a warning."""
    register = open_it()
    real = register_file.write_keys

    def cut(where: Path, text: str) -> None:
        if moment == "after_keys":
            real(where, text)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(register_file, "write_keys", cut)
        with pytest.raises(KeyboardInterrupt):
            access.change_passphrase(register, FIRST, THIRD, FLOOR)
    register.close()
    register = open_it(FIRST if moment == "before_keys" else THIRD)
    assert register.warnings == ()
    assert ("keys_change_failed" in actions_of(register)) == (moment == "before_keys")
    assert register.check() == ()
    register.close()


@pytest.mark.parametrize("then", ["opened again", "another change"])
def test_a_removal_that_failed_is_said_to_have_failed_also_where_nothing_could_be_written(
    open_it: Opener, then: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk refuses keys.json and then the register too: who would go is still in, and the logbook ends so."""
    register = open_it()
    access.add_person(register, "Bas Bedacht", SECOND, FLOOR)
    leaver = next(person for person in access.view(register).persons if person.label == "Bas Bedacht")

    def refuse(*_: object) -> None:
        monkeypatch.setattr(register.workspace, "change", Mock(side_effect=CannotWrite))
        raise CannotWrite

    with monkeypatch.context() as patch:
        patch.setattr(register_file, "write_keys", refuse)
        with pytest.raises(CannotWrite):
            access.remove(register, leaver.slot_id)
    monkeypatch.undo()
    assert actions_of(register)[-1] == "person_removed"
    if then == "opened again":
        register.close()
        register = open_it(SECOND)
        assert actions_of(register)[-2:] == ["keys_change_failed", "register_opened"]
    else:
        access.new_recovery_code(register)
        assert actions_of(register)[-2:] == ["keys_change_failed", "recovery_code_renewed"]
    assert "Bas Bedacht" in [person.label for person in access.view(register).persons]
    register.close()
    register = open_it(SECOND)
    assert actions_of(register).count("keys_change_failed") == 1
    register.close()


# --- a new key


def test_a_new_key_shuts_out_everything_from_before(open_it: Opener, folder: Path, code: str, clock: Clock) -> None:
    """Colleague, old code and old key open neither register nor backup; what was in it is there."""
    register = open_it()
    access.add_person(register, "Bas Bedacht", SECOND, FLOOR)
    old_key = register.workspace.data_key
    changed = access.new_key(register, FIRST).value
    assert changed.still_old == ()
    assert register.check() == ()
    register.close()
    with pytest.raises(WrongPassphrase):
        open_it(SECOND)
    with pytest.raises(WrongRecoveryCode):
        opening.open_by(opening.by_code(code), folder, clock=clock)
    register = opening.open_by(opening.by_code(changed.recovery_code), folder, clock=clock)
    assert register.warnings == ()
    assert [row.id for row in cases.list_cases(register)] == ["c1"]
    assert access.view(register).code_used_at == clock()
    for row in backups.view(register).rows:
        assert not row.fault
        with pytest.raises(DamagedBackup), backup_store.opened(row.path, old_key, folder):
            pass
        with backup_store.opened(row.path, register.workspace.data_key, folder / "backups") as (head, _, _connection):
            assert head.rows["cases"] == 1
    register.close()


@pytest.mark.parametrize("moment", ["before_pages", "after_pages"])
def test_a_new_key_cut_short_shuts_nobody_out(
    open_it: Opener, folder: Path, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether the pages were written or not, the passphrase opens the register."""
    register = open_it()

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        target = (register.workspace, "renew_key") if moment == "before_pages" else (slot_changes, "_take_effect")
        patch.setattr(*target, cut)
        with pytest.raises(KeyboardInterrupt):
            access.new_key(register, FIRST)
    register.workspace.close()
    register = open_it()
    assert register.warnings == ()
    assert not (folder / "keys.next.json").exists()
    assert ("keys_change_failed" in actions_of(register)) == (moment == "before_pages")
    assert [row.id for row in cases.list_cases(register)] == ["c1"]
    register.close()
    open_it().close()


@pytest.mark.parametrize("moment", ["pages_written", "done"])
def test_a_crash_after_a_new_key_is_no_other_computer(open_it: Opener, folder: Path, moment: str) -> None:
    """The note of who has it open goes along with the key; one that a crash left under the old key is our own."""
    code = """
import os, signal, sys
from pathlib import Path
from thuisplan_desktop.actions import access, opening
from thuisplan_desktop.store import beside
register = opening.open_register(Path(sys.argv[1]), sys.argv[2])
if sys.argv[3] == "pages_written":
    beside.lock = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
access.new_key(register, sys.argv[2])
os.kill(os.getpid(), signal.SIGKILL)
"""
    words = [sys.executable, "-c", code, str(folder), FIRST, moment]
    assert subprocess.run(words, check=False, capture_output=True).returncode == -signal.SIGKILL
    assert (folder / "register.lock").exists()
    register = open_it()
    assert [row.id for row in cases.list_cases(register)] == ["c1"]
    register.close()


def test_a_backup_from_before_a_new_key_asks_for_the_passphrase_of_then(open_it: Opener, tmp_path: Path) -> None:
    """It lay where nobody could reach it; a damaged one of today's key is called damaged, not old."""
    register = open_it()
    access.change_passphrase(register, FIRST, THIRD, FLOOR)
    path = backups.make(register).value.path
    kept = Path(shutil.copy(path, tmp_path / path.name))
    access.new_key(register, THIRD)
    access.change_passphrase(register, THIRD, SECOND, FLOOR)
    with pytest.raises(NeedsOlderPassphrase):
        putting_back.preview_restore(register, kept)
    with pytest.raises(WrongPassphrase):
        putting_back.preview_restore(register, kept, SECOND)
    shutil.copy(kept, path.parent)
    assert "oude sleutel" in {row.path: row.fault for row in backups.view(register).rows}[path]
    assert putting_back.preview_restore(register, kept, THIRD).names == ()
    putting_back.restore(register, kept, THIRD)
    register = open_it(SECOND)
    assert [row.id for row in cases.list_cases(register)] == ["c1"]
    fresh = backups.make(register).value.path
    data = bytearray(fresh.read_bytes())
    data[data.index(b'"made_at":"202') + 13] ^= 1
    fresh.write_bytes(data)
    with pytest.raises(DamagedBackup):
        putting_back.preview_restore(register, fresh)
    assert {row.path: row.fault for row in backups.view(register).rows}[fresh] == "beschadigd"
    register.close()


# --- recovery code and board


def test_the_recovery_code_is_rehearsed_on_a_copy(open_it: Opener, code: str) -> None:
    """A slip and another code are named; after the right one the register knows that it works."""
    register = open_it()
    assert access.view(register).rehearsed_on is None
    with pytest.raises(RecoveryCodeMistyped):
        access.rehearse(register, code[:-1] + ("0" if code[-1] != "0" else "1"))
    fresh = access.new_recovery_code(register).value.recovery_code
    with pytest.raises(WrongRecoveryCode):
        access.rehearse(register, code)
    access.rehearse(register, fresh.lower().replace("-", " "))
    assert access.view(register).rehearsed_on == register.today()
    assert access.recovery_sheet_pdf(register, fresh).startswith(b"%PDF")
    register.close()


def test_the_board_opens_and_leaves_a_trace(open_it: Opener, folder: Path, clock: Clock) -> None:
    """With its file and passphrase, after its words were compared; another board's key opens nothing."""
    private, public = board.make_key("Stichting Verzonnen", THIRD, FLOOR)
    _, other = board.make_key("Ander bestuur", THIRD, FLOOR)
    shown = access.read_board_key(public)
    assert len(shown.fingerprint.split()) == 12
    register = open_it()
    access.set_board(register, shown)
    assert [one.kind for one in access.view(register).persons][-1] == "board"
    register.close()
    key = opening.by_board(private, THIRD)
    with pytest.raises(WrongPassphrase):
        opening.open_by(opening.by_board(private, FIRST), folder, clock=clock)
    opened = opening.open_by(key, folder, clock=clock)
    assert opened.who == "Stichting Verzonnen"
    opened.close()
    register = open_it()
    assert access.view(register).board_used_at == clock()
    access.set_board(register, access.read_board_key(other))
    register.close()
    with pytest.raises(WrongBoardKey):
        opening.open_by(key, folder, clock=clock)


def test_who_left_opens_no_register_that_was_set_aside_either(open_it: Opener, folder: Path, clock: Clock) -> None:
    """A damaged one gets the slots of now; a new key can't reach it, and says so."""
    register = open_it()
    access.add_person(register, "Bas Bedacht", SECOND, FLOOR)
    register.close()
    aside = salvaging.salvage_register(folder, opening.by_passphrase(FIRST), clock()).aside
    assert aside is not None
    register = open_it()
    (leaver,) = [person for person in access.view(register).persons if person.label == "Bas Bedacht"]
    assert access.remove(register, leaver.slot_id).value.still_old == ()
    with pytest.raises(WrongPassphrase):
        opening.open_register(aside, SECOND, clock=clock)
    opening.open_register(aside, FIRST, clock=clock).close()
    assert access.new_key(register, FIRST).value.still_old == (aside.name,)
    kept = (aside / "keys.json").read_bytes()
    assert access.new_recovery_code(register).value.still_old == (aside.name,)
    assert (aside / "keys.json").read_bytes() == kept
    register.close()
    opening.open_register(aside, FIRST, clock=clock).close()


def test_the_name_of_the_school_opens_no_register(open_it: Opener) -> None:
    """Nor that of the owner, the board or the person who gets in: whoever finds the laptop tries those first."""
    register = open_it()
    names = access.own_words(register)
    assert register.settings.owner in names
    assert register.settings.title in names
    known = f"{register.settings.owner} {register.settings.title}"
    assert access.judge_passphrase(known, names).score < access.judge_passphrase(known).score
    with pytest.raises(WeakPassphrase):
        access.add_person(register, "Opvolger Verzonnen", "Opvolger Verzonnen")
    with pytest.raises(WeakPassphrase):
        access.change_passphrase(register, FIRST, known)
    register.close()
