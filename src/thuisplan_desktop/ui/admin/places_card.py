"""In Beheer: second places that can't be reached, until somebody says that they are gone for good."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thuisplan_desktop.actions import backups
from thuisplan_desktop.ui.widgets import dialogs, text
from thuisplan_desktop.ui.widgets.card import Card
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.layouts import empty
from thuisplan_desktop.ui.widgets.notice_bar import Notice
from thuisplan_desktop.ui.widgets.page import Page

_WHY = (
    "Hier kwamen reservekopieën. Sluit de stick of schijf aan: dan worden ze bijgewerkt. Is het een vroegere plek, "
    "kies die dan ook nog eens."
)
_SURE = (
    "Thuisplan vraagt er dan niet meer naar. De reservekopieën daar zijn niet meer te bereiken: er kunnen casussen in "
    "staan die later zijn vernietigd, en ze openen met de sleutels van toen. Op elk verwijderbewijs blijft deze plek "
    "genoemd. Is een stick gestolen of kwijt? Meld het bij uw functionaris gegevensbescherming."
)


class PlacesCard(Card):
    """Hidden when every place is there. `page` does the work."""

    def __init__(self, page: Page) -> None:
        super().__init__("Plekken die er nu niet zijn", help_text=_WHY)
        self._page = page
        self._lines = QVBoxLayout()
        self.add(self._lines)
        self.buttons: list[IconButton] = []

    def show_places(self, places: Sequence[str]) -> None:
        empty(self._lines)
        self.buttons = [self._show_one(place) for place in places]
        self.setVisible(bool(places))

    def _show_one(self, place: str) -> IconButton:
        button = IconButton("Bestaat niet meer", "close")
        button.setAccessibleName(f"De plek {place} bestaat niet meer")
        button.clicked.connect(lambda: self._on_gone_clicked(place))
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(text.label(place), 1)
        row.addWidget(button)
        self._lines.addWidget(line)
        return button

    def _on_gone_clicked(self, place: str) -> None:
        if dialogs.confirm(self, f"Bestaat {place} niet meer?", _SURE, "Bestaat niet meer"):
            self._page.change(
                lambda register: backups.give_up_place(register, place),
                lambda _: self._page.notify(Notice("Genoteerd: deze plek bestaat niet meer.", "good")),
            )
