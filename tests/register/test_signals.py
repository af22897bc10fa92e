"""Signals: what asks for attention, from which day, with its source; and the limits that may only be stricter."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from factories import make_absence, make_case, make_file
from thuisplan_desktop.errors import LooserThanLaw
from thuisplan_desktop.register import definitions, limits
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.case_codes import Addressee, DuoKind, EscalationTrigger, Organisation, RequestKind
from thuisplan_desktop.register.codes import (
    AbsenceKind,
    Category,
    ConsentState,
    Enrolment,
    ExemptionDuration,
    GiverRole,
    Role,
    SchoolType,
    Vrijstelling,
)
from thuisplan_desktop.register.escalation import Escalation
from thuisplan_desktop.register.exemption import Exemption
from thuisplan_desktop.register.limits import Limits
from thuisplan_desktop.register.plan import Agreement, Plan
from thuisplan_desktop.register.rights import Request
from thuisplan_desktop.register.schooling import DuoReport, SignalMark
from thuisplan_desktop.register.signal import Band, Setting, SignalKind, band
from thuisplan_desktop.register.signals import days_ahead, signals
from thuisplan_desktop.register.status import classify
from thuisplan_desktop.register.stretch import periods_of

NOORD = SchoolCalendar.load("noord")
LAW = definitions.load("landelijk")


def found(file, today, consent=ConsentState.NOT_ASKED, role=Role.SCHOOL, **stricter):
    setting = Setting(today, NOORD, replace(Limits(), **stricter), role)
    periods = periods_of(file.absences, today)
    return signals(file, periods, classify(file, today, LAW, NOORD), consent, setting)


def kinds(file, today, **given):
    return {one.kind for one in found(file, today, **given)}


def only(file, today, kind, **given):
    (one,) = [signal for signal in found(file, today, **given) if signal.kind is kind]
    return one


def away(case, first, last=None, kind=AbsenceKind.UNAUTHORISED, minutes=0):
    return make_absence(case, kind=kind, starts_on=first, ends_on=last, minutes=minutes)


def file_of(*periods, **changes):
    case = make_case(**{"first_absent_on": None, **changes})
    return make_file(case, absences=tuple(away(case, *period) for period in periods), contacts=())


def test_sixteen_hours_are_reported_at_once_and_a_report_ends_it():
    """Full on the third day of 5.5 hours; reported that day, it is quiet until hours are full again (DUO)."""
    file = file_of((date(2026, 1, 12),))
    one = only(file, date(2026, 1, 14), SignalKind.SIXTEEN_HOURS)
    assert (one.due, one.owner, one.step) == (date(2026, 1, 14), Organisation.SCHOOL, "Melding vastleggen")
    assert "Leerplichtwet 1969, artikel 21" in one.why
    assert SignalKind.SIXTEEN_HOURS not in kinds(file, date(2026, 1, 13))
    told = DuoReport(id="d", case_id=file.case.id, kind=DuoKind.SIXTEEN_HOURS, reported_on=date(2026, 1, 14))
    reported = replace(file, duo_reports=(told,))
    assert SignalKind.SIXTEEN_HOURS not in kinds(reported, date(2026, 1, 14))
    assert SignalKind.SIXTEEN_HOURS not in kinds(reported, date(2026, 1, 20))  # once a week at most
    assert SignalKind.SIXTEEN_HOURS in kinds(reported, date(2026, 1, 30))


def test_a_stricter_limit_signals_earlier():
    """Ten hours are full on the second day."""
    file = file_of((date(2026, 1, 12),))
    assert only(file, date(2026, 1, 13), SignalKind.SIXTEEN_HOURS, sixteen_hours=10).about_on == date(2026, 1, 13)


def test_four_weeks_are_announced_and_then_must_be_reported():
    """Before they are full: talk. After: report, until the register holds a melding."""
    file = file_of((date(2026, 1, 12),))
    before, after = (only(file, day, SignalKind.FOUR_WEEKS) for day in (date(2026, 1, 20), date(2026, 2, 9)))
    assert (before.due, before.section) == (date(2026, 2, 6), "Gesprekken")
    assert after.step == "Melding vastleggen"
    reported = replace(file, case=replace(file.case, reported_on=date(2026, 2, 6)))
    assert SignalKind.FOUR_WEEKS not in kinds(reported, date(2026, 2, 9))


def test_three_months_count_without_an_offer_and_a_place():
    """An offer alone is not enough (Zuid-Limburg §2.1); it is the task of the samenwerkingsverband (S4.1)."""
    file = file_of((date(2026, 1, 12),), offered_on=date(2026, 2, 20))
    one = only(file, date(2026, 3, 20), SignalKind.THREE_MONTHS)
    assert (one.due, one.owner) == (date(2026, 4, 12), Organisation.SWV)
    placed = replace(file, case=replace(file.case, place_available_on=date(2026, 3, 1)))
    assert SignalKind.THREE_MONTHS not in kinds(placed, date(2026, 3, 20))


def test_often_ill_in_primary_school():
    """Four reports in a schooljaar, or more than nine school days (M@ZL West-Brabant)."""
    reports = [(date(2026, 1, day), date(2026, 1, day), AbsenceKind.SICK) for day in (5, 12, 19, 26)]
    one = only(file_of(*reports), date(2026, 1, 26), SignalKind.SICK_OFTEN)
    assert one.about_on == date(2026, 1, 26)
    assert kinds(file_of(*reports[:3]), date(2026, 1, 26)) == set()
    long = file_of((date(2026, 1, 12), date(2026, 1, 23), AbsenceKind.SICK))
    assert only(long, date(2026, 1, 23), SignalKind.SICK_LONG).about_on == date(2026, 1, 23)
    assert SignalKind.SICK_LONG not in kinds(long, date(2026, 1, 22))


def test_ill_in_secondary_school():
    """From the seventh school day in a row, vacations skipped; or the fourth report in twelve schoolweken."""
    ill = file_of((date(2026, 2, 16), None, AbsenceKind.SICK), school_type=SchoolType.VO)
    assert only(ill, date(2026, 3, 3), SignalKind.SICK_LONG).about_on == date(2026, 3, 3)
    assert SignalKind.SICK_LONG not in kinds(ill, date(2026, 3, 2))
    days = [date(2026, 1, 5), date(2026, 1, 19), date(2026, 2, 9), date(2026, 3, 23)]
    often = file_of(*[(day, day, AbsenceKind.SICK) for day in days], school_type=SchoolType.VO)
    assert SignalKind.SICK_OFTEN in kinds(often, date(2026, 3, 23))
    assert SignalKind.SICK_OFTEN not in kinds(often, date(2026, 4, 20))  # the first is no longer within twelve weeks


def test_who_stays_ill_stays_in_sight():
    """The signal lasts as long as the illness, over a summer too, until it is marked or the pupil is back."""
    ill = file_of((date(2026, 2, 16), None, AbsenceKind.SICK), school_type=SchoolType.VO)
    assert only(ill, date(2026, 5, 20), SignalKind.SICK_LONG).about_on == date(2026, 3, 3)
    mark = SignalMark(
        id="m", case_id=ill.case.id, signal="sick_long", about_on=date(2026, 3, 3), handled_on=date(2026, 5, 20)
    )
    assert SignalKind.SICK_LONG not in kinds(replace(ill, signal_marks=(mark,)), date(2026, 5, 20))
    back = file_of((date(2026, 2, 16), date(2026, 5, 1), AbsenceKind.SICK), school_type=SchoolType.VO)
    assert SignalKind.SICK_LONG not in kinds(back, date(2026, 5, 20))


def test_a_new_schooljaar_does_not_hide_who_is_still_ill_in_primary_school():
    """Counted on from the year before until this year's days are full; then about a day of this year."""
    ill = file_of((date(2026, 5, 11), None, AbsenceKind.SICK))
    june, august = (only(ill, day, SignalKind.SICK_LONG) for day in (date(2026, 6, 15), date(2026, 8, 3)))
    assert june.about_on == august.about_on
    assert "sinds 1 augustus 2025" in august.what
    november = only(ill, date(2026, 11, 2), SignalKind.SICK_LONG)
    assert november.about_on > date(2026, 8, 1)
    assert "dit schooljaar" in november.what
    back = file_of((date(2026, 5, 11), date(2026, 6, 12), AbsenceKind.SICK))
    assert SignalKind.SICK_LONG not in kinds(back, date(2026, 8, 3))


