"""Rechten: give inzage to who is entitled, and put a field right."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from thuisplan_desktop.actions.rights import Given
from thuisplan_desktop.register.case import DECIDED, Case
from thuisplan_desktop.register.codes import GiverRole
from thuisplan_desktop.register.fields import Privacy, fields_of
from thuisplan_desktop.register.law import cite
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.choice import Choice
from thuisplan_desktop.ui.widgets.date_field import DateField
from thuisplan_desktop.ui.widgets.field_editor import editor_for
from thuisplan_desktop.ui.widgets.form_dialog import FormDialog
from thuisplan_desktop.ui.widgets.labelled import Labelled

REQUEST_FIELDS = (
    "kind", "asked_by", "asked_on", "subject", "extended_until", "decided_on", "outcome", "reason", "told_on",
    "ended_on",
)  # fmt: skip


class AccessDialog(FormDialog):
    """Who asks, how you know it is he, and whether what the pupil said in confidence or where he lives stays out."""

    def __init__(self, parent: QWidget, entitled: Sequence[GiverRole], rule: str, today: date) -> None:
        super().__init__(parent, "Inzage geven", "PDF maken", explanation=rule)
        self.who = Choice("Wie krijgt inzage", [(giver.value, giver.label) for giver in entitled])
        self.asked = DateField("Gevraagd op")
        self.asked.set_day(today)
        self.checked = QLineEdit()
        self.voice = QCheckBox("Laat weg wat de leerling in gesprekken heeft gezegd")
        self.home = QCheckBox("Laat weg waar de leerling woont (geheim adres)")
        self.because = QLineEdit()
        because = Labelled(
            "Waarom blijft dat weg?",
            self.because,
            help_text="Alleen als het in vertrouwen is gezegd en inzage de leerling zou schaden, of als iemands adres "
            f"geheim is voor wie inzage krijgt. De reden komt op papier te staan. Bron: {cite('avg-15-4', 'uavg-41')}.",
        )
        because.hide()
        for box in (self.voice, self.home):
            box.toggled.connect(lambda _on: because.setVisible(self.voice.isChecked() or self.home.isChecked()))
        self.add(Labelled("Wie krijgt inzage", self.who))
        self.add(Labelled("Gevraagd op", self.asked))
        self.add(
            Labelled("Hoe heeft u vastgesteld wie het is?", self.checked, help_text="Bijvoorbeeld: paspoort gezien.")
        )
        self.add(self.voice)
        self.add(self.home)
        self.add(because)
        self.add(text.hint(
            "Op de PDF staat alles over deze leerling, behalve hoe anderen te bereiken zijn en welke medewerker wat "
            "heeft bekeken. Lees hem door voordat u hem geeft: een adres in een tekst dat het programma niet herkent, "
            "staat er nog. Het verzoek en het antwoord worden bij de casus bewaard."
        ))  # fmt: skip

    def given(self) -> Given | None:
        """What was filled in; None, and a word about why, while something is missing."""
        day = self.asked.day()
        problem = "Vul in wanneer het gevraagd is, als dd-mm-jjjj." if day is None else ""
        if not self.checked.text().strip():
            problem = "Schrijf op hoe u heeft vastgesteld wie het vraagt."
        elif (self.voice.isChecked() or self.home.isChecked()) and not self.because.text().strip():
            problem = "Schrijf op waarom er iets weg blijft."
        self.show_problem(problem)
        if problem or day is None:
            return None
        return Given(
            asked_by=GiverRole(self.who.currentData()),
            asked_on=day,
            checked_how=self.checked.text().strip(),
            leaves_out_voice=self.voice.isChecked(),
            leaves_out_home=self.home.isChecked(),
            left_out_because=self.because.text().strip(),
        )


class CorrectionDialog(FormDialog):
    """Which field, what it must be, and why."""

    def __init__(self, parent: QWidget, case: Case) -> None:
        super().__init__(
            parent,
            "Gegeven corrigeren",
            "Corrigeren",
            explanation="Een correctie wordt onthouden: welk gegeven, wanneer, waarom en door wie. Wat er stond, "
            f"blijft niet bewaard. Bron: {cite('avg-5-d', 'avg-16')}.",
        )
        internal = {field.name for field in fields_of(Case) if field.privacy is Privacy.INTERNAL}
        fields = [field for field in fields_of(Case) if field.name not in internal | DECIDED]
        self.field = Choice("Gegeven", [(field.name, f"{field.group.value}: {field.label}") for field in fields])
        self.editors = {field.name: editor_for(field) for field in fields}
        shown = QWidget()
        self._column = QVBoxLayout(shown)
        self._column.setContentsMargins(0, 0, 0, 0)
        for name, editor in self.editors.items():
            editor.set_value(getattr(case, name))
            self._column.addWidget(editor)
        self.reason = QLineEdit()
        self.add(Labelled("Welk gegeven", self.field))
        self.add(Labelled("Wat moet het zijn", shown))
        self.add(Labelled("Waarom", self.reason, help_text="Bijvoorbeeld: op verzoek van de ouders, paspoort gezien."))
        self.field.currentIndexChanged.connect(self._show_editor)
        self._show_editor()

    def _show_editor(self) -> None:
        """Only the editor of the chosen field: as high as it needs, not as the highest of all."""
        for name, editor in self.editors.items():
            editor.setVisible(name == self.field.currentData())

    def correction(self) -> tuple[str, Any, str] | None:
        """Field, value and reason; None, and a word about why, while a date can't be read or the reason is missing."""
        name = self.field.currentData()
        editor = self.editors[name]
        if not editor.is_valid():
            self.show_problem("Dit is geen datum. Schrijf hem als dd-mm-jjjj.")
        elif not self.reason.text().strip():
            self.show_problem("Schrijf in een paar woorden waarom.")
        else:
            return name, editor.value(), self.reason.text().strip()
        return None
