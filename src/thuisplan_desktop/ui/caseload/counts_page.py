"""Tellen: take a telling, see and publish what anybody may see of it, and seal one for the region."""

from datetime import date

from PySide6.QtWidgets import QTabWidget, QVBoxLayout

from thuisplan_desktop.actions import counted_once, counting, inspecting, joining, published_before, publishing
from thuisplan_desktop.actions.changes import Changed, Kind
from thuisplan_desktop.actions.counted_once import DoubtRow
from thuisplan_desktop.actions.counting import SnapshotRow
from thuisplan_desktop.actions.publishing import Pick
from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.ui.caseload.filing import CSV_KIND, JSON_KIND, PDF_KIND, FilingPage
from thuisplan_desktop.ui.caseload.inspection_tab import InspectionTab
from thuisplan_desktop.ui.caseload.region_tab import RegionTab
from thuisplan_desktop.ui.caseload.snapshots_tab import SnapshotsTab
from thuisplan_desktop.ui.jobs import Following
from thuisplan_desktop.ui.session import RegisterSession
from thuisplan_desktop.ui.widgets.notice_bar import Notice

_PUBLISH = "Deze tabel publiceren?"
_PUBLISH_MORE = (
    "Wie de tabel heeft, kan haar naast elke latere leggen. Thuisplan onthoudt haar daarom en schermt wat later komt "
    "ernaast af. Dit kan niet ongedaan worden gemaakt."
)
_PUBLISHED = "De afgeschermde tabel is opgeslagen en geldt als gepubliceerd."
_CHECK = "Opgeslagen. Wie wil, rekent het na met 'thuisplan audit'."
_NOTHING = "Is er sinds {day} echt niets gepubliceerd?"
_NOTHING_MORE = (
    "Geen telling op papier of als bestand, en geen afgeschermde telling aan de regio. Is dat toch gebeurd, dan kan "
    "wie beide heeft uitrekenen hoeveel leerlingen er in een klein aantal zitten. Uw antwoord komt in het logboek."
)
_DELIVER = "Persoonsgegevens opslaan?"
_DELIVER_MORE = (
    "De lijst gaat over leerlingen die te herkennen zijn. Bewaar haar alleen om haar te versturen langs de afgesproken "
    "weg. Bij elke casus op de lijst komt onder Delen te staan dat u haar maakte."
)


class CountsPage(FilingPage):
    id, title, icon = "counts", "Tellen", "counts"
    roles = frozenset({Role.SCHOOL, Role.CONSULENT})
    kinds = frozenset({Kind.SNAPSHOTS, Kind.REGION, Kind.CASES})

    def __init__(self, session: RegisterSession) -> None:
        super().__init__(session)
        self._unknown: date | None = None
        self.snapshots = SnapshotsTab(session.today(), session.summary.place.definitions)
        self.region = RegionTab(self)
        self.inspection = InspectionTab(session.today(), inspecting.RECIPIENTS[session.summary.role].party.label)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self.snapshots, "Tellingen")
        self.tabs.addTab(self.region, "Naar de regio")
        self.tabs.addTab(self.inspection, "Inspectielijst")
        self.tabs.tabBar().setAccessibleName("Onderdelen van Tellen")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        self.snapshots.telling_wanted.connect(self._take)
        self.snapshots.table.picked.connect(self._open)
        self.snapshots.protected.save_wanted.connect(self._publish)
        self.snapshots.protected.proof_wanted.connect(self._prove)
        self.inspection.wanted.connect(self._show_lists)
        self.inspection.save_wanted.connect(self._deliver)
        self.snapshots.unknown.answered.connect(self._nothing_published)
        self.snapshots.once.party_chosen.connect(self._let_count)
        self.snapshots.once.case_wanted.connect(lambda case_id: self.page_requested.emit("case", case_id))

    def reload(self) -> None:
        self.read(counting.list_snapshots, done=self.snapshots.show_rows)
        self.read(published_before.unknown_since, done=self._show_unknown)
        self.read(counted_once.list_doubts, done=self.snapshots.once.show_rows)
        self.region.reload()

    def _show_unknown(self, day: date | None) -> None:
        self._unknown = day
        self.snapshots.unknown.show_since(day)

    def _nothing_published(self) -> None:
        day = self._unknown
        if day and self.confirm(self, _NOTHING.format(day=format_date(day)), _NOTHING_MORE, "Er is niets gepubliceerd"):
            self.change(published_before.nothing_published_since)

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
        following = Following()
        self.read(
            lambda register: publishing.look_at(register, row.id, following),
            done=self.snapshots.show_look,
            progress=following,
        )

    def _prove(self) -> None:
        """The table stays as it is until there is a better one, or a proof."""
        row = self.snapshots.table.selected()
        if row is not None:
            pick, following = Pick(row.id, self.snapshots.protected.coarser_title()), Following()
            self.read(
                lambda register: publishing.prove(register, pick, following),
                done=self.snapshots.protected.show_better,
                progress=following,
            )

    def _let_count(self, row: DoubtRow) -> None:
        party = row.doubt.proposal
        if party is not None:
            case_id = row.doubt.case_id
            self.change(lambda register: counted_once.let_count(register, case_id, party))

    def _publish(self, kind: str) -> None:
        """What readers have can't be taken back: every later table is protected beside it."""
        row = self.snapshots.table.selected()
        if row is not None and kind == "json":
            self._save_check(row)
            return
        if row is None or not self.confirm(self, _PUBLISH, self._what_publishing_means(), "Publiceren"):
            return
        pick = self.snapshots.protected.pick(row.id)
        name = f"telling-{row.peildatum.isoformat()}.{kind}"
        make, kinds = (publishing.telling_pdf, PDF_KIND) if kind == "pdf" else (publishing.telling_csv, CSV_KIND)

        def made(data: bytes) -> None:
            self.save_file(data, name, _PUBLISHED, kinds)
            self._open(row)  # from now on readers have it

        self.read(lambda register: make(register, [pick]), done=made)

    def _what_publishing_means(self) -> str:
        return " ".join(filter(None, (_PUBLISH_MORE, joining.beside_sums(self.region.names()))))

    def _save_check(self, row: SnapshotRow) -> None:
        name = f"telling-{row.peildatum.isoformat()}-controle.json"
        self.read(
            lambda register: publishing.telling_check(register, row.id),
            done=lambda data: self.save_file(data, name, _CHECK, JSON_KIND),
        )

    def _show_lists(self) -> None:
        peildatum = self._day_of_lists()
        if peildatum is not None:
            self.read(lambda register: inspecting.preview(register, peildatum), done=self.inspection.show_lists_of)

    def _day_of_lists(self) -> date | None:
        peildatum = self.inspection.peildatum.day()
        if peildatum is None:
            self.notify(Notice("Vul de peildatum in, als dd-mm-jjjj.", "bad"))
        return peildatum

    def _deliver(self, kind: str) -> None:
        peildatum = self._day_of_lists()
        if peildatum is None or not self.confirm(self, _DELIVER, _DELIVER_MORE, "Opslaan"):
            return
        make = inspecting.list_pdf if kind == "pdf" else inspecting.list_csv
        kinds = PDF_KIND if kind == "pdf" else CSV_KIND
        name = f"lijst-{peildatum.isoformat()}.{kind}"
        self.read(
            lambda register: make(register, peildatum),
            done=lambda data: self.save_file(data, name, "De lijst is opgeslagen. Verstuur haar beveiligd.", kinds),
        )
