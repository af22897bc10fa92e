"""Herleidbaarheid: what remains, counted in the register and in DUO's numbers, and what needs an answer."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from factories import make_case
from thuisplan_desktop.actions import traceability
from thuisplan_desktop.actions.traceability import TOGETHER, Away, Kept, Remainder, unanswered
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.pdf.sheet import AwayBand
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.codes import SchoolType

ON = date(2026, 11, 3)
CASE = make_case(birth_date=date(2012, 1, 1), school_type=SchoolType.VSO, home_municipality="Hoorn")
FILE = CaseFile(CASE)


def remaining(
    text: str, file: CaseFile, others: Sequence[CaseFile], on: date, kept: Sequence[Kept] = (), away: Away = {}.get
) -> tuple[Remainder, ...]:
    """What remains, where nobody is away unless a test says so."""
    return traceability.remaining(text, file, others, on, kept, away=away)


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


def test_only_who_is_away_about_as_long_fits() -> None:
    """How long is printed on the sheet, so it counts: of six pupils of one age, two are away as long."""
    others = [CaseFile(replace(CASE, id=str(n))) for n in range(5)]
    bands = {FILE: AwayBand.UNDER_6_MONTHS, others[0]: AwayBand.UNDER_6_MONTHS, others[1]: AwayBand.OVER_A_YEAR}
    line = together(remaining("Niets.", FILE, others, ON, away=bands.get))
    assert (line.register, line.must_be_answered) == (2, True)
    assert "3 tot 6 maanden afwezig" in line.found
    assert together(remaining("Niets.", others[4], [FILE, *others[:4]], ON, away=bands.get)).register == 6


def test_another_age_does_not_fit() -> None:
    """A pupil of another age band isn't counted with this one."""
    others = [CaseFile(replace(CASE, id="8", birth_date=date(2019, 1, 1)))]
    assert together(remaining("Niets.", FILE, others, ON)).register == 1


def test_an_age_that_may_stand_in_the_text_counts_as_one_year() -> None:
    """'(14)' behind no name is not replaced: it is asked, and all together then are pupils of that age."""
    others = [CaseFile(replace(CASE, id=str(n), birth_date=date(2013, 6, 1))) for n in range(5)]
    broad = together(remaining("De leerling komt weinig.", FILE, others, ON))
    lines = remaining("De leerling (14) komt weinig.", FILE, others, ON)
    assert unanswered(lines, frozenset()) == ("exact_age", TOGETHER)
    assert (broad.register, together(lines).register) == (6, 1)
    assert broad.outside is not None
    assert together(lines).outside == pytest.approx(broad.outside / 4, abs=1)


def test_what_was_left_standing_fits_nobody_else() -> None:
    """A name or a day can't be counted: it is asked, and all together then fit this pupil alone."""
    others = [CaseFile(replace(CASE, id=str(n))) for n in range(5)]
    lines = remaining("Op 3 mei belde men.", FILE, others, ON, (Kept(Kind.DATE, "3 mei"),))
    assert unanswered(lines, frozenset()) == ("kept_1_date", TOGETHER)
    assert (together(lines).register, together(lines).outside) == (1, None)
    assert "3 mei" in together(lines).found
    assert "3 mei" not in repr(lines) + repr(Kept(Kind.DATE, "3 mei"))


def test_the_own_gemeente_that_stays_is_counted() -> None:
    """It is no matter of answering when there are enough pupils; a word of the language is no gemeente."""
    others = [CaseFile(replace(CASE, id=str(n))) for n in range(5)]
    lines = remaining("De leerling uit Hoorn komt weinig.", FILE, others, ON, (Kept(Kind.PLACE, "Hoorn"),))
    (town,) = [line for line in lines if line.id == "town"]
    assert (town.register, town.must_be_answered, unanswered(lines, frozenset())) == (6, False, ())
    ede = CaseFile(replace(CASE, home_municipality="Ede"))
    assert not [line for line in remaining("Een brede blik.", ede, others, ON) if line.id == "town"]


def test_a_kind_of_school_is_counted_by_the_words() -> None:
    """'vso' is the whole of the pupil's own kind; a gymnasium is another, and nobody knows how many that fits."""
    others = [CaseFile(replace(CASE, id=str(n))) for n in range(5)]
    (own,) = [one for one in remaining("Zit op het vso.", FILE, others, ON) if one.id == "school_type"]
    assert (own.register, own.must_be_answered) == (6, False)
    assert own.outside is not None
    (other,) = [one for one in remaining("Zit op het gymnasium.", FILE, others, ON) if one.id == "school_type"]
    assert (other.register, other.outside, other.must_be_answered) == (None, None, True)


def test_a_verb_says_nothing_about_sex() -> None:
    """'zijn' and 'haar' only count where the reader kept them as words for a boy or a girl."""
    text = "De ouders zijn moe en knippen haar."
    assert not [line for line in remaining(text, FILE, (), ON) if line.id == "sex"]
    kept = (Kept(Kind.GENDER, "Zijn"), Kept(Kind.GENDER, "haar"))
    (line,) = [line for line in remaining(text, FILE, (), ON, kept) if line.id == "sex"]
    assert line.found == ("zijn", "haar")
    (line,) = [line for line in remaining("Een puberjongen is zwanger.", FILE, (), ON, kept[:1]) if line.id == "sex"]
    assert line.found == ("puberjongen", "zwanger", "zijn")


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Is hoogbegaafd en heeft dyslexie.", "diagnosis"),
        ("Heeft borderline en een eetstoornis.", "diagnosis"),
        ("Komt met een geleidehond en een rolstoel.", "diagnosis"),
        ("De ouder is vrachtwagenchauffeur.", "work"),
        ("De ouder zit vast.", "family"),
        ("Is Chinees, hindoe en spreekt Russisch.", "origin"),
        ("Zit in 3 havo.", "class"),
        ("Doet vmbo-t.", "school_type"),
        ("Is transgender.", "sex"),
    ],
)
def test_the_checklist_knows_the_usual_words(text: str, item: str) -> None:
    """What singles somebody out though no name stands there."""
    assert item in {line.id for line in remaining(text, FILE, (), ON)}
