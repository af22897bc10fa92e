"""Definition sets: what a thuiszitter is, as data, because regions contradict each other (domain §1.5, decision 5).

`landelijk.toml` is complete; a region's file holds only what differs, each part with its own source and date. A region
may bring a set of its own in the same format: it is checked line by line like the shipped ones.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from thuisplan_desktop.errors import MalformedDefinitions, UnknownDefinitions
from thuisplan_desktop.paths import resource
from thuisplan_desktop.register.absence import WeekUnit
from thuisplan_desktop.register.codes import AbsenceKind, Code, MboFebruary, NotCounted, Sector
from thuisplan_desktop.register.rules import (
    AbsenceRule,
    AbsoluteRule,
    DefinitionSet,
    Norm,
    RiskRule,
)
from thuisplan_desktop.register.targets import AreaBasis, Target, TargetKind

__all__ = [
    "NATIONAL",
    "SMALLEST_THRESHOLD",
    "AbsenceRule",
    "DefinitionSet",
    "load",
    "load_own",
    "names",
    "parse",
]

SMALLEST_THRESHOLD = 5
"""Counts of 1 to 4 are small (decision 3; DUO since 1 November 2023). A set may raise this, never lower it."""

NATIONAL = "landelijk"

Check = Callable[[Any], Any]


@cache
def names() -> tuple[str, ...]:
    """The shipped sets, the national one first."""
    found = {file.stem for file in resource("definitions").iterdir() if file.suffix == ".toml"}
    return (NATIONAL, *sorted(found - {NATIONAL}))


@cache
def load(name: str) -> DefinitionSet:
    """A shipped set. UnknownDefinitions when there is none of that name."""
    if name not in names():
        raise UnknownDefinitions(name=name)
    return parse(name, _text(NATIONAL), _text(name))


def load_own(name: str, text: str) -> DefinitionSet:
    """A region's own set. Raises MalformedDefinitions, also for a name that a shipped set has."""
    if name in names() or not re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", name):
        raise MalformedDefinitions(
            name=name, field="naam", reason="kies een eigen naam van kleine letters, cijfers en streepjes"
        )
    return parse(name, _text(NATIONAL), text)


def _text(name: str) -> str:
    return resource("definitions", f"{name}.toml").read_text("utf-8")


def parse(name: str, national_text: str, text: str) -> DefinitionSet:
    """The national rules with the deviations of `text` laid over them, checked line by line.

    MalformedDefinitions names the line that is missing, unknown or impossible, and why: a threshold below five, a
    term that is looser than the law (more than four weeks), a deviation without source or date.
    """
    own = _read(name, text)
    merged = _lay_over(_read(name, national_text), own)
    head = {key: _value(name, merged, key, check) for key, check in _HEAD.items()}
    parts = {part: _part(name, part, merged, own) for part in _PARTS}
    _no_others(name, "", merged, {*_HEAD, *_PARTS, _TARGETS})
    rules = {part: _RULES[part](**values) for part, values in parts.items() if part in _RULES}
    lines = parts["not_registered"]
    registered = {Sector(key): value for key, value in lines.items() if key in _SECTORS}
    return DefinitionSet(
        name=name,
        **head,
        **rules,
        not_registered=MappingProxyType(registered),
        targets=_targets(name, merged.get(_TARGETS, [])),
    )


