"""One category per case per day, and the regions' contradictions in what that category is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import make_absence, make_case, make_exemption, make_file
from thuisplan_desktop.register import definitions
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.codes import (
    AbsenceKind,
    Category,
    Enrolment,
    ExemptionDuration,
    NotCounted,
    OfferKind,
    SchoolType,
    Vrijstelling,
)
from thuisplan_desktop.register.status import classify

NOORD = SchoolCalendar.load("noord")
SETS = {name: definitions.load(name) for name in definitions.names()}
FIRST = date(2026, 1, 12)
FOUR_WEEKS = date(2026, 2, 6)
KENNEMERLAND, LIMBURG = "zuid-kennemerland-ijmond-2021", "zuid-limburg-2018"
NK_NOW = "noord-kennemerland-nu"


def status(on, absences=None, name="landelijk", exempt=None, **changes):
    case = make_case(**{"first_absent_on": None, **changes})
    rows = [make_absence(case, **row) for row in absences or ()]
    held = (make_exemption(case, **exempt),) if exempt else ()
    return classify(make_file(case, absences=tuple(rows), exemptions=held), on, SETS[name], NOORD)


def away(first=FIRST, last=None, kind=AbsenceKind.UNAUTHORISED):
    return {"starts_on": first, "ends_on": last, "kind": kind}


def category(on, absences=None, name="landelijk", **changes):
    return status(on, absences, name, **changes).category


def test_duration_runs_from_the_first_absent_day_not_the_melding():
    """First absent 12 January, melding 2 February, peildatum 16 February: 35 days and a thuiszitter (domain §4.3)."""
    found = status(date(2026, 2, 16), first_absent_on=FIRST, reported_on=date(2026, 2, 2))
    assert (found.category, found.days, found.since) == (Category.LRV_4W_3M, 35, FIRST)
    assert found.four_weeks_on == FOUR_WEEKS
    assert found.three_months_on == date(2026, 4, 12)
    assert any("voetnoot 2" in why for why in found.why)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (FIRST - timedelta(days=1), Category.NONE),
        (FIRST, Category.DREIGEND),
        (FOUR_WEEKS - timedelta(days=1), Category.DREIGEND),
        (FOUR_WEEKS, Category.LRV_4W_3M),
        (date(2026, 4, 12), Category.LRV_4W_3M),
        (date(2026, 4, 13), Category.LRV_OVER_3M),
    ],
)
def test_the_course_of_an_absence(on, expected):
    """Four weeks or longer counts on the day they are full; longer than three months the day after."""
    assert category(on, [away()]) is expected


def test_longer_than_four_weeks_is_a_day_later():
    """DUO writes 'langer dan 4 weken': the operator is data."""
    longer = replace(SETS["landelijk"], lrv=replace(SETS["landelijk"].lrv, at_least=False))
    file = make_file(make_case(first_absent_on=FIRST))
    assert classify(file, FOUR_WEEKS, longer, NOORD).category is Category.DREIGEND
    assert classify(file, FOUR_WEEKS + timedelta(days=1), longer, NOORD).category is Category.LRV_4W_3M


def test_a_return_ends_the_category():
    """Back at school on Monday: no longer a thuiszitter that day, though still on Sunday."""
    rows = [away(last=date(2026, 2, 13))]
    assert category(date(2026, 2, 15), rows) is Category.LRV_4W_3M
    assert category(date(2026, 2, 16), rows) is Category.NONE


def test_the_weeks_must_have_been_full_before_the_return():
    """Nineteen school days and a weekend are not four weeks."""
    assert category(date(2026, 2, 6), [away(last=date(2026, 2, 5))]) is Category.NONE
    assert category(date(2026, 2, 8), [away(last=date(2026, 2, 6))]) is Category.LRV_4W_3M


def test_illness_is_a_line_of_its_own_and_longer_than_four_weeks():
    """Langdurig ziek is not inside langdurig relatief verzuim (Zuid-Limburg §1.2), shorter illness is nothing yet."""
    sick = [away(kind=AbsenceKind.SICK)]
    assert category(FOUR_WEEKS, sick) is Category.NONE
    for name in SETS:
        assert category(FOUR_WEEKS + timedelta(days=1), sick, name) is Category.LONG_TERM_SICK
    assert category(FOUR_WEEKS, sick, NK_NOW) is Category.DREIGEND


def test_authorised_absence_counts_in_limburg_and_not_nationally():
    """Zuid-Limburg's term A doesn't say 'ongeoorloofd'; the national one does (S1.1, S2.1)."""
    rows = [away(kind=AbsenceKind.AUTHORISED)]
    on = FOUR_WEEKS + timedelta(days=1)
    assert category(on, rows, LIMBURG) is Category.LRV_4W_3M
    assert category(on, rows) is Category.WORRYING_AUTHORISED
    assert category(FOUR_WEEKS, rows) is Category.DREIGEND


def test_a_sick_note_doesn_t_hide_a_thuiszitter():
    """Ten weeks unauthorised and then ill, without a day at school: still a thuiszitter until long-term sick."""
    rows = [away(last=date(2026, 3, 20)), away(date(2026, 3, 23), None, AbsenceKind.SICK)]
    assert category(date(2026, 3, 27), rows) is Category.LRV_4W_3M
    assert category(date(2026, 4, 13), rows) is Category.LRV_OVER_3M
    assert category(date(2026, 5, 20), rows) is Category.LONG_TERM_SICK


def test_three_months_count_from_the_first_day_at_home_whatever_the_kind():
    """Ill since December, unauthorised since 5 January: at home for more than three months in April."""
    rows = [away(date(2025, 12, 8), date(2026, 1, 2), AbsenceKind.SICK), away(date(2026, 1, 5))]
    assert category(date(2026, 1, 29), rows) is Category.DREIGEND
    found = status(date(2026, 3, 9), rows)
    assert (found.category, found.since) == (Category.LRV_OVER_3M, date(2025, 12, 8))
    assert found.four_weeks_on == date(2026, 1, 30)


def test_a_mix_of_kinds_stays_in_sight():
    """Three weeks ill and three weeks unauthorised: no term is full, but the pupil is dreigend."""
    rows = [away(last=date(2026, 1, 30), kind=AbsenceKind.SICK), away(date(2026, 2, 2))]
    found = status(date(2026, 2, 20), rows)
    assert found.category is Category.DREIGEND
    assert "ongeoorloofd en ziek" in " ".join(found.why)


def test_partial_attendance_is_dreigend_and_no_run():
    """Who comes for part of the day is not at home; it is a sign."""
    rows = [away(kind=AbsenceKind.PARTIAL)]
    assert category(date(2026, 6, 1), rows) is Category.DREIGEND


def test_suspension_is_its_own_category_until_it_lasts_too_long():
    """A week's suspension is a measure (WPO 40c); more than four weeks is worrying."""
    rows = [away(kind=AbsenceKind.SUSPENDED)]
    assert category(date(2026, 1, 14), rows) is Category.SUSPENDED
    assert category(date(2026, 2, 9), rows) is Category.WORRYING_AUTHORISED
    assert category(date(2026, 1, 14), [away(kind=AbsenceKind.EXPELLED)]) is Category.SUSPENDED


