"""Definition sets: what a thuiszitter is, as data, because regions contradict each other (domain §1.5, decision 5).

`landelijk.toml` is complete; a region's file holds only what differs, each part with its own source and date.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from thuisplan_desktop.errors import MalformedDefinitions, UnknownDefinitions
from thuisplan_desktop.paths import resource
from thuisplan_desktop.register.absence import WeekUnit
from thuisplan_desktop.register.case_codes import Addressee, EscalationTrigger
from thuisplan_desktop.register.codes import AbsenceKind, NotCounted, Sector
from thuisplan_desktop.register.escalation import Ladder, Step

SMALLEST_THRESHOLD = 5
"""Counts of 1 to 4 are small (decision 3; DUO since 1 November 2023). A set may raise this, never lower it."""

NATIONAL = "landelijk"


@dataclass(frozen=True)
class AbsenceRule:
    """So many weeks without a break of absence of these kinds. `at_least`: four weeks or longer, not longer than."""

    kinds: frozenset[AbsenceKind]
    weeks: int
    unit: WeekUnit
    at_least: bool
    valid_from: date
    source: str


@dataclass(frozen=True)
class RiskRule:
    """Kinds of absence that make a pupil a dreigend thuiszitter before any term is full."""

    kinds: frozenset[AbsenceKind]
    valid_from: date
    source: str


@dataclass(frozen=True)
class AbsoluteRule:
    """Not enrolled: from which week it counts, what is registered but not counted, the mbo entrants of February."""

    weeks: int
    not_counted: frozenset[NotCounted]
    counts_mbo_february: bool
    valid_from: date
    source: str


@dataclass(frozen=True)
class Norm:
    """Nobody at home longer than so many months without a suitable offer, counted from the first absent day."""

    months: int
    at_least: bool
    in_principle: bool
    needs_place: bool
    day_care_ends: bool
    valid_from: date
    source: str


@dataclass(frozen=True)
class DefinitionSet:
    """One dated set of rules. `not_registered`: report lines a sector doesn't register (not zero, not hidden)."""

    name: str
    version: str
    title: str
    valid_from: date
    source: str
    threshold: int
    lrv: AbsenceRule
    long_term_sick: AbsenceRule
    authorised: AbsenceRule
    dreigend: RiskRule
    absoluut: AbsoluteRule
    norm: Norm
    not_registered: Mapping[Sector, frozenset[str]]
    ladder: Ladder


def names() -> tuple[str, ...]:
    """The shipped sets, the national one first."""
    found = {file.stem for file in resource("definitions").iterdir() if file.suffix == ".toml"}
    return (NATIONAL, *sorted(found - {NATIONAL}))


def load(name: str) -> DefinitionSet:
    """A shipped set. UnknownDefinitions when there is none of that name."""
    if name not in names():
        raise UnknownDefinitions(name=name)
    return parse(name, _text(NATIONAL), _text(name))


def _text(name: str) -> str:
    return resource("definitions", f"{name}.toml").read_text("utf-8")


def parse(name: str, national_text: str, text: str) -> DefinitionSet:
    """The national rules with the deviations of `text` laid over them, checked line by line.

    MalformedDefinitions names the line that is missing, unknown or impossible: a threshold below five, a term that is
    looser than the law (more than four weeks), a deviation without source or date.
    """
    own = _read(name, text)
    merged = _lay_over(_read(name, national_text), own)
    head = {key: _value(name, merged, key, check) for key, check in _HEAD.items()}
    parts = {part: _part(name, part, merged, own) for part in _PARTS}
    _no_others(name, "", merged, {*_HEAD, *_PARTS})
    rules = {part: _RULES[part](**values) for part, values in parts.items() if part in _RULES}
    lines = parts["not_registered"]
    registered = {Sector(key): value for key, value in lines.items() if key in _SECTORS}
    return DefinitionSet(name=name, **head, **rules, not_registered=MappingProxyType(registered))


