"""Definition sets: what a thuiszitter is, as data, because regions contradict each other (domain §1.5, decision 5).

`landelijk.toml` is complete; a region's file holds only what differs, each part with its own source and date. A region
may bring a set of its own in the same format: it is checked line by line like the shipped ones.
"""

import re
import tomllib
from functools import cache
from types import MappingProxyType
from typing import Any

from thuisplan_desktop.errors import MalformedDefinitions, UnknownDefinitions
from thuisplan_desktop.paths import resource
from thuisplan_desktop.register.codes import Sector
from thuisplan_desktop.register.definition_lines import (
    HEAD,
    PARTS,
    RULES,
    SECTORS,
    SMALLEST_THRESHOLD,
    TARGET,
    TARGET_DEFAULTS,
    TARGETS,
    Check,
    Wrong,
    day,
    maybe_day,
    words,
)
from thuisplan_desktop.register.rules import (
    AbsenceRule,
    DefinitionSet,
)
from thuisplan_desktop.register.targets import Target, TargetKind

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

NATIONAL = "landelijk"


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
    head = {key: _value(name, merged, key, check) for key, check in HEAD.items()}
    parts = {part: _part(name, part, merged, own) for part in PARTS}
    _no_others(name, "", merged, {*HEAD, *PARTS, TARGETS})
    rules = {part: RULES[part](**values) for part, values in parts.items() if part in RULES}
    lines = parts["not_registered"]
    registered = {Sector(key): value for key, value in lines.items() if key in SECTORS}
    return DefinitionSet(
        name=name,
        **head,
        **rules,
        not_registered=MappingProxyType(registered),
        targets=_targets(name, merged.get(TARGETS, [])),
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
    checks = {**PARTS[part], "valid_from": day, "source": words}
    _no_others(name, f"{part}.", values, set(checks))
    return {key: _value(name, values, key, check, part) for key, check in checks.items()}


def _targets(name: str, rows: Any) -> tuple[Target, ...]:
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise MalformedDefinitions(name=name, field=TARGETS, reason="doelen zijn een lijst van delen")
    found = []
    for number, row in enumerate(rows, start=1):
        part = f"{TARGETS}.{number}"
        _no_others(name, f"{part}.", row, set(TARGET))
        values = {**TARGET_DEFAULTS, **row}
        found.append(Target(**{key: _value(name, values, key, check, part) for key, check in TARGET.items()}))
        if (found[-1].kind is TargetKind.FIXED) != (found[-1].deadline is not None):
            raise MalformedDefinitions(name=name, field=f"{part}.deadline", reason="een vast doel heeft een einddatum")
    return tuple(found)


def _value(name: str, values: dict[str, Any], key: str, check: Check, part: str = "") -> Any:
    field = f"{part}.{key}" if part else key
    if key not in values or (values[key] is None and check is not maybe_day):
        raise MalformedDefinitions(name=name, field=field, reason="deze regel ontbreekt")
    try:
        return check(values[key])
    except (TypeError, ValueError) as error:
        reason = str(error) if isinstance(error, Wrong) else "deze waarde past hier niet"
    raise MalformedDefinitions(name=name, field=field, reason=reason)


def _no_others(name: str, prefix: str, values: dict[str, Any], known: set[str]) -> None:
    for key in values:
        if key not in known:
            raise MalformedDefinitions(name=name, field=prefix + key, reason="deze regel kent het programma niet")
