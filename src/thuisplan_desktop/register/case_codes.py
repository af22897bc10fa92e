"""Code lists of what happens around a case: exemptions, the plan, talks, escalation, hand-overs, rights.

As in `codes.py`: the stored code in English or the field's own word, the label in Dutch, and a code is never renamed.
"""

from thuisplan_desktop.register.codes import Code


class Answer(Code):
    """Yes or no, where 'not known' is a third answer and stored as nothing."""

    YES = "yes", "ja"
    NO = "no", "nee"


class Diploma(Code):
    """What a pupil has reached. Leerplichtwet 1969 article 1 onder f: havo, vwo or mbo from level 2 up."""

    VMBO = "vmbo", "vmbo"
    HAVO = "havo", "havo"
    VWO = "vwo", "vwo"
    MBO1 = "mbo1", "mbo niveau 1 (entree)"
    MBO2 = "mbo2", "mbo niveau 2 of hoger"
    PRO = "pro", "getuigschrift of diploma praktijkonderwijs"
    VSO = "vso", "getuigschrift of diploma vso"

    @property
    def is_startkwalificatie(self) -> bool:
        return self in (Diploma.HAVO, Diploma.VWO, Diploma.MBO2)


class VsoProfile(Code):
    """Uitstroomprofiel of the VSO; two of them end the kwalificatieplicht (Leerplichtwet 1969 article 4a lid 2)."""

    FURTHER = "further", "vervolgonderwijs"
    WORK = "work", "arbeidsmarkt"
    DAY_CARE = "day_care", "dagbesteding"

    @property
    def frees_of_kwalificatieplicht(self) -> bool:
        return self is not VsoProfile.FURTHER


class ListReview(Code):
    """'Terecht op de lijst?' (Ingrado, verkenning thuiszitters in alle swv VO, Kloosterman)."""

    RIGHTLY = "rightly", "staat terecht op de lijst"
    WRONGLY = "wrongly", "hoort niet op de lijst"


class StagnationCause(Code):
    """What delays a solution (Ingrado, verkenning thuiszitters in alle swv VO)."""

    PRIVACY = "privacy", "privacy: onduidelijk wat met wie gedeeld mag worden"
    WAITING_LIST = "waiting_list", "wachtlijst jeugdhulp of ggz"
    LEGAL = "legal", "juridische afhandeling"


class ClosingReason(Code):
    """Why a case was closed. Day care is an outcome of its own (Zuid-Kennemerland en IJmond 2021)."""

    BACK = "back", "weer naar de eigen school"
    OTHER_SCHOOL = "other_school", "naar een andere school"
    LEARN_WORK = "learn_work", "leerwerktraject of werk"
    DAY_CARE = "day_care", "dagbesteding"
    CARE = "care", "hulpverlening of zorg in plaats van onderwijs"
    EXEMPTION = "exemption", "vrijstelling"
    QUALIFIED = "qualified", "startkwalificatie of niet meer leerplichtig"
    MOVED = "moved", "verhuisd of overgedragen"
    WRONGLY_LISTED = "wrongly_listed", "hoorde niet op de lijst"
    OTHER = "other", "anders"


class DuoKind(Code):
    """Verzuimsoort of a melding in the verzuimregister (duo.nl, verzuim digitaal melden)."""

    SIXTEEN_HOURS = "sixteen_hours", "16 uur in 4 weken"
    LRV = "lrv", "langdurig relatief verzuim"
    LUXURY = "luxury", "luxe verzuim"
    EIGHTEEN_PLUS = "eighteen_plus", "RMC / Doorstroompunt 18-plus"
    OTHER = "other", "overig verzuim"

    @property
    def needs_end(self) -> bool:
        """DUO asks an end date of these."""
        return self in (DuoKind.SIXTEEN_HOURS, DuoKind.LRV, DuoKind.EIGHTEEN_PLUS)


class MeasureKind(Code):
    """What a school may impose (WPO article 40 and 40c; WVO 2020)."""

    SUSPENSION = "suspension", "schorsing"
    EXPULSION = "expulsion", "verwijdering"


class Advice(Code):
    """What the samenwerkingsverband says about an exemption before it is granted (Zuid-Limburg 2018 §3.6)."""

    FOR = "for", "voor de vrijstelling"
    AGAINST = "against", "tegen de vrijstelling: er is onderwijs mogelijk"
    FOR_A_TIME = "for_a_time", "voor een tijdelijke vrijstelling"


class Organisation(Code):
    """Who has a pupil in view, or owns a plan (Noord-Kennemerland, activiteiten)."""

    SCHOOL = "school", "school"
    SWV = "swv", "samenwerkingsverband"
    LEERPLICHT = "leerplicht", "leerplicht"
    YOUTH_DOCTOR = "youth_doctor", "jeugdarts"
    YOUTH_HELP = "youth_help", "jeugdteam of jeugdhulp"
    MUNICIPALITY = "municipality", "gemeente"


class TalkKind(Code):
    GENERAL = "general", "gesprek over school en verzuim"
    EXEMPTION = "exemption", "gesprek over de vrijstelling 5 onder a"
    PLAN = "plan", "gesprek over het plan"
    HOME_VISIT = "home_visit", "huisbezoek"


