"""Keys, backups, restoring and destroying on a real register: nothing is lost, nobody gets in who may not."""

import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from factories import make_case, make_contact
from thuisplan_desktop.actions import access, backups, board, cases, destroying, keeping, opening, pruning, slots
from thuisplan_desktop.actions.opening import OpenRegister, Place
from thuisplan_desktop.crypto import keyfile
from thuisplan_desktop.crypto.derivation import FLOOR
from thuisplan_desktop.errors import (
    AlreadyExists,
    CannotWrite,
    DamagedBackup,
    InvalidCase,
    LastWayIn,
    NeedsOlderPassphrase,
    NoSuchCase,
    OtherRegistersBackup,
    RecoveryCodeMistyped,
    SlotWithdrawn,
    StoreRefused,
    WrongBoardKey,
    WrongPassphrase,
    WrongRecoveryCode,
)
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.store import backup_file, logbook, register_file
from thuisplan_desktop.store import backups as backup_store

FIRST, SECOND, THIRD = "zeven fietsen over een brug", "rood blauw geel groen", "lantaarn gras trommel dinsdag"


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 3, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_days(self, count: float) -> None:
        self.now += timedelta(days=count)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "school.thuisplan"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A closed register with one case in it, made once, and its recovery code."""
    folder = tmp_path_factory.mktemp("template") / "school.thuisplan"
    place = Place(name="De Verzonnen Boom", board="Stichting Verzonnen", brin="99XA")
    made = opening.create_register(
        folder, role=Role.SCHOOL, owner="Anja Doedel", passphrase=FIRST, place=place, parameters=FLOOR, clock=Clock()
    )
    cases.save_case(made.register, make_case(id="c1", surname="Zandloper"))
    made.register.close()
    return folder, made.recovery_code


@pytest.fixture
def code(template: tuple[Path, str], folder: Path) -> str:
    """A copy of it to work in."""
    shutil.copytree(template[0], folder)
    return template[1]


Opener = Callable[..., OpenRegister]


@pytest.fixture
def open_it(folder: Path, code: str, clock: Clock) -> Opener:
    def opener(passphrase: str = FIRST) -> OpenRegister:
        return opening.open_register(folder, passphrase, clock=clock)

    return opener


def actions_of(register: OpenRegister) -> list[str]:
    with register.read() as connection:
        return [entry.action for entry in logbook.load_log(connection)]


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
    register.close()
    register = open_it(SECOND)
    assert register.check() == ()
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
    assert register.check() == ()
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
        target = (register.workspace, "renew_key") if moment == "before_pages" else (register_file, "write_keys")
        patch.setattr(*target, cut)
        with pytest.raises(KeyboardInterrupt):
            access.new_key(register, FIRST)
    register.workspace.close()
    register = open_it()
    assert register.warnings == ()
    assert not (folder / "keys.next.json").exists()
    assert [row.id for row in cases.list_cases(register)] == ["c1"]
    register.close()
    open_it().close()


def test_a_backup_from_before_a_new_key_asks_for_the_passphrase_of_then(open_it: Opener, tmp_path: Path) -> None:
    """It lay where nobody could reach it; a damaged one of today's key is called damaged, not old."""
    register = open_it()
    access.change_passphrase(register, FIRST, THIRD, FLOOR)
    path = backups.make(register).value.path
    kept = Path(shutil.copy(path, tmp_path / path.name))
    access.new_key(register, THIRD)
    access.change_passphrase(register, THIRD, SECOND, FLOOR)
    with pytest.raises(NeedsOlderPassphrase):
        backups.preview_restore(register, kept)
    with pytest.raises(WrongPassphrase):
        backups.preview_restore(register, kept, SECOND)
    shutil.copy(kept, path.parent)
    assert "oude sleutel" in {row.path: row.fault for row in backups.view(register).rows}[path]
    assert backups.preview_restore(register, kept, THIRD).names == ()
    backups.restore(register, kept, THIRD)
    register = open_it(SECOND)
    assert [row.id for row in cases.list_cases(register)] == ["c1"]
    fresh = backups.make(register).value.path
    data = bytearray(fresh.read_bytes())
    data[data.index(b'"made_at":"202') + 13] ^= 1
    fresh.write_bytes(data)
    with pytest.raises(DamagedBackup):
        backups.preview_restore(register, fresh)
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
    assert access.view(register).board_fingerprint == shown.fingerprint
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


