"""A sheet does not say whether a pupil is a boy or a girl, unless the reader keeps the word."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuisplan_desktop.anonymise.find import Known, KnownPerson, Words, find
from thuisplan_desktop.anonymise.findings import Kind
from thuisplan_desktop.anonymise.neutral import neutral, with_neutral
from thuisplan_desktop.anonymise.redact import Choice, Review, redact
from thuisplan_desktop.anonymise.words import Words as Lists


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Hij komt niet.", "Die komt niet."),
        ("Gisteren was hij er met zijn moeder.", "Gisteren was die er met hun ouder."),
        ("Het meisje huilt.", "Het kind huilt."),
        ("De jongen huilt.", "De leerling huilt."),
        ("Moeder is alleen met vier jongens.", "Ouder is alleen met vier kinderen."),
        ("Zijn zus belde hem.", "Hun gezinslid belde hen."),
        ("De zus van de dochter.", "Het gezinslid van het kind."),
        ("Volgens haar is haar vader boos op haar.", "Volgens hen is hun ouder boos op hen."),
        ("Zij komt en ze wil.", "Die komt en die wil."),
        ("We zeiden dat moeder belde.", "We zeiden dat ouder belde."),
        ("Een puberjongen en een tienermeisje.", "Een jongere en een jongere."),
        ("De kleindochter van ma en pa.", "Het kleinkind van de ouders."),
        ("Een transmeisje, een jongedame.", "Een jongere, een jongere."),
    ],
)
def test_words_for_boys_and_girls_become_neutral(text: str, wanted: str, words: Words) -> None:
    """Pronouns, nouns and the article that goes with them."""
    found = neutral(text, (), words)
    assert redact(text, found, Review.accepting(found)).text == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Haar verzuim is hoog. Haar school doet haar best.", "Hun verzuim is hoog. Hun school doet hun best."),
        ("Vanaf haar eerste dag mist haar klas haar.", "Vanaf hun eerste dag mist hun klas hen."),
        ("Zij is op haar werk.", "Die is op hun werk."),
        ("De week van mei, met haar erbij.", "De week van mei, met hen erbij."),
        ("Ik heb haar gesproken en wil haar bellen.", "Ik heb hen gesproken en wil hen bellen."),
        ("De kijker van haar overleden opa.", "De kijker van hun overleden grootouder."),
        ("Ze heeft haar haar geverfd.", "Die heeft hun haar geverfd."),
        ("Vandaag was zijn verzuim hoger.", "Vandaag was hun verzuim hoger."),
        ("Dat is niet zijn echte vader.", "Dat is niet hun echte ouder."),
        ("De lessen zijn saai en de zorgen zijn groot.", "De lessen zijn saai en de zorgen zijn groot."),
    ],
)
def test_whose_it_is_and_who_it_is_about_are_told_apart(text: str, wanted: str, words: Words) -> None:
    """'hun' before a noun, one that is a verb form too included; 'hen' where 'haar' stands alone."""
    found = neutral(text, (), words)
    assert redact(text, found, Review.accepting(found)).text == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Femke en Jitske zijn gescheiden.", "De leerling en een ouder zijn gescheiden."),
        ("Mw. Bedacht en dhr. Bedacht zijn er.", "Mw. (een ouder) en dhr. (een ouder) zijn er."),
        ("Ik hoor dat de mentor en moeder zijn gebeld.", "Ik hoor dat de mentor en ouder zijn gebeld."),
        ("De afspraken met Femke zijn duidelijk.", "De afspraken met de leerling zijn duidelijk."),
        ("Femke en Jitske zijn haar beste vrienden.", "De leerling en een ouder zijn hun beste vrienden."),
        ("Femke en Jitske zijn beide ziek.", "De leerling en een ouder zijn beide ziek."),
        ("Moeder huilde en belde. Femke zijn fiets is weg.", "Ouder huilde en belde. De leerling hun fiets is weg."),
        ("Jitske belt en Femke zijn gedrag is goed.", "Een ouder belt en de leerling hun gedrag is goed."),
        ("Die lacht en wil zijn tas.", "Die lacht en wil hun tas."),
        ("De lessen in Kampen en over zijn vriend.", "De lessen in een plaats en over hun vriend."),
    ],
)
def test_several_are_and_one_has(text: str, wanted: str, words: Words) -> None:
    """Behind two people, or several things of one, 'zijn' is the verb; behind one of them it is 'hun'."""
    known = Known((KnownPerson("de leerling", "Femke"), KnownPerson("een ouder", "Jitske", "", "", "Bedacht")))
    both = with_neutral(text, find(text, known, words), words)
    assert redact(text, both, Review.accepting(both)).text == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Past op haar twee broertjes.", "Past op hun twee gezinsleden."),
        ("Haar drie katten en met haar 2 honden.", "Hun drie katten en met hun 2 honden."),
        ("Ik belde haar twee keer en gaf haar drie boeken.", "Ik belde hen twee keer en gaf hen drie boeken."),
        ("Die brengt zijn drie zusjes weg.", "Die brengt hun drie gezinsleden weg."),
        ("Er zijn twee zusjes. Thuis zijn drie broers.", "Er zijn twee gezinsleden. Thuis zijn drie gezinsleden."),
        ("Ze vliegen en zijn 3 april terug.", "Ze vliegen en zijn 3 april terug."),
        ("Zijn/haar moeder; hij/zij komt.", "Hun ouder; die komt."),
        ("Dezelfde dochter, onze oudste zoon.", "Hetzelfde kind, ons oudste kind."),
        ("De zieke oma, de zieke zus, elke zoon.", "De zieke grootouder, het zieke gezinslid, elk kind."),
        ("Het lieve nichtje, het lieve vriendje.", "Het lieve familielid, de lieve vriend."),
    ],
)
def test_how_many_and_which_stay_good_dutch(text: str, wanted: str, words: Words) -> None:
    """A number between a possessive and its noun, two forms in one, an adjective between article and noun."""
    found = neutral(text, (), words)
    assert redact(text, found, Review.accepting(found)).text == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Toen kwam zij alleen binnen.", "Toen kwam die alleen binnen."),
        ("Omdat ze geen zin had.", "Omdat die geen zin had."),
        ("Toen ze tegen de mentor praatte.", "Toen die tegen de mentor praatte."),
        ("Dat ze dingen vergeet, even.", "Dat die dingen vergeet, even."),
        ("Volgens hemzelf. Door haarzelf.", "Volgens henzelf. Door henzelf."),
        ("'Hij doet niet open', zegt ma.", "'Die doet niet open', zegt ma."),
        ("Een vrolijk joch, aardige kerel.", "Een vrolijk kind, aardige persoon."),
        ("De knaap en het ventje.", "De leerling en het kind."),
        ("Zijn nichtje en zijn schoonzus.", "Hun familielid en hun familielid."),
    ],
)
def test_one_girl_or_boy_is_neutral_whatever_word_follows(text: str, wanted: str, words: Words) -> None:
    """A word in -en behind 'zij' is a verb only if one person's form of it is a verb."""
    found = neutral(text, (), words)
    assert redact(text, found, Review.accepting(found)).text == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Ouders zijn moe.",
        "Zij hebben gebeld.",
        "Het zal wel zo zijn.",
        "Ze moeten betalen.",
        "Morgen komen ze samen.",
        "Daar woonden ze in een flat.",
        "Zij vroegen een gesprek.",
    ],
)
def test_several_people_and_the_verb_stay(text: str, words: Words) -> None:
    """'zijn' as a verb and 'zij' for more than one say nothing about anybody's sex."""
    assert neutral(text, (), words) == ()


