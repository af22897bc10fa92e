"""Journey D without a second party: from nothing to a printed regional report, through three kinds of window.

The region's officer, and a colleague who enrols and counts nothing, follow their windows; schools deliver by the same
actions their own window uses, one of them through that window.
"""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdf
import pytest

from apart import agree_apart, fill
from desks import Desk, sit_down
from offices import Office, move_in, move_out
from regions import GEMEENTE, SWV, TODAY, Maker, Templates, school
from thuisplan_desktop.actions import agreeing, counting, enrolling, joining, participants
from thuisplan_desktop.actions.opening import OpenRegister, Place
from thuisplan_desktop.counts import reports
from thuisplan_desktop.region.telling import Mode
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.ui.caseload.counts_page import CountsPage
from thuisplan_desktop.ui.caseload.fingerprints import PinDialog
from thuisplan_desktop.ui.jobs import JobRunner
from thuisplan_desktop.ui.region.combined_page import CombinedPage
from thuisplan_desktop.ui.region.inbox_page import InboxPage
from thuisplan_desktop.ui.region.keyholder_page import KeyholderPage
from thuisplan_desktop.ui.region.participants_page import ParticipantsPage
from thuisplan_desktop.ui.region.passing_page import PassingPage

REGION = "Voorbeeldregio"
CALLS = 5
"""The region calls its enrolling officer, he calls the region and three schools: one click each, on the word heard."""
MOST_CLICKS = CALLS + 15
"""Of both together, up to the printed report."""


@pytest.fixture
def maker(register_templates: Templates, tmp_path: Path) -> Iterator[Maker]:
    made = Maker(register_templates, tmp_path)
    yield made
    made.close()


@pytest.fixture
def seat(
    runner: JobRunner, register_templates: Templates, tmp_path: Path, settle: Callable[[], None]
) -> Iterator[Callable[[Role, Place], Desk]]:
    """Opens the window of a role on a new register."""
    desks: list[Desk] = []
    (tmp_path / "post").mkdir()

    def take(role: Role, place: Place) -> Desk:
        makes = Maker(register_templates, tmp_path / role.value)
        desks.append(sit_down(runner, settle, lambda: makes.make(role, place), tmp_path / "post"))
        return desks[-1]

    yield take
    for desk in desks:
        desk.session.lock()
        desk.window.hide()
        desk.window.deleteLater()
    settle()


def test_from_nothing_to_a_report_without_second_party(
    maker: Maker, seat: Callable[[Role, Place], Desk], tmp_path: Path
) -> None:
    """Each step is the one button the page offers; the region never sees the name of a school."""
    post = tmp_path / "post"
    officer, enroller = seat(Role.REGION, SWV), seat(Role.KEYHOLDER, GEMEENTE)
    schools = [maker.make(Role.SCHOOL, school(number)) for number in range(3)]
    agree(officer, enroller, post)
    enrol_everybody(officer, enroller, schools, post)
    open_telling(officer, post)
    deliver(officer, enroller, schools, post)
    sum_up_and_print(officer, post)
    assert officer.clicks + enroller.clicks == MOST_CLICKS


def agree(officer: Desk, enroller: Desk, post: Path) -> None:
    regio, participants = enroller.page(KeyholderPage), officer.page(ParticipantsPage)
    regio.present.region.setText(REGION)
    enroller.click(regio.present.present_button)
    officer.click(participants.profile.open_button, post / "aanmelding-sleutelhouder.tplan")
    officer.hear(participants.profile.compare)
    form = participants.profile.form
    assert form._besturen.isVisible()
    form.mode.setCurrentIndex(form.mode.findData(Mode.PROTECTED))
    assert not form._besturen.isVisible()
    assert "alleen schuilnamen" in form._mode.text()
    form.sectors[next(iter(form.sectors))].setChecked(True)
    officer.click(form.save_button)
    assert "niet aan u" in officer.said()
    enroller.click(regio.pin.open_button, post / "regioprofiel.tplan")
    enroller.hear(regio.pin.compare)
    assert "passing" in shown_entries(enroller)
    assert "request" not in shown_entries(enroller)


def shown_entries(desk: Desk) -> set[str]:
    return {name for name, button in desk.window._sidebar._buttons.items() if button.isVisible()}


def enrol_everybody(officer: Desk, enroller: Desk, schools: list[OpenRegister], post: Path) -> None:
    """The officer calls the schools; the region gets a list without names."""
    profile = (post / "regioprofiel.tplan").read_bytes()
    files = []
    for number, register in enumerate(schools):
        joining.pin_profile(register, profile)
        files.append(post / f"aanmelding-{number}.tplan")
        files[-1].write_bytes(joining.enrolment_file(register, REGION).value.data)
    regio, participants = enroller.page(KeyholderPage), officer.page(ParticipantsPage)
    enroller.click(regio.senders.drop.button, *files)
    for _ in schools:
        enroller.hear(regio.senders.compare)
    enroller.click(regio.listing.list_button)
    assert not participants.senders.isVisible()
    officer.click(participants.list.open_button, post / "deelnemerslijst.tplan")
    assert "3 deelnemers, zonder namen" in officer.said()
    names = [participants.list.table.model().index(row, 0).data() for row in range(3)]
    assert all(len(name.split()) == 4 for name in names)
    assert not any("99X" in name for name in names)


