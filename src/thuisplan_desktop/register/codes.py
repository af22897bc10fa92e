"""Code lists: the stored code in English (or the field's own word), the label in Dutch.

A stored code is never renamed: old registers hold it.
"""

from enum import StrEnum


class Code(StrEnum):
    """A stored code with the Dutch label that screen, PDF and report share."""

    label: str

    def __new__(cls, code: str, label: str = "") -> "Code":  # looking a code up gives the code alone
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member


class Sector(Code):
    PO = "po", "primair onderwijs (PO)"
    VO = "vo", "voortgezet onderwijs (VO)"
    MBO = "mbo", "middelbaar beroepsonderwijs (mbo)"


class SchoolType(Code):
    """School sorts; SO counts in PO, VSO and PrO in VO (Zuid-Limburg 2018, §2.3)."""

    BAO = "bao", "basisonderwijs"
    SBO = "sbo", "speciaal basisonderwijs"
    SO = "so", "speciaal onderwijs"
    VO = "vo", "voortgezet onderwijs"
    PRO = "pro", "praktijkonderwijs"
    VSO = "vso", "voortgezet speciaal onderwijs"
    MBO = "mbo", "mbo"

    @property
    def sector(self) -> Sector:
        if self in (SchoolType.BAO, SchoolType.SBO, SchoolType.SO):
            return Sector.PO
        return Sector.MBO if self is SchoolType.MBO else Sector.VO


class Enrolment(Code):
    ENROLLED = "enrolled", "ingeschreven"
    NOT_ENROLLED = "not_enrolled", "niet ingeschreven"


class AbsenceKind(Code):
    UNAUTHORISED = "unauthorised", "ongeoorloofd"
    SICK = "sick", "ziek"
    AUTHORISED = "authorised", "overig geoorloofd"
    SUSPENDED = "suspended", "geschorst"
    EXPELLED = "expelled", "verwijderd"
    PARTIAL = "partial", "gedeeltelijk aanwezig"


class Vrijstelling(Code):
    """Leerplichtwet 1969. What people call '5a' is article 5 onder a; 'artikel 5a' is another article."""

    ART5_ONDER_A = "art5_onder_a", "artikel 5 onder a (lichamelijke of psychische gronden)"
    ART5_ONDER_B = "art5_onder_b", "artikel 5 onder b (richtingbedenkingen)"
    ART5_ONDER_C = "art5_onder_c", "artikel 5 onder c (school in het buitenland)"
    ART5A_TREKKEND = "art5a_trekkend", "artikel 5a (trekkend bestaan)"
    ART15 = "art15", "artikel 15 (ander onderwijs)"
    ART3A = "art3a", "artikel 3a (vervangende leerplicht vanaf 14 jaar): geen vrijstelling"
    ART3B = "art3b", "artikel 3b (vervangende leerplicht in het laatste schooljaar): geen vrijstelling"
    ART11_A = "art11_a", "artikel 11 onder a (school gesloten)"
    ART11_B = "art11_b", "artikel 11 onder b (verbod om de school te bezoeken)"
    ART11_C = "art11_c", "artikel 11 onder c (tuchtmaatregel)"
    ART11_D = "art11_d", "artikel 11 onder d (ziekte)"
    ART11_E = "art11_e", "artikel 11 onder e (godsdienst of levensovertuiging)"
    ART11_F = "art11_f", "artikel 11 onder f (vakantie door het beroep van een ouder)"
    ART11_G = "art11_g", "artikel 11 onder g (andere gewichtige omstandigheden)"

    @property
    def is_yearly(self) -> bool:
        """Asked for anew every year: article 6 lid 2b is about article 5 as a whole, lid 3 excepts who is never fit."""
        return self in (Vrijstelling.ART5_ONDER_A, Vrijstelling.ART5_ONDER_B, Vrijstelling.ART5_ONDER_C)

    @property
    def exempts(self) -> bool:
        """From being enrolled: article 5, 5a and 15. Not 3a and 3b, and 11 is about single days at school."""
        return self in (
            Vrijstelling.ART5_ONDER_A,
            Vrijstelling.ART5_ONDER_B,
            Vrijstelling.ART5_ONDER_C,
            Vrijstelling.ART5A_TREKKEND,
            Vrijstelling.ART15,
        )


class ExemptionDuration(Code):
    TEMPORARY = "temporary", "tijdelijk"
    PERMANENT = "permanent", "permanent"