def test_sixteen_hours_count_from_the_first_absent_day_alone():
    """A case without any period is a pupil who is away without leave, not one who is at school."""
    bare = file_of(first_absent_on=date(2026, 1, 12))
    assert only(bare, date(2026, 1, 14), SignalKind.SIXTEEN_HOURS).about_on == date(2026, 1, 14)
    assert SignalKind.SIXTEEN_HOURS not in kinds(bare, date(2026, 1, 13))


def test_an_exemption_that_was_never_renewed_stays_late():
    """From 1 July on (LPW article 6 lid 2b), until a new period or a last day is recorded."""
    file = file_of()
    held = Exemption(
        id="v", case_id=file.case.id, kind=Vrijstelling.ART5_ONDER_A, duration=ExemptionDuration.TEMPORARY,
        starts_on=date(2025, 8, 1),
    )  # fmt: skip
    kept = replace(file, exemptions=(held,))
    assert SignalKind.RENEWAL not in kinds(kept, date(2026, 6, 30))
    for day, year in ((date(2026, 7, 1), 2026), (date(2027, 6, 30), 2026), (date(2027, 7, 2), 2027)):
        late = only(kept, day, SignalKind.RENEWAL)
        assert (late.due, late.owner) == (date(year, 7, 1), Organisation.LEERPLICHT)
        assert f"verlenging voor 1 juli {year} is niet vastgelegd" in late.what
        assert "Leerplichtwet 1969, artikel 6 lid 2 onder b en lid 3 (wettekst 2015" in late.why
    ended = replace(held, ends_on=date(2026, 7, 31))
    renewed = replace(held, id="w", starts_on=date(2026, 8, 1))
    permanent = replace(held, duration=ExemptionDuration.PERMANENT)
    for settled in ((ended,), (ended, renewed), (permanent,), (replace(held, kind=Vrijstelling.ART15),)):
        assert SignalKind.RENEWAL not in kinds(replace(file, exemptions=settled), date(2026, 9, 1))
    for kind in (Vrijstelling.ART5_ONDER_B, Vrijstelling.ART5_ONDER_C):  # lid 2b is about article 5 as a whole
        assert only(replace(file, exemptions=(replace(held, kind=kind),)), date(2026, 9, 1), SignalKind.RENEWAL)
    for_years = replace(held, starts_on=date(2022, 9, 1), ends_on=date(2029, 7, 31))
    assert [one.due for one in found(replace(file, exemptions=(for_years,)), date(2026, 7, 2))] == [date(2026, 7, 1)]
    assert SignalKind.RENEWAL in kinds(replace(file, exemptions=(ended, renewed)), date(2027, 7, 1))