class TalkPartner(Code):
    """Who is usually spoken with; their codes are those of `Party`."""

    PUPIL = "pupil", "leerling"
    PARENTS = "parents", "ouders of verzorgers"
    MENTOR = "mentor", "mentor of leerkracht"
    ZORGCOORDINATOR = "zorgcoordinator", "zorgcoördinator"
    LEERPLICHT = "leerplicht", "leerplichtambtenaar"
    YOUTH_DOCTOR = "youth_doctor", "jeugdarts of -verpleegkundige"
    YOUTH_TEAM = "youth_team", "jeugdteam of CJG"
    SOCIAL_WORKER = "social_worker", "schoolmaatschappelijk werk"
    CONSULENT = "consulent", "consulent swv"


class VoiceHow(Code):
    """How the pupil was heard; the pupil chooses (hoorrecht, Kamerstuk 36 443)."""

    AT_THE_TABLE = "at_the_table", "zat zelf aan tafel"
    BEFOREHAND = "beforehand", "vooraf apart gesproken"
    THROUGH_SOMEONE = "through_someone", "via iemand die de leerling zelf koos"
    WRITTEN = "written", "op papier, met een tekening of een bericht"
    DECLINED = "declined", "wilde niet of kon nu niet"


class EscalationTrigger(Code):
    """Why a case goes a step up (Zuid-Limburg 2018 §3.4.1 and §3.4.3; Ingrado)."""

    NOT_PLACED_WELL = "not_placed_well", "de casus is niet goed belegd"
    SCHOOL_PARENTS = "school_parents", "school en ouders komen er niet uit"
    BETWEEN_BOARDS = "between_boards", "stagnatie van de zorgplicht tussen besturen"
    NO_PLACE = "no_place", "geen school kan plaatsen (dekkend netwerk)"
    NO_DECISION = "no_decision", "geen besluit binnen 6 weken (met verlenging 10)"
    NO_DIRECTION = "no_direction", "geen regisseur, geen keuzes of afspraken niet nagekomen"
    WAITING_LIST = "waiting_list", "wachtlijst jeugdhulp"
    PARENTS = "parents", "ouders werken niet mee"
    PUPIL = "pupil", "de leerling werkt niet mee"


class Addressee(Code):
    """Who a step of a ladder goes to: a role, never a person.

    A pupil's own road to the public prosecutor (Zuid-Limburg 2018 §3.4.3) is not here: that would be criminal data.
    """

    TEAM_LEADER = "team_leader", "teamleider"
    CARE_TEAM = "care_team", "zorgteam of ondersteuningsteam"
    SCHOOL_MANAGEMENT = "school_management", "directie van de school"
    SCHOOL_BOARD = "school_board", "schoolbestuur"
    SWV = "swv", "samenwerkingsverband"
    SWV_BOARD = "swv_board", "bestuur van het samenwerkingsverband"
    LEERPLICHT = "leerplicht", "leerplichtambtenaar"
    MUNICIPALITY = "municipality", "procescoördinator van de gemeente"
    ALDERMAN = "alderman", "wethouder"
    MANAGERS = "managers", "MDO op managementniveau"
    YOUTH_ACCESS = "youth_access", "gemeentelijke toegang of Veilig Thuis"
    CERTIFIED_INSTITUTION = "certified_institution", "gecertificeerde instelling (GI)"
    CHILD_PROTECTION = "child_protection", "Raad voor de Kinderbescherming"


class HandoverTo(Code):
    """Who goes on with a case. Which party of the sharing rules that is: `handing.party_of`."""

    SCHOOL = "school", "andere school"
    COLLEAGUE = "colleague", "collega die het overneemt"
    OWN_SCHOOL = "own_school", "school van de leerling"
    RMC = "rmc", "RMC / Doorstroompunt"
    SWV = "swv", "samenwerkingsverband"
    LEERPLICHT = "leerplicht", "leerplicht"
    CARE = "care", "zorg of residentiële voorziening"
    WORK = "work", "werk of dagbesteding"


class KnelpuntKind(Code):
    """What stands in the way of a solution, about no pupil at all (Noord-Kennemerland 2017; Zuid-Limburg 2018 §6)."""

    PRIVACY = "privacy", "privacy en gegevens delen"
    WAITING_LIST = "waiting_list", "wachtlijst jeugdhulp of ggz"
    NO_PLACE = "no_place", "geen passende plek"
    COOPERATION = "cooperation", "samenwerking tussen organisaties"
    RULES = "rules", "wet- en regelgeving"
    MONEY = "money", "bekostiging"
    TRANSPORT = "transport", "vervoer"
    OTHER = "other", "anders"


class PaperKind(Code):
    CONSENT = "consent", "ondertekende toestemming"
    WITHDRAWAL = "withdrawal", "intrekking"
    REQUEST = "request", "verzoek van leerling of ouder"


class RequestKind(Code):
    """Rights of who is registered (AVG article 15 to 18 and 21)."""

    ACCESS = "access", "inzage"
    CORRECTION = "correction", "correctie"
    ERASURE = "erasure", "wissen"
    RESTRICTION = "restriction", "beperking"
    OBJECTION = "objection", "bezwaar"


class RequestOutcome(Code):
    GRANTED = "granted", "toegewezen"
    PARTLY = "partly", "deels toegewezen"
    REFUSED = "refused", "afgewezen"
    WITHDRAWN = "withdrawn", "ingetrokken"
