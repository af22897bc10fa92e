"""A protected table on screen: numbers, marks, a legend, and why a mark is there. Nothing else can be shown."""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from thuisplan_desktop.actions.publishing import Look, Pick, ProtectedReport
from thuisplan_desktop.counts.declared import Dimension, Report, Value
from thuisplan_desktop.counts.explaining import what_counts
from thuisplan_desktop.counts.figures import mean_weeks, percentage
from thuisplan_desktop.counts.protect import ProtectedTable
from thuisplan_desktop.counts.table import Mark
from thuisplan_desktop.dutch import format_date, format_number, plural, readable_cells
from thuisplan_desktop.ui.models.rows import Column, RowsModel
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Card
from thuisplan_desktop.ui.widgets.fitted_table import fit
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.table import Table

_NOT_REGISTERED = "niet geregistreerd"
_TOTAL = "totaal"
_TO_CHECK = (
    "Alles wat lezers hebben van deze telling en van wat ermee samenhangt, met het certificaat. Met 'thuisplan audit' "
    "rekent iedereen na dat er geen klein aantal uit volgt."
)
_HEADING = 12  # letters on a line of a heading; longer words stay whole


@dataclass(frozen=True)
class CountLine:
    """One line as anybody may read it: its cells from left to right, in a list just one."""

    label: str
    cells: tuple[str, ...]
    shown: tuple[str, ...]
    order: int
    counts: str = ""
    """Who is in it, in words."""


