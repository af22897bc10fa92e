"""Exemptions: what the law asks of them (Leerplichtwet 1969 article 5 to 7), and what looks odd."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import make_case, make_exemption
from thuisplan_desktop.errors import InvalidCase
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.case_codes import Advice, Answer
from thuisplan_desktop.register.codes import ExemptionDuration, Vrijstelling
from thuisplan_desktop.register.exemption import check, late_renewal, remarks, run_out

TODAY = date(2026, 11, 3)
CASE = make_case()
WHOLE = make_exemption(
    CASE, starts_on=date(2026, 8, 1), ends_on=date(2027, 7, 31), declared_on=date(2026, 6, 1),
    independent=Answer.YES, offer_considered=Answer.YES, no_development=Answer.YES, swv_asked_on=date(2026, 5, 1),
    swv_advised_on=date(2026, 6, 2), swv_advice=Advice.FOR_A_TIME, parents_wish="Een paar uur les per week.",
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"ends_on": date(2026, 7, 31)}, "ends_on", "eindigt eerder"),
        ({"duration": ExemptionDuration.PERMANENT}, "ends_on", "geen laatste dag"),
        ({"duration": ExemptionDuration.PERMANENT, "ends_on": None, "kind": Vrijstelling.ART15}, "duration", "alleen"),
        ({"declared_on": date(2026, 4, 30)}, "declared_on", "ouder dan drie maanden"),
        ({"declared_on": date(2026, 11, 4), "starts_on": None}, "declared_on", "in de toekomst"),
        ({"swv_advised_on": date(2026, 4, 1)}, "swv_advised_on", "ouder dan de vraag"),
        ({"swv_advised_on": date(2026, 12, 1)}, "swv_advised_on", "in de toekomst"),
        ({"swv_advised_on": None}, "swv_advised_on", "heeft een datum"),
        ({"discussed_on": date(2026, 12, 1)}, "discussed_on", "in de toekomst"),
    ],
)
def test_what_can_t_be_is_refused_at_its_field(changes: dict[str, Any], field: str, reason: str) -> None:
    """With a Dutch reason, without the value."""
    check(WHOLE, (), TODAY)
    with pytest.raises(InvalidCase) as refused:
        check(replace(WHOLE, **changes), (), TODAY)
    assert refused.value.facts["field"] == field
    assert reason in str(refused.value.facts["reason"])


def test_a_declaration_of_three_months_old_is_just_new_enough() -> None:
    """LPW article 7: not older than three months."""
    check(replace(WHOLE, declared_on=date(2026, 5, 1)), (), TODAY)


def test_two_exemptions_do_not_hold_at_once() -> None:
    """The next one begins after the last day of the one before; substitute leerplicht may run beside one."""
    later = make_exemption(CASE, Vrijstelling.ART15, starts_on=date(2027, 7, 31))
    with pytest.raises(InvalidCase):
        check(later, (WHOLE,), TODAY)
    check(replace(later, starts_on=date(2027, 8, 1)), (WHOLE,), TODAY)
    check(replace(later, kind=Vrijstelling.ART3B), (WHOLE,), TODAY)
    check(WHOLE, (WHOLE,), TODAY)


def test_a_temporary_one_is_renewed_before_the_next_first_of_july() -> None:
    """LPW article 6 lid 2b, for a, b and c of article 5; lid 3 excepts who will never be fit."""
    assert WHOLE.renew_before(date(2026, 6, 30)) == date(2026, 7, 1)
    assert WHOLE.renew_before(date(2026, 7, 1)) == date(2027, 7, 1)
    assert replace(WHOLE, duration=ExemptionDuration.PERMANENT).renew_before(TODAY) is None
    assert make_exemption(CASE, Vrijstelling.ART5_ONDER_C).renew_before(TODAY) == date(2027, 7, 1)
    assert make_exemption(CASE, Vrijstelling.ART15).renew_before(TODAY) is None


def test_a_whole_record_has_no_remarks() -> None:
    """Somebody who did everything is left in peace; other articles ask other things."""
    assert remarks(WHOLE, TODAY) == ()
    assert remarks(make_exemption(CASE, Vrijstelling.ART5_ONDER_B), TODAY) == ()


def test_what_is_missing_is_said_with_its_source() -> None:
    """Zuid-Limburg: advice and wish first; Kennemerland: not because there is no offer; the law: another doctor."""
    bare = " ".join(remarks(replace(make_exemption(CASE), independent=Answer.NO), TODAY))
    for words in ("verklaring", "behandelend arts", "advies", "geen aanbod", "onderwijswens", "niet besproken"):
        assert words in bare
    assert bare.count("(") == 6


def test_it_is_discussed_every_year() -> None:
    """A year after the last discussion it is said; not of one that has ended."""
    day = date(2027, 7, 31)
    assert remarks(WHOLE, day) == ()
    assert len(remarks(replace(WHOLE, ends_on=None), day + timedelta(days=2))) == 1
    assert remarks(replace(WHOLE, discussed_on=date(2027, 3, 1), ends_on=None), day + timedelta(days=2)) == ()
    assert remarks(WHOLE, day + timedelta(days=2)) == ()


def test_article_15_is_for_who_is_kwalificatieplichtig() -> None:
    """Not for a child of eleven: refused with the reason, and fine from the 16th birthday."""
    held = make_exemption(CASE, Vrijstelling.ART15, starts_on=date(2026, 3, 1))
    assert CASE.birth_date is not None
    with pytest.raises(InvalidCase) as refused:
        check(held, (), TODAY, CASE.birth_date)
    assert "kwalificatieplichtig" in str(refused.value.facts["reason"])
    check(held, (), TODAY, date(2010, 3, 1))
    check(replace(held, kind=Vrijstelling.ART5_ONDER_C), (), TODAY, CASE.birth_date)


def test_what_was_only_asked_for_stands_beside_what_holds() -> None:
    """A request for next year overlaps nothing, hides no end, and the page says that it doesn't hold yet."""
    asked = make_exemption(CASE, starts_on=None, swv_asked_on=date(2026, 10, 1))
    check(asked, (WHOLE,), TODAY)
    assert not asked.holds_on(TODAY)
    assert run_out((WHOLE, asked), date(2027, 8, 1)) is WHOLE
    assert "geldt nog niet" in remarks(asked, TODAY)[0]


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.sampled_from(Vrijstelling))
def test_who_is_exempt_on_a_day(day: date, kind: Vrijstelling) -> None:
    """Only within its days, and only by an article that exempts."""
    held = make_exemption(CASE, kind, starts_on=date(2024, 8, 1), ends_on=date(2025, 7, 31))
    inside = date(2024, 8, 1) <= day <= date(2025, 7, 31)
    assert (CaseFile(CASE, exemptions=(held,)).exemption_on(day) is held) == (inside and kind.exempts)


def test_a_renewal_that_is_not_on_record_is_late_from_the_first_of_july() -> None:
    """Only a period that begins on or after that day shows it, or one of that year with an end in the next."""
    held = replace(make_exemption(CASE), starts_on=date(2025, 8, 1))
    assert late_renewal((held,), date(2026, 6, 30)) is None
    assert late_renewal((held,), date(2026, 7, 1)) == date(2026, 7, 1)
    assert late_renewal((replace(held, starts_on=None),), date(2026, 7, 1)) is None
    assert late_renewal((replace(held, ends_on=date(2029, 7, 31)),), date(2026, 7, 1)) == date(2026, 7, 1)
    assert late_renewal((replace(held, ends_on=date(2028, 7, 31)),), date(2027, 7, 1)) == date(2027, 7, 1)
    assert late_renewal((replace(held, starts_on=date(2026, 7, 1)),), date(2027, 6, 30)) is None
    assert late_renewal((replace(held, ends_on=date(2026, 12, 31)),), date(2026, 7, 1)) is None
    beside = make_exemption(CASE, Vrijstelling.ART3B, starts_on=date(2026, 8, 1))
    assert late_renewal((held, beside), date(2026, 9, 1)) == date(2026, 7, 1)
