"""Journey D, the region's side: from nothing to a printed regional report, through two windows and by hand.

The officer of the samenwerkingsverband and the key holder of the gemeente follow their windows; five schools (and a
sixth that stays away) deliver by the same actions their own window uses.
"""

import io
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pypdf
import pytest

from desks import Desk, sit_down
from factories import make_absence, make_case
from regions import GEMEENTE, SWV, TODAY, Maker, Templates, school
from thuisplan_desktop.actions import cases, counting, joining
from thuisplan_desktop.actions.opening import OpenRegister, Place
from thuisplan_desktop.register.codes import AbsenceKind, Role
from thuisplan_desktop.ui.jobs import JobRunner
from thuisplan_desktop.ui.region.combined_page import CombinedPage
from thuisplan_desktop.ui.region.inbox_page import InboxPage
from thuisplan_desktop.ui.region.keyholder_page import KeyholderPage
from thuisplan_desktop.ui.region.participants_page import ParticipantsPage
from thuisplan_desktop.ui.region.request_page import RequestPage
from thuisplan_desktop.ui.region.senders_step import SendersStep

REGION = "Voorbeeldregio"
CALLS = 14
"""Officer and key holder each call six senders and the other: one click each, on the word that was heard."""
MOST_CLICKS = CALLS + 18
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


def test_from_nothing_to_a_printed_report(maker: Maker, seat: Callable[[Role, Place], Desk], tmp_path: Path) -> None:
    """Two people follow their windows; each step is the one button the page offers."""
    post = tmp_path / "post"
    officer, holder = seat(Role.REGION, SWV), seat(Role.KEYHOLDER, GEMEENTE)
    schools = [maker.make(Role.SCHOOL, school(number)) for number in range(6)]
    agree(officer, holder, post)
    enrol_everybody(officer, holder, schools, post)
    open_telling(officer, holder, post)
    deliver(officer, schools[:5], post)
    sum_up(officer, holder, post)
    print_report(officer)
    assert officer.clicks + holder.clicks == MOST_CLICKS
    look_and_print_again(officer, post)


def agree(officer: Desk, holder: Desk, post: Path) -> None:
    regio, participants = holder.page(KeyholderPage), officer.page(ParticipantsPage)
    regio.present.region.setText(REGION)
    holder.click(regio.present.present_button)
    assert "belt u" in holder.said()
    officer.click(participants.profile.open_button, post / "aanmelding-sleutelhouder.tplan")
    compare = participants.profile.compare
    assert regio.present.words.words() not in compare.shown(), "one of them has to be heard"
    officer.hear(compare, regio.present.words.words())
    participants.profile.form.sectors[next(iter(participants.profile.form.sectors))].setChecked(True)
    officer.click(participants.profile.form.save_button)
    holder.click(regio.pin.open_button, post / "regioprofiel.tplan")
    holder.hear(regio.pin.compare, participants.profile.words.words())


def enrol_everybody(officer: Desk, holder: Desk, schools: list[OpenRegister], post: Path) -> None:
    """Six files at once, with one among them that is no enrolment; each school is compared on its own."""
    profile = (post / "regioprofiel.tplan").read_bytes()
    files = []
    for number, register in enumerate(schools):
        joining.pin_profile(register, profile)
        files.append(post / f"aanmelding-{number}.tplan")
        files[-1].write_bytes(joining.enrolment_file(register, REGION).value.data)
    for desk, senders in (
        (officer, officer.page(ParticipantsPage).senders),
        (holder, holder.page(KeyholderPage).senders),
    ):
        enrol(desk, senders, [*files[:2], post / "regioprofiel.tplan", *files[2:]])
        assert "regioprofiel.tplan: Dit is een ander soort bestand" in senders.problems()
        assert senders.table.model().rowCount() == 6


def enrol(desk: Desk, senders: SendersStep, files: list[Path]) -> None:
    desk.click(senders.drop.button, *files)
    for _ in range(6):
        desk.hear(senders.compare)
    assert not senders.compare.isVisible()


