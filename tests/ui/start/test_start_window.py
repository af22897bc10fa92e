"""Choosing, unlocking and making a register, on real files with real keys."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from thuisplan_desktop.actions import opening
from thuisplan_desktop.actions.opening import OpenRegister, Summary
from thuisplan_desktop.crypto import derivation
from thuisplan_desktop.errors import AlreadyExists, NotARegister, WeakPassphrase, WrongPassphrase
from thuisplan_desktop.messages import message_for
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.ui.jobs import JobRunner
from thuisplan_desktop.ui.start.choose_page import ChoosePage
from thuisplan_desktop.ui.start.create_wizard import CreateWizard
from thuisplan_desktop.ui.start.start_window import StartWindow
from thuisplan_desktop.ui.start.unlock_page import UnlockPage
from thuisplan_desktop.ui.start.way_field import Way
from thuisplan_desktop.ui.theme import Theme
from thuisplan_desktop.ui.widgets import dialogs
from thuisplan_desktop.ui.widgets.icons import IconButton

Settle = Callable[[], None]


class Opened:
    """What the start window handed over; closed on the worker after the test."""

    def __init__(self) -> None:
        self.all: list[tuple[OpenRegister, Summary, Path]] = []

    def __call__(self, register: OpenRegister, summary: Summary, folder: Path) -> None:
        self.all.append((register, summary, folder))

    @property
    def last(self) -> tuple[OpenRegister, Summary, Path]:
        return self.all[-1]


@pytest.fixture
def opened(runner: JobRunner, settle: Settle) -> Iterator[Opened]:
    made = Opened()
    yield made
    for register, _, _ in made.all:
        runner.run(register.close, owner=runner)
    settle()


@pytest.fixture
def make_window(runner: JobRunner, qtbot: QtBot, opened: Opened, tmp_path: Path) -> Callable[..., StartWindow]:
    kept: list[StartWindow] = []

    def make(**options: object) -> StartWindow:
        window = StartWindow(runner, tmp_path, **options)  # type: ignore[arg-type]  # passed on as they are
        window.opened.connect(opened)
        window.show()
        kept.append(window)
        return window

    return make


@pytest.fixture
def folder(tmp_path: Path, open_copy: Callable[[Role], OpenRegister], runner: JobRunner, settle: Settle) -> Path:
    """A closed register of a school."""
    runner.run(lambda: open_copy(Role.SCHOOL).close(), owner=runner)
    settle()
    return tmp_path / "school.thuisplan"


def unlock_page(window: StartWindow) -> UnlockPage:
    assert isinstance(window.page, UnlockPage)
    return window.page


def wizard(window: StartWindow) -> CreateWizard:
    assert isinstance(window.page, CreateWizard)
    return window.page


def test_an_empty_computer_is_welcomed(make_window: Callable[..., StartWindow]) -> None:
    """One obvious next step: a new register."""
    window = make_window()
    assert isinstance(window.page, ChoosePage)
    window.page._create.click()
    assert isinstance(window.page, CreateWizard)
    wizard(window).back_button.click()
    assert isinstance(window.page, ChoosePage)


def test_registers_of_this_computer_are_listed(
    make_window: Callable[..., StartWindow], folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Choose one, or point to a folder elsewhere."""
    window = make_window()
    assert window.page is not None
    names = [button.text() for button in window.page.findChildren(IconButton)]
    assert names[0] == "school"
    window.page.findChildren(IconButton)[0].click()
    unlock_page(window)._back.click()
    assert isinstance(window.page, ChoosePage)
    monkeypatch.setattr(dialogs, "ask_folder", lambda *_: tmp_path / "elders.thuisplan")
    window.page._other.click()
    assert unlock_page(window).folder == tmp_path / "elders.thuisplan"


def test_the_right_passphrase_opens(
    make_window: Callable[..., StartWindow], folder: Path, opened: Opened, settle: Settle, passphrase: str
) -> None:
    """The register, its summary and its folder are handed over; what was typed is forgotten."""
    page = unlock_page(make_window(first=folder))
    page.ways.fields[Way.PASSPHRASE].edit.setText(passphrase)
    page.ways.fields[Way.PASSPHRASE].edit.returnPressed.emit()
    assert page.ways.fields[Way.PASSPHRASE].text() == ""
    settle()
    register, summary, where = opened.last
    assert (summary.role, summary.title, where) == (Role.SCHOOL, "De Wilgenroos", folder)
    assert register.role is Role.SCHOOL


