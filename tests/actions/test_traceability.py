"""Herleidbaarheid: what remains, counted in the register and in DUO's numbers, and what needs an answer."""

from dataclasses import replace
from datetime import date

from factories import make_case
from thuisplan_desktop.actions.traceability import TOGETHER, Remainder, remaining, unanswered
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.codes import SchoolType

ON = date(2026, 11, 3)
CASE = make_case(birth_date=date(2012, 1, 1), school_type=SchoolType.VSO, home_municipality="Hoorn")
FILE = CaseFile(CASE)


def together(lines: tuple[Remainder, ...]) -> Remainder:
    return next(line for line in lines if line.id == TOGETHER)


def test_others_with_the_same_facts_are_counted() -> None:
    """Six pupils share age band and sector; once the gemeente stays in the text only one of them fits."""
    others = [CaseFile(replace(CASE, id=str(n), home_municipality="Alkmaar")) for n in range(5)]
    broad = together(remaining("De leerling komt weinig.", FILE, others, ON))
    assert (broad.register, broad.must_be_answered) == (6, False)
    narrow = together(remaining("De leerling uit Hoorn komt weinig.", FILE, others, ON))
    assert (narrow.register, narrow.must_be_answered) == (1, True)
    assert narrow.outside is not None
    assert broad.outside is not None
    assert narrow.outside < broad.outside


def test_what_nobody_can_count_is_asked() -> None:
    """A diagnosis has no number: the reader answers for it, and only an answer clears it."""
    others = [CaseFile(replace(CASE, id=str(n))) for n in range(5)]
    lines = remaining("De leerling heeft autisme en een vrijstelling.", FILE, others, ON)
    assert unanswered(lines, frozenset()) == ("diagnosis",)
    assert unanswered(lines, frozenset({"diagnosis"})) == ()
    assert "autisme" not in repr(lines)


def test_another_age_does_not_fit() -> None:
    """A pupil of another age band isn't counted with this one."""
    others = [CaseFile(replace(CASE, id="8", birth_date=date(2019, 1, 1)))]
    assert together(remaining("Niets.", FILE, others, ON)).register == 1
