"""A slip in a list, or a number that two pupils have, takes nothing from a pupil and gives him no stranger's absence
unseen."""

from datetime import date, timedelta

import pytest

from factories import make_case
from regions import TODAY, Clock
from thuisplan_desktop.actions import absence_lists, cases
from thuisplan_desktop.actions.absence_lists import AbsenceChoices
from thuisplan_desktop.actions.importing import ImportReport
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.register.case import Absence
from thuisplan_desktop.register.case_codes import ClosingReason

MONDAY, NEXT = date(2026, 3, 9), date(2026, 3, 16)
WEEK = [MONDAY + timedelta(days=n) for n in range(5)]
WEEK_AFTER = [NEXT + timedelta(days=n) for n in range(5)]


def listed(days: list[date], *rows: str) -> bytes:
    told = [f"1001;{day:%d-%m-%Y};ongeoorloofd" for day in days]
    return "\n".join(["Leerlingnummer;Datum;Soort", *told, *rows]).encode()


def read(register: OpenRegister, data: bytes, choices: AbsenceChoices | None = None) -> ImportReport:
    report: ImportReport = absence_lists.import_absences(register, data, choices or AbsenceChoices()).value
    return report


def absences(register: OpenRegister, case_id: str) -> tuple[Absence, ...]:
    return cases.open_case(register, case_id).file.absences


@pytest.mark.parametrize("confirmed", [False, True])
@pytest.mark.parametrize("slip", ["1001;12-03-2025;ziek", "8888;12-03-2025;ziek", "8888;12-03-2016;ziek"])
def test_a_slip_in_a_year_stretches_no_list(register: OpenRegister, clock: Clock, slip: str, confirmed: bool) -> None:
    """Also of a pupil without a case, and also once the days that were proposed are confirmed; the report names it."""
    clock.go_to(date(2026, 3, 24))
    case_id = cases.save_case(register, make_case(pupil_key="1001", first_absent_on=None)).value.id
    read(register, listed(WEEK))
    newer = listed(WEEK_AFTER, slip)
    proposed = absence_lists.preview_list(register, newer).covers
    assert proposed == (NEXT, WEEK_AFTER[-1])
    report = read(register, newer, AbsenceChoices(covers=proposed) if confirmed else None)
    (kept,) = (one for one in absences(register, case_id) if one.starts_on.year == NEXT.year)
    assert (kept.starts_on, kept.ends_on) == (MONDAY, None)
    assert any(f"noemt ook 12 maart {slip[11:15]}, van een ander schooljaar" in told for told in report.warnings)


def test_a_list_of_two_school_years_replaces_both(register: OpenRegister, clock: Clock) -> None:
    """Who was at school after all in the year before is so too; what a person says it is about isn't asked about."""
    clock.go_to(date(2025, 9, 12))
    before, after = date(2025, 6, 10), date(2025, 9, 8)
    case_id = cases.save_case(register, make_case(pupil_key="1001", first_absent_on=None)).value.id
    both = f"8888;{before - timedelta(days=1):%d-%m-%Y};ziek", f"8888;{before + timedelta(days=1):%d-%m-%Y};ziek"
    read(register, listed([before, after], *both))
    assert [one.starts_on for one in absences(register, case_id)] == [before, after]
    choices = AbsenceChoices(covers=(date(2025, 6, 1), date(2025, 9, 12)))
    assert not any("schooljaar" in told for told in read(register, listed([after], *both), choices).warnings)
    assert [one.starts_on for one in absences(register, case_id)] == [after]
    read(register, listed([before, after], *both))
    read(register, listed([after], *both))
    assert [one.starts_on for one in absences(register, case_id)] == [after]


@pytest.mark.parametrize(("nickname", "told"), [("Noor", True), ("Femke", False)])
def test_a_number_that_a_closed_case_elsewhere_has_is_told(register: OpenRegister, nickname: str, told: bool) -> None:
    """The open case gets the days, as it must; but they may be those of the other pupil. One who moved is himself."""
    same = {"pupil_key": "1001", "brin": "99XA", "first_absent_on": None, "surname": "Braambes"}
    open_one = cases.save_case(register, make_case(nickname="Femke", branch="00", **same)).value
    closed = make_case(
        nickname=nickname, branch="01", closed_on=TODAY, closing_reason=ClosingReason.OTHER, **same
    )  # fmt: skip
    cases.save_case(register, closed)
    report = read(register, listed([date(2026, 1, 20)]), AbsenceChoices(school="99XA"))
    assert len(absences(register, open_one.id)) == 1
    assert any("een gesloten casus" in line for line in report.warnings) is told
