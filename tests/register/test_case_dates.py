"""Which days of a case, and of what hangs on it, can't be."""

import dataclasses
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any, get_args

import pytest

from factories import make_case, make_file
from thuisplan_desktop.errors import InvalidCase
from thuisplan_desktop.register.case import Absence, Case, CaseFile, Contact
from thuisplan_desktop.register.case_codes import ClosingReason
from thuisplan_desktop.register.case_dates import FARTHEST, check, check_part
from thuisplan_desktop.register.codes import Enrolment
from thuisplan_desktop.register.escalation import Escalation
from thuisplan_desktop.register.exemption import Exemption
from thuisplan_desktop.register.plan import Agreement, Plan
from thuisplan_desktop.register.rights import Request
from thuisplan_desktop.register.schooling import DuoReport, Measure, SchoolPeriod, SignalMark
from thuisplan_desktop.register.talk import Handover, InView, Talk

TODAY = date(2026, 3, 16)
OFFER = date(2026, 2, 20)


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"nickname": "", "surname": ""}, "nickname", "naam"),
        ({"birth_date": date(2026, 3, 17)}, "birth_date", "toekomst"),
        ({"birth_date": date(1979, 12, 31)}, "birth_date", "ouder dan 30"),
        ({"birth_date": date(1995, 3, 16)}, "birth_date", "ouder dan 30"),
        ({"enrolled_on": date(2014, 9, 2)}, "enrolled_on", "voor de geboortedatum"),
        ({"signalled_on": date(2014, 9, 1)}, "signalled_on", "voor de geboortedatum"),
        ({"offered_on": date(2026, 3, 17)}, "offered_on", "toekomst"),
        ({"left_on": date(2014, 9, 1), "enrolled_on": None}, "left_on", "voor de geboortedatum"),
        ({"enrolled_on": date(2025, 9, 2), "left_on": date(2025, 9, 1)}, "left_on", "eerder"),
        ({"place_available_on": OFFER}, "place_available_on", "wanneer het aanbod is gedaan"),
        ({"offered_on": OFFER, "place_available_on": date(2026, 2, 19)}, "place_available_on", "eerder beschikbaar"),
    ],
)
def test_an_impossible_day_is_refused(changes: dict[str, Any], field: str, reason: str) -> None:
    """The refusal names the field and why, without the value."""
    with pytest.raises(InvalidCase) as refused:
        check(make_case(**changes), TODAY)
    assert refused.value.facts["field"] == field
    assert reason in str(refused.value.facts["reason"])


@pytest.mark.parametrize(
    "changes",
    [
        {"birth_date": None, "enrolled_on": date(2014, 9, 2)},
        {"birth_date": date(1995, 3, 17), "enrolled_on": date(1995, 3, 17)},
        {"offered_on": OFFER, "place_available_on": OFFER},
        {"offered_on": OFFER, "place_available_on": date(2026, 8, 1)},
        {"offered_on": OFFER},
    ],
)
def test_an_unlikely_day_that_can_be_is_kept(changes: dict[str, Any]) -> None:
    """On the edge, or not known yet; a place may still lie ahead."""
    check(make_case(**changes), TODAY)


PARTS = (
    Absence, Agreement, Contact, DuoReport, Escalation, Exemption, Handover, InView, Measure, Plan, Request,
    SchoolPeriod, Talk,
)  # fmt: skip
MAY_COME = {
    "Case": {"enrolled_on", "left_on", "place_available_on", "aftercare_from", "aftercare_until"},
    "Absence": {"ends_on", "listed_until"}, "Exemption": {"starts_on", "ends_on"}, "SchoolPeriod": {"ends_on"},
    "DuoReport": {"ends_on"}, "Measure": {"starts_on", "ends_on"}, "Plan": {"evaluate_on"}, "Agreement": {"due_on"},
    "Request": {"extended_until"},
}  # fmt: skip
"""What a person may write down before it happens. A field that is added asks for a choice here."""


def days_of(cls: Any) -> list[str]:
    return [field.name for field in fields(cls) if date in (field.type, *get_args(field.type))]


def sample(cls: Any) -> Any:
    """One with what it must have: days of today, a first code, a letter."""
    must = [one for one in fields(cls) if one.default is dataclasses.MISSING]
    given = {one.name: TODAY if one.type is date else "x" if one.type is str else next(iter(one.type)) for one in must}  # type: ignore[call-overload]  # the codes
    return cls(**given)


EVERY_DAY = [(cls, name) for cls in (Case, *PARTS) for name in days_of(cls)]


def refusal(cls: Any, name: str, day: date, case: Case) -> str:
    """Why it may not be that day; '' when it may."""
    try:
        if cls is Case:
            check(replace(case, **{"offered_on": OFFER if name == "place_available_on" else None, name: day}), TODAY)
        else:
            check_part(replace(sample(cls), **{name: day}), case, TODAY)
    except InvalidCase as error:
        return f"{error.facts['field']}: {error.facts['reason']}"
    return ""