def open_telling(officer: Desk, holder: Desk, post: Path) -> None:
    inbox, request = officer.page(InboxPage), holder.page(RequestPage)
    officer.click(officer.page(ParticipantsPage).to_inbox_button)
    assert officer.window.current is inbox
    officer.click(inbox.opening.propose_button)
    holder.click(holder.page(KeyholderPage).to_request_button, post / f"telling-voorstel-{TODAY}.tplan")
    assert holder.window.current is request
    assert "6 in PO (minstens 5)" in request.asked.shown()
    holder.click(request.asked.agree_button)
    officer.click(inbox.opening.open_button, post / f"telling-{TODAY}.tplan")
    assert inbox.card.count() == "Geleverd: 0 van 6 deelnemers"


def deliver(officer: Desk, schools: list[OpenRegister], post: Path) -> None:
    """Five schools of seven absent children; a damaged file among theirs hides none of them."""
    telling, files = (post / f"telling-{TODAY}.tplan").read_bytes(), []
    for number, register in enumerate(schools):
        fill(register, 1 + number % 2)
        files.append(post / f"telling-school-{number}.tplan")
        files[-1].write_bytes(counting.seal_for_region(register, telling).value.data)
    broken = post / "beschadigd.tplan"
    broken.write_bytes(files[0].read_bytes()[:-200])
    inbox = officer.page(InboxPage)
    officer.click(inbox.card.drop.button, files[0], broken, *files[1:])
    assert inbox.card.verdicts.summary() == "5 bestanden ontvangen, 1 bestand geweigerd"
    assert "geen (volledig) Thuisplan-bestand" in inbox.card.verdicts.story()
    assert inbox.card.count() == "Geleverd: 5 van 6 deelnemers"
    officer.click(inbox.card.sum_button)


def fill(register: OpenRegister, children: int) -> None:
    for _ in range(children):
        case = make_case(brin=register.settings.brin, first_absent_on=TODAY - timedelta(days=50))
        cases.save_case(register, case)
        cases.save_absence(
            register,
            make_absence(case, kind=AbsenceKind.UNAUTHORISED, starts_on=TODAY - timedelta(days=50), ends_on=None),
        )


def sum_up(officer: Desk, holder: Desk, post: Path) -> None:
    combined, request = officer.page(CombinedPage), holder.page(RequestPage)
    assert "Nog niet: School 99XF" in combined.request.situation()
    officer.click(combined.request.close_button)
    holder.click(request.drop.button, post / f"optelverzoek-{TODAY}.tplan")
    assert "5 van 6 deelnemers" in request.asked.shown()
    holder.click(request.asked.agree_button)
    officer.click(combined.answer.open_button, post / f"optelantwoord-{TODAY}.tplan")
    assert "Opgeteld over 5 deelnemers" in officer.said()


def print_report(officer: Desk) -> None:
    officer.click(officer.page(CombinedPage).report.report_button)


def look_and_print_again(officer: Desk, post: Path) -> None:
    """The exact sums for the eyes, a remark on what is missing, and the report with it."""
    assert report(post).startswith(b"%PDF")
    combined = officer.page(CombinedPage)
    officer.click(combined.exact.button)
    table = combined.exact.tables()[0].model()
    shown = {table.index(row, 0).data(): table.index(row, 1).data() for row in range(table.rowCount())}
    assert shown["verzuim van 4 weken tot 3 maanden"] == "7"
    combined.report.area.setText("Langedijk")
    combined.report.reason.setText("vrijstellingen niet bekend")
    officer.click(combined.report.note_button)
    officer.click(combined.report.report_button)
    text = "".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(report(post))).pages)
    assert "5 van 6" in text
    assert "Langedijk: vrijstellingen niet bekend" in text


def report(post: Path) -> bytes:
    return (post / f"regiorapport-{TODAY}.pdf").read_bytes()