@pytest.mark.parametrize(
    ("exemption", "expected"),
    [
        (Vrijstelling.ART5_ONDER_A, Category.EXEMPT_A),
        (Vrijstelling.ART5_ONDER_B, Category.EXEMPT_B),
        (Vrijstelling.ART5_ONDER_C, Category.EXEMPT_C),
        (Vrijstelling.ART15, Category.EXEMPT_15),
        (Vrijstelling.ART5A_TREKKEND, Category.NOT_OBLIGED),
    ],
)
def test_an_exemption_stands_while_it_lasts(exemption, expected):
    """Before and after its dates the pupil is what he is without it: here not enrolled."""
    case = {
        "exempt": {"kind": exemption, "starts_on": date(2026, 1, 1), "ends_on": date(2026, 6, 30)},
        "enrolment": Enrolment.NOT_ENROLLED,
    }
    assert category(date(2025, 12, 31), **case) is Category.ABSOLUUT
    assert category(date(2026, 1, 1), **case) is expected
    assert category(date(2026, 6, 30), **case) is expected
    assert category(date(2026, 7, 1), **case) is Category.ABSOLUUT


def test_a_temporary_exemption_is_renewed_every_year():
    """LPW article 6: each year before 1 July, unless permanent."""
    gone = Enrolment.NOT_ENROLLED
    temporary = status(FIRST, exempt={"duration": ExemptionDuration.TEMPORARY}, enrolment=gone)
    permanent = status(FIRST, exempt={"duration": ExemptionDuration.PERMANENT}, enrolment=gone)
    assert any("1 juli" in why for why in temporary.why)
    assert not any("1 juli" in why for why in permanent.why)
    assert "artikel 5a" not in " ".join(temporary.why).lower()