class NotCounted(Code):
    """Absoluut verzuim that stays registered but is not counted (Zuid-Limburg 2018, §2.2 B)."""

    ABROAD_PENDING = "abroad_pending", "vrijstelling 5 onder c aangevraagd, nog niet vast"
    ADDRESS_UNCERTAIN = "address_uncertain", "adres in onderzoek bij burgerzaken"


class Category(Code):
    """What a case counts as. A case has one category a day."""

    NONE = "none", "geen (dreigend) thuiszitter"
    DREIGEND = "dreigend", "dreigend thuiszitter"
    LRV_4W_3M = "lrv_4w_3m", "thuiszitter, 4 weken tot 3 maanden"
    LRV_OVER_3M = "lrv_over_3m", "thuiszitter, langer dan 3 maanden"
    ABSOLUUT = "absoluut", "absoluut verzuim (niet ingeschreven)"
    ABSOLUUT_NOT_COUNTED = "absoluut_not_counted", "absoluut verzuim, telt nog niet mee"
    LONG_TERM_SICK = "long_term_sick", "langdurig ziek"
    WORRYING_AUTHORISED = "worrying_authorised", "zorgwekkend geoorloofd verzuim"
    SUSPENDED = "suspended", "geschorst of verwijderd"
    EXEMPT_A = "exempt_a", "vrijstelling artikel 5 onder a"
    EXEMPT_B = "exempt_b", "vrijstelling artikel 5 onder b"
    EXEMPT_C = "exempt_c", "vrijstelling artikel 5 onder c"
    EXEMPT_15 = "exempt_15", "vrijstelling artikel 15"
    AFTERCARE = "aftercare", "nazorg"
    NOT_OBLIGED = "not_obliged", "niet leerplichtig"
    CLOSED = "closed", "afgesloten"

    @property
    def is_thuiszitter(self) -> bool:
        """Langdurig relatief verzuim and absoluut verzuim together (Kamerstuk 26 695, nr. 108)."""
        return self in (Category.LRV_4W_3M, Category.LRV_OVER_3M, Category.ABSOLUUT)


class MboFebruary(Code):
    """Not enrolled and waiting for the entrance of the mbo in February: the regions disagree (domain §1.5)."""

    COUNTS = "counts", "telt mee"
    APART = "apart", "telt mee en wordt apart benoemd"
    EXCLUDED = "excluded", "telt niet mee"


class ObstaclePlace(Code):
    """Where the obstacle lies (Noord-Kennemerland 2017): exactly these four."""

    CHILD = "child", "bij het kind"
    SCHOOL = "school", "in de school"
    HOME = "home", "in de thuissituatie"
    NETWORK = "network", "in het sociale netwerk"


class OfferKind(Code):
    """Passend aanbod (Zuid-Kennemerland en IJmond 2021)."""

    EDUCATION = "education", "onderwijs"
    LEARN_WORK = "learn_work", "leerwerktraject"
    WORK = "work", "werk"
    DAY_CARE = "day_care", "dagbesteding"
    CARE = "care", "hulpverlening of zorg"


class CountingParty(Code):
    """Who counts a case, so that one child is counted once."""

    SCHOOL = "school", "school van inschrijving"
    SWV = "swv", "samenwerkingsverband"
    LEERPLICHT = "leerplicht", "leerplicht"


class Role(Code):
    """Whose register this is."""

    SCHOOL = "school", "zorgcoördinator van een school"
    CONSULENT = "consulent", "consulent van het samenwerkingsverband"
    REGION = "region", "regiomedewerker (samenwerkingsverband)"
    KEYHOLDER = "keyholder", "tweede sleutelhouder of inschrijver"


class ContactRole(Code):
    PARENT = "parent", "ouder met gezag"
    GUARDIAN = "guardian", "voogd"
    CERTIFIED_INSTITUTION = "certified_institution", "gecertificeerde instelling met voogdij"
    PARENT_WITHOUT_GEZAG = "parent_without_gezag", "ouder zonder gezag"
    CARER = "carer", "verzorger of pleegouder zonder voogdij"
    FAMILY = "family", "gezinslid"
    STAFF = "staff", "medewerker"
    FAMILY_GUARDIAN = "family_guardian", "gezinsvoogd bij ondertoezichtstelling"

    @property
    def has_gezag(self) -> bool:
        """BW 1:245: ouderlijk gezag or voogdij; nobody else, also no gezinsvoogd, can give consent for a child."""
        return self in (ContactRole.PARENT, ContactRole.GUARDIAN, ContactRole.CERTIFIED_INSTITUTION)


