"""Meetings: the gate is asked again in the transaction that shares, and again when something is printed."""

import io
from dataclasses import replace
from datetime import date, timedelta

import pypdf
import pytest

from factories import make_case, make_consent
from regions import TODAY, Clock, give_consent, keep_pupil, log_of
from thuisplan_desktop.actions import agreements, cases, consents, meetings, parts, sharing, worklist
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.actions.sharing import ConsentChoices
from thuisplan_desktop.errors import (
    AnonymousNotAllowed,
    ConsentMissing,
    InvalidCase,
    NoSuchCase,
    NoSuchMeeting,
)
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.case_codes import Organisation
from thuisplan_desktop.register.codes import DataCategory, Decision, GiverRole, LegalBasis, MeetingKind, Party, Route
from thuisplan_desktop.register.meeting import Discussion, Meeting
from thuisplan_desktop.register.meeting_types import every_type
from thuisplan_desktop.register.talk import InView
from thuisplan_desktop.store import consents as consent_store
from thuisplan_desktop.store import settings

TEAM = (Party.ZORGCOORDINATOR, Party.LEERPLICHT)
CATEGORIES = frozenset({DataCategory.ABSENCE, DataCategory.EDUCATION})
CONCERN = "Al zes weken thuis en steeds verder teruggetrokken."


def plan(register: OpenRegister, on: date = TODAY, kind: MeetingKind = MeetingKind.SUPPORT_TEAM) -> Meeting:
    meeting: Meeting = meetings.plan_meeting(register, kind, on, TEAM).value
    return meeting


def by_name(register: OpenRegister, meeting: Meeting, file: CaseFile) -> Discussion:
    found: Discussion = meetings.put_on_agenda(register, meeting.id, file.case.id, CATEGORIES, Route.BY_NAME).value
    return found


def refuse(register: OpenRegister, file: CaseFile) -> None:
    """Both parents say no."""
    for parent in file.contacts:
        consents.record_consent(
            register,
            make_consent(
                file.case, parent, decision=Decision.REFUSED, parties=frozenset(), categories=frozenset(),
                valid_until=None,
            ),
        )  # fmt: skip


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_a_case_by_name(register: OpenRegister) -> None:
    """With consent a case gets on the agenda with a code of its own. Printing shares: one row, however often."""
    file = keep_pupil(register)
    give_consent(register, file)
    meeting = plan(register, TODAY + timedelta(days=2))
    assert meetings.judge(register, meeting.id, file.case.id, CATEGORIES).by_name
    discussion = by_name(register, meeting, file)
    view = cases.open_case(register, file.case.id)
    assert (view.discussions, view.sharings) == ((discussion,), ()), "planning shares nothing"
    meetings.sheet_by_name_pdf(register, discussion.id)
    meetings.agenda_pdf(register, meeting.id)
    (sharing,) = cases.open_case(register, file.case.id).sharings
    assert (sharing.shared_on, sharing.recipients, sharing.categories) == (TODAY, TEAM, CATEGORIES)
    assert (sharing.basis, sharing.route) == (LegalBasis.CONSENT, Route.BY_NAME)
    assert len(discussion.sheet_code) == 6


def test_withdrawal_between_verdict_and_agenda(register: OpenRegister) -> None:
    """The page may still show yes: the gate is asked again in the transaction, and nothing is shared."""
    file = keep_pupil(register)
    first, _ = give_consent(register, file)
    meeting = plan(register)
    assert meetings.judge(register, meeting.id, file.case.id, CATEGORIES).by_name
    consents.withdraw_consent(register, first, TODAY)
    before = log_of(register)
    with pytest.raises(ConsentMissing) as refused:
        by_name(register, meeting, file)
    assert "ingetrokken" in str(refused.value.facts["reasons"])
    view = cases.open_case(register, file.case.id)
    assert (view.discussions, view.sharings) == ((), ())
    assert log_of(register)[: len(before) + 1] == [*before, "case_opened"]