def open_telling(officer: Desk, post: Path) -> None:
    inbox = officer.page(InboxPage)
    officer.click(officer.page(ParticipantsPage).to_inbox_button)
    assert not inbox.opening.open_button.isVisible()
    officer.click(inbox.opening.propose_button)
    telling = post / f"telling-{TODAY}.tplan"
    before = telling.read_bytes()
    telling.unlink()
    officer.click(inbox.card.again_button)
    assert telling.read_bytes() == before
    officer.clicks -= 1  # an extra: the file got lost
    assert inbox.card.count() == "Geleverd: 0 van 3 deelnemers"


def deliver(officer: Desk, enroller: Desk, schools: list[OpenRegister], post: Path) -> None:
    """Two schools send a file; the enrolling officer passes them on unread, and sees by name who is missing."""
    telling, files = post / f"telling-{TODAY}.tplan", []
    for number, register in enumerate(schools[:2]):
        fill(register, 3 + 4 * number)
        files.append(post / f"school-{number}.tplan")
        files[-1].write_bytes(counting.seal_for_region(register, telling.read_bytes()).value.data)
    passing = enroller.page(PassingPage)
    enroller.click(enroller.page(KeyholderPage).listing.pass_button)
    assert enroller.window.current is passing
    before = set(post.iterdir())
    enroller.click(passing.drop.button, telling, *files)
    assert "2 bestanden staan klaar" in enroller.said()
    on = sorted(set(post.iterdir()) - before)
    assert len(on) == 2
    assert not [path for path in on if "school" in path.name]
    rows = [passing.table.model().index(row, 0).data() for row in range(3)]
    assert rows[0].startswith("School 99XC (")
    assert "2 van 3 deelnemers" in passing.count.text()
    inbox = officer.page(InboxPage)
    officer.click(inbox.card.drop.button, *on)
    assert inbox.card.verdicts.summary() == "2 bestanden ontvangen"
    assert inbox.card.count() == "Geleverd: 2 van 3 deelnemers"
    officer.click(inbox.card.sum_button)


def sum_up_and_print(officer: Desk, post: Path) -> None:
    combined = officer.page(CombinedPage)
    assert not combined.request.isVisible()
    assert not combined.answer.isVisible()
    officer.click(combined.adding.close_button)
    assert "geleverd door 2 van 3" in officer.asked[-1]
    assert not combined.exact.isVisible()
    model = combined.between.tables()[0].model()
    shown = {model.index(row, 0).data(): model.index(row, 1).data() for row in range(model.rowCount())}
    assert "of meer" in shown["verzuim van 4 weken tot 3 maanden"]
    assert list(shown) == [line.label for line in reports.report("landelijk-po").lines]
    assert combined.report.accessibleName().startswith("2. Rapport")
    officer.click(combined.report.report_button)
    pages = pypdf.PdfReader(io.BytesIO((post / f"regiorapport-{TODAY}.pdf").read_bytes())).pages
    text = "".join(page.extract_text() for page in pages)
    assert "2 van 3" in text
    assert "of meer" in text
    assert "99X" not in text


# --- the school's own window


@pytest.fixture
def office(runner: JobRunner, settle: Callable[[], None], maker: Maker, tmp_path: Path) -> Iterator[Office]:
    made = move_in(runner, settle, lambda: maker.make(Role.SCHOOL, school(4)), tmp_path)
    yield made
    move_out(made)


def test_a_school_joins_and_seals_by_its_window(office: Office, maker: Maker, tmp_path: Path) -> None:
    """It is told to whom the files go, and that its small counts stay at the school."""
    there = agree_apart(maker, [school(0)])
    page = office.page(CountsPage)
    office.go("counts")
    page.tabs.setCurrentIndex(1)
    office.opens.append(write(tmp_path / "profiel.tplan", participants.profile_file(there.region)))
    office.click(page.region.pin)
    dialog = office.dialog(PinDialog)
    office.hear(dialog.swv.heard)
    office.hear(dialog.second.heard)
    office.click(dialog.verb)
    office.click(page.region.enrol)
    assert "alleen aan de inschrijver" in office.said()
    agreeing.enrol(there.officer, office.saved[-1].read_bytes())
    enrolling.take_over(there.region, enrolling.pseudonym_file(there.officer).value)
    office.opens.append(write(tmp_path / "telling.tplan", there.open_telling()))
    office.click(page.region.seal)
    assert "afgeschermd en daarna verzegeld" in page.region._result_words.text()
    (passed,) = there.pass_on([office.saved[-1].read_bytes()])
    assert passed.accepted
    assert there.receive([passed.data])[0].accepted


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path
