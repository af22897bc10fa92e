"""Who didn't belong on the list: what was then is settled, and whatever a list says of later days is new absence."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from factories import make_absence, make_case
from regions import Maker
from thuisplan_desktop.actions import absence_lists, cases, deciding, quality, worklist
from thuisplan_desktop.actions.absence_lists import AbsenceChoices
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.register.case_codes import ClosingReason, ListReview
from thuisplan_desktop.register.codes import AbsenceKind, Role
from thuisplan_desktop.register.quality import Issue

MONDAY, CLOSED = date(2026, 3, 9), date(2026, 3, 14)
BEGIN, END = date(2026, 3, 16), date(2026, 4, 30)


@pytest.fixture
def register(maker: Maker) -> OpenRegister:
    maker.clock.go_to(CLOSED)
    return maker.make(Role.SCHOOL)


def listed(first: date, last: date) -> bytes:
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    rows = [f"890;{day:%d-%m-%Y};ongeoorloofd" for day in days if day.weekday() < 5]
    return "\n".join(["Leerlingnummer;Datum;Soort", *rows]).encode()


def shown(register: OpenRegister) -> list[str]:
    return [line.kind for line in worklist.worklist(register) if line.case_id]


def away_and_closed(register: OpenRegister, *, typed: bool = False) -> str:
    case_id = str(cases.save_case(register, make_case(pupil_key="890", first_absent_on=None)).value.id)
    if typed:
        cases.save_absence(register, make_absence(replace(make_case(), id=case_id), starts_on=MONDAY))
    else:
        absence_lists.import_absences(register, listed(MONDAY, date(2026, 3, 13)))
    deciding.review_list(register, case_id, ListReview.WRONGLY, "was op school")
    return case_id


@pytest.mark.parametrize("typed", [False, True])
def test_absence_that_goes_on_is_shown(maker: Maker, register: OpenRegister, typed: bool) -> None:
    """The report says that it stands on Vandaag, and there it stands: from the first day after the closing."""
    away_and_closed(register, typed=typed)
    maker.clock.go_to(END + timedelta(days=1))
    assert shown(register) == []
    report = absence_lists.import_absences(register, listed(BEGIN, END)).value
    assert any("heropen de casus" in told for told in report.warnings)
    assert any("eindigt nu op de dag van het sluiten" in told for told in report.warnings) is typed
    (line,) = (one for one in worklist.worklist(register) if one.case_id)
    assert (line.kind, line.due) == ("reopen", BEGIN)


def test_absence_that_is_over_is_told_too(maker: Maker, register: OpenRegister) -> None:
    """On both pages, also where one list is about the days before and after the closing."""
    case_id = away_and_closed(register)
    maker.clock.go_to(date(2026, 5, 20))
    covers = AbsenceChoices(covers=(MONDAY, date(2026, 5, 20)))
    for _again in range(2):
        absence_lists.import_absences(register, listed(MONDAY, END), covers)
        assert shown(register) == ["reopen"]
        assert [row.finding.issue for row in quality.quality(register)] == [Issue.AFTER_CLOSING]
        kept = cases.open_case(register, case_id).file.absences
        assert [one.starts_on for one in kept] == [MONDAY, BEGIN]


def test_the_list_of_then_is_nothing_new(register: OpenRegister) -> None:
    """Read once more it says what was settled."""
    away_and_closed(register)
    absence_lists.import_absences(register, listed(MONDAY, date(2026, 3, 13)))
    assert shown(register) == []


def test_what_was_entered_after_another_closing_goes_on(maker: Maker, register: OpenRegister) -> None:
    """No case is closed over an absence that lasts, so it was entered later: one listed day takes no weeks away."""
    case = make_case(pupil_key="890", first_absent_on=None, closed_on=CLOSED, closing_reason=ClosingReason.OTHER)
    case = cases.save_case(register, case).value
    maker.clock.go_to(date(2026, 3, 20))
    typed = make_absence(case, starts_on=date(2026, 3, 12), kind=AbsenceKind.SICK)
    cases.save_absence(register, typed)
    maker.clock.go_to(date(2026, 4, 3))
    absence_lists.import_absences(register, listed(date(2026, 4, 1), date(2026, 4, 1)) + b"\n5;02-04-2026;ziek")
    kept = cases.open_case(register, case.id).file
    assert typed in kept.absences
    (line,) = (one for one in worklist.worklist(register) if one.case_id)
    assert line.due == CLOSED + timedelta(days=1)
    cases.save_case(register, replace(kept.case, closed_on=None, closing_reason=None))
    assert cases.open_case(register, case.id).status.since == typed.starts_on