def test_a_sixteenth_birthday_before_the_meeting(register: OpenRegister) -> None:
    """Age counts on the day of the meeting: what the parents allowed today is the pupil's to decide by then."""
    file = keep_pupil(register, birth_date=date(2010, 4, 1))
    give_consent(register, file)
    today, later = plan(register), plan(register, date(2026, 4, 2))
    assert by_name(register, today, file).route is Route.BY_NAME
    assert not meetings.judge(register, later.id, file.case.id, CATEGORIES).by_name
    with pytest.raises(ConsentMissing) as refused:
        by_name(register, later, file)
    assert "16 jaar" in str(refused.value.facts["reasons"])


def test_a_birthday_between_agenda_and_printing(register: OpenRegister, clock: Clock) -> None:
    """A sheet printed after the meeting is shared on the day of printing, so the age of that day counts."""
    file = keep_pupil(register, birth_date=date(2010, 4, 1))
    give_consent(register, file)
    meeting = plan(register)
    discussion = by_name(register, meeting, file)
    assert b"%PDF" in meetings.sheet_by_name_pdf(register, discussion.id)
    clock.go_to(date(2026, 4, 2))
    before = log_of(register)
    with pytest.raises(ConsentMissing):
        meetings.sheet_by_name_pdf(register, discussion.id)
    assert log_of(register) == before
    for printing in (meetings.agenda_pdf, meetings.agreements_pdf):
        said = text_of(printing(register, meeting.id))
        assert "Zandloper" not in said
        assert discussion.sheet_code in said


@pytest.mark.parametrize("days", [0, 1])
def test_one_withdrawal_after_a_meeting_stops_nobody_elses_list(
    register: OpenRegister, clock: Clock, days: int
) -> None:
    """It can't be taken off any more: its name and agreements stay away, and the list says so."""
    gone, stays = keep_pupil(register), keep_pupil(register, nickname="Twee", surname="Blijver")
    given, _ = give_consent(register, gone)
    give_consent(register, stays)
    meeting = plan(register)
    first, other = by_name(register, meeting, gone), by_name(register, meeting, stays)
    agreements.record(register, first.id, "De mentor belt elke maandag.")
    agreements.record(register, other.id, "De mentor schrijft een brief.")
    clock.go_to(TODAY + timedelta(days=days))
    consents.withdraw_consent(register, given, TODAY + timedelta(days=days))
    before = len(cases.open_case(register, gone.case.id).sharings)
    said = text_of(meetings.agreements_pdf(register, meeting.id))
    assert "Blijver" in said
    assert "schrijft een brief" in said
    assert "Femke" not in said
    assert "maandag" not in said
    assert f"Blad {first.sheet_code}" in said
    assert "mogen niet meer op deze lijst" in said
    assert len(cases.open_case(register, gone.case.id).sharings) == before


def test_a_withdrawal_stops_the_printer(register: OpenRegister) -> None:
    """Sheet, agenda and afsprakenlijst ask the gate once more."""
    file = keep_pupil(register)
    first, _ = give_consent(register, file)
    meeting = plan(register)
    discussion = by_name(register, meeting, file)
    assert "Zandloper" in text_of(meetings.agenda_pdf(register, meeting.id))
    consents.withdraw_consent(register, first, TODAY)
    with pytest.raises(ConsentMissing):
        meetings.sheet_by_name_pdf(register, discussion.id)
    with pytest.raises(ConsentMissing):
        meetings.agenda_pdf(register, meeting.id)


def test_a_sheet_by_name_names_no_other_pupil(register: OpenRegister) -> None:
    """A note that names somebody else of the register stops the paper, and says in which field; agreements too."""
    file = keep_pupil(register, note="Was weer met P. Anderkind op het dak", birth_date=date(2016, 4, 1))
    keep_pupil(register, nickname="Pim", surname="Anderkind", infix="", pupil_key="40077")
    give_consent(register, file, categories=DataCategory)
    meeting = plan(register)
    put: Discussion = meetings.put_on_agenda(
        register, meeting.id, file.case.id, frozenset(DataCategory), Route.BY_NAME
    ).value
    with pytest.raises(InvalidCase) as refused:
        meetings.sheet_by_name_pdf(register, put.id)
    assert "bij Notitie staat een andere leerling" in str(refused.value.facts["reason"])
    for agreed in ("Pim A. gaat met hem mee.", "Zie ook leerling 40077."):
        with pytest.raises(InvalidCase):
            agreements.record(register, put.id, agreed)
    cases.save_case(register, replace(file.case, note="Was weer op het dak"))
    assert "op het dak" in text_of(meetings.sheet_by_name_pdf(register, put.id))


