"""The toestemmingsformulier: complete in every language and voice, free to refuse, and the words have a version."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from thuisplan_desktop.pdf import consent_en, consent_nl
from thuisplan_desktop.pdf.consent_form import Question, consent_form, text_version
from thuisplan_desktop.pdf.form_words import FormWords
from thuisplan_desktop.register.codes import DataCategory, GiverRole, Party, Purpose, Role

WORDS = (consent_nl.PARENTS, consent_nl.PUPIL, consent_en.PARENTS, consent_en.PUPIL)
QUESTION = Question(
    pupil_name="Femke van der Zandloper",
    school_name="De Verzonnen Boom",
    asked_by="Anja Voorbeeld",
    holder=Role.SCHOOL,
    contact="Bel 000-0000000.",
    purposes=frozenset({Purpose.DISCUSS, Purpose.ADVICE}),
    parties=(Party.MENTOR, Party.PARENTS, Party.CONSULENT, Party.LEERPLICHT, Party.YOUTH_DOCTOR),
    categories=frozenset(DataCategory),
    givers=(GiverRole.PARENT, GiverRole.PARENT),
    valid_until=date(2027, 7, 31),
)


def test_form_for_parents(words: Callable[[bytes], str]) -> None:
    """Who asks, what for, that refusing is free, how to withdraw, until when, and room for every giver."""
    shown = words(consent_form(QUESTION))
    for told in (
        "Mogen wij over uw kind overleggen?", "Femke van der Zandloper van De Verzonnen Boom",
        "Anja Voorbeeld, zorgcoördinator.",
        "Bel 000-0000000.", "Bespreken in het ondersteuningsteam.", "U mag nee zeggen.", "geen nadelige gevolgen",
        "U mag altijd stoppen. Zeg of schrijf het aan Anja Voorbeeld.", "tot en met 31 juli 2027",
        "Autoriteit Persoonsgegevens",
        "nl-ouders-2",
    ):  # fmt: skip
        assert told in shown
    assert "jeugdarts denkt mee" not in shown
    assert shown.count("Ouder met gezag") == 2
    assert shown.count("Handtekening") == 2


@pytest.mark.parametrize("count", [1, 2, 5])
def test_a_box_for_every_party_and_category(count: int, words: Callable[[bytes], str]) -> None:
    """Parties by categories, plus a yes and a no for each giver; own staff and family are not asked about."""
    question = replace(QUESTION, categories=frozenset(list(DataCategory)[:count]))
    shown = words(consent_form(question))
    assert shown.count("☐") == 3 * count + 2 * 2
    assert "Mentor of leerkracht" not in shown


def test_a_pupil_of_sixteen_is_asked_himself(words: Callable[[bytes], str]) -> None:
    """From 16 the pupil decides, so the form speaks to him and has one signature (domain facts 2.1)."""
    shown = words(consent_form(replace(QUESTION, givers=(GiverRole.PUPIL_16,))))
    assert "Mogen wij over jou overleggen?" in shown
    assert "uw kind" not in shown
    assert "Je ouders hoeven niet te tekenen." in shown


def test_between_twelve_and_sixteen_both_sign(words: Callable[[bytes], str]) -> None:
    question = replace(QUESTION, givers=(GiverRole.PARENT, GiverRole.PUPIL_12))
    shown = words(consent_form(question))
    assert "en tekent het zelf ook" in shown
    assert "Leerling (12 tot en met 15 jaar)" in shown
    assert "en tekent het zelf ook" not in words(consent_form(QUESTION))


def test_english(words: Callable[[bytes], str]) -> None:
    """The same form in English, with an English date and no Dutch sentence."""
    shown = words(consent_form(QUESTION, language="en"))
    assert "May we talk with others about your child?" in shown
    assert "until 31 July 2027" in shown
    assert "School attendance officer (leerplichtambtenaar)" in shown
    assert "Ouder" not in shown


@pytest.mark.parametrize("form", WORDS, ids=lambda form: form.version)
def test_every_code_has_words(form: FormWords) -> None:
    """A new purpose, party, category or giver fails here until each form has words for it."""
    assert set(form.purposes) == {purpose for purpose in Purpose if purpose.is_asked_for}
    assert set(form.parties) == set(Party)
    assert set(form.categories) == set(DataCategory)
    assert set(form.givers) == set(GiverRole)
    assert len(form.rights) == 7


def test_versions_tell_which_words_were_read() -> None:
    """Each language and voice has a version of its own, which the consent record keeps."""
    assert len({form.version for form in WORDS}) == 4
    assert text_version((GiverRole.PARENT,)) == "nl-ouders-2"
    assert text_version((GiverRole.PUPIL_16,), "en") == "en-pupil-1"
    assert text_version((GiverRole.PARENT, GiverRole.PUPIL_12)) == "nl-ouders-2"


def test_two_pages_for_the_usual_family(words: Callable[[bytes], str]) -> None:
    """One sheet of paper, printed on both sides, also with three givers and six parties."""
    many = replace(
        QUESTION,
        givers=(GiverRole.PARENT, GiverRole.PARENT, GiverRole.PUPIL_12),
        parties=(*QUESTION.parties, Party.YOUTH_TEAM, Party.SOCIAL_WORKER, Party.MENTAL_HEALTH),
    )
    assert "pagina 1 van 2" in words(consent_form(many))
    assert "page 1 of 2" in words(consent_form(many, language="en"))


def test_nothing_personal_in_metadata_or_repr(hidden_words: Callable[[bytes], str]) -> None:
    told = hidden_words(consent_form(QUESTION)) + repr(QUESTION)
    assert not [word for word in ("Femke", "Boom", "Anja") if word in told]


def test_a_form_without_contact_details(words: Callable[[bytes], str]) -> None:
    assert "Hebt u een vraag?" not in words(consent_form(replace(QUESTION, contact="")))