def test_every_part_of_a_case_is_looked_at() -> None:
    """Whatever hangs on a case is among them, but for the marks that the program itself makes."""
    held = {get_args(field.type)[0] for field in fields(CaseFile) if field.name != "case"}
    assert held == {*PARTS, SignalMark}


@pytest.mark.parametrize(("cls", "name"), EVERY_DAY)
def test_no_day_lies_before_birth_ahead_of_its_time_or_in_another_age(cls: Any, name: str) -> None:
    """Each day of each form: the sentence names the field and what to do, and today itself can be."""
    case = make_case(first_absent_on=None, enrolled_on=None)
    born = case.birth_date
    assert born is not None
    if name != "birth_date":
        unborn = refusal(cls, name, born - timedelta(days=1), case)
        assert unborn.startswith(f"{name}: '")
        assert "voor de geboortedatum van de leerling; kijk na" in unborn
    assert refusal(cls, name, TODAY, case) == ""
    tomorrow = refusal(cls, name, TODAY + timedelta(days=1), case)
    assert ("toekomst" in tomorrow) == (name not in MAY_COME.get(cls.__name__, ()))
    assert "jaartal" in refusal(cls, name, date(TODAY.year + FARTHEST + 1, 1, 1), case)
    assert "jaar" in refusal(cls, name, date(1926, 3, 1), replace(case, birth_date=None))


def test_another_birth_date_must_be_before_what_is_kept() -> None:
    """The absence of last year was somebody's: the sentence says which days to look at."""
    file = make_file(make_case(first_absent_on=None, enrolled_on=None))
    born = min(one.starts_on for one in file.absences) + timedelta(days=1)
    later = replace(file.case, birth_date=born)
    check(later, TODAY)
    with pytest.raises(InvalidCase) as refused:
        check(later, TODAY, file)
    assert refused.value.facts["field"] == "birth_date"
    assert "bij Verzuim ligt 'Van' voor deze geboortedatum" in str(refused.value.facts["reason"])
    check(replace(file.case, nickname="Anders"), TODAY, file)


@pytest.mark.parametrize("ends", [None, TODAY + timedelta(days=1)])
def test_no_case_is_closed_over_an_absence_that_goes_on(ends: date | None) -> None:
    """It would count nowhere: first the last day of the absence. What was closed already can still be changed."""
    file = make_file(make_case(enrolled_on=None))
    running = replace(file, absences=(replace(file.absences[0], ends_on=ends),))
    closing = replace(file.case, closed_on=TODAY)
    with pytest.raises(InvalidCase) as refused:
        check(closing, TODAY, running)
    assert refused.value.facts["field"] == "closed_on"
    assert "er loopt nog verzuim" in str(refused.value.facts["reason"])
    check(closing, TODAY, replace(file, absences=(replace(file.absences[0], ends_on=TODAY),)))
    check(replace(closing, nickname="Anders"), TODAY, replace(running, case=closing))


@pytest.mark.parametrize(
    "changes", [{"first_absent_on": date(2026, 1, 12)}, {"first_absent_on": None, "enrolment": Enrolment.NOT_ENROLLED}]
)
def test_nobody_is_closed_away_while_no_period_says_that_he_is_at_home(changes: dict[str, Any]) -> None:
    """A first absent day alone, or no enrolment: closing asks where the pupil is now, by the outcome."""
    file = make_file(make_case(enrolled_on=None, **changes), absences=())
    closing = replace(file.case, closed_on=TODAY)
    with pytest.raises(InvalidCase) as refused:
        check(closing, TODAY, file)
    assert "kies bij Uitkomst waar de leerling nu is" in str(refused.value.facts["reason"])
    check(replace(closing, closing_reason=ClosingReason.OTHER_SCHOOL), TODAY, file)


@pytest.mark.parametrize(
    ("field", "wrong", "right"),
    [
        ("postcode4", "1811 AB", "1811"),
        ("postcode4", "ab", ""),
        ("brin", "xx", "99XA"),
        ("brin", "99xa", ""),
        ("waits_for_mbo", True, False),
    ],
)
def test_what_is_no_postcode_brin_or_pupil_of_the_mbo_is_refused(field: str, wrong: object, right: object) -> None:
    """When it is typed; what stands in a register already stays, so that such a case can still be changed."""
    file = make_file(make_case(birth_date=date(2014, 9, 3)))
    typed = replace(file.case, **{field: wrong})
    with pytest.raises(InvalidCase) as refused:
        check(typed, TODAY, file)
    assert refused.value.facts["field"] == field
    check(replace(file.case, **{field: right}), TODAY, file)
    check(replace(typed, note="anders"), TODAY, replace(file, case=typed))