def test_agreements_that_name_a_pupil_who_came_since_are_not_printed(register: OpenRegister) -> None:
    """Nobody was named when they were recorded; now the words are about another child. In other words they are.

    They stand on the list, and on the sheet of a case that goes by its code there.
    """
    file = keep_pupil(register)
    give_consent(register, file)
    on_list, by_code = plan(register), plan(register)
    put = by_name(register, on_list, file)
    own: Discussion = meetings.put_on_agenda(
        register, by_code.id, file.case.id, CATEGORIES, Route.BY_NAME, left_out=frozenset({Party.LEERPLICHT})
    ).value
    for one in (put, own):
        agreements.record(register, one.id, "Samen met Noor Braambes naar de gymles.")
    papers = {
        "de afspraken van punt 1": lambda: meetings.agreements_pdf(register, on_list.id),
        "de afspraken": lambda: meetings.sheet_by_name_pdf(register, own.id),
    }
    assert all("Noor Braambes" in text_of(paper()) for paper in papers.values())
    keep_pupil(register, nickname="Noor", infix="", surname="Braambes")
    for place, paper in papers.items():
        with pytest.raises(InvalidCase) as refused:
            paper()
        assert f"bij {place} staat een andere leerling" in refused.value.facts["reason"]
    assert meetings.sheet_by_name_pdf(register, put.id)
    assert meetings.agreements_pdf(register, by_code.id)
    for one in (put, own):
        agreements.record(register, one.id, "Samen met een klasgenoot naar de gymles.")
    assert all("een klasgenoot" in text_of(paper()) for paper in papers.values())


def test_anonymous_only_after_asking_in_vain_and_with_grave_concern(register: OpenRegister) -> None:
    """Consent first, anonymous second: three refusals before the one that is allowed."""
    file = keep_pupil(register)
    meeting = plan(register)

    def put(concern: str = CONCERN) -> Discussion:
        found: Discussion = meetings.put_on_agenda(
            register, meeting.id, file.case.id, CATEGORIES, Route.ANONYMOUS, concern
        ).value
        return found

    with pytest.raises(AnonymousNotAllowed):
        put()  # nobody was asked
    refuse(register, file)
    with pytest.raises(AnonymousNotAllowed):
        put("  ")
    discussion = put()
    with pytest.raises(InvalidCase):
        put()  # it stands there already
    assert cases.open_case(register, file.case.id).sharings == ()
    agenda = text_of(meetings.agenda_pdf(register, meeting.id))
    assert discussion.sheet_code in agenda
    assert "Zandloper" not in agenda


def test_known_by_name_is_never_anonymous(register: OpenRegister) -> None:
    """A group that discussed a case by name can't forget the name: anonymous and learning are closed for good."""
    file = keep_pupil(register)
    first, second = give_consent(register, file)
    by_name(register, plan(register), file)
    for consent in (first, second):
        consents.withdraw_consent(register, consent, TODAY)
    with pytest.raises(AnonymousNotAllowed):
        meetings.put_on_agenda(register, plan(register).id, file.case.id, CATEGORIES, Route.ANONYMOUS, CONCERN)
    learning = plan(register, kind=MeetingKind.LEARNING)
    with pytest.raises(AnonymousNotAllowed):
        meetings.put_on_agenda(register, learning.id, file.case.id, CATEGORIES, Route.LEARNING)


