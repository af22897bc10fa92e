"""The parts these pages are made of: words to compare, facts, steps, saving."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from thuisplan_desktop.actions.agreeing import SenderView
from thuisplan_desktop.actions.delivering import FileVerdict
from thuisplan_desktop.actions.telling_views import SpoiltView, TellingView
from thuisplan_desktop.exchange import leesbrief
from thuisplan_desktop.exchange.sealed_file import Kind
from thuisplan_desktop.register.codes import Sector
from thuisplan_desktop.ui.caseload.counts_page import CountsPage
from thuisplan_desktop.ui.models.rows import RowsModel
from thuisplan_desktop.ui.region import delivery_card, exact_table, request_page, senders_step, verdict_list
from thuisplan_desktop.ui.region.combined_page import CombinedPage
from thuisplan_desktop.ui.region.facts import Facts
from thuisplan_desktop.ui.region.inbox_page import InboxPage
from thuisplan_desktop.ui.region.keyholder_page import KeyholderPage
from thuisplan_desktop.ui.region.participants_page import ParticipantsPage
from thuisplan_desktop.ui.region.region_page import RegionPage
from thuisplan_desktop.ui.region.request_page import RequestPage
from thuisplan_desktop.ui.region.step_card import State, StepCard
from thuisplan_desktop.ui.region.sum_steps import AnswerStep, RequestStep
from thuisplan_desktop.ui.session import RegisterSession
from thuisplan_desktop.ui.widgets.words_grid import WordsGrid

MakeSession = Callable[..., RegisterSession]
Settle = Callable[[], None]

TWELVE = "laars ruit kasteel hek citroen tijger blad zolder koepel tent huis knuffel"


def test_words_are_read_in_order(qtbot: QtBot) -> None:
    """One name holds all twelve, for whoever can't see the columns."""
    grid = WordsGrid(TWELVE)
    qtbot.addWidget(grid)
    assert grid.accessibleName() == f"Controlewoorden: {', '.join(TWELVE.split())}"
    assert grid.words() == TWELVE


@pytest.mark.parametrize(("width", "columns"), [(1200, 4), (60, 1)])
def test_words_keep_their_columns_at_any_width(qtbot: QtBot, width: int, columns: int) -> None:
    """Fewer columns are more lines; no word is cut off."""
    grid = WordsGrid(TWELVE)
    qtbot.addWidget(grid)
    grid.resize(width, 100)
    grid.show()
    assert grid._columns() == columns
    assert grid.height() >= 12 // columns * grid.fontMetrics().height()
    assert not grid.grab().isNull()


DAY = date(2026, 3, 24)
TELLING = TellingView(b"1", "laars ruit", DAY, DAY, None, 10, ("School 99XA",) * 9, ("School 99VE",), answered=False)


def test_closing_says_of_which_sector_nothing_comes(qtbot: QtBot) -> None:
    """Before it is done: afterwards no file comes in any more."""
    step = RequestStep(1)
    qtbot.addWidget(step)
    step.show_telling(replace(TELLING, short=(Sector.VO,)))
    assert "Van VO leverden te weinig besturen: daarvan komt er geen som." in step.explanation()
    step.show_telling(TELLING)
    assert "te weinig besturen" not in step.explanation()


def test_where_every_group_was_left_out_nobody_asks_on(qtbot: QtBot) -> None:
    step = AnswerStep(2)
    qtbot.addWidget(step)
    step.show_telling(replace(TELLING, closed_on=DAY, spoilt=SpoiltView(0, 2, ())))
    assert "Bel de sleutelhouder" in step.situation()
    assert step.rest_button.isHidden()
    step.show_telling(replace(TELLING, closed_on=DAY, spoilt=SpoiltView(1, 2, ("School 99XA",))))
    assert not step.rest_button.isHidden()


def test_a_closed_telling_takes_in_no_more_than_what_its_answer_waits_for(qtbot: QtBot) -> None:
    """The place to drop files is there, and stands out, only while something is awaited."""
    card = delivery_card.DeliveryCard()
    qtbot.addWidget(card)
    for awaits in (False, True):
        card.show_telling(replace(TELLING, closed_on=DAY, awaits=awaits))
        assert card.drop.isHidden() is not awaits


def test_who_is_left_out_of_a_sum_did_deliver(qtbot: QtBot) -> None:
    """It is said beside the name, and nobody stands there as absent."""
    card = delivery_card.DeliveryCard()
    qtbot.addWidget(card)
    both = ("School 99XA", "School 99XB")
    card.show_telling(replace(TELLING, closed_on=DAY, answered=True, delivered=both, missing=(), left_out=both[:1]))
    assert [(row.name, row.said) for row in card._model.rows()] == [
        ("School 99XA", "ontvangen, niet opgeteld"),
        ("School 99XB", "ontvangen"),
    ]


