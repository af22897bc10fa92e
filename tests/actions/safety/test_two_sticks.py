"""Two sticks that are put in by turns under one name: each is known by its mark, and what one missed stays owed."""

from pathlib import Path

import pytest

from safes import FIRST, SECOND, Clock, Opener
from thuisplan_desktop.actions import (
    access,
    backups,
    destroying,
    former_keys,
    keeping,
    other_places,
)
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.crypto import keyfile
from thuisplan_desktop.crypto.derivation import FLOOR
from thuisplan_desktop.errors import CannotWrite, WrongPassphrase
from thuisplan_desktop.store import backup_file, medium, settings
from thuisplan_desktop.store import backups as backup_store

ANOTHER = "staat een andere stick of schijf dan u koos"


class Slot:
    """One place where either of two sticks is put in."""

    def __init__(self, place: Path) -> None:
        self.place, self._drawer = place / "usb", place / "la"
        self._drawer.mkdir()
        for name in ("rood", "blauw"):
            (self._drawer / name).mkdir()
        self._inside = ""

    def put_in(self, name: str) -> None:
        self.take_out()
        (self._drawer / name).rename(self.place)
        self._inside = name

    def take_out(self) -> None:
        if self._inside:
            self.place.rename(self._drawer / self._inside)
            self._inside = ""

    def backups(self) -> list[Path]:
        return sorted(self.place.glob("*-backup"))


@pytest.fixture
def slot(tmp_path: Path) -> Slot:
    return Slot(tmp_path)


def concerns(register: OpenRegister) -> str:
    return " ".join(backups.view(register).concerns)


def cases_on(slot: Slot, key: bytes) -> set[int]:
    return {backup_file.proven(backup_file.read_head(path), key).rows["cases"] for path in slot.backups()}


def test_another_stick_in_its_place_is_told_and_gets_nothing(open_it: Opener, slot: Slot) -> None:
    """Nothing is put on it, nothing is called done because of it."""
    register = open_it()
    slot.put_in("rood")
    backups.choose_second_place(register, slot.place)
    assert concerns(register) == ""
    slot.put_in("blauw")
    assert ANOTHER in concerns(register)
    assert not backups.view(register).second_reached
    backups.make(register)
    assert list(slot.place.iterdir()) == []
    (said,) = destroying.destroy_case(register, "c1", "bewaartermijn verstreken").value.still_there
    assert "tweede plek" in said
    slot.put_in("rood")
    assert ANOTHER not in concerns(register)
    assert cases_on(slot, register.workspace.data_key) == {1}
    backups.make(register)
    assert cases_on(slot, register.workspace.data_key) == {0}
    assert concerns(register) == ""
    register.close()


def test_two_sticks_by_turns_are_both_kept_up(open_it: Opener, slot: Slot, folder: Path, clock: Clock) -> None:
    """Each chosen once. What was destroyed, and who was taken off, while one lay in the drawer stays owed to that one,
    until it is put in again: then it follows by itself.
    """
    register = open_it()
    access.add_person(register, "Bas Bedacht", SECOND, FLOOR)
    for name in ("rood", "blauw"):
        slot.put_in(name)
        backups.choose_second_place(register, slot.place)
    assert concerns(register) == ""
    (leaver,) = [person for person in access.view(register).persons if person.label == "Bas Bedacht"]
    named = access.remove(register, leaver.slot_id).value.still_old
    assert [each for each in named if "een andere stick of schijf dan die van nu" in each]
    (said,) = destroying.destroy_case(register, "c1", "bewaartermijn verstreken").value.still_there
    assert "een andere stick of schijf dan die van nu" in said
    key = register.workspace.data_key
    assert cases_on(slot, key) == {0}
    slot.put_in("rood")
    assert cases_on(slot, key) == {1}
    register.close()
    clock.pass_days(1)
    register = open_it()  # at opening already: nobody has to think of it
    assert cases_on(slot, key) == {0}
    for path in slot.backups():
        assert not [each for each in keyfile.from_json(backup_store.keys_of(path)).slots if each.id == leaver.slot_id]
    assert concerns(register) == ""
    for name in ("blauw", "rood"):
        slot.put_in(name)
        row = backups.make(register).value
        assert (slot.place / row.path.name).exists()
        assert concerns(register) == ""
    register.close()