@pytest.mark.parametrize("kind", [Vrijstelling.ART3A, Vrijstelling.ART3B, Vrijstelling.ART11_G])
def test_what_is_no_exemption_from_enrolment_exempts_nobody(kind):
    """Substitute leerplicht (3a, 3b) and leave for some days (11) leave a pupil what he was."""
    assert category(FIRST, exempt={"kind": kind}, enrolment=Enrolment.NOT_ENROLLED) is Category.ABSOLUUT


NOT_ENROLLED = {"enrolment": Enrolment.NOT_ENROLLED, "left_on": date(2026, 1, 31)}


def test_absoluut_counts_from_the_first_day_nationally_and_after_four_weeks_in_limburg():
    """DUO: one day or more; Zuid-Limburg §2.2 B: not shorter than four weeks, but registered (S1.2, S1.3)."""
    assert category(date(2026, 1, 31), **NOT_ENROLLED) is Category.NONE
    assert category(date(2026, 2, 1), **NOT_ENROLLED) is Category.ABSOLUUT
    assert category(date(2026, 2, 28), name=LIMBURG, **NOT_ENROLLED) is Category.ABSOLUUT_NOT_COUNTED
    assert category(date(2026, 3, 1), name=LIMBURG, **NOT_ENROLLED) is Category.ABSOLUUT


@pytest.mark.parametrize("reason", list(NotCounted))
def test_limburg_registers_but_doesn_t_count_two_groups(reason):
    """5 onder c asked for, address under investigation: counted nationally, only registered there."""
    case = {**NOT_ENROLLED, "not_counted": reason}
    assert category(date(2026, 5, 1), **case) is Category.ABSOLUUT
    found = status(date(2026, 5, 1), name=LIMBURG, **case)
    assert found.category is Category.ABSOLUUT_NOT_COUNTED
    assert reason.label in " ".join(found.why)


def test_the_mbo_entrants_of_february():
    """Counted and named apart in Limburg, left out in Kennemerland (S1.4, S2.4); the flag is there in both."""
    case = {**NOT_ENROLLED, "birth_date": date(2009, 5, 1), "school_type": SchoolType.VO}
    case |= {"left_on": date(2025, 12, 19), "waits_for_mbo": True}
    for name, expected in ((LIMBURG, Category.ABSOLUUT), (KENNEMERLAND, Category.ABSOLUUT_NOT_COUNTED)):
        found = status(date(2026, 2, 28), name=name, **case)
        assert found.category is expected
        assert found.mbo_february
        after = status(date(2026, 3, 1), name=name, **case)  # the entrance is over: nobody waits for it any more
        assert (after.category, after.mbo_february) == (Category.ABSOLUUT, False)
    assert not status(date(2026, 1, 15), [away()], waits_for_mbo=True).mbo_february


def test_absoluut_is_dated_from_the_first_day_at_home():
    """At home since 12 January, struck off on 31 January: the months run from 12 January."""
    found = status(date(2026, 4, 13), [away()], **NOT_ENROLLED)
    assert (found.category, found.since) == (Category.ABSOLUUT, FIRST)
    assert found.three_months_on == date(2026, 4, 12)


