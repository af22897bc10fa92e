"""Invented schools and pupils: six schools of six besturen, and what goes on with each pupil.

Names are put together from two lists, so that none is a real person's; schools have BRIN 99XX, which no school has.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from thuisplan_desktop.actions.opening import Place
from thuisplan_desktop.register.codes import AbsenceKind, ExemptionDuration, SchoolType, Vrijstelling

SAMPLE_BRIN = "99ZZ"
"""The BRIN of the official EDEXML examples: the first school reads them as its own."""

_FIRST_NAMES = (
    "Femke", "Ömer", "Jesse", "Aaliyah", "Sjoerd", "Łucja", "Bram", "Naïma", "Thijs", "Chaima", "Wout", "Selin",
    "Pepijn", "Imane", "Ruben", "Noëlle", "Daan", "Yusuf", "Lotte", "Mees", "Zofia", "Gijs", "Hanan", "Stijn",
    "Ayşe", "Tobias", "Merel", "Elif", "Jurre", "Roos",
)  # fmt: skip
_SURNAMES = (
    ("van der", "Zandloper"), ("", "Bedacht"), ("", "Yıldızoğlu"), ("de", "Verzinner"), ("", "Papierwit"),
    ("el", "Verhaal"), ("van", "Nergens"), ("", "Fantasiewska"), ("ter", "Schijn"), ("", "Doenalsof"),
    ("van 't", "Luchtkasteel"), ("", "Voorbeeldsma"), ("op den", "Droom"), ("", "Sprookjes"), ("de", "Denkbeeldige"),
    ("", "Inbeelda"), ("van den", "Kladblok"), ("", "Zogenaamd"), ("", "Proefkonijn"), ("in 't", "Echtniet"),
    ("", "Schetsema"), ("de", "Probeerder"), ("", "Hypothese"),
)  # fmt: skip


@dataclass(frozen=True)
class DemoSchool:
    """One school: its place, who keeps the register, and how its absence lists look."""

    place: Place
    owner: str
    list_system: str
    encoding: str
    delimiter: str


SCHOOLS = (
    DemoSchool(
        Place("Basisschool De Verzonnen Boom", "Stichting Wortel", "Alkmaar", SAMPLE_BRIN),
        "Anja Doedel", "magister", "cp1252", ";",
    ),
    DemoSchool(
        Place("Obs Het Luchtschip", "Stichting Wolkenhoog", "Heiloo", "99XB"), "Bart Flierefluiter", "somtoday",
        "utf-8-sig", ",",
    ),
    DemoSchool(
        Place("Cbs De Fantast", "Vereniging De Fantast", "Bergen (NH)", "99XC"), "Carla Kwinkslag", "woorden",
        "utf-8", ";",
    ),
    DemoSchool(
        Place("Sbo De Sprong", "Stichting Sprongkracht", "Alkmaar", "99XD", school_type=SchoolType.SBO),
        "Driss Rinkel", "magister", "cp1252", ",",
    ),
    DemoSchool(
        Place("Montessorischool De Punaise", "Stichting Eigenwijs", "Heerhugowaard", "99XE"), "Evelien Tuit",
        "somtoday", "utf-8-sig", ";",
    ),
    DemoSchool(
        Place("So De Vuurtoren", "Stichting Baken", "Langedijk", "99XF", school_type=SchoolType.SO),
        "Fatma Zonnewijzer", "magister", "utf-8", ";",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Situation:
    """What goes on with one pupil. `days` is how long ago it began."""

    days: int = 0
    kind: AbsenceKind | None = None
    enrolled: bool = True
    exemption: Vrijstelling | None = None
    duration: ExemptionDuration | None = None
    offered: bool = False
    aftercare: bool = False


@dataclass(frozen=True)
class DemoPupil:
    key: str
    first_name: str
    infix: str
    surname: str
    birth_date: date
    postcode: str
    class_name: str
    situation: Situation

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.first_name, self.infix, self.surname) if part)


def _away(days: int, kind: AbsenceKind = AbsenceKind.UNAUTHORISED, *, offered: bool = False) -> Situation:
    return Situation(days=days, kind=kind, offered=offered)


_TEMPORARY, _PERMANENT = ExemptionDuration.TEMPORARY, ExemptionDuration.PERMANENT
_A = Situation(days=200, exemption=Vrijstelling.ART5_ONDER_A, duration=_TEMPORARY)
_A_ALWAYS = Situation(days=400, exemption=Vrijstelling.ART5_ONDER_A, duration=_PERMANENT)
_B = Situation(days=150, exemption=Vrijstelling.ART5_ONDER_B)
_C = Situation(days=150, exemption=Vrijstelling.ART5_ONDER_C)
_NOWHERE = Situation(days=60, enrolled=False)
_AFTER = Situation(days=120, aftercare=True)
_SICK = _away(75, AbsenceKind.SICK)

_SITUATIONS = (
    (_away(12), _away(45), _away(130), _away(9), _SICK, _A, _A, _NOWHERE, _AFTER),
    (_away(16), _away(52), _away(110, offered=True), _SICK, _A, _B, _A_ALWAYS),
    (_away(7), _away(38), _A, _B, _SICK, _C, _AFTER),
    (_away(21), _away(14), _away(64), _away(170), _A, _A_ALWAYS, _SICK, _AFTER),
    (_away(5), _away(48), _A, _NOWHERE, _B, _SICK),
    (_away(10), _away(19), _away(58), _away(205), _A, _A_ALWAYS, _C, _SICK, _AFTER, _NOWHERE),
)

CONSULENT = DemoSchool(
    Place("Samenwerkingsverband Voorbeeldregio", "Samenwerkingsverband Voorbeeldregio", "Alkmaar"),
    "Gerard Kompas", "", "", "",
)  # fmt: skip
CONSULENT_SITUATIONS = (_away(95), _NOWHERE)
REGION_OWNER = "Hedwig Optelsom"
OFFICER_OWNER = "Inge Schrijver"
KEYHOLDER_PLACE = Place("Gemeente Voorbeeldstad, leerplicht", "Gemeente Voorbeeldstad", "Alkmaar")
KEYHOLDER_OWNER = "Ibo Sleutelman"

_POSTCODES = ("1811AB", "1852CD", "1861EF", "1703GH", "1834JK")


def pupils(today: date) -> tuple[tuple[DemoPupil, ...], ...]:
    """The pupils of each school, with birth dates that make them six to eleven years old on `today`."""
    numbers = count(1)
    return tuple(tuple(_pupils(situations, numbers, today)) for situations in _SITUATIONS)


def consulent_pupils(today: date) -> tuple[DemoPupil, ...]:
    """The pupils a consulent counts: at home without a school that could count them."""
    return tuple(_pupils(CONSULENT_SITUATIONS, count(101), today))


def _pupils(situations: tuple[Situation, ...], numbers: Iterator[int], today: date) -> Iterator[DemoPupil]:
    for situation in situations:
        number = next(numbers)
        infix, surname = _SURNAMES[number % len(_SURNAMES)]
        yield DemoPupil(
            key=f"{40000 + number}",
            first_name=_FIRST_NAMES[number % len(_FIRST_NAMES)],
            infix=infix,
            surname=surname,
            birth_date=today - timedelta(days=365 * (6 + number % 5) + 90 + 7 * number),
            postcode=_POSTCODES[number % len(_POSTCODES)],
            class_name=f"{3 + number % 6}{'ab'[number % 2]}",
            situation=situation,
        )
