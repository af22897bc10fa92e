"""Rights in a real register: requests, corrections, inzage, restriction, and destroying what must go."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pypdf
import pytest

from factories import make_case, make_consent, make_contact
from regions import TODAY, Clock, keep_pupil, log_of
from thuisplan_desktop.actions import (
    absence_lists,
    agreements,
    cases,
    consents,
    counted_once,
    counting,
    destroying,
    importing,
    meetings,
    retaining,
    rights,
    sharing,
    worklist,
)
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.actions.rights import Given
from thuisplan_desktop.actions.sharing import Giving
from thuisplan_desktop.errors import CaseHeld, CaseOpen, InvalidCase, NoSuchCase, NothingSelected
from thuisplan_desktop.register.case import Case
from thuisplan_desktop.register.case_codes import ListReview, RequestKind, RequestOutcome
from thuisplan_desktop.register.codes import (
    Category,
    ContactRole,
    DataCategory,
    GiverRole,
    MeetingKind,
    Party,
    Purpose,
    Route,
    SchoolType,
)
from thuisplan_desktop.register.retention import Stand
from thuisplan_desktop.register.rights import Request
from thuisplan_desktop.register.signals import SignalKind

GONE = {"left_on": date(2023, 7, 31), "closed_on": date(2023, 9, 1), "first_absent_on": None}


def keep(register: OpenRegister, **changes: object) -> Case:
    """A pupil of eleven with one parent who has gezag."""
    case = keep_pupil(register, **changes).case
    cases.save_contact(register, make_contact(case))
    return case


def request_of(case: Case, kind: RequestKind = RequestKind.ACCESS, **changes: object) -> Request:
    made = Request(
        id=f"r-{kind.value}", case_id=case.id, kind=kind, asked_by=GiverRole.PARENT, asked_on=date(2026, 3, 2)
    )
    return replace(made, **changes)


def restricted(register: OpenRegister, case: Case) -> Request:
    granted = request_of(case, RequestKind.RESTRICTION, decided_on=TODAY, outcome=RequestOutcome.GRANTED)
    rights.keep_request(register, granted)
    return granted


def words(data: bytes) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def test_a_request_is_kept_with_its_answer(register: OpenRegister) -> None:
    """It is the same request before the decision and after it."""
    case = keep(register)
    rights.keep_request(register, request_of(case))
    rights.keep_request(register, request_of(case, decided_on=TODAY, outcome=RequestOutcome.GRANTED))
    (one,) = rights.view(register, case.id).requests
    assert (one.decided_on, one.outcome) == (TODAY, RequestOutcome.GRANTED)


def test_a_request_by_who_may_not_ask_is_refused(register: OpenRegister) -> None:
    """A parent of a pupil of sixteen: nothing is kept, and the section says who may."""
    case = keep(register, birth_date=date(2009, 3, 24))
    with pytest.raises(InvalidCase):
        rights.keep_request(register, request_of(case))
    assert rights.view(register, case.id).entitled == (GiverRole.PUPIL_16,)
    with pytest.raises(NoSuchCase):
        rights.view(register, "nergens")


@pytest.mark.parametrize("role", [ContactRole.GUARDIAN, ContactRole.PARENT_WITHOUT_GEZAG])
@pytest.mark.parametrize("outcome", RequestOutcome)
def test_a_request_is_answered_whatever_the_asker_is_now(
    register: OpenRegister, role: ContactRole, outcome: RequestOutcome
) -> None:
    """His role is put right after he asked: the request is decided, and a restriction is lifted."""
    file = keep_pupil(register)
    asked = request_of(file.case, RequestKind.RESTRICTION)
    rights.keep_request(register, asked)
    for parent in file.contacts:
        cases.save_contact(register, replace(parent, role=role))
    decided = replace(asked, decided_on=TODAY, outcome=outcome, reason="gezag nagekeken")
    rights.keep_request(register, decided)
    rights.keep_request(register, replace(decided, ended_on=TODAY))
    with pytest.raises(InvalidCase) as refused:
        rights.keep_request(register, replace(asked, asked_on=TODAY))
    assert refused.value.facts["field"] == "asked_by"


def test_a_request_is_answered_after_the_birth_date_was_put_right(register: OpenRegister) -> None:
    """The pupil of 16 who objected turns out to be 15: what he asked is decided all the same."""
    case = keep(register, birth_date=date(2010, 3, 1), school_type=SchoolType.VO)
    asked = request_of(case, RequestKind.OBJECTION, subject="alles", asked_by=GiverRole.PUPIL_16)
    rights.keep_request(register, asked)
    rights.correct(register, case.id, "birth_date", date(2010, 5, 1), "paspoort")
    rights.keep_request(
        register, replace(asked, decided_on=TODAY, outcome=RequestOutcome.REFUSED, reason="de ouder vraagt")
    )
    assert not rights.view(register, case.id).restricted


def test_a_correction_keeps_what_when_and_why(register: OpenRegister) -> None:
    """The field by its label, the day, the reason and who; what stood there is nowhere any more."""
    case = keep(register, nickname="Kanarie")
    rights.correct(register, case.id, "nickname", "Femke", "verkeerd overgenomen")
    (line,) = rights.view(register, case.id).corrections
    assert (line.field, line.corrected_on, line.reason) == ("Roepnaam", TODAY, "verkeerd overgenomen")
    assert cases.open_case(register, case.id).file.case.nickname == "Femke"
    raw = register.workspace.raw
    tables = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    assert "Kanarie" not in repr([row for table in tables for row in raw.execute(f"SELECT * FROM {table}")])


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [("nickname", "Fenna", " "), ("nickname", "Femke", "zo heet zij"), ("birth_date", date(2027, 1, 1), "paspoort")],
)
def test_corrections_that_are_none(register: OpenRegister, field: str, value: object, reason: str) -> None:
    """Without a reason, of nothing, or into what can't be: refused and not noted."""
    case = keep(register, nickname="Femke")
    with pytest.raises(InvalidCase):
        rights.correct(register, case.id, field, value, reason)
    assert rights.view(register, case.id).corrections == ()


