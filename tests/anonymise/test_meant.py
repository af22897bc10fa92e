"""Who is meant by a name that several people share: what the words around it say, and what the text said before."""

import pytest

from thuisplan_desktop.anonymise.find import Known, KnownPerson, Words, find
from thuisplan_desktop.anonymise.redact import Review, redact

TIJN = Known(
    (
        KnownPerson("de leerling", "Tijn Dwight", "Tijn", "", "Groot"),
        KnownPerson("een ouder", "Ilse", "", "", "Groot"),
        KnownPerson("een ouder", "Dwight", "", "", "Vos"),
        KnownPerson("een andere leerling", "Sanne", "Sanne", "", "Bakker"),
        KnownPerson.called("de zorgcoördinator", "Anja van Doedel"),
        KnownPerson.called("de leerplichtambtenaar", "drs. Piet Wetsma"),
    )
)


def _shown(text: str, words: Words, known: Known = TIJN) -> str:
    findings = find(text, known, words)
    return redact(text, findings, Review.accepting(findings)).text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Om 9 uur belt vdr Groot terug.", "Om 9 uur belt een ouder terug."),
        ("Zijn vader heet Groot.", "Zijn vader heet een ouder."),
        ("Zijn vader is Groot, zei hij.", "Zijn vader is een ouder, zei hij."),
        ("Gezag: vader: Groot, tel volgt.", "Gezag: vader: een ouder, tel volgt."),
        ("Gisteren belde Groot (vader).", "Gisteren belde een ouder (vader)."),
        ("Gisteren belde Groot sr. weer.", "Gisteren belde een gezinslid sr. weer."),
        ("- Groot jr. (broer, 16)", "- een gezinslid jr. (broer, 16)"),
        ("Dat zei opa, de heer Groot, zegt ze.", "Dat zei opa, de heer (een gezinslid), zegt ze."),
        ("Ouders: K. Groot (vader)", "Ouders: een gezinslid (vader)"),
        ("Gisteren belde Groot, leerplichtambtenaar.", "Gisteren belde iemand, leerplichtambtenaar."),
        ("Gisteren belde Groot (leerplicht).", "Gisteren belde iemand (leerplicht)."),
        ("Gisteren belde Groot (sr.) weer.", "Gisteren belde een gezinslid (sr.) weer."),
        ("Getekend: T. Groot sr.", "Getekend: een gezinslid sr."),
        ("Gisteren belde mw. Groot van de GGD.", "Gisteren belde mw. (iemand) van de GGD."),
        ("Leerplicht: S. Groot", "Leerplicht: iemand"),
        ("Mentor: mw. Groot", "Mentor: mw. (iemand)"),
        ("Daar zat S. Groot, leerplichtambtenaar", "Daar zat iemand, leerplichtambtenaar"),
        ("Toen belde de mentor, mevrouw S. Groot, terug.", "Toen belde de mentor, mevrouw (iemand), terug."),
        ("Toen zei de mentor, mevrouw Groot, belt ze.", "Toen zei de mentor, mevrouw (iemand), belt ze."),
        ("De buurman, Kees Groot, was er.", "De buurman, iemand, was er."),
    ],
)
def test_a_surname_of_the_family_is_not_always_the_pupil(text: str, wanted: str, words: Words) -> None:
    """Nor somebody of the family: a father, 'sr.', or a function before or behind the name says who it is."""
    assert _shown(text, words) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Gisteren belde Groot.", "Gisteren belde de leerling."),
        ("Betreft: Groot", "Betreft: de leerling"),
        ("Moeder: Tijn slaapt slecht.", "Moeder: de leerling slaapt slecht."),
        ("Vader is Tijn komen halen.", "Vader is de leerling komen halen."),
        ("Gesproken met Tijn (vader).", "Gesproken met de leerling (vader)."),
        ("Aanwezig: mentor, T. Groot, mevr. Groot, ib", "Aanwezig: mentor, de leerling, mevr. (een ouder), ib"),
        ("Aanwezig: mevr. Groot, mentor, Tijn", "Aanwezig: mevr. (een ouder), mentor, de leerling"),
        ("Bezoek aan Tijn Groot jr. gebracht.", "Bezoek aan de leerling jr. gebracht."),
        ("Aanwezig: moeder Groot, oom Karel", "Aanwezig: moeder (een ouder), oom (een familielid)"),
    ],
)
def test_the_pupil_and_the_parents_stay_who_they_are(text: str, wanted: str, words: Words) -> None:
    """In lists, fields and quotes that hold a word for somebody else beside the name."""
    assert _shown(text, words) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Zijn vriend heet Tijn.", "Zijn vriend heet iemand."),
        ("Vandaag was Tijn (mentor) er.", "Vandaag was iemand (mentor) er."),
        ("Mentor: Tijn\nKlas", "Mentor: iemand\nKlas"),
        ("Vader: Dwight", "Vader: een ouder"),
        ("Gezag: moeder: Ilse Kooiman, niet thuis", "Gezag: moeder: een ouder, niet thuis"),
        ("Toen kwam stiefmama Ilse Kooiman.", "Toen kwam stiefmama (een ouder)."),
        ("Toen belde haar nieuwe man (Dwight Kooiman).", "Toen belde haar nieuwe man (een familielid)."),
        ("Toen belde een man (Dwight Kooiman).", "Toen belde een man (iemand)."),
        ("Toen belde die vrouw Ilse Kooiman.", "Toen belde die vrouw (iemand)."),
        ("Toen belde een vrouw, Ilse Kooiman, aan.", "Toen belde een vrouw, iemand, aan."),
        ("Gisteren belde de ex Dwight Kooiman van juf.", "Gisteren belde de ex (iemand) van juf."),
        ("Gisteren belde haar man Dwight weer.", "Gisteren belde haar man (een ouder) weer."),
    ],
)
def test_a_first_name_of_somebody_else(text: str, wanted: str, words: Words) -> None:
    """Where a field, brackets or 'heet' say who it is, a mother with any surname too."""
    assert _shown(text, words) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Gebeld: moeder Tijn, over vrijdag.", "Gebeld: moeder van de leerling, over vrijdag."),
        ("Gesprek ouders Tijn", "Gesprek ouders van de leerling"),
        ("Gisteren belde ex Tijn weer.", "Gisteren belde ex (iemand) weer."),
        ("Gisteren belde partner Tijn.", "Gisteren belde partner (iemand)."),
        ("Toen kwam vrouw Tijn.", "Toen kwam vrouw (een familielid)."),
        ("Gebeld: moeder Ilse, over vrijdag.", "Gebeld: moeder (een ouder), over vrijdag."),
        ("Gebeld: moeder (Tijn), over vrijdag.", "Gebeld: moeder (een familielid), over vrijdag."),
        ("Gebeld: opa Tijn, over vrijdag.", "Gebeld: opa (een familielid), over vrijdag."),
    ],
)
def test_whose_parent_somebody_is(text: str, wanted: str, words: Words) -> None:
    """In a hurried note the pupil's name stands right behind the word for a parent."""
    assert _shown(text, words) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Besproken: Tijn (broer van Tom).", "Besproken: de leerling (broer van iemand)."),
        ("Besproken: Tijn (vriend van Tom).", "Besproken: de leerling (vriend van iemand)."),
        ("Besproken: Tijn (vriend).", "Besproken: iemand (vriend)."),
        ("Besproken: tijn (broertje van ahmed).", "Besproken: de leerling (broertje van iemand)."),
        ("Besproken: Tijn (broer van moeder).", "Besproken: iemand (broer van moeder)."),
        ("Besproken: Tijn (vriend van voetbal).", "Besproken: iemand (vriend van voetbal)."),
        ("Besproken: Groot (broer van Tijn).", "Besproken: een gezinslid (broer van de leerling)."),
        ("Besproken: Ilse (zus van Tom).", "Besproken: iemand A (zus van iemand B)."),
        ("Besproken: Ilse (oma van Tom).", "Besproken: iemand A (oma van iemand B)."),
        ("Besproken: Sanne (vriendin van Tijn).", "Besproken: een andere leerling (vriendin van de leerling)."),
    ],
)
def test_the_pupil_is_somebodys_brother_too(text: str, wanted: str, words: Words) -> None:
    """And somebody's friend: of whom it is said by name, that tells nothing against the pupil."""
    assert wanted in _shown(text, words)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Gisteren is Groot van school gestuurd.", "Gisteren is de leerling van school gestuurd."),
        ("Gisteren is Groot van school naar huis gegaan.", "Gisteren is de leerling van school naar huis gegaan."),
        ("Vandaag belt Groot van school.", "Vandaag belt iemand van school."),
        ("Omdat Groot van school belde.", "Omdat iemand van school belde."),
        ("Gisteren is mw. Groot van school geweest.", "Gisteren is mw. (iemand) van school geweest."),
    ],
)
def test_who_is_sent_from_school_does_not_work_there(text: str, wanted: str, words: Words) -> None:
    """As 'Groot van school' does who calls, or has a title."""
    assert _shown(text, words) == wanted