def test_a_stick_is_known_wherever_it_is_put_in(open_it: Opener, slot: Slot, tmp_path: Path) -> None:
    """Under another letter it is the same second place: nothing is owed to where it was."""
    register = open_it()
    slot.put_in("rood")
    backups.choose_second_place(register, slot.place)
    slot.place.rename(tmp_path / "elders")
    destroying.destroy_case(register, "c1", "bewaartermijn verstreken")
    backups.choose_second_place(register, tmp_path / "elders")
    assert concerns(register) == ""
    assert other_places.former_places(register.workspace) == ()
    register.close()


def test_a_second_place_from_before_there_were_marks_gets_one(open_it: Opener, slot: Slot) -> None:
    """With the next backup; its backups go on counting."""
    register = open_it()
    slot.put_in("rood")
    backups.choose_second_place(register, slot.place)
    (slot.place / medium.NAME).unlink()
    with register.change() as connection:
        settings.put(connection, other_places.SECOND_MARK, "")
    assert concerns(register) == ""
    backups.make(register)
    assert medium.mark_of(slot.place)
    slot.put_in("blauw")
    assert ANOTHER in concerns(register)
    register.close()


def test_a_place_that_can_not_be_marked_is_refused(
    open_it: Opener, slot: Slot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stick with its little switch on: nothing could be kept there either."""
    register = open_it()
    slot.put_in("rood")

    def refused(*_: object) -> None:
        raise CannotWrite

    monkeypatch.setattr("thuisplan_desktop.store.files.replace_file", refused)
    with pytest.raises(CannotWrite):
        backups.choose_second_place(register, slot.place)
    assert backups.view(register).second_place == ""
    register.workspace.close()


def test_registers_share_a_mark_and_it_tells_nothing(open_it: Opener, slot: Slot, tmp_path: Path) -> None:
    """It is random, and the words around it say what it is for."""
    slot.put_in("rood")
    mark = medium.put_mark(slot.place)
    assert medium.put_mark(slot.place) == mark
    assert len({mark, *(medium.put_mark(tmp_path / "la" / "blauw") for _ in range(2))}) == 2
    register = open_it()
    backups.choose_second_place(register, slot.place)
    assert medium.mark_of(slot.place) == mark
    assert "Laat dit bestand staan" in (slot.place / medium.NAME).read_text("utf-8")
    register.close()


def test_after_a_new_key_each_stick_is_encrypted_anew_when_it_is_back(open_it: Opener, slot: Slot) -> None:
    """One was away, one was of before: what is on them opens with no passphrase of then, and until all of it does the
    register keeps the former key for that; no longer."""
    register = open_it()
    access.add_person(register, "Bas Bedacht", SECOND, FLOOR)
    for name in ("rood", "blauw"):
        slot.put_in(name)
        backups.choose_second_place(register, slot.place)
    slot.take_out()
    access.new_key(register, FIRST)
    access.new_key(register, FIRST)
    for name, known in (("blauw", 2), ("rood", 0)):
        with register.read() as connection:
            assert len(former_keys.known(connection)) == 2
        slot.put_in(name)
        backups.make(register)
        for path in slot.backups():
            assert backup_file.proven(backup_file.read_head(path), register.workspace.data_key).rows["cases"] == 1
            with pytest.raises(WrongPassphrase):
                keyfile.unlock(keyfile.from_json(backup_store.keys_of(path)), SECOND)
        with register.read() as connection:
            assert len(former_keys.known(connection)) == known
    assert concerns(register) == ""
    assert register.check() == ()
    register.close()


def test_a_half_copy_that_a_crash_left_on_a_stick_goes_at_the_next_opening(open_it: Opener, slot: Slot) -> None:
    """It holds what the backup held that was being rewritten; so it goes before that place counts as done."""
    register = open_it()
    slot.put_in("rood")
    backups.choose_second_place(register, slot.place)
    with register.change() as connection:
        keeping.owe(connection)
    register.workspace.close()
    left = slot.place / ".0123456789ab.db"
    left.write_bytes(b"versleuteld")
    open_it().workspace.close()
    assert not left.exists()
