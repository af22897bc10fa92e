"""In Beheer: what opening found of an older register, until somebody says that it was looked at."""

from thuisplan_desktop.actions import opening
from thuisplan_desktop.ui.widgets import dialogs, text
from thuisplan_desktop.ui.widgets.card import Card
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.notice_bar import Notice
from thuisplan_desktop.ui.widgets.page import Page

_WHY = (
    "Kijk hieronder wie toegang heeft, en of er casussen ontbreken. Is er een nieuwere reservekopie, zet die dan "
    "terug. Anders gaat u verder met wat er staat."
)
_SURE = (
    "De melding verdwijnt. In het logboek blijft staan dat u dit hebt gezien. Nagaan wie toegang heeft en wat er "
    "ontbreekt, kan daarna nog steeds."
)


class DoubtsCard(Card):
    """Hidden when there is nothing to answer, as nearly always. `page` does the work."""

    def __init__(self, page: Page) -> None:
        super().__init__("Ouder dan verwacht", help_text=_WHY)
        self._page = page
        self.told = text.label("")
        self.answer = IconButton("Gezien, zo verdergaan", "check")
        self.add(self.told)
        self.add(Flow(self.answer))
        self.answer.clicked.connect(self._on_answer_clicked)

    def show_view(self, sentences: tuple[str, ...]) -> None:
        self.told.setText("\n\n".join(sentences))
        self.setVisible(bool(sentences))

    def _on_answer_clicked(self) -> None:
        if dialogs.confirm(self, "Verdergaan met het register zoals het is?", _SURE, "Verdergaan"):
            self._page.change(
                opening.answer_doubts, lambda _: self._page.notify(Notice("Dat staat in het logboek.", "good"))
            )
