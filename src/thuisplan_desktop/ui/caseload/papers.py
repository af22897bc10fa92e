"""Signed papers of a case: which there are, and what stands on them, shown from memory and never from a file."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from thuisplan_desktop.dutch import format_date_short
from thuisplan_desktop.register.paper import LARGEST, pictures
from thuisplan_desktop.register.rights import Paper, PaperLine
from thuisplan_desktop.ui.models.rows import Column, RowsModel
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Card, Scroll
from thuisplan_desktop.ui.widgets.fitted_table import fit
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.table import Table

SCANS = "Scans (*.pdf *.jpg *.jpeg *.png)"
_WIDTH = 900
_COLUMNS = (
    Column[PaperLine]("Soort", lambda row: row.kind.label),
    Column[PaperLine]("Toegevoegd op", lambda row: format_date_short(row.added_on), lambda row: row.added_on),
)


class PapersCard(Card):
    """`add_wanted` for the chosen answer; `open_wanted` and `removal_wanted` carry the `PaperLine`."""

    add_wanted = Signal()
    open_wanted = Signal(object)
    removal_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__(
            "Getekend papier",
            help_text=f"Een scan als PDF, JPEG of PNG van ten hoogste {LARGEST // (1024 * 1024)} MB. Hij staat alleen "
            "versleuteld in dit register en gaat weg met de casus. Verwijder daarna het bestand zelf.",
        )
        self._model = RowsModel(_COLUMNS, self)
        self.table = Table(self._model, "Getekend papier")
        self.add_paper = IconButton("Scan toevoegen…", "add")
        self.open = IconButton("Bekijken", "eye")
        self.remove = IconButton("Verwijderen", "delete", look="quiet")
        self._none = text.hint("Er is nog geen scan. Kies hierboven een antwoord en voeg het getekende formulier toe.")
        for part in (self._none, self.table, Flow(self.add_paper, self.open, self.remove)):
            self.add(part)
        self.add_paper.clicked.connect(self.add_wanted)
        self.open.clicked.connect(lambda: self._about(self.open_wanted))
        self.remove.clicked.connect(lambda: self._about(self.removal_wanted))
        self.table.chosen.connect(self.open_wanted)
        self.table.picked.connect(lambda _row: self._offer())
        self._model.modelReset.connect(self._offer)
        self.show_papers(())

    def show_papers(self, papers: Sequence[PaperLine]) -> None:
        self._model.set_rows(papers)
        self.table.setVisible(bool(papers))
        self._none.setVisible(not papers)
        fit(self.table)

    def _about(self, wanted: SignalInstance) -> None:
        line = self.table.selected()
        if line is not None:
            wanted.emit(line)

    def _offer(self) -> None:
        for button in (self.open, self.remove):
            button.setEnabled(self.table.selected() is not None)


class PaperDialog(QDialog):
    """The pages of one paper, one below the other. It deletes itself when closed, pictures and all."""

    def __init__(self, parent: QWidget, paper: Paper) -> None:
        super().__init__(parent)
        self.setWindowTitle("Thuisplan")
        self.setAccessibleName("Getekend papier")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.pages = [page for page in map(_page, pictures(paper.content, paper.media_type)) if page is not None]
        area = Scroll(margins=2)
        for page in self.pages:
            area.add(page)
        if not self.pages:
            area.add(text.label("De bladzijden van dit bestand kunnen hier niet worden getoond. Scan het papier als "
                                "JPEG of PNG als u het hier wilt bekijken."))  # fmt: skip
        column = QVBoxLayout(self)
        column.addWidget(text.heading(paper.name))
        column.addWidget(area, 1)
        room = parent.window().size()
        self.resize(min(_WIDTH + 60, room.width() - 40), room.height() - 60)


def _page(content: bytes) -> QLabel | None:
    picture = QPixmap()
    if not picture.loadFromData(content):
        return None
    page = QLabel()
    page.setPixmap(picture.scaledToWidth(_WIDTH, Qt.TransformationMode.SmoothTransformation))
    page.setAccessibleName("Bladzijde van het getekende papier")
    return page
