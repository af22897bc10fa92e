"""A pupil with a short timetable of his own, absent from all of it: never taken for present without a word."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from factories import make_case
from regions import Clock, Maker
from thuisplan_desktop.actions import absence_lists, cases, worklist
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.errors import InvalidCase
from thuisplan_desktop.register.case import Case, CaseFile
from thuisplan_desktop.register.codes import Category, Role

FIRST, TODAY = date(2026, 1, 5), date(2026, 3, 13)
SHORT = "short_days"


@pytest.fixture
def register(maker: Maker) -> OpenRegister:
    maker.clock.go_to(TODAY)
    return maker.make(Role.SCHOOL)


def listed(first: date, last: date, minutes: int = 150) -> bytes:
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    rows = [f"890;{day:%d-%m-%Y};ongeoorloofd;{minutes}" for day in days if day.weekday() < 5]
    return "\n".join(["Leerlingnummer;Datum;Soort;Minuten", *rows]).encode()


def keep(register: OpenRegister, **fields: object) -> str:
    case = make_case(pupil_key="890", first_absent_on=None, **fields)
    return str(cases.save_case(register, case).value.id)


def read(register: OpenRegister, data: bytes) -> str:
    return " ".join(absence_lists.import_absences(register, data).value.warnings)


def asked(register: OpenRegister) -> list[worklist.WorkLine]:
    return [line for line in worklist.worklist(register) if line.kind == SHORT]


def category(register: OpenRegister) -> Category:
    (row,) = cases.list_cases(register)
    return row.status.category


def opened(register: OpenRegister, case_id: str) -> CaseFile:
    return cases.open_case(register, case_id).file


def test_hours_day_after_day_are_told_and_asked_about(register: OpenRegister) -> None:
    """The report says it, and Vandaag says of whom."""
    keep(register)
    assert "eigen, kort rooster" in read(register, listed(FIRST, TODAY))
    assert category(register) is Category.NONE
    (line,) = asked(register)
    assert "klopt het rooster" in line.what
    assert line.section == "School"


def test_once_the_timetable_is_known_all_of_it_counts(register: OpenRegister) -> None:
    """Three lessons missed of three: at home since the first day, still today, without reading the list again."""
    case_id = keep(register)
    read(register, listed(FIRST, TODAY))
    cases.save_case(register, _with_timetable(register, case_id))
    case = opened(register, case_id).case
    assert (case.first_absent_on, category(register)) == (FIRST, Category.LRV_4W_3M)
    assert not asked(register)
    assert opened(register, case_id).absences[-1].ends_on is None


def test_a_timetable_that_was_known_before_gives_the_same(register: OpenRegister) -> None:
    """And the report has nothing to ask."""
    keep(register, timetable_minutes=150)
    assert "rooster" not in read(register, listed(FIRST, TODAY))
    assert category(register) is Category.LRV_4W_3M


def test_who_came_back_before_the_list_ended_is_not_made_absent(maker: Maker, register: OpenRegister) -> None:
    """The list tells of two days more, on which another pupil is named."""
    case_id = keep(register)
    cases.save_case(register, make_case(pupil_key="891", first_absent_on=None))
    other = f"\n891;{TODAY:%d-%m-%Y};ongeoorloofd;330".encode()
    read(register, listed(FIRST, TODAY - timedelta(days=2)) + other)
    cases.save_case(register, _with_timetable(register, case_id))
    assert opened(register, case_id).absences[-1].ends_on is not None


def test_half_of_a_short_day_is_a_day_and_less_is_not(register: OpenRegister) -> None:
    """75 of 150 minutes counts, 70 does not, and is asked about as any other."""
    case_id = keep(register, timetable_minutes=150)
    read(register, listed(FIRST, TODAY, minutes=75))
    assert category(register) is Category.LRV_4W_3M
    assert "eigen, kort rooster" in read(register, listed(FIRST, TODAY, minutes=70))
    assert opened(register, case_id).absences[-1].ends_on is not None
    assert asked(register)


def test_an_answer_holds_for_two_weeks_of_school_days(maker: Maker, register: OpenRegister) -> None:
    """'Afgehandeld' silences it once, not for as long as it goes on."""
    clock: Clock = maker.clock
    keep(register)
    clock.go_to(FIRST + timedelta(days=7))
    read(register, listed(FIRST, FIRST + timedelta(days=7)))
    (line,) = asked(register)
    worklist.mark_handled(register, line)
    assert not asked(register)
    clock.go_to(TODAY)
    read(register, listed(FIRST, TODAY))
    assert asked(register)


def test_what_is_over_is_no_longer_asked(maker: Maker, register: OpenRegister) -> None:
    """Four weeks of school without such a day."""
    keep(register)
    read(register, listed(FIRST, TODAY))
    maker.clock.go_to(TODAY + timedelta(weeks=6))
    assert not asked(register)


@pytest.mark.parametrize("minutes", [-5, 331])
def test_a_timetable_longer_than_a_school_day_is_refused(register: OpenRegister, minutes: int) -> None:
    """It would make half a day longer, and children would look present."""
    with pytest.raises(InvalidCase) as refused:
        keep(register, timetable_minutes=minutes)
    assert refused.value.facts["field"] == "timetable_minutes"


def _with_timetable(register: OpenRegister, case_id: str) -> Case:
    return replace(opened(register, case_id).case, timetable_minutes=150)
