"""Inspectielijst: the two lists with names on this screen alone, and as file under codes, with a clear warning."""

from datetime import date

from PySide6.QtCore import Qt, Signal

from thuisplan_desktop.actions.inspecting import Preview, Shown
from thuisplan_desktop.counts.declared import Rhythm
from thuisplan_desktop.counts.rhythm import presets
from thuisplan_desktop.dutch import join_words, plural
from thuisplan_desktop.register.inspection import InspectionList
from thuisplan_desktop.register.law import cite
from thuisplan_desktop.ui.models.rows import Column, RowsModel
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Card, Scroll
from thuisplan_desktop.ui.widgets.date_field import DateField
from thuisplan_desktop.ui.widgets.fitted_table import fit
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.table import Table

_WARNING = (
    "Deze lijst bevat persoonsgegevens, ook zonder naam: met een code, een leeftijdsgroep en het aantal weken is een "
    "leerling voor wie hem kent te herkennen. Zij is dus geen telling. Elke keer dat u haar opslaat, staat dat bij de "
    "casus onder Delen."
)
_WHAT = (
    "Eén keer per kwartaal vraagt de Inspectie het samenwerkingsverband om de thuiszitters, in twee lijsten. Codes "
    "zijn willekeurig en per ontvanger anders; wie erbij hoort, ziet u alleen hier. "
    f"Bron: {cite('inspectie', 'inspectie-lijst')}."
)

_COLUMNS = (
    Column[Preview]("Nr", lambda row: str(row.row.number), lambda row: row.row.number, right=True),
    Column[Preview]("Code", lambda row: row.row.code),
    Column[Preview]("Leerling (blijft hier)", lambda row: row.name),
    Column[Preview]("Leeftijd", lambda row: row.row.age_band),
    Column[Preview]("Weken", lambda row: str(row.row.weeks), lambda row: row.row.weeks, right=True),
    Column[Preview]("Aanbod", lambda row: row.row.offer),
    Column[Preview]("Stand", lambda row: row.row.state),
    Column[Preview]("Steekproef", lambda row: "derde van de lijst" if row.row.sample else ""),
)


class InspectionTab(Scroll):
    """`wanted` asks for the lists on `peildatum`; `save_wanted` for a file of the kind it carries."""

    wanted = Signal()
    save_wanted = Signal(str)

    def __init__(self, today: date, recipient: str) -> None:
        super().__init__()
        self.peildatum = DateField("Peildatum van de opgave")
        quarter = next(one for one in presets(today) if one.rhythm is Rhythm.QUARTER)
        self.peildatum.set_day(quarter.peildatum)
        self.show_lists = IconButton("Lijsten tonen", "people", look="primary")
        self.as_pdf = IconButton("Opslaan als PDF…", "print")
        self.as_csv = IconButton("Opslaan als CSV…", "save")
        self._models = {which: RowsModel(_COLUMNS, self) for which in InspectionList}
        self.tables = {
            which: Table(model, which.label.capitalize(), stretch=2) for which, model in self._models.items()
        }
        for table in self.tables.values():
            table.sortByColumn(0, Qt.SortOrder.AscendingOrder)  # the order in which they go out
        self._counts = {which: text.label("") for which in InspectionList}
        self._left_out = text.label("", "problem")
        self._undated = text.label("", "problem")
        self._lists = Card(f"Voor: {recipient}")
        self._lay_out()
        self.show_lists.clicked.connect(self.wanted)
        self.as_pdf.clicked.connect(lambda: self.save_wanted.emit("pdf"))
        self.as_csv.clicked.connect(lambda: self.save_wanted.emit("csv"))

    def show_lists_of(self, shown: Shown) -> None:
        rows = shown.rows
        self._left_out.setText(_left_out(shown.left_out))
        self._left_out.setVisible(bool(shown.left_out))
        self._undated.setText(
            f"Vul eerst de geboortedatum in van {join_words(shown.undated)}: zonder die datum is niet te zien of de "
            "gegevens gedeeld mogen worden. Tot dan is de lijst niet op te slaan."
        )
        self._undated.setVisible(bool(shown.undated))
        for which, model in self._models.items():
            own = [row for row in rows if row.which is which]
            model.set_rows(own)
            fit(self.tables[which])
            self.tables[which].setVisible(bool(own))
            self._counts[which].setText(
                f"{which.label.capitalize()}: {plural(len(own), 'leerling', 'leerlingen') if own else 'niemand'}."
            )
        self._lists.show()
        for button in (self.as_pdf, self.as_csv):
            button.setEnabled(bool(rows) and not shown.undated)

    def _lay_out(self) -> None:
        asking = Card("Lijst voor de Inspectie")
        asking.add(text.label(_WARNING, "problem"))
        asking.add(text.hint(_WHAT))
        asking.add(Flow(text.label("Peildatum", wrap=False), self.peildatum, self.show_lists))
        self._lists.add(self._left_out)
        self._lists.add(self._undated)
        for which in InspectionList:
            self._lists.add(self._counts[which])
            self._lists.add(self.tables[which])
        self._lists.add(Flow(self.as_pdf, self.as_csv))
        self._lists.hide()
        self.add(asking)
        self.add(self._lists)
        self.body.setContentsMargins(0, 14, 6, 0)


def _left_out(names: tuple[str, ...]) -> str:
    return (
        f"Niet op de lijst die u opslaat: {join_words(names)}. De gegevens mogen nu alleen bewaard worden. "
        f"Bron: {cite('avg-18-2')}."
    )
