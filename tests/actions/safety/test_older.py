"""A register, keys or a backup of before somebody left: refused or named, and named until it is answered."""

import shutil
from pathlib import Path
from unittest.mock import Mock

import pytest

from factories import make_case
from safes import FIRST, SECOND, THIRD, Clock, Opener, actions_of
from thuisplan_desktop.actions import access, backups, cases, destroying, opening, putting_back, reminders, slot_changes
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.crypto.derivation import FLOOR
from thuisplan_desktop.errors import OlderRegister, SlotWithdrawn, WayTakenOff, WrongPassphrase

LEAVER = "Bas Bedacht"
FIRST_WAY, LEAVERS_WAY = opening.by_passphrase(FIRST), opening.by_passphrase(SECOND)


def take_off(register: OpenRegister) -> None:
    access.remove(register, next(each.slot_id for each in access.view(register).persons if each.label == LEAVER))


@pytest.fixture
def left(open_it: Opener, folder: Path, tmp_path: Path, clock: Clock) -> Path:
    """Somebody left, and kept a copy of the whole folder and of a backup from when he still worked here."""
    kept = tmp_path / "van de vertrokkene"
    register = open_it()
    access.add_person(register, LEAVER, SECOND, FLOOR)
    backup = backups.make(register).value.path
    register.close()
    shutil.copytree(folder, kept)
    shutil.copy(backup, kept / "oud.thuisplan-backup")
    clock.pass_days(1)
    register = open_it()
    take_off(register)
    cases.save_case(register, make_case(id="c2"))
    register.close()
    return kept


def put_back_by_hand(kept: Path, folder: Path, *names: str) -> None:
    for name in names:
        shutil.copy(kept / name, folder / name)


# --- register.db and keys.json of then, beside the note of today


def test_who_left_does_not_get_in_by_an_old_register_and_its_keys(left: Path, folder: Path, clock: Clock) -> None:
    """The note beside them knows of later slots. Nobody gets in unasked, and asking changes nothing."""
    put_back_by_hand(left, folder, "register.db", "keys.json")
    before = {name: (folder / name).read_bytes() for name in ("register.db", "keys.json", "register.head")}
    for passphrase in (SECOND, FIRST, SECOND):
        with pytest.raises(OlderRegister):
            opening.open_register(folder, passphrase, clock=clock)
    assert {name: (folder / name).read_bytes() for name in before} == before


def test_an_older_register_is_answered_by_the_newest_backup(left: Path, folder: Path, clock: Clock) -> None:
    """It brings the slots of now; nothing is left to answer, and who left is out again."""
    put_back_by_hand(left, folder, "register.db", "keys.json")
    newest = max((folder / "backups").iterdir())
    assert putting_back.preview_closed(folder, newest, FIRST_WAY, clock()) == ""
    putting_back.restore_closed(folder, newest, FIRST_WAY, clock())
    with pytest.raises(WrongPassphrase):
        opening.open_register(folder, SECOND, clock=clock)
    register = opening.open_register(folder, FIRST, clock=clock)
    assert {row.id for row in cases.list_cases(register)} == {"c1", "c2"}
    assert (register.warnings, register.check()) == ((), ())
    register.close()


def test_an_older_register_that_is_opened_knowingly_is_named_until_it_is_answered(
    left: Path, folder: Path, clock: Clock
) -> None:
    """Who opened it stands in the logbook; closing and opening takes nothing away, answering does."""
    put_back_by_hand(left, folder, "register.db", "keys.json")
    register = opening.open_by(LEAVERS_WAY, folder, clock=clock, older=True)
    assert "older_opened" in actions_of(register)
    cases.save_case(register, make_case(id="c3"))
    register.close()
    for _ in range(2):
        clock.pass_days(40)
        register = opening.open_register(folder, FIRST, clock=clock)
        first, second = register.warnings
        assert "sinds die kopie is veranderd wie het mag openen" in first
        assert "Dit bleek op 4 november 2026" in first
        assert "eindigt eerder" in second
        assert set(register.warnings) <= set(reminders.reminders(register))
        assert set(register.check()) == set(register.warnings)
        register.close()
    register = opening.open_register(folder, FIRST, clock=clock)
    opening.answer_doubts(register)
    assert opening.doubts_of(register) == ()
    register.close()
    register = opening.open_register(folder, FIRST, clock=clock)
    assert (register.warnings, register.check()) == ((), ())
    register.close()


