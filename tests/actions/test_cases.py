"""The caseload: what may be kept, and what is shown of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from factories import make_absence, make_case, make_contact, make_exemption
from regions import TODAY, Clock, give_consent, keep_pupil, log_of
from thuisplan_desktop.actions import cases, parts, rights
from thuisplan_desktop.actions.changes import Kind
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.errors import GaveConsent, InvalidCase, NoSuchCase
from thuisplan_desktop.register.codes import AbsenceKind, Category, ConsentState, ExemptionDuration

TOMORROW = TODAY + timedelta(days=1)


def test_the_register_fills_in_what_it_knows(register: OpenRegister) -> None:
    """School, owner and the gemeente of the postcode need no typing; what was typed stays."""
    bare = make_case(school_name="", brin="", branch="", owner="", home_municipality="", postcode4="1811")
    kept = cases.save_case(register, bare)
    assert (kept.kinds, kept.case_id) == ({Kind.CASES}, bare.id)
    case = cases.open_case(register, bare.id).file.case
    assert (case.school_name, case.brin, case.branch, case.owner) == ("School 99XA", "99XA", "00", "Anja Doedel")
    assert case.home_municipality == "Alkmaar"
    typed = make_case(home_municipality="Heiloo", owner="Bart")
    assert cases.save_case(register, typed).value == typed


@pytest.mark.parametrize("number", ["123456782", "LL-123456782", "1234.56.782", "LL 111222333"])
def test_no_bsn_becomes_a_number_of_a_pupil(register: OpenRegister, number: str) -> None:
    """Typed into the form or put right later: refused, with the way out; a school's own number is kept."""
    case = cases.save_case(register, make_case(pupil_key="40017")).value
    for typed in (
        lambda: cases.save_case(register, replace(case, pupil_key=number)),
        lambda: cases.save_case(register, make_case(pupil_key=number)),
        lambda: rights.correct(register, case.id, "pupil_key", number, "verkeerd overgenomen"),
    ):
        with pytest.raises(InvalidCase) as refused:
            typed()
        assert refused.value.facts["field"] == "pupil_key"
        assert "eigen leerlingnummer van de school" in refused.value.facts["reason"]
        assert number not in str(refused.value.facts)
    assert cases.open_case(register, case.id).file.case.pupil_key == "40017"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"nickname": "", "surname": ""}, "de naam van de leerling ontbreekt"),
        ({"birth_date": TOMORROW}, "'Geboortedatum' ligt in de toekomst"),
        ({"first_absent_on": TOMORROW}, "'Eerste afwezigheidsdag' ligt in de toekomst"),
        ({"enrolled_on": date(2026, 2, 2), "left_on": date(2026, 2, 1)}, "de inschrijving eindigt eerder"),
        ({"aftercare_from": date(2026, 2, 2), "aftercare_until": date(2026, 2, 1)}, "de nazorg eindigt eerder"),
        ({"first_absent_on": date(2014, 9, 2)}, "'Eerste afwezigheidsdag' ligt voor de geboortedatum"),
    ],
)
def test_impossible_cases_are_refused(register: OpenRegister, changes: dict[str, object], reason: str) -> None:
    """A case with dates that can't be is not kept, and not logged."""
    case = make_case(**changes)
    with pytest.raises(InvalidCase) as refused:
        cases.save_case(register, case)
    assert str(refused.value.facts["reason"]).startswith(reason)
    with pytest.raises(NoSuchCase):
        cases.open_case(register, case.id)
    assert log_of(register) == []


def test_the_nearest_to_three_months_comes_first(register: OpenRegister) -> None:
    """The list begins with whom most can still be won for, and ends with what is closed."""
    for name, first, closed in (
        ("Later", date(2026, 3, 2), None),
        ("Gesloten", date(2025, 9, 1), date(2026, 1, 5)),
        ("Eerst", date(2026, 1, 5), None),
        ("Aanwezig", None, None),
    ):
        cases.save_case(
            register, make_case(nickname=name, infix="", surname="", first_absent_on=first, closed_on=closed)
        )
    rows = cases.list_cases(register)
    assert [row.name for row in rows] == ["Eerst", "Later", "Aanwezig", "Gesloten"]
    assert [row.status.category for row in rows] == [
        Category.LRV_4W_3M, Category.DREIGEND, Category.NONE, Category.CLOSED,
    ]  # fmt: skip
    assert [row.closed for row in rows] == [False, False, False, True]


def test_status_and_consent_follow_the_day(register: OpenRegister, clock: Clock) -> None:
    """Nothing of a status is stored: tomorrow's list says what holds tomorrow."""
    file = keep_pupil(register, first_absent_on=date(2026, 1, 12))
    give_consent(register, file, valid_until=date(2026, 4, 1))
    (row,) = cases.list_cases(register)
    assert (row.status.category, row.consent) == (Category.LRV_4W_3M, ConsentState.GIVEN)
    clock.go_to(date(2026, 4, 20))
    (row,) = cases.list_cases(register)
    assert (row.status.category, row.consent) == (Category.LRV_OVER_3M, ConsentState.EXPIRED)