def test_an_exemption_without_an_end_is_looked_at_every_year():
    """Article 15 has no first of July; without a last day it must not be forgotten (Zuid-Limburg 2018 §3.6)."""
    file = file_of(birth_date=date(2009, 6, 1))
    held = Exemption(id="v", case_id=file.case.id, kind=Vrijstelling.ART15, starts_on=date(2025, 9, 1))
    file = replace(file, exemptions=(held,))
    assert found(file, date(2026, 3, 24)) == ()
    (one,) = found(file, date(2026, 9, 2))
    assert (one.what, one.due) == ("Geldt de vrijstelling nog?", date(2026, 9, 1))
    assert found(marked(file, date(2026, 9, 2)), date(2027, 3, 24)) == ()
    assert found(marked(file, date(2026, 9, 2)), date(2027, 5, 31)) == ()
    settled = replace(held, discussed_on=date(2026, 9, 3))
    assert found(replace(file, exemptions=(settled,)), date(2026, 9, 4)) == ()


def test_an_exemption_that_was_only_asked_for_exempts_nobody():
    """No first day: the child that is at home stays counted and in sight (advice against, or still waiting)."""
    file = file_of((date(2025, 12, 1),))
    asked = Exemption(id="v", case_id=file.case.id, kind=Vrijstelling.ART5_ONDER_A, swv_asked_on=date(2026, 3, 1))
    waits = replace(file, exemptions=(asked,))
    today = date(2026, 3, 24)
    assert classify(waits, today, LAW, NOORD).category is Category.LRV_OVER_3M
    assert found(waits, today) == found(file, today)
    granted = replace(file, exemptions=(replace(asked, starts_on=date(2026, 3, 2)),))
    assert {one.section for one in ahead(granted, today)} == {"Vrijstelling"}  # no hours to report of who is exempt


def test_an_open_case_past_its_term_asks_for_a_decision():
    """It is not gone from sight and never asks to be destroyed."""
    file = file_of(left_on=date(2024, 7, 31))
    one = only(file, date(2026, 8, 1), SignalKind.RETENTION)
    assert (one.step, one.due) == ("Beslissen", date(2026, 7, 31))
    assert "vernietig" not in one.step.lower()


def test_terms_of_placement_plan_and_exemption_come_near():
    """Six weeks to decide, six to evaluate, and 1 July to renew: each with its source and its next step."""
    file = file_of(enrolled_on=None)
    case_id = file.case.id
    asked = Escalation(
        id="e", case_id=case_id, trigger=EscalationTrigger.NO_PLACE, addressee=Addressee.SWV,
        escalated_on=date(2026, 3, 2), requested_on=date(2026, 3, 2),
    )  # fmt: skip
    plan = Plan(id="p", case_id=case_id, perspective="terug", made_on=date(2026, 3, 2), evaluate_on=date(2026, 4, 13))
    file = replace(file, escalations=(asked,), plans=(plan,))
    by_step = {one.step: one for one in found(file, date(2026, 4, 1))}
    assert by_step["Besluit vastleggen"].due == date(2026, 4, 13)
    assert "artikel 40" in by_step["Besluit vastleggen"].why
    assert by_step["Besluit vastleggen"].what.startswith("Besluit van ")
    late = {one.step: one for one in found(file, date(2026, 4, 14))}
    assert late["Besluit vastleggen"].what.startswith("Stagnatie: geen besluit van ")
    assert by_step["Plan bijwerken"].due == date(2026, 4, 13)
    assert found(file, date(2026, 3, 5)) == ()
    held = Exemption(
        id="v", case_id=case_id, kind=Vrijstelling.ART5_ONDER_A, duration=ExemptionDuration.TEMPORARY,
        starts_on=date(2025, 8, 1),
    )  # fmt: skip
    (renew,) = found(replace(file_of(), exemptions=(held,)), date(2026, 6, 15))
    assert (renew.due, renew.owner) == (date(2026, 7, 1), Organisation.LEERPLICHT)


