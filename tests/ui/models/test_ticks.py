"""A list in which lines are ticked."""

from typing import Protocol

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt

from thuisplan_desktop.ui.models.ticks import Tick, TickModel


class ModelTester(Protocol):
    def check(self, model: QAbstractItemModel) -> None: ...


@pytest.fixture
def model() -> TickModel:
    return TickModel((Tick("a", "Eerste"), Tick("b", "Tweede")))


def test_the_model_passes_the_model_tester(model: TickModel, qtmodeltester: ModelTester) -> None:
    """Qt's own rules for models."""
    qtmodeltester.check(model)


def test_nothing_is_ticked_at_first_and_a_tick_can_be_taken_back(model: TickModel) -> None:
    """A tick is by key, so that sorting and searching keep it."""
    assert model.ticked() == frozenset()
    model.tick("b")
    assert model.ticked() == {"b"}
    assert model.index(1).data(Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Checked
    assert model.setData(model.index(1), Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    assert model.ticked() == frozenset()


def test_words_can_not_be_changed(model: TickModel) -> None:
    """Only ticks can; outside the list there is nothing."""
    assert not model.setData(model.index(0), "anders")
    assert model.data(QModelIndex()) is None
    assert model.rowCount(model.index(0)) == 0
