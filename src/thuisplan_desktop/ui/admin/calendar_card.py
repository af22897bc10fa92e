"""Which days are school days: the vakantieregio, its vacations as this school has them, and its own days."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from thuisplan_desktop.actions import ruling
from thuisplan_desktop.actions.changes import Changed
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.actions.rules_view import RulesView
from thuisplan_desktop.dutch import format_date, format_date_short, plural
from thuisplan_desktop.errors import InvalidCalendar
from thuisplan_desktop.register import calendar_rows, law
from thuisplan_desktop.register.calendar import REGIONS, OwnDays
from thuisplan_desktop.register.calendar_rows import CalendarRow
from thuisplan_desktop.ui.admin.days_dialog import DaysDialog
from thuisplan_desktop.ui.models.rows import Column, RowsModel
from thuisplan_desktop.ui.widgets import text
from thuisplan_desktop.ui.widgets.card import Card
from thuisplan_desktop.ui.widgets.choice import Choice
from thuisplan_desktop.ui.widgets.fitted_table import fit
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.labelled import Labelled
from thuisplan_desktop.ui.widgets.notice_bar import Notice
from thuisplan_desktop.ui.widgets.page import Page
from thuisplan_desktop.ui.widgets.table import Table

_HELP = (
    "Elke termijn telt in schooldagen van deze kalender: dit schooljaar en het volgende. Zet er uw studiedagen bij, en "
    "verschuif een vakantie die bij u anders valt. Feestdagen zijn altijd vrij."
)


def _whose(row: CalendarRow) -> str:
    if row.shipped is None:
        return f"van uw school: {row.kind.label}"
    if not row.own:
        return "meegeleverd"
    was = f"{format_date_short(row.shipped.starts_on)} t/m {format_date_short(row.shipped.ends_on)}"
    return f"van uw school; meegeleverd was {was}"


_COLUMNS = (
    Column[CalendarRow]("Wat", lambda row: row.name),
    Column[CalendarRow]("Van", lambda row: format_date_short(row.starts_on), lambda row: row.starts_on),
    Column[CalendarRow]("Tot en met", lambda row: format_date_short(row.ends_on), lambda row: row.ends_on),
    Column[CalendarRow]("Van wie", _whose),
)


class CalendarCard(Card):
    """`page` does the work; this shows the outcome."""

    def __init__(self, page: Page) -> None:
        super().__init__("Schooldagen en vakanties", help_text=_HELP)
        self._page = page
        self._view: RulesView | None = None
        self.region = Choice("Vakantieregio", ((name, name.capitalize()) for name in REGIONS))
        self.region.setMaximumWidth(self.fontMetrics().averageCharWidth() * 56)
        self._model = RowsModel(_COLUMNS, self)
        self.table = Table(self._model, "Vakanties en eigen dagen", stretch=3)
        self.table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
        self.new = IconButton("Vrije dag toevoegen", "add")
        self.edit = IconButton("Andere dagen", "edit", look="quiet")
        self.remove = IconButton("Verwijderen", "delete", look="quiet")
        self._known = text.hint("")
        for part in (
            Labelled("Vakantieregio", self.region), self.table, Flow(self.new, self.edit, self.remove), self._known,
        ):  # fmt: skip
            self.add(part)
        self._connect()

    def show_view(self, view: RulesView) -> None:
        self._view = view
        self.region.choose(view.region)
        self._model.set_rows(view.rows)
        fit(self.table)
        until = (
            f"De vakanties zijn bekend tot en met {format_date(view.known_until)}; daarna slaat het programma alleen "
        )
        self._known.setText(f"{until}weekeinden en feestdagen over. Bron: {law.cite('vakanties')}.")
        self._offer(self.table.selected())

    def _connect(self) -> None:
        self.region.activated.connect(lambda _: self._on_region_chosen(self.region.currentData()))
        self.new.clicked.connect(lambda: self._ask(None))
        self.edit.clicked.connect(lambda: self._ask(self.table.selected()))
        self.remove.clicked.connect(lambda: self._on_remove_clicked(self.table.selected()))
        self.table.chosen.connect(self._ask)
        self.table.picked.connect(self._offer)

    def _offer(self, row: CalendarRow | None) -> None:
        """A vacation as it came can only be moved; moved, it can be put back."""
        self.edit.setEnabled(row is not None)
        self.remove.setEnabled(row is not None and bool(row.own))
        put_back = row is not None and row.shipped is not None
        self.remove.setText("Terug naar meegeleverd" if put_back else "Verwijderen")

    def _on_region_chosen(self, region: str) -> None:
        if self._view is not None and region != self._view.region:
            self._change(
                lambda register: ruling.choose_region(register, region),
                f"Vakantieregio {region} telt vanaf nu, in elke termijn.",
            )

    def _ask(self, row: CalendarRow | None) -> None:
        dialog = DaysDialog(self, row)
        dialog.submitted.connect(lambda: self._keep(dialog, row))
        dialog.open()

    def _keep(self, dialog: DaysDialog, row: CalendarRow | None) -> None:
        days = dialog.days()
        if days is None or self._view is None:
            return
        try:
            own = _with(self._view.own, row, days)
        except InvalidCalendar as error:
            dialog.show_error(error)
            return
        self._change(lambda register: ruling.keep_own_days(register, own), "De kalender is aangepast.", dialog)

    def _on_remove_clicked(self, row: CalendarRow) -> None:
        if self._view is not None:
            own = calendar_rows.without(self._view.own, row)
            self._change(lambda register: ruling.keep_own_days(register, own), f"{row.name}: aangepast.")

    def _change(self, work: Callable[[OpenRegister], Changed], told: str, dialog: DaysDialog | None = None) -> None:
        if self._view is None:
            return
        region, own = self._view.region, self._view.own

        def done(changed: Changed) -> None:
            if dialog is not None:
                dialog.accept()
            gone = f" {plural(changed.value, 'verschoven dag', 'verschoven dagen')} vervallen." if changed.value else ""
            self._page.notify(Notice(
                f"{told}{gone}", "good", "Ongedaan maken",
                lambda: self._page.change(lambda register: ruling.keep_calendar(register, region, own)),
            ))  # fmt: skip

        self._page.change(work, done, dialog.show_error if dialog else None)


def _with(own: tuple[OwnDays, ...], row: CalendarRow | None, days: OwnDays) -> tuple[OwnDays, ...]:
    if row is None:
        return (*own, days)
    if row.shipped is not None:
        return calendar_rows.moved_to(own, row, days.starts_on, days.ends_on)
    return (*calendar_rows.without(own, row), days)