def test_consent_is_asked_again_around_birthdays():
    """Announced three weeks before turning twelve, and when it has to be confirmed or has ended."""
    file = file_of(birth_date=date(2014, 4, 10))
    given = only(file, date(2026, 4, 1), SignalKind.CONSENT, consent=ConsentState.GIVEN)
    assert (given.due, given.about_on) == (date(2026, 4, 10), date(2026, 4, 10))
    assert found(file, date(2026, 3, 1), ConsentState.GIVEN) == ()
    assert "herbevestigen" in only(file, date(2026, 4, 10), SignalKind.CONSENT, consent=ConsentState.RECONFIRM).what
    assert "verlopen" in only(file, date(2026, 8, 1), SignalKind.CONSENT, consent=ConsentState.EXPIRED).what


def test_who_has_left_is_looked_for_while_obliged_to_go_to_school():
    """From the first day without enrolment, with the law; not when too old, exempt or known to be not enrolled."""
    left = {"left_on": date(2026, 1, 30)}
    one = only(file_of(**left), date(2026, 1, 31), SignalKind.LEFT)
    assert (one.due, one.section, one.owner) == (date(2026, 1, 31), "School", Organisation.SCHOOL)
    assert "30 januari 2026" in one.what
    assert "Leerplichtwet 1969, artikel 3; " in one.why
    assert found(file_of(**left), date(2026, 1, 30)) == ()
    near_18 = file_of(birth_date=date(2008, 3, 16), **left)
    assert SignalKind.LEFT in kinds(near_18, date(2026, 3, 15))
    assert SignalKind.LEFT not in kinds(near_18, date(2026, 3, 16))
    held = Exemption(id="v", case_id=near_18.case.id, kind=Vrijstelling.ART5_ONDER_A, starts_on=date(2026, 1, 31))
    assert SignalKind.LEFT not in kinds(replace(near_18, exemptions=(held,)), date(2026, 3, 15))
    assert SignalKind.LEFT not in kinds(file_of(enrolment=Enrolment.NOT_ENROLLED, **left), date(2026, 2, 2))


@pytest.mark.parametrize("ends", ["exemption", "enrolment"])
def test_whose_school_nobody_knows_comes_back_however_often_it_is_marked(ends):
    """The pupil may look enrolled and be away nowhere: a mark is quiet until the next verzuimcheck, and no longer."""
    last, file = date(2026, 1, 30), file_of(left_on=date(2026, 1, 30))
    if ends == "exemption":
        file = file_of()
        held = Exemption(
            id="v", case_id=file.case.id, kind=Vrijstelling.ART5_ONDER_A, starts_on=date(2025, 8, 1), ends_on=last
        )
        file = replace(file, exemptions=(held,))
    one = only(file, date(2026, 2, 2), SignalKind.LEFT)
    mark = SignalMark(
        id="m", case_id=file.case.id, signal=one.kind.value, about_on=one.about_on, subject=one.subject,
        handled_on=date(2026, 2, 2),
    )  # fmt: skip
    marked = replace(file, signal_marks=(mark,))
    assert found(marked, date(2026, 2, 15)) == ()
    assert only(marked, date(2026, 2, 16), SignalKind.LEFT) == one


def ahead(file, today, consent=ConsentState.NOT_ASKED):
    setting = Setting(today, NOORD, Limits(), Role.SCHOOL)
    periods = periods_of(file.absences, today)
    return days_ahead(file, periods, classify(file, today, LAW, NOORD), consent, setting)


def test_the_days_ahead_are_the_signals_and_what_comes_later():
    """One list: what is far away stands on the page of the case, and comes to Vandaag when it is near."""
    file = file_of((date(2026, 1, 12),))
    today = date(2026, 1, 13)
    assert {(one.kind, one.due) for one in ahead(file, today)} == {
        (SignalKind.FOUR_WEEKS, date(2026, 2, 6)), (SignalKind.THREE_MONTHS, date(2026, 4, 12)),
    }  # fmt: skip
    assert found(file, today) == ()
    assert found(file, date(2026, 3, 30)) == ahead(file, date(2026, 3, 30))