def _read(name: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise MalformedDefinitions(name=name, field="TOML", reason="het bestand is geen geldige TOML") from None


def _lay_over(national: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Head lines and targets come from the set itself, except the threshold; parts are laid over the national ones."""
    merged: dict[str, Any] = {"threshold": national.get("threshold"), **own}
    for part, values in national.items():
        if isinstance(values, dict):
            deviations = own.get(part, {})
            merged[part] = {**values, **deviations} if isinstance(deviations, dict) else deviations
    return merged


def _part(name: str, part: str, merged: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    values = merged.get(part)
    if not isinstance(values, dict):
        raise MalformedDefinitions(name=name, field=part, reason="dit deel ontbreekt of is geen deel")
    for key in ("valid_from", "source"):
        if part in own and key not in own[part]:
            raise MalformedDefinitions(name=name, field=f"{part}.{key}", reason="een afwijking heeft bron en datum")
    checks = {**_PARTS[part], "valid_from": _day, "source": _words}
    _no_others(name, f"{part}.", values, set(checks))
    return {key: _value(name, values, key, check, part) for key, check in checks.items()}


def _targets(name: str, rows: Any) -> tuple[Target, ...]:
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise MalformedDefinitions(name=name, field=_TARGETS, reason="doelen zijn een lijst van delen")
    found = []
    for number, row in enumerate(rows, start=1):
        part = f"{_TARGETS}.{number}"
        _no_others(name, f"{part}.", row, set(_TARGET))
        values = {**_TARGET_DEFAULTS, **row}
        found.append(Target(**{key: _value(name, values, key, check, part) for key, check in _TARGET.items()}))
        if (found[-1].kind is TargetKind.FIXED) != (found[-1].deadline is not None):
            raise MalformedDefinitions(name=name, field=f"{part}.deadline", reason="een vast doel heeft een einddatum")
    return tuple(found)


def _value(name: str, values: dict[str, Any], key: str, check: Check, part: str = "") -> Any:
    field = f"{part}.{key}" if part else key
    if key not in values or (values[key] is None and check is not _maybe_day):
        raise MalformedDefinitions(name=name, field=field, reason="deze regel ontbreekt")
    try:
        return check(values[key])
    except (TypeError, ValueError) as error:
        reason = str(error) if isinstance(error, _Wrong) else "deze waarde past hier niet"
    raise MalformedDefinitions(name=name, field=field, reason=reason)


def _no_others(name: str, prefix: str, values: dict[str, Any], known: set[str]) -> None:
    for key in values:
        if key not in known:
            raise MalformedDefinitions(name=name, field=prefix + key, reason="deze regel kent het programma niet")


class _Wrong(ValueError):
    """A value that can't be, with a Dutch clause that never quotes it."""


def _words(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _Wrong("hier hoort een tekst")
    return value


def _day(value: Any) -> date:
    if type(value) is not date:  # a TOML date-time is a date too, and means something else
        raise _Wrong("hier hoort een datum, zoals 2026-08-01")
    return value


def _maybe_day(value: Any) -> date | None:
    return None if value is None else _day(value)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _Wrong("hier hoort true of false")
    return value


def _whole(lowest: int, highest: int, why: str = "") -> Check:
    def check(value: Any) -> int:
        if type(value) is not int or not lowest <= value <= highest:
            raise _Wrong(f"hier hoort een getal van {lowest} tot en met {highest}{why}")
        return value

    return check


def _one_of(codes: type[Code] | type[WeekUnit]) -> Check:
    def check(value: Any) -> Any:
        if value not in [code.value for code in codes]:
            raise _Wrong(f"kies uit: {', '.join(code.value for code in codes)}")
        return codes(value)

    return check


def _list(value: Any) -> list[str]:
    if not isinstance(value, list):
        raise _Wrong("hier hoort een lijst")
    return [_words(item) for item in value]


def _some_of(codes: type[Code], without: frozenset[Code] = frozenset()) -> Check:
    one = _one_of(codes)

    def check(value: Any) -> frozenset[Any]:
        found = frozenset(one(item) for item in _list(value))
        if found & without:
            raise _Wrong("wie een deel van de dag op school is, is niet aaneengesloten afwezig")
        return found

    return check


def _row_of(value: Any) -> tuple[str, ...]:
    return tuple(_list(value))


def _lines(value: Any) -> frozenset[str]:
    return frozenset(_list(value))


_NOT_LOOSER = ": strenger dan de wet mag, ruimer niet"
_TARGETS = "targets"
_SECTORS = tuple(sector.value for sector in Sector)
_WEEKS: dict[str, Check] = {
    "kinds": _some_of(AbsenceKind, frozenset({AbsenceKind.PARTIAL})),
    "weeks": _whole(1, 4, _NOT_LOOSER),  # Ingrado, Van Putten: "het verzuimprotocol is veel te ruim"
    "unit": _one_of(WeekUnit),
    "at_least": _flag,
}
_HEAD: dict[str, Check] = {
    "version": _words,
    "title": _words,
    "valid_from": _day,
    "source": _words,
    "threshold": _whole(SMALLEST_THRESHOLD, 100),
}
_PARTS: dict[str, dict[str, Check]] = {
    "lrv": _WEEKS,
    "long_term_sick": _WEEKS,
    "authorised": _WEEKS,
    "dreigend": {"kinds": _some_of(AbsenceKind)},
    "absoluut": {
        "weeks": _whole(0, 4, _NOT_LOOSER),
        "not_counted": _some_of(NotCounted),
        "mbo_february": _one_of(MboFebruary),
    },
    "norm": {
        "months": _whole(1, 12),
        "former_months": _whole(0, 12),
        "at_least": _flag,
        "in_principle": _flag,
        "needs_place": _flag,
        "day_care_ends": _flag,
    },
    "not_registered": dict.fromkeys(_SECTORS, _lines),
}
_RULES: Mapping[str, Callable[..., Any]] = {
    "lrv": AbsenceRule,
    "long_term_sick": AbsenceRule,
    "authorised": AbsenceRule,
    "dreigend": RiskRule,
    "absoluut": AbsoluteRule,
    "norm": Norm,
}
_TARGET: dict[str, Check] = {
    "lines": _row_of,
    "kind": _one_of(TargetKind),
    "percent": _whole(0, 100),
    "baseline": _words,
    "baseline_on": _day,
    "deadline": _maybe_day,
    "basis": _one_of(AreaBasis),
    "without_mbo_february": _flag,
    "valid_from": _day,
    "source": _words,
}
_TARGET_DEFAULTS: dict[str, Any] = {"percent": 0, "deadline": None, "without_mbo_february": False}
