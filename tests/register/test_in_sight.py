"""Nobody drops: whoever is away today has a line on Vandaag, and no mark keeps him quiet for longer than two weeks."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import make_case, make_file
from register.any_file import ON, files, near
from register.test_signals import NOORD, file_of, found, marked, texts
from thuisplan_desktop.register import definitions, in_sight
from thuisplan_desktop.register.case_codes import (
    ClosingReason,
    Diploma,
    DuoKind,
    HandoverTo,
    MeasureKind,
    TalkPartner,
)
from thuisplan_desktop.register.codes import (
    AbsenceKind,
    Category,
    ConsentState,
    Enrolment,
    NotCounted,
    OfferKind,
    Role,
    SchoolType,
)
from thuisplan_desktop.register.limits import Limits
from thuisplan_desktop.register.plan import Plan
from thuisplan_desktop.register.schooling import DuoReport, Measure, SignalMark
from thuisplan_desktop.register.signal import Setting, SignalKind
from thuisplan_desktop.register.signals import signals
from thuisplan_desktop.register.status import classify
from thuisplan_desktop.register.stretch import periods_of
from thuisplan_desktop.register.talk import Handover, Talk

TODAY = date(2026, 3, 24)
TWO_WEEKS = timedelta(days=14)
U, S, A = AbsenceKind.UNAUTHORISED, AbsenceKind.SICK, AbsenceKind.AUTHORISED
EXEMPT = frozenset({Category.EXEMPT_A, Category.EXEMPT_B, Category.EXEMPT_C, Category.EXEMPT_15})


def waiting(file, today, rules="landelijk"):
    """What Vandaag shows of a case under a definition set."""
    rules = definitions.load(rules)
    periods = periods_of(file.absences, today)
    setting = Setting(today, NOORD, Limits(), Role.SCHOOL)
    return signals(file, periods, classify(file, today, rules, NOORD), ConsentState.NOT_ASKED, setting)


def answered(file, today, rules="landelijk"):
    """The case with every line of that day marked as dealt with."""
    lines = enumerate(waiting(file, today, rules))
    marks = (
        SignalMark(
            id=f"{today}{at}", case_id=file.case.id, signal=one.kind.value, about_on=one.about_on,
            subject=one.subject, handled_on=today,
        )
        for at, one in lines
    )  # fmt: skip
    return replace(file, signal_marks=(*file.signal_marks, *marks))


def must_be_seen(file, today, rules):
    """Obliged and not enrolled, or absent for two weeks: said here on the status alone, apart from the program."""
    status = classify(file, today, definitions.load(rules), NOORD)
    now = status.going_on
    if now.category in (Category.ABSOLUUT, Category.ABSOLUUT_NOT_COUNTED):
        return True
    if now.category in (*EXEMPT, Category.CLOSED, Category.NOT_OBLIGED) or now.since is None:
        return False
    return now.since + TWO_WEEKS <= today


@given(file=files(), on=near, rules=st.sampled_from(definitions.names()))
@settings(max_examples=400)
def test_whoever_is_away_has_a_line(file, on, rules):
    """Whatever the history and the region's definitions: an open case of who is away is never quiet."""
    if must_be_seen(file, on, rules):
        assert waiting(file, on, rules)


@pytest.mark.long
@given(file=files(), on=near, rules=st.sampled_from(definitions.names()))
@settings(max_examples=20_000)
def test_whoever_is_away_has_a_line_at_length(file, on, rules):
    """The same, on many more histories."""
    if must_be_seen(file, on, rules):
        assert waiting(file, on, rules)


@given(file=files(), rules=st.sampled_from(definitions.names()), rounds=st.integers(1, 4))
@settings(max_examples=150)
def test_a_mark_never_silences_who_is_away_for_longer_than_two_weeks(file, rules, rounds):
    """Everything marked, again and again: two weeks after the last mark somebody is asked again."""
    day = ON
    for _ in range(rounds):
        file, day = answered(file, day, rules), day + TWO_WEEKS
        if must_be_seen(file, day, rules):
            assert waiting(file, day, rules)


