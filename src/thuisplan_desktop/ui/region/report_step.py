"""The protected report, and what has to be said in it about areas of which something is missing."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit

from thuisplan_desktop.actions.jumping import in_words
from thuisplan_desktop.actions.typed import LINE
from thuisplan_desktop.counts import chapters
from thuisplan_desktop.counts.reports import Rhythm
from thuisplan_desktop.ui.region.step_card import StepCard, fill, row_of
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.labelled import Labelled

_RHYTHMS = {
    Rhythm.MONTH: "Maandrapport",
    Rhythm.QUARTER: "Kwartaalrapport, met doelen",
    Rhythm.YEAR: "Jaarrapport, met doelen",
}
_WHAT = "In het rapport zijn kleine aantallen afgeschermd. U kunt het delen met gemeente, besturen en partners."
_GAPS = "Ontbreekt er iets van een gebied? Noteer het eerst; dan staat het voorin het rapport en leest niemand een nul."

_JUMPED = (
    "Veel anders dan bij de vorige telling: {lines}. Kijk hieronder bij Exacte aantallen. Soms telt een school anders; "
    "soms verzint iemand aantallen om die van anderen te lezen. Vraag het bij de scholen na voordat iemand het rapport "
    "heeft: daarna kan het niet terug."
)
_DATASET = "Voor wie met eigen gereedschap over jaren of regio's heen rekent. Ook hierin is alles afgeschermd."
_CHECK = (
    "Alles wat lezers hebben van deze telling en van wat ermee samenhangt, met het certificaat. Met 'thuisplan audit' "
    "rekent iedereen na dat er geen klein aantal uit volgt."
)


class ReportStep(StepCard):
    """Each button asks for its own file; `gap_noted` carries an area and what is missing there. Where sums jumped,
    `asked_clicked` comes first: somebody asked about it."""

    report_clicked = Signal()
    csv_clicked = Signal()
    check_clicked = Signal()
    dataset_clicked = Signal()
    gap_noted = Signal(str, str)
    asked_clicked = Signal()

    def __init__(self, number: int) -> None:
        super().__init__(number, "Rapport", later="Dit kan zodra er is opgeteld.")
        self.report_button = IconButton("Rapport (PDF) opslaan…", "report", look="primary")
        self.csv_button = IconButton("Tabellen (CSV) opslaan…", "save")
        self.check_button = IconButton("Om te laten controleren…", "save")
        self.check_button.setToolTip(_CHECK)
        self.dataset_button = IconButton("Alle tellingen (Parquet)…", "save")
        self.dataset_button.setToolTip(_DATASET)
        self.rhythm = QComboBox()
        self.rhythm.setAccessibleName("Soort rapport")
        for rhythm in Rhythm:
            self.rhythm.addItem(_RHYTHMS[rhythm], rhythm)
        self.by_pact = QCheckBox("Ingedeeld naar de onderdelen a tot en met g van het landelijk pact")
        self.by_pact.setToolTip(f"Dezelfde tabellen in een andere volgorde. Bron: {chapters.source()}.")
        self.readers = QLineEdit(maxLength=80)
        self.area, self.reason = QLineEdit(maxLength=80), QLineEdit(maxLength=LINE)
        self.note_button = IconButton("Noteren", "add")
        self.asked_button = IconButton("Nagevraagd: het klopt", "check", look="primary")
        self.jump = text.label("")
        self._gaps = text.label("")
        self._lay_out()
        self.asked_button.clicked.connect(self.asked_clicked)
        self.report_button.clicked.connect(self.report_clicked)
        self.csv_button.clicked.connect(self.csv_clicked)
        self.check_button.clicked.connect(self.check_clicked)
        self.dataset_button.clicked.connect(self.dataset_clicked)
        self.note_button.clicked.connect(self._on_note_clicked)
        self.reason.returnPressed.connect(self._on_note_clicked)

    def chosen_rhythm(self) -> Rhythm:
        return Rhythm(self.rhythm.currentData())

    def show_gaps(self, gaps: Sequence[str]) -> None:
        self._gaps.setText("\n".join(f"• {gap}" for gap in gaps))
        self._gaps.setVisible(bool(gaps))

    def show_jumps(self, lines: Sequence[str]) -> None:
        """Nothing is saved while a jump is unasked."""
        self.jump.setText(_JUMPED.format(lines=in_words(lines)) if lines else "")
        for part in (self.jump, self._asked):
            part.setVisible(bool(lines))
        for button in (self.report_button, self.csv_button, self.check_button):
            button.setEnabled(not lines)

    def gaps(self) -> str:
        return self._gaps.text()

    def _lay_out(self) -> None:
        self._area_field = Labelled("Gebied", self.area)
        self._reason_field = Labelled("Wat ontbreekt", self.reason)
        self.readers.setPlaceholderText("zoals: OOGO, Afstemmingsoverleg (VSV, REA, MBO), Projectgroep onderwijs-jeugd")
        self.area.setPlaceholderText("zoals: Langedijk")
        self.reason.setPlaceholderText("zoals: vrijstellingen niet bekend")
        save = row_of(self.rhythm, self.report_button, self.csv_button, self.check_button, self.dataset_button)
        note = row_of(self.note_button)
        fields = QHBoxLayout()
        fields.setSpacing(12)
        fields.addWidget(self._area_field, 1)
        fields.addWidget(self._reason_field, 2)
        self._asked = row_of(self.asked_button)
        fill(
            self.now,
            text.hint(_WHAT),
            self.jump,
            self._asked,
            save,
            self.by_pact,
            Labelled("Bestemd voor", self.readers),
            text.rule(),
            text.hint(_GAPS),
            self._gaps,
            fields,
            note,
        )

    def _on_note_clicked(self) -> None:
        area, reason = (" ".join(field.text().split()) for field in (self.area, self.reason))
        self._reason_field.show_problem("" if reason else "Vul in wat er ontbreekt.")
        self._area_field.show_problem("" if area else "Vul het gebied in.")
        if area and reason:
            self.gap_noted.emit(area, reason)
            self.area.clear()
            self.reason.clear()
            self.area.setFocus()
