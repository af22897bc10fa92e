"""Herleidbaarheid: what remains after names are gone is listed, each with advice."""

import pytest

from thuisplan_desktop.anonymise.trace import load_checklist, traces

CHECKLIST = load_checklist()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("De leerling komt niet.", []),
        ("Hij belde.", ["sex"]),
        ("De tweeling (4) is 12 keer te laat, om 7.30 uur.", ["exact_age", "family"]),
        ("De leerling, 11", ["exact_age"]),
        ("Is over 2 weken 13.", ["exact_age"]),
        ("De leerling, 12 lessen gemist, over 2 weken 13 lessen.", []),
        ("Het streven is 12 uur, het was 8%.", []),
        ("Die is 12 tot en met 15 jaar (4 tot en met 7 jaar).", []),
        ("Die is 16 jaar of ouder. Dat is 10 schooldagen.", []),
        ("Zit vaak in de klas, in de groep, in een klas, in de onderbouw.", []),
        ("Ik sta zo voor 3c, dan voor h4.", ["class"]),
        ("Er gaat 8b op kamp.", ["class"]),
        ("Leerling (m), praat met niemand.", ["sex"]),
        ("Leerling, geslacht: v, is thuis.", ["sex"]),
        ("Een vrouwelijke leerling.", ["sex"]),
        ("Zit in klas 3 van het gymnasium.", ["class", "school_type"]),
        ("Er is een vrijstelling, artikel 5 onder a.", ["exemption"]),
        ("Heeft autisme en slechthorende ouders.", ["diagnosis"]),
        ("Een gezin met vijf kinderen na een scheiding.", ["family"]),
        ("Gevlucht uit Syrië, helpt in het restaurant.", ["work", "origin"]),
        ("Haalde het journaal na een ongeluk.", ["event"]),
        ("Is de enige die de veerboot zag vergaan; iedereen weet het.", ["known_for"]),
    ],
)
def test_the_checklist_names_what_remains(text: str, wanted: list[str]) -> None:
    """Every item by its own words, in the order of the list."""
    assert [trace.item.id for trace in traces(text, CHECKLIST)] == wanted


def test_a_word_is_named_once_with_its_first_place() -> None:
    """Two times 'hij' is one trace; the offsets point at the first."""
    (trace,) = traces("Toen hij kwam was Hij moe.", CHECKLIST)
    assert trace.found == ("hij",)
    assert trace.places == ((5, 8),)
    assert "hij" not in repr(trace)


def test_every_item_has_advice_and_a_name() -> None:
    """The checklist is data a reader sees."""
    assert all(item.label and item.advice.endswith(".") for item in CHECKLIST)
    assert len({item.id for item in CHECKLIST}) == len(CHECKLIST)
