"""Whose name may stand on agenda and afsprakenlijst, which everybody at the table reads."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from factories import make_case, make_contact, make_file
from thuisplan_desktop.register.codes import DataCategory, Party, Role, Route
from thuisplan_desktop.register.common_paper import Beside
from thuisplan_desktop.register.gate import Question, clear, may_discuss
from thuisplan_desktop.register.standing import ConsentSettings

CASE = make_case()
FILE = make_file(CASE, contacts=(make_contact(CASE),))
FAMILY = frozenset({Party.ZORGCOORDINATOR, Party.PARENTS})


def asked(*table: Party, **changes: Any) -> Question:
    told = frozenset({DataCategory.ABSENCE})
    question = Question(file=FILE, consents=(), participants=table, categories=told, on=date(2026, 2, 2))
    return replace(question, **changes)


@pytest.mark.parametrize(
    ("holder", "heard", "brin", "listed"),
    [
        (Role.SCHOOL, {Party.ZORGCOORDINATOR}, "99XB", True),
        (Role.SCHOOL, FAMILY, CASE.brin, False),
        (Role.SCHOOL, {Party.PUPIL}, CASE.brin, False),
        (Role.SCHOOL, {Party.LEERPLICHT, Party.FAMILY_GUARDIAN}, CASE.brin, False),
        (Role.CONSULENT, {Party.CONSULENT}, "99XB", True),
        (Role.CONSULENT, {Party.CONSULENT, Party.MENTOR}, CASE.brin, True),
        (Role.CONSULENT, {Party.CONSULENT, Party.MENTOR}, "99XB", False),
        (Role.CONSULENT, {Party.CONSULENT, Party.MENTOR}, "", False),
    ],
)
def test_a_name_stands_on_no_paper_of_who_sits_there_for_another(
    holder: Role, heard: set[Party], brin: str, listed: bool
) -> None:
    """By name all the same: the clearance of a paper for everybody is what fails, and the verdict says what helps."""
    beside = (Beside(frozenset(heard), brin),)
    question = asked(Party.ZORGCOORDINATOR, settings=ConsentSettings(holder=holder), beside=beside)
    verdict = may_discuss(question)
    assert verdict.by_name
    assert (not verdict.by_code) is listed is clear(question, Route.BY_NAME).on_list
    assert listed or "Laat bij dit punt alleen" in " ".join(verdict.by_code)


def test_who_is_left_out_reads_the_list_all_the_same() -> None:
    """So no name stands there; and where nothing is by name there is nothing to say."""
    question = asked(Party.ZORGCOORDINATOR, left_out=frozenset({Party.LEERPLICHT}))
    assert "hoort dit punt niet" in " ".join(may_discuss(question).by_code)
    assert not clear(question, Route.BY_NAME).on_list
    assert may_discuss(asked(Party.LEERPLICHT, beside=(Beside(FAMILY, CASE.brin),))).by_code == ()


def test_a_school_that_nobody_filled_in_is_no_school() -> None:
    """Two cases without one are not of the same."""
    unknown = make_file(replace(CASE, brin=""))
    settings = ConsentSettings(holder=Role.CONSULENT)
    beside = (Beside(frozenset({Party.MENTOR}), ""),)
    assert may_discuss(asked(Party.MENTOR, file=unknown, settings=settings, beside=beside)).by_code