def test_inzage_is_for_who_is_entitled_and_is_kept(register: OpenRegister) -> None:
    """The waiting request gets its answer, with how identity was checked; a second print is a request of its own."""
    case = keep(register)
    rights.keep_request(register, request_of(case))
    given = Given(GiverRole.PARENT, date(2026, 3, 2), "paspoort gezien")
    read = words(rights.give_access(register, case.id, given).value)
    assert "Femke van der Zandloper" in read
    assert "casus opgeslagen" in read
    (request,) = rights.view(register, case.id).requests
    assert (request.decided_on, request.outcome) == (TODAY, RequestOutcome.GRANTED)
    assert "paspoort gezien" in request.reason
    rights.give_access(register, case.id, given)
    assert len(rights.view(register, case.id).requests) == 2
    assert log_of(register)[-1] == "access_given"


@pytest.mark.parametrize(
    "given",
    [
        Given(GiverRole.PUPIL_16, TODAY, "legitimatie"),
        Given(GiverRole.GUARDIAN, TODAY, "legitimatie"),
        Given(GiverRole.PARENT, TODAY, " "),
        Given(GiverRole.PARENT, TODAY, "legitimatie", leaves_out_voice=True),
        Given(GiverRole.PARENT, date(2026, 3, 25), "legitimatie"),
    ],
)
def test_inzage_that_is_refused(register: OpenRegister, given: Given) -> None:
    """For somebody else, unchecked, or with something left out without a reason: no paper and no request."""
    case = keep(register)
    with pytest.raises(InvalidCase):
        rights.give_access(register, case.id, given)
    assert rights.view(register, case.id).requests == ()


def test_inzage_is_for_who_is_entitled_on_the_day_it_is_given(register: OpenRegister) -> None:
    """Asked by a parent when the pupil was fifteen, answered after the birthday: it is the pupil's own right now."""
    case = keep(register, birth_date=date(2010, 3, 20))
    with pytest.raises(InvalidCase) as refused:
        rights.give_access(register, case.id, Given(GiverRole.PARENT, date(2026, 3, 2), "paspoort gezien"))
    assert refused.value.facts["field"] == "asked_by"
    assert rights.give_access(register, case.id, Given(GiverRole.PUPIL_16, TODAY, "paspoort gezien")).value