class Party(Code):
    """Roles at the table. Own school staff need no consent to know what they already know."""

    ZORGCOORDINATOR = "zorgcoordinator", "zorgcoördinator"
    MENTOR = "mentor", "mentor of leerkracht"
    TEAM_LEADER = "team_leader", "teamleider"
    PARENTS = "parents", "ouders"
    PUPIL = "pupil", "leerling"
    LEERPLICHT = "leerplicht", "leerplichtambtenaar"
    YOUTH_DOCTOR = "youth_doctor", "jeugdarts of jeugdverpleegkundige"
    YOUTH_TEAM = "youth_team", "jeugdteam of CJG"
    SOCIAL_WORKER = "social_worker", "schoolmaatschappelijk werk"
    CONSULENT = "consulent", "consulent samenwerkingsverband"
    MENTAL_HEALTH = "mental_health", "GGZ"
    RMC = "rmc", "RMC / Doorstroompunt"
    ACCESS = "access", "gemeentelijke toegang tot jeugdhulp"
    SWV_DIRECTOR = "swv_director", "directeur samenwerkingsverband"
    POLICE = "police", "politie"
    FAMILY_GUARDIAN = "family_guardian", "gezinsvoogd"
    OTHER_SCHOOL = "other_school", "medewerker van een andere school"
    POLICY_OFFICER = "policy_officer", "beleidsmedewerker gemeente"
    NEXT_SCHOOL = "next_school", "nieuwe school"
    CARE_PROVIDER = "care_provider", "zorgaanbieder of residentiële voorziening"
    WORKPLACE = "workplace", "werkgever of dagbesteding"
    PARENT_WITHOUT_GEZAG = "parent_without_gezag", "ouder zonder gezag"
    DUO = "duo", "DUO, verzuimloket"
    VEILIG_THUIS = "veilig_thuis", "Veilig Thuis"
    CHILD_PROTECTION = "child_protection", "Raad voor de Kinderbescherming"
    INSPECTORATE = "inspectorate", "Inspectie van het Onderwijs"

    @property
    def own_staff(self) -> bool:
        return self in (Party.ZORGCOORDINATOR, Party.MENTOR, Party.TEAM_LEADER)

    @property
    def is_family(self) -> bool:
        return self in (Party.PARENTS, Party.PUPIL)

    @property
    def for_one_pupil(self) -> bool:
        """Who sits at a table for one pupil alone, and may hear of no other by name."""
        return self.is_family or self is Party.FAMILY_GUARDIAN

    @property
    def is_care(self) -> bool:
        """Care parties: from 12 the pupil's own consent is needed (Jeugdwet 7.3.4; WGBO 7:450)."""
        return self in _CARE

    @property
    def at_table(self) -> bool:
        """Who can sit in a meeting. The others only receive something."""
        return self not in _NEVER_AT_TABLE

    @property
    def can_be_consented(self) -> bool:
        """Whom a holder of gezag can be asked about: who sits at a table, or gets a pupil in a hand-over."""
        return self.at_table or self in (Party.NEXT_SCHOOL, Party.CARE_PROVIDER, Party.WORKPLACE)

    @property
    def learns_only(self) -> bool:
        """Sits only in a kenniskring or netwerkgroep, where no names come (S4.4, S4.5)."""
        return self in (Party.OTHER_SCHOOL, Party.POLICY_OFFICER)


_CARE = frozenset({
    Party.YOUTH_DOCTOR, Party.YOUTH_TEAM, Party.SOCIAL_WORKER, Party.MENTAL_HEALTH, Party.ACCESS, Party.FAMILY_GUARDIAN,
    Party.CARE_PROVIDER,
})  # fmt: skip
_NEVER_AT_TABLE = frozenset({
    Party.NEXT_SCHOOL, Party.CARE_PROVIDER, Party.WORKPLACE, Party.PARENT_WITHOUT_GEZAG, Party.DUO, Party.VEILIG_THUIS,
    Party.CHILD_PROTECTION, Party.INSPECTORATE,
})  # fmt: skip


class DataCategory(Code):
    ABSENCE = "absence", "verzuimgegevens"
    EDUCATION = "education", "onderwijs en ondersteuning"
    HOME = "home", "thuissituatie"
    HEALTH = "health", "gezondheid"
    HELP = "help", "hulpverlening"

    @property
    def needs_own_consent_from_12(self) -> bool:
        return self in (DataCategory.HEALTH, DataCategory.HELP)


