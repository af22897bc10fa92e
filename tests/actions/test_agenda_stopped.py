"""Consent withdrawn with a case on the agenda: said of which, and the rest of the meeting goes on."""

import io
from datetime import timedelta

import pypdf
import pytest

from factories import make_case, make_consent, make_contact
from regions import TODAY, Clock
from thuisplan_desktop.actions import cases, consents, meetings
from thuisplan_desktop.actions.meetings import AgendaLine
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.errors import ConsentMissing, InvalidCase
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.codes import DataCategory, MeetingKind, Party, Route
from thuisplan_desktop.register.consent import Consent
from thuisplan_desktop.register.meeting import Discussion, Meeting

TEAM = (Party.ZORGCOORDINATOR, Party.LEERPLICHT, Party.YOUTH_TEAM)
TOLD = frozenset({DataCategory.ABSENCE})
NO_YOUTH_TEAM = frozenset({Party.YOUTH_TEAM})
CONCERN = "Al zes weken thuis."


def plan(register: OpenRegister, days: int = 0, kind: MeetingKind = MeetingKind.SUPPORT_TEAM) -> Meeting:
    meeting: Meeting = meetings.plan_meeting(register, kind, TODAY + timedelta(days=days), TEAM).value
    return meeting


def agreed(register: OpenRegister, parties: frozenset[Party], **changes: str) -> tuple[CaseFile, Consent]:
    """A pupil with one parent, who says yes to these parties."""
    case = cases.save_case(register, make_case(**changes)).value
    parent = make_contact(case)
    cases.save_contact(register, parent)
    consent = make_consent(case, parent, parties=parties, categories=TOLD)
    consents.record_consent(register, consent)
    return cases.open_case(register, case.id).file, consent


def put(
    register: OpenRegister, meeting: Meeting, file: CaseFile, left_out: frozenset[Party] = frozenset()
) -> Discussion:
    found: Discussion = meetings.put_on_agenda(
        register, meeting.id, file.case.id, TOLD, Route.BY_NAME, left_out=left_out
    ).value
    return found


def lines(register: OpenRegister, meeting: Meeting) -> dict[str, AgendaLine]:
    return {line.discussion.id: line for line in meetings.open_meeting(register, meeting.id).agenda}


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_a_withdrawal_on_the_day_stops_one_item_and_says_which(register: OpenRegister) -> None:
    """On the agenda beside its name; in the refusal by its number and code. Taken off, the others are printed."""
    meeting = plan(register)
    stays, _ = agreed(register, frozenset(TEAM))
    goes, consent = agreed(register, frozenset(TEAM), nickname="Wiebe")
    put(register, meeting, stays)
    stopped = put(register, meeting, goes)
    consents.withdraw_consent(register, consent, TODAY)
    found = lines(register, meeting)
    assert [line.name for line in found.values() if line.stopped] == [goes.case.full_name]
    assert "ingetrokken" in " ".join(found[stopped.id].stopped)
    with pytest.raises(ConsentMissing) as refused:
        meetings.agenda_pdf(register, meeting.id)
    said = str(refused.value.facts["reasons"])
    assert f"punt 2 van de agenda, bladcode {stopped.sheet_code}" in said
    assert "Wiebe" not in said
    meetings.take_off_agenda(register, stopped.id)
    assert stays.case.full_name in text_of(meetings.agenda_pdf(register, meeting.id))
    assert meetings.agreements_pdf(register, meeting.id)


@pytest.mark.parametrize("family", [False, True])
def test_a_case_by_its_code_is_stopped_as_one_by_name(register: OpenRegister, clock: Clock, *, family: bool) -> None:
    """Where a family sits every name is a code; a withdrawal stops the papers all the same, and later it is told."""
    people = (*TEAM, Party.PARENTS) if family else TEAM
    meeting = meetings.plan_meeting(register, MeetingKind.KNOOPPUNT, TODAY + timedelta(days=3), people).value
    given = []
    for name in ("Aalbes", "Braambes"):
        file, consent = agreed(register, frozenset(TEAM), surname=name)
        put(register, meeting, file)
        given.append(consent)
    consents.withdraw_consent(register, given[0], TODAY)
    for paper in (meetings.agenda_pdf, meetings.agreements_pdf):
        with pytest.raises(ConsentMissing, match="ConsentMissing") as refused:
            paper(register, meeting.id)
        assert "punt 1 van de agenda" in str(refused.value.facts["reasons"])
    clock.go_to(TODAY + timedelta(days=4))
    assert "de naam mag niet meer op papier" in text_of(meetings.agenda_pdf(register, meeting.id))