def test_only_a_late_renewal_or_only_the_next():
    """Never both; before a 1 July that the exemption doesn't reach, its own end is the day."""
    held = Exemption(
        id="v", case_id="c", kind=Vrijstelling.ART5_ONDER_A, duration=ExemptionDuration.TEMPORARY,
        starts_on=date(2025, 8, 1),
    )  # fmt: skip
    file = replace(file_of(), exemptions=(held,))
    for day, due in ((date(2026, 1, 5), date(2026, 7, 1)), (date(2026, 9, 1), date(2026, 7, 1))):
        found_on = [
            one.due for one in ahead(file, day) if one.section == "Vrijstelling" and "bespreken" not in one.what
        ]
        assert found_on == [due]
    short = replace(file, exemptions=(replace(held, ends_on=date(2026, 3, 1)),))
    assert [one.due for one in ahead(short, date(2026, 1, 5)) if one.section == "Vrijstelling"] == [date(2026, 3, 1)]


def test_what_follows_an_exemption_of_one_schooljaar_is_asked_all_july():
    """On 1 July the day to renew it is past, and its end is three weeks and more ahead: no gap between the two."""
    held = Exemption(
        id="v", case_id="c", kind=Vrijstelling.ART5_ONDER_A, duration=ExemptionDuration.TEMPORARY,
        starts_on=date(2025, 8, 1), ends_on=date(2026, 7, 31),
    )  # fmt: skip
    file = replace(file_of(), exemptions=(held,))
    for day, words in (
        (date(2026, 6, 30), "Vóór deze dag"),
        (date(2026, 7, 1), "wat daarna?"),
        (date(2026, 7, 9), "?"),
    ):
        assert any(words in one.what for one in found(file, day)), day
    longer = replace(file, exemptions=(replace(held, ends_on=date(2026, 12, 31)),))
    assert not any("wat daarna" in one.what for one in found(longer, date(2026, 7, 1)))


@pytest.mark.parametrize("ends", [date(2026, 6, 30), date(2026, 7, 31)])
@pytest.mark.parametrize("kind", [Vrijstelling.ART5_ONDER_A, Vrijstelling.ART5_ONDER_C])
def test_an_exemption_that_ends_stays_in_sight_until_it_is_known_what_followed(ends, kind):
    """Near its last day, and from the day after it: until renewed, enrolled, or no longer obliged."""
    file = file_of()
    held = Exemption(
        id="v", case_id=file.case.id, kind=kind, duration=ExemptionDuration.TEMPORARY, starts_on=date(2025, 8, 1),
        ends_on=ends,
    )  # fmt: skip
    file, long_after = replace(file, exemptions=(held,)), date(2027, 3, 1)
    assert [one.due for one in found(file, ends)] == [ends]
    for day in (ends + timedelta(days=1), long_after):
        (one,) = found(file, day)
        assert (one.what, one.section) == ("De vrijstelling is afgelopen: wat nu?", "Vrijstelling")
        assert "artikel 5" in one.why
    renewed = replace(held, id="w", starts_on=ends + timedelta(days=1), ends_on=None, kind=Vrijstelling.ART5_ONDER_B)
    assert found(replace(file, exemptions=(held, renewed)), ends) == ()
    assert found(replace(file, exemptions=(held, renewed)), long_after) == ()
    elsewhere = replace(file.case, enrolled_on=date(2026, 8, 10))
    assert found(replace(file, case=elsewhere), long_after) == ()
    assert found(replace(file, case=replace(file.case, birth_date=date(2009, 1, 1))), long_after) == ()


def test_hours_of_an_exempt_pupil_are_not_reported():
    """Sixteen hours count from the day after the exemption, though the absence itself is older."""
    file = file_of((date(2025, 9, 1),))
    held = Exemption(
        id="v", case_id=file.case.id, kind=Vrijstelling.ART5_ONDER_A, starts_on=date(2025, 10, 1),
        ends_on=date(2026, 1, 11),
    )  # fmt: skip
    exempt = replace(file, exemptions=(held,))
    for day in (date(2026, 1, 12), date(2026, 1, 13)):
        assert SignalKind.SIXTEEN_HOURS in kinds(file, day)
        assert SignalKind.SIXTEEN_HOURS not in kinds(exempt, day)
    assert only(exempt, date(2026, 1, 14), SignalKind.SIXTEEN_HOURS).about_on == date(2026, 1, 14)


