"""Getting in when the ordinary way is closed: another computer, the board's key, a damaged file, a new laptop."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from factories import make_case
from thuisplan_desktop.actions import access, backups, board, cases, opening, reminders
from thuisplan_desktop.actions.opening import OpenRegister, Place
from thuisplan_desktop.crypto import derivation
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.store import beside
from thuisplan_desktop.ui.jobs import JobRunner
from thuisplan_desktop.ui.start.board_page import BoardPage
from thuisplan_desktop.ui.start.choose_page import ChoosePage
from thuisplan_desktop.ui.start.rescue_page import RescuePage
from thuisplan_desktop.ui.start.start_window import StartWindow
from thuisplan_desktop.ui.start.unlock_page import UnlockPage
from thuisplan_desktop.ui.start.way_field import Way
from thuisplan_desktop.ui.widgets import dialogs

FIRST, BOARD = "zeven fietsen over een brug", "lantaarn gras trommel dinsdag"
Settle = Callable[[], None]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lowest cost a guess may have."""
    monkeypatch.setattr(derivation, "calibrate", lambda: derivation.FLOOR)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, bytes]:
    """A closed register with sixty cases, a backup and a slot for the board; its code and the board's private file."""
    folder = tmp_path_factory.mktemp("template") / "school.thuisplan"
    made = opening.create_register(
        folder, role=Role.SCHOOL, owner="Anja Doedel", passphrase=FIRST,
        place=Place(name="De Verzonnen Boom", board="Stichting", brin="99XA"), parameters=derivation.FLOOR,
    )  # fmt: skip
    private, public = board.make_key("Stichting Verzonnen", BOARD, derivation.FLOOR)
    access.set_board(made.register, access.read_board_key(public))
    for number in range(60):
        cases.save_case(made.register, make_case(id=f"c{number}", surname=f"Verzonnen{number}", note="x" * 600))
    made.register.close()
    return folder, made.recovery_code, private


@pytest.fixture
def folder(template: tuple[Path, str, bytes], tmp_path: Path) -> Path:
    copy = tmp_path / "school.thuisplan"
    shutil.copytree(template[0], copy)
    return copy


@pytest.fixture
def opened(runner: JobRunner, settle: Settle) -> Iterator[list[OpenRegister]]:
    """What the window handed over; closed on the worker after the test."""
    made: list[OpenRegister] = []
    yield made
    for register in made:
        runner.run(register.close, owner=runner)
    settle()


@pytest.fixture
def window(runner: JobRunner, qtbot: QtBot, opened: list[OpenRegister], tmp_path: Path) -> StartWindow:
    made = StartWindow(runner, tmp_path)
    made.opened.connect(lambda register, *_: opened.append(register))
    made.show()
    return made


def unlocking(window: StartWindow) -> UnlockPage:
    assert isinstance(window.page, UnlockPage)
    return window.page


def rescuing(window: StartWindow) -> RescuePage:
    assert isinstance(window.page, RescuePage)
    return window.page


def give(page: UnlockPage | RescuePage, way: Way, typed: str) -> None:
    if page.ways.way is not way:
        page.ways.links[way].click()
    page.ways.fields[way].edit.setText(typed)


@pytest.mark.parametrize("sure", [False, True])
def test_the_note_of_a_stuck_computer_goes_after_a_question(
    window: StartWindow, folder: Path, opened: list[OpenRegister], runner: JobRunner, settle: Settle,
    monkeypatch: pytest.MonkeyPatch, sure: bool,
) -> None:  # fmt: skip
    """Who and since when is said; only who is sure gets in."""

    def leave_a_note() -> None:
        register = opening.open_register(folder, FIRST)
        note = (folder / beside.LOCK).read_bytes()
        register.close()
        (folder / beside.LOCK).write_bytes(note)

    runner.run(leave_a_note, owner=runner)
    settle()
    asked: list[str] = []
    monkeypatch.setattr(beside, "_computer", lambda: "elders/1")
    monkeypatch.setattr(dialogs, "confirm", lambda _p, _q, why, _v: asked.append(why) or sure)
    window.show_unlock(folder)
    give(unlocking(window), Way.PASSPHRASE, FIRST)
    unlocking(window).open.click()
    settle()
    settle()
    assert "geopend door Anja Doedel, sinds" in asked[0]
    assert len(opened) == sure
    assert sure or "Anja Doedel" in unlocking(window).ways.rows[Way.PASSPHRASE]._problem.text()


