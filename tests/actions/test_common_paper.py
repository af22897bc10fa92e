"""Agenda and afsprakenlijst where somebody sits for one pupil, or one school, alone: no child for another's family."""

import io
from datetime import date, timedelta

import pypdf
import pytest

from factories import make_case, make_consent, make_contact
from regions import TODAY, Clock, Maker
from thuisplan_desktop.actions import agreements, cases, consents, meetings
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.register.codes import DataCategory, MeetingKind, Party, Role, Route
from thuisplan_desktop.register.meeting import Discussion, Meeting

TOLD = frozenset({DataCategory.ABSENCE, DataCategory.EDUCATION})
STAFF = (Party.ZORGCOORDINATOR, Party.MENTOR)
FAMILIES = [(*STAFF, Party.PARENTS), (*STAFF, Party.PUPIL), (Party.ZORGCOORDINATOR, Party.PARENTS, Party.PUPIL)]


def plan(register: OpenRegister, *people: Party) -> Meeting:
    meeting: Meeting = meetings.plan_meeting(register, MeetingKind.KNOOPPUNT, TODAY, people).value
    return meeting


def put(register: OpenRegister, meeting: Meeting, name: str, brin: str = "99XA", *without: Party) -> Discussion:
    """A child of this name, by name on the agenda, with what was agreed."""
    case = cases.save_case(register, make_case(surname=name, infix="", brin=brin)).value
    cases.save_contact(register, make_contact(case))
    item = meetings.put_on_agenda(register, meeting.id, case.id, TOLD, Route.BY_NAME, left_out=frozenset(without)).value
    agreements.record(register, item.id, f"Twee ochtenden, punt {name[0]}.")
    found: Discussion = meetings.open_discussion(register, item.id).discussion
    return found


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def papers(register: OpenRegister, meeting: Meeting) -> tuple[str, ...]:
    return tuple(text_of(one(register, meeting.id)) for one in (meetings.agenda_pdf, meetings.agreements_pdf))


def by_code(register: OpenRegister, meeting: Meeting) -> list[str]:
    return [" ".join(line.by_code) for line in meetings.open_meeting(register, meeting.id).agenda]


@pytest.mark.parametrize("people", FAMILIES)
def test_no_family_reads_of_another_child(register: OpenRegister, people: tuple[Party, ...]) -> None:
    """Both stand by their codes; each own sheet has the name, the code and what was agreed."""
    meeting = plan(register, *people)
    items = [put(register, meeting, name) for name in ("Aalbes", "Braambes")]
    for paper in papers(register, meeting):
        assert not [word for word in ("Aalbes", "Braambes", "Femke", "punt A", "punt B") if word in paper]
        assert all(item.sheet_code in paper for item in items)
        assert "het anonieme casusblad" not in paper
    assert all(LIST in said for said in by_code(register, meeting))
    sheet = text_of(meetings.sheet_by_name_pdf(register, items[0].id))
    assert "Aalbes" in sheet
    assert f"blad {items[0].sheet_code}" in sheet
    assert "punt A" in sheet
    assert "alleen voor wie bij dit punt aan tafel zat" in sheet
    assert "vernietigen" not in sheet
    assert "Braambes" not in sheet


LIST = "de afsprakenlijst staat deze leerling daarom met de code van zijn blad"


def test_one_family_alone_reads_the_name(register: OpenRegister) -> None:
    """Its own child, beside a case that it does not hear; and who is alone needs no code."""
    meeting = plan(register, *STAFF, Party.PARENTS)
    put(register, meeting, "Aalbes")
    assert all("Aalbes" in paper for paper in papers(register, meeting))
    put(register, meeting, "Braambes", "99XA", Party.PARENTS)
    for paper in papers(register, meeting):
        assert "Aalbes" in paper
        assert "Braambes" not in paper
    assert [bool(said) for said in by_code(register, meeting)] == [False, True]


def test_the_gate_says_so_before_it_is_on_the_agenda(register: OpenRegister) -> None:
    """With the way out; without family nothing is said at all."""
    for people, said in (((*STAFF, Party.PARENTS), True), (STAFF, False)):
        meeting = plan(register, *people)
        put(register, meeting, "Aalbes")
        other = cases.save_case(register, make_case(surname="Braambes", infix="")).value
        cases.save_contact(register, make_contact(other))
        verdict = meetings.judge(register, meeting.id, other.id, TOLD)
        assert verdict.by_name
        assert bool(verdict.by_code) is said
        assert ("plan een eigen bijeenkomst" in " ".join(verdict.by_code)) is said


def test_a_talk_that_has_been_held_keeps_its_families(register: OpenRegister, clock: Clock) -> None:
    """A case whose consent is gone since sat there with its family too: the name of the other stays off."""
    meeting = plan(register, *STAFF, Party.PARENTS)
    put(register, meeting, "Aalbes")
    item = put(register, meeting, "Braambes")
    case = cases.open_case(register, item.case_id).file.case
    clock.go_to(TODAY + timedelta(days=1))
    cases.save_case(register, make_case(id=case.id, surname="Braambes", infix="", birth_date=date(2009, 1, 1)))
    for paper in papers(register, meeting):
        assert not [word for word in ("Aalbes", "Braambes") if word in paper]


def test_a_school_reads_of_its_own_pupils_alone(maker: Maker) -> None:
    """At a consulent; two of one school stand by name."""
    consulent = maker.make(Role.CONSULENT)
    for brins, named in ((("99XA", "99XB"), False), (("99XA", "99XA"), True)):
        meeting = plan(consulent, Party.CONSULENT, Party.ZORGCOORDINATOR)
        for name, brin in zip(("Aalbes", "Braambes"), brins, strict=True):
            put(consulent, meeting, name, brin)
        for paper in papers(consulent, meeting):
            assert [word in paper for word in ("Aalbes", "Braambes")] == [named, named]
        assert ["vul de school in" in said for said in by_code(consulent, meeting)] == [not named] * 2
    own = plan(consulent, Party.CONSULENT, Party.SWV_DIRECTOR)
    put(consulent, own, "Aalbes")
    put(consulent, own, "Braambes", "99XB")
    assert all("Aalbes" in paper and "Braambes" in paper for paper in papers(consulent, own))


def test_a_gezinsvoogd_sits_there_for_one_pupil(register: OpenRegister) -> None:
    """With consent for both: each gave it for his own gezinsvoogd."""
    meeting = plan(register, *STAFF, Party.FAMILY_GUARDIAN)
    for name in ("Aalbes", "Braambes"):
        case = cases.save_case(register, make_case(surname=name, infix="")).value
        parent = make_contact(case)
        cases.save_contact(register, parent)
        parties = frozenset({Party.FAMILY_GUARDIAN})
        consents.record_consent(register, make_consent(case, parent, parties=parties, categories=TOLD))
        meetings.put_on_agenda(register, meeting.id, case.id, TOLD, Route.BY_NAME)
    for paper in papers(register, meeting):
        assert not [word for word in ("Aalbes", "Braambes") if word in paper]
