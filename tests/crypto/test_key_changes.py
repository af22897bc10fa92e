"""Persons come and go, passphrases change, and nothing that was withdrawn opens a register again."""

from dataclasses import replace

import pytest

from thuisplan_desktop.crypto import boardkey, guard, keyfile
from thuisplan_desktop.crypto.derivation import FLOOR
from thuisplan_desktop.crypto.keyfile import KeyFile, SlotKind
from thuisplan_desktop.crypto.keyring import Identity
from thuisplan_desktop.crypto.strength import strength
from thuisplan_desktop.errors import (
    BrokenSeal,
    FileTooNew,
    KeyParametersRefused,
    LastWayIn,
    NoSuchSlot,
    NotAThuisplanFile,
    TooManySlots,
    WeakPassphrase,
    WrongBoardKey,
    WrongPassphrase,
    WrongRecoveryCode,
)

FIRST, SECOND, THIRD = "Zeven fietsen over een brug", "rood blauw geel groen", "lantaarn gras trommel dinsdag"
Made = tuple[KeyFile, bytes, str]


@pytest.fixture(scope="module")
def made() -> Made:
    return keyfile.new_keys(FIRST, FLOOR, "Coördinator")


@pytest.fixture(scope="module")
def two(made: Made) -> KeyFile:
    return keyfile.add_passphrase(made[0], made[1], SECOND, FLOOR, "Collega")


def slot_of(keys: KeyFile, passphrase: str) -> str:
    return keyfile.unlock(keys, passphrase).slot.id


def test_a_changed_passphrase_replaces_the_old_one(made: Made, two: KeyFile) -> None:
    """The other person and the recovery code are untouched; the label stays."""
    changed = keyfile.change_passphrase(two, made[1], slot_of(two, SECOND), THIRD, FLOOR)
    assert keyfile.unlock(changed, THIRD).data_key == made[1]
    assert keyfile.unlock(changed, FIRST).data_key == made[1]
    with pytest.raises(WrongPassphrase):
        keyfile.unlock(changed, SECOND)
    assert sorted(keyfile.labels(changed, made[1]).values()) == ["Collega", "Coördinator", "herstelcode"]
    assert changed.epoch == two.epoch + 1
    keyfile.check_set(changed, made[1])


def test_who_leaves_can_not_come_back(made: Made, two: KeyFile) -> None:
    """And the last passphrase can't be taken away."""
    left = keyfile.remove_slot(two, made[1], slot_of(two, FIRST))
    with pytest.raises(WrongPassphrase):
        keyfile.unlock(left, FIRST)
    with pytest.raises(LastWayIn):
        keyfile.remove_slot(left, made[1], slot_of(left, SECOND))
    recovery = next(slot.id for slot in two.slots if slot.kind is SlotKind.RECOVERY)
    for slot_id in ("0" * 16, recovery):
        with pytest.raises(NoSuchSlot):
            keyfile.remove_slot(two, made[1], slot_id)


def test_a_new_code_ends_the_old_sheet(made: Made) -> None:
    """One recovery slot at a time."""
    keys, code = keyfile.replace_recovery(made[0], made[1])
    assert keyfile.unlock_with_recovery(keys, code).data_key == made[1]
    with pytest.raises(WrongRecoveryCode):
        keyfile.unlock_with_recovery(keys, made[2])


def test_a_new_key_keeps_only_who_made_it(made: Made, two: KeyFile) -> None:
    """Neither the colleague's passphrase, the old code nor the old key opens anything; the board's slot goes along."""
    board = Identity.generate()
    with_board = keyfile.set_board(two, made[1], *board.public, "Bestuur")
    keys, fresh, code = keyfile.renew(with_board, made[1], FIRST)
    assert fresh != made[1]
    assert keyfile.unlock(keys, FIRST).data_key == fresh
    assert keyfile.unlock_with_recovery(keys, code).data_key == fresh
    assert keyfile.unlock_with_board(keys, board).data_key == fresh
    for attempt in (lambda: keyfile.unlock(keys, SECOND), lambda: keyfile.labels(keys, made[1])):
        with pytest.raises(WrongPassphrase):
            attempt()
    with pytest.raises(WrongRecoveryCode):
        keyfile.unlock_with_recovery(keys, made[2])
    with pytest.raises(WrongPassphrase):
        keyfile.renew(two, made[1], THIRD)