def test_the_board_gets_in_with_its_file(
    window: StartWindow, folder: Path, opened: list[OpenRegister], template: tuple[Path, str, bytes], settle: Settle,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, runner: JobRunner,
) -> None:  # fmt: skip
    """The file is asked, a wrong passphrase is said, and whoever opens next hears that the board was there."""
    (tmp_path / "geheim.json").write_bytes(template[2])
    monkeypatch.setattr(dialogs, "ask_open_file", lambda *_: tmp_path / "geheim.json")
    window.show_unlock(folder)
    page = unlocking(window)
    give(page, Way.BOARD, BOARD)
    page.open.click()
    assert "Kies het bestand" in page.ways.rows[Way.BOARD]._problem.text()
    page.ways.choose_file.click()
    assert page.ways.chosen.text() == "geheim.json"
    for typed in ("iets heel anders", BOARD):
        assert opened == []
        give(page, Way.BOARD, typed)
        page.open.click()
        settle()
    assert opened[0].who == "Stichting Verzonnen"
    told: list[tuple[str, ...]] = []

    def come_back() -> tuple[str, ...]:
        opened[0].close()
        register = opening.open_register(folder, FIRST)
        said = reminders.reminders(register)
        register.close()
        register = opening.open_register(folder, FIRST)
        assert not [line for line in reminders.reminders(register) if "bestuur" in line]
        register.close()
        return said

    runner.run(come_back, owner=runner, done=told.append)
    settle()
    assert told[0][0].startswith("Het bestuur opende dit register op")


