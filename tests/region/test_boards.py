"""One bestuur in two spellings is shown to who enrols; two besturen that share a word are not."""

import pytest

from thuisplan_desktop.region.boards import look_alike, skeleton


@pytest.mark.parametrize(
    "other",
    [
        "\u0421o\u00f6peratie Samen Sterk",  # a Cyrillic first letter
        "Co\u00f6p. Samen Sterk",
        "Coop Samen-Sterk",
        "St. Samen Sterk",
        "Stichting Samen Sterk",
        "Samen Sterk",
        "SAMEN STERK!",
        "S\u0430men Sterk",  # a Cyrillic a
        "Samen 5terk".replace("5", "s"),
        "Bestuur van Samen Sterk",
    ],
)
def test_spellings_of_one_name(other: str) -> None:
    """Letters that only look like letters, signs, short forms, another legal form."""
    assert look_alike("Co\u00f6peratie Samen Sterk", [other, "Stichting Kans"]) == (other,)


@pytest.mark.parametrize("other", ["Stichting Samen", "Stichting Sterk Samen", "Samen Sterker", "Bestuur 99XB", ""])
def test_other_names(other: str) -> None:
    """A word more or less, or in another order, is another name."""
    assert look_alike("Stichting Samen Sterk", [other]) == ()
    assert look_alike("Bestuur 99XA", [other]) == ()


def test_the_same_name_is_the_same_bestuur() -> None:
    """Capitals make no second one, so that there is nothing to ask."""
    assert look_alike("Stichting Kans", ["STICHTING KANS", "Stichting Kans"]) == ()


def test_a_name_of_nothing_but_its_form_stays_a_name() -> None:
    """It is compared as it is written."""
    assert skeleton("De Vereniging") == "devereniging"
    assert look_alike("De Vereniging", ["De Stichting"]) == ()