@pytest.mark.parametrize(
    "periods",
    [
        ((date(2026, 1, 26), date(2026, 2, 13), U), (date(2026, 2, 16), None, A)),
        ((date(2026, 1, 12), date(2026, 2, 6), A), (date(2026, 2, 9), date(2026, 2, 10), U),
         (date(2026, 2, 11), None, A)),
    ],
)  # fmt: skip
def test_absence_of_a_mixture_has_a_line(periods):
    """At home for seven weeks in kinds that are each too short for a term: nobody's thuiszitter, and away."""
    file = file_of(*periods)
    told = DuoReport(id="d", case_id=file.case.id, kind=DuoKind.SIXTEEN_HOURS, reported_on=date(2026, 2, 16))
    (one,) = found(replace(file, duo_reports=(told,)), date(2026, 3, 17))
    assert (one.kind, one.section, one.step) == (SignalKind.AT_HOME, "Gesprekken", "Gesprek vastleggen")
    assert "elke twee weken" in one.why


@pytest.mark.parametrize(
    ("kind", "school"), [(A, SchoolType.BAO), (S, SchoolType.VO), (AbsenceKind.EXPELLED, SchoolType.VO)]
)
def test_what_was_dealt_with_asks_again_after_two_weeks_while_the_absence_goes_on(kind, school):
    """One click 'Afgehandeld' does not put a child out of sight for the rest of the school year."""
    file = file_of((date(2025, 10, 1), None, kind), school_type=school, birth_date=date(2012, 9, 3))
    before, answered_once = texts(file, TODAY), marked(file, TODAY)
    assert before
    assert texts(answered_once, TODAY + timedelta(days=13)) == set()
    assert texts(answered_once, TODAY + TWO_WEEKS)
    assert texts(answered_once, TODAY + timedelta(days=300))
    back = replace(file, absences=(replace(file.absences[0], ends_on=TODAY),))
    assert texts(marked(back, TODAY), TODAY + 2 * TWO_WEEKS) == set()


def test_the_duties_to_report_and_to_offer_come_back_themselves():
    """Unauthorised for half a year and marked: two weeks later the same duties stand there again, by name."""
    file = file_of((date(2025, 10, 1), None, U))
    duties = {"Langdurig verzuim is nog niet gemeld", "Langer dan 3 maanden zonder aanbod"}
    once = marked(file, TODAY)
    assert not duties & texts(once, TODAY + timedelta(days=13))
    assert duties <= texts(once, TODAY + TWO_WEEKS)


def test_a_talk_counts_as_a_check():
    """Whoever spoke with the pupil looked: the next check is two weeks later."""
    file = file_of((date(2025, 9, 1), None, AbsenceKind.PARTIAL), offered_on=TODAY, place_available_on=TODAY)
    talk = Talk(id="t", case_id=file.case.id, held_on=TODAY, present=frozenset({TalkPartner.PUPIL}))
    spoken = replace(file, talks=(talk,))
    assert [one.kind for one in found(file, TODAY)] == [SignalKind.AT_HOME]
    assert found(spoken, TODAY) == ()
    (one,) = found(spoken, TODAY + timedelta(days=14))
    assert one.due == TODAY + timedelta(days=14)


@pytest.mark.parametrize(
    ("rules", "changes"),
    [
        ("zuid-limburg-2018", {"left_on": date(2025, 9, 1), "not_counted": NotCounted.ABROAD_PENDING}),
        ("zuid-limburg-2018", {"left_on": date(2025, 9, 1), "not_counted": NotCounted.ADDRESS_UNCERTAIN}),
        ("zuid-limburg-2018", {"left_on": date(2026, 3, 5)}),
        ("zuid-kennemerland-ijmond-2021", {"left_on": date(2026, 3, 5), "waits_for_mbo": True}),
    ],
)
def test_who_is_left_out_of_the_figure_is_approached_all_the_same(rules, changes):
    """'Blijven geregistreerd en worden waar nodig benaderd' (Zuid-Limburg 2018 §2.2 B): on Vandaag, every two weeks."""
    file = make_file(
        make_case(first_absent_on=None, enrolment=Enrolment.NOT_ENROLLED, birth_date=date(2009, 5, 1), **changes),
        contacts=(), absences=(),
    )  # fmt: skip
    assert classify(file, TODAY, definitions.load(rules), NOORD).category is Category.ABSOLUUT_NOT_COUNTED
    (one,) = waiting(file, TODAY, rules)
    assert "niet ingeschreven" in one.what
    assert waiting(answered(file, TODAY, rules), TODAY + TWO_WEEKS, rules)


