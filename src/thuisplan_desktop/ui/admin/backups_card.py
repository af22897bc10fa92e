"""Backups: what there is, a second place, and putting one back."""

from pathlib import Path

from thuisplan_desktop.actions import backups
from thuisplan_desktop.actions.backups import BackupRow, BackupsView, Preview
from thuisplan_desktop.dutch import format_date, format_number, plural
from thuisplan_desktop.ui.models.rows import Column, RowsModel
from thuisplan_desktop.ui.widgets import dialogs, text
from thuisplan_desktop.ui.widgets.card import Card
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.notice_bar import Notice
from thuisplan_desktop.ui.widgets.page import Page
from thuisplan_desktop.ui.widgets.table import Table

_COLUMNS = (
    Column[BackupRow](
        "Gemaakt", lambda row: f"{row.made_at.astimezone():%d-%m-%Y %H:%M}" if row.made_at else "onbekend",
        lambda row: row.made_at,
    ),
    Column[BackupRow]("Staat", lambda row: row.fault or "in orde"),
    Column[BackupRow]("Casussen", lambda row: "" if row.cases is None else str(row.cases), lambda row: row.cases),
    Column[BackupRow]("Grootte", lambda row: f"{format_number(row.size // 1024)} kB", lambda row: row.size),
    Column[BackupRow]("Logboek tot", lambda row: row.words, explain=lambda row: row.words),
)  # fmt: skip


class BackupsCard(Card):
    """`page` does the work; this shows the outcome."""

    def __init__(self, page: Page) -> None:
        super().__init__(
            "Reservekopieën", help_text="Vanzelf bij het sluiten en elke dag: 7 dagen, 4 weken, 12 maanden."
        )
        self._page = page
        self._model = RowsModel(_COLUMNS, self)
        self.table = Table(self._model, "Reservekopieën", stretch=4)
        self.table.setMinimumHeight(170)
        self._state = text.label("")
        self._concerns = text.label("", "problem")
        self.make = IconButton("Nu een reservekopie maken", "save", look="primary")
        self.second = IconButton("Tweede plek kiezen", "open")
        self.restore = IconButton("Terugzetten", "undo")
        for part in (self._concerns, self.table, self._state, Flow(self.make, self.second, self.restore)):
            self.add(part)
        self.make.clicked.connect(lambda: page.change(backups.make, lambda _: self._say("De reservekopie is gemaakt.")))
        self.second.clicked.connect(self._on_second_clicked)
        self.restore.clicked.connect(self._on_restore_clicked)

    def show_view(self, view: BackupsView) -> None:
        self._model.set_rows(view.rows)
        self._concerns.setText("\n".join(view.concerns))
        self._concerns.setVisible(bool(view.concerns))
        restored = (
            f"Terugzetten geprobeerd op {format_date(view.restored_on)}."
            if view.restored_on
            else ("Terugzetten is nog nooit geprobeerd.")
        )
        second = f"Tweede plek: {view.second_place}." if view.second_place else ""
        self._state.setText(" ".join(part for part in (restored, second) if part))

    def _say(self, words: str) -> None:
        self._page.notify(Notice(words, "good"))

    def _on_second_clicked(self) -> None:
        folder = dialogs.ask_folder(self, "Waar komt een tweede kopie?", Path.home())
        if folder is not None:
            self._page.change(
                lambda register: backups.choose_second_place(register, folder),
                lambda _: self._say("Elke reservekopie komt voortaan ook daar."),
            )

    def _on_restore_clicked(self) -> None:
        row: BackupRow | None = self.table.selected()
        if row is None:
            self._page.notify(Notice("Kies eerst een reservekopie in de lijst."))
            return
        path = row.path
        self._page.read(
            lambda register: backups.preview_restore(register, path), lambda found: self._confirm(path, found)
        )

    def _confirm(self, path: Path, found: Preview) -> None:
        if dialogs.confirm(self, "Deze reservekopie terugzetten?", _cost(found), "Terugzetten"):
            self._page.read(
                lambda register: backups.restore(register, path), lambda _: self._page.lock_requested.emit()
            )


def _cost(found: Preview) -> str:
    """What would be lost, in words."""
    lost = found.losses
    lines = [f"Weg zijn daarna: {', '.join(found.names)}."] if found.names else []
    if lost.changed_cases:
        lines.append(f"{plural(len(lost.changed_cases), 'casus', 'casussen')} in een oudere vorm.")
    lines.append(f"{plural(lost.log_lines, 'regel', 'regels')} van het logboek minder.")
    lines.append("Wat er nu is wordt eerst als reservekopie bewaard. Thuisplan vergrendelt daarna.")
    return "\n".join(lines)
