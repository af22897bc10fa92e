"""Why a case is what it is, in words a reader can check: each sentence names its source and of when that is."""

from collections.abc import Callable
from datetime import date
from enum import Enum, auto
from typing import Any

from thuisplan_desktop.dutch import format_date, join_words, plural
from thuisplan_desktop.register import law
from thuisplan_desktop.register.absence import WeekUnit
from thuisplan_desktop.register.category import Exclusion
from thuisplan_desktop.register.codes import AbsenceKind, ExemptionDuration, Vrijstelling
from thuisplan_desktop.register.rules import AbsenceRule, AbsoluteRule, DefinitionSet, Norm, RiskRule


class Why(Enum):
    """What decided. Each stands first in a `Reason`, with the values its sentence needs."""

    CLOSED = auto()
    TOO_YOUNG = auto()
    TOO_OLD = auto()
    QUALIFIED = auto()
    FREED = auto()
    EXEMPT = auto()
    AFTERCARE = auto()
    DAY_CARE = auto()
    NOT_ENROLLED = auto()
    NOT_COUNTED = auto()
    CHECK_QUALIFICATION = auto()
    FIRST_DAY = auto()
    TERM_FULL = auto()
    NORM_PASSED = auto()
    SENT_AWAY = auto()
    AT_RISK = auto()
    NOT_FULL = auto()
    NOTHING = auto()
    LEFT_FOR_UNKNOWN = auto()
    WAITS_FOR_MBO = auto()
    UNKNOWN_VACATIONS = auto()
    OWED_SINCE = auto()


Reason = tuple[Any, ...]
"""A `Why` and its values; days are numbers."""


def cite(rule: AbsenceRule | AbsoluteRule | Norm | RiskRule) -> str:
    """The source of a region's rule and from when it holds."""
    return f"{rule.source}; geldt sinds {format_date(rule.valid_from)}"


def sentences(reasons: tuple[Reason, ...], definitions: DefinitionSet) -> tuple[str, ...]:
    """Each reason as one or more Dutch sentences."""
    return tuple(_WORDS[why](definitions, *values) for why, *values in reasons)


def _day(number: int) -> str:
    return format_date(date.fromordinal(number))


def _closed(_: DefinitionSet, closed: int) -> str:
    return f"De casus is afgesloten op {_day(closed)}."


def _too_young(_: DefinitionSet, start: int) -> str:
    return f"De leerling is leerplichtig vanaf {_day(start)}. Bron: {law.cite('lpw-3')}."


def _too_old(_: DefinitionSet) -> str:
    return f"De leerling is 18 jaar of ouder: de kwalificatieplicht geldt niet meer. Bron: {law.cite('lpw-4a')}."


def _qualified(_: DefinitionSet, since: int) -> str:
    told = f"De leerling heeft een startkwalificatie: geen kwalificatieplicht sinds {_day(since)}"
    return f"{told}. Bron: {law.cite('startkwalificatie')}."


def _freed(_: DefinitionSet, since: int) -> str:
    return (
        "De leerling heeft een getuigschrift praktijkonderwijs, of volgt vso met arbeidsmarkt of dagbesteding: "
        f"geen kwalificatieplicht sinds {_day(since)}. Bron: {law.cite('lpw-4a-2')}."
    )


def _exempt(_: DefinitionSet, exemption: str, until: int | None, duration: str | None) -> str:
    told = f"Er geldt een vrijstelling: {Vrijstelling(exemption).label}. Bron: {law.cite('lpw-5')}."
    if until is not None:
        return f"{told} Zij geldt tot en met {_day(until)}."
    if duration == ExemptionDuration.PERMANENT or not Vrijstelling(exemption).is_yearly:
        return told
    return f"{told} Zij moet elk jaar vóór 1 juli opnieuw. Bron: {law.cite('lpw-6')}."


def _aftercare(_: DefinitionSet, begins: int) -> str:
    return f"Er is een oplossing; nazorg loopt sinds {_day(begins)}."


def _day_care(definitions: DefinitionSet) -> str:
    return f"De leerling heeft dagbesteding en is dan geen thuiszitter. Bron: {cite(definitions.norm)}."


def _not_enrolled(definitions: DefinitionSet) -> str:
    return f"De leerling is niet ingeschreven en heeft geen vrijstelling. Bron: {cite(definitions.absoluut)}."


def _not_counted(definitions: DefinitionSet, exclusion: Exclusion, counts_from: int | None) -> str:
    source = cite(definitions.absoluut)
    if exclusion is Exclusion.TOO_SHORT and counts_from is not None:
        return f"De leerling telt mee vanaf {_day(counts_from)}: {exclusion.label}. Bron: {source}."
    return f"De leerling telt nog niet mee, maar blijft in beeld: {exclusion.label}. Bron: {source}."


