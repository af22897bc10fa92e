"""Opruimen: keep something longer with a reason, and destroy what is named."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from thuisplan_desktop.dutch import plural
from thuisplan_desktop.register.law import cite
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Card
from thuisplan_desktop.ui.widgets.date_field import DateField
from thuisplan_desktop.ui.widgets.form_dialog import FormDialog
from thuisplan_desktop.ui.widgets.labelled import Labelled


class PostponeDialog(FormDialog):
    """Until when, and why."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(
            parent,
            f"Vernietigen uitstellen: {name}",
            "Uitstellen",
            explanation="Langer bewaren dan nodig mag alleen met een reden. Op de dag die u kiest staat de casus weer "
            f"hier. Bron: {cite('avg-5-e')}.",
        )
        self.until = DateField("Uitstellen tot")
        self.reason = QLineEdit()
        self.add(Labelled("Uitstellen tot", self.until))
        self.add(Labelled("Waarom", self.reason, help_text="Bijvoorbeeld: een klacht of bezwaar loopt nog."))

    def chosen(self) -> tuple[date, str] | None:
        """The day and the reason; None, and a word about why, while one is missing."""
        day, reason = self.until.day(), self.reason.text().strip()
        if day is None:
            self.show_problem("Vul een dag in, als dd-mm-jjjj.")
        elif not reason:
            self.show_problem("Schrijf in een paar woorden waarom.")
        else:
            return day, reason
        return None


class DestroyDialog(FormDialog):
    """Everything that goes, by name, with why. The verb works once the box is ticked."""

    def __init__(self, parent: QWidget, what: Sequence[tuple[str, str]], *, usual: str) -> None:
        cases = plural(len(what), "casus", "casussen")
        super().__init__(
            parent,
            f"{cases} vernietigen",
            f"{cases} vernietigen",
            explanation="Dit kan niet terug. De casus verdwijnt uit het register en uit elke reservekopie die nu "
            "bereikbaar is. U krijgt een verwijderbewijs zonder namen.",
            letters=110,
        )
        self._reason = QLineEdit(usual)
        self.sure = QCheckBox(f"Ja, vernietig {'deze casus' if len(what) == 1 else f'deze {cases}'} voorgoed")
        listed = Card()
        for name, why in what:
            listed.add(text.label(name, "heading"))
            listed.add(text.hint(why))
        self.add(listed)
        self.add(Labelled("Reden op het verwijderbewijs", self._reason, help_text="Zonder naam van de leerling."))
        self.add(self.sure)
        self.sure.toggled.connect(self.verb.setEnabled)
        self.verb.setEnabled(False)
        self.cancel.setDefault(True)

    def reason(self) -> str:
        """What stands on the proof."""
        return self._reason.text().strip()

    def is_complete(self) -> bool:
        """Whether there is a reason; says so when not."""
        self.show_problem("" if self.reason() else "Schrijf in een paar woorden waarom.")
        return bool(self.reason())
