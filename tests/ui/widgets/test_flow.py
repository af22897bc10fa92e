"""Rows that wrap, and halves that stack."""

from PySide6.QtWidgets import QBoxLayout, QLabel
from pytestqt.qtbot import QtBot

from thuisplan_desktop.ui.widgets.flow import Flow, SideBySide


def boxes(count: int) -> list[QLabel]:
    made = [QLabel(f"vak {number}") for number in range(count)]
    for box in made:
        box.setFixedSize(100, 20)
    return made


def test_what_does_not_fit_goes_to_the_next_line(qtbot: QtBot) -> None:
    """Wide: one line. Narrow: as many as needed, and the height follows."""
    made = boxes(3)
    flow = Flow(*made, gap=10)
    qtbot.addWidget(flow)
    assert flow.heightForWidth(400) == 20
    assert flow.heightForWidth(210) == 50
    assert flow.heightForWidth(100) == 80
    flow.resize(210, 50)
    flow.show()
    assert [box.y() for box in made] == [0, 0, 30]


def test_what_is_hidden_takes_no_room(qtbot: QtBot) -> None:
    """The rest moves up, and makes room when it is back, has grown or when more comes."""
    made = boxes(3)
    flow = Flow(*made, gap=10)
    qtbot.addWidget(flow)
    assert flow.heightForWidth(210) == 50
    made[0].hide()
    assert flow.heightForWidth(210) == 20
    made[0].show()
    assert flow.heightForWidth(210) == 50
    made[2].setFixedHeight(35)
    assert flow.heightForWidth(210) == 65
    flow.add(*boxes(1))
    made[0].setParent(None)
    made[0].deleteLater()
    assert flow.heightForWidth(100) == 20 + 10 + 35 + 10 + 20


def test_items_can_be_taken_out(qtbot: QtBot) -> None:
    """As Qt asks of a layout: None past the end."""
    flow = Flow(*boxes(2))
    qtbot.addWidget(flow)
    layout = flow.layout()
    assert layout is not None
    assert layout.count() == 2
    assert layout.itemAt(5) is None
    assert layout.takeAt(0) is not None
    assert layout.takeAt(5) is None
    assert layout.count() == 1


def test_two_halves_stand_beside_each_other_while_there_is_room(qtbot: QtBot) -> None:
    """And under each other when there is not."""
    halves = SideBySide(*boxes(2), letters=50)
    qtbot.addWidget(halves)
    halves.show()
    halves.resize(1200, 100)
    assert halves._box.direction() is QBoxLayout.Direction.LeftToRight
    halves.resize(120, 100)
    assert halves._box.direction() is QBoxLayout.Direction.TopToBottom
