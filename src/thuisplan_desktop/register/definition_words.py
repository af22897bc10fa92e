"""A definition set for who doesn't read TOML: what is different from the national set, and what the region promised."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from thuisplan_desktop.dutch import format_number, join_words, plural
from thuisplan_desktop.register.absence import WeekUnit
from thuisplan_desktop.register.codes import AbsenceKind, Code
from thuisplan_desktop.register.escalation import Ladder
from thuisplan_desktop.register.reasons import cite
from thuisplan_desktop.register.rules import AbsenceRule, AbsoluteRule, DefinitionSet, Norm, RiskRule


@dataclass(frozen=True)
class Difference:
    """One rule that a region writes otherwise: `here` and `national` are whole Dutch sentences without their point."""

    what: str
    here: str
    national: str
    source: str


def differences(own: DefinitionSet, national: DefinitionSet) -> tuple[Difference, ...]:
    """What another outcome can come from; a part that only repeats the national rule is no difference."""
    return tuple(_differences(own, national))


def _differences(own: DefinitionSet, national: DefinitionSet) -> Iterator[Difference]:
    for part, (what, say) in _PARTS.items():
        here, there = getattr(own, part), getattr(national, part)
        if replace(here, valid_from=there.valid_from, source=there.source) != there:
            yield Difference(what, say(here), say(there), cite(here))
    if own.not_registered != national.not_registered:
        yield Difference("Niet geregistreerd", _lines(own), _lines(national), own.source)
    if own.threshold != national.threshold:
        yield Difference("Kleine aantallen", _small(own.threshold), _small(national.threshold), own.source)


def _absence(rule: AbsenceRule) -> str:
    school = rule.unit is WeekUnit.SCHOOL_WEEKS
    weeks = plural(rule.weeks, *(("lesweek", "lesweken") if school else ("kalenderweek", "kalenderweken")))
    longer = f"{weeks} of langer" if rule.at_least else f"langer dan {weeks}"
    return f"{longer} achter elkaar afwezig: {_kinds(rule.kinds)}"


def _risk(rule: RiskRule) -> str:
    return f"afwezig en nog geen termijn vol: {_kinds(rule.kinds)}"


def _kinds(kinds: Iterable[AbsenceKind]) -> str:
    return _labels(AbsenceKind, kinds)


def _labels(codes: type[Code], found: Iterable[Code]) -> str:
    chosen = frozenset(found)
    return join_words([code.label for code in codes if code in chosen])


def _absolute(rule: AbsoluteRule) -> str:
    after = f"na {plural(rule.weeks, 'week', 'weken')}" if rule.weeks else "vanaf de eerste dag"
    left = f"; blijft in beeld maar telt niet mee: {_labels_of(rule)}" if rule.not_counted else ""
    return (
        f"niet ingeschreven, {after}; wie wacht op de instroom van het mbo in februari {rule.mbo_february.label}{left}"
    )


def _labels_of(rule: AbsoluteRule) -> str:
    return join_words(sorted(one.label for one in rule.not_counted))


def _norm(rule: Norm) -> str:
    months = plural(rule.months, "maand", "maanden")
    term = f"binnen {months}" if rule.at_least else f"niet langer dan {months}"
    offer = "een aanbod telt als er ook een plaats is" if rule.needs_place else "een aanbod telt ook zonder plaats"
    care = "dagbesteding telt als oplossing" if rule.day_care_ends else "dagbesteding telt niet als oplossing"
    former = (
        f"; oudere protocollen noemen {plural(rule.former_months, 'maand', 'maanden')}" if rule.former_months else ""
    )
    return f"{'in principe ' if rule.in_principle else ''}{term} zonder passend aanbod; {offer}; {care}{former}"


def _ladder(ladder: Ladder) -> str:
    return " → ".join(step.label for step in ladder.steps) or "geen"


def _lines(rules: DefinitionSet) -> str:
    """'langdurig_ziek' is a line of a report; people read 'langdurig ziek'."""
    found = [
        f"{sector.value.upper()}: {join_words(sorted(line.replace('_', ' ') for line in lines))}"
        for sector, lines in rules.not_registered.items()
        if lines
    ]
    return "; ".join(found) or "alles wordt geregistreerd"


def _small(threshold: int) -> str:
    return f"aantallen onder {format_number(threshold)} worden afgeschermd"


_PARTS: dict[str, tuple[str, Callable[[Any], str]]] = {
    "lrv": ("Thuiszitter", _absence),
    "dreigend": ("Dreigend thuiszitter", _risk),
    "absoluut": ("Absoluut verzuim", _absolute),
    "norm": ("Norm", _norm),
    "long_term_sick": ("Langdurig ziek", _absence),
    "authorised": ("Zorgwekkend geoorloofd", _absence),
    "ladder": ("Opschalen", _ladder),
}
"""Which parts are told, in this order: first what decides who is called a thuiszitter."""