def test_taking_a_case_off_does_not_make_a_name_forgotten(register: OpenRegister) -> None:
    """What was printed by name stays heard, whatever leaves the agenda; what has its agreements stays there."""
    file = keep_pupil(register)
    first, second = give_consent(register, file)
    later = plan(register, TODAY + timedelta(days=2))
    planned = by_name(register, later, file)
    meetings.sheet_by_name_pdf(register, planned.id)
    meetings.take_off_agenda(register, planned.id)
    today = by_name(register, plan(register), file)
    agreements.record(register, today.id, "Morgen bellen.")
    with pytest.raises(InvalidCase):
        meetings.take_off_agenda(register, today.id)
    for consent in (first, second):
        consents.withdraw_consent(register, consent, TODAY)
    with pytest.raises(AnonymousNotAllowed):
        meetings.put_on_agenda(register, later.id, file.case.id, CATEGORIES, Route.ANONYMOUS, CONCERN)


def test_planned_by_name_and_taken_off_again_was_never_heard(register: OpenRegister) -> None:
    """Nothing was printed and nothing said: anonymous stays possible."""
    file = keep_pupil(register)
    first, second = give_consent(register, file)
    later = plan(register, TODAY + timedelta(days=2))
    meetings.take_off_agenda(register, by_name(register, later, file).id)
    for consent in (first, second):
        consents.withdraw_consent(register, consent, TODAY)
    meetings.put_on_agenda(register, later.id, file.case.id, CATEGORIES, Route.ANONYMOUS, CONCERN)


@pytest.mark.parametrize(("party", "known"), [(Organisation.LEERPLICHT, True), (Organisation.YOUTH_DOCTOR, False)])
def test_who_has_the_pupil_in_view_does_not_learn_from_the_case(
    register: OpenRegister, party: Organisation, known: bool
) -> None:
    """'In beeld bij leerplicht': the leerplichtambtenaar at the table knows the name as well as if he had heard it."""
    file = keep_pupil(register)
    group = meetings.plan_meeting(register, MeetingKind.LEARNING, TODAY, (Party.LEERPLICHT, Party.RMC)).value
    parts.keep(register, InView(id="v", case_id=file.case.id, party=party, since=TODAY))
    verdict = meetings.judge(register, group.id, file.case.id, CATEGORIES)
    assert verdict.learning is not known
    assert ("in beeld" in " ".join(verdict.reasons)) is known


def test_another_group_may_learn_from_a_case_its_own_team_knows(register: OpenRegister) -> None:
    """The own team heard the name from the leerplichtambtenaar's seat; a group of others doesn't know the case."""
    file = keep_pupil(register)
    give_consent(register, file)
    by_name(register, plan(register), file)
    others = meetings.plan_meeting(register, MeetingKind.LEARNING, TODAY, (Party.YOUTH_DOCTOR, Party.RMC)).value
    meetings.put_on_agenda(register, others.id, file.case.id, CATEGORIES, Route.LEARNING)


def test_a_learning_meeting_never_has_names(register: OpenRegister) -> None:
    """With every consent in the world a kenniskring hears no name."""
    file = keep_pupil(register)
    give_consent(register, file)
    learning = plan(register, kind=MeetingKind.LEARNING)
    with pytest.raises(ConsentMissing):
        by_name(register, learning, file)
    discussion = meetings.put_on_agenda(register, learning.id, file.case.id, CATEGORIES, Route.LEARNING).value
    with pytest.raises(ConsentMissing):
        meetings.sheet_by_name_pdf(register, discussion.id)


def test_the_page_of_a_meeting(register: OpenRegister) -> None:
    """An agenda shows its cases; the candidates are the open cases that are not on it."""
    one, two = keep_pupil(register, nickname="Bram"), keep_pupil(register, nickname="Aïsha")
    keep_pupil(register, closed_on=date(2026, 2, 2))
    give_consent(register, one)
    early, late = plan(register), plan(register, TODAY + timedelta(days=7))
    discussion = by_name(register, early, one)
    view = meetings.open_meeting(register, early.id)
    assert [line.discussion for line in view.agenda] == [discussion]
    assert view.agenda[0].name.startswith("Bram")
    assert [case_id for case_id, _ in view.candidates] == [two.case.id]
    assert [meeting.id for meeting in meetings.list_meetings(register)] == [late.id, early.id]