def test_inzage_tells_of_no_other_pupil(register: OpenRegister) -> None:
    """AVG article 15 lid 4: the reason says in which field, and not who; put right, the paper comes."""
    case = keep(register, note="Zat met Pim Anderkind op het dak")
    keep(register, nickname="Pim", surname="Anderkind", infix="")
    given = Given(GiverRole.PARENT, date(2026, 3, 2), "paspoort gezien")
    with pytest.raises(InvalidCase, match="InvalidCase") as refused:
        rights.give_access(register, case.id, given)
    assert "bij Notitie staat een andere leerling" in str(refused.value.facts["reason"])
    assert "Pim" not in str(refused.value.facts)
    cases.save_case(register, replace(case, note="Zat met een klasgenoot op het dak"))
    assert rights.give_access(register, case.id, given).value


@pytest.mark.parametrize("place", ["sharing", "concern", "retention", "consent", "correction", "gezag", "draft", "why"])
def test_inzage_tells_of_no_other_pupil_in_what_is_kept_as_proof(register: OpenRegister, place: str) -> None:
    """What nobody can put in other words any more is printed without the name: inzage isn't refused for it."""
    case = keep(register, infix="", surname="Aalbes")
    keep(register, nickname="Noor", first_names="Noor", infix="", surname="Bräambes", pupil_key="77777")
    told = "dit speelt ook bij Noor BRÄambes, (77777) thuis"
    why = told if place == "why" else ""
    name_another(register, case, place, told)
    given = Given(GiverRole.PARENT, TODAY, "paspoort", leaves_out_voice=bool(why), left_out_because=why)
    read = " ".join(words(rights.give_access(register, case.id, given).value).split())
    assert "ook bij [andere leerling], ([andere leerling]) thuis" in read
    assert "ambes" not in read.casefold()


def name_another(register: OpenRegister, case: Case, place: str, told: str) -> None:
    contact = make_contact(case, gezag_checked_how=told if place == "gezag" else "register")
    cases.save_contact(register, contact)
    if place == "sharing":
        told_to = {"party": Party.DUO, "categories": frozenset({DataCategory.ABSENCE}), "purpose": Purpose.REPORT}
        sharing.record_giving(register, Giving(case_id=case.id, on=TODAY, why=told, **told_to))
    elif place in ("concern", "draft"):
        item = on_agenda(register, case, told if place == "concern" else "")
        if place == "draft":
            meetings.keep_draft(register, item, told)
    elif place == "retention":
        retaining.postpone(register, case.id, date(2027, 1, 4), told)
    elif place == "consent":
        consents.record_consent(register, make_consent(case, contact, purpose_note=told))
    elif place == "correction":
        rights.correct(register, case.id, "class_name", "8c", told)


def on_agenda(register: OpenRegister, case: Case, concern: str = "") -> str:
    meeting = meetings.plan_meeting(register, MeetingKind.KNOOPPUNT, TODAY, (Party.ZORGCOORDINATOR,)).value
    told = frozenset({DataCategory.ABSENCE})
    item: str = meetings.put_on_agenda(register, meeting.id, case.id, told, Route.BY_NAME, concern).value.id
    return item


def test_inzage_prints_what_waits_as_a_draft(register: OpenRegister) -> None:
    """Refused agreements and the text of a sheet are kept with the register, so they are held (AVG article 15)."""
    case = keep(register)
    item = on_agenda(register, case)
    with pytest.raises(InvalidCase):
        agreements.write(register, item, "Krijgt ritalin van moeder sinds mei.")
    meetings.keep_draft(register, item, "Vader is boos over het rooster.")
    read = " ".join(words(rights.give_access(register, case.id, Given(GiverRole.PARENT, TODAY, "pas")).value).split())
    assert "ritalin" in read
    assert "Vader is boos" in read