def _check_qualification(_: DefinitionSet) -> str:
    return (
        "Ga na of de leerling een getuigschrift praktijkonderwijs heeft, of uit vso arbeidsmarkt of dagbesteding komt: "
        f"dan geldt de kwalificatieplicht niet. Bron: {law.cite('lpw-4a-2')}."
    )


def _first_day(_: DefinitionSet, since: int) -> str:
    told = f"Eerste afwezigheidsdag: {_day(since)}; daarvandaan wordt geteld, niet vanaf de melding"
    return f"{told}. Bron: {law.cite('eerste-dag')}."


def _term_full(_: DefinitionSet, begin: int, full: int, rule: AbsenceRule) -> str:
    kinds = join_words([kind.label for kind in AbsenceKind if kind in rule.kinds])
    unit = "schoolweken" if rule.unit is WeekUnit.SCHOOL_WEEKS else "kalenderweken"
    longer = "" if rule.at_least else "; daarna telt het als langer"
    term = f"{rule.weeks} {unit} waren vol op {_day(full)}{longer}"
    return f"Afwezig ({kinds}) sinds {_day(begin)}: {term}. Bron: {cite(rule)}."


def _norm_passed(definitions: DefinitionSet, limit: int) -> str:
    norm = definitions.norm
    term = plural(norm.months, "maand", "maanden")
    told = f"De grens van {'in principe ' if norm.in_principle else ''}{term} was op {_day(limit)}. Bron: {cite(norm)}."
    if not norm.former_months:
        return told
    former = "een jaar" if norm.former_months == 12 else plural(norm.former_months, "maand", "maanden")
    return f"{told} Oudere protocollen in deze regio noemen nog {former}; daarmee rekent het programma niet."


def _sent_away(_: DefinitionSet, _kinds: frozenset[str]) -> str:
    return f"De leerling is geschorst of verwijderd en mag niet op school komen. Bron: {law.cite('schorsing')}."


def _at_risk(definitions: DefinitionSet, kinds: frozenset[str]) -> str:
    return f"Afwezig ({_kinds(kinds)}), en geen termijn is vol: let op. Bron: {cite(definitions.dreigend)}."


def _not_full(definitions: DefinitionSet, kinds: frozenset[str]) -> str:
    return f"Afwezig ({_kinds(kinds)}), en de termijn is nog niet vol. Bron: {cite(definitions.long_term_sick)}."


def _nothing(_: DefinitionSet) -> str:
    return "Er is op deze dag geen verzuim."


def _kinds(kinds: frozenset[str]) -> str:
    return join_words([kind.label for kind in AbsenceKind if kind in kinds])


def _left_for_unknown(definitions: DefinitionSet, last: int) -> str:
    """The category says less than it seems to."""
    told = f"De leerling is uitgeschreven op {_day(last)}, en er is geen nieuwe school bekend."
    return f"{told} Wie nergens is ingeschreven, is absoluut verzuim. Bron: {cite(definitions.absoluut)}."


def _waits_for_mbo(definitions: DefinitionSet) -> str:
    rule = definitions.absoluut
    return f"De leerling wacht op de instroom van het mbo in februari en {rule.mbo_february.label}. Bron: {cite(rule)}."


def _unknown_vacations(_: DefinitionSet) -> str:
    return (
        "Voor een deel van deze periode kent het programma de schoolvakanties niet; "
        "daar zijn alleen weekeinden en feestdagen overgeslagen."
    )


def _owed_since(_: DefinitionSet, since: int) -> str:
    told = f"De leerplicht geldt sinds {_day(since)}. Wie nog niet leerplichtig of vrijgesteld is, verzuimt niet"
    return f"{told}: daarom telt het vanaf die dag. Bron: {law.cite('lpw-3', 'lpw-5')}."


_WORDS: dict[Why, Callable[..., str]] = {
    Why.CLOSED: _closed,
    Why.TOO_YOUNG: _too_young,
    Why.TOO_OLD: _too_old,
    Why.QUALIFIED: _qualified,
    Why.FREED: _freed,
    Why.EXEMPT: _exempt,
    Why.AFTERCARE: _aftercare,
    Why.DAY_CARE: _day_care,
    Why.NOT_ENROLLED: _not_enrolled,
    Why.NOT_COUNTED: _not_counted,
    Why.CHECK_QUALIFICATION: _check_qualification,
    Why.FIRST_DAY: _first_day,
    Why.TERM_FULL: _term_full,
    Why.NORM_PASSED: _norm_passed,
    Why.SENT_AWAY: _sent_away,
    Why.AT_RISK: _at_risk,
    Why.NOT_FULL: _not_full,
    Why.NOTHING: _nothing,
    Why.LEFT_FOR_UNKNOWN: _left_for_unknown,
    Why.WAITS_FOR_MBO: _waits_for_mbo,
    Why.UNKNOWN_VACATIONS: _unknown_vacations,
    Why.OWED_SINCE: _owed_since,
}
