"""A case: one pupil in one register, with his absences and the people around him.

No BSN, no photo, no sex, no diagnosis field, no criminal data (decision 6; AVG article 5, UAVG 46).
"""

from dataclasses import dataclass
from datetime import date

from thuisplan_desktop.register import case_codes, codes
from thuisplan_desktop.register.escalation import Escalation
from thuisplan_desktop.register.exemption import Exemption
from thuisplan_desktop.register.fields import Group, Privacy, about, catalogued
from thuisplan_desktop.register.law import cite
from thuisplan_desktop.register.plan import Agreement, Plan
from thuisplan_desktop.register.rights import Request
from thuisplan_desktop.register.schooling import DuoReport, Measure, SchoolPeriod, SignalMark
from thuisplan_desktop.register.talk import Handover, InView, Talk

_PUPIL, _SCHOOL, _ABSENCE = Group.PUPIL, Group.SCHOOL, Group.ABSENCE
_EXEMPTION, _OFFER, _CLOSING, _TEAM = Group.EXEMPTION, Group.OFFER, Group.CLOSING, Group.TEAM
_NAMES, _SAYS, _COUNTS, _KEY = Privacy.IDENTIFYING, Privacy.SENSITIVE, Privacy.COUNTABLE, Privacy.INTERNAL


def _full_name(*parts: str) -> str:
    return " ".join(filter(None, parts))