def damage(folder: Path) -> None:
    """One page in the middle."""
    data = bytearray((folder / "register.db").read_bytes())
    data[len(data) // 8192 * 4096 + 100] ^= 1
    (folder / "register.db").write_bytes(data)


def test_a_register_that_does_not_open_offers_its_backups(
    window: StartWindow, folder: Path, opened: list[OpenRegister], settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest is chosen already; afterwards the register opens again and what stood there is kept. That it is
    forgotten what was published is said first.
    """
    asked: list[str] = []
    monkeypatch.setattr(dialogs, "confirm", lambda _p, _q, why, _v: not asked.append(why))
    (folder / "register.db").write_bytes(b"kapot" * 4000)
    window.show_unlock(folder)
    page = unlocking(window)
    give(page, Way.PASSPHRASE, FIRST)
    page.open.click()
    settle()
    assert not page.rescue.isHidden()
    page.rescue.click()
    settle()
    rescue = rescuing(window)
    assert " kB" in rescue.choice.currentText()
    assert "casussen" not in rescue.choice.currentText()
    give(rescue, Way.PASSPHRASE, "niet de goede wachtzin")
    rescue.restore.click()
    settle()
    assert "opent het register niet" in rescue.ways.rows[Way.PASSPHRASE]._problem.text()
    give(rescue, Way.PASSPHRASE, FIRST)
    rescue.restore.click()
    settle()
    settle()
    (why,) = asked
    assert "is gepubliceerd, weet de reservekopie niet" in why
    give(unlocking(window), Way.PASSPHRASE, FIRST)
    unlocking(window).open.click()
    settle()
    assert opened[0].role is Role.SCHOOL
    assert next(iter(folder.glob("damaged-*"))).is_dir()


@pytest.mark.parametrize("way", ["restore", "salvage"])
def test_a_damaged_register_with_the_note_of_a_stuck_computer_comes_back(
    window: StartWindow, folder: Path, runner: JobRunner, settle: Settle, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """Its computer is gone and its pages are damaged: after the same question both ways go on; without, neither."""

    def leave_a_note() -> None:
        register = opening.open_register(folder, FIRST)
        note = (folder / beside.LOCK).read_bytes()
        register.close()
        (folder / beside.LOCK).write_bytes(note)

    runner.run(leave_a_note, owner=runner)
    settle()
    damage(folder)
    monkeypatch.setattr(beside, "_computer", lambda: "elders/1")
    answers = iter((False, True))
    asked: list[str] = []
    monkeypatch.setattr(dialogs, "confirm", lambda _p, _q, why, _v: asked.append(why) or next(answers))
    window.show_rescue(folder)
    settle()
    rescue = rescuing(window)
    for _ in range(2):
        assert not list(folder.glob("damaged-*"))
        give(rescue, Way.PASSPHRASE, FIRST)
        getattr(rescue, way).click()
        settle()
        settle()
    assert all("geopend door Anja Doedel" in why for why in asked)
    assert len(asked) == 2
    assert len(list(folder.glob("damaged-*"))) == 1
    assert unlocking(window).folder == folder


def test_what_can_be_read_is_saved(window: StartWindow, folder: Path, settle: Settle) -> None:
    """What was saved and what was lost is said on the page where it is opened again."""
    damage(folder)
    window.show_rescue(folder)
    settle()
    rescue = rescuing(window)
    give(rescue, Way.PASSPHRASE, FIRST)
    rescue.salvage.click()
    settle()
    words = " ".join(label.text() for label in unlocking(window).findChildren(type(rescue.ways.chosen)))
    assert "Gered: " in words
    assert "bewaard in de map damaged-" in words


def test_a_new_computer_needs_one_file_and_the_paper(
    window: StartWindow, folder: Path, template: tuple[Path, str, bytes], tmp_path: Path, opened: list[OpenRegister],
    settle: Settle, monkeypatch: pytest.MonkeyPatch, runner: JobRunner,
) -> None:  # fmt: skip
    """With the recovery code, into a folder with a name of its own; another file is refused in words."""
    backup = shutil.copy(next(iter((folder / "backups").glob("*-backup"))), tmp_path / "stick.thuisplan-backup")
    (tmp_path / "brief.txt").write_text("Beste ouders")
    shutil.rmtree(folder)
    window.show_choice()
    assert isinstance(window.page, ChoosePage)
    window.page.restore.click()
    rescue = rescuing(window)
    rescue.restore.click()
    assert "Kies eerst" in rescue._choice_row._problem.text()
    for path in (tmp_path / "brief.txt", Path(backup)):
        monkeypatch.setattr(dialogs, "ask_open_file", lambda *_, path=path: path)
        rescue.other.click()
        settle()
    assert rescue.choice.count() == 1
    rescue.name.setText("De Boom: nieuw")
    asked: list[str] = []
    answers = iter((False, True))
    monkeypatch.setattr(dialogs, "confirm", lambda _p, _q, why, _v: asked.append(why) or next(answers))
    for _ in range(2):
        assert not (tmp_path / "De Boom nieuw.thuisplan").exists()
        assert rescue.isEnabled()
        give(rescue, Way.CODE, template[1])
        rescue.restore.click()
        settle()
        settle()
    assert all("Wie het register dan kan openen: Anja Doedel" in why for why in asked)
    assert unlocking(window).folder == tmp_path / "De Boom nieuw.thuisplan"
    give(unlocking(window), Way.CODE, template[1])
    unlocking(window).open.click()
    settle()
    assert opened[0].settings.title == "De Verzonnen Boom"
    told: list[tuple[str, ...]] = []
    runner.run(lambda: reminders.reminders(opened[0]), owner=runner, done=told.append)
    settle()
    assert any("nieuwe herstelcode" in line for line in told[0])


def test_an_older_register_opens_only_after_asking(
    window: StartWindow, folder: Path, opened: list[OpenRegister], settle: Settle, monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:  # fmt: skip
    """One from before a change of persons is refused, with a backup as the way back; or opened knowingly."""
    for name in ("register.db", "keys.json"):
        shutil.copy(folder / name, tmp_path / name)
    register = opening.open_register(folder, FIRST)
    access.add_person(register, "Bas Bedacht", "rood blauw geel groen", derivation.FLOOR)
    register.close()
    for name in ("register.db", "keys.json"):
        shutil.copy(tmp_path / name, folder / name)
    asked: list[str] = []
    answers = iter((False, True))
    monkeypatch.setattr(dialogs, "confirm", lambda _p, _q, why, _v: asked.append(why) or next(answers))
    window.show_unlock(folder)
    page = unlocking(window)
    for _ in range(2):
        assert opened == []
        give(page, Way.PASSPHRASE, FIRST)
        page.open.click()
        settle()
        settle()
    assert not page.rescue.isHidden()
    assert all("ouder dan de notitie ernaast" in why for why in asked)
    assert len(opened) == 1


def test_a_board_makes_its_key_in_the_window(
    window: StartWindow, folder: Path, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    runner: JobRunner, nameless: Callable[..., list[str]],
) -> None:  # fmt: skip
    """Two files and twelve words; the school chooses that key, and the private file opens its register."""
    window.show_choice()
    assert isinstance(window.page, ChoosePage)
    window.page.board.click()
    page = window.page
    assert isinstance(page, BoardPage)
    assert nameless(window) == []
    page.make.click()
    assert page._name_row._problem.text()
    page.name.setText("Stichting Nieuw")
    page.secret.edit.setText(BOARD)
    page.secret.edit.editingFinished.emit()
    page.make.click()
    assert "niet hetzelfde" in page._again_row._problem.text()
    page.again.edit.setText(BOARD)
    chosen = iter([tmp_path / "geheim.json", tmp_path / "openbaar.json"])
    monkeypatch.setattr(dialogs, "ask_save_file", lambda *_: next(chosen))
    page.make.click()
    settle()
    assert len(page.words.text().split()) == 12
    assert page.secret.text() == ""

    def use() -> str:
        register = opening.open_register(folder, FIRST)
        found = access.read_board_key((tmp_path / "openbaar.json").read_bytes())
        access.set_board(register, found)
        register.close()
        key = opening.by_board((tmp_path / "geheim.json").read_bytes(), BOARD)
        opening.open_by(key, folder).close()
        return found.fingerprint

    words: list[str] = []
    runner.run(use, owner=runner, done=words.append)
    settle()
    assert words == [" ".join(page.words.text().split())]


def test_reminders_leave_who_just_began_alone(runner: JobRunner, folder: Path, settle: Settle) -> None:
    """In the first week only what failed, and a sheet that nobody tried; later that there is no second place."""
    from datetime import UTC, datetime, timedelta

    def look() -> list[tuple[str, ...]]:
        found = []
        for days in (0, 9):
            later = datetime.now(UTC) + timedelta(days=days)
            register = opening.open_register(folder, FIRST, clock=lambda later=later: later)
            backups.make_if_due(register)
            found.append(reminders.reminders(register))
            register.close()
        return found

    said: list[list[tuple[str, ...]]] = []
    runner.run(look, owner=runner, done=said.append)
    settle()
    assert ["niet beproefd" in line for line in said[0][0]] == [True]
    assert "geen tweede plek" in said[0][1][1]