def test_since_when_is_asked_every_two_weeks():
    """An answer for today is one for tomorrow as well; without one it is asked every day."""
    file = file_of(enrolment=Enrolment.NOT_ENROLLED, enrolled_on=None)
    (one,) = found(file, TODAY)
    assert "sinds wanneer?" in one.what
    assert len(found(file, TODAY + timedelta(days=1))) == 1
    for last in (TODAY, TODAY + TWO_WEEKS):
        file = marked(file, last)
        assert all(found(file, last + timedelta(days=n)) == () for n in range(14))
        assert [one.what for one in found(file, last + TWO_WEEKS)] == [one.what]


def test_who_turns_eighteen_at_home_goes_over_to_the_rmc():
    """Announced before the birthday and asked after it, every two weeks, until the hand-over is on record."""
    file = file_of((date(2025, 9, 8),), birth_date=date(2008, 3, 30), school_type=SchoolType.VO)
    for day, words in ((TODAY, "Wordt 18 op 30 maart 2026"), (date(2026, 3, 30), "18 geworden op 30 maart 2026")):
        (one,) = [one for one in found(file, day) if one.subject == "rmc"]
        assert words in one.what
        assert one.section == "Afsluiten"
    told = marked(file, date(2026, 3, 31))
    assert texts(told, date(2026, 3, 31)) == set()
    assert [one.kind for one in found(told, date(2026, 4, 14))] == [SignalKind.AT_HOME]
    gone = Handover(id="h", case_id=file.case.id, to=HandoverTo.RMC, handed_on=date(2026, 3, 31))
    assert {one.subject for one in found(replace(file, handovers=(gone,)), date(2026, 4, 1))} == {"h"}
    qualified = replace(file, case=replace(file.case, diploma=Diploma.HAVO, diploma_on=date(2026, 3, 1)))
    assert found(qualified, date(2026, 3, 31)) == ()


def test_who_is_expelled_stays_in_sight_until_another_school_is_there():
    """A measure alone says the pupil is out: no absence has to be typed for a line."""
    file = file_of()
    out = Measure(id="m", case_id=file.case.id, kind=MeasureKind.EXPULSION, starts_on=date(2025, 12, 1))
    file = replace(file, measures=(out,))
    (one,) = found(file, TODAY)
    assert "welke school is bereid?" in one.what
    assert found(marked(file, TODAY), TODAY + timedelta(days=13)) == ()
    assert found(marked(file, TODAY), TODAY + TWO_WEEKS) == (one,)
    willing = replace(out, other_school_on=date(2026, 3, 2))
    assert found(replace(file, measures=(willing,)), TODAY) == ()
    elsewhere = replace(file.case, enrolled_on=date(2026, 2, 2))
    assert found(replace(file, case=elsewhere), TODAY) == ()


def test_a_suspension_of_more_than_a_week_is_asked_about():
    """A school may suspend for a week at most; a longer one is a child at home."""
    file = file_of((date(2026, 3, 10), None, AbsenceKind.SUSPENDED))
    assert found(file, date(2026, 3, 16)) == ()
    (one,) = found(file, date(2026, 3, 17))
    assert "langer dan een week" in one.what


