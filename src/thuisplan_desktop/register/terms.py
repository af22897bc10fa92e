"""The words of the field, explained under the definitions that hold: for a tooltip wherever one is used.

"Terminology must be explained" (Ingrado, verkenning thuiszitters). Each sentence names its source and of when that is.
"""

from collections.abc import Callable
from dataclasses import dataclass

from thuisplan_desktop.dutch import plural
from thuisplan_desktop.register import law
from thuisplan_desktop.register.absence import WeekUnit
from thuisplan_desktop.register.reasons import cite
from thuisplan_desktop.register.rules import AbsenceRule, DefinitionSet


@dataclass(frozen=True)
class Term:
    """A word, and what it means under a definition set."""

    word: str
    explain: Callable[[DefinitionSet], str]


def _length(rule: AbsenceRule) -> str:
    unit = "schoolweken" if rule.unit is WeekUnit.SCHOOL_WEEKS else "weken"
    return f"{rule.weeks} {unit} of langer" if rule.at_least else f"langer dan {rule.weeks} {unit}"


def _thuiszitter(rules: DefinitionSet) -> str:
    return (
        f"Leer- of kwalificatieplichtig en {_length(rules.lrv)} achter elkaar niet op school (langdurig relatief "
        f"verzuim), of nergens ingeschreven (absoluut verzuim). Bron: {cite(rules.lrv)}."
    )


def _dreigend(rules: DefinitionSet) -> str:
    return f"Wel afwezig, maar nog geen termijn is vol. Bron: {cite(rules.dreigend)}."


def _unauthorised(rules: DefinitionSet) -> str:
    return (
        "Niet op school zonder dat ziekte, verlof of een vrijstelling dat rechtvaardigt, en nog korter dan de termijn "
        f"voor een thuiszitter. Bron: {law.cite('lpw-21')}; {cite(rules.dreigend)}."
    )


def _worrying(rules: DefinitionSet) -> str:
    return (
        f"Geoorloofd afwezig, maar {_length(rules.authorised)}: niemand verzuimt ongeoorloofd, en toch is er reden tot "
        f"zorg. Bron: {cite(rules.authorised)}."
    )


def _sick(rules: DefinitionSet) -> str:
    return f"Geoorloofd afwezig door ziekte, {_length(rules.long_term_sick)}. Bron: {cite(rules.long_term_sick)}."


def _over_norm(rules: DefinitionSet) -> str:
    months = plural(rules.norm.months, "maand", "maanden")
    place = " met een plaats" if rules.norm.needs_place else ""
    return f"Langer dan {months} thuis zonder passend aanbod{place}. Bron: {cite(rules.norm)}."


def _exempt(_: DefinitionSet) -> str:
    told = "Vrijgesteld van inschrijving (5 onder a, b of c), of onderwijs van een andere soort (15)"
    return f"{told}. Bron: {law.cite('lpw-5')}."


def _sent_away(_: DefinitionSet) -> str:
    why = "Mag van de school niet komen: ten hoogste een week, of tot een andere school bereid is."
    return f"{why} Bron: {law.cite('schorsing', 'verwijdering')}."


def _aftercare(_: DefinitionSet) -> str:
    return f"Weer op school of op een andere plek, en nog gevolgd. Bron: {law.cite('nazorg')}."


THUISZITTER = Term("thuiszitter", _thuiszitter)
DREIGEND = Term("dreigend thuiszitter", _dreigend)
UNAUTHORISED = Term("ongeoorloofd verzuim", _unauthorised)
WORRYING = Term("zorgwekkend geoorloofd verzuim", _worrying)
LONG_TERM_SICK = Term("langdurig ziek", _sick)
OVER_NORM = Term("te lang zonder aanbod", _over_norm)
EXEMPT = Term("vrijstelling", _exempt)
SENT_AWAY = Term("geschorst of verwijderd", _sent_away)
AFTERCARE = Term("nazorg", _aftercare)