@catalogued
@dataclass(frozen=True, kw_only=True)
class Case:
    """One line a field: type, label, privacy class, group."""

    id: str = about("Casus", _KEY, _PUPIL)
    nickname: str = about("Roepnaam", _NAMES, _PUPIL)
    first_names: str = about("Voornamen", _NAMES, _PUPIL, default="")
    infix: str = about("Tussenvoegsel", _NAMES, _PUPIL, default="")
    surname: str = about("Achternaam", _NAMES, _PUPIL, default="")
    birth_date: date | None = about("Geboortedatum", _NAMES, _PUPIL, default=None)
    pupil_key: str = about("Leerlingnummer", _NAMES, _PUPIL, default="")
    postcode4: str = about("Postcode (4 cijfers)", _SAYS, _PUPIL, default="")
    home_municipality: str = about("Woongemeente", _COUNTS, _PUPIL, default="")

    school_name: str = about("School", _NAMES, _SCHOOL, default="")
    brin: str = about("BRIN", _NAMES, _SCHOOL, default="")
    branch: str = about("Vestiging", _SAYS, _SCHOOL, default="00")
    school_type: codes.SchoolType = about("Schoolsoort", _COUNTS, _SCHOOL, default=codes.SchoolType.BAO)
    school_municipality: str = about("Gemeente van de school", _COUNTS, _SCHOOL, default="")
    swv: str = about("Samenwerkingsverband van de school", _COUNTS, _SCHOOL, default="")
    year_group: str = about("Leerjaar of jaargroep", _SAYS, _SCHOOL, default="")
    class_name: str = about("Klas of groep", _NAMES, _SCHOOL, default="")
    timetable_minutes: int = about(
        "Eigen rooster (minuten les per schooldag)", _SAYS, _SCHOOL, default=0,
        help="Alleen bij een kort rooster; 0 is een gewone schooldag van 330 minuten. Wie op een dag de helft of meer "
        "van zijn lestijd mist, telt die dag als afwezig: de wet telt gemiste les- of praktijktijd. "
        f"Bron: {cite('lpw-21')}.",
    )  # fmt: skip
    enrolment: codes.Enrolment = about("Inschrijving", _COUNTS, _SCHOOL, default=codes.Enrolment.ENROLLED)
    enrolled_on: date | None = about("Ingeschreven op", _SAYS, _SCHOOL, default=None)
    left_on: date | None = about("Uitgeschreven op", _SAYS, _SCHOOL, default=None)
    diploma: case_codes.Diploma | None = about(
        "Hoogste diploma", _SAYS, _SCHOOL, default=None,
        help="Met havo, vwo of mbo niveau 2 houdt de kwalificatieplicht op, met een getuigschrift praktijkonderwijs "
        f"geldt zij niet. Bron: {cite('startkwalificatie')}.",
    )  # fmt: skip
    diploma_on: date | None = about("Diploma behaald op", _SAYS, _SCHOOL, default=None)
    vso_profile: case_codes.VsoProfile | None = about(
        "Uitstroomprofiel vso", _SAYS, _SCHOOL, default=None,
        help=f"Bij arbeidsmarkt en dagbesteding geldt de kwalificatieplicht niet. Bron: {cite('lpw-4a-2')}.",
    )  # fmt: skip

    first_absent_on: date | None = about(
        "Eerste afwezigheidsdag", _SAYS, _ABSENCE, default=None,
        help="De eerste dag dat de leerling er echt niet was. Alle termijnen tellen vanaf deze dag, "
        "nooit vanaf de melding (Regionaal Thuiszitterspact Noord-Kennemerland 2017, voetnoot 2).",
    )  # fmt: skip
    signalled_on: date | None = about("Belemmering gesignaleerd op", _SAYS, _ABSENCE, default=None)
    reported_on: date | None = about("Melding leerplicht gedaan op", _SAYS, _ABSENCE, default=None)
    obstacles: frozenset[codes.ObstaclePlace] = about("Plaats van de belemmering", _SAYS, _ABSENCE, default=frozenset())
    note: str = about("Notitie", _SAYS, _ABSENCE, default="")

    stagnation: frozenset[case_codes.StagnationCause] = about(
        "Oorzaak van stagnatie", _SAYS, _ABSENCE, default=frozenset(),
        help="Wat een oplossing ophoudt (Ingrado, verkenning thuiszitters in alle samenwerkingsverbanden VO).",
    )  # fmt: skip
    confirmed_category: codes.Category | None = about(
        "Groep volgens de school", _SAYS, _ABSENCE, default=None,
        help="De school bepaalt tot welke groep een thuiszitter behoort; het programma doet een voorstel "
        "(Zuid-Limburg 2018, §5.3).",
    )  # fmt: skip
    confirmed_on: date | None = about("Groep bepaald op", _SAYS, _ABSENCE, default=None)
    override_reason: str = about("Waarom anders dan het voorstel", _SAYS, _ABSENCE, default="")

    not_counted: codes.NotCounted | None = about("Telt niet mee omdat", _COUNTS, _EXEMPTION, default=None)
    waits_for_mbo: bool = about(
        "Wacht op instroom mbo in februari", _COUNTS, _EXEMPTION, default=False,
        help="Geldt tot en met de eerste februari na de uitschrijving; daarna telt de leerling gewoon mee.",
    )  # fmt: skip

    offer_kind: codes.OfferKind | None = about("Passend aanbod", _COUNTS, _OFFER, default=None)
    offer_note: str = about(
        "Wat is het aanbod", _SAYS, _OFFER, default="",
        help="Maatwerk, OZA, een plek in een instelling: in uw eigen woorden. Dit komt in geen enkele telling "
        "(Noord-Kennemerland, onderwijs op maat).",
    )  # fmt: skip
    offered_on: date | None = about("Aanbod gedaan op", _SAYS, _OFFER, default=None)
    place_available_on: date | None = about("Plaats beschikbaar op", _SAYS, _OFFER, default=None)
    bridging: str = about("Overbrugging", _SAYS, _OFFER, default="")

    aftercare_from: date | None = about("Nazorg vanaf", _SAYS, _CLOSING, default=None)
    aftercare_until: date | None = about("Nazorg tot en met", _SAYS, _CLOSING, default=None)
    closed_on: date | None = about("Afgesloten op", _SAYS, _CLOSING, default=None)
    closing_reason: case_codes.ClosingReason | None = about(
        "Uitkomst", _COUNTS, _CLOSING, default=None,
        help="Of dagbesteding telt als oplossing, verschilt per regio (Zuid-Kennemerland en IJmond 2021: ja).",
    )  # fmt: skip
    list_reviewed_on: date | None = about("Lijst nagekeken op", _SAYS, _CLOSING, default=None)
    list_review: case_codes.ListReview | None = about(
        "Terecht op de lijst?", _SAYS, _CLOSING, default=None,
        help="Zo blijven leerlingen die er niet horen niet op de lijst staan (Ingrado, verkenning thuiszitters).",
    )  # fmt: skip
    removal_reason: str = about("Waarom van de lijst", _SAYS, _CLOSING, default="")

    owner: str = about("Eigenaar van de casus", _NAMES, _TEAM, default="")
    director: str = about(
        "Casusregisseur", _NAMES, _TEAM, default="",
        help="Wie over de organisaties heen de regie heeft (Zuid-Kennemerland en IJmond 2021).",
    )  # fmt: skip
    counted_by: codes.CountingParty = about("Telt deze casus", _COUNTS, _TEAM, default=codes.CountingParty.SCHOOL)

    @property
    def full_name(self) -> str:
        return _full_name(self.nickname, self.infix, self.surname)

    def is_closed(self, on: date) -> bool:
        """Whether the case was closed on a day: what was shared on consent before it is no less lawful for that."""
        return self.closed_on is not None and self.closed_on <= on