def test_nobody_has_heard_what_was_only_planned(register: OpenRegister) -> None:
    """'Eerder op naam besproken' is said once it happened: not of this very item, nor of a meeting still to come."""
    file, consent = agreed(register, frozenset(TEAM))
    today, later = plan(register), plan(register, days=3)
    put(register, later, file)
    item = put(register, today, file)
    consents.withdraw_consent(register, consent, TODAY)
    assert "eerder op naam" not in " ".join(lines(register, today)[item.id].stopped)
    meetings.take_off_agenda(register, item.id)
    assert meetings.judge(register, today.id, file.case.id, TOLD, CONCERN).anonymous


def test_what_was_printed_was_heard(register: OpenRegister) -> None:
    """Taking the case off forgets nothing."""
    file, consent = agreed(register, frozenset(TEAM))
    meeting = plan(register)
    item = put(register, meeting, file)
    meetings.sheet_by_name_pdf(register, item.id)
    consents.withdraw_consent(register, consent, TODAY)
    meetings.take_off_agenda(register, item.id)
    assert not meetings.judge(register, meeting.id, file.case.id, TOLD, CONCERN).anonymous


def test_after_the_day_the_agenda_is_final(register: OpenRegister, clock: Clock) -> None:
    """And a case that stayed on it counts as heard there from then on."""
    file, consent = agreed(register, frozenset(TEAM))
    item = put(register, plan(register), file)
    clock.go_to(TODAY + timedelta(days=1))
    with pytest.raises(InvalidCase):
        meetings.take_off_agenda(register, item.id)
    consents.withdraw_consent(register, consent, TODAY + timedelta(days=1))
    assert not meetings.judge(register, plan(register, days=1).id, file.case.id, TOLD, CONCERN).anonymous


def test_one_party_can_be_left_out_of_one_item(register: OpenRegister) -> None:
    """As the remedy says: by name for the others. Papers for the whole table name nobody then, and so tells the row."""
    file, _ = agreed(register, frozenset(TEAM[:2]))
    meeting = plan(register)
    verdict = meetings.judge(register, meeting.id, file.case.id, TOLD)
    assert not verdict.by_name
    assert any("Laat bij dit agendapunt weg: jeugdteam" in one for one in verdict.remedies)
    with pytest.raises(ConsentMissing):
        put(register, meeting, file)
    item = put(register, meeting, file, NO_YOUTH_TEAM)
    for paper in (meetings.agenda_pdf(register, meeting.id), meetings.agreements_pdf(register, meeting.id)):
        assert item.sheet_code in text_of(paper)
        assert file.case.surname not in text_of(paper)
    assert "zonder" in text_of(meetings.agenda_pdf(register, meeting.id))
    assert cases.open_case(register, file.case.id).sharings == ()
    sheet = text_of(meetings.sheet_by_name_pdf(register, item.id))
    assert file.case.full_name in sheet
    assert Party.YOUTH_TEAM.label not in sheet
    (row,) = cases.open_case(register, file.case.id).sharings
    assert row.recipients == TEAM[:2]


def test_nobody_is_left_out_where_there_is_no_name(register: OpenRegister) -> None:
    """An anonymous sheet is for the whole table, so the question is asked for all of it."""
    file, consent = agreed(register, frozenset(TEAM))
    consents.withdraw_consent(register, consent, TODAY)
    meeting = plan(register)
    item = meetings.put_on_agenda(
        register, meeting.id, file.case.id, TOLD, Route.ANONYMOUS, CONCERN, left_out=NO_YOUTH_TEAM
    ).value
    assert item.left_out == frozenset()


def test_leaving_everybody_out_opens_nothing(register: OpenRegister) -> None:
    """Somebody has to be there."""
    file, _ = agreed(register, frozenset(TEAM))
    with pytest.raises(ConsentMissing):
        put(register, plan(register), file, frozenset(TEAM))
