"""A case that goes to somebody else: only what was given goes along, and it lands once."""

from dataclasses import fields, replace
from datetime import date
from itertools import combinations

import pytest

from factories import make_absence, make_case, make_contact, make_exemption, make_file
from thuisplan_desktop.register import handing
from thuisplan_desktop.register.case import Absence, Case, CaseFile
from thuisplan_desktop.register.case_codes import HandoverTo, TalkPartner
from thuisplan_desktop.register.codes import (
    AbsenceKind,
    ContactRole,
    DataCategory,
    LegalBasis,
    ObstaclePlace,
    Party,
    Purpose,
    Role,
    SchoolType,
)
from thuisplan_desktop.register.handing import EVERYTHING, Handed
from thuisplan_desktop.register.plan import Agreement, Plan
from thuisplan_desktop.register.schooling import SchoolPeriod
from thuisplan_desktop.register.talk import Talk

DAY = date(2026, 3, 10)
SCHOOL = frozenset({DataCategory.ABSENCE, DataCategory.EDUCATION})
HERE = Case(id="hier", nickname="Femke", school_name="De Nieuwe Es", brin="99XB", school_type=SchoolType.VO)


def full() -> CaseFile:
    case = make_case(note="notitie", bridging="overbrugging", obstacles=frozenset(ObstaclePlace))
    ids = {"id": "x1", "case_id": case.id}
    return make_file(
        case,
        absences=(make_absence(case, kind=AbsenceKind.SICK, listed_until=DAY),),
        contacts=(make_contact(case), make_contact(case, role=ContactRole.STAFF, first_name="Mentor")),
        exemptions=(make_exemption(case, grounds="gronden"),),
        plans=(Plan(**ids, made_on=DAY, evaluate_on=DAY, perspective="perspectief"),),
        agreements=(Agreement(**ids, meeting_id="m1", text="bellen", due_on=DAY),),
        talks=(Talk(**ids, held_on=DAY, present=frozenset({TalkPartner.PUPIL}), note="gezegd"),),
        school_periods=(SchoolPeriod(**ids, school_name="De Oude Eik", ends_on=date(2018, 7, 31)),),
    )


def handed(file: CaseFile, told: frozenset[DataCategory] = EVERYTHING, **changes: object) -> Handed:
    base = Handed(
        sender="De Verzonnen Boom", made_on=DAY, purpose=Purpose.HANDOVER, basis=LegalBasis.EDUCATION_REPORT,
        categories=told, note="", file=handing.what_goes(file, told),
    )  # fmt: skip
    return replace(base, **changes)


def test_every_receiver_is_a_party_of_the_rules() -> None:
    """A colleague is of the own organisation; nobody is left without a rule to ask."""
    for to in HandoverTo:
        for holder in (Role.SCHOOL, Role.CONSULENT):
            assert isinstance(handing.party_of(to, holder), Party)
    assert handing.party_of(HandoverTo.COLLEAGUE, Role.SCHOOL) is Party.ZORGCOORDINATOR
    assert handing.party_of(HandoverTo.COLLEAGUE, Role.CONSULENT) is Party.CONSULENT
    assert handing.purpose_of(HandoverTo.SWV) is Purpose.TASK


@pytest.mark.parametrize("count", range(6))
def test_nothing_goes_along_of_a_kind_that_was_not_given(count: int) -> None:
    """For every set of kinds: the parts and free text of other kinds are not there, and sick reads as authorised."""
    for told in map(frozenset, combinations(DataCategory, count)):
        file = handing.what_goes(full(), told)
        text = repr([getattr(file.case, one.name) for one in fields(file.case)])
        for name, needs in handing.PARTS.items():
            assert bool(getattr(file, name)) is (needs <= told and name not in {"duo_reports", "measures"})
        assert ("notitie" in text or "overbrugging" in text) is (told == EVERYTHING)
        assert ("1811" in text) is (DataCategory.HOME in told)
        assert ("Boom" in text) is (DataCategory.EDUCATION in told)
        assert (ObstaclePlace.CHILD in file.case.obstacles) is (DataCategory.HEALTH in told)
        sick = [one for one in file.absences if one.kind is AbsenceKind.SICK]
        assert bool(sick) is ({DataCategory.ABSENCE, DataCategory.HEALTH} <= told)


def test_what_belongs_to_this_register_stays() -> None:
    """The number of the pupil, who owns and counts the case, staff, meetings, lists and how gezag was checked."""
    file = handing.what_goes(full(), EVERYTHING)
    for name in {one.name for one in fields(Case)} - handing.TRAVELS - {"id"}:
        assert getattr(file.case, name) == getattr(Case(id="", nickname=""), name), name
    assert [one.role for one in file.contacts] == [ContactRole.PARENT]
    assert file.contacts[0].gezag_checked_on is None
    assert file.agreements[0].meeting_id == ""
    assert file.absences[0].listed_until is None
    assert (file.requests, file.handovers, file.signal_marks, file.in_view) == ((), (), (), ())