def test_the_board_opens_with_its_own_key_alone(made: Made) -> None:
    """Its slot survives the file; another board's key, and another register, do not open."""
    board, other = Identity.generate(), Identity.generate()
    keys = keyfile.from_json(keyfile.to_json(keyfile.set_board(made[0], made[1], *board.public, "Bestuur")))
    assert keyfile.unlock_with_board(keys, board).data_key == made[1]
    for wrong in (replace(keys, register_id="0" * 32), made[0]):
        with pytest.raises(WrongBoardKey):
            keyfile.unlock_with_board(wrong, board)
    with pytest.raises(WrongBoardKey):
        keyfile.unlock_with_board(keys, other)
    again = keyfile.set_board(keys, made[1], *other.public, "Nieuw bestuur")
    assert [slot.kind for slot in again.slots].count(SlotKind.BOARD) == 1
    assert keyfile.remove_slot(again, made[1], again.slots[-1].id).slots == made[0].slots


def test_a_set_put_together_by_another_is_known(made: Made, two: KeyFile) -> None:
    """The seal is over the whole: an older slot put back, a higher epoch, a slot left out."""
    keyfile.check_set(two, made[1])
    for forged in (replace(two, epoch=9), replace(two, slots=two.slots[:-1]), replace(made[0], seal=two.seal)):
        with pytest.raises(BrokenSeal):
            keyfile.check_set(forged, made[1])


def test_there_is_an_end_to_the_persons(made: Made) -> None:
    """32 slots are enough for any school."""
    board = Identity.generate()
    full = replace(made[0], slots=made[0].slots[:1] * 32)
    with pytest.raises(TooManySlots):
        keyfile.set_board(full, made[1], *board.public, "Bestuur")


def test_weak_passphrases_are_refused_everywhere(made: Made) -> None:
    """Changing and the board's own file too."""
    with pytest.raises(WeakPassphrase):
        keyfile.change_passphrase(made[0], made[1], made[0].slots[0].id, "kort", FLOOR)
    with pytest.raises(WeakPassphrase):
        boardkey.lock(Identity.generate(), "kort", FLOOR)


# --- the board's own file


def test_the_boards_file_opens_with_its_passphrase() -> None:
    """The same key comes out; another passphrase, or another file, gives a reason."""
    board = Identity.generate()
    data = boardkey.lock(board, FIRST, FLOOR)
    assert boardkey.unlock(data, FIRST).public == board.public
    with pytest.raises(WrongPassphrase):
        boardkey.unlock(data, SECOND)
    with pytest.raises(FileTooNew):
        boardkey.unlock(data.replace(b'"version":1', b'"version":2'), FIRST)
    with pytest.raises(KeyParametersRefused):
        boardkey.unlock(data.replace(b'"passes":3', b'"passes":2'), FIRST)
    for odd in (b"", b"{}", data[:-1], data + b" "):
        with pytest.raises(NotAThuisplanFile):
            boardkey.unlock(odd, FIRST)


# --- notes and seals


def test_a_note_opens_only_whole_and_for_its_purpose() -> None:
    """Any byte, the purpose or the key changed: nothing comes out."""
    key = bytes(range(32))
    note = guard.close_note(key, "head", {"count": 3})
    assert guard.open_note(key, "head", note, "count").integer("count", 0, 9) == 3
    wrong = [note[:place] + bytes([note[place] ^ 1]) + note[place + 1 :] for place in range(len(note))]
    for data, purpose, used, member in [
        *((data, "head", key, "count") for data in (*wrong, b"", note[:12])),
        (note, "lock", key, "count"),
        (note, "head", bytes(32), "count"),
        (note, "head", key, "other"),
    ]:
        with pytest.raises(BrokenSeal):
            guard.open_note(used, purpose, data, member)


# --- strength


def test_strength_knows_dutch_and_keyboards() -> None:
    """What is easily guessed is weak, four words of no list are strong; it is never a traceback."""
    assert strength("").score == 0
    assert strength("welkom123456").score <= 1
    assert strength("qwertyuiop12").score <= 1
    assert strength("annemariejansen").score <= 2
    assert strength(THIRD).score == 4
    assert strength("x" * 5000 + "é🐤").word


@pytest.mark.parametrize("blank", ["", " ", "   \t ", "\u00a0"])
def test_a_blank_passphrase_is_worth_nothing(blank: str) -> None:
    """While somebody types: the first space is no reason to stop."""
    assert strength(blank).score == 0
    with pytest.raises(WeakPassphrase):
        keyfile.check_strength(blank)


@pytest.mark.parametrize("known", ["De Verzonnen Boom", "deverzonnenboom", "de verzonnen boom 2026", "boomverzonnen"])
def test_what_stands_on_the_folder_is_no_passphrase(known: str) -> None:
    """A thief tries the name of the school first; beside another school it is no worse than it was."""
    assert strength(known, ("De Verzonnen Boom", "")).score < 2
    with pytest.raises(WeakPassphrase):
        keyfile.check_strength(known, ("De Verzonnen Boom", ""))
    assert strength(f"{known} {THIRD}", ("De Verzonnen Boom",)).score == 4
    assert strength(known, ("Het Lege Hof",)) == strength(known)
