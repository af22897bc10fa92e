"""A protected table on screen: numbers, marks, a legend, and why a mark is there. Nothing else can be shown."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from thuisplan_desktop.actions.publishing import ProtectedReport
from thuisplan_desktop.counts.protect import ProtectedTable
from thuisplan_desktop.counts.table import Mark
from thuisplan_desktop.dutch import format_date, format_number
from thuisplan_desktop.ui.models.rows import Column, RowsModel
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Card
from thuisplan_desktop.ui.widgets.fitted_table import fit
from thuisplan_desktop.ui.widgets.table import Table

_NOT_REGISTERED = "niet geregistreerd"


@dataclass(frozen=True)
class CountLine:
    """One line as anybody may read it."""

    cell: str
    label: str
    shown: str
    order: int


_COLUMNS = (
    Column[CountLine]("Wat", lambda row: row.label, lambda row: row.order),
    Column[CountLine]("Aantal", lambda row: row.shown, lambda row: row.order, right=True),
)


class ProtectedView(Card):
    def __init__(self) -> None:
        super().__init__("De tabel zoals anderen haar zien")
        self._title = text.label("")
        self._model = RowsModel(_COLUMNS, self)
        self.table = Table(self._model, "Afgeschermde tabel")
        self._legend = text.label("", "small")
        self.why = text.label("")
        self._shown: ProtectedReport | None = None
        self._lay_out()
        self.table.picked.connect(self._explain)

    def show_report(self, shown: ProtectedReport) -> None:
        self._shown = shown
        self._title.setText(f"{shown.report.title}, peildatum {format_date(shown.table.peildatum)}")
        self._model.set_rows(_lines(shown))
        fit(self.table, 16)
        self._legend.setText(_legend(shown.table))
        self.why.setText("Kies een regel om te lezen waarom er iets is afgeschermd.")

    def _lay_out(self) -> None:
        self.table.setSortingEnabled(False)
        self.table.rows.sort(-1)  # the order of the report
        for widget in (self._title, self.table, self._why_box(), self._legend):
            self.add(widget)
        self.body.addStretch(1)

    def _why_box(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        heading = text.label("Waarom is dit afgeschermd?")
        bold = heading.font()
        bold.setBold(True)
        heading.setFont(bold)
        column.addWidget(heading)
        column.addWidget(self.why)
        return box

    def _explain(self, line: CountLine) -> None:
        if self._shown is not None:
            self.why.setText(explain(line.cell, self._shown.table))


def _lines(shown: ProtectedReport) -> tuple[CountLine, ...]:
    """The lines of the report in printing order; parts of a total stand a little to the right."""
    parents = {part: total.total for total in shown.table.totals for part in total.parts}
    return tuple(
        CountLine(
            line.id,
            "    " * _depth(line.id, parents) + line.label,
            _words(shown.table.cells.get(line.id)),
            order,
        )
        for order, line in enumerate(shown.report.lines)
    )


def _depth(cell: str, parents: Mapping[str, str]) -> int:
    return 1 + _depth(parents[cell], parents) if cell in parents else 0


def _words(value: int | Mark | None) -> str:
    if value is None:
        return _NOT_REGISTERED
    return value.value if isinstance(value, Mark) else format_number(value)


def _legend(table: ProtectedTable) -> str:
    small = table.certificate.threshold - 1
    return (
        f"afgeschermd = 1 tot en met {small}, of nodig om zo'n klein aantal te verbergen; welk van de twee wordt niet "
        f"verteld\n0 = echt niemand\n{_NOT_REGISTERED} = deze groep wordt in deze sector niet bijgehouden"
    )


def explain(cell: str, table: ProtectedTable) -> str:
    """Why this cell shows what it shows, and what a clever reader can still derive."""
    value = table.cells.get(cell)
    if value is None:
        return "Deze groep wordt in deze sector niet geregistreerd. Dat is iets anders dan nul."
    if not isinstance(value, Mark):
        return "Dit aantal mag iedereen zien: er is niemand uit af te leiden."
    threshold = table.certificate.threshold
    return (
        f"Aantallen onder de {threshold} kunnen een leerling herkenbaar maken, ook door optellen en aftrekken met "
        f"andere regels. {_derivable(cell, table)} Dat is nagerekend voordat deze tabel werd getoond."
    )


def _derivable(cell: str, table: ProtectedTable) -> str:
    """What the audit proved that a reader can't exclude."""
    bounds = next((found for name, found in table.certificate.bounds.items() if name.endswith(f"/{cell}")), None)
    if bounds is None or bounds[1] is None:
        return f"Een lezer kan hier elk aantal vanaf {1 if bounds is None else bounds[0]} verwachten."
    return f"Een lezer kan niet meer weten dan: minstens {bounds[0]}, hoogstens {bounds[1]}."