def test_facts_are_replaced(qtbot: QtBot) -> None:
    """Nothing of the one before stays."""
    facts = Facts((("Naam", "De ene"), ("Regio", "Hier")))
    qtbot.addWidget(facts)
    facts.show_facts((("Naam", "De ander"),))
    assert facts.text() == "Naam\nDe ander"


def test_a_step_says_how_it_stands(qtbot: QtBot) -> None:
    """In a word for the eye, and in its name for the ear."""
    step = StepCard(2, "Deelnemers", later="Eerst het profiel.")
    qtbot.addWidget(step)
    names = []
    for state in State:
        step.show_state(state)
        names.append(step.accessibleName())
    assert names == ["2. Deelnemers: gedaan", "2. Deelnemers: nu", "2. Deelnemers", "2. Deelnemers: later"]


def test_every_table_passes_the_model_tester(qtmodeltester: ModelTester) -> None:
    """As Qt itself checks them."""
    sender = SenderView("School", "Bestuur", frozenset({"po"}), TWELVE, b"k", "regio")
    rows: tuple[tuple[RowsModel[object], object], ...] = (
        (RowsModel(senders_step.COLUMNS), sender),
        (RowsModel(verdict_list.COLUMNS), FileVerdict("a.tplan", True, "School", "Ontvangen.")),
        (RowsModel(delivery_card.COLUMNS), delivery_card.Delivery("School", True)),
        (RowsModel(exact_table.COLUMNS), exact_table.ExactRow("langdurig ziek", "0", "5 van 6", False)),
    )
    for model, row in rows:
        model.set_rows((row,))
        qtmodeltester.check(model)
    assert len(request_page.COLUMNS) == 3


class Saving(RegionPage):
    """A page that only saves."""

    id, title, icon = "saving", "Opslaan", "save"
    roles = frozenset()

    def reload(self) -> None:
        """Nothing to show."""


@pytest.mark.parametrize(("chosen", "written"), [("a.pdf", "a.pdf"), ("b", "b.pdf")])
def test_a_name_without_an_ending_gets_one(
    make_session: MakeSession, settle: Settle, tmp_path: Path, chosen: str, written: str
) -> None:
    """So that the receiver's computer knows what it is."""
    page = Saving(make_session())
    answer(page, tmp_path / chosen)
    page.save_read(lambda _register: b"%PDF", "rapport.pdf", "Opgeslagen.")
    settle()
    assert (tmp_path / written).read_bytes() == b"%PDF"


def test_a_completed_name_replaces_nothing(make_session: MakeSession, settle: Settle, tmp_path: Path) -> None:
    """The system asked about the name that was typed, not about this one."""
    (tmp_path / "b.pdf").write_bytes(b"van een ander")
    session = make_session()
    page = Saving(session)
    answer(page, tmp_path / "b")
    refused: list[object] = []
    session.refused.connect(refused.append)
    page.save_read(lambda _register: b"%PDF", "rapport.pdf", "Opgeslagen.")
    settle()
    assert [type(error).__name__ for error in refused] == ["AlreadyExists"]
    assert (tmp_path / "b.pdf").read_bytes() == b"van een ander"


def answer(page: RegionPage, path: Path) -> None:
    def save(_parent: QWidget, _heading: str, _suggestion: str, _kinds: str) -> Path:
        return path

    page.ask = replace(page.ask, save=save)


def test_a_leesbrief_names_pages_that_are_there() -> None:
    """Whoever reads 'open it at Verzoek' finds that page: in the window of the receiver."""
    pages = (CombinedPage, CountsPage, InboxPage, KeyholderPage, ParticipantsPage, RequestPage)
    named = {name for line in leesbrief._WHAT_TO_DO.values() for name in re.findall("‘(.+?)’", line)}
    assert named == {page.title for page in pages}
    assert RequestPage.title in leesbrief._WHAT_TO_DO[Kind.SUM_REQUEST]


def test_a_correction_in_the_same_batch_is_no_second_participant(qtbot: QtBot) -> None:
    """Three files of two participants, and one that was refused."""
    shown = verdict_list.VerdictList()
    qtbot.addWidget(shown)
    accepted = [FileVerdict(f"{name}.tplan", True, name[0], "Ontvangen.") for name in ("A", "A beter", "B")]
    shown.show_verdicts([*accepted, FileVerdict("x", False, "", "Het zegel is stuk. Vraag het opnieuw.")])
    assert shown.summary() == "3 bestanden ontvangen van 2 deelnemers, 1 bestand geweigerd"
    shown.show_verdicts(accepted[1:])
    assert shown.summary() == "2 bestanden ontvangen"