def test_the_reader_may_keep_a_word(words: Words) -> None:
    """Every word is a finding of its own, with its reason."""
    text = "Hij belde zijn oma."
    he, his, grandmother = neutral(text, (), words)
    review = Review.accepting((he, his)).with_choice(grandmother, Choice.REJECT)
    assert redact(text, (he, his, grandmother), review).text == "Die belde hun oma."
    assert {one.kind for one in (he, his, grandmother)} == {Kind.GENDER}
    assert all(one.reason for one in (he, his, grandmother))


def test_an_age_and_a_class_behind_a_name_in_small_letters(words: Words) -> None:
    """Where a name was found, the number and the code behind it are somebody's."""
    known = Known((KnownPerson("de leerling", "Pim", "", "", "Zandloper"),))
    text = "pim 3h: ziek. pim (11) belt, groep 7: nee."
    both = with_neutral(text, find(text, known, words), words)
    wanted = "De leerling onderbouw: ziek. De leerling (8 tot en met 11 jaar) belt, bovenbouw: nee."
    assert redact(text, both, Review.accepting(both)).text == wanted


def test_a_role_is_said_once(words: Words) -> None:
    """'Moeder Saskia' becomes 'Ouder A', not 'Ouder (een ouder A)'."""
    known = Known((KnownPerson("een ouder", "Saskia"), KnownPerson("een ouder", "Henk")))
    text = "Moeder Saskia en vader Henk bellen."
    both = with_neutral(text, find(text, known, words), words)
    assert redact(text, both, Review.accepting(both)).text == "Ouder A en ouder B bellen."


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Femkes vader belde.", "De ouder van de leerling belde."),
        ("Ik zag Femke's moeder.", "Ik zag de ouder van de leerling."),
        ("Femkes zus en Femkes opa.", "Het gezinslid van de leerling en de grootouder van de leerling."),
    ],
)
def test_whose_mother_it_is_stays_readable(text: str, wanted: str, words: Words) -> None:
    """Not 'de leerlings ouder': a neutral word moves before its owner as any other does."""
    both = with_neutral(text, find(text, Known((KnownPerson("de leerling", "Femke"),)), words), words)
    assert redact(text, both, Review.accepting(both)).text == wanted