class Purpose(Code):
    DISCUSS = "discuss", "bespreken in het ondersteuningsteam"
    ADVICE = "advice", "advies van de consulent"
    YOUTH_DOCTOR = "youth_doctor", "overleg met de jeugdarts"
    HANDOVER = "handover", "overdracht"
    REPORT = "report", "verzuim melden"
    INQUIRY = "inquiry", "inlichtingen voor leerplicht"
    TASK = "task", "ondersteuning toewijzen of toelaatbaarheid beoordelen"
    SAFETY = "safety", "veiligheid van het kind"
    INSPECTION = "inspection", "informatie aan leerling of ouder"
    SUPERVISION = "supervision", "opgave voor het toezicht"

    @property
    def is_asked_for(self) -> bool:
        """What consent can be asked for; for the others the law gives another ground (domain §2.4)."""
        return self in (Purpose.DISCUSS, Purpose.ADVICE, Purpose.YOUTH_DOCTOR, Purpose.HANDOVER)


class GiverRole(Code):
    """In which capacity consent was given (domain §2.1)."""

    PARENT = "parent", "ouder met gezag"
    GUARDIAN = "guardian", "voogd"
    CERTIFIED_INSTITUTION = "certified_institution", "gecertificeerde instelling"
    PUPIL_16 = "pupil_16", "leerling van 16 jaar of ouder"
    PUPIL_12 = "pupil_12", "leerling van 12 tot en met 15 jaar"

    @property
    def is_pupil(self) -> bool:
        return self in (GiverRole.PUPIL_16, GiverRole.PUPIL_12)


class Decision(Code):
    """What the giver decided; what follows from it on a day is `ConsentState`."""

    ASKED = "asked", "gevraagd"
    GIVEN = "given", "gegeven"
    REFUSED = "refused", "geweigerd"
    NO_RESPONSE = "no_response", "geen reactie"


class ConsentState(Code):
    """Where consent stands on a day (domain §2.2)."""

    NOT_ASKED = "not_asked", "niet gevraagd"
    ASKED = "asked", "gevraagd"
    GIVEN = "given", "gegeven"
    PARTIAL = "partial", "gedeeltelijk"
    REFUSED = "refused", "geweigerd"
    NO_RESPONSE = "no_response", "geen reactie"
    WITHDRAWN = "withdrawn", "ingetrokken"
    EXPIRED = "expired", "verlopen"
    RECONFIRM = "reconfirm", "herbevestigen"
    BLOCKED = "blocked", "geblokkeerd door bezwaar"


class ConsentForm(Code):
    WRITTEN = "written", "schriftelijk"
    DIGITAL = "digital", "digitaal"
    ORAL = "oral", "mondeling"


class MeetingKind(Code):
    SUPPORT_TEAM = "support_team", "ondersteuningsteam"
    ZAT = "zat", "ZAT"
    KERNTEAM = "kernteam", "kernteam"
    KNOOPPUNT = "knooppunt", "knooppunt"
    MDO = "mdo", "MDO"
    THUISZITTERSTAFEL = "thuiszitterstafel", "thuiszitterstafel"
    DOORBRAAK = "doorbraak", "doorbraakoverleg"
    LEARNING = "learning", "kenniskring of netwerkgroep (leren)"


class Route(Code):
    """How a case is discussed (decision 4)."""

    BY_NAME = "by_name", "op naam"
    ANONYMOUS = "anonymous", "anoniem"
    LEARNING = "learning", "leren, geanonimiseerd"
    CODED = "coded", "onder een code"


class LegalBasis(Code):
    CONSENT = "consent", "toestemming"
    ANONYMOUS = "anonymous", "anoniem: geen persoonsgegevens verstrekt"
    LEERPLICHT = "leerplicht", "wettelijke plicht (leerplicht)"
    SWV_TASK = "swv_task", "wettelijke taak samenwerkingsverband"
    REPORTING_CODE = "reporting_code", "meldcode"
    PUBLIC_TASK = "public_task", "publieke taak van de school"
    DATA_SUBJECT = "data_subject", "eigen gegevens van de leerling"
    REPRESENTATIVE = "representative", "ouderlijk gezag"
    INFORMATION_PARENT = "information_parent", "informatierecht van een ouder"
    CHILD_PROTECTION = "child_protection", "taak van de Raad voor de Kinderbescherming"
    EDUCATION_REPORT = "education_report", "onderwijskundig rapport"
    SUPERVISION = "supervision", "toezicht door de Inspectie van het Onderwijs"
    NONE = "none", "geen grondslag gevonden: meld dit bij de functionaris"
