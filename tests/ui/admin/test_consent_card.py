"""Toestemming en delen in Beheer: choices that the gate asks by, and rules that can only be stricter."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from thuisplan_desktop.actions import sharing
from thuisplan_desktop.actions.sharing import ConsentChoices
from thuisplan_desktop.paths import resource
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.register.sharing_rules import RuleSet, shipped_text
from thuisplan_desktop.ui.admin.admin_page import AdminPage
from thuisplan_desktop.ui.session import RegisterSession

Settle = Callable[[], None]


@pytest.fixture
def page(make_session: Callable[..., RegisterSession], settle: Settle, qtbot: QtBot) -> AdminPage:
    made = AdminPage(make_session())
    qtbot.addWidget(made)
    made.show()
    settle()
    return made


def rules_of(page: AdminPage, settle: Settle) -> RuleSet:
    found: list[RuleSet] = []
    page.read(sharing.rules, found.append)
    settle()
    return found[0]


def test_choices_are_kept(page: AdminPage, settle: Settle) -> None:
    """Whether both parents are needed, and whom parents can call: for the gate and for the papers."""
    card = page.consent
    assert card.both.isChecked()
    card.both.setChecked(False)
    card.contact.setText("000-0000000")
    card.support.setText("Steunpunt Voorbeeldregio")
    card.save.click()
    settle()
    found: list[ConsentChoices] = []
    page.read(sharing.choices, found.append)
    settle()
    assert found == [
        ConsentChoices(both_parents=False, contact="000-0000000", support_point="Steunpunt Voorbeeldregio")
    ]
    assert not card.both.isChecked()


def test_own_rules_come_in_stricter_and_go_back(page: AdminPage, settle: Settle, tmp_path: Path) -> None:
    """The page says which rules hold; looser ones are refused and nothing changes."""
    text = resource("sharing", "landelijk.toml").read_text("utf-8").replace('version = "1"', 'version = "7"')
    card = page.consent
    for name, content in (
        ("ruimer", text.replace('to = ["duo", "leerplicht"]', 'to = ["duo", "police"]')),
        ("strenger", text.replace('to = ["duo", "leerplicht"]', 'to = ["duo"]')),
    ):
        path = tmp_path / f"{name}.toml"
        path.write_text(content, "utf-8")
        card.ask_open = lambda *_question, path=path: path
        card.take.click()
        settle()
        assert rules_of(page, settle).version == ("1" if name == "ruimer" else "7")
    assert "versie 7" in card._rules.text()
    card.back.click()
    settle()
    assert rules_of(page, settle).version == "1"
    assert not card.back.isVisible()


def test_the_rules_are_given_to_be_made_stricter(page: AdminPage, settle: Settle, tmp_path: Path) -> None:
    """The file that comes out is the file that would be read in."""
    page.consent.ask_save = lambda *_question: tmp_path / "deelregels.toml"
    page.consent.give.click()
    settle()
    assert (tmp_path / "deelregels.toml").read_text("utf-8") == shipped_text()


def test_the_procesplaat_is_saved(page: AdminPage, settle: Settle, tmp_path: Path) -> None:
    page.consent.ask_save = lambda *_question: tmp_path / "plaat.pdf"
    page.consent.card.click()
    settle()
    assert (tmp_path / "plaat.pdf").read_bytes().startswith(b"%PDF")


def test_a_region_has_no_cases_and_no_card(
    make_session: Callable[..., RegisterSession], settle: Settle, qtbot: QtBot
) -> None:
    made = AdminPage(make_session(Role.REGION))
    qtbot.addWidget(made)
    made.show()
    settle()
    assert not made.consent.isVisible()