def test_the_next_in_a_list_is_somebody_else(words: Words) -> None:
    """'Tijn, K. Bos' are two, not Tijn with an initial behind it."""
    assert _shown("Aanwezig: Tijn, K. Knotwil (mentor)", words) == "Aanwezig: de leerling, iemand (mentor)"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Eerst kwam Sanne. Toen Sanne Bakker. Wat zei Sanne?", "een andere leerling"),
        ("Eerst kwam vriendin Sanne. Toen zei Sanne niets.", "een andere leerling"),
        ("Daar is zusje Anja. Toen zei Anja niets.", "een familielid"),
        ("Daar is Anja Bakker. Toen zei Anja niets.", "iemand"),
        ("Daar is Anja Knotwil. Toen zei Anja niets.", "iemand"),
        ("Daar is opa Piet. Toen zei Piet niets.", "een familielid"),
        ("Daar is Anja van Doedel. Toen zei zusje Anja niets. Wat zei Anja?", "de zorgcoördinator"),
        ("Eerst kwam Groot senior binnen. Toen zei Groot senior niets.", "een gezinslid"),
    ],
)
def test_one_person_has_one_role(text: str, wanted: str, words: Words) -> None:
    """Whom the text introduced keeps his role when his first name comes back, also where the register knows another."""
    shown = _shown(text, words)
    assert wanted in shown.rpartition(". ")[2]
    assert wanted in shown.partition(". ")[0]


