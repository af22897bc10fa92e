"""A change of keys or a destruction of which something is refused while the program lives on, and somebody works on.

Whoever was told that it worked has what came of it: the code that opens, the proof. Whoever was told that it failed
finds everything as it was. Nobody is shut out, and every backup opens by its own slots.
"""

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from factories import make_case
from safes import FIRST, SECOND, THIRD, Clock, Opener, actions_of, damage, no_file_grows, quick, refusing, root_of
from thuisplan_desktop.actions import (
    access,
    backups,
    board,
    cases,
    destroying,
    keeping,
    opening,
    putting_back,
    salvaging,
    slots,
)
from thuisplan_desktop.actions.opening import OpenRegister, WayIn
from thuisplan_desktop.crypto import keyfile
from thuisplan_desktop.crypto.derivation import FLOOR
from thuisplan_desktop.errors import (
    CannotWrite,
    DiskFull,
    RegisterInUse,
    RegisterStopped,
    ThuisplanError,
    WrongPassphrase,
)
from thuisplan_desktop.store import backup_file, cipher, files, journal, register_file
from thuisplan_desktop.store import backups as backup_store
from thuisplan_desktop.store import cases as case_store

LEAVER = "Bas Bedacht"


@pytest.fixture(scope="module", autouse=True)
def derive_once() -> Iterator[None]:
    """Instead of the one that all of these tests have."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyfile, "derive", quick)
        yield


@pytest.fixture
def whole(open_it: Opener, folder: Path, tmp_path: Path) -> Path:
    """Two cases, somebody who left, and a backup of that."""
    register = open_it()
    cases.save_case(register, make_case(id="c2", note="Verzonnen toelichting. " * 400))
    access.add_person(register, LEAVER, SECOND, FLOOR)
    register.close()
    return Path(shutil.move(folder, tmp_path / "heel"))


class Session:
    """What somebody was told so far: which ways open the register, and which no longer do."""

    def __init__(self, register: OpenRegister, code: str) -> None:
        self.register = register
        self.opens: dict[str, WayIn] = {
            "mine": opening.by_passphrase(FIRST),
            "leaver": opening.by_passphrase(SECOND),
            "code": opening.by_code(code),
        }
        self.shut: dict[str, WayIn] = {}

    def new_key(self) -> None:
        made = access.new_key(self.register, FIRST).value
        for gone in ("leaver", "code"):
            self._shut(gone)
        self.opens["code"] = opening.by_code(made.recovery_code)

    def new_code(self) -> None:
        made = access.new_recovery_code(self.register).value
        self._shut("code")
        self.opens["code"] = opening.by_code(made.recovery_code)

    def remove(self) -> None:
        for person in access.view(self.register).persons:
            if person.label == LEAVER:
                access.remove(self.register, person.slot_id)
                self._shut("leaver")

    def set_board(self) -> None:
        private, public = board.make_key("Stichting Verzonnen", THIRD, FLOOR)
        access.set_board(self.register, access.read_board_key(public))
        self.opens["board"] = opening.by_board(private, THIRD)

    def save(self) -> None:
        cases.save_case(self.register, make_case(id="c3"))

    def _shut(self, way: str) -> None:
        if way in self.opens:
            self.shut[f"{way} {len(self.shut)}"] = self.opens.pop(way)


NEXT: tuple[Callable[[Session], None], ...] = (
    Session.save,
    Session.new_code,
    Session.remove,
    Session.set_board,
    Session.new_key,
)


def require_right(folder: Path, clock: Clock, session: Session) -> None:
    """As was told: every way in that should opens, no other does, and every backup opens by its own slots."""
    for name, way in session.opens.items():
        register = opening.open_by(way, folder, clock=clock)
        assert {row.id for row in cases.list_cases(register)} >= {"c1", "c2"}, name
        assert register.check() == (), name
        register.close()
    for name, way in session.shut.items():
        assert attempt(partial(opening.open_by, way, folder, clock=clock)), name
    register = opening.open_register(folder, FIRST, clock=clock)
    backups.make(register)
    assert {row.fault for row in backups.view(register).rows} == {""}
    register.close()
    require_backups(folder, session)
    assert not (folder / files.NEXT_KEYS).exists()
    assert not [path.name for path in folder.rglob(".*")]


def require_backups(folder: Path, session: Session) -> None:
    """By nothing but the file and a way in."""
    for path in backup_file.paths_in(folder / files.BACKUPS):
        keys = keyfile.from_json(backup_store.keys_of(path))
        for way in session.opens.values():
            key = way(keys).data_key
        with backup_store.opened(path, key, folder) as (_, _raw, copy), copy.begin():
            assert {line.id for line in case_store.load_lines(copy)} >= {"c1"}
        for way in session.shut.values():
            with pytest.raises(ThuisplanError):
                way(keys)


def attempt(act: Callable[[], object]) -> ThuisplanError | None:
    try:
        act()
    except ThuisplanError as error:
        return error
    return None


ACTS = (Session.new_key, Session.new_code, Session.remove)


@pytest.mark.parametrize("once", [True, False], ids=["once", "from then on"])
@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_a_change_of_keys_that_is_refused_leaves_what_was_told(
    whole: Path, folder: Path, clock: Clock, code: str, act: Callable[[Session], None], *, once: bool
) -> None:
    """Then somebody goes on in the same session, each time with something else, and closes and opens again."""
    refuse_at(range(4 + once, 10**6, 9), whole, folder, clock, code, act, once=once)


@pytest.mark.long
@pytest.mark.parametrize("once", [True, False], ids=["once", "from then on"])
@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_a_change_of_keys_that_is_refused_anywhere_leaves_what_was_told(
    whole: Path, folder: Path, clock: Clock, code: str, act: Callable[[Session], None], *, once: bool
) -> None:
    """The same, at every file that it touches."""
    refuse_at(range(10**6), whole, folder, clock, code, act, once=once)


def refuse_at(
    steps: range,
    whole: Path,
    folder: Path,
    clock: Clock,
    code: str,
    act: Callable[[Session], None],
    *,
    once: bool,
) -> None:
    for number, step in enumerate(steps):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(whole, folder)
        session = Session(opening.open_register(folder, FIRST, clock=clock), code)
        with refusing(step, once=once) as was_refused:
            attempt(partial(act, session))
        attempt(partial(NEXT[number % len(NEXT)], session))
        session.register.close()
        require_right(folder, clock, session)
        if not was_refused():
            break
    assert number > 1


@pytest.mark.parametrize("then", NEXT, ids=lambda then: then.__name__)
def test_a_new_key_of_which_keys_json_is_held_by_another_program(
    whole: Path, folder: Path, clock: Clock, code: str, monkeypatch: pytest.MonkeyPatch, then: Callable[[Session], None]
) -> None:
    """A virus scanner, a sync program: the new key is there, its code is shown, and whatever comes next fits it."""

    def held(*_: object) -> None:
        raise CannotWrite

    shutil.copytree(whole, folder)
    session = Session(opening.open_register(folder, FIRST, clock=clock), code)
    own = files.read_keys(folder)
    with monkeypatch.context() as patch:
        patch.setattr(register_file, "write_keys", lambda *_: held() if files.read_next_keys(folder) else None)
        session.new_key()
    assert files.read_keys(folder) == own
    then(session)
    session.register.close()
    require_right(folder, clock, session)


@pytest.mark.parametrize("rescue", ["salvage", "restore"])
def test_a_register_that_is_rescued_while_its_new_slots_wait_comes_back_with_those(
    whole: Path, folder: Path, clock: Clock, code: str, monkeypatch: pytest.MonkeyPatch, rescue: str
) -> None:
    """Its keys.json was never replaced, and then a page goes bad: who was shut out stays out."""

    def held(*_: object) -> None:
        raise CannotWrite

    shutil.copytree(whole, folder)
    session = Session(opening.open_register(folder, FIRST, clock=clock), code)
    page = root_of(session.register, "consents")
    with monkeypatch.context() as patch:
        patch.setattr(register_file, "write_keys", lambda *_: held() if files.read_next_keys(folder) else None)
        session.new_key()
        session.register.close()
    damage(folder, page)
    if rescue == "salvage":
        salvaging.salvage_register(folder, opening.by_passphrase(FIRST), clock())
    else:
        backup = backup_file.paths_in(folder / files.BACKUPS)[0]
        putting_back.restore_closed(folder, backup, opening.by_passphrase(FIRST), clock())
    clock.pass_days(1)
    assert isinstance(attempt(partial(opening.open_register, folder, SECOND, clock=clock)), WrongPassphrase)
    for way in session.opens.values():
        register = opening.open_by(way, folder, clock=clock)
        assert {row.id for row in cases.list_cases(register)} == {"c1", "c2"}
        register.close()


@pytest.mark.parametrize("room", [0, 2**30])
def test_a_backup_that_sqlite_could_not_write_is_said_by_name(
    whole: Path, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    """A full disk, or one that lets nothing be written; and nothing is left of it."""
    shutil.copytree(whole, folder)
    register = opening.open_register(folder, FIRST, clock=clock)
    before = sorted(path.name for path in (folder / files.BACKUPS).iterdir())
    usage, calls = shutil.disk_usage, list[Path]()

    def less(where: Path) -> object:
        calls.append(where)
        return usage(where)._replace(free=room) if len(calls) > 1 else usage(where)

    with no_file_grows(4096), monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", less)
        error = attempt(
            partial(backup_store.make, register.workspace, clock(), "hand", slots.of_now(register.workspace))
        )
    assert isinstance(error, CannotWrite if room else DiskFull)
    assert sorted(path.name for path in (folder / files.BACKUPS).iterdir()) == before
    register.workspace.close()


def test_a_new_key_that_fails_among_the_pages_writes_nothing_under_a_wrong_one(
    whole: Path, folder: Path, clock: Clock, code: str
) -> None:
    """SQLCipher would go on under the key that it did not get to: the file would be lost with the next line of the
    logbook. Here the work goes on under the key of before, and the new key can be had later."""
    shutil.copytree(whole, folder)
    session = Session(opening.open_register(folder, FIRST, clock=clock), code)
    with no_file_grows((folder / files.DATABASE).stat().st_size):
        error = attempt(session.new_key)
    assert isinstance(error, CannotWrite)
    session.save()
    assert session.register.check() == ()
    assert "keys_change_failed" in actions_of(session.register)
    session.remove()
    session.register.close()
    require_right(folder, clock, session)
    session.register = opening.open_register(folder, FIRST, clock=clock)
    session.new_key()
    session.register.close()
    require_right(folder, clock, session)


def test_a_register_that_did_not_open_again_at_once_is_left_alone(
    whole: Path, folder: Path, clock: Clock, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither key opens it for a moment: this session touches it no more, and the next opening finds it as it was."""

    def gone(*_: object) -> None:
        raise RegisterInUse

    shutil.copytree(whole, folder)
    session = Session(opening.open_register(folder, FIRST, clock=clock), code)
    with no_file_grows((folder / files.DATABASE).stat().st_size), monkeypatch.context() as patch:
        patch.setattr(cipher, "connect", gone)
        assert isinstance(attempt(session.new_key), RegisterStopped)
    for act in (session.save, session.remove, session.register.check):
        assert isinstance(attempt(act), RegisterStopped)
    session.register.close()
    require_right(folder, clock, session)