def test_absences(register: OpenRegister) -> None:
    """The first period sets the first absent day when there was none; periods don't overlap or lie ahead."""
    file = keep_pupil(register, first_absent_on=None)
    absence = make_absence(file.case, starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 6))
    cases.save_absence(register, absence)
    cases.save_absence(register, replace(absence, ends_on=date(2026, 3, 9)))
    second = make_absence(file.case, starts_on=date(2026, 3, 16), kind=AbsenceKind.SICK)
    cases.save_absence(register, second)
    view = cases.open_case(register, file.case.id)
    assert view.file.case.first_absent_on == date(2026, 3, 2)
    assert [one.ends_on for one in view.file.absences] == [date(2026, 3, 9), None]
    for wrong, reason in (
        (make_absence(file.case, starts_on=date(2026, 3, 4), ends_on=date(2026, 3, 3)), "eerder"),
        (make_absence(file.case, starts_on=TOMORROW), "toekomst"),
        (make_absence(file.case, starts_on=date(2013, 3, 4), ends_on=date(2013, 3, 8)), "voor de geboortedatum"),
        (make_absence(file.case, starts_on=date(2026, 3, 20), ends_on=date(2026, 3, 20)), "overlapt"),
        (make_absence(file.case, starts_on=date(2026, 2, 1)), "overlapt"),
        (make_absence(file.case, starts_on=date(2026, 1, 5), ends_on=date(2026, 1, 5), minutes=-1), "minuten"),
        (make_absence(file.case, starts_on=date(2026, 1, 5), ends_on=date(2026, 1, 5), minutes=1_441), "minuten"),
    ):
        with pytest.raises(InvalidCase, match="InvalidCase") as refused:
            cases.save_absence(register, wrong)
        assert reason in str(refused.value.facts["reason"])
    cases.delete_absence(register, second)
    assert len(cases.open_case(register, file.case.id).file.absences) == 1


def test_a_contact_needs_a_name(register: OpenRegister) -> None:
    """Somebody around the pupil is kept with a name, for a case that exists."""
    file = keep_pupil(register)
    with pytest.raises(InvalidCase):
        cases.save_contact(register, make_contact(file.case, first_name="", infix="", surname=""))
    with pytest.raises(NoSuchCase):
        cases.save_contact(register, make_contact(make_case()))
    assert len(cases.open_case(register, file.case.id).file.contacts) == 2


def test_gezag_is_checked_on_a_day_that_came(register: OpenRegister) -> None:
    """Nobody checked it tomorrow, or before there was a child; the pages and the way in of a hand-over ask the same."""
    file = keep_pupil(register)
    for day, reason in ((TOMORROW, "toekomst"), (date(2014, 9, 2), "voor de geboortedatum")):
        with pytest.raises(InvalidCase) as refused:
            cases.save_contact(register, make_contact(file.case, gezag_checked_on=day))
        assert reason in str(refused.value.facts["reason"])
    assert len(cases.open_case(register, file.case.id).file.contacts) == 2


def test_another_birth_date_leaves_no_absence_before_it(register: OpenRegister) -> None:
    """Typed, or put right at the pupil's request: what is kept of him was somebody's."""
    file = keep_pupil(register, first_absent_on=None, enrolled_on=None)
    absence = make_absence(file.case, starts_on=date(2026, 3, 2))
    cases.save_absence(register, absence)
    case = replace(cases.open_case(register, file.case.id).file.case, first_absent_on=None)
    born = date(2026, 3, 3)
    for attempt in (
        lambda: cases.save_case(register, replace(case, birth_date=born)),
        lambda: rights.correct(register, case.id, "birth_date", born, "verkeerd getypt"),
    ):
        with pytest.raises(InvalidCase) as refused:
            attempt()
        assert "geboortedatum" in str(refused.value.facts["reason"])
    assert cases.open_case(register, case.id).file.case.birth_date == file.case.birth_date


def test_a_mistaken_contact_goes_a_giver_of_consent_stays(register: OpenRegister) -> None:
    """Who answered a request for consent can't be removed: the record is the proof (AVG article 7(1))."""
    file = keep_pupil(register)
    mistaken = make_contact(file.case)
    cases.save_contact(register, mistaken)
    give_consent(register, file)
    cases.delete_contact(register, mistaken)
    with pytest.raises(GaveConsent):
        cases.delete_contact(register, file.contacts[0])
    assert cases.open_case(register, file.case.id).file.contacts == file.contacts


def test_an_opened_case_shows_who_saw_it(register: OpenRegister) -> None:
    """The page of a case has its own log lines, this opening included, and no other case's."""
    one, other = keep_pupil(register), keep_pupil(register)
    cases.open_case(register, other.case.id)
    lines = cases.open_case(register, one.case.id).log
    assert [line.action for line in lines] == [
        "case_saved", "contact_saved", "contact_saved", "case_opened", "case_opened",
    ]  # fmt: skip
    assert {line.who for line in lines} == {"Anja Doedel"}
    with pytest.raises(NoSuchCase):
        cases.open_case(register, "bestaat-niet")


def test_an_exemption_counts_as_one(register: OpenRegister) -> None:
    """The status of an exempt pupil is its exemption, whatever else is known."""
    file = keep_pupil(register)
    parts.keep(register, make_exemption(file.case, duration=ExemptionDuration.PERMANENT))
    assert cases.open_case(register, file.case.id).status.category is Category.EXEMPT_A