def test_agreements_are_kept_and_printed(register: OpenRegister) -> None:
    """What was agreed stands on the afsprakenlijst of a case by name; said and printed on one day is one sharing."""
    file = keep_pupil(register)
    give_consent(register, file)
    meeting = plan(register)
    discussion = by_name(register, meeting, file)
    agreements.record(register, discussion.id, "De mentor belt elke maandag.")
    assert "De mentor belt elke maandag." in text_of(meetings.agreements_pdf(register, meeting.id))
    assert len(cases.open_case(register, file.case.id).sharings) == 1


def test_what_is_not_there(register: OpenRegister) -> None:
    """A meeting needs participants; unknown meetings and cases are named."""
    with pytest.raises(InvalidCase):
        meetings.plan_meeting(register, MeetingKind.ZAT, TODAY, ())
    with pytest.raises(NoSuchMeeting):
        meetings.open_meeting(register, "weg")
    with pytest.raises(NoSuchCase):
        meetings.judge(register, plan(register).id, make_case().id, CATEGORIES)


def test_sheet_codes_do_not_join_two_meetings(register: OpenRegister) -> None:
    """The same case has another code each time, of letters that can't be misread."""
    codes = {meetings.new_sheet_code() for _ in range(200)}
    assert len(codes) > 190
    assert not set("".join(codes)) & set("IO01")


def test_a_meeting_in_the_past_is_refused_with_the_way_out(register: OpenRegister, clock: Clock) -> None:
    """Neither planned nor filled afterwards: what was said then is recorded where sharings are."""
    with pytest.raises(InvalidCase) as refused:
        plan(register, TODAY - timedelta(days=1))
    assert "bij Delen" in str(refused.value.facts["reason"])
    with pytest.raises(InvalidCase) as refused:
        plan(register, date(2226, 3, 24))
    assert "jaartal" in str(refused.value.facts["reason"])
    file = keep_pupil(register)
    give_consent(register, file)
    meeting = plan(register)
    clock.go_to(TODAY + timedelta(days=1))
    with pytest.raises(InvalidCase):
        by_name(register, meeting, file)


def test_nobody_sits_where_he_never_sits(register: OpenRegister) -> None:
    """DUO is at no table; somebody of another school only where no names come."""
    for parties in ((Party.DUO,), (Party.LEERPLICHT, Party.OTHER_SCHOOL)):
        with pytest.raises(InvalidCase):
            meetings.plan_meeting(register, MeetingKind.MDO, TODAY, parties)
    meetings.plan_meeting(register, MeetingKind.LEARNING, TODAY, (Party.LEERPLICHT, Party.OTHER_SCHOOL))


def test_the_ground_of_a_discussion_is_judged_on_its_day(register: OpenRegister, clock: Clock) -> None:
    """The own team: public task. With others: consent, also when it is withdrawn that day after the meeting. And when
    consent had ended before the day: no ground, and the row says so."""
    file = keep_pupil(register)
    given = give_consent(register, file)
    own = meetings.plan_meeting(register, MeetingKind.SUPPORT_TEAM, TODAY, (Party.MENTOR,)).value
    later = plan(register, TODAY + timedelta(days=2))
    found = [by_name(register, one, file) for one in (own, plan(register), later)]
    consents.withdraw_consent(register, given[0], TODAY)
    clock.go_to(TODAY + timedelta(days=3))
    for discussion in found:
        agreements.record(register, discussion.id, "Afgesproken.")
    assert [row.basis for row in cases.open_case(register, file.case.id).sharings] == [
        LegalBasis.PUBLIC_TASK, LegalBasis.CONSENT, LegalBasis.NONE,
    ]  # fmt: skip


