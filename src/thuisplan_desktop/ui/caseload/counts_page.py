"""Tellen: take a telling, see and publish what anybody may see of it, and seal one for the region."""

from PySide6.QtWidgets import QTabWidget, QVBoxLayout

from thuisplan_desktop.actions import counted_once, counting, publishing
from thuisplan_desktop.actions.changes import Changed, Kind
from thuisplan_desktop.actions.counted_once import DoubtRow
from thuisplan_desktop.actions.counting import SnapshotRow
from thuisplan_desktop.actions.publishing import Pick
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.ui.caseload.filing import CSV_KIND, FilingPage
from thuisplan_desktop.ui.caseload.region_tab import RegionTab
from thuisplan_desktop.ui.caseload.snapshots_tab import SnapshotsTab
from thuisplan_desktop.ui.session import RegisterSession
from thuisplan_desktop.ui.widgets.notice_bar import Notice

_PUBLISH = "Deze tabel publiceren?"
_PUBLISH_MORE = (
    "Wie de tabel heeft, kan haar naast elke latere leggen. Thuisplan onthoudt haar daarom en schermt wat later komt "
    "ernaast af. Dit kan niet ongedaan worden gemaakt."
)
_PUBLISHED = "De afgeschermde tabel is opgeslagen en geldt als gepubliceerd."


class CountsPage(FilingPage):
    id, title, icon = "counts", "Tellen", "counts"
    roles = frozenset({Role.SCHOOL, Role.CONSULENT})
    kinds = frozenset({Kind.SNAPSHOTS, Kind.REGION, Kind.CASES})

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
        self.snapshots.protected.save_wanted.connect(self._publish)
        self.snapshots.once.party_chosen.connect(self._let_count)
        self.snapshots.once.case_wanted.connect(lambda case_id: self.page_requested.emit("case", case_id))

    def reload(self) -> None:
        self.read(counting.list_snapshots, done=self.snapshots.show_rows)
        self.read(counted_once.list_doubts, done=self.snapshots.once.show_rows)
        self.region.reload()

    def _take(self) -> None:
        peildatum = self.snapshots.peildatum.day()
        if peildatum is None:
            self.notify(Notice("Vul de peildatum in, als dd-mm-jjjj.", "bad"))
            return

        def taken(changed: Changed) -> None:
            self.snapshots.select(changed.value[0].id)
            self.notify(Notice("De telling is bewaard en verandert niet meer.", "good"))

        rhythm = self.snapshots.rhythm()
        self.change(lambda register: counting.take_snapshot(register, peildatum, rhythm=rhythm), done=taken)

    def _open(self, row: SnapshotRow) -> None:
        self.read(lambda register: publishing.look_at(register, row.id), done=self.snapshots.show_look)

    def _let_count(self, row: DoubtRow) -> None:
        party = row.doubt.proposal
        if party is not None:
            case_id = row.doubt.case_id
            self.change(lambda register: counted_once.let_count(register, case_id, party))

    def _publish(self, kind: str) -> None:
        """What readers have can't be taken back: every later table is protected beside it."""
        row = self.snapshots.table.selected()
        if row is None or not self.confirm(self, _PUBLISH, _PUBLISH_MORE, "Publiceren"):
            return
        pick = Pick(row.id, self.snapshots.protected.coarser_title())
        name = f"telling-{row.peildatum.isoformat()}.{kind}"
        if kind == "pdf":
            self.save_pdf(lambda register: publishing.telling_pdf(register, [pick]), name, _PUBLISHED)
        else:
            self.read(
                lambda register: publishing.telling_csv(register, [pick]),
                done=lambda data: self.save_file(data, name, _PUBLISHED, CSV_KIND),
            )