def test_a_draft_tells_no_way_to_reach_anybody_and_stays_out_with_what_the_pupil_said(register: OpenRegister) -> None:
    """Nobody read through it yet: with the pupil's words it stays out, but not that it waits and how long it is."""
    case = keep(register)
    item = on_agenda(register, case)
    told = "Femke zei dat vader slaat. Tante: 06-12345678, tante@voorbeeld.nl. BSN 123456782."
    meetings.keep_draft(register, item, told)
    given = Given(GiverRole.PARENT, TODAY, "paspoort")
    read = " ".join(words(rights.give_access(register, case.id, given).value).split())
    assert "vader slaat. Tante: [telefoonnummer], [e-mailadres]. BSN [nummer weggelaten]." in read
    confided = replace(given, leaves_out_voice=True, left_out_because="in vertrouwen gezegd")
    read = " ".join(words(rights.give_access(register, case.id, confided).value).split())
    assert "slaat" not in read
    assert f"Een tekst van {len(told)} tekens, die wacht." in read
    assert "de tekst van concepten, waarin dat kan staan." in read
    assert "De reden daarvan: in vertrouwen gezegd" in read


def test_no_text_of_inzage_tells_where_to_find_anybody(register: OpenRegister) -> None:
    """The address of a mother that is secret for the father, with its town, and the name of an account."""
    note = (
        "Moeder woont nu op Dorpsstraat 12, 1811 AB Alkmaar (geheim voor vader), insta @moeder_van. Bel 06-12345678. "
        "Femke is thuis sinds 12-01-2026, groep 8, 330 minuten."
    )
    case = keep(register, note=note, school_name="obs De Marshof", class_name="8b 06-12345678")
    cases.save_contact(register, make_contact(case, first_name="Jitske", infix="van", surname="Molenweg"))
    read = " ".join(
        words(rights.give_access(register, case.id, Given(GiverRole.PARENT, TODAY, "paspoort")).value).split()
    )
    assert "Moeder woont nu op [adres] (geheim voor vader), insta [account of website]. Bel [telefoonnummer]." in read
    assert "Femke is thuis sinds 12-01-2026, groep 8, 330 minuten." in read
    assert "Achternaam Molenweg" in read, "a name is no address"
    assert "School obs De Marshof" in read
    assert "8b [telefoonnummer]" in read


def test_a_correction_of_the_school_takes_its_gemeente_and_swv_along(register: OpenRegister) -> None:
    """As in the form; what DUO's list says of a school is no field of its own, where it knows the school."""
    found = [one for one in cases.schools().schools.values() if one.swv and one.branch == "00"]
    one = found[0]
    other = next(school for school in found if school.swv != one.swv)
    case = keep(register, brin=one.brin, branch="00")
    rights.correct(register, case.id, "brin", other.brin, "verkeerde school")
    kept = cases.open_case(register, case.id).file.case
    assert (kept.swv, kept.school_municipality) == (other.swv, other.municipality)
    with pytest.raises(InvalidCase):
        rights.correct(register, case.id, "swv", "VO9999", "verkeerd")


@pytest.mark.parametrize(
    ("field", "value"),
    [("list_review", ListReview.WRONGLY), ("confirmed_category", Category.NONE), ("removal_reason", "was op school")],
)
def test_what_was_decided_is_decided_again(register: OpenRegister, field: str, value: object) -> None:
    """A correction would leave out the reason, and what the decision does."""
    case = keep(register)
    with pytest.raises(InvalidCase):
        rights.correct(register, case.id, field, value, "zo is het")
    assert cases.open_case(register, case.id).file.case == case


def test_a_colleague_who_is_called_as_a_pupil_is_printed(register: OpenRegister) -> None:
    """Colleagues are written with initials: no inzage is refused for them, and nothing untrue stands in their place."""
    case = keep(register, owner="M. Bakker")
    contact = make_contact(case)
    cases.save_contact(register, contact)
    consents.record_consent(register, make_consent(case, contact, recorded_by="M. Bakker"))
    keep(register, nickname="Mees", first_names="Mees", infix="", surname="Bakker", pupil_key="77777")
    read = " ".join(words(rights.give_access(register, case.id, Given(GiverRole.PARENT, TODAY, "pas")).value).split())
    assert "Vastgelegd door M. Bakker" in read
    assert "Eigenaar van de casus M. Bakker" in read