def test_an_absence_that_goes_on_keeps_its_signals_during_nazorg():
    """The telling still says nazorg; Vandaag shows the weeks and the months."""
    file = file_of((date(2025, 10, 6),), aftercare_from=date(2026, 1, 5))
    today = date(2026, 3, 24)
    assert classify(file, today, LAW, NOORD).category is Category.AFTERCARE
    assert {SignalKind.FOUR_WEEKS, SignalKind.THREE_MONTHS} <= kinds(file, today)
    back = file_of((date(2025, 10, 6), date(2026, 1, 2)), aftercare_from=date(2026, 1, 5))
    assert not {SignalKind.FOUR_WEEKS, SignalKind.THREE_MONTHS} & kinds(back, today)


def test_nazorg_asks_to_be_looked_at_when_it_is_over_or_has_no_end():
    """A mark of before the end doesn't silence it; without an end it is looked at after six months."""
    until = date(2026, 3, 31)
    file = file_of(aftercare_from=date(2026, 1, 5), aftercare_until=until)
    (before,) = found(file, until)
    mark = SignalMark(
        id="m", case_id=file.case.id, signal=before.kind.value, about_on=before.about_on, handled_on=until
    )
    for day in (until + timedelta(days=1), date(2026, 12, 1)):
        (after,) = found(replace(file, signal_marks=(mark,)), day)
        assert after.what == "De nazorg is voorbij: evalueren en afsluiten"
    endless = file_of(aftercare_from=date(2026, 1, 5))
    assert found(endless, date(2026, 6, 1)) == ()
    (one,) = found(endless, date(2026, 8, 1))
    assert one.due == date(2026, 7, 5)
    assert "keuze van dit programma" in one.why


def test_an_offer_of_an_earlier_absence_does_not_silence_the_three_months():
    """Back at school and absent again: what was offered then did not hold."""
    offer = {"offered_on": date(2024, 11, 20), "place_available_on": date(2024, 12, 1)}
    file = file_of((date(2024, 10, 1), date(2024, 12, 1)), (date(2025, 10, 6),), **offer)
    one = only(file, date(2026, 3, 24), SignalKind.THREE_MONTHS)
    assert one.due == date(2026, 1, 6)


def test_not_enrolled_without_a_day_asks_for_the_day():
    """Nothing can be counted without it, so it must not be quiet."""
    (one,) = found(file_of(enrolment=Enrolment.NOT_ENROLLED, enrolled_on=None), date(2026, 3, 24))
    assert (one.what, one.section) == ("Niet ingeschreven: sinds wanneer?", "School")
    known = file_of(enrolment=Enrolment.NOT_ENROLLED, left_on=date(2026, 1, 30))
    assert "Niet ingeschreven: sinds wanneer?" not in {one.what for one in found(known, date(2026, 3, 24))}


@pytest.mark.parametrize("kind", [AbsenceKind.AUTHORISED, AbsenceKind.EXPELLED])
def test_worrying_authorised_absence_asks_for_a_talk(kind):
    """Half a year at home with leave, or expelled, is nobody's unauthorised absence and still a child at home."""
    one = only(file_of((date(2025, 9, 22), None, kind)), date(2026, 3, 24), SignalKind.FOUR_WEEKS)
    assert "zorgwekkend" in one.what
    assert "22 september 2025" in one.what


def test_a_mark_silences_one_signal_and_not_its_sibling():
    """Two agreements of one day and the evaluation of that day are three things to do."""
    file = file_of()
    day = date(2026, 3, 9)
    plan = Plan(id="p", case_id=file.case.id, perspective="terug", made_on=date(2026, 2, 2), evaluate_on=day)
    agreed = tuple(
        Agreement(id=name, case_id=file.case.id, text=name, owner="mentor", due_on=day) for name in ("a", "b")
    )
    file = replace(file, plans=(plan,), agreements=agreed)
    assert [one.subject for one in found(file, day)] == ["p", "a", "b"]
    mark = SignalMark(id="m", case_id=file.case.id, signal="term", about_on=day, subject="a", handled_on=day)
    assert [one.subject for one in found(replace(file, signal_marks=(mark,)), day)] == ["p", "b"]


def marked(file, today):
    """The case with everything that Vandaag shows on that day marked as dealt with."""
    given = tuple(
        SignalMark(
            id=str(at), case_id=file.case.id, signal=one.kind.value, about_on=one.about_on, subject=one.subject,
            handled_on=today,
        )
        for at, one in enumerate(found(file, today))
    )  # fmt: skip
    return replace(file, signal_marks=given)


def texts(file, today):
    return {one.what for one in found(file, today)}


NOT_REPORTED, NO_OFFER = "Langdurig verzuim is nog niet gemeld", "Langer dan 3 maanden zonder aanbod"