class ProtectedView(Card):
    """`save_wanted` carries the kind of file: 'pdf', 'csv', or 'json' to have it checked; what is saved is the table
    that is looked at. `proof_wanted`: to go on until nothing smaller is possible.
    """

    save_wanted = Signal(str)
    proof_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("De tabel zoals anderen haar zien")
        self._title = text.label("")
        self._basis = text.hint("")
        self.refusal = text.label("", "problem")
        self.choice = QComboBox()
        self.choice.setAccessibleName("Welke indeling")
        self.readable = text.label("")
        self._place = QVBoxLayout()
        self._model = RowsModel(_columns(("Aantal",)), self)
        self.table = _table_of(self._model)
        self._legend = text.label("", "small")
        self.figures = text.label("")
        self.proof = text.hint("")
        self.go_on = IconButton("Doorrekenen tot bewezen", "counts")
        self.why = text.label("")
        self.as_pdf = IconButton("Opslaan als PDF…", "print", look="primary")
        self.as_csv = IconButton("Opslaan als CSV…", "save")
        self.to_check = IconButton("Opslaan om te laten controleren…", "save")
        self.to_check.setToolTip(_TO_CHECK)
        self._look: Look | None = None
        self._lay_out()
        self.choice.currentIndexChanged.connect(self._on_chosen)
        self.as_pdf.clicked.connect(lambda: self.save_wanted.emit("pdf"))
        self.as_csv.clicked.connect(lambda: self.save_wanted.emit("csv"))
        self.to_check.clicked.connect(lambda: self.save_wanted.emit("json"))
        self.go_on.clicked.connect(self.proof_wanted)

    def show_look(self, look: Look) -> None:
        """The table, or why not; and what stays readable with less in it."""
        self._look = look
        missing = dict.fromkeys(sentence for one in look.tables for sentence in one.table.incomplete)
        self._title.setText("\n".join([f"{look.title}, peildatum {format_date(look.peildatum)}", *missing]))
        self.refusal.setText(look.refusal)
        self.refusal.setVisible(bool(look.refusal))
        self.choice.blockSignals(True)
        self.choice.clear()
        for number, one in enumerate(look.tables):
            self.choice.addItem(_choice_words(look, number, one))
        self.choice.blockSignals(False)
        some = bool(look.tables)
        for part in (
            self.choice, self.readable, self.table, self._legend, self.figures, self.as_pdf, self.as_csv, self.proof,
            self.go_on,
        ):  # fmt: skip
            part.setVisible(some)
        self.to_check.setVisible(look.published)
        self.why.setText("" if some else "Er is ook geen grovere tabel die veilig kan. Kies een andere telling.")
        if some:
            self._show(look.tables[0])

    def shown_table(self) -> ProtectedReport | None:
        """What is looked at now."""
        number = self.choice.currentIndex()
        return self._look.tables[number] if self._look and 0 <= number < len(self._look.tables) else None

    def show_better(self, found: ProtectedReport) -> None:
        """Another choice of hidden cells for the table that is looked at: fewer, or proven to be the fewest."""
        shown, look = self.shown_table(), self._look
        if shown is None or look is None or not _is_better(found.table, shown.table):
            return
        better = replace(found, report=shown.report)
        self._look = replace(look, tables=tuple(better if one is shown else one for one in look.tables))
        self.choice.setItemText(self.choice.currentIndex(), _choice_words(look, self.choice.currentIndex(), better))
        self._show(better)

    def pick(self, snapshot_id: str) -> Pick:
        """What is looked at, to be published with the same cells hidden."""
        shown = self.shown_table()
        return Pick(snapshot_id, self.coarser_title(), shown.table.hidden if shown else None)

    def coarser_title(self) -> str:
        """The name of the coarser table that is looked at; empty for the whole one."""
        shown = self.shown_table()
        return shown.report.title if shown and self._look and shown.report.title != self._look.title else ""

    def _lay_out(self) -> None:
        self._place.addWidget(self.table)
        for part in (
            self._title, self._basis, self.refusal, self.choice, self.readable, self._place, self._why_box(),
            self.figures, self._legend, self.proof, Flow(self.as_pdf, self.as_csv, self.to_check, self.go_on),
        ):  # fmt: skip
            self.add(part)
        self.body.addStretch(1)

    def _why_box(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        heading = text.label("Wat telt hier, en waarom is iets afgeschermd?")
        bold = heading.font()
        bold.setBold(True)
        heading.setFont(bold)
        column.addWidget(heading)
        column.addWidget(self.why)
        return box

    def _on_chosen(self) -> None:
        shown = self.shown_table()
        if shown is not None:
            self._show(shown)

    def _show(self, shown: ProtectedReport) -> None:
        declared = shown.report
        self._basis.setText(
            f"{declared.kind.label.capitalize()}; geteld {declared.basis.label}. Bron: {declared.source}."
        )
        self.readable.setText(self._readable_words(shown))
        self._replace_table(_headings(declared))
        self._model.set_rows(_lines(shown))
        fit(self.table, 16)
        self.figures.setText(_figures(shown))
        self.figures.setVisible(bool(self.figures.text()))
        self._legend.setText(_legend(shown.table))
        self.proof.setText(_proof(shown.table))
        self.proof.setVisible(bool(self.proof.text()))
        self.go_on.setVisible(bool(shown.table.gap))
        self.why.setText("Kies een regel: dan leest u wie erin telt, en waarom er iets is afgeschermd.")

    def _readable_words(self, shown: ProtectedReport) -> str:
        words = readable_cells(shown.readable, shown.cells)
        fewer = [one for one in self._look.tables[1:] if one is not shown] if self._look else []
        others = ", ".join(f"{one.report.title}: {one.readable} van {one.cells}" for one in fewer)
        return f"{words} Met minder in de tabel: {others}." if others else words

    def _replace_table(self, headings: tuple[str, ...]) -> None:
        """A table of other columns is another table."""
        old = self.table
        self._model = RowsModel(_columns(headings), self)
        self.table = _table_of(self._model)
        self._place.replaceWidget(old, self.table)
        old.deleteLater()
        self.table.picked.connect(self._explain)

    def _explain(self, line: CountLine) -> None:
        shown = self.shown_table()
        if shown is not None:
            hidden = (cell for cell in line.cells if isinstance(shown.table.cells[cell], Mark))
            self.why.setText(f"{line.counts} {explain(next(hidden, line.cells[-1]), shown.table)}".strip())


def _is_better(one: ProtectedTable, other: ProtectedTable) -> bool:
    fewer = len(other.hidden) - len(one.hidden)
    return fewer > 0 or (fewer == 0 and one.gap is not None and (other.gap is None or one.gap < other.gap))


def _proof(table: ProtectedTable) -> str:
    """For the maker: whether fewer cells would do. Empty where nothing is hidden, and where readers have it already."""
    if table.gap is None or not table.hidden:
        return ""
    if table.gap == 0:
        return "Bewezen: met minder afgeschermde aantallen kan het niet."
    return (
        f"Misschien kan het met {plural(table.gap, 'afgeschermd aantal', 'afgeschermde aantallen')} minder; dat is nog "
        "niet bewezen. Veilig is de tabel nu al."
    )


def _table_of(model: RowsModel[CountLine]) -> Table[CountLine]:
    table = Table(model, "Afgeschermde tabel")
    table.setSortingEnabled(False)
    table.rows.sort(-1)  # the order of the report
    return table


def _columns(headings: tuple[str, ...]) -> list[Column[CountLine]]:
    first = Column[CountLine]("Wat", lambda row: row.label, lambda row: row.order, lambda row: row.counts)
    return [first, *(_column(heading, place) for place, heading in enumerate(headings))]


def _column(heading: str, place: int) -> Column[CountLine]:
    return Column[CountLine](heading, lambda row: row.shown[place], lambda row: row.order, right=True)


def _choice_words(look: Look, number: int, one: ProtectedReport) -> str:
    whole = number == 0 and not look.refusal
    name = "de hele tabel" if whole else one.report.title
    return f"{name} ({one.readable} van {one.cells} leesbaar)"


def _headings(declared: Report) -> tuple[str, ...]:
    if len(declared.dimensions) != 2:
        return ("Aantal",)
    return tuple(
        textwrap.fill(value.label, _HEADING, break_long_words=False) for value in _with_total(declared.dimensions[1])
    )


def _with_total(dimension: Dimension) -> tuple[Value, ...]:
    return (*dimension.values, Value("", _TOTAL))


def _lines(shown: ProtectedReport) -> tuple[CountLine, ...]:
    """A table of two dimensions as rows and columns; anything else line by line, as it is printed."""
    declared = shown.report
    if len(declared.dimensions) == 2:
        return tuple(_crossed(shown))
    parents = (
        {part: total.total for total in declared.totals for part in total.parts} if not declared.dimensions else {}
    )
    return tuple(
        CountLine(
            "    " * _depth(line.id, parents) + line.label,
            (line.id,),
            (_words(shown.table.cells[line.id]),),
            order,
            what_counts(declared, line.id),
        )
        for order, line in enumerate(declared.lines)
    )


def _crossed(shown: ProtectedReport) -> list[CountLine]:
    rows, columns = shown.report.dimensions
    lines = []
    for order, row in enumerate(_with_total(rows)):
        places = [{rows.name: row.id, columns.name: value.id} for value in _with_total(columns)]
        cells = [shown.report.cell_at({name: one for name, one in place.items() if one}) for place in places]
        words = tuple(_words(shown.table.cells[cell]) for cell in cells)
        lines.append(CountLine(row.label, tuple(cells), words, order, what_counts(shown.report, cells[-1])))
    return lines


def _depth(cell: str, parents: Mapping[str, str]) -> int:
    return 1 + _depth(parents[cell], parents) if cell in parents else 0


def _words(value: int | Mark | None) -> str:
    if value is None:
        return _NOT_REGISTERED
    return value.value if isinstance(value, Mark) else format_number(value)


def _figures(shown: ProtectedReport) -> str:
    """Shares of the whole and a mean, where they may be told (domain §5.3.6)."""
    declared, cells = shown.report, shown.table.cells
    words = []
    for dimension in declared.dimensions:
        whole = cells[declared.cell_at({})]
        counted = [(value, cells[declared.cell_at({dimension.name: value.id})]) for value in dimension.values]
        shares = [(value.label, percentage(count, whole)) for value, count in counted]
        told = [f"{label} {share} %" for label, share in shares if share]
        mean = mean_weeks(counted) if any(value.weeks for value, _ in counted) else None
        if told:
            words.append(f"{dimension.label}: {', '.join(told)}.")
        if mean:
            least = "minstens " if mean.at_least else ""
            words.append(f"Gemiddeld {least}ongeveer {mean.weeks} weken, uit de banden.")
    return " ".join(words)


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
    low, high = table.certificate.bounds[cell]
    if high is None:
        return f"Een lezer kan hier elk aantal vanaf {low} verwachten."
    return f"Een lezer kan niet meer weten dan: minstens {low}, hoogstens {high}."