def test_inzage_can_leave_out_where_the_pupil_lives(register: OpenRegister) -> None:
    """Who lives with a mother of a secret address tells it by his own postcode (AVG article 15 lid 4)."""
    case = keep(register, postcode4="1811", home_municipality="Alkmaar", note="Moeder en Femke wonen in Alkmaar.")
    given = Given(GiverRole.PARENT, TODAY, "paspoort")
    told = words(rights.give_access(register, case.id, given).value)
    assert "1811" in told
    without = replace(given, leaves_out_home=True)
    with pytest.raises(InvalidCase):
        rights.give_access(register, case.id, without)
    why = replace(without, left_out_because="adres is geheim")
    read = " ".join(words(rights.give_access(register, case.id, why).value).split())
    assert "1811" not in read
    assert "Alkmaar" not in read
    assert "Waar de leerling woont: de postcode, de woongemeente" in read
    assert "De reden daarvan: adres is geheim" in read
    answered = rights.view(register, case.id).requests[-1]
    assert answered.outcome is RequestOutcome.PARTLY
    assert "waar de leerling woont" in answered.reason


def test_a_handled_line_of_vandaag_does_not_stop_inzage(register: OpenRegister) -> None:
    """Nobody can change what was written there any more: another pupil is veiled."""
    case = keep(register, first_absent_on=date(2025, 11, 3))
    keep(register, nickname="Noor", first_names="Noor", infix="", surname="Braambes", pupil_key="77777")
    line = next(one for one in worklist.worklist(register) if one.case_id == case.id)
    worklist.mark_handled(register, line, "samen met Noor Braambes besproken")
    read = words(rights.give_access(register, case.id, Given(GiverRole.PARENT, TODAY, "paspoort")).value)
    assert "samen met [andere leerling] besproken" in " ".join(read.split())


@pytest.mark.parametrize("key", ["2026", "1012", "2025"])
def test_a_number_at_school_that_is_a_year_or_a_postcode_veils_no_date(register: OpenRegister, key: str) -> None:
    """Days, school years and a postcode tell nothing of the pupil who has that number."""
    case = keep(register, postcode4="1012", note="Sinds 12-01-2026, schooljaar 2025-2026")
    contact = make_contact(case, first_name="Jitske")
    cases.save_contact(register, contact)
    consents.record_consent(register, make_consent(case, contact))
    keep(register, nickname="Noor", first_names="Noor", infix="", surname="Braambes", pupil_key=key)
    read = words(rights.give_access(register, case.id, Given(GiverRole.PARENT, TODAY, "paspoort")).value)
    assert "schooljaar 2025-2026" in " ".join(read.split())
    assert read.count("[andere leerling]") == 1  # where the paper says what it writes in that place


def test_who_is_not_counted_while_a_restriction_holds_is_named_before_counting(register: OpenRegister) -> None:
    """A number that falls by one says nothing; the page says of whom it is, and why."""
    case = keep(register, first_absent_on=date(2025, 11, 3), school_type=SchoolType.BAO, brin="")
    assert counted_once.list_doubts(register) == ()
    restricted(register, case)
    (row,) = counted_once.list_doubts(register)
    assert (row.doubt.case_id, row.doubt.proposal) == (case.id, None)
    assert "telt de leerling nergens mee" in row.doubt.why


def test_restricted_data_are_only_kept(register: OpenRegister) -> None:
    """AVG article 18 lid 2: no list changes the case and no telling counts it, until the restriction is lifted."""
    case = keep(register, pupil_key="40001", first_absent_on=date(2025, 11, 3), nickname="Femke", infix="")
    granted = restricted(register, case)
    assert rights.view(register, case.id).restricted
    days = b"leerlingnummer;datum;code\r\n40001;23-03-2026;A\r\n"
    report = absence_lists.import_absences(register, days).value
    assert "alleen bewaard worden" in report.warnings[-1]
    pupils = b"Stamnummer;Roepnaam;Achternaam;Klas\r\n40001;Femke;Zandloper;9z\r\n"
    report = importing.import_pupils(register, pupils, {"40001"}).value
    assert (report.updated, "alleen bewaard worden" in report.warnings[-1]) == (0, True)
    file = cases.open_case(register, case.id).file
    assert (file.absences, file.case.class_name) == ((), "8b")
    assert counted(register) == 0
    rights.keep_request(register, replace(granted, ended_on=TODAY))
    assert counted(register) > 0


