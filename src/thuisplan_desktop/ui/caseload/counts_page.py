"""Tellen: take a telling, see what anybody may see of it, and seal one for the region."""

from PySide6.QtWidgets import QTabWidget, QVBoxLayout

from thuisplan_desktop.actions import counting, publishing
from thuisplan_desktop.actions.changes import Changed, Kind
from thuisplan_desktop.actions.counting import SnapshotRow
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.ui.caseload.filing import FilingPage
from thuisplan_desktop.ui.caseload.region_tab import RegionTab
from thuisplan_desktop.ui.caseload.snapshots_tab import SnapshotsTab
from thuisplan_desktop.ui.session import RegisterSession
from thuisplan_desktop.ui.widgets.notice_bar import Notice


class CountsPage(FilingPage):
    id, title, icon = "counts", "Tellen", "counts"
    roles = frozenset({Role.SCHOOL, Role.CONSULENT})
    kinds = frozenset({Kind.SNAPSHOTS, Kind.REGION})

    def __init__(self, session: RegisterSession) -> None:
        super().__init__(session)
        self.snapshots = SnapshotsTab(session.today(), session.summary.place.definitions)
        self.region = RegionTab(self)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self.snapshots, "Tellingen")
        self.tabs.addTab(self.region, "Naar de regio")
        self.tabs.tabBar().setAccessibleName("Onderdelen van Tellen")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        self.snapshots.telling_wanted.connect(self._take)
        self.snapshots.table.picked.connect(self._open)

    def reload(self) -> None:
        self.read(counting.list_snapshots, done=self.snapshots.show_rows)
        self.region.reload()

    def _take(self) -> None:
        peildatum = self.snapshots.peildatum.day()
        if peildatum is None:
            self.notify(Notice("Vul de peildatum in, als dd-mm-jjjj.", "bad"))
            return

        def taken(changed: Changed) -> None:
            self.snapshots.select(changed.value[0].id)
            self.notify(Notice("De telling is bewaard en verandert niet meer.", "good"))

        self.change(lambda register: counting.take_snapshot(register, peildatum), done=taken)

    def _open(self, row: SnapshotRow) -> None:
        self.read(lambda register: publishing.show_snapshot(register, row.id), done=self.snapshots.show_report)