def test_what_parents_hear_is_by_their_gezag(register: OpenRegister) -> None:
    """Of who is 16 too, whatever he said himself: by the rule that lets them hear it, and no task of the school."""
    file = keep_pupil(register, birth_date=date(2009, 3, 1))
    no = make_consent(
        file.case, None, giver=GiverRole.PUPIL_16, asked_on=TODAY, decided_on=TODAY, decision=Decision.REFUSED,
        parties=frozenset(), categories=frozenset(),
    )  # fmt: skip
    consents.record_consent(register, no)
    table = meetings.plan_meeting(register, MeetingKind.SUPPORT_TEAM, TODAY, (Party.MENTOR, Party.PARENTS)).value
    told = frozenset({DataCategory.ABSENCE})
    found = meetings.put_on_agenda(register, table.id, file.case.id, told, Route.BY_NAME).value
    meetings.sheet_by_name_pdf(register, found.id)
    agreements.record(register, found.id, "Afgesproken.")
    assert {row.basis for row in cases.open_case(register, file.case.id).sharings} == {LegalBasis.REPRESENTATIVE}


def test_from_now_on_one_parent_is_enough(register: OpenRegister) -> None:
    """The setting counts at once, and back."""
    file = keep_pupil(register)
    consents.record_consent(
        register, make_consent(file.case, file.contacts[0], parties=frozenset(cases.USUAL_PARTIES), recorded_by="")
    )
    meeting = plan(register)
    for both in (True, False, True):
        sharing.choose(register, ConsentChoices(both_parents=both))
        assert meetings.judge(register, meeting.id, file.case.id, CATEGORIES).by_name is not both


def test_a_recognised_pupil_is_never_anonymous_there_again(register: OpenRegister) -> None:
    """The talk stops: no other anonymous meeting of this group; a case by name can't be recognised."""
    file = keep_pupil(register)
    refuse(register, file)
    here, next_one = plan(register), plan(register, TODAY + timedelta(days=1))
    put = meetings.put_on_agenda
    told = put(register, here.id, file.case.id, CATEGORIES, Route.ANONYMOUS, CONCERN).value
    assert meetings.judge(register, next_one.id, file.case.id, CATEGORIES, CONCERN).anonymous
    meetings.mark_recognised(register, told.id)
    assert not meetings.judge(register, next_one.id, file.case.id, CATEGORIES, CONCERN).anonymous
    with pytest.raises(AnonymousNotAllowed):
        put(register, next_one.id, file.case.id, CATEGORIES, Route.ANONYMOUS, CONCERN)
    other = keep_pupil(register, nickname="Bram")
    give_consent(register, other)
    with pytest.raises(InvalidCase):
        meetings.mark_recognised(register, by_name(register, here, other).id)


@pytest.mark.parametrize("kind", [MeetingKind.LEARNING, MeetingKind.SUPPORT_TEAM])
def test_a_meeting_is_named_after_nobody(register: OpenRegister, kind: MeetingKind) -> None:
    """Its name asks no gate, so nobody stands in it; the names that regions use do."""
    keep_pupil(register, nickname="Piet", infix="", surname="Zeldzaamnaam")
    for name in ("Casus Piet Zeldzaamnaam", "MDO ZELDZAAMNAAM", "groep 06-12345678"):
        with pytest.raises(InvalidCase) as refused:
            meetings.plan_meeting(register, kind, TODAY, TEAM, name=name)
        assert "Zeldzaamnaam" not in str(refused.value.facts)
    assert meetings.list_meetings(register) == ()
    for name in ("", "Kernteam Noord", "Netwerkgroep thuiszitters", *(one.name for one in every_type())):
        meetings.plan_meeting(register, kind, TODAY, TEAM, name=name)


def test_a_meeting_may_be_called_after_its_town(register: OpenRegister) -> None:
    """A town behind the word for a group; not when a pupil is called so, and no other name slips in with it."""
    towns = ("Kernteam Bergen", "kernteam Heiloo", "Jeugdteam gemeente Castricum", "Netwerkgroep Maastricht-Heuvelland")
    for name in towns:
        meetings.plan_meeting(register, MeetingKind.SUPPORT_TEAM, TODAY, TEAM, name=name)
    keep_pupil(register, nickname="Bram", infix="van den", surname="Bergen")
    for name in ("Kernteam Bergen", "Kernteam Bergen en Jansen", "Casus Heiloo", "Kernteam Femke", "MDO De Boer"):
        with pytest.raises(InvalidCase):
            meetings.plan_meeting(register, MeetingKind.SUPPORT_TEAM, TODAY, TEAM, name=name)
    assert sorted(one.name for one in meetings.list_meetings(register)) == sorted(towns)