@pytest.mark.parametrize("what", ["gone", "damaged"])
def test_a_note_that_tells_nothing_is_named_until_it_is_answered(
    left: Path, folder: Path, clock: Clock, what: str
) -> None:
    """Without it nothing shows that register.db is an old one: so that it was gone is not forgotten either."""
    if what == "gone":
        (folder / "register.head").unlink()
    else:
        (folder / "register.head").write_bytes(bytes(200))
    for _ in range(2):
        register = opening.open_register(folder, FIRST, clock=clock)
        (told,) = register.warnings
        assert "notitie" in told
        cases.save_case(register, make_case(id="c3"))
        register.close()
    register = opening.open_register(folder, FIRST, clock=clock)
    opening.answer_doubts(register)
    register.close()
    register = opening.open_register(folder, FIRST, clock=clock)
    assert register.warnings == ()
    register.close()


def test_an_older_register_with_the_keys_of_now_lets_nobody_back(left: Path, folder: Path, clock: Clock) -> None:
    """Only register.db was put back: it opens for who is on it now, and is named."""
    put_back_by_hand(left, folder, "register.db")
    with pytest.raises(WrongPassphrase):
        opening.open_register(folder, SECOND, clock=clock)
    register = opening.open_register(folder, FIRST, clock=clock)
    assert any("ouder dan zijn sleutelbestand" in told for told in register.warnings)
    register.close()
    put_back_by_hand(left, folder, "keys.json")
    with pytest.raises(SlotWithdrawn):
        opening.open_register(folder, SECOND, clock=clock)
    register = opening.open_register(folder, FIRST, clock=clock)
    assert any("ouder dan zijn sleutelbestand" in told for told in register.warnings)
    register.close()


# --- a backup of then


def test_a_backup_of_then_gives_nobody_a_slot_back(left: Path, folder: Path, clock: Clock) -> None:
    """Over a register that opens, or one of which only register.db is broken: the slots of now stay, and who left is
    refused with everything as it was.
    """
    old = left / "oud.thuisplan-backup"
    for broken in (False, True):
        if broken:
            (folder / "register.db").write_bytes(b"kapot" * 4000)
        before = (folder / "keys.json").read_bytes(), (folder / "register.db").read_bytes()
        with pytest.raises(WayTakenOff):
            putting_back.restore_closed(folder, old, LEAVERS_WAY, clock())
        assert ((folder / "keys.json").read_bytes(), (folder / "register.db").read_bytes()) == before
        told = putting_back.preview_closed(folder, old, FIRST_WAY, clock())
        assert (LEAVER in told, "gepubliceerd" in told) == (False, broken)
        putting_back.restore_closed(folder, old, FIRST_WAY, clock())
        with pytest.raises(WrongPassphrase):
            opening.open_register(folder, SECOND, clock=clock)
        register = opening.open_register(folder, FIRST, clock=clock)
        assert [row.id for row in cases.list_cases(register)] == ["c1"]
        assert (register.warnings, register.check()) == ((), ())
        assert LEAVER not in {person.label for person in access.view(register).persons}
        assert "slots_restored" not in actions_of(register)
        register.close()


def test_who_left_gets_nothing_back_by_taking_keys_json_away(left: Path, folder: Path, clock: Clock) -> None:
    """The register itself knows its slots; also with the keys.json of then."""
    for name in ("keys.json", ""):
        (folder / "keys.json").unlink()
        if name:
            put_back_by_hand(left, folder, name)
        with pytest.raises(WayTakenOff):
            putting_back.restore_closed(folder, left / "oud.thuisplan-backup", LEAVERS_WAY, clock())


def test_where_only_the_slots_of_then_are_known_it_is_said_who_gets_in(left: Path, folder: Path, clock: Clock) -> None:
    """Before, afterwards until it is answered, and in the logbook."""
    for name in ("keys.json", "register.db"):
        (folder / name).write_bytes(b"kapot" * 4000)
    shutil.rmtree(folder / "backups")  # the newest of them knows the slots of now
    old = left / "oud.thuisplan-backup"
    told = putting_back.preview_closed(folder, old, FIRST_WAY, clock())
    assert "Met de reservekopie van 3 november 2026 komen haar sleutels mee" in told
    assert f"Anja Doedel, {LEAVER}, wie de herstelcode van toen heeft" in told
    assert "haal die bij Beheer opnieuw weg" in told
    assert (folder / "keys.json").read_bytes().startswith(b"kapot")
    putting_back.restore_closed(folder, old, FIRST_WAY, clock())
    for _ in range(2):
        register = opening.open_register(folder, FIRST, clock=clock)
        assert [each for each in register.warnings if LEAVER in each]
        assert "slots_restored" in actions_of(register)
        register.close()
    register = opening.open_register(folder, FIRST, clock=clock)
    take_off(register)
    opening.answer_doubts(register)
    register.close()
    with pytest.raises(WrongPassphrase):
        opening.open_register(folder, SECOND, clock=clock)
    register = opening.open_register(folder, FIRST, clock=clock)
    assert register.warnings == ()
    register.close()


