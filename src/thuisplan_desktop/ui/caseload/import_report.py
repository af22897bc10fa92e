"""Inlezen, verslag: what came in, what did not, and what never does."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from thuisplan_desktop.register.law import cite
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.form_dialog import FormDialog


class ImportReportDialog(FormDialog):
    """Sentences to read; one button closes it."""

    def __init__(self, parent: QWidget, lines: Sequence[str]) -> None:
        super().__init__(parent, "Verslag van het inlezen", "Sluiten", letters=100)
        self.cancel.hide()
        for line in lines:
            self.add(text.label(line))
        self.add(text.hint(
            f"Thuisplan neemt niet meer op dan nodig is. Bron: {cite('avg-5-c')}. "
            "Het bestand zelf blijft staan waar het stond: verwijder het daar als u het niet meer nodig heeft."
        ))  # fmt: skip
        self.submitted.connect(self.accept)