def test_a_name_from_before_stands_on_no_paper(register: OpenRegister) -> None:
    """A pupil may come into the register after the meeting that is named after him."""
    file = keep_pupil(register)
    give_consent(register, file)
    meeting = meetings.plan_meeting(register, MeetingKind.SUPPORT_TEAM, TODAY, TEAM, name="overleg kwibus").value
    keep_pupil(register, nickname="Kwibus", infix="", surname="Zeldzaamnaam")
    discussion = by_name(register, meeting, file)
    papers = (
        meetings.sheet_by_name_pdf(register, discussion.id),
        meetings.agenda_pdf(register, meeting.id),
        meetings.agreements_pdf(register, meeting.id),
    )
    assert not [paper for paper in papers if "kwibus" in text_of(paper).casefold()]


def test_agreements_name_no_other_pupil(register: OpenRegister) -> None:
    """By name: nobody else's pupil in full. Without a name: nobody at all. What was refused is not kept."""
    file = keep_pupil(register)
    give_consent(register, file)
    keep_pupil(register, nickname="Piet", infix="van", surname="Zeldzaamnaam")
    named = by_name(register, plan(register), file)
    group = meetings.plan_meeting(register, MeetingKind.LEARNING, TODAY, (Party.YOUTH_DOCTOR,)).value
    hidden = meetings.put_on_agenda(register, group.id, file.case.id, CATEGORIES, Route.LEARNING).value
    own = f"Met {file.case.full_name} bellen."
    for discussion, text in ((named, "Ook zeldzaamnaam, PIET."), (named, "Piet van Zeldzaamnaam"), (hidden, own)):
        with pytest.raises(InvalidCase):
            agreements.record(register, discussion.id, text)
        assert meetings.open_discussion(register, discussion.id).discussion.agreements == ""
    agreements.record(register, named.id, own)
    agreements.record(register, hidden.id, "De mentor belt elke maandag.")


@pytest.mark.parametrize(
    "text",
    [
        "zijn depressie",
        "ADHD-medicatie",
        "een angststoornis",
        "Ritalin",
        "de psychiater",
        "anorexie",
        "ptss",
        "pdd-nos",
        "pdd nos",
        "de diagnose",
        "de ziekte van Pfeiffer",
        "pfeiffer",
        "een zwangerschap",
        "Concerta",
        "gameverslaafd",
        "sertraline",
        "schoolfobie",
        "a.d.h.d.",
    ],
)
def test_agreements_for_a_table_without_health_name_no_illness(register: OpenRegister, text: str) -> None:
    """The list is everybody's: who does what can be said without a diagnosis."""
    file = keep_pupil(register)
    give_consent(register, file)
    discussion = by_name(register, plan(register), file)
    assert DataCategory.HEALTH not in discussion.categories
    with pytest.raises(InvalidCase) as raised:
        agreements.record(register, discussion.id, f"De jeugdarts belt over {text}.")
    assert "gezondheid is voor deze tafel niet vrijgegeven" in raised.value.facts["reason"]
    everyday = (
        "De jeugdarts belt voor maandag met de ouders, na ontvangst van het verslag; geen tijd verspillen, geweldig. "
        "De leerling helpt op de concertavond."
    )
    agreements.record(register, discussion.id, everyday)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("somber, gaat naar de psycholoog", "gezondheid en hulpverlening"),
        ("slikt pillen", "gezondheid"),
        ("Mevrouw Pfeiffer belt met moeder", "gezondheid"),
        ("diagnostische toets rekenen op 3 april", "gezondheid"),
        ("de mentor heeft zwangerschapsverlof", "gezondheid"),
        ("zij heeft add", "gezondheid"),
        ("heeft slaappillen", "gezondheid"),
        ("jeugdzorg belt", "hulpverlening"),
        ("seksueel misbruik", "thuissituatie"),
        ("opgenomen in het ziekenhuis", "gezondheid"),
        ("ondertoezichtstelling aangevraagd", "hulpverlening"),
        ("de OTS loopt af", "hulpverlening"),
        ("ouders liggen in scheiding", "thuissituatie"),
    ],
)
def test_what_may_tell_more_than_a_table_hears_is_kept_knowingly(register: OpenRegister, text: str, kinds: str) -> None:
    """A person is asked, and says that it may stand there; for a table that hears everything nobody is asked."""
    file = keep_pupil(register)
    give_consent(register, file, categories=DataCategory)
    discussion = by_name(register, plan(register), file)
    with pytest.raises(InvalidCase) as raised:
        agreements.record(register, discussion.id, text)
    assert f"misschien iets over {kinds}, en" in raised.value.facts["reason"]
    assert meetings.open_discussion(register, discussion.id).discussion.agreements == ""
    agreements.record(register, discussion.id, text, knowing=True)
    agreements.record(register, discussion.id, text)
    meeting = plan(register)
    every = meetings.put_on_agenda(register, meeting.id, file.case.id, frozenset(DataCategory), Route.BY_NAME).value
    agreements.record(register, every.id, text)


