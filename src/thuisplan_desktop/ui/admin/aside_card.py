"""In Beheer: registers that were set aside when they were damaged, until somebody throws them away."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thuisplan_desktop.actions import set_aside
from thuisplan_desktop.actions.set_aside import SetAside
from thuisplan_desktop.dutch import format_number
from thuisplan_desktop.ui.widgets import dialogs, text
from thuisplan_desktop.ui.widgets.card import Card
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.layouts import empty
from thuisplan_desktop.ui.widgets.notice_bar import Notice
from thuisplan_desktop.ui.widgets.page import Page

_WHY = (
    "Hierin staat wat er in het register stond toen het beschadigd raakte, ook van casussen die daarna zijn "
    "vernietigd. Soms opent het nog met de sleutels van toen."
)
_SURE = "Kijk eerst of het register nu compleet is: wat alleen hierin staat, is daarna weg. Verwijderen kan niet terug."


class AsideCard(Card):
    """Hidden when there is none, as nearly always. `page` does the work."""

    def __init__(self, page: Page) -> None:
        super().__init__("Opzij gezet: beschadigd register", help_text=_WHY)
        self._page = page
        self._lines = QVBoxLayout()
        self.add(self._lines)
        self.buttons: list[IconButton] = []

    def show_view(self, found: Sequence[SetAside]) -> None:
        empty(self._lines)
        self.buttons = [self._show_one(each) for each in found]
        self.setVisible(bool(found))

    def _show_one(self, each: SetAside) -> IconButton:
        size = format_number(max(1, each.size // 1024))
        button = IconButton("Verwijderen", "remove")
        button.setAccessibleName(f"Verwijder wat opzij is gezet op {each.moment}")
        button.clicked.connect(lambda: self._on_remove_clicked(each))
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(text.label(f"{each.moment} · {size} kB · map {each.name}"), 1)
        row.addWidget(button)
        self._lines.addWidget(line)
        return button

    def _on_remove_clicked(self, each: SetAside) -> None:
        if dialogs.confirm(self, f"Het beschadigde register van {each.moment} verwijderen?", _SURE, "Verwijderen"):
            self._page.change(
                lambda register: set_aside.remove(register, each.name),
                lambda _: self._page.notify(Notice("Het is verwijderd.", "good")),
            )
