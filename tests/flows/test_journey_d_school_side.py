"""Journey D, the school's side: read lists, take a telling, see it protected, and seal it for the region."""

import io
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pypdf
import pytest

from offices import SCHOOL, Office, move_in, move_out, new_register
from regions import CODE, TODAY, Maker, Region, Templates, agree, school
from thuisplan_desktop.actions import agreeing
from thuisplan_desktop.actions.demo import lists, people
from thuisplan_desktop.counts.table import Mark
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.store import identities
from thuisplan_desktop.ui.caseload.cases_page import CasesPage
from thuisplan_desktop.ui.caseload.counts_page import CountsPage
from thuisplan_desktop.ui.caseload.fingerprints import PinDialog
from thuisplan_desktop.ui.caseload.import_check import CheckDialog
from thuisplan_desktop.ui.caseload.import_dialog import ImportDialog
from thuisplan_desktop.ui.jobs import JobRunner

PUPILS = people.pupils(TODAY)[0]
READER = people.DemoSchool(SCHOOL, "A. Voorbeeld", "magister", "cp1252", ";")


@pytest.fixture
def maker(register_templates: Templates, tmp_path: Path) -> Iterator[Maker]:
    made = Maker(register_templates, tmp_path / "others")
    yield made
    made.close()


@pytest.fixture
def office(runner: JobRunner, settle: Callable[[], None], tmp_path: Path) -> Iterator[Office]:
    made = move_in(runner, settle, lambda: new_register(tmp_path / "school.thuisplan"), tmp_path)
    yield made
    move_out(made)


def test_from_the_schools_own_lists_to_a_sealed_telling(office: Office, maker: Maker, tmp_path: Path) -> None:
    """Only ticked pupils come in, small numbers stay hidden, and the region can use what was sealed."""
    read_pupils(office, tmp_path)
    read_absences(office, tmp_path)
    take_telling(office)
    region = agree(maker, [school(number) for number in range(1, 6)])
    join(office, region, tmp_path)
    seal(office, region, tmp_path)


def read_pupils(office: Office, folder: Path) -> None:
    office.opens.append(write(folder / "leerlingen.xml", lists.edexml(READER, PUPILS, TODAY)))
    office.go("cases")
    office.click(office.page(CasesPage)._pupils)
    dialog = office.dialog(ImportDialog)
    assert dialog.chosen() == frozenset()
    assert not dialog.verb.isEnabled()
    for pupil in PUPILS[:4]:
        dialog.tick(pupil.key)
    office.click(dialog.verb)
    assert office.said() == "4 leerlingen ingelezen."
    assert office.page(CasesPage).table.model().rowCount() == 4


def read_absences(office: Office, folder: Path) -> None:
    calendar = SchoolCalendar.load("noord")
    office.opens.append(write(folder / "verzuim.csv", lists.absence_list(READER, PUPILS, TODAY, calendar)))
    office.click(office.page(CasesPage)._absences)
    dialog = office.dialog(CheckDialog)  # columns and codes are known, so nothing is asked before
    office.click(dialog.verb)
    assert "zonder casus is niets bewaard" in office.said()
    assert not office.page(CasesPage).chips.chips[8].isEnabled()  # nobody is closed
    assert any(row.status.category.is_thuiszitter for row in office.page(CasesPage)._rows)


def take_telling(office: Office) -> None:
    office.go("counts")
    page = office.page(CountsPage)
    office.click(page.snapshots._take)
    assert page.snapshots.table.model().rowCount() == 1
    shown = page.snapshots.protected.shown_table()
    assert shown is not None
    assert Mark.HIDDEN in shown.table.cells.values()
    page.snapshots.protected.table.selectRow(1)
    assert "leerling herkenbaar maken" in page.snapshots.protected.why.text()


def join(office: Office, region: Region, folder: Path) -> None:
    """Pin only after the fingerprints were compared; then region and key holder enrol this school by its file."""
    with region.senders[0].read() as connection:
        profile = identities.load_identity(connection, CODE).profile
    page = office.page(CountsPage)
    page.tabs.setCurrentIndex(1)
    office.opens.append(write(folder / "profiel.tplan", profile))
    office.click(page.region.pin)
    dialog = office.dialog(PinDialog)
    assert not dialog.verb.isEnabled()
    office.hear(dialog.swv.heard)
    office.hear(dialog.second.heard)
    office.click(dialog.verb)
    assert "Voorbeeldregio" in office.said()
    office.click(page.region.enrol)
    assert "aanmelding" in letter_beside(office.saved[-1]).casefold()
    enrolment = office.saved[-1].read_bytes()
    for register in (region.region, region.keyholder):
        agreeing.enrol(register, enrolment)


def seal(office: Office, region: Region, folder: Path) -> None:
    peildatum = TODAY - timedelta(days=1)
    office.opens.append(write(folder / "telling.tplan", region.open_telling(peildatum)))
    page = office.page(CountsPage)
    office.click(page.region.seal)
    sealed = office.saved[-1]
    assert sealed.name == f"telling-{peildatum.isoformat()}.tplan"
    assert page.region._result.isVisible()
    (verdict,) = region.receive(peildatum, [sealed.read_bytes()])
    assert verdict.accepted
    assert b"99XA" not in sealed.read_bytes()
    assert "De leesbrief staat ernaast" in office.said()
    letter = letter_beside(sealed)
    assert page.region._sealed is not None
    assert all(word in letter for word in page.region._sealed.file_words.split())
    assert SCHOOL.name not in letter
    assert "99XA" not in letter
    number_of_questions = len(office.saved)
    office.click(page.region.save)
    assert len(office.saved) == number_of_questions + 1, "one question for both"


def letter_beside(file: Path) -> str:
    """What stands on the leesbrief that was saved with a file."""
    letter = file.with_name(f"{file.stem}-leesbrief.pdf")
    return "".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(letter.read_bytes())).pages)


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path