DECIDED = frozenset({
    "confirmed_category", "confirmed_on", "override_reason", "list_reviewed_on", "list_review", "removal_reason",
})  # fmt: skip
"""Fields of a Case that a decision fills: it is put right by deciding again, with what belongs to it."""


@catalogued
@dataclass(frozen=True, kw_only=True)
class Absence:
    """One period of one kind. `ends_on` is the last day of absence, None while it lasts.

    `listed_until` is the last day that an absence list says something about; None when a person entered the period.
    """

    id: str = about("Verzuimperiode", _KEY, _ABSENCE)
    case_id: str = about("Casus", _KEY, _ABSENCE)
    kind: codes.AbsenceKind = about("Soort verzuim", _COUNTS, _ABSENCE)
    starts_on: date = about("Van", _SAYS, _ABSENCE)
    ends_on: date | None = about("Tot en met", _SAYS, _ABSENCE, default=None)
    minutes: int = about("Gemiste lestijd (minuten)", _SAYS, _ABSENCE, default=0)
    listed_until: date | None = about("Volgens verzuimlijsten tot en met", _KEY, _ABSENCE, default=None)


@catalogued
@dataclass(frozen=True, kw_only=True)
class Contact:
    """Somebody around the pupil: a giver of consent, or a person an anonymous text must not name."""

    id: str = about("Betrokkene", _KEY, _TEAM)
    case_id: str = about("Casus", _KEY, _TEAM)
    role: codes.ContactRole = about("Rol", _SAYS, _TEAM)
    first_name: str = about("Voornaam", _NAMES, _TEAM, default="")
    infix: str = about("Tussenvoegsel", _NAMES, _TEAM, default="")
    surname: str = about("Achternaam", _NAMES, _TEAM, default="")
    phone: str = about("Telefoon", _NAMES, _TEAM, default="")
    email: str = about("E-mail", _NAMES, _TEAM, default="")
    gezag_checked_on: date | None = about("Gezag gecontroleerd op", _SAYS, _TEAM, default=None)
    gezag_checked_how: str = about("Gezag gecontroleerd hoe", _SAYS, _TEAM, default="")

    @property
    def full_name(self) -> str:
        return _full_name(self.first_name, self.infix, self.surname)


@dataclass(frozen=True, kw_only=True)
class CaseLine:
    """The few fields of a case that a list shows."""

    id: str
    nickname: str
    infix: str
    surname: str
    birth_date: date | None
    school_name: str
    year_group: str
    closed_on: date | None
    owner: str

    @property
    def full_name(self) -> str:
        return _full_name(self.nickname, self.infix, self.surname)

    def __repr__(self) -> str:
        return f"CaseLine(id={self.id!r})"


@dataclass(frozen=True)
class CaseFile:
    """A case with everything a rule needs to judge it. Each part stands in the order of its days."""

    case: Case
    absences: tuple[Absence, ...] = ()
    contacts: tuple[Contact, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    school_periods: tuple[SchoolPeriod, ...] = ()
    duo_reports: tuple[DuoReport, ...] = ()
    measures: tuple[Measure, ...] = ()
    plans: tuple[Plan, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    talks: tuple[Talk, ...] = ()
    in_view: tuple[InView, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    handovers: tuple[Handover, ...] = ()
    requests: tuple[Request, ...] = ()
    signal_marks: tuple[SignalMark, ...] = ()

    def exemption_on(self, day: date) -> Exemption | None:
        """The exemption that holds on that day."""
        return next((one for one in self.exemptions if one.holds_on(day)), None)

    @property
    def plan(self) -> Plan | None:
        """The one plan of the case, when there is one."""
        return self.plans[0] if self.plans else None

    def __repr__(self) -> str:
        return f"CaseFile(id={self.case.id!r})"