def test_absence_of_after_the_closing_shows_in_a_closed_case():
    """It reopens nothing by itself and is not silent: running or over, asked again while it runs."""
    closed = {"closed_on": date(2026, 1, 10), "first_absent_on": date(2025, 11, 3)}
    before = (date(2025, 11, 3), date(2026, 1, 9))
    assert found(file_of(before, **closed), TODAY) == ()
    for new in ((date(2026, 2, 10),), (date(2026, 2, 10), date(2026, 3, 6)), (date(2026, 1, 5), date(2026, 2, 2))):
        file = file_of((before[0], date(2026, 1, 2)), new, **closed)
        (one,) = found(file, TODAY)
        assert one.kind is SignalKind.REOPEN
        assert "heropenen?" in one.what
        later = found(marked(file, TODAY), TODAY + TWO_WEEKS)
        assert later == ((one,) if len(new) == 1 else ())
    wrongly = {**closed, "closing_reason": ClosingReason.WRONGLY_LISTED}
    assert found(file_of((date(2025, 11, 3),), **wrongly), TODAY) == ()
    assert found(file_of((date(2026, 2, 10),), **wrongly), TODAY)


def test_an_evaluated_plan_is_evaluated_again():
    """Six weeks after the last time, until the case is closed (Ingrado)."""
    file = file_of()
    plan = Plan(
        id="p", case_id=file.case.id, perspective="terug", made_on=date(2026, 1, 12), evaluate_on=date(2026, 2, 9),
        evaluated_on=date(2026, 2, 9),
    )  # fmt: skip
    (one,) = found(replace(file, plans=(plan,)), TODAY)
    assert (one.due, one.section) == (date(2026, 3, 23), "Plan")
    assert "kies een dag" in one.what


def test_a_case_that_went_to_another_register_asks_to_be_closed():
    """Two registers count the pupil until it is; nazorg is a reason to keep it."""
    file = file_of()
    went = Handover(id="h", case_id=file.case.id, to=HandoverTo.SCHOOL, handed_on=date(2026, 3, 2))
    (one,) = found(replace(file, handovers=(went,)), TODAY)
    assert "kan deze casus dicht?" in one.what
    followed = replace(file.case, aftercare_from=date(2026, 3, 2), aftercare_until=date(2026, 6, 30))
    assert found(replace(file, case=followed, handovers=(went,)), TODAY) == ()
    joined = replace(went, to=HandoverTo.LEERPLICHT)
    assert found(replace(file, handovers=(joined,)), TODAY) == ()


def test_a_place_without_a_pupil_in_it_is_no_end():
    """Offered, placed and reported, and still at home: the check goes on."""
    offer = {"offered_on": date(2026, 2, 1), "place_available_on": date(2026, 3, 1), "reported_on": date(2026, 6, 19)}
    file = file_of((date(2026, 1, 5),), **offer)
    (one,) = found(replace(file, duo_reports=(
        DuoReport(id="d", case_id=file.case.id, kind=DuoKind.LRV, reported_on=date(2026, 6, 19)),
    )), date(2026, 6, 20))  # fmt: skip
    assert one.kind is SignalKind.AT_HOME


def test_day_care_ends_no_absence_that_began_later():
    """Zuid-Kennemerland en IJmond: who has day care is no thuiszitter; who stopped going there is."""
    rules = "zuid-kennemerland-ijmond-2021"
    case = {"offer_kind": OfferKind.DAY_CARE, "offered_on": date(2025, 5, 1), "place_available_on": date(2025, 6, 1)}
    going = file_of((date(2025, 4, 7), None), **case)
    assert classify(going, TODAY, definitions.load(rules), NOORD).category is Category.NONE
    stopped = file_of((date(2026, 1, 12), None), **case)
    assert classify(stopped, TODAY, definitions.load(rules), NOORD).category is Category.LRV_4W_3M
    assert waiting(stopped, TODAY, rules)


def test_nobody_is_asked_about_who_needs_no_school():
    """Exempt, at school, or not yet of age: no check."""
    held = file_of((date(2025, 10, 6),))
    assert in_sight.away(
        held, periods_of(held.absences, TODAY), classify(held, TODAY, definitions.load("landelijk"), NOORD),
        Setting(TODAY, NOORD, Limits(), Role.SCHOOL),
    ) == in_sight.Away(date(2025, 10, 6))  # fmt: skip
    young = file_of((date(2025, 10, 6),), birth_date=date(2021, 9, 3))
    assert found(young, TODAY) == ()
    assert found(file_of(), TODAY) == ()