def counted(register: OpenRegister) -> int:
    taken = counting.take_snapshot(register, TODAY).value
    raw = register.workspace.raw
    (cells,) = raw.execute("SELECT cells FROM snapshots WHERE id = ?", (taken[0].id,)).fetchone()
    return sum(int(number) for number in json.loads(cells).values() if number)


# --- opruimen


def stands(register: OpenRegister) -> dict[str, Stand]:
    return {row.case_id: row.expiry.stand for row in retaining.list_expiring(register)}


def test_the_list_puts_first_what_must_go(register: OpenRegister) -> None:
    """Then what waits for a decision, then by day; an open case never becomes due."""
    due = keep(register, nickname="Weg", **GONE)
    opened = keep(register, nickname="Open", **{**GONE, "closed_on": None})
    later = keep(register, nickname="Later", **{**GONE, "left_on": date(2025, 7, 31)})
    here = keep(register, nickname="Hier")
    assert [(row.name.split()[0], row.expiry.stand) for row in retaining.list_expiring(register)] == [
        ("Weg", Stand.DUE), ("Open", Stand.DECIDE), ("Later", Stand.LATER), ("Hier", Stand.NO_TERM),
    ]  # fmt: skip
    assert {due.id, opened.id, later.id, here.id} == set(stands(register))


def test_postponing_needs_a_reason_and_an_end(register: OpenRegister, clock: Clock) -> None:
    """It is remembered with the case and goes when the case goes; a referral makes the term longer beside it."""
    case = keep(register, **GONE)
    for until, reason in ((date(2026, 9, 1), " "), (TODAY, "nu"), (date(2040, 1, 1), "lang")):
        with pytest.raises(InvalidCase):
            retaining.postpone(register, case.id, until, reason)
    retaining.postpone(register, case.id, date(2026, 9, 1), "bezwaarprocedure loopt")
    assert stands(register) == {case.id: Stand.POSTPONED}
    retaining.keep_as_referred(register, case.id, referred=True)
    (row,) = retaining.list_expiring(register)
    assert (row.referred, row.expiry.stand, row.expiry.due_on) == (True, Stand.POSTPONED, date(2026, 9, 1))
    with pytest.raises(InvalidCase) as refused:
        destroying.destroy_case(register, case.id, "bewaartermijn verstreken")
    assert "1 september 2026" in str(refused.value.facts["reason"])
    clock.go_to(date(2026, 9, 1))
    destroying.destroy_case(register, case.id, "toch")
    kept = register.workspace.raw.execute("SELECT key FROM settings WHERE key LIKE 'retention:%'").fetchall()
    assert kept == []


def test_an_open_case_is_never_destroyed_in_silence(register: OpenRegister) -> None:
    """Not beside others either, nor without a reason; when a request to erase was granted it goes (AVG article 17)."""
    open_, gone = keep(register, nickname="Open"), keep(register, **GONE)
    with pytest.raises(CaseOpen):
        destroying.destroy_cases(register, {gone.id: "termijn verstreken", open_.id: "vergissing"})
    with pytest.raises(InvalidCase):
        destroying.destroy_case(register, gone.id, "  ")
    assert {row.case_id: row.is_open for row in retaining.list_expiring(register)} == {open_.id: True, gone.id: False}
    asked = request_of(open_, RequestKind.ERASURE)
    rights.keep_request(register, replace(asked, decided_on=TODAY, outcome=RequestOutcome.GRANTED))
    assert not any(row.is_open for row in retaining.list_expiring(register))
    destroying.destroy_case(register, open_.id, "verzoek om wissen ingewilligd")
    assert set(stands(register)) == {gone.id}


