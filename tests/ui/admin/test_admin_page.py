"""Beheer through its widgets: persons, codes, backups and the check, on a real register."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from thuisplan_desktop.actions import access, backups, cases, doubts
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.crypto import derivation
from thuisplan_desktop.ui.admin.access_dialogs import CodeDialog, PassphraseDialog
from thuisplan_desktop.ui.admin.admin_page import AdminPage
from thuisplan_desktop.ui.session import RegisterSession
from thuisplan_desktop.ui.widgets import dialogs

Settle = Callable[[], None]


@pytest.fixture
def page(
    make_session: Callable[..., RegisterSession], settle: Settle, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> AdminPage:
    monkeypatch.setattr(derivation, "calibrate", lambda: derivation.FLOOR)
    made = AdminPage(make_session())
    qtbot.addWidget(made)
    made.show()
    settle()
    return made


def top(kind: type) -> object:
    """The open dialog of a kind."""
    return next(widget for widget in QApplication.allWidgets() if isinstance(widget, kind) and widget.isVisible())


def test_a_person_is_added_and_removed(page: AdminPage, settle: Settle, monkeypatch: pytest.MonkeyPatch) -> None:
    """The strength is shown, two different passphrases are refused, and the list follows."""
    page.access.add_person.click()
    dialog = top(PassphraseDialog)
    assert isinstance(dialog, PassphraseDialog)
    dialog.verb.click()
    dialog.name.setText("Bas Bedacht")
    dialog.new.edit.setText("rood blauw geel groen")
    dialog.new.edit.editingFinished.emit()
    settle()
    assert "Sterkte" in dialog._strength.text()
    dialog.verb.click()
    dialog.again.edit.setText("rood blauw geel groen")
    dialog.verb.click()
    settle()
    texts = [page.access._people.itemAt(n).widget().findChildren(object) for n in range(page.access._people.count())]
    assert len(texts) == 3
    found: list[access.AccessView] = []
    page.read(access.view, found.append)
    settle()
    monkeypatch.setattr(dialogs, "confirm", lambda *_: True)
    page.access._on_remove_clicked(next(person for person in found[0].persons if person.label == "Bas Bedacht"))
    settle()
    assert page.access._people.count() == 2


def test_a_new_code_is_typed_back(
    page: AdminPage, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slip is named; the sheet can be kept; the right code opens a copy."""
    monkeypatch.setattr(dialogs, "ask_save_file", lambda *_: tmp_path / "blad.pdf")
    page.access.code.click()
    settle()
    dialog = top(CodeDialog)
    assert isinstance(dialog, CodeDialog)
    sent: list[str] = []
    dialog.sheet_asked.connect(sent.append)
    dialog.sheet.click()
    settle()
    assert (tmp_path / "blad.pdf").read_bytes().startswith(b"%PDF")
    dialog.typed.setText("dit is hem niet")
    dialog.verb.click()
    settle()
    assert "tikfout" in dialog._problem.text()
    dialog.typed.setText(sent[0].lower())
    dialog.verb.click()
    settle()
    assert "is geoefend op" in page.access._state.text()


def test_a_backup_is_made_and_put_back(page: AdminPage, settle: Settle, monkeypatch: pytest.MonkeyPatch) -> None:
    """What would be lost is asked first; afterwards the window has to be locked."""
    from factories import make_case

    page.backups.make.click()
    settle()
    assert page.backups._model.rowCount() == 1
    page.change(lambda register: cases.save_case(register, make_case(nickname="Łukasz")))
    settle()
    page.backups.restore.click()
    asked: list[str] = []
    monkeypatch.setattr(dialogs, "confirm", lambda _p, _q, why, _v: asked.append(why) or True)
    page.backups.table.selectRow(0)
    locked: list[bool] = []
    page.lock_requested.connect(lambda: locked.append(True))
    page.backups.restore.click()
    settle()
    assert "Łukasz" in asked[0]
    assert locked == [True]


def test_the_check_says_how_it_is(page: AdminPage, settle: Settle) -> None:
    """In order, with the end of the logbook."""
    page.check.click()
    settle()
    assert page._found.text().startswith("Het register is in orde.")


def test_what_needs_attention_stands_first(page: AdminPage, settle: Settle, tmp_path: Path) -> None:
    """And when nothing does, that is said too."""

    def said() -> str:
        return " ".join(label.text() for label in page.attention.findChildren(QLabel) if not label.pixmap())

    assert "geen tweede plek" in said()
    page.change(access.new_recovery_code)
    settle()
    settle()
    assert "herstelblad is niet beproefd" in said()
    (tmp_path / "stick").mkdir()
    page.change(lambda register: backups.choose_second_place(register, tmp_path / "stick"))
    page.change(lambda register: access.rehearse(register, access.new_recovery_code(register).value.recovery_code))
    settle()
    settle()
    assert "Niets." in said()