def test_a_second_place_gets_every_backup(open_it: Opener, tmp_path: Path, clock: Clock) -> None:
    """Its absence is noticed after a week, and never stops anything."""
    stick = tmp_path / "stick"
    stick.mkdir()
    register = open_it()
    assert any("geen tweede plek" in concern for concern in backups.view(register).concerns)
    for wrong in (tmp_path / "weg", register.workspace.folder / "backups"):
        with pytest.raises(CannotWrite):
            backups.choose_second_place(register, wrong)
    backups.choose_second_place(register, stick)
    assert len(list(stick.iterdir())) == 1
    assert backups.view(register).concerns == ()
    stick.rename(tmp_path / "in de la")
    clock.pass_days(8)
    backups.make(register)
    assert any("niet gezien" in concern for concern in backups.view(register).concerns)
    (tmp_path / "in de la").rename(stick)
    backups.make(register)
    assert backups.view(register).concerns == ()
    register.close()


def test_restoring_shows_what_would_be_lost_and_loses_nothing_for_good(open_it: Opener, folder: Path) -> None:
    """The preview names the new case; after restoring it is gone, and from the backup made before it comes back."""
    register = open_it()
    first = backups.make(register).value.path
    cases.save_case(register, make_case(id="c2", nickname="Łukasz", surname="Verzinsel", infix=""))
    cases.save_contact(register, make_contact(make_case(id="c1")))
    preview = backups.preview_restore(register, first)
    assert preview.names == ("Łukasz Verzinsel",)
    assert preview.losses.changed_cases == ("c1",)
    assert preview.losses.fewer_rows["contacts"] == 1
    assert "Łukasz" not in repr(preview)
    backups.restore(register, first)
    register = open_it()
    assert register.warnings == ()
    assert [row.id for row in cases.list_cases(register)] == ["c1"]
    assert register.check() == ()
    view = backups.view(register)
    assert view.restored_on == register.today()
    before = next(row for row in view.rows if row.reason == "restore")
    backups.restore(register, before.path)
    register = open_it()
    assert {row.id for row in cases.list_cases(register)} == {"c1", "c2"}
    register.close()


def test_what_was_set_aside_before_a_restore_stays_a_month(open_it: Opener, clock: Clock) -> None:
    """However many backups are made after it on the same day."""
    register = open_it()
    first = backups.make(register).value.path
    backups.restore(register, first)
    register = open_it()
    for _ in range(3):
        clock.pass_days(0.01)
        backups.make(register)
    assert "restore" in {row.reason for row in backups.view(register).rows}
    clock.pass_days(40)
    backups.make(register)
    backups.make(register)
    register.close()


def test_a_restore_brings_no_destroyed_case_back(open_it: Opener, folder: Path, tmp_path: Path) -> None:
    """Not from a stick that wasn't there, and not after a second restore."""
    register = open_it()
    old = backups.make(register).value.path
    stick = shutil.copy(old, tmp_path / old.name)
    destroying.destroy_case(register, "c1", "bewaartermijn verstreken")
    for _ in range(2):
        backups.restore(register, Path(stick))
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
        backups.preview_restore(register, path)
    folder = register.workspace.folder
    register.close()
    with pytest.raises(AlreadyExists):
        backups.restore_closed(folder, path, opening.by_passphrase(SECOND), clock())