def test_a_wrong_passphrase_is_said_and_can_be_tried_again(
    make_window: Callable[..., StartWindow], folder: Path, opened: Opened, settle: Settle
) -> None:
    """One clear sentence under the field; nothing is opened."""
    page = unlock_page(make_window(first=folder))
    page.open.click()
    assert page.ways.rows[Way.PASSPHRASE]._problem.text() == "Vul de wachtzin in."
    page.ways.fields[Way.PASSPHRASE].edit.setText("dit is de wachtzin niet")
    page.open.click()
    assert not page.isEnabled()
    settle()
    assert page.ways.rows[Way.PASSPHRASE]._problem.text() == message_for(WrongPassphrase()).text
    assert page.isEnabled()
    assert opened.all == []


@pytest.mark.parametrize("content", [None, {"keys.json": "{"}, {"keys.json": "[]", "register.db": "geen register"}])
def test_a_foreign_folder_is_refused_in_words(
    make_window: Callable[..., StartWindow],
    tmp_path: Path,
    settle: Settle,
    content: dict[str, str] | None,
    passphrase: str,
) -> None:
    """Truncated, foreign or gone: no traceback, no change."""
    foreign = tmp_path / "vreemd.thuisplan"
    for name, text in (content or {}).items():
        foreign.mkdir(exist_ok=True)
        (foreign / name).write_text(text)
    page = unlock_page(make_window(first=foreign))
    page.ways.fields[Way.PASSPHRASE].edit.setText(passphrase)
    page.open.click()
    settle()
    assert page.ways.rows[Way.PASSPHRASE]._problem.text()
    if content:
        assert page.ways.rows[Way.PASSPHRASE]._problem.text() == message_for(NotARegister()).text
        assert {path.name: path.read_text() for path in foreign.iterdir()} == content


def test_the_demonstration_shows_its_passphrase(make_window: Callable[..., StartWindow], folder: Path) -> None:
    """Of invented registers alone."""
    from PySide6.QtWidgets import QLabel

    page = unlock_page(make_window(first=folder, shown_passphrase="zo heet hij"))
    assert any("zo heet hij" in label.text() for label in page.findChildren(QLabel))


