"""A reader says who somebody is, from a list: it reads well wherever it stands, and is remembered."""

import pytest

from thuisplan_desktop.anonymise.chosen import given, role_of, roles_for
from thuisplan_desktop.anonymise.find import Known, KnownPerson, Words, find
from thuisplan_desktop.anonymise.findings import Finding, Kind
from thuisplan_desktop.anonymise.memory import Memory
from thuisplan_desktop.anonymise.owning import moved
from thuisplan_desktop.anonymise.redact import Review, redact

PIM = Known((KnownPerson("de leerling", "Pim", "", "", "Berg"),))


def _called(text: str, words: Words, role: str) -> str:
    findings = find(text, PIM, words)
    review = Review.accepting(findings)
    for one in findings:
        if "Kwaak" in text[one.start : one.end]:
            review = review.with_added(given(text, one, role))
    return redact(text, findings, review).text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Gisteren belde Kwaak.", "Gisteren belde een mentor."),
        ("Kwaak belde gisteren.", "Een mentor belde gisteren."),
        ("Gisteren belde meneer Kwaak.", "Gisteren belde meneer (een mentor)."),
        ("Gisteren belde dhr. Kwaak.", "Gisteren belde dhr. (een mentor)."),
        ("Beste Kwaak,", "Beste mentor,"),
    ],
)
def test_a_chosen_role_reads_as_one_that_was_found(text: str, wanted: str, words: Words) -> None:
    """With a capital, in brackets behind a title, without an article behind a greeting."""
    assert _called(text, words, "een mentor") == wanted


def test_what_somebody_owns_stays_his() -> None:
    """The s of possession that the program had stays, as it does behind a letter."""
    one = Finding(5, 11, Kind.PERSON, "", 1.0, "iemand B's")
    assert given("Over Kwaaks brief", one, "een mentor").replacement == "een mentors"
    assert given("Over Kwaaks brief", one, "een mentor A").replacement == "een mentor A's"
    assert given("Over Kwaaks brief", one._replace(replacement="een plaats"), "een mentor").replacement == "een mentor"


@pytest.mark.parametrize("shown", ["een adres", "een e-mailadres", "een klas"])
def test_a_word_that_ends_in_an_s_owns_nothing(shown: str) -> None:
    """What a reader marks by hand as an address or a class is shown as one."""
    one = Finding(5, 8, Kind.ADDRESS, "", 1.0, shown)
    assert given("Over dat daar", one, shown).replacement == shown


def test_a_place_keeps_its_own_s() -> None:
    """'Hans fiets', where the reader calls Hans a place, with and without an s that owns."""
    one = Finding(0, 4, Kind.PERSON, "", 1.0, "Een plaats")
    assert moved("Hans fiets", one, None) is None
    assert moved("Hans fiets", one._replace(replacement="Een plaatss"), None) == ("De fiets van een plaats", 10)


def test_the_roles_of_this_text_stand_first() -> None:
    """With the letters that tell two people apart; a date has no role, and half a role is none."""
    person = Finding(0, 1, Kind.PERSON, "", 1.0, "(een ouder B)")
    half, day = person._replace(replacement="B"), person._replace(kind=Kind.DATE)
    assert roles_for(person, [person, half])[:2] == ("een ouder B", "de leerling")
    assert (role_of(half), roles_for(day, [person])) == ("", ())
    assert len(set(roles_for(person, []))) == len(roles_for(person, []))


def test_a_chosen_role_is_remembered_in_its_line(words: Words) -> None:
    """At each of its places in the sentence; in another text the program says again who it may be."""
    line = "Beste Kwaak, meneer Kwaak belde. Kwaak belt terug."
    findings = find(line, PIM, words)
    review = Review.accepting(findings)
    for one in findings:
        review = review.with_added(given(line, one, "een mentor"))
    kept = Memory.load("zaak", Memory("zaak").learn(line, findings, review, "hier").dump())
    for later, shown in (
        (f"Nog iets.\n{line}", "Nog iets.\nBeste mentor, meneer (een mentor) belde. Een mentor belt terug."),
        ("Kwaak belde.", "Iemand belde."),
    ):
        found = find(later, PIM, words)
        assert redact(later, found, kept.recall(later, found, "hier").review).text == shown
