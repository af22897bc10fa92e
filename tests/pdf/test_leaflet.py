"""The uitleg: every voice and language says the same things, and nobody is named."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from thuisplan_desktop.pdf.leaflet import Contacts, leaflet
from thuisplan_desktop.register import law
from thuisplan_desktop.register.codes import Role

CONTACTS = Contacts("De Verzonnen Boom", "A. Voorbeeld", "000-0000000", "Steunpunt Voorbeeldregio", "fg@voorbeeld.test")
SAID = {
    ("nl", False): ("Nee zeggen heeft geen nadelige gevolgen.", "Vanaf dat moment delen wij niets", "anoniem overleg",
                    "Is uw kind 12 tot en met 15 jaar?", "Maakt een ouder met gezag bezwaar", "U mag alles lezen"),
    ("nl", True): ("Nee zeggen heeft geen nadelige gevolgen.", "Vanaf dat moment delen wij niets", "anoniem overleg",
                   "Over onderwijs, thuis, gezondheid en hulp vertellen wij je ouders alleen iets als jij",
                   "Vanaf 18 jaar geldt dat voor alles", "Je mag alles lezen"),
    ("en", False): ("Saying no has no bad consequences", "From then on we share nothing", "anonymous discussion",
                    "Is your child 12 to 15 years old?", "If a parent with gezag objects", "You may read everything"),
    ("en", True): ("Saying no has no bad consequences", "From then on we share nothing", "anonymous discussion",
                   "About school, home, health and help we tell your parents only what you agree to",
                   "From 18 that goes for everything", "You may read everything"),
}  # fmt: skip


@pytest.mark.parametrize(("language", "pupil"), list(SAID))
def test_what_everybody_must_know(language: str, pupil: bool, words: Callable[[bytes], str]) -> None:
    """Rights, refusing without harm, withdrawing, who decides, anonymous discussion, whom to call, and the sources."""
    shown = words(leaflet(CONTACTS, for_pupil=pupil, language=language))
    for told in (*SAID[language, pupil], "Steunpunt Voorbeeldregio", "000-0000000", "fg@voorbeeld.test"):
        assert told.lower() in shown.lower(), told
    assert "Autoriteit Persoonsgegevens" in shown
    assert law.sources()["avg-15"].article in shown
    assert ("1 of 2" if language == "en" else "1 van 2") in shown


@pytest.mark.parametrize(("language", "pupil"), list(SAID))
def test_how_long_is_told_of_the_register_it_is_in(language: str, pupil: bool, words: Callable[[bytes], str]) -> None:
    """A school two years, after a referral three, a samenwerkingsverband three, and later only with a reason."""
    told = {"nl": ("twee jaar nadat", "drie jaar", "met een reden"), "en": ("two years after", "three years", "reason")}
    by_school = words(leaflet(CONTACTS, for_pupil=pupil, language=language))
    by_swv = words(leaflet(replace(CONTACTS, holder=Role.CONSULENT), for_pupil=pupil, language=language))
    two, three, reason = told[language]
    assert two in by_school
    assert three in by_school
    assert reason in by_school
    assert two not in by_swv
    assert three in by_swv
    assert reason in by_swv
    assert "18a" in by_swv
    stays = {"nl": "nadat het overleg is afgesloten", "en": "after the talks have ended"}[language]
    assert stays in by_school
    assert stays not in by_swv
    assert ("care coordinator" if language == "en" else "A. Voorbeeld, zorgcoördinator") in by_school


def test_what_a_school_did_not_fill_in(words: Callable[[bytes], str]) -> None:
    """No empty lines; the support point can still be asked for."""
    shown = words(leaflet(Contacts("De Verzonnen Boom", "A. Voorbeeld")))
    assert "vraag de school naar het ouder- en jeugdsteunpunt" in shown
    assert "Functionaris gegevensbescherming:" not in shown
    assert "Boom" not in repr(CONTACTS)