def test_absoluut_without_any_date_is_counted_without_a_duration():
    """Nobody knows since when; the child counts all the same, also in Limburg."""
    found = status(date(2026, 4, 13), name=LIMBURG, enrolment=Enrolment.NOT_ENROLLED)
    assert (found.category, found.since, found.days) == (Category.ABSOLUUT, None, 0)
    assert found.three_months_on is None


def test_absoluut_without_a_day_of_leaving_runs_from_the_first_absent_day():
    """Never enrolled: the first absent day is all there is."""
    case = {"enrolment": Enrolment.NOT_ENROLLED, "first_absent_on": FIRST}
    assert status(date(2026, 2, 12), **case).since == FIRST
    assert category(date(2026, 2, 8), name=LIMBURG, **case) is Category.ABSOLUUT_NOT_COUNTED
    assert category(date(2026, 2, 9), name=LIMBURG, **case) is Category.ABSOLUUT


def test_who_has_left_for_an_unknown_school_is_said_beside_the_category():
    """The category isn't guessed; the reasons say that it may be absoluut verzuim, with the source of the region."""
    left = {"left_on": date(2026, 1, 31)}
    found = status(date(2026, 2, 1), **left)
    assert found.category is Category.NONE
    assert "uitgeschreven op 31 januari 2026, en er is geen nieuwe school bekend" in found.why[-1]
    assert "absoluut verzuim. Bron: " in found.why[-1]
    for day, case in (
        (date(2026, 1, 31), left),
        (date(2026, 2, 1), NOT_ENROLLED),
        (date(2026, 2, 1), {**left, "birth_date": date(2008, 1, 1)}),
        (date(2026, 2, 1), {**left, "exempt": {"kind": Vrijstelling.ART5_ONDER_A}}),
    ):
        assert "nieuwe school" not in " ".join(status(day, **case).why)


def test_between_two_schools_a_pupil_is_not_enrolled():
    """Left on 31 January, enrolled on 1 March: absoluut in February alone."""
    case = {"left_on": date(2026, 1, 31), "enrolled_on": date(2026, 3, 1)}
    days = (date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 28), date(2026, 3, 1))
    expected = [Category.NONE, Category.ABSOLUUT, Category.ABSOLUUT, Category.NONE]
    assert [category(day, **case) for day in days] == expected


@pytest.mark.parametrize(
    ("birth", "on"),
    [(date(2021, 9, 3), date(2026, 6, 1)), (date(2008, 6, 1), date(2026, 6, 1))],
)
def test_four_and_eighteen_are_registered_and_never_counted(birth, on):
    """Not yet or no longer obliged (LPW article 3 and 4b): not absoluut, not langdurig."""
    assert category(on, [away()], birth_date=birth) is Category.NOT_OBLIGED
    assert category(on, birth_date=birth, **NOT_ENROLLED) is Category.NOT_OBLIGED


def test_without_a_birth_date_the_pupil_counts_as_obliged():
    """A missing date must not make a child disappear."""
    assert category(date(2026, 3, 2), [away()], birth_date=None) is Category.LRV_4W_3M


@pytest.mark.parametrize("school_type", [SchoolType.PRO, SchoolType.VSO])
def test_pro_and_vso_may_be_free_of_kwalificatieplicht(school_type):
    """LPW article 4a lid 2: the program asks, because the register can't know."""
    case = {**NOT_ENROLLED, "birth_date": date(2009, 1, 1), "school_type": school_type}
    assert any("artikel 4a" in why for why in status(date(2026, 3, 1), **case).why)
    young = {**case, "birth_date": date(2012, 1, 1)}
    assert not any("artikel 4a" in why for why in status(date(2026, 3, 1), **young).why)