@pytest.mark.parametrize(
    ("told", "late", "what"),
    [
        (date(2026, 1, 30), date(2026, 2, 6), NOT_REPORTED),
        (date(2026, 2, 5), date(2026, 2, 6), NOT_REPORTED),
        (date(2026, 2, 5), date(2026, 5, 4), NOT_REPORTED),
        (date(2026, 3, 20), date(2026, 4, 13), NO_OFFER),
        (date(2026, 4, 12), date(2026, 4, 13), NO_OFFER),
        (date(2026, 4, 12), date(2027, 1, 4), NO_OFFER),
    ],
)
def test_an_answered_announcement_never_silences_what_is_late(told, late, what):
    """'Afgehandeld' on the weeks or months to come is about the talk; the duty to report and to offer still asks."""
    file = file_of((date(2026, 1, 12),))
    assert what not in texts(file, told)
    answered = marked(file, told)
    assert not {SignalKind.FOUR_WEEKS, SignalKind.THREE_MONTHS} & kinds(answered, told)
    assert what in texts(answered, late)
    assert what not in texts(marked(file, late), late)


def test_a_decision_of_a_board_is_accounted_for():
    """Announced before its day, late after it, and gone once it was done."""
    file = file_of()
    decided = Escalation(
        id="e", case_id=file.case.id, trigger=EscalationTrigger.NO_PLACE, addressee=Addressee.SWV_BOARD,
        escalated_on=date(2026, 3, 2), requested_on=date(2026, 3, 2), decided_on=date(2026, 3, 16), decision="Plaats.",
    )  # fmt: skip
    asked = replace(file, escalations=(decided,))
    assert found(asked, date(2026, 4, 1)) == ()
    (one,) = found(asked, date(2026, 4, 10))
    assert (one.due, one.step, one.section) == (date(2026, 4, 27), "Verantwoording vastleggen", "Opschalen")
    assert "§3.4.1" in one.why
    assert [one.due for one in found(asked, date(2026, 12, 1))] == [date(2026, 4, 27)]
    assert found(replace(file, escalations=(replace(decided, accounted_on=date(2026, 4, 1)),)), date(2026, 12, 1)) == ()


@pytest.mark.parametrize("permanent", [True, False])
def test_every_pupil_with_5_onder_a_is_discussed_each_year(permanent):
    """Also who is never fit, and needn't ask for it again (Zuid-Limburg 2018 §3.6: periodically all of them)."""
    held = Exemption(
        id="v", case_id="c", kind=Vrijstelling.ART5_ONDER_A, starts_on=date(2025, 9, 15),
        duration=ExemptionDuration.PERMANENT if permanent else ExemptionDuration.TEMPORARY,
        ends_on=None if permanent else date(2027, 7, 31),
    )  # fmt: skip
    what = "De vrijstelling 5 onder a bespreken"

    def asked(exemption, day):
        return [one for one in found(replace(file_of(), exemptions=(exemption,)), day) if one.what == what]

    assert asked(held, date(2026, 6, 15)) == []
    (near,), (late,) = asked(held, date(2026, 8, 31)), asked(replace(held, discussed_on=None), date(2026, 9, 20))
    assert near.due == date(2026, 9, 15)
    assert near.due == late.due
    assert "onderwijswens" in near.why
    assert asked(replace(held, discussed_on=date(2026, 8, 20)), date(2026, 9, 20)) == []
    other = replace(held, kind=Vrijstelling.ART5_ONDER_B, duration=None, ends_on=None)
    assert asked(other, date(2026, 9, 20)) == []


def test_ill_for_a_part_of_the_day_is_a_report_too():
    """Sent home ill four times in twelve schoolweken: every report counts, only half days are days."""
    days = [date(2026, 1, 12), date(2026, 2, 3), date(2026, 3, 3), date(2026, 3, 17)]
    short = [(day, day, AbsenceKind.SICK, 100) for day in days]
    for school_type in (SchoolType.VO, SchoolType.BAO):
        one = only(file_of(*short, school_type=school_type), date(2026, 3, 24), SignalKind.SICK_OFTEN)
        assert one.about_on == days[-1]
        assert kinds(file_of(*short[:3], school_type=school_type), date(2026, 3, 24)) == set()
    week = [date(2026, 3, day) for day in (9, 10, 11, 12, 13, 16, 17, 18)]
    again = file_of(*[(day, day, AbsenceKind.SICK, 100) for day in week], school_type=SchoolType.VO)
    assert kinds(again, date(2026, 3, 18)) == {SignalKind.SHORT_DAYS}  # one report, and no day away


def test_no_hour_counts_before_leerplicht():
    """Five since 10 February, so leerplichtig from Monday 2 March: sixteen hours and four weeks run from that day."""
    file = file_of((date(2026, 1, 12),), birth_date=date(2021, 2, 10))
    assert kinds(file, date(2026, 2, 27)) == set()
    assert SignalKind.SIXTEEN_HOURS not in kinds(file, date(2026, 3, 3))
    assert only(file, date(2026, 3, 4), SignalKind.SIXTEEN_HOURS).about_on == date(2026, 3, 4)
    assert only(file, date(2026, 3, 10), SignalKind.FOUR_WEEKS).due == date(2026, 3, 27)


