"""Judging findings: decisions, additions, numbers and marks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from thuisplan_desktop.actions import sheets
from thuisplan_desktop.actions.sheets import Draft
from thuisplan_desktop.anonymise.findings import LABELS, Finding, Kind
from thuisplan_desktop.anonymise.memory import Recalled
from thuisplan_desktop.anonymise.redact import Choice
from thuisplan_desktop.errors import NotReviewed
from thuisplan_desktop.ui.caseload.marked_text import Mark, MarkedText, from_qt, to_qt
from thuisplan_desktop.ui.caseload.review_panel import ReviewPanel
from thuisplan_desktop.ui.caseload.review_state import KIND_PLURALS, REPLACED_BY, ReviewState, next_open

TEXT = "😀 Femke belt Roelof op 12 januari in Heiloo."


def finding(word: str, kind: Kind = Kind.PERSON, becomes: str = "iemand") -> Finding:
    start = TEXT.index(word)
    return Finding(start, start + len(word), kind, "naam uit het register", 0.9, becomes)


@pytest.fixture
def draft() -> Draft:
    return Draft(TEXT, (finding("Femke"), finding("Roelof"), finding("12 januari", Kind.DATE, "een datum")))


def test_every_kind_has_its_words() -> None:
    """A kind that is added to the finders and has no word fails here."""
    assert set(LABELS) == set(KIND_PLURALS) == set(REPLACED_BY) == set(Kind)


def test_nothing_is_decided_at_first(draft: Draft) -> None:
    """Three wait; a sheet would be refused; the preview shows them replaced."""
    state = ReviewState.fresh(draft)
    assert state.open_count() == 3
    assert sheets.preview(draft, state.as_if_decided()).text == "😀 iemand belt iemand op een datum in Heiloo."
    with pytest.raises(NotReviewed):
        sheets.preview(draft, state.review)


def test_a_kind_is_decided_at_once(draft: Draft) -> None:
    """Persons go, the date still waits."""
    state = ReviewState.fresh(draft)
    state = state.decide(state.of_kind(Kind.PERSON), Choice.ACCEPT)
    assert [line.decision for line in state.lines()] == ["vervangen", "vervangen", "nog kiezen"]
    assert next_open(state.lines(), 0) == 2


def test_what_the_program_missed_is_added_and_taken_back(draft: Draft) -> None:
    """An addition is numbered with the others, counts as decided, and letting it stay removes it."""
    state = ReviewState.fresh(draft)
    start = TEXT.index("Heiloo")
    added = state.add(start - 1, start + len("Heiloo"), Kind.PLACE)
    (line,) = (line for line in added.lines() if line.added)
    assert (line.number, line.words, line.finding.replacement) == (4, "Heiloo", "een plaats")
    assert added.open_count() == 3
    assert added.decide([line], Choice.ACCEPT) == added
    assert added.decide([line], Choice.REJECT) == state


def test_what_is_marked_over_a_finding_is_one_line(draft: Draft) -> None:
    """The finding waits for nothing any more, the preview shows what was chosen; taken back, the finding is there."""
    state = ReviewState.fresh(draft)
    start = TEXT.index("Roelof op")
    over = state.add(start, start + len("Roelof op 12 januari"), Kind.UNIQUE)
    assert [(line.words, line.added) for line in over.lines()] == [("Femke", False), ("Roelof op 12 januari", True)]
    assert over.open_count() == 1
    assert sheets.preview(draft, over.as_if_decided()).text == "😀 iemand belt een bijzonderheid in Heiloo."
    assert over.decide([over.lines()[1]], Choice.REJECT) == state


def test_who_is_called_something_is_not_where_he_may_stand() -> None:
    """The reader let one of two stand: that is his decision."""
    text = "Iris speelt. Iris is ziek."
    first, second = (Finding(at, at + 4, Kind.PERSON, "", 0.9, "Iemand") for at in (0, 13))
    state = ReviewState.fresh(Draft(text, (first, second)))
    state = state.decide([state.lines()[1]], Choice.REJECT)
    state = state.call(state.lines()[0], "een mentor")
    assert sheets.preview(state.draft, state.review).text == "Een mentor speelt. Iris is ziek."


def test_a_selection_of_spaces_adds_nothing(draft: Draft) -> None:
    """There is nothing to hide in it."""
    state = ReviewState.fresh(draft)
    space = TEXT.index(" belt")
    assert state.add(space, space + 1, Kind.PERSON) == state


@settings(max_examples=50)
@given(st.text(alphabet="aé😀\n ", max_size=12), st.data())
def test_offsets_go_to_qt_and_back(text: str, data: st.DataObject) -> None:
    """Qt counts an emoji as two."""
    offset = data.draw(st.integers(0, len(text)))
    assert from_qt(text, to_qt(text, offset)) == offset
    assert to_qt(text, len(text)) == len(text.encode("utf-16-le")) // 2


def test_marks_stand_where_the_findings_are(qtbot: QtBot, draft: Draft) -> None:
    """Also after an emoji; clicking a marked word tells its number."""
    shown = MarkedText("Tekst")
    qtbot.addWidget(shown)
    shown.show_text(TEXT, ReviewState.fresh(draft).marks())
    assert [one.cursor.selectedText() for one in shown.extraSelections()] == ["Femke", "Roelof", "12 januari"]
    shown.select(TEXT.index("Heiloo"), TEXT.index("Heiloo") + 6)
    assert shown.selection() == (TEXT.index("Heiloo"), TEXT.index("Heiloo") + 6)
    with qtbot.waitSignal(shown.clicked) as told:
        shown.select(TEXT.index("Roelof") + 1, TEXT.index("Roelof") + 1)
    assert told.args == [2]
    shown.show()
    assert not shown.grab().isNull()
    assert Mark(1, 0, 1, "warn") == Mark(1, 0, 1, "warn")


def test_v_and_l_decide_and_go_on(qtbot: QtBot, draft: Draft) -> None:
    """The keyboard alone is enough, and the row stays on the last one when all is decided."""
    panel = ReviewPanel()
    qtbot.addWidget(panel)
    panel.show()
    panel.start(draft)
    panel.table.setFocus()
    qtbot.waitUntil(panel.table.hasFocus)
    for key in (Qt.Key.Key_V, Qt.Key.Key_L, Qt.Key.Key_V):
        qtbot.keyClick(panel.table, key)
    assert panel.state is not None
    assert [line.decision for line in panel.state.lines()] == ["vervangen", "blijft staan", "vervangen"]
    assert panel.table.currentIndex().row() == 2
    assert panel.preview.toPlainText() == "😀 iemand belt Roelof op een datum in Heiloo."


def test_a_whole_kind_goes_by_one_button(qtbot: QtBot, draft: Draft) -> None:
    """Its word is on the button; leaving a whole kind readable takes a second click."""
    panel = ReviewPanel()
    qtbot.addWidget(panel)
    panel.show()
    panel.start(draft)
    assert panel.replace_kind.text() == "Alle personen vervangen"
    panel.replace_kind.click()
    assert panel.keep_kind.text() == "Alle datums laten staan"
    panel.keep_kind.click()
    assert panel.state is not None
    assert panel.state.open_count() == 1
    assert panel.keep_kind.text() == "Ja, alle datums leesbaar laten"
    panel.keep_kind.click()
    assert panel.state.open_count() == 0


def test_a_text_that_can_not_be_judged_says_so(qtbot: QtBot) -> None:
    """Letters outside Latin script could hide a name: no preview is shown."""
    panel = ReviewPanel()
    qtbot.addWidget(panel)
    panel.start(Draft("Фёдор belt", ()))
    assert "Фёдор" not in panel.preview.toPlainText()
    assert panel.preview.toPlainText()


def test_what_was_left_standing_elsewhere_is_asked() -> None:
    """It is shown as what was decided before, and waits for a decision all the same."""
    name = finding("Roelof")
    state = ReviewState.fresh(Draft(TEXT, (name,), Recalled(left_before=frozenset({(name.start, name.end)}))))
    assert [line.decision for line in state.lines()] == ["nog kiezen; bleef eerder"]
    assert state.open_count() == 1


def test_who_somebody_is_can_be_chosen(qtbot: QtBot) -> None:
    """For the same words wherever they stand, from a list; taken back, the finding waits again. A day has no role."""
    text = "Roelof belt. Roelof komt 12 januari."
    found = (
        Finding(0, 6, Kind.PERSON, "", 0.9, "De leerling"),
        Finding(13, 19, Kind.PERSON, "", 0.9, "De leerling"),
        Finding(25, 35, Kind.DATE, "", 0.9, "een datum"),
    )
    panel = ReviewPanel()
    qtbot.addWidget(panel)
    panel.show()
    panel.start(Draft(text, found))
    assert panel.role.currentText() == "de leerling"
    assert not panel.role.isEditable()
    panel.role.setCurrentText("een mentor")
    panel.call.click()
    assert panel.preview.toPlainText() == "Een mentor belt. Een mentor komt een datum."
    assert panel.state is not None
    assert panel.state.open_count() == 1
    assert panel.table.currentIndex().row() == 2
    assert (panel.role.count(), panel.call.isEnabled()) == (0, False)
    panel.table.selectRow(0)
    assert panel.role.currentText() == "een mentor"
    panel.keep.click()
    assert panel.preview.toPlainText() == "De leerling belt. Een mentor komt een datum."
    assert panel.state.open_count() == 2