def test_two_generations_are_two_people(words: Words) -> None:
    """'Groot sr.' is not 'Groot jr.'."""
    wanted = "Toen kwamen een gezinslid A sr. en een gezinslid B jr. binnen."
    assert _shown("Toen kwamen Groot sr. en Groot jr. binnen.", words) == wanted


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (("Yara", "Benali"), "Jara"),
        (("Zeynep", "Arslan"), "Zeyneb"),
        (("Maksym", "Kovalchuk"), "Maksym Kovaltsjoek"),
        (("Nadia", "Shevchenko"), "Nadia Sjevtsjenko"),
        (("Ton", "Duivesteijn"), "Ton Duivestein"),
    ],
)
def test_a_name_written_as_it_is_said(name: tuple[str, str], written: str, words: Words) -> None:
    """Names from elsewhere are written down by ear."""
    known = Known((KnownPerson("de leerling", name[0], "", "", name[1]),))
    assert _shown(f"Gisteren kwam {written} weer.", words, known) == "Gisteren kwam de leerling weer."


def test_a_greeting_is_no_first_name(words: Words) -> None:
    """'Moi' is how people in the north and east say hello."""
    assert _shown("Moi Ilse,\nTijn was er.", words) == "Moi een ouder,\nDe leerling was er."


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Ilse van den Brink", ("Ilse", "van den", "Brink")),
        ("drs. I. van den Brink", ("I.", "van den", "Brink")),
        ("Brink, Ilse van den", ("Ilse", "van den", "Brink")),
        ("Ilse", ("Ilse", "", "")),
        ("Ad van Hest", ("Ad", "van", "Hest")),
        ("Van Hest", ("", "", "Van Hest")),
        ("", ("", "", "")),
    ],
)
def test_a_name_in_one_piece(name: str, wanted: tuple[str, str, str]) -> None:
    """As somebody is written in an address book, or typed who keeps the register."""
    one = KnownPerson.called("een medewerker", name)
    assert (one.first_names, one.infix, one.surname) == wanted