def test_what_this_computer_knows_stays_over_a_restore(left: Path, folder: Path, tmp_path: Path, clock: Clock) -> None:
    """The second place, what it missed, and that the code was rehearsed: no backup of then takes it back."""
    stick = tmp_path / "stick"
    stick.mkdir()
    register = opening.open_register(folder, FIRST, clock=clock)
    changed = access.new_recovery_code(register).value
    access.rehearse(register, changed.recovery_code)
    backups.choose_second_place(register, stick)
    stick.rename(tmp_path / "in de la")
    destroying.destroy_case(register, "c1", "bewaartermijn verstreken")
    before = backups.view(register)
    rehearsed = access.rehearsed_on(register)
    assert rehearsed is not None
    register.close()
    putting_back.restore_closed(folder, left / "oud.thuisplan-backup", FIRST_WAY, clock())
    register = opening.open_register(folder, FIRST, clock=clock)
    after = backups.view(register)
    assert (after.second_place, after.second_seen) == (before.second_place, before.second_seen)
    assert any("of er staat nog in wat vernietigd is" in told for told in after.concerns)
    assert access.rehearsed_on(register) == rehearsed
    register.close()


def test_a_backup_from_before_a_new_key_comes_back_under_the_key_of_now(left: Path, folder: Path, clock: Clock) -> None:
    """With the slots of now; who only knew the old key gets nothing."""
    register = opening.open_register(folder, FIRST, clock=clock)
    access.new_key(register, FIRST)
    register.close()
    old = left / "oud.thuisplan-backup"
    with pytest.raises(WayTakenOff):
        putting_back.restore_closed(folder, old, LEAVERS_WAY, clock())
    putting_back.restore_closed(folder, old, FIRST_WAY, clock())
    with pytest.raises(WrongPassphrase):
        opening.open_register(folder, SECOND, clock=clock)
    register = opening.open_register(folder, FIRST, clock=clock)
    assert [row.id for row in cases.list_cases(register)] == ["c1"]
    assert (register.warnings, register.check()) == ((), ())
    register.close()


@pytest.mark.parametrize("pages", ["new", "gone", "old"])
def test_who_was_taken_off_gets_nothing_back_while_a_new_key_waits(
    left: Path, folder: Path, clock: Clock, pages: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new key that was cut short once the pages were under it: its slots only wait beside keys.json, and who stayed
    alone opens them. Cut short before that, those of before are the slots of now.
    """
    register = opening.open_register(folder, FIRST, clock=clock)
    access.add_person(register, "Cas Collega", THIRD, FLOOR)
    with monkeypatch.context() as patch:
        target = (register.workspace, "renew_key") if pages == "old" else (slot_changes, "_take_effect")
        patch.setattr(*target, Mock(side_effect=KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            access.new_key(register, FIRST)
    register.workspace.close()
    assert (folder / "keys.next.json").exists()
    if pages == "gone":
        (folder / "register.db").unlink()
    backup = min((folder / "backups").iterdir())
    if pages == "old":
        putting_back.restore_closed(folder, backup, opening.by_passphrase(THIRD), clock())
        opening.open_register(folder, THIRD, clock=clock).close()
        return
    with pytest.raises(WayTakenOff):
        putting_back.restore_closed(folder, backup, opening.by_passphrase(THIRD), clock())
    assert (folder / "keys.next.json").exists()
    putting_back.restore_closed(folder, backup, FIRST_WAY, clock())
    opening.open_register(folder, FIRST, clock=clock).close()


def test_a_passphrase_of_then_brings_a_backup_back_in_a_new_place(
    left: Path, tmp_path: Path, folder: Path, clock: Clock
) -> None:
    """Who forgot the passphrase of now is not shut out of what he has: only not in the place of the register."""
    register = opening.open_register(folder, FIRST, clock=clock)
    access.change_passphrase(register, FIRST, THIRD, FLOOR)
    register.close()
    old, new = left / "oud.thuisplan-backup", tmp_path / "nieuw.thuisplan"
    with pytest.raises(WayTakenOff):
        putting_back.restore_closed(folder, old, FIRST_WAY, clock())
    putting_back.restore_closed(new, old, FIRST_WAY, clock())
    opening.open_register(new, FIRST, clock=clock).close()
    opening.open_register(folder, THIRD, clock=clock).close()
