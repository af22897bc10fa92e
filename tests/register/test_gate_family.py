"""Who sits there as 'ouders' hears by gezag (BW 1:245, 1:377c)."""

from dataclasses import replace
from datetime import date

import pytest

from factories import make_case, make_consent, make_contact, make_file
from thuisplan_desktop.register.case import Contact
from thuisplan_desktop.register.codes import ContactRole, DataCategory, GiverRole, Party, Purpose
from thuisplan_desktop.register.gate import Question, may_discuss
from thuisplan_desktop.register.sharing import Wish, may_share

CASE = make_case(birth_date=date(2014, 9, 3))
TODAY, SIXTEEN = date(2026, 2, 2), date(2030, 9, 3)
ABSENCE = frozenset({DataCategory.ABSENCE})
TABLE = (Party.MENTOR, Party.PARENTS)


def people(*roles: ContactRole) -> tuple[Contact, ...]:
    return tuple(make_contact(CASE, role=role) for role in roles)


def asked(contacts: tuple[Contact, ...], on: date = TODAY) -> Question:
    file = make_file(CASE, contacts=contacts)
    return Question(file=file, consents=(), participants=TABLE, categories=ABSENCE, on=on)


@pytest.mark.parametrize(
    ("roles", "hears"),
    [
        ((ContactRole.PARENT, ContactRole.PARENT), True),
        ((ContactRole.GUARDIAN,), True),
        ((ContactRole.PARENT, ContactRole.PARENT_WITHOUT_GEZAG), True),
        ((ContactRole.CERTIFIED_INSTITUTION, ContactRole.PARENT_WITHOUT_GEZAG), False),
        ((ContactRole.PARENT_WITHOUT_GEZAG, ContactRole.PARENT_WITHOUT_GEZAG), False),
        ((ContactRole.CARER,), False),
        ((), False),
    ],
)
@pytest.mark.parametrize("on", [TODAY, SIXTEEN])
def test_parents_hear_by_their_gezag(roles: tuple[ContactRole, ...], hears: bool, on: date) -> None:
    """At a table and outside it; without anybody who has it the way out is said, beside one who has it is reminded."""
    contacts = people(*roles)
    verdict = may_discuss(asked(contacts, on))
    assert verdict.by_name is hears
    assert ("geen ouder of voogd met gezag" in " ".join(verdict.reasons)) is not hears
    without = hears and ContactRole.PARENT_WITHOUT_GEZAG in roles
    assert ("ook een ouder zonder gezag" in " ".join(verdict.reminders)) is without
    for purpose in (Purpose.DISCUSS, Purpose.INSPECTION):
        wish = Wish(
            file=make_file(CASE, contacts=contacts), consents=(), party=Party.PARENTS, categories=ABSENCE,
            purpose=purpose, on=on,
        )  # fmt: skip
        answer = may_share(wish)
        assert answer.allowed is hears
        assert hears or "geen ouder of voogd met gezag" in answer.reasons[0]


def test_an_institution_decides_what_parents_without_gezag_hear() -> None:
    """It holds the voogdij, so its consent opens what theirs can't."""
    contacts = people(ContactRole.CERTIFIED_INSTITUTION, ContactRole.PARENT_WITHOUT_GEZAG)
    agreed = make_consent(
        CASE, contacts[0], giver=GiverRole.CERTIFIED_INSTITUTION, parties=frozenset({Party.PARENTS}),
        asked_on=TODAY, decided_on=TODAY,
    )  # fmt: skip
    assert may_discuss(replace(asked(contacts), consents=(agreed,))).by_name
