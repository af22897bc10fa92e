"""Verzuim: the fields that the terms rest on, and the periods."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from thuisplan_desktop.actions.cases import new_id
from thuisplan_desktop.dutch import format_date_short
from thuisplan_desktop.register.case import Absence, CaseFile
from thuisplan_desktop.register.codes import AbsenceKind
from thuisplan_desktop.register.schooling import DuoReport, Measure
from thuisplan_desktop.ui.caseload.item_dialog import ItemDialog
from thuisplan_desktop.ui.caseload.part_card import PartCard
from thuisplan_desktop.ui.caseload.part_kinds import Kinds
from thuisplan_desktop.ui.models.rows import Column, RowsModel
from thuisplan_desktop.ui.widgets.card import Card, Scroll
from thuisplan_desktop.ui.widgets.fitted_table import fit
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.fold import Fold
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.table import Table

_FIELDS = ("kind", "starts_on", "ends_on", "minutes")


def _until(absence: Absence) -> str:
    return format_date_short(absence.ends_on) if absence.ends_on else "loopt nog"


def _origin(absence: Absence) -> str:
    return "zelf ingevoerd" if absence.listed_until is None else "verzuimlijst"


_COLUMNS = (
    Column[Absence]("Soort verzuim", lambda row: row.kind.label),
    Column[Absence]("Van", lambda row: format_date_short(row.starts_on), lambda row: row.starts_on),
    Column[Absence]("Tot en met", _until, lambda row: row.ends_on),
    Column[Absence]("Herkomst", _origin),
)


class AbsenceSection(Scroll):
    """`absence_kept` and `absence_removed` carry an `Absence`; the dialog comes with the former."""

    absence_kept = Signal(object, object)
    absence_removed = Signal(object)

    def __init__(self, today: date, fields: QWidget) -> None:
        super().__init__()
        self._case_id = ""
        self.reports: PartCard[DuoReport] = PartCard(Kinds(today).duo_reports())
        self.measures: PartCard[Measure] = PartCard(Kinds(today).measures())
        self._measures_fold = Fold("Schorsing en verwijdering")
        self._model = RowsModel(_COLUMNS, self)
        self.table = Table(self._model, "Verzuimperioden")
        self._add = IconButton("Periode toevoegen", "add")
        self._edit = IconButton("Wijzigen", "edit", look="quiet")
        self._remove = IconButton("Verwijderen", "delete", look="quiet")
        self._lay_out(fields)
        self._add.clicked.connect(self.ask_new)
        self._edit.clicked.connect(lambda: self.ask(self.table.selected()))
        self._remove.clicked.connect(lambda: self.absence_removed.emit(self.table.selected()))
        self.table.chosen.connect(self.ask)
        self.table.picked.connect(lambda _row: self._offer())
        self._model.modelReset.connect(self._offer)

    def show_file(self, file: CaseFile) -> None:
        self._case_id = file.case.id
        self._model.set_rows(file.absences)
        fit(self.table)
        self.reports.show_parts(file.case.id, file.duo_reports)
        self.measures.show_parts(file.case.id, file.measures)
        self._measures_fold.summary(str(len(file.measures)) if file.measures else "")

    def ask_new(self) -> None:
        self.ask(
            Absence(id=new_id(), case_id=self._case_id, kind=AbsenceKind.UNAUTHORISED, starts_on=date.min),
            heading="Verzuimperiode toevoegen",
        )

    def ask(self, absence: Absence, *, heading: str = "Verzuimperiode wijzigen") -> None:
        dialog = AbsenceDialog(self, heading, absence)
        dialog.submitted.connect(lambda: self._keep(dialog))
        dialog.open()

    def _keep(self, dialog: "AbsenceDialog") -> None:
        absence = dialog.item()
        if absence is not None:
            self.absence_kept.emit(absence, dialog)

    def _offer(self) -> None:
        some = self.table.selected() is not None
        self._edit.setEnabled(some)
        self._remove.setEnabled(some)

    def _lay_out(self, fields: QWidget) -> None:
        terms = Card("Verzuim")
        terms.add(fields)
        periods = Card(
            "Verzuimperioden",
            help_text="Een verzuimlijst vult dit vanzelf. Wat u hier zelf invoert, blijft staan als u een nieuwe lijst "
            "inleest.",
        )
        self.table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
        periods.add(self.table)
        periods.add(Flow(self._add, self._edit, self._remove))
        self.add(periods)
        self.add(terms)
        self.add(self.reports)
        self._measures_fold.add(self.measures)
        self.add(self._measures_fold)


class AbsenceDialog(ItemDialog[Absence]):
    """A new period has no first day yet; the form can't be kept without one."""

    def __init__(self, parent: QWidget, heading: str, absence: Absence) -> None:
        super().__init__(
            parent, heading, absence, _FIELDS, explanation="Laat 'Tot en met' leeg zolang de leerling nog weg is."
        )
        if absence.starts_on == date.min:
            self.form.editors["starts_on"].set_value(None)

    def item(self) -> Absence | None:
        if self.form.editors["starts_on"].value() is None:
            self.show_problem("Vul in vanaf welke dag de leerling er niet was.")
            return None
        return super().item()