def test_a_granted_erasure_stays_on_vandaag_until_it_is_done(register: OpenRegister) -> None:
    """The answered request leaves the list, so its being carried out stands there; a postponement holds nothing up."""
    case = keep(register, left_on=None)
    asked = request_of(case, RequestKind.ERASURE)
    rights.keep_request(register, replace(asked, decided_on=TODAY, outcome=RequestOutcome.GRANTED))
    lines = [line for line in worklist.worklist(register) if line.kind == SignalKind.RETENTION.value]
    assert [(line.case_id, line.what, line.due) for line in lines] == [
        (case.id, "Het verzoek om te wissen is ingewilligd", TODAY)
    ]
    retaining.postpone(register, case.id, date(2026, 9, 1), "bezwaar")
    assert stands(register) == {case.id: Stand.DUE}
    destroying.destroy_case(register, case.id, "op verzoek gewist")
    assert stands(register) == {}


@pytest.mark.parametrize(
    "reason", ["Femke is verhuisd", "Zandloper is verhuisd", "zie mail aan roelof@voorbeeld.invalid"]
)
def test_the_proof_names_nobody(register: OpenRegister, reason: str) -> None:
    """It is kept when all else is gone, so a reason with a name in it is refused while the case is still there."""
    case = keep(register, **GONE)
    with pytest.raises(InvalidCase) as refused:
        destroying.destroy_case(register, case.id, reason)
    assert refused.value.facts["field"] == "reason"
    assert set(stands(register)) == {case.id}


def test_many_go_at_once_with_one_proof(register: OpenRegister) -> None:
    """At the end of a schooljaar: one paper with a reference and a reason for each, without a name."""
    first, second = keep(register, nickname="Kanarie", **GONE), keep(register, nickname="Mus", **GONE)
    stays = keep(register, nickname="Blijft")
    done = destroying.destroy_cases(register, {first.id: "termijn verstreken", second.id: "op verzoek gewist"}).value
    read = words(done.proof)
    assert "2 casussen" in read
    assert "termijn verstreken" in read
    assert "op verzoek gewist" in read
    assert "Kanarie" not in read
    assert set(stands(register)) == {stays.id}
    with pytest.raises(NothingSelected):
        destroying.destroy_cases(register, {})


@pytest.mark.parametrize("held", [request_of, restricted])
def test_nothing_goes_while_a_request_waits(register: OpenRegister, held: Callable[..., Request]) -> None:
    """A request without an answer or a restriction holds all of it up: nothing is destroyed, also not the others."""
    case, other = keep(register, **GONE), keep(register, **GONE)
    if held is restricted:
        restricted(register, case)
    else:
        rights.keep_request(register, request_of(case))
    assert stands(register)[case.id] is Stand.DECIDE
    with pytest.raises(CaseHeld):
        destroying.destroy_cases(register, {other.id: "termijn", case.id: "termijn"})
    assert set(stands(register)) == {case.id, other.id}


def test_a_stranger_finds_no_case(register: OpenRegister) -> None:
    with pytest.raises(NoSuchCase):
        retaining.postpone(register, make_case().id, date(2026, 9, 1), "waarom")
    with pytest.raises(NoSuchCase):
        rights.keep_request(register, request_of(make_case()))


def test_a_timetable_put_right_is_worked_in(register: OpenRegister) -> None:
    """As by the form: who misses all of a short timetable is away, and since when."""
    case = keep(register, first_absent_on=None, pupil_key="890")
    days = (date(2026, 3, 9) + timedelta(days=n) for n in range(12))
    rows = [f"890;{day:%d-%m-%Y};ongeoorloofd;120" for day in days if day.weekday() < 5]
    absence_lists.import_absences(register, "\n".join(["Leerlingnummer;Datum;Soort;Minuten", *rows]).encode())
    assert cases.open_case(register, case.id).file.case.first_absent_on is None
    rights.correct(register, case.id, "timetable_minutes", 120, "eigen rooster")
    found = cases.open_case(register, case.id).file.case
    assert (found.timetable_minutes, found.first_absent_on) == (120, date(2026, 3, 9))
