"""Journey C: without consent and with grave concern, a note becomes a sheet without a name, judged by a person."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pypdf
import pytest

from factories import make_case, make_contact
from offices import Office, move_in, move_out, new_register
from regions import TODAY
from thuisplan_desktop.actions import cases, consents, meetings
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.register.codes import Decision, GiverRole, MeetingKind, Party, Route
from thuisplan_desktop.register.consent import Consent
from thuisplan_desktop.ui.caseload.anonymise_page import AnonymisePage
from thuisplan_desktop.ui.caseload.meeting_page import MeetingPage
from thuisplan_desktop.ui.jobs import JobRunner

NOTE = (
    "Femke {name} is sinds januari steeds minder op school. Volgens vader, bereikbaar op 06-12345678, slaapt Femke "
    "slecht.\nOp 12 januari is met Roelof {name} gesproken. Zij zit graag bij het raam, in de Reigerhoek."
)
HAND_MARKED = "Reigerhoek"
CONCERN = "Al weken thuis en steeds verder teruggetrokken."


@pytest.fixture
def office(runner: JobRunner, settle: Callable[[], None], tmp_path: Path, canary: str) -> Iterator[Office]:
    made = move_in(runner, settle, lambda: refused_case(tmp_path / "school.thuisplan", canary), tmp_path)
    yield made
    move_out(made)


def refused_case(folder: Path, surname: str) -> OpenRegister:
    """A register with one case whose parent said no, and a meeting in two days."""
    register = new_register(folder)
    case = cases.save_case(register, make_case(id="c1", infix="", surname=surname, birth_date=date(2016, 9, 3))).value
    parent = make_contact(case, infix="", surname=surname)
    cases.save_contact(register, parent)
    answer = Consent(
        id="t1", case_id=case.id, giver=GiverRole.PARENT, contact_id=parent.id, decision=Decision.REFUSED,
        asked_on=TODAY - timedelta(days=9), decided_on=TODAY - timedelta(days=2),
    )  # fmt: skip
    consents.record_consent(register, answer)
    team = (Party.ZORGCOORDINATOR, Party.LEERPLICHT, Party.YOUTH_DOCTOR)
    meetings.plan_meeting(register, MeetingKind.SUPPORT_TEAM, TODAY + timedelta(days=2), team)
    return register


def test_a_note_becomes_a_sheet_without_a_name(
    office: Office, canary: str, tmp_path: Path, find_canary: Callable[[Path], list[Path]]
) -> None:
    """Anonymous only after a refusal and a grave concern; no sheet while a finding waits; no name on paper or disk."""
    put_anonymous(office)
    page = write_note(office, NOTE.format(name=canary))
    assert not page.make.isEnabled()
    judge_everything(office)
    assert canary not in page.review.preview.toPlainText()
    office.click(page.make)
    paper = office.saved[-1]
    text = "".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(paper.read_bytes())).pages)
    for word in (canary, "Femke", "Roelof", "06-12345678", HAND_MARKED):
        assert word not in text
    assert "steeds minder op school" in text
    assert find_canary(tmp_path) == []


def test_who_was_discussed_by_name_here_never_becomes_anonymous(office: Office) -> None:
    """The gate says so, and offers no route."""
    case_id = named_before(office)
    gate = open_gate(office, case_id)
    gate.concern.setPlainText(CONCERN)
    office.settle()
    assert "eerder op naam besproken" in gate.verdict.words()
    assert not gate.put.isEnabled()


def open_gate(office: Office, case_id: str) -> "MeetingPage.gate.__class__":  # type: ignore[name-defined]
    office.go("meetings")
    table = office.window.current.table  # type: ignore[union-attr]
    table.chosen.emit(table.rows.index(0, 0).data(table.rows.sourceModel() and 257))
    office.settle()
    gate = office.page(MeetingPage).gate
    gate.case.setCurrentIndex(gate.case.findData(case_id))
    office.settle()
    return gate