def land(what: Handed, ours: CaseFile | None = None) -> handing.Landing:
    return handing.land(what, ours or CaseFile(HERE), lambda theirs: f"onze {theirs}", is_known=ours is not None)


def test_at_a_new_school_the_clock_goes_on() -> None:
    """The first day of absence is kept, the old school becomes an earlier enrolment, the new one stands."""
    theirs = full()
    landing = land(handed(theirs, SCHOOL))
    assert landing.case.first_absent_on == theirs.case.first_absent_on
    assert (landing.case.school_name, landing.case.brin, landing.case.school_type) == ("De Nieuwe Es", "99XB", "vo")
    assert landing.case.enrolled_on is None
    left = [one for one in landing.parts if isinstance(one, SchoolPeriod)]
    assert [(one.school_name, one.starts_on) for one in left] == [("De Oude Eik", None), ("De Verzonnen Boom",
                                                                                        date(2018, 8, 1))]  # fmt: skip
    assert "Overgedragen door De Verzonnen Boom op 10 maart 2026" in landing.case.note
    assert all(part.case_id == "hier" and part.id.startswith("onze ") for part in landing.parts)


def test_a_consulent_keeps_the_school_of_the_pupil() -> None:
    """Her register has no school of its own."""
    landing = land(handed(full()), CaseFile(Case(id="hier", nickname="Femke")))
    assert landing.case.school_name == "De Verzonnen Boom"
    assert landing.case.enrolled_on == date(2018, 8, 1)


def test_taken_in_twice_it_is_there_once() -> None:
    """The same file again brings nothing new, and what was changed since stays."""
    first = land(handed(full()))
    names = {"Absence": "absences", "Contact": "contacts", "Exemption": "exemptions", "Plan": "plans",
             "Agreement": "agreements", "Talk": "talks", "SchoolPeriod": "school_periods"}  # fmt: skip
    kept = {field: tuple(one for one in first.parts if type(one).__name__ == name) for name, field in names.items()}
    edited = replace(first.case, year_group="2", home_municipality="Bergen")
    file = full()
    again = land(handed(file), CaseFile(edited, **kept))
    assert (again.case.year_group, again.case.home_municipality) == ("2", "Bergen")
    assert again.case.note.count("Overgedragen door") == 1
    assert again.is_known


def test_beside_a_case_that_is_there() -> None:
    """What the register says itself stays; absence here is added to, a second plan is left out, and counted."""
    file = full()
    ours = make_case(first_absent_on=date(2026, 2, 2), nickname="Femke", school_name="De Nieuwe Es", brin="99XB")
    there = make_file(
        ours, contacts=(), plans=(Plan(id="p9", case_id=ours.id, made_on=DAY, evaluate_on=DAY, perspective="eigen"),)
    )  # fmt: skip
    landing = land(handed(file), there)
    assert landing.case.first_absent_on == file.case.first_absent_on
    assert landing.left_out == 1
    assert [one.ends_on for one in landing.parts if isinstance(one, Absence)] == [date(2026, 2, 1)]
    assert not [one for one in landing.parts if isinstance(one, Plan)]
    later = land(handed(make_file(make_case(first_absent_on=date(2026, 3, 1)))), there)
    assert later.case.first_absent_on == date(2026, 2, 2)


@pytest.mark.parametrize("last", [date(2026, 3, 6), None])
def test_absence_that_goes_on_here_is_cut_to_the_days_before(last: date | None) -> None:
    """The weeks at the old school aren't lost to a few days that both know; taken in again it is there once."""
    theirs, ours = make_case(first_absent_on=date(2026, 1, 5)), make_case(first_absent_on=date(2026, 3, 2))
    file = make_file(theirs, absences=(make_absence(theirs, starts_on=date(2026, 1, 5), ends_on=last),), contacts=())
    here = make_absence(ours, starts_on=date(2026, 3, 2), ends_on=None)
    landing = land(handed(file), make_file(ours, absences=(here,), contacts=()))
    (cut,) = [one for one in landing.parts if isinstance(one, Absence)]
    assert (cut.starts_on, cut.ends_on, landing.left_out) == (date(2026, 1, 5), date(2026, 3, 1), 0)
    again = land(handed(file), make_file(ours, absences=(cut, here), contacts=()))
    assert not [one for one in again.parts if isinstance(one, Absence)]
    within = replace(here, ends_on=date(2026, 3, 3))
    assert land(handed(file), make_file(ours, absences=(within,), contacts=())).left_out == 1


def test_whose_case_it_is() -> None:
    """The one it made before, or of a pupil with that name and birth date; a name alone is not enough."""
    file = full()
    what = handed(file)
    same = make_file(make_case(nickname="FEMKE"))
    other = make_file(make_case(birth_date=date(2014, 9, 4)))
    made = make_file(make_case(nickname="Anders"))
    assert handing.find(what, (other, same), "") is same
    assert handing.find(what, (other, same, made), made.case.id) is made
    assert handing.find(what, (other,), "") is None
    unborn = handed(make_file(make_case(birth_date=None)))
    assert handing.find(unborn, (make_file(make_case(birth_date=None)),), "") is None
