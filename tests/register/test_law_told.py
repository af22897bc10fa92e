"""A sentence that says what the law wants says where that stands and of which day (the fields of `bronnen.toml`)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from factories import make_case, make_consent, make_contact, make_exemption, make_file
from thuisplan_desktop.errors import InvalidCase, InvalidConsent
from thuisplan_desktop.register import consent, exemption, law, request_rules
from thuisplan_desktop.register.case_codes import RequestKind
from thuisplan_desktop.register.codes import DataCategory, ExemptionDuration, GiverRole, Party, Purpose, Vrijstelling
from thuisplan_desktop.register.gate import Question, may_discuss
from thuisplan_desktop.register.rights import Request
from thuisplan_desktop.register.sharing import Wish, may_share

TODAY = date(2026, 3, 24)
CHILD = make_case(birth_date=date(2012, 5, 5))
GROWN = make_case(birth_date=date(2009, 5, 5))
UNKNOWN = make_case(birth_date=None)
ABSENCE = frozenset({DataCategory.ABSENCE})
FOR_EVER = {"duration": ExemptionDuration.PERMANENT, "ends_on": None}


def _exemption(**changes: object) -> str:
    kept = make_exemption(CHILD, starts_on=date(2025, 8, 1), ends_on=date(2026, 7, 31))
    with pytest.raises(InvalidCase) as refused:
        exemption.check(replace(kept, **changes), (), TODAY, CHILD.birth_date)  # type: ignore[arg-type]  # mixed values
    return str(refused.value.facts["reason"])


def _answer(case: object = CHILD, **changes: object) -> str:
    parent = make_contact(CHILD)
    days = {"asked_on": date(2026, 2, 1), "decided_on": date(2026, 2, 1)}
    given = make_consent(CHILD, None if "giver" in changes else parent, **(days | changes))  # type: ignore[arg-type]  # mixed
    with pytest.raises(InvalidConsent) as refused:
        consent.check(given, (parent,), case.birth_date, TODAY)  # type: ignore[attr-defined]  # a case
    return str(refused.value.facts["reason"])


def _request(case: object) -> str:
    asked = Request(id="v1", case_id="c1", kind=RequestKind.ACCESS, asked_by=GiverRole.PARENT, asked_on=TODAY)
    with pytest.raises(InvalidCase) as refused:
        request_rules.check(asked, make_file(case), TODAY)  # type: ignore[arg-type]  # a case
    return str(refused.value.facts["reason"])


def _gate(case: object = CHILD, *answers: consent.Consent, on: date = TODAY) -> str:
    file = make_file(case, contacts=(PARENT,))  # type: ignore[arg-type]  # a case
    table = (Party.MENTOR, Party.LEERPLICHT)
    asked = Question(file=file, consents=answers, participants=table, categories=ABSENCE, on=on)
    return may_discuss(asked).reasons[0]


def _sharing() -> str:
    wish = Wish(
        file=make_file(UNKNOWN), consents=(), party=Party.LEERPLICHT, categories=ABSENCE, purpose=Purpose.REPORT,
        on=TODAY,
    )  # fmt: skip
    return may_share(wish).reasons[0]


PARENT = make_contact(CHILD)
AT_ELEVEN = make_consent(
    make_case(birth_date=date(2014, 3, 20)), PARENT, asked_on=date(2026, 3, 1), decided_on=date(2026, 3, 1)
)
TOLD: dict[str, Callable[[], str]] = {
    "5b for ever": lambda: _exemption(kind=Vrijstelling.ART5_ONDER_B, **FOR_EVER),
    "for ever until a day": lambda: _exemption(duration=ExemptionDuration.PERMANENT),
    "15 at thirteen": lambda: _exemption(kind=Vrijstelling.ART15),
    "an old declaration": lambda: _exemption(declared_on=date(2025, 1, 1)),
    "heard at seventeen": lambda: _answer(GROWN, giver=GiverRole.PUPIL_16, pupil_heard_on=date(2026, 2, 1)),
    "a parent at seventeen": lambda: _answer(GROWN),
    "himself at thirteen": lambda: _answer(giver=GiverRole.PUPIL_16),
    "beside his parents at sixteen": lambda: _answer(GROWN, giver=GiverRole.PUPIL_12),
    "inzage by a parent of sixteen": lambda: _request(GROWN),
    "inzage without an age": lambda: _request(UNKNOWN),
    "who may ask without an age": lambda: request_rules.who_may_ask(make_file(UNKNOWN), TODAY),
    "the gate without an age": lambda: _gate(UNKNOWN),
    "the gate after the 12th birthday": lambda: _gate(replace(CHILD, birth_date=date(2014, 3, 20)), AT_ELEVEN),
    "a giving without an age": _sharing,
}


@pytest.mark.parametrize("which", TOLD)
def test_what_the_law_wants_is_told_with_its_source(which: str) -> None:
    """The article, and of which day the text is that was read."""
    told = TOLD[which]()
    assert [one for one in law.sources().values() if one.article in told and one.text in told], told