def test_what_is_refused_waits_as_a_draft_that_holds_no_bsn(register: OpenRegister) -> None:
    """It is on no paper; it goes with the item, and once agreements are recorded."""
    file = keep_pupil(register)
    give_consent(register, file, categories=CATEGORIES)
    meeting = plan(register)
    discussion = by_name(register, meeting, file)

    def draft() -> str:
        return meetings.open_meeting(register, meeting.id).agenda[0].draft

    for typed, kept in (("slikt pillen", "slikt pillen"), ("BSN 111222333, bellen", "BSN [nummer weggelaten], bellen")):
        with pytest.raises(InvalidCase):
            agreements.write(register, discussion.id, typed)
        assert draft() == kept
    assert "bellen" not in text_of(meetings.agreements_pdf(register, meeting.id))
    meetings.take_off_agenda(register, discussion.id)
    with register.read() as connection:
        assert settings.get_all(connection, "draft:") == {}


def on_today(register: OpenRegister) -> list[worklist.WorkLine]:
    return [line for line in worklist.worklist(register) if line.kind == "agenda"]


@pytest.mark.parametrize("ends", ["withdrawn", "expires"])
def test_consent_that_fails_before_the_meeting_is_on_vandaag(register: OpenRegister, ends: str) -> None:
    """Withdrawn while the case is on the agenda, or ending the day before: said while somebody can still ask."""
    file = keep_pupil(register)
    meeting = meetings.plan_meeting(
        register, MeetingKind.SUPPORT_TEAM, TODAY + timedelta(days=6), (Party.ZORGCOORDINATOR, Party.YOUTH_TEAM)
    ).value
    given = [
        make_consent(file.case, parent, parties=frozenset({Party.YOUTH_TEAM}), categories=CATEGORIES)
        for parent in file.contacts
    ]
    for one in given:
        consents.record_consent(register, one)
    discussion = by_name(register, meeting, file)
    assert on_today(register) == []
    if ends == "withdrawn":
        consents.withdraw_consent(register, cases.open_case(register, file.case.id).consents[0], TODAY, "ouder")
    else:
        kept = cases.open_case(register, file.case.id).consents
        with register.change() as connection:
            for one in kept:
                consent_store.save_consent(connection, replace(one, valid_until=TODAY + timedelta(days=5)))
    (line,) = on_today(register)
    assert (line.case_id, line.section, line.due) == (file.case.id, "Toestemming", meeting.held_on)
    assert "Bron: " in line.why
    with pytest.raises(InvalidCase):
        worklist.mark_handled(register, line)
    meetings.take_off_agenda(register, discussion.id)
    assert on_today(register) == []