def test_a_destruction_of_which_what_comes_after_is_refused_has_its_proof(
    whole: Path, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The case is gone: whoever asked for it gets the paper, which says what could not be reached."""

    def gone(*_: object) -> None:
        raise CannotWrite

    shutil.copytree(whole, folder)
    register = opening.open_register(folder, FIRST, clock=clock)
    with monkeypatch.context() as patch:
        patch.setattr(keeping, "places", gone)
        made = destroying.destroy_case(register, "c1", "bewaartermijn verstreken").value
    assert made.proof.startswith(b"%PDF")
    assert any("kon er nu niet in schrijven" in told for told in made.still_there)
    register.close()
    register = opening.open_register(folder, FIRST, clock=clock)
    for row in backups.view(register).rows:
        with backup_store.opened(row.path, register.workspace.data_key, folder) as (_, _raw, copy), copy.begin():
            assert {line.id for line in case_store.load_lines(copy)} == {"c2"}
    register.close()


def test_half_a_copy_on_a_stick_goes_as_soon_as_the_stick_is_there(
    whole: Path, folder: Path, tmp_path: Path, clock: Clock
) -> None:
    """A crash left it there, with what was destroyed in it; nobody has to make a backup first."""
    shutil.copytree(whole, folder)
    stick = tmp_path / "stick"
    stick.mkdir()
    register = opening.open_register(folder, FIRST, clock=clock)
    backups.choose_second_place(register, stick)
    stick.rename(tmp_path / "in de la")
    destroying.destroy_case(register, "c1", "bewaartermijn verstreken")
    register.close()
    half = tmp_path / "in de la" / ".0123456789ab.db"
    half.write_bytes(bytes(4096))
    half.parent.rename(stick)
    opening.open_register(folder, FIRST, clock=clock).close()
    assert not [path.name for path in stick.iterdir() if path.name == half.name]


@pytest.mark.parametrize("rescue", ["live", "closed", "salvage"])
def test_a_stick_that_was_away_at_a_new_key_follows_it_whatever_was_put_back_since(
    whole: Path, folder: Path, tmp_path: Path, clock: Clock, rescue: str
) -> None:
    """The key of before is known until then: else who left would open what is on the stick for ever."""
    shutil.copytree(whole, folder)
    stick, drawer = tmp_path / "stick", tmp_path / "in de la"
    stick.mkdir()
    register = opening.open_register(folder, FIRST, clock=clock)
    backups.choose_second_place(register, stick)
    backups.make(register)
    page = root_of(register, "settings")
    stick.rename(drawer)
    access.new_key(register, FIRST)
    backup = backups.make(register).value.path
    if rescue == "live":
        putting_back.restore(register, backup_file.paths_in(folder / files.BACKUPS)[-1])
    register.close()
    if rescue != "live":
        damage(folder, page)
    if rescue == "closed":
        putting_back.restore_closed(folder, backup, opening.by_passphrase(FIRST), clock())
    if rescue == "salvage":
        salvaging.salvage_register(folder, opening.by_passphrase(FIRST), clock())
    drawer.rename(stick)
    clock.pass_days(1)
    opening.open_register(folder, FIRST, clock=clock).close()
    found = backup_file.paths_in(stick)
    assert found
    for path in found:
        keys = keyfile.from_json(backup_store.keys_of(path))
        keyfile.unlock(keys, FIRST)
        assert isinstance(attempt(partial(keyfile.unlock, keys, SECOND)), WrongPassphrase)


class FailsUnseen:
    """A connection of which `PRAGMA rekey` says nothing when the disk failed it, and leaves its journal."""

    def __init__(self, raw: object, database: Path) -> None:
        self._raw, self._database = raw, database

    def execute(self, statement: str) -> object:
        if not statement.startswith("PRAGMA rekey"):
            return self._raw.execute(statement)  # type: ignore[attr-defined]  (any connection of SQLite)
        pages = self._database.stat().st_size // 4096
        header = journal.MAGIC + b"".join(number.to_bytes(4, "big") for number in (0, 7, pages, 512, 4096))
        self._database.with_name(files.JOURNAL).write_bytes(header.ljust(512, b"\0"))
        return None

    def __getattr__(self, name: str) -> object:
        return getattr(self._raw, name)


def test_a_renewal_that_fails_without_a_word_is_none(open_it: Opener, folder: Path) -> None:
    """The journal that is left tells: no slots change, and the register opens by those of before."""
    register = open_it()
    backups.make(register)
    register.workspace.raw = FailsUnseen(register.workspace.raw, folder / files.DATABASE)
    before = (folder / files.KEYS).read_bytes()
    with pytest.raises(CannotWrite):
        access.new_key(register, FIRST)
    assert (folder / files.KEYS).read_bytes() == before
    assert not (folder / files.NEXT_KEYS).exists()
    register.close()
    register = open_it()
    assert [row.id for row in cases.list_cases(register)] == ["c1"]
    assert {row.fault for row in backups.view(register).rows} == {""}
    register.close()