def test_a_word_that_was_kept_moves_as_it_stands(words: Words) -> None:
    """The reader kept 'vader': it still belongs to the pupil."""
    text = "Femkes vader belde."
    both = with_neutral(text, find(text, Known((KnownPerson("de leerling", "Femke"),)), words), words)
    review = Review.accepting(both).with_choice(both[1], Choice.REJECT)
    assert redact(text, both, review).text == "De vader van de leerling belde."


_LISTS: list[Lists] = []


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from(["hij ", "Zijn ", "haar ", "Jan ", "de zus ", ". ", "\n", "é", "ze hebben "]), max_size=20)
)
def test_proposals_never_touch_a_finding(pieces: list[str]) -> None:
    """Together they are sorted, apart and inside the text."""
    if not _LISTS:
        _LISTS.append(Lists.load())
    text = "".join(pieces)
    both = with_neutral(text, find(text, Known(), _LISTS[0]), _LISTS[0])
    assert all(0 <= one.start < one.end <= len(text) for one in both)
    assert all(left.end <= right.start for left, right in pairwise(both))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Een leerling van 12 jaar.", "Een leerling van 12 tot en met 15 jaar."),
        ("Is 7 jaar oud en komt niet.", "Is 4 tot en met 7 jaar en komt niet."),
        ("Een twaalfjarige leerling.", "Een 12- tot en met 15-jarige leerling."),
        ("Wordt 17 in mei.", "Wordt 16 jaar of ouder in mei."),
        ("Casus m/13 in overleg.", "Casus 12 tot en met 15 jaar in overleg."),
        ("Casus (v, 9 jaar) in overleg.", "Casus (8 tot en met 11 jaar) in overleg."),
        ("M (14) komt niet.", "12 tot en met 15 jaar komt niet."),
        ("Leerling van 13, stil.", "Leerling van 12 tot en met 15 jaar, stil."),
        ("De leerling (14), stil.", "De leerling (12 tot en met 15 jaar), stil."),
        ("De leerling, 9, komt.", "De leerling, 8 tot en met 11 jaar, komt."),
        ("Een kind van dertien.", "Een kind van 12 tot en met 15 jaar."),
        ("De leerling is 12 en blijft thuis.", "De leerling is 12 tot en met 15 jaar en blijft thuis."),
        ("Het kind werd vorige week 13.", "Het kind werd vorige week 12 tot en met 15 jaar."),
        ("Net 14 geworden.", "Net 12 tot en met 15 jaar geworden."),
        ("Toen het kind zeven was.", "Toen het kind 4 tot en met 7 jaar was."),
        ("Leerling 13j, lft 13.", "Leerling 12 tot en met 15 jaar, lft 12 tot en met 15 jaar."),
        ("14 jaar en 3 maanden, 14;3 jaar.", "12 tot en met 15 jaar, 12 tot en met 15 jaar."),
        ("Vanaf haar twaalfde thuis.", "Vanaf de leeftijd van 12 tot en met 15 jaar thuis."),
        ("Wordt dit jaar 12.", "Wordt dit jaar 12 tot en met 15 jaar."),
        ("Bij de toets 11;06, nu 12;1.", "Bij de toets 8 tot en met 11 jaar, nu 12 tot en met 15 jaar."),
        ("Geboren in 2014, dus jong.", "Geboren in een jaar, dus jong."),
        ("Geb. september 2014; geboortejaar: 2014.", "Geb. een jaar; geboortejaar: een jaar."),
        ("In 2014 geboren. Het kind is van 2014.", "In een jaar geboren. Het kind is van een jaar."),
        ("Komt van ver, is 17 en zit thuis.", "Komt van ver, is 16 jaar of ouder en zit thuis."),
    ],
)
def test_an_age_becomes_its_band(text: str, wanted: str, words: Words) -> None:
    """A sheet has the band in its head; the text says no more, and not the sex beside it."""
    found = neutral(text, (), words)
    assert redact(text, found, Review.accepting(found)).text == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Al 12 jaar geleden.",
        "Woont hier al 6 jaar.",
        "Na 5 jaar thuis.",
        "Een ouder van 42 jaar.",
        "Groep 8, 12 uur.",
        "Het kind is 12 keer gebeld en is 8 dagen weg.",
        "Een leerling van 5 vwo, een kind van 8 uur.",
        "Het kind is 14.30 uur er.",
        "Het streven was 12.",
        "Op mijn vierde school.",
        "Scores 8;6;7 en 9:30 uur, wordt dit jaar 12 keer gebeld.",
        "Het plan is van 2024, de school van 2014, schooljaar 2014.",
    ],
)
def test_how_long_something_lasts_is_no_age(text: str, words: Words) -> None:
    """Nor is a grown-up's age a pupil's."""
    assert not [one for one in neutral(text, (), words) if one.kind is Kind.AGE]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Leerling uit 3BB.", "Leerling uit de bovenbouw."),
        ("Zit in 4H2, was h3b.", "Zit in de bovenbouw, was onderbouw."),
        ("De leerling, v4, is thuis.", "De leerling, bovenbouw, is thuis."),
        ("De leerling (3k) is thuis.", "De leerling (bovenbouw) is thuis."),
        ("Een meisje uit 2b.", "Een kind uit de onderbouw."),
        ("Leerling uit 3c.", "Leerling uit een klas."),
        ("In de tweede klas, nu havo 3.", "In de onderbouw, nu onderbouw havo."),
        ("Doorstroom naar 4 havo.", "Doorstroom naar de bovenbouw havo."),
        ("Klas 3 vmbo-basis, vmbo-t 3, kgt2, 3 tl.", "Bovenbouw vmbo, bovenbouw vmbo, onderbouw, bovenbouw."),
        ("Het broertje zit in groep 3.", "Het gezinslid zit in de onderbouw."),
        ("Leerkracht groep 7/8.", "Leerkracht bovenbouw."),
        ("Van klas 1 naar 2 (voor wie?).", "Van de onderbouw naar de onderbouw (voor wie?)."),
        ("Van 2 havo naar 3, of klas 1/2.", "Van de onderbouw havo naar een klas, of onderbouw."),
        ("Van groep 7 naar 8.", "Van de bovenbouw naar de bovenbouw."),
        (
            "Eerst 4-havo, was havo-3, nu havo/vwo 2.",
            "Eerst bovenbouw havo, was onderbouw havo, nu onderbouw havo/vwo.",
        ),
        ("Zit in groep zeven, was klas twee.", "Zit in de bovenbouw, was onderbouw."),
        ("Nu twee havo, straks drie vwo.", "Nu onderbouw havo, straks onderbouw vwo."),
        ("Is in het tweede jaar van de havo of jaar 2 mbo.", "Is in de onderbouw havo of een klas mbo."),
        ("Een tweedeklasser en de vierdeklassers.", "Een onderbouwleerling en de bovenbouwleerlingen."),
        ("Een derdeklasser zit in de derde.", "Een leerling zit in een klas."),
        ("Een leerling uit de vierde zit nu in 4.", "Een leerling uit de bovenbouw zit nu in de bovenbouw."),
        ("Overgang naar 2?", "Overgang naar de onderbouw?"),
        ("Zit in 8b bij juf van 7a.", "Zit in de bovenbouw bij juf van de bovenbouw."),
        ("De leerkracht 7b.", "De leerkracht bovenbouw."),
        ("Leerling uit 7/8a.", "Leerling uit de bovenbouw."),
        ("Leerling uit 4/5a of uit 3/4b.", "Leerling uit een klas of uit de onderbouw."),
    ],
)
def test_a_class_becomes_the_part_of_the_school(text: str, wanted: str, words: Words) -> None:
    """Groups 1 to 4 are onderbouw, and so are two years of vmbo and three of havo and vwo."""
    found = neutral(text, (), words)
    assert redact(text, found, Review.accepting(found)).text == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Zit in de klas en in de groep.",
        "Taalniveau B1 en rekenen op niveau 1F.",
        "Een kamer van 12 m2, week 1 t/m 4, 4 kg lichter.",
        "Vrijstelling 5a of 5 onder b.",
        "Komt 2x per week, 3h later, 4e keer.",
        "In lokaal 3b.",
        "Ziek 5/6a.s. maandag.",
        "In de klas drie keer boos, per groep zes kinderen.",
        "Er zijn twee mavo's en twee havo-klassen.",
        "Zit in de eerste, tweede en derde rij, gaat naar de eerste.",
        "Zit in 2 clubs, overgang naar 3 dagen, van 2 naar 3 lessen.",
        "Derde jaar op school.",
    ],
)
def test_what_is_no_class_stays(text: str, words: Words) -> None:
    """Levels, sizes, hours and articles of a law look like classes."""
    assert neutral(text, (), words) == ()