def _read(name: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise MalformedDefinitions(name=name, field="TOML") from None


def _lay_over(national: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Head lines come from the set itself, except the threshold; parts are laid over the national ones."""
    merged: dict[str, Any] = {"threshold": national.get("threshold"), **own}
    for part, values in national.items():
        if isinstance(values, dict):
            deviations = own.get(part, {})
            merged[part] = {**values, **deviations} if isinstance(deviations, dict) else deviations
    return merged


def _part(name: str, part: str, merged: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    values = merged.get(part)
    if not isinstance(values, dict):
        raise MalformedDefinitions(name=name, field=part)
    for key in ("valid_from", "source"):
        if part in own and key not in own[part]:
            raise MalformedDefinitions(name=name, field=f"{part}.{key}")
    checks = {**_PARTS[part], "valid_from": _day, "source": _words}
    _no_others(name, f"{part}.", values, set(checks))
    return {key: _value(name, values, key, check, part) for key, check in checks.items()}


def _value(name: str, values: dict[str, Any], key: str, check: Callable[[Any], Any], part: str = "") -> Any:
    try:
        return check(values[key])
    except (KeyError, TypeError, ValueError):
        raise MalformedDefinitions(name=name, field=f"{part}.{key}" if part else key) from None


def _no_others(name: str, prefix: str, values: dict[str, Any], known: set[str]) -> None:
    for key in values:
        if key not in known:
            raise MalformedDefinitions(name=name, field=prefix + key)


def _words(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError
    return value


def _day(value: Any) -> date:
    if type(value) is not date:  # a TOML date-time is a date too, and means something else
        raise TypeError
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _whole(lowest: int, highest: int) -> Callable[[Any], int]:
    def check(value: Any) -> int:
        if type(value) is not int or not lowest <= value <= highest:
            raise ValueError
        return value

    return check


def _list(value: Any) -> list[str]:
    if not isinstance(value, list):
        raise TypeError
    return [_words(item) for item in value]


def _kinds(value: Any) -> frozenset[AbsenceKind]:
    return frozenset(AbsenceKind(item) for item in _list(value))


def _reasons(value: Any) -> frozenset[NotCounted]:
    return frozenset(NotCounted(item) for item in _list(value))


def _lines(value: Any) -> frozenset[str]:
    return frozenset(_list(value))


def _steps(value: Any) -> tuple[Step, ...]:
    if not isinstance(value, list):
        raise TypeError
    steps = tuple(_step(item) for item in value)
    if len({step.id for step in steps}) < len(steps):
        raise ValueError
    return steps


def _step(value: Any) -> Step:
    if not isinstance(value, dict) or not set(value) <= {"id", "label", "addressee", "triggers", "sectors"}:
        raise TypeError
    return Step(
        id=_words(value["id"]),
        label=_words(value["label"]),
        addressee=Addressee(value["addressee"]),
        triggers=frozenset(EscalationTrigger(item) for item in _list(value["triggers"])),
        sectors=frozenset(Sector(item) for item in _list(value.get("sectors", []))),
    )


_SECTORS = tuple(sector.value for sector in Sector)
_WEEKS: dict[str, Callable[[Any], Any]] = {
    "kinds": _kinds,
    "weeks": _whole(1, 4),  # a protocol may be stricter than the law, never looser (Ingrado, Van Putten)
    "unit": WeekUnit,
    "at_least": _flag,
}
_HEAD: dict[str, Callable[[Any], Any]] = {
    "version": _words,
    "title": _words,
    "valid_from": _day,
    "source": _words,
    "threshold": _whole(SMALLEST_THRESHOLD, 100),
}
_PARTS: dict[str, dict[str, Callable[[Any], Any]]] = {
    "lrv": _WEEKS,
    "long_term_sick": _WEEKS,
    "authorised": _WEEKS,
    "dreigend": {"kinds": _kinds},
    "absoluut": {"weeks": _whole(0, 4), "not_counted": _reasons, "counts_mbo_february": _flag},
    "norm": {
        "months": _whole(1, 12),
        "at_least": _flag,
        "in_principle": _flag,
        "needs_place": _flag,
        "day_care_ends": _flag,
    },
    "not_registered": dict.fromkeys(_SECTORS, _lines),
    "ladder": {"steps": _steps},
}
_RULES: dict[str, Callable[..., Any]] = {
    "lrv": AbsenceRule,
    "long_term_sick": AbsenceRule,
    "authorised": AbsenceRule,
    "dreigend": RiskRule,
    "absoluut": AbsoluteRule,
    "norm": Norm,
    "ladder": Ladder,
}
