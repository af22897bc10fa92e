"""What hangs on a case, as an action: checked, kept and logged; a pupil who moves keeps his history."""

from dataclasses import replace
from datetime import date

import pytest

from factories import make_exemption
from regions import TODAY, Maker, keep_pupil
from thuisplan_desktop.actions import cases, parts, ruling
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.errors import InvalidCase, NoSuchCase, WrongWorkspace
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.case_codes import Addressee, EscalationTrigger
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.register.escalation import Escalation
from thuisplan_desktop.register.schooling import SchoolPeriod

MOVED = date(2026, 2, 1)


def file_of(register: OpenRegister, case_id: str) -> CaseFile:
    return cases.open_case(register, case_id).file


def test_a_part_is_checked_against_what_is_there(register: OpenRegister) -> None:
    """A second exemption in the same days is refused; then nothing is kept and nothing logged."""
    case = keep_pupil(register).case
    first = parts.keep(register, make_exemption(case)).value
    with pytest.raises(InvalidCase):
        parts.keep(register, make_exemption(case))
    assert file_of(register, case.id).exemptions == (first,)
    actions = [line.action for line in cases.open_case(register, case.id).log]
    assert actions.count("exemption_saved") == 1
    parts.remove(register, first)
    assert file_of(register, case.id).exemptions == ()


def test_a_part_of_no_case_is_refused(register: OpenRegister) -> None:
    """The case may have been destroyed while the dialog was open."""
    case = keep_pupil(register).case
    with pytest.raises(NoSuchCase):
        parts.keep(register, replace(make_exemption(case), case_id="weg"))


def test_a_step_is_one_of_the_ladder_and_decided_by_roles(register: OpenRegister) -> None:
    """A step of another region's ladder and a name are refused; a step that was kept under another set may stay."""
    case = keep_pupil(register).case
    step = Escalation(
        id="e1", case_id=case.id, step="swv", trigger=EscalationTrigger.NO_PLACE, addressee=Addressee.SWV_BOARD,
        escalated_on=TODAY, decided_on=TODAY, decision="Geplaatst.",
    )  # fmt: skip
    for wrong, field in (({"step": "bestaat-niet"}, "step"), ({"decided_by": "Jan de Vries"}, "decided_by")):
        with pytest.raises(InvalidCase) as refused:
            parts.keep(register, replace(step, **wrong))
        assert refused.value.facts["field"] == field
    for roles in (
        "twee bestuursleden en de directeur",
        "de voorzitter van het bestuur",
        "wethouder, procescoördinator",
    ):
        parts.keep(register, replace(step, decided_by=roles))
    ruling.choose_definitions(register, "zuid-limburg-2018")
    parts.keep(register, replace(step, accounted_on=TODAY))
    with pytest.raises(InvalidCase):
        parts.keep(register, replace(step, id="e2"))


def test_a_region_keeps_no_parts(maker: Maker) -> None:
    """Its register has no cases."""
    with pytest.raises(WrongWorkspace):
        parts.remove(maker.make(Role.REGION), SchoolPeriod(id="s1", case_id="c1", school_name="De Berk"))


def test_a_pupil_who_moves_keeps_his_earlier_enrolment(register: OpenRegister) -> None:
    """Until the day before the new one; taking the move back leaves no trace of it."""
    case = keep_pupil(register).case
    moved = replace(case, school_name="De Bedachte Berk", brin="99XC", enrolled_on=MOVED)
    cases.save_case(register, moved)
    (period,) = file_of(register, case.id).school_periods
    assert (period.brin, period.starts_on, period.ends_on) == (case.brin, case.enrolled_on, date(2026, 1, 31))
    cases.save_case(register, moved)
    assert len(file_of(register, case.id).school_periods) == 1
    cases.save_case(register, case)
    assert file_of(register, case.id).school_periods == ()


def test_a_gap_between_two_schools_is_kept(register: OpenRegister) -> None:
    """Who left in December and came in February was nowhere in between."""
    case = keep_pupil(register, left_on=date(2025, 12, 19)).case
    cases.save_case(register, replace(case, brin="99XC", enrolled_on=MOVED, left_on=None))
    assert [one.ends_on for one in file_of(register, case.id).school_periods] == [date(2025, 12, 19)]


@pytest.mark.parametrize("changes", [{"school_name": "Andere naam"}, {"brin": "99XC", "enrolled_on": None}])
def test_a_correction_is_no_move(register: OpenRegister, changes: dict[str, object]) -> None:
    """A name that was misspelt, or a school without a first day, makes no history."""
    case = keep_pupil(register).case
    cases.save_case(register, replace(case, **changes))  # type: ignore[arg-type]  # any field of a case
    assert file_of(register, case.id).school_periods == ()


def test_an_earlier_enrolment_does_not_overlap_the_present_one(register: OpenRegister) -> None:
    """One pupil is enrolled at one school at a time."""
    case = keep_pupil(register).case
    assert case.enrolled_on is not None
    earlier = SchoolPeriod(id="s1", case_id=case.id, school_name="De Berk", ends_on=case.enrolled_on)
    with pytest.raises(InvalidCase):
        parts.keep(register, earlier)
    parts.keep(register, replace(earlier, ends_on=date(2018, 7, 31)))
    assert case.enrolled_on < TODAY