def test_a_backup_from_elsewhere_and_from_before_a_new_key_is_put_back(
    page: AdminPage, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, passphrase: str
) -> None:
    """The passphrase of then is asked; a file that is no backup is refused in words."""
    kept = tmp_path / "stick.thuisplan-backup"

    def prepare(register: OpenRegister) -> Changed:
        made = backups.make(register)
        kept.write_bytes(made.value.path.read_bytes())
        access.new_key(register, passphrase)
        return made

    page.change(prepare)
    settle()
    notices: list[str] = []
    page.noticed.connect(lambda notice: notices.append(notice.text))
    locked: list[bool] = []
    page.lock_requested.connect(lambda: locked.append(True))
    monkeypatch.setattr(dialogs, "confirm", lambda *_: True)
    (tmp_path / "brief.txt").write_text("Beste ouders")
    monkeypatch.setattr(dialogs, "ask_open_file", lambda *_: tmp_path / "brief.txt")
    page.backups.elsewhere.click()
    settle()
    assert "geen reservekopie" in notices[0]
    monkeypatch.setattr(dialogs, "ask_open_file", lambda *_: kept)
    page.backups.elsewhere.click()
    settle()
    dialog = top(PassphraseDialog)
    assert isinstance(dialog, PassphraseDialog)
    dialog.old.edit.setText(passphrase)
    dialog.verb.click()
    settle()
    settle()
    assert locked == [True]


def test_the_logbook_is_shortened_after_asking(
    page: AdminPage, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The question names the day; what it gave is said."""
    asked: list[str] = []
    notices: list[str] = []
    page.noticed.connect(lambda notice: notices.append(notice.text))
    monkeypatch.setattr(dialogs, "confirm", lambda _p, question, _w, _v: asked.append(question) or True)
    page.prune.click()
    settle()
    settle()
    assert "3 november 2023" in asked[0]
    assert notices == ["0 regels verwijderd."]


def test_what_opening_found_of_an_older_register_is_answered_after_asking(
    page: AdminPage, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The card is there until somebody says that it was looked at."""
    notices: list[str] = []
    page.noticed.connect(lambda notice: notices.append(notice.text))
    assert not page.doubts.isVisible()

    def doubt(register: OpenRegister) -> Changed:
        with register.change() as connection:
            doubts.keep(connection, ("Het register is ouder dan verwacht.",), register.now())
        return changed(Kind.SETTINGS)

    page.change(doubt)
    settle()
    settle()
    assert page.doubts.isVisible()
    assert "ouder dan verwacht. Dit bleek op" in page.doubts.told.text()
    answers = iter((False, True))
    monkeypatch.setattr(dialogs, "confirm", lambda *_: next(answers))
    for _ in range(2):
        assert page.doubts.isVisible()
        page.doubts.answer.click()
        settle()
        settle()
    assert not page.doubts.isVisible()
    assert notices == ["Dat staat in het logboek."]


def test_what_was_set_aside_damaged_is_thrown_away_after_asking(
    page: AdminPage, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The card is there as long as there is one; the question says that it does not come back."""
    assert not page.aside.isVisible()
    folders: list[Path] = []

    def damage(register: OpenRegister) -> Changed:
        folders.append(register.workspace.folder / "damaged-20261103T090000")
        folders[0].mkdir()
        (folders[0] / "register.db").write_bytes(bytes(5000))
        return changed(Kind.SETTINGS)

    page.change(damage)
    settle()
    settle()
    assert page.aside.isVisible()
    asked: list[str] = []
    answers = iter((False, True))
    monkeypatch.setattr(dialogs, "confirm", lambda _p, _q, why, _v: asked.append(why) or next(answers))
    page.aside.buttons[0].click()
    settle()
    assert folders[0].exists()
    page.aside.buttons[0].click()
    settle()
    settle()
    assert "kan niet terug" in asked[0]
    assert not folders[0].exists()
    assert not page.aside.isVisible()


def test_a_second_place_that_is_gone_is_answered_after_asking(
    page: AdminPage, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The card is there as long as a place is not; the question says what can't be reached any more."""
    assert not page.places.isVisible()
    stick = tmp_path / "stick"
    stick.mkdir()
    page.change(lambda register: backups.choose_second_place(register, stick))
    settle()
    stick.rename(tmp_path / "weg")
    page.reload()
    settle()
    assert page.places.isVisible()
    asked: list[str] = []
    answers = iter((False, True))
    monkeypatch.setattr(dialogs, "confirm", lambda _p, _q, why, _v: asked.append(why) or next(answers))
    page.places.buttons[0].click()
    settle()
    assert page.places.isVisible()
    page.places.buttons[0].click()
    settle()
    settle()
    assert "niet meer te bereiken" in asked[0]
    assert not page.places.isVisible()