def test_a_backup_opens_where_the_register_is_gone(open_it: Opener, folder: Path, clock: Clock) -> None:
    """A broken register.db is set aside, not thrown away; a new computer needs only the one file."""
    register = open_it()
    path = backups.make(register).value.path
    register.close()
    (folder / "register.db").write_bytes(b"kapot" * 2000)
    with pytest.raises(WrongPassphrase):
        backups.restore_closed(folder, path, opening.by_passphrase(SECOND), clock())
    aside = backups.restore_closed(folder, path, opening.by_passphrase(FIRST), clock())
    assert aside is not None
    assert (aside / "register.db").read_bytes().startswith(b"kapot")
    new = folder.parent / "nieuw.thuisplan"
    assert backups.restore_closed(new, path, opening.by_passphrase(FIRST), clock()) is None
    for place in (folder, new):
        register = opening.open_register(place, FIRST, clock=clock)
        assert [row.id for row in cases.list_cases(register)] == ["c1"]
        assert register.check() == ()
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
    before = (folder / "register.db").read_bytes()
    for _ in range(100):
        cases.list_cases(register)
        cases.open_case(register, "c1")
    assert (folder / "register.db").read_bytes() == before
    register.flush_log()
    assert actions_of(register)[-2:] == ["cases_listed", "case_opened"]
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
    backups.restore(register, Path(stick))
    register = open_it()
    assert cases.list_cases(register) == ()
    assert register.check() == ()
    register.close()


# --- destroying


def test_a_destroyed_case_is_gone_everywhere(open_it: Opener, folder: Path, tmp_path: Path, clock: Clock) -> None:
    """No page of register, journal or reachable backup holds a word of it; the proof names nobody."""
    register = open_it()
    stick = tmp_path / "stick"
    stick.mkdir()
    words = [b"Zandloper", b"Kanarievogel"]
    case = make_case(id="c9", surname="Kanarievogel", note="Kanarievogel " * 400)
    cases.save_case(register, case)
    cases.save_contact(register, make_contact(case, surname="Kanarievogel"))
    cases.open_case(register, "c9")
    backups.choose_second_place(register, stick)
    clock.pass_days(1)
    backups.make(register)
    (folder / "backups" / "before-migration.db").write_bytes(b"kopie")
    destroyed = destroying.destroy_case(register, "c9", "bewaartermijn verstreken").value
    assert destroyed.backups_rewritten == 4
    assert destroyed.still_there == ()
    assert not (folder / "backups" / "before-migration.db").exists()
    journal = folder / "register.db-journal"
    left = pages_of(journal.read_bytes()[512:], register.workspace.data_key, step=PAGE + 8, start=4)
    assert not any(words[1] in page for page in left)
    assert b"Kanarievogel" not in destroyed.proof
    with pytest.raises(NoSuchCase):
        destroying.destroy_case(register, "c9", "nog een keer")
    assert register.check() == ()
    key = register.workspace.data_key
    register.close()
    for data in _databases(folder, stick):
        whole = b"".join(pages_of(data, key))
        assert words[0] in whole
        assert words[1] not in whole


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
    (tmp_path / "weg").rename(stick)
    backups.make(register)
    key = register.workspace.data_key
    for path in stick.glob("*-backup"):
        with backup_store.opened(path, key, stick) as (head, _, _connection):
            assert head.rows["cases"] == 0
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
    case = make_case(id="c7", nickname=canary, surname=canary, note=f"{canary} " * 200)
    cases.save_case(register, case)
    access.add_person(register, canary, SECOND, FLOOR)
    backups.choose_second_place(register, stick)
    access.rehearse(register, code)
    kept = shutil.copy(backups.make(register).value.path, tmp_path / "kept.thuisplan-backup")
    assert find_canary(tmp_path) == []
    backups.restore(register, Path(kept))
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


def test_names_for_the_settings_agree() -> None:
    """The register knows its own keys by one name."""
    assert slots.KEYS == keeping.KEYS
