"""The timeline: what it shows, and that it can be drawn at any width and heard in words."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from factories import make_absence, make_case, make_consent, make_contact, make_exemption
from thuisplan_desktop.actions.cases import CaseView
from thuisplan_desktop.register import definitions
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.codes import AbsenceKind, ConsentState, Decision, Vrijstelling
from thuisplan_desktop.register.status import classify
from thuisplan_desktop.ui.caseload.timeline import _FILLS, Timeline
from thuisplan_desktop.ui.caseload.timeline_plan import Plan, plan_of

TODAY = date(2026, 11, 3)
CALENDAR = SchoolCalendar.load("noord")


def view(consents: tuple[Any, ...] = (), absences: tuple[Any, ...] | None = None, **changes: Any) -> CaseView:
    case = make_case(**{"first_absent_on": date(2026, 6, 22), **changes})
    file = CaseFile(case, (make_absence(case),) if absences is None else absences, (make_contact(case),))
    rules = definitions.load("landelijk")
    return CaseView(
        file=file, status=classify(file, TODAY, rules, CALENDAR), definitions=rules, calendar=CALENDAR,
        consent_state=ConsentState.NOT_ASKED, consents=consents, discussions=(), sharings=(), log=(), retention="",
    )  # fmt: skip


def lane(plan: Plan, label: str) -> Any:
    return next(one for one in plan.lanes if one.label == label)


def test_it_shows_periods_moments_limits_and_vacations() -> None:
    """Terms run from the first absent day; the summer vacation is shaded."""
    plan = plan_of(view(reported_on=date(2026, 9, 1), offered_on=date(2026, 10, 1)), TODAY, CALENDAR)
    assert [bar.words for bar in lane(plan, "Verzuim").bars] == ["ongeoorloofd"]
    assert [one.words for one in lane(plan, "Gebeurtenissen").moments] == ["melding leerplicht", "aanbod"]
    assert [limit.words for limit in plan.limits] == ["4 weken", "3 maanden"]
    assert any((end - start).days > 30 for start, end in plan.vacations)
    assert plan.first < date(2026, 6, 22) <= TODAY < plan.last


def test_a_case_without_periods_shows_its_first_absent_day() -> None:
    """An empty list must not make a child disappear."""
    (bar,) = lane(plan_of(view(absences=()), TODAY, CALENDAR), "Verzuim").bars
    assert (bar.starts_on, bar.ends_on) == (date(2026, 6, 22), None)


def test_what_no_list_tells_stops_when_the_case_is_closed() -> None:
    """The first absent day alone says nothing about the days after closing; a period in a list does."""
    shut = date(2026, 9, 1)
    (bar,) = lane(plan_of(view(absences=(), closed_on=shut), TODAY, CALENDAR), "Verzuim").bars
    assert (bar.starts_on, bar.ends_on) == (date(2026, 6, 22), shut)
    (listed,) = lane(plan_of(view(closed_on=shut), TODAY, CALENDAR), "Verzuim").bars
    assert listed.ends_on is None


def test_consent_is_a_bar_until_its_end_or_withdrawal() -> None:
    """A request and a no are moments."""
    case = make_case()
    given_ = make_consent(case, decided_on=date(2026, 9, 1), asked_on=date(2026, 9, 1), valid_until=None)
    withdrawn = replace(given_, id="t9", withdrawn_on=date(2026, 10, 1))
    refused = replace(given_, id="t8", decision=Decision.REFUSED)
    asked = replace(given_, id="t7", decision=Decision.ASKED, decided_on=None)
    shown = lane(plan_of(view((given_, withdrawn, refused, asked)), TODAY, CALENDAR), "Toestemming")
    assert [bar.ends_on for bar in shown.bars] == [date(2027, 7, 31), date(2026, 10, 1)]
    assert sorted(one.words for one in shown.moments) == ["gevraagd", "geweigerd", "ingetrokken"]


def test_exemption_and_aftercare_have_a_lane_of_their_own() -> None:
    """Only when there are any."""
    bare = view()
    held = make_exemption(bare.file.case, Vrijstelling.ART15, starts_on=date(2026, 8, 1))
    plan = plan_of(replace(bare, file=replace(bare.file, exemptions=(held,))), TODAY, CALENDAR)
    assert [bar.words for bar in lane(plan, "Vrijstelling en nazorg").bars] == ["vrijstelling"]
    assert all(one.label != "Vrijstelling en nazorg" for one in plan_of(view(), TODAY, CALENDAR).lanes)


def test_who_can_not_see_it_hears_it(qtbot: QtBot) -> None:
    """Each bar, moment and limit in words."""
    drawing = Timeline()
    qtbot.addWidget(drawing)
    drawing.show_plan(plan_of(view(reported_on=date(2026, 9, 1)), TODAY, CALENDAR))
    said = drawing.accessibleDescription()
    assert "Verzuim, ongeoorloofd: van 22 juni 2026 tot nu" in said
    assert "melding leerplicht: 1 september 2026" in said
    assert "3 maanden: 22 september 2026" in said


def test_every_kind_of_absence_has_a_fill() -> None:
    """A pattern beside the colour, and the word beside both."""
    assert {kind.value for kind in AbsenceKind} <= set(_FILLS)


@pytest.mark.parametrize("width", [320, 640, 1600])
def test_it_draws_at_any_width(qtbot: QtBot, width: int) -> None:
    """Words that would overlap come under each other: narrower is higher."""
    drawing = Timeline()
    qtbot.addWidget(drawing)
    days = {"signalled_on": date(2026, 8, 28), "reported_on": date(2026, 9, 1), "offered_on": date(2026, 9, 3)}
    drawing.show_plan(plan_of(view(**days), TODAY, CALENDAR))
    drawing.resize(width, drawing.sizeHint().height())
    assert not drawing.grab().isNull()
    assert drawing.sizeHint().height() >= 4 * drawing.fontMetrics().height()


@settings(max_examples=30)
@given(st.integers(-4000, 0), st.integers(0, 900), st.sampled_from(AbsenceKind))
def test_any_dates_give_a_plan(began: int, lasted: int, kind: AbsenceKind) -> None:
    """However long ago: the drawing holds at most two years, and today is in it."""
    case = make_case(first_absent_on=None)
    start = TODAY + timedelta(days=began)
    end = min(start + timedelta(days=lasted), TODAY)
    plan = plan_of(view(absences=(make_absence(case, kind=kind, starts_on=start, ends_on=end),)), TODAY, CALENDAR)
    assert plan.first <= TODAY <= plan.last
    assert (plan.last - plan.first).days < 900
