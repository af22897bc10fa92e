"""Somebody of the case keeps his kind and role, whatever else his name could be."""

import pytest

from thuisplan_desktop.actions import texts
from thuisplan_desktop.anonymise.find import Known, KnownPerson
from thuisplan_desktop.anonymise.redact import Review, redact

ZARA = Known(
    (
        KnownPerson("de leerling", "Zara Maria", "Zara", "van der", "Meulen"),
        KnownPerson("een ouder", "Marga", "", "de", "Haan"),
        KnownPerson("een betrokkene", "Ruud", "", "", "Wisse"),
        KnownPerson("een andere leerling", "Daisy", "Daisy", "", "Bos"),
    ),
    places=("Kampen",),
)


def _shown(text: str, known: Known = ZARA) -> str:
    everything = texts.proposals(text, known)
    return redact(text, everything, Review.accepting(everything)).text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Gisteren moest Zara op de kleintjes passen.", "Gisteren moest de leerling op de kleintjes passen."),
        ("Op school Zara gesproken.", "Op school de leerling gesproken."),
        (
            "U schrijft dat Zara '14 dagen ongeoorloofd' miste.",
            "U schrijft dat de leerling '14 dagen ongeoorloofd' miste.",
        ),
        ("Ik neem Zara van je over.", "Ik neem de leerling van je over."),
        ("Ik mailde over Zara uit de Dolfijnengroep.", "Ik mailde over de leerling uit de organisatie."),
        ("1. Zara v.d. M.\nZorg: akkoord", "1. De leerling\nZorg: akkoord"),
        ("consult Zara vdM kort", "consult de leerling kort"),
        ("- moeder: Marga de Haan, 06-20914478", "- ouder: een ouder, een telefoonnummer"),
        ("Ik sprak de heer De Haan erover.", "Ik sprak de heer (een ouder) erover."),
        ("Ik belde Ruud Wisse van De Zilte.", "Ik belde een betrokkene van een organisatie."),
        ("Beste Ruud\nIB Hanzeschool", "Beste betrokkene\nEen school"),
    ],
)
def test_no_organisation_or_place(text: str, wanted: str) -> None:
    """A shop, a club, a quarter or a town of the same name is not meant where the register knows who is called so."""
    assert _shown(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Aan de ouders van Zara van der Meulen\nSchoolstraat 60", "Aan de ouders van de leerling\nEen adres"),
        ("Aan de ouders van Z.M. van der Meulen\nLange Kolk 33", "Aan de ouders van de leerling\nEen adres"),
        ("Aan de ouders van Pim Kwaak\nSchoolstraat 60", "Aan de ouders van iemand\nEen adres"),
        ("Gezin: Van der Meulen, Kerkstraat 118", "Gezin: de leerling, een adres"),
        ("consult Zara van der Meulen 15 jr", "consult de leerling 12 tot en met 15 jaar"),
        ("zara vd meulen, 15, belt.\nze komt.", "De leerling, 12 tot en met 15 jaar, belt.\ndie komt."),
        ("huisbezoek bij Zara. Kerkstraat 8, boven", "huisbezoek bij de leerling. Een adres, boven"),
        ("Daar staat Zara Pothaarlaan 8.", "Daar staat een adres."),
        ("Adres: Zara 44a\nzij belt", "Adres: de leerling een adres\ndie belt"),
        ("Adres: Zara 8f\nzij belt", "Adres: de leerling een adres\ndie belt"),
        ("Adres: Zara 4a\nzij belt", "Adres: de leerling bovenbouw\ndie belt"),
        ("zara 4e wk thuis", "De leerling 4e wk thuis"),
    ],
)
def test_no_address(text: str, wanted: str) -> None:
    """Who lives somewhere stands above the street, and an age is no house number."""
    assert _shown(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Daar werkt Zara Interieurbouw aan.", "Daar werkt een organisatie aan."),
        ("Ik sprak Zara R. van der Meulen.", "Ik sprak de leerling."),
        ("Voetbalt bij Zara '92.", "Voetbalt bij een organisatie."),
    ],
)
def test_a_longer_name_is_left_whole(text: str, wanted: str) -> None:
    """A firm called after somebody is a firm; an initial between two names cuts nothing in two."""
    assert _shown(text) == wanted


def test_a_number_that_nobody_takes_for_an_age_stays_hidden() -> None:
    """A street name that is the pupil's surname, and a number: the name is his, the number may be either."""
    ash = Known((KnownPerson("de leerling", "Ashley", "Ash", "van der", "Gracht"),))
    assert _shown("ash vd gracht, 15. 7e melding", ash) == "De leerling, een adres. 7e melding"
    assert _shown("ash vd gracht, 15, belt.", ash) == "De leerling, 12 tot en met 15 jaar, belt."