def test_aftercare_holds_until_a_new_absence():
    """Nazorg covers the old absence; one that begins later counts again."""
    case = {"aftercare_from": date(2026, 3, 2), "aftercare_until": date(2026, 6, 30)}
    assert category(date(2026, 3, 1), [away()], **case) is Category.LRV_4W_3M
    assert category(date(2026, 3, 2), [away()], **case) is Category.AFTERCARE
    again = [away(last=date(2026, 2, 27)), away(date(2026, 3, 9))]
    assert category(date(2026, 3, 6), again, **case) is Category.AFTERCARE
    assert category(date(2026, 3, 10), again, **case) is Category.DREIGEND
    assert category(date(2026, 7, 1), [], **case) is Category.NONE


def test_an_exempt_year_is_no_absoluut_verzuim():
    """Enrolment is owed from the day after the exemption: the days, and Limburg's four weeks, count from there."""
    exempt = {"kind": Vrijstelling.ART5_ONDER_A, "starts_on": date(2025, 8, 1), "ends_on": date(2026, 7, 31)}
    case = {"enrolment": Enrolment.NOT_ENROLLED, "left_on": date(2025, 7, 31)}
    first = status(date(2026, 8, 1), name=LIMBURG, exempt=exempt, **case)
    assert (first.category, first.days, first.since) == (Category.ABSOLUUT_NOT_COUNTED, 0, date(2026, 8, 1))
    assert status(date(2026, 8, 29), name=LIMBURG, exempt=exempt, **case).category is Category.ABSOLUUT


def test_day_care_ends_it_in_kennemerland_alone():
    """'Jongeren zijn dan geen thuiszitter' (S2.6): from the day that there is a place."""
    case = {"offer_kind": OfferKind.DAY_CARE, "offered_on": FIRST, "place_available_on": date(2026, 3, 2)}
    assert category(date(2026, 3, 1), [away()], KENNEMERLAND, **case) is Category.LRV_4W_3M
    assert category(date(2026, 3, 2), [away()], KENNEMERLAND, **case) is Category.NONE
    assert category(date(2026, 3, 2), [away()], **case) is Category.LRV_4W_3M


def test_an_offer_counts_when_there_is_a_place():
    """Zuid-Limburg §2.1: offered and really available, both by that day."""
    on = date(2026, 5, 1)
    assert status(on, [away()]).without_offer
    assert status(on, [away()], offered_on=FIRST).without_offer
    assert status(on, [away()], offered_on=FIRST, place_available_on=on + timedelta(days=1)).without_offer
    assert not status(on, [away()], offered_on=FIRST, place_available_on=on).without_offer


def test_who_is_not_enrolled_is_over_the_norm_as_well():
    """The pact speaks of no single child longer than three months without an offer, enrolled or not (S0.1)."""
    case = {"enrolment": Enrolment.NOT_ENROLLED, "left_on": date(2025, 9, 1)}
    limit = status(date(2025, 12, 2), **case).three_months_on
    assert limit == date(2025, 12, 2)
    assert not status(limit, **case).over_norm
    assert status(limit + timedelta(days=1), **case).over_norm
    assert status(date(2026, 4, 13), [away()]).over_norm
    assert not status(date(2026, 2, 16), [away()]).over_norm
    assert not status(date(2026, 4, 13), first_absent_on=FIRST, closed_on=date(2026, 4, 1)).over_norm


def test_a_closed_case_is_closed_from_that_day():
    """Before it, it still counts: a telling of an earlier day stays true."""
    assert category(date(2026, 3, 1), [away()], closed_on=date(2026, 3, 2)) is Category.LRV_4W_3M
    assert category(date(2026, 3, 2), [away()], closed_on=date(2026, 3, 2)) is Category.CLOSED


def test_days_beyond_the_known_vacations_are_said():
    """Past the end of the calendar the program says what it doesn't know."""
    found = status(date(2031, 3, 1), [away(date(2031, 1, 6))], birth_date=date(2020, 1, 1))
    assert any("schoolvakanties niet" in why for why in found.why)


def test_thuiszitter_is_langdurig_and_absoluut():
    """Kamerstuk 26 695, nr. 108."""
    assert {one for one in Category if one.is_thuiszitter} == {
        Category.LRV_4W_3M,
        Category.LRV_OVER_3M,
        Category.ABSOLUUT,
    }


