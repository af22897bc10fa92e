"""Backups: what there is, a second place, and putting one back."""

from pathlib import Path

from thuisplan_desktop.actions import backups, putting_back
from thuisplan_desktop.actions.backups import BackupRow, BackupsView
from thuisplan_desktop.actions.putting_back import Preview
from thuisplan_desktop.dutch import format_date, format_number
from thuisplan_desktop.errors import NeedsOlderPassphrase, ThuisplanError
from thuisplan_desktop.ui.admin.access_dialogs import PassphraseDialog
from thuisplan_desktop.ui.models.rows import Column, RowsModel
from thuisplan_desktop.ui.widgets import dialogs, text
from thuisplan_desktop.ui.widgets.card import Card
from thuisplan_desktop.ui.widgets.flow import Flow
from thuisplan_desktop.ui.widgets.icons import IconButton
from thuisplan_desktop.ui.widgets.notice_bar import Notice, notice_of
from thuisplan_desktop.ui.widgets.page import Page
from thuisplan_desktop.ui.widgets.table import Table

_COLUMNS = (
    Column[BackupRow](
        "Gemaakt", lambda row: f"{row.made_at.astimezone():%d-%m-%Y %H:%M}" if row.made_at else "onbekend",
        lambda row: row.made_at,
    ),
    Column[BackupRow]("Staat", lambda row: f"{row.state} {row.place}".strip()),
    Column[BackupRow]("Casussen", lambda row: "" if row.cases is None else str(row.cases), lambda row: row.cases),
    Column[BackupRow]("Grootte", lambda row: f"{format_number(row.size // 1024)} kB", lambda row: row.size),
    Column[BackupRow]("Logboek tot", lambda row: row.words, explain=lambda row: row.words),
)  # fmt: skip

_WHY_OLDER = "Deze reservekopie opent nog met de oude sleutel. Geef de wachtzin waarmee het register toen openging."


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
        self.make = IconButton("Nu een reservekopie maken", "save", look="primary")
        self.second = IconButton("Tweede plek kiezen", "open")
        self.restore = IconButton("Terugzetten", "undo")
        self.elsewhere = IconButton("Terugzetten uit een bestand", "open", look="quiet")
        for part in (self.table, self._state, Flow(self.make, self.second, self.restore, self.elsewhere)):
            self.add(part)
        self.make.clicked.connect(lambda: page.change(backups.make, lambda _: self._say("De reservekopie is gemaakt.")))
        self.second.clicked.connect(self._on_second_clicked)
        self.restore.clicked.connect(self._on_restore_clicked)
        self.elsewhere.clicked.connect(self._on_elsewhere_clicked)

    def show_view(self, view: BackupsView) -> None:
        self._model.set_rows(view.rows)
        restored = (
            f"Terugzetten geprobeerd op {format_date(view.restored_on)}."
            if view.restored_on
            else ("Terugzetten is nog nooit geprobeerd.")
        )
        seen = f", laatst gezien op {format_date(view.second_seen.astimezone().date())}" if view.second_seen else ""
        away = "" if view.second_reached else "; nu niet te bereiken, dus wat daar staat ontbreekt in de lijst"
        second = f"Tweede plek: {view.second_place}{seen}{away}." if view.second_place else ""
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
        self._preview(row.path)

    def _on_elsewhere_clicked(self) -> None:
        path = dialogs.ask_open_file(self, "Reservekopie", "Reservekopie (*.thuisplan-backup)")
        if path is not None:
            self._preview(path)

    def _preview(self, path: Path, passphrase: str = "") -> None:
        def failed(error: ThuisplanError) -> None:
            if isinstance(error, NeedsOlderPassphrase):
                self._ask_older(path)
            else:
                self._page.notify(notice_of(error))

        self._page.read(
            lambda register: putting_back.preview_restore(register, path, passphrase),
            lambda found: self._confirm(path, passphrase, found),
            failed,
        )

    def _ask_older(self, path: Path) -> None:
        dialog = PassphraseDialog(
            self, "Reservekopie van vóór de nieuwe sleutel", "Verder", name=False, old=True, new=False, why=_WHY_OLDER
        )

        def submit() -> None:
            self._preview(path, dialog.old.text())
            dialog.accept()

        dialog.submitted.connect(submit)
        dialog.open()

    def _confirm(self, path: Path, passphrase: str, found: Preview) -> None:
        if dialogs.confirm(self, "Deze reservekopie terugzetten?", _cost(found), "Terugzetten"):
            self._page.read(
                lambda register: putting_back.restore(register, path, passphrase),
                lambda _: self._page.lock_requested.emit(),
            )


def _cost(found: Preview) -> str:
    """What would be lost, in words."""
    end = "Wat er nu is wordt eerst als reservekopie bewaard. Thuisplan vergrendelt daarna."
    published = [found.published] if found.published else []
    if not found.costs:
        return " ".join(("Er gaat niets verloren.", *published, end))
    return "\n".join(("Weg zijn daarna:", *(f"•  {line}" for line in found.costs), "", *published, end))
