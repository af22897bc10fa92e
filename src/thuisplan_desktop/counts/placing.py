"""Where a case stands in each dimension of `indelingen.toml`: exactly one value of each, so that sums add up."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from thuisplan_desktop.counts.declared import UNKNOWN, area_id
from thuisplan_desktop.register.case import Case, CaseFile
from thuisplan_desktop.register.codes import Category, ConsentState, ExemptionDuration, ObstaclePlace
from thuisplan_desktop.register.definitions import DefinitionSet
from thuisplan_desktop.register.spans import add_months
from thuisplan_desktop.register.status import Status


@dataclass(frozen=True)
class Facts:
    """One case on a peildatum. `consent` is None where nobody looked."""

    file: CaseFile
    status: Status
    on: date
    definitions: DefinitionSet
    consent: ConsentState | None = None

    @property
    def case(self) -> Case:
        return self.file.case

    @property
    def exempt_for(self) -> ExemptionDuration | None:
        """How long the exemption of that day is for, when there is one and somebody wrote it down."""
        held = self.file.exemption_on(self.on)
        return held.duration if held else None

    def __repr__(self) -> str:
        return f"Facts(id={self.case.id!r})"


def place(facts: Facts, dimension: str) -> str:
    """The id of the value of this dimension that the case has."""
    return _PLACES[dimension](facts)


def categories_at(dimension: str, value: str) -> frozenset[Category] | None:
    """Who has this value, where the category alone decides that; None where something else does."""
    by_category = _BY_CATEGORY.get(dimension)
    if by_category is None:
        return None
    return frozenset(category for category, place_of in by_category.items() if place_of == value)


def _duration(facts: Facts) -> str:
    """The bands of S3.15, from the first day really absent; the limits are the norm's own: 'longer than' or 'from'."""
    since, on = facts.status.since, facts.on
    if since is None:
        return UNKNOWN

    def past(months: int) -> bool:
        limit = add_months(since, months)
        return on >= limit if facts.definitions.norm.at_least else on > limit

    for months, band in ((10, "langer_dan_10_maanden"), (6, "6_tot_10_maanden"), (3, "3_tot_6_maanden")):
        if past(months):
            return band
    four_weeks = facts.status.four_weeks_on or since + timedelta(weeks=4)
    return "4_weken_tot_3_maanden" if on >= four_weeks else "tot_4_weken"


def _offer(facts: Facts) -> str:
    offered, has_place = (_done(day, facts) for day in (facts.case.offered_on, facts.case.place_available_on))
    if not offered:
        return "zonder_aanbod"
    return "aanbod_en_plaats" if has_place else "aanbod_zonder_plaats"


def _done(day: date | None, facts: Facts) -> bool:
    """By now, and not before this absence began: as what a case is told to be without (`Status.without_offer`)."""
    return day is not None and (facts.status.since or day) <= day <= facts.on


_SORTS: Mapping[Category, str] = {
    Category.DREIGEND: "dreigend",
    Category.LRV_4W_3M: "thuiszitter",
    Category.LRV_OVER_3M: "thuiszitter",
    Category.ABSOLUUT: "thuiszitter",
    Category.LONG_TERM_SICK: "ziek",
    Category.WORRYING_AUTHORISED: "geoorloofd",
    Category.SUSPENDED: "geschorst",
    Category.AFTERCARE: "nazorg",
    Category.EXEMPT_A: "vrijgesteld",
    Category.EXEMPT_B: "vrijgesteld",
    Category.EXEMPT_C: "vrijgesteld",
    Category.EXEMPT_15: "vrijgesteld",
}
_EXEMPTIONS: Mapping[Category, str] = {
    Category.EXEMPT_A: "onder_a",
    Category.EXEMPT_B: "onder_b",
    Category.EXEMPT_C: "onder_c",
    Category.EXEMPT_15: "artikel_15",
}
_BY_CATEGORY = {"soort": _SORTS, "vrijstelling": _EXEMPTIONS}
_LASTING = {ExemptionDuration.TEMPORARY: "tijdelijk", ExemptionDuration.PERMANENT: "permanent"}


def _exemption_duration(facts: Facts) -> str:
    return _LASTING[facts.exempt_for] if facts.exempt_for is not None else UNKNOWN


def _waiting(facts: Facts) -> str:
    """From the signal to an offer that was made by the peildatum (Noord-Kennemerland 2017, doel 2)."""
    signalled, offered = facts.case.signalled_on, facts.case.offered_on
    if not _done(offered, facts):
        return "nog_geen_aanbod"
    if signalled is None or offered is None:
        return UNKNOWN
    for months, band in ((6, "langer_dan_6_maanden"), (3, "3_tot_6_maanden")):
        if offered > add_months(signalled, months):
            return band
    return "4_weken_tot_3_maanden" if offered > signalled + timedelta(weeks=4) else "tot_4_weken"


_OUTCOMES: Mapping[ConsentState, str] = {
    ConsentState.NOT_ASKED: "niet_gevraagd",
    ConsentState.ASKED: "gevraagd",
    ConsentState.GIVEN: "gegeven",
    ConsentState.PARTIAL: "gegeven",
    ConsentState.REFUSED: "geweigerd",
    ConsentState.WITHDRAWN: "geweigerd",
    ConsentState.BLOCKED: "geweigerd",
    ConsentState.NO_RESPONSE: "geen_reactie",
    ConsentState.EXPIRED: "verlopen",
    ConsentState.RECONFIRM: "verlopen",
}


def _outcome(facts: Facts) -> str:
    return _OUTCOMES[facts.consent or ConsentState.NOT_ASKED]


_OBSTACLES: Mapping[ObstaclePlace, str] = {
    ObstaclePlace.CHILD: "kind",
    ObstaclePlace.SCHOOL: "school",
    ObstaclePlace.HOME: "thuis",
    ObstaclePlace.NETWORK: "netwerk",
}


def _obstacle(facts: Facts) -> str:
    """A case has one value, so that sums add up: who has two places stands under neither of them."""
    places = facts.case.obstacles
    if len(places) > 1:
        return "meer_plaatsen"
    return next((_OBSTACLES[place] for place in places), UNKNOWN)


_PLACES: Mapping[str, Callable[[Facts], str]] = {
    "duur": _duration,
    "aanbod": _offer,
    "schoolsoort": lambda facts: facts.case.school_type.value,
    "soort": lambda facts: _SORTS[facts.status.category],
    "vrijstelling": lambda facts: _EXEMPTIONS[facts.status.category],
    "vrijstellingsduur": _exemption_duration,
    "wachttijd": _waiting,
    "toestemming": _outcome,
    "belemmering": _obstacle,
    "woongemeente": lambda facts: area_id(facts.case.home_municipality) or UNKNOWN,
    "schoolgemeente": lambda facts: area_id(facts.case.school_municipality) or UNKNOWN,
}
