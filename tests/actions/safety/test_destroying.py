"""A destroyed case is gone, and nothing readable is left anywhere."""

import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from pypdf import PdfReader

from factories import make_case, make_contact, make_file
from safes import FIRST, SECOND, Clock, Opener, actions_of, fill_every_table
from thuisplan_desktop.actions import (
    access,
    backups,
    cases,
    destroying,
    opening,
    other_places,
    proofs,
    putting_back,
    salvaging,
)
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.crypto import keyfile
from thuisplan_desktop.crypto.derivation import FLOOR
from thuisplan_desktop.errors import (
    CannotWrite,
    NoSuchCase,
    NoSuchFile,
    WrongPassphrase,
)
from thuisplan_desktop.pdf import destruction
from thuisplan_desktop.store import backup_file, settings
from thuisplan_desktop.store import backups as backup_store
from thuisplan_desktop.store import cases as case_store

CLOSED = date(2026, 3, 2)

# --- destroying


def test_a_destroyed_case_is_gone_everywhere(
    open_it: Opener, folder: Path, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No page of register, journal or reachable backup holds a word of it; the proof names nobody."""
    register = open_it()
    stick = tmp_path / "stick"
    stick.mkdir()
    words = [b"Zandloper", b"Kanarievogel"]
    case = make_case(id="c9", surname="Kanarievogel", note="Kanarievogel " * 400, closed_on=CLOSED)
    cases.save_case(register, case)
    cases.save_contact(register, make_contact(case, surname="Kanarievogel"))
    cases.open_case(register, "c9")
    assert len(fill_every_table(register, "c9", "Kanarievogel")) > 5
    backups.choose_second_place(register, stick)
    clock.pass_days(1)
    backups.make(register)
    (folder / "backups" / "before-migration.db").write_bytes(b"kopie")
    with monkeypatch.context() as patch:
        patch.setattr(case_store, "load_case_file", lambda *_: make_file(case))  # no word in those rows is a date
        destroyed = destroying.destroy_case(register, "c9", "bewaartermijn verstreken").value
    assert destroyed.backups_rewritten == 4
    assert destroyed.still_there == ()
    assert not (folder / "backups" / "before-migration.db").exists()
    journal = folder / "register.db-journal"
    left = pages_of(journal.read_bytes()[512:], register.workspace.data_key, step=PAGE + 8, start=4)
    assert not any(words[1] in page for page in left)
    told = " ".join("".join(page.extract_text() for page in PdfReader(BytesIO(destroyed.proof)).pages).split())
    assert "Kanarievogel" not in told
    assert f"Einde van het logboek {register.logbook_words()}" in told
    with pytest.raises(NoSuchCase):
        destroying.destroy_case(register, "c9", "nog een keer")
    assert register.check() == ()
    key = register.workspace.data_key
    register.close()
    for data in _databases(folder, stick):
        whole = b"".join(pages_of(data, key))
        assert words[0] in whole
        assert words[1] not in whole


def test_a_case_that_nobody_ever_opened_is_destroyed_too(open_it: Opener, tmp_path: Path, folder: Path) -> None:
    """Brought in from a list it has no reference in the logbook yet: backups know it by its mark."""
    register = open_it()
    with register.change() as connection:
        case_store.save_case(connection, make_case(id="c8", surname="Nooitbekeken", closed_on=CLOSED))
        register.log(connection, "pupils_imported")
    kept = Path(shutil.copy(backups.make(register).value.path, tmp_path / "stick.thuisplan-backup"))
    destroyed = destroying.destroy_case(register, "c8", "bewaartermijn verstreken").value
    assert destroyed.backups_rewritten == 1
    for _ in range(2):
        putting_back.restore(register, kept)
        register = open_it()
        assert [row.id for row in cases.list_cases(register)] == ["c1"]
        assert register.check() == ()
    key = register.workspace.data_key
    register.close()
    assert not any(b"Nooitbekeken" in b"".join(pages_of(data, key)) for data in _databases(folder, tmp_path / "x"))


def test_a_second_place_of_before_stays_named_until_it_is_chosen_again(open_it: Opener, tmp_path: Path) -> None:
    """Another stick took its place: the proof and the list of backups name its folder, and back again it follows."""
    former, present = tmp_path / "stick", tmp_path / "andere"
    former.mkdir()
    present.mkdir()
    register = open_it()
    access.add_person(register, "Bea Verzonnen", SECOND, FLOOR)
    backups.choose_second_place(register, former)
    former.rename(tmp_path / "weg")
    (leaver,) = [person for person in access.view(register).persons if person.label == "Bea Verzonnen"]
    access.remove(register, leaver.slot_id)
    backups.choose_second_place(register, present)
    assert any(str(former) in concern for concern in backups.view(register).concerns)
    (said,) = destroying.destroy_case(register, "c1", "bewaartermijn verstreken").value.still_there
    assert str(former) in said
    assert any(str(former) in name for name in access.new_recovery_code(register).value.still_old)
    (tmp_path / "weg").rename(former)
    backups.choose_second_place(register, former)
    key = register.workspace.data_key
    for path in former.glob("*-backup"):
        with backup_store.opened(path, key, former) as (head, _, _connection):
            assert head.rows["cases"] == 0
        with pytest.raises(WrongPassphrase):
            keyfile.unlock(keyfile.from_json(backup_store.keys_of(path)), SECOND)
    assert not any(str(former) in concern for concern in backups.view(register).concerns)
    register.close()


def test_a_backup_whose_head_names_another_register_by_damage_is_listed(open_it: Opener) -> None:
    """One changed digit of the register's id hides it from nobody: it may hold the case, so the proof names it."""
    register = open_it()
    path = backups.make(register).value.path
    data = bytearray(path.read_bytes())
    at = data.index(f'"register":"{register.workspace.register_id}"'.encode("ascii"), data.index(b'"reason"')) + 12
    data[at] = ord("a") if data[at] != ord("a") else ord("b")
    path.write_bytes(data)
    (row,) = [row for row in backups.view(register).rows if row.path == path]
    assert row.fault == "beschadigd"
    still = destroying.destroy_case(register, "c1", "bewaartermijn verstreken").value.still_there
    assert any(path.name in line for line in still)
    register.close()


PAGE, RESERVED = 4096, 80


def pages_of(data: bytes, key: bytes, step: int = PAGE, start: int = 0) -> list[bytes]:
    """Every page, free ones too, as who has the key could read it: AES-256-CBC, its IV behind the content."""
    found = []
    for place in range(start, len(data) - PAGE + 1, step):
        page = data[place : place + PAGE]
        iv, first = page[PAGE - RESERVED : PAGE - RESERVED + 16], 16 if place == start else 0
        box = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
        found.append(box.update(page[first : PAGE - RESERVED]) + box.finalize())
    return found


def _databases(folder: Path, stick: Path) -> list[bytes]:
    """The encrypted database of the register and of each backup."""
    found = [(folder / "register.db").read_bytes()]
    paths = [*(folder / "backups").glob("*-backup"), *stick.glob("*-backup")]
    return [*found, *(path.read_bytes()[-backup_file.read_head(path).size :] for path in paths)]


def test_a_place_that_is_not_there_stands_on_the_proof(open_it: Opener, tmp_path: Path, clock: Clock) -> None:
    """With the day on which it is gone at the latest; when it comes back it is rewritten."""
    stick = tmp_path / "stick"
    stick.mkdir()
    register = open_it()
    backups.choose_second_place(register, stick)
    stick.rename(tmp_path / "weg")
    destroyed = destroying.destroy_case(register, "c1", "op verzoek van de ouders").value
    assert len(destroyed.still_there) == 1
    assert "tweede plek" in destroyed.still_there[0]
    assert "uiterlijk" not in destroyed.still_there[0]
    (tmp_path / "weg").rename(stick)
    backups.make(register)
    key = register.workspace.data_key
    for path in stick.glob("*-backup"):
        with backup_store.opened(path, key, stick) as (head, _, _connection):
            assert head.rows["cases"] == 0
    register.close()


def test_what_opens_with_an_older_key_is_promised_nothing(open_it: Opener, tmp_path: Path) -> None:
    """The stick was away at a new key and a destruction: its backup follows when it is back. One that turns up after
    that stays, by name, until a person removes it."""
    stick, away = tmp_path / "stick", tmp_path / "weg"
    stick.mkdir()
    register = open_it()
    backups.choose_second_place(register, stick)
    (old,) = stick.glob("*-backup")
    kept = shutil.copy(old, tmp_path)
    stick.rename(away)
    access.new_key(register, FIRST)
    (said,) = destroying.destroy_case(register, "c1", "bewaartermijn verstreken").value.still_there
    assert "oudere sleutel opent, verdwijnt niet vanzelf" in said
    away.rename(stick)
    backups.make(register)
    assert backups.view(register).concerns == ()
    for path in stick.glob("*-backup"):
        assert backup_file.proven(backup_file.read_head(path), register.workspace.data_key).rows["cases"] == 0
    shutil.copy(kept, old)
    for _ in range(2):
        backups.make(register)
        (row,) = [row for row in backups.view(register).rows if row.place]
        assert (row.path, row.fault) == (old, "opent nog met de oude sleutel")
        (concern,) = backups.view(register).concerns
        assert old.name in concern
        assert "op de tweede plek" in concern
        assert "met de wachtzin van toen" in concern
        assert "verdwijnt niet vanzelf" in concern
    cases.save_case(register, make_case(id="c2", closed_on=CLOSED))
    (said,) = destroying.destroy_case(register, "c2", "proef").value.still_there
    assert f"{old.name} op de tweede plek kon niet worden herschreven en verdwijnt niet vanzelf" in said
    old.unlink()
    backups.make(register)
    assert backups.view(register).concerns == ()
    assert not _is_stale(register)
    register.close()


def _is_stale(register: OpenRegister) -> bool:
    with register.read() as connection:
        return bool(settings.get(connection, other_places.SECOND_STALE))


def test_one_damaged_backup_holds_up_no_other(open_it: Opener, tmp_path: Path, clock: Clock) -> None:
    """On a stick that comes back the case goes from every backup that can be read; the damaged one stays named."""
    stick, away = tmp_path / "stick", tmp_path / "weg"
    stick.mkdir()
    register = open_it()
    backups.choose_second_place(register, stick)
    clock.pass_days(1)
    backups.make(register)
    bad, good = sorted(stick.glob("*-backup"), reverse=True)
    bad.write_bytes(bad.read_bytes()[:-1] + b"!")
    stick.rename(away)
    access.add_person(register, "Bea Verzonnen", SECOND, FLOOR)
    destroying.destroy_case(register, "c1", "bewaartermijn verstreken")
    away.rename(stick)
    clock.pass_days(1)
    backups.make(register)
    key = register.workspace.data_key
    with backup_store.opened(good, key, stick) as (head, _, _connection):
        assert head.rows["cases"] == 0
    assert bad.exists()
    assert _is_stale(register)
    register.close()


def test_a_damaged_backup_here_stands_on_the_proof_without_a_day(open_it: Opener, clock: Clock) -> None:
    """A head that can't be read is never rotated away; a body that can't be read is, in the end."""
    register = open_it()
    head = backups.make(register).value.path
    clock.pass_days(1)
    body = backups.make(register).value.path
    head.write_bytes(b"x" + head.read_bytes()[1:])
    body.write_bytes(body.read_bytes()[:-1] + b"!")
    still = destroying.destroy_case(register, "c1", "bewaartermijn verstreken").value.still_there
    by_name = {path: next(line for line in still if path.name in line) for path in (head, body)}
    assert "verdwijnt niet vanzelf" in by_name[head]
    assert "na 11-11-2027, als er tot dan elke maand een gave reservekopie" in by_name[body]
    register.close()


def test_nothing_readable_is_left_anywhere(
    open_it: Opener, folder: Path, tmp_path: Path, code: str, canary: str, monkeypatch: pytest.MonkeyPatch,
    find_canary: Callable[[Path], list[Path]],
) -> None:  # fmt: skip
    """After keys, backups, a restore and a destruction: no name, passphrase, code or key in any file."""
    for variable in ("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        (tmp_path / variable).mkdir()
        monkeypatch.setenv(variable, str(tmp_path / variable))
    monkeypatch.setattr(tempfile, "tempdir", None)
    stick = tmp_path / "stick"
    stick.mkdir()
    register = open_it()
    key = register.workspace.data_key
    case = make_case(id="c7", nickname=canary, surname=canary, note=f"{canary} " * 200, closed_on=CLOSED)
    cases.save_case(register, case)
    access.add_person(register, canary, SECOND, FLOOR)
    backups.choose_second_place(register, stick)
    access.rehearse(register, code)
    kept = shutil.copy(backups.make(register).value.path, tmp_path / "kept.thuisplan-backup")
    assert find_canary(tmp_path) == []
    putting_back.restore(register, Path(kept))
    register = open_it()
    destroying.destroy_case(register, "c7", "proef")
    fresh = access.new_key(register, FIRST).value.recovery_code
    keys = (key, register.workspace.data_key)
    secrets = [FIRST, SECOND, code, fresh, *(each.hex() for each in keys)]
    register.close()
    assert find_canary(tmp_path) == []
    for path in (path for path in tmp_path.rglob("*") if path.is_file()):
        data = path.read_bytes()
        assert not [secret for secret in secrets if secret.encode() in data], path.name
        assert not [each for each in keys if each in data], path.name


def test_a_register_set_aside_when_damaged_stands_on_the_proof(open_it: Opener, folder: Path, clock: Clock) -> None:
    """It holds the case, and no rotation takes it away: who reads the proof knows what to remove by hand."""
    open_it().close()
    aside = salvaging.salvage_register(folder, opening.by_passphrase(FIRST), clock()).aside
    assert aside is not None
    register = open_it()
    destroyed = destroying.destroy_case(register, "c1", "bewaartermijn verstreken").value
    (line,) = destroyed.still_there
    assert aside.name in line
    assert "verdwijnt niet vanzelf" in line
    register.close()


def test_copies_that_a_crash_left_go_before_the_proof_is_made(open_it: Opener, folder: Path, tmp_path: Path) -> None:
    """Beside the register, among the backups and in the second place; a file of the user with a dot stays."""
    register = open_it()
    stick = tmp_path / "stick"
    stick.mkdir()
    backups.choose_second_place(register, stick)
    mine = stick / ".mijn.db"
    mine.write_bytes(b"van de gebruiker")
    left = [
        place / name
        for place in (folder, folder / "backups", stick)
        for name in (".6000b8206d90.db", ".6000b8206d90.restored", ".salvaged.db", ".x.thuisplan-backup.new")
    ]
    for path in left:
        path.write_bytes(b"kopie")
    assert destroying.destroy_case(register, "c1", "bewaartermijn verstreken").value.still_there == ()
    assert [path for path in left if path.exists()] == []
    assert mine.exists()
    register.close()


def test_a_copy_that_will_not_go_stands_on_the_proof(open_it: Opener, folder: Path) -> None:
    """By its name, so that a person can remove it."""
    register = open_it()
    (folder / "backups" / ".6000b8206d90.db").mkdir()  # a folder of that name can't be unlinked
    destroyed = destroying.destroy_case(register, "c1", "bewaartermijn verstreken").value
    (line,) = destroyed.still_there
    assert ".6000b8206d90.db" in line
    register.close()


def test_a_second_place_that_is_gone_for_good_is_answered_once_and_stays_on_every_proof(
    open_it: Opener, tmp_path: Path
) -> None:
    """Nobody is asked for it any more, of now or of before; what is there can't be reached, and that is said. Found
    again after all it is made to follow."""
    register = open_it()
    sticks = tmp_path / "stick een", tmp_path / "stick twee"
    for stick in sticks:
        stick.mkdir()
        backups.choose_second_place(register, stick)
    for stick in sticks:
        stick.rename(tmp_path / f"weg {stick.name}")
    assert set(backups.view(register).unreached) == {str(stick) for stick in sticks}
    with pytest.raises(NoSuchFile):
        backups.give_up_place(register, "iets anders")
    for stick in sticks:
        backups.give_up_place(register, str(stick))
    assert actions_of(register)[-1] == "second_place_given_up"
    view = backups.view(register)
    assert (view.unreached, view.second_place) == ((), "")
    assert not any(str(tmp_path) in concern for concern in view.concerns)
    still = " ".join(destroying.destroy_case(register, "c1", "bewaartermijn verstreken").value.still_there)
    for stick in sticks:
        assert f"{stick}, een plek die er volgens de melding van 3 november 2026 niet meer is" in still
    (tmp_path / "weg stick een").rename(sticks[0])
    backups.choose_second_place(register, sticks[0])
    with register.read() as connection:
        assert list(other_places.gone_places(connection)) == [str(sticks[1])]
    assert all(row.cases == 0 for row in backups.view(register).rows)
    register.close()


def test_a_proof_outlives_a_crash_after_the_case_went(
    open_it: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was sure waits in the register, and says that the backups were not looked at; saved, it waits no more."""
    register = open_it()
    with monkeypatch.context() as patch:
        patch.setattr(destroying, "_rewritten", lambda _workspace: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            destroying.destroy_case(register, "c1", "bewaartermijn verstreken")
    (found,) = proofs.waiting(register)
    assert found.facts.entries[0][1] == "bewaartermijn verstreken"
    assert "reservekopieën: dit bewijs is bewaard voordat vaststond" in found.facts.still_there[0]
    with pytest.raises(CannotWrite):
        proofs.save_waiting(register, found, tmp_path, force=True)
    assert proofs.waiting(register) == (found,)
    proofs.save_waiting(register, found, tmp_path / "bewijs.pdf")
    assert (tmp_path / "bewijs.pdf").read_bytes().startswith(b"%PDF")
    assert proofs.waiting(register) == ()
    register.close()


def test_a_proof_that_waits_says_what_the_first_paper_says(open_it: Opener) -> None:
    """It is made from the same facts, however often."""
    register = open_it()
    done = destroying.destroy_case(register, "c1", "bewaartermijn verstreken").value
    (found,) = proofs.waiting(register)
    register.close()
    first, again = (
        PdfReader(BytesIO(data)).pages[0].extract_text() for data in (done.proof, destruction.proof(found.facts))
    )
    assert first == again
