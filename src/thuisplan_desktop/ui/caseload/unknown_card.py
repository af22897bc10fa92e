"""After a restore that forgot what was published: said, until somebody says that nothing was."""

from datetime import date

from PySide6.QtCore import Signal

from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Card
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton

_TOLD = (
    "Dit register kwam terug uit een reservekopie van {day}. Of er daarna een telling is gepubliceerd of aan de regio "
    "gestuurd, weet het niet. Twee papieren van één dag kunnen samen een kind verraden. Daarom publiceert Thuisplan "
    "nu alleen over dagen na het terugzetten. Hebt u een nieuwere reservekopie, zet die dan terug. Is er wél iets "
    "gepubliceerd, of weet u het niet? Zeg dan niets: over latere dagen kan het weer. Vraag het ook uw collega's."
)


class UnknownCard(Card):
    """Hidden when all that was published is known, as nearly always."""

    answered = Signal()

    def __init__(self) -> None:
        super().__init__("Wat is er gepubliceerd?")
        self.told = text.label("")
        self.answer = IconButton("Sindsdien is niets gepubliceerd…", "check")
        self.add(self.told)
        self.add(Flow(self.answer))
        self.answer.clicked.connect(self.answered)
        self.hide()

    def show_since(self, day: date | None) -> None:
        self.told.setText(_TOLD.format(day=format_date(day)) if day else "")
        self.setVisible(day is not None)