def test_a_school_reports_nobody_who_is_not_enrolled():
    """Verzuim is reported of who stands in the administration; absoluut verzuim is seen by leerplicht itself."""
    file = file_of((date(2026, 1, 12),), enrolment=Enrolment.NOT_ENROLLED, left_on=date(2026, 1, 9))
    seen = found(file, date(2026, 3, 24))
    assert not [one for one in seen if one.step == "Melding vastleggen"]
    assert SignalKind.THREE_MONTHS in {one.kind for one in seen}


def test_terms_that_were_marked_before_their_day_ask_again_when_they_are_late():
    """An evaluation, an agreement, a decision on a place and the answer to a request: each once before, once after."""
    file, day = file_of(), date(2026, 3, 9)
    plan = Plan(id="p", case_id=file.case.id, perspective="terug", made_on=date(2026, 2, 2), evaluate_on=day)
    agreed = Agreement(id="a", case_id=file.case.id, text="bellen", owner="mentor", due_on=day)
    asked = Escalation(
        id="e", case_id=file.case.id, trigger=next(iter(EscalationTrigger)), addressee=next(iter(Addressee)),
        escalated_on=date(2026, 1, 26), requested_on=date(2026, 1, 26),
    )  # fmt: skip
    right = Request(
        id="r", case_id=file.case.id, kind=RequestKind.ACCESS, asked_by=GiverRole.PARENT, asked_on=date(2026, 2, 9)
    )
    file = replace(file, plans=(plan,), agreements=(agreed,), escalations=(asked,), requests=(right,))
    assert {one.subject for one in found(file, day)} == {"p", "a", "e", "r"}
    answered = marked(file, day)
    assert found(answered, day) == ()
    assert {one.subject for one in found(answered, day + timedelta(days=1))} == {"p", "a", "e", "r"}
    late = day + timedelta(days=30)
    assert found(marked(file, late), late + timedelta(days=30)) == ()


def test_a_closed_case_asks_only_to_be_destroyed():
    """Two years after leaving; before that nothing, and the absence of before no longer counts."""
    file = file_of((date(2024, 1, 8), date(2024, 6, 28)), left_on=date(2024, 7, 31), closed_on=date(2024, 7, 1))
    assert found(file, date(2026, 7, 30)) == ()
    assert only(file, date(2026, 8, 1), SignalKind.RETENTION).due == date(2026, 7, 31)


def test_what_was_dealt_with_comes_back_only_about_another_day():
    """A mark names the signal and the day it is about."""
    file = file_of((date(2026, 1, 12),))
    one = only(file, date(2026, 1, 14), SignalKind.SIXTEEN_HOURS)
    mark = SignalMark(
        id="m", case_id=file.case.id, signal=one.kind.value, about_on=one.about_on, handled_on=date(2026, 1, 14)
    )
    marked = replace(file, signal_marks=(mark,))
    assert SignalKind.SIXTEEN_HOURS not in kinds(marked, date(2026, 1, 14))
    assert SignalKind.SIXTEEN_HOURS in kinds(marked, date(2026, 1, 19))


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, Band.FOUR_WEEKS),
        (27, Band.FOUR_WEEKS),
        (28, Band.THREE_MONTHS),
        (90, Band.THREE_MONTHS),
        (91, Band.SIX_MONTHS),
        (182, Band.TEN_MONTHS),
        (304, Band.TEN_MONTHS),
        (305, Band.LONGER),
    ],
)
def test_how_long_at_home_falls_in_five_bands(days, expected):
    """Four weeks, three, six and ten months from 12 January 2026, each limit still in the band below."""
    first = date(2026, 1, 12)
    assert band(first, first + timedelta(days=days)) is expected


@pytest.mark.parametrize(
    ("field", "value"),
    [("sixteen_hours", 17), ("verzuimcheck_days", 15), ("sick_reports", 5), ("sick_days_vo", 8), ("warn_days", 0)],
)
def test_limits_are_never_looser(field, value):
    """The error says which bound, and by which source."""
    with pytest.raises(LooserThanLaw) as caught:
        limits.check(replace(Limits(), **{field: value}))
    assert caught.value.facts["source"]
    limits.check(replace(Limits(), **{field: limits.BOUNDS[field].lowest}))


def test_every_signal_names_its_source_with_a_date():
    """No sentence about law or practice without where it comes from."""
    file = file_of((date(2025, 11, 3),), birth_date=date(2014, 3, 20))
    seen = found(file, date(2026, 3, 9), ConsentState.GIVEN)
    assert len(seen) >= 4
    assert all("Bron: " in one.why and "(" in one.why for one in seen)