MAYBE_DAY = st.none() | st.dates(date(2025, 8, 1), date(2026, 7, 31))
ROWS = st.lists(
    st.builds(
        lambda first, length, kind: away(first, None if length is None else first + timedelta(days=length), kind),
        st.dates(date(2025, 8, 1), date(2026, 7, 1)),
        st.none() | st.integers(0, 60),
        st.sampled_from(list(AbsenceKind)),
    ),
    max_size=4,
)


@given(
    rows=ROWS,
    on=st.dates(date(2025, 8, 1), date(2026, 7, 31)),
    name=st.sampled_from(sorted(SETS)),
    first=MAYBE_DAY,
    left=MAYBE_DAY,
    enrolment=st.sampled_from(list(Enrolment)),
    aftercare=MAYBE_DAY,
    closed=MAYBE_DAY,
)
@settings(max_examples=150)
def test_every_case_has_one_category_with_reasons(rows, on, name, first, left, enrolment, aftercare, closed):
    """Always an answer, always a Dutch reason, never a date after the day judged, no name of the pupil."""
    found = status(
        on,
        rows,
        name,
        first_absent_on=first,
        left_on=left,
        enrolment=enrolment,
        aftercare_from=aftercare,
        closed_on=closed,
    )
    assert found.why
    assert all(why.endswith(".") and "Femke" not in why for why in found.why)
    assert found.since is None or found.since <= on
    assert found.days == ((on - found.since).days if found.since else 0)
    if found.category is Category.LRV_OVER_3M:
        assert found.three_months_on is not None
        assert found.three_months_on < on
    if found.category in (Category.LRV_4W_3M, Category.LRV_OVER_3M):
        assert found.four_weeks_on is not None
        assert found.four_weeks_on <= on
        assert found.category is Category.LRV_OVER_3M or found.three_months_on is None or on <= found.three_months_on


@given(rows=ROWS, on=st.dates(date(2025, 8, 1), date(2026, 7, 31)), reported=MAYBE_DAY, order=st.randoms())
@settings(max_examples=60)
def test_the_melding_and_the_order_of_rows_change_nothing(rows, on, reported, order):
    """Neither the day of the melding nor how the rows were read decides what a pupil is."""
    shuffled = list(rows)
    order.shuffle(shuffled)
    assert status(on, rows, reported_on=None) == status(on, shuffled, reported_on=reported)


def test_who_was_exempt_is_absent_from_the_day_after_it():
    """At home while exempt is no verzuim (LPW articles 2 and 5): weeks and months run from that day, and it says so.

    As for who is not enrolled; a day back at school in between changes nothing, and an exemption of before neither.
    """
    exempt = {"kind": Vrijstelling.ART5_ONDER_A, "starts_on": date(2025, 10, 1), "ends_on": date(2026, 1, 11)}
    rows = [away(date(2025, 9, 1))]
    assert category(date(2026, 1, 9), rows, exempt=exempt) is Category.EXEMPT_A
    first = status(date(2026, 1, 12), rows, exempt=exempt)
    assert (first.category, first.since, first.four_weeks_on) == (
        Category.DREIGEND, date(2026, 1, 12), date(2026, 2, 6),
    )  # fmt: skip
    assert any("De leerplicht geldt sinds 12 januari 2026" in sentence for sentence in first.why)
    full = status(date(2026, 2, 9), rows, exempt=exempt)
    assert (full.category, full.three_months_on) == (Category.LRV_4W_3M, date(2026, 4, 12))
    assert status(date(2026, 4, 13), rows, exempt=exempt).category is Category.LRV_OVER_3M
    before = {**exempt, "starts_on": date(2025, 1, 1), "ends_on": date(2025, 7, 31)}
    assert status(date(2026, 1, 12), rows, exempt=before).since == date(2025, 9, 1)
    over = status(date(2026, 1, 12), [away(date(2025, 9, 1), date(2026, 1, 9))], exempt=exempt)
    assert over.since is None