@pytest.fixture
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Measuring this computer takes seconds; the floor does for a test."""
    monkeypatch.setattr(derivation, "calibrate", lambda: derivation.FLOOR)


def fill(page: CreateWizard, passphrase: str) -> None:
    """The first three steps, up to the making."""
    page.role.choose(Role.SCHOOL)
    page.next_button.click()
    page.place.owner.setText("A. Voorbeeld")
    page.place.name.setText("De Wilgenroos: locatie Zuid")
    page.place.brin.setText("99xa")
    page.place.board.setText("Stichting Voorbeeld")
    page.next_button.click()
    page.passphrase.first_field.edit.setText(passphrase)
    page.passphrase.second_field.edit.setText(passphrase)
    page.next_button.click()


@pytest.mark.usefixtures("quick_keys")
def test_the_wizard_makes_a_register_and_insists_on_the_recovery_code(
    make_window: Callable[..., StartWindow],
    opened: Opened,
    runner: JobRunner,
    settle: Settle,
    tmp_path: Path,
    passphrase: str,
) -> None:
    """Four steps; the register opens with the passphrase and with the code that was shown."""
    window = make_window()
    window.show_wizard()
    page = wizard(window)
    fill(page, passphrase)
    settle()
    code = page.recovery.code
    assert page.recovery._shown.text().split() == code.split("-")
    page.recovery.typed.setText("AAAA")
    page.next_button.click()
    settle()
    assert opened.all == []
    assert page.recovery._typed_row._problem.text()
    page.recovery.typed.setText(code.lower())
    page.next_button.click()
    settle()
    register, summary, folder = opened.last
    assert folder == tmp_path / "De Wilgenroos locatie Zuid.thuisplan"
    assert (summary.owner, summary.place.brin, summary.place.board) == ("A. Voorbeeld", "99XA", "Stichting Voorbeeld")
    assert page.unfinished() is None
    runner.run(register.close, owner=runner)
    opened.all.clear()
    window.show_unlock(folder)
    again = unlock_page(window)
    again.ways.links[Way.CODE].click()
    again.ways.fields[Way.CODE].edit.setText(code)
    again.open.click()
    settle()
    assert opened.last[1] == summary


@pytest.mark.usefixtures("quick_keys")
def test_a_register_that_was_made_but_not_taken_over_is_closed(
    make_window: Callable[..., StartWindow], settle: Settle, runner: JobRunner, tmp_path: Path, passphrase: str
) -> None:
    """Closing the window before the code was typed back leaves a register that opens with its passphrase."""
    window = make_window()
    window.show_wizard()
    fill(wizard(window), passphrase)
    settle()
    window.close()
    settle()
    roles: list[Role] = []

    def reopen() -> Role:
        register = opening.open_register(tmp_path / "De Wilgenroos locatie Zuid.thuisplan", passphrase)
        register.close()
        return register.role

    runner.run(reopen, owner=runner, done=roles.append)
    settle()
    assert roles == [Role.SCHOOL]


@pytest.mark.usefixtures("quick_keys")
def test_the_wizard_says_what_is_wrong_where_it_can_be_mended(
    make_window: Callable[..., StartWindow],
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    passphrase: str,
) -> None:
    """Missing names, a bad BRIN, two different passphrases, a weak one, a place that is taken."""
    window = make_window()
    window.show_wizard()
    page = wizard(window)
    page.next_button.click()
    page.next_button.click()
    assert page.place._owner_row._problem.text() == "Vul uw naam in."
    page.back_button.click()
    fill(page, "kort")
    settle()
    assert page.passphrase._first_row._problem.text() == message_for(WeakPassphrase()).text
    page.passphrase.second_field.edit.setText("anders")
    page.next_button.click()
    assert "niet hetzelfde" in page.passphrase._second_row._problem.text()
    page.back_button.click()
    page.place.board.setText(" ")
    page.next_button.click()
    assert page.place._board_row._problem.text() == "Vul de naam van het bestuur in."
    page.place.board.setText("Stichting Voorbeeld")
    page.place.brin.setText("9")
    page.next_button.click()
    for field in (page.passphrase.first_field, page.passphrase.second_field):
        field.edit.setText(passphrase)
    page.next_button.click()
    settle()
    assert "BRIN" in page.place._name_row._problem.text()
    page.place.brin.setText("99XA")
    page.next_button.click()
    (tmp_path / "elders").mkdir()
    monkeypatch.setattr(dialogs, "ask_folder", lambda *_: tmp_path / "elders")
    page.passphrase.change_place.click()
    taken = tmp_path / "elders" / "De Wilgenroos locatie Zuid.thuisplan"
    taken.mkdir()
    (taken / "iets").write_text("van een ander")
    page.next_button.click()
    settle()
    assert page.passphrase._first_row._problem.text() == message_for(AlreadyExists()).text
    assert (taken / "iets").read_text() == "van een ander"
    assert page.unfinished() is None


@pytest.mark.parametrize("role", [Role.CONSULENT, Role.REGION, Role.KEYHOLDER])
def test_other_roles_are_asked_less(make_window: Callable[..., StartWindow], role: Role) -> None:
    """No BRIN for who has no school."""
    window = make_window()
    window.show_wizard()
    page = wizard(window)
    page.role.choose(role)
    page.next_button.click()
    assert page.place._brin_row.isHidden()
    page.place.owner.setText("A. Voorbeeld")
    page.place.name.setText('Samenwerkingsverband "Kust"')
    page.next_button.click()
    assert page._folder().name == "Samenwerkingsverband Kust.thuisplan"


def test_every_start_screen_has_names_and_fits(
    make_window: Callable[..., StartWindow],
    folder: Path,
    nameless: Callable[[QWidget], list[str]],
    qapp: QApplication,
) -> None:
    """Named for screen readers; at twice the text 1280 by 720 is enough, with scrolling down."""
    font, sheet = qapp.font(), qapp.styleSheet()
    qapp.setFont(QFont(font.family(), round(font.pointSizeF() * 2)))
    theme = Theme(qapp)
    try:
        window = make_window()
        window.resize(1280, 720)
        assert nameless(window) == []
        window.show_unlock(folder)
        assert nameless(window) == []
        window.show_wizard()
        for number in range(4):
            wizard(window)._go_to(number)
            QApplication.processEvents()
            assert nameless(window) == []
            assert window.width() <= 1280
            assert window._card.sizeHint().width() <= 1280
    finally:
        qapp.setFont(font)
        qapp.setStyleSheet(sheet)
        theme.deleteLater()
