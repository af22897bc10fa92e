"""Definition sets: what a thuiszitter is, as data, because regions contradict each other (domain §1.5, decision 5).

`landelijk.toml` is complete; a region's file holds only what differs, each part with its own source and date. A region
may bring a set of its own in the same format: it is checked line by line like the shipped ones.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from thuisplan_desktop.errors import MalformedDefinitions, UnknownDefinitions
from thuisplan_desktop.paths import resource
from thuisplan_desktop.register import definition_lines
from thuisplan_desktop.register.codes import Sector
from thuisplan_desktop.register.definition_lines import (
    HEAD,
    PARTS,
    RULES,
    SECTORS,
    TARGET,
    TARGET_DEFAULTS,
    TARGETS,
    Check,
    Wrong,
    day,
    maybe_day,
    source,
)
from thuisplan_desktop.register.promise import Promise, PromiseKind
from thuisplan_desktop.register.rules import DefinitionSet

__all__ = [
    "NATIONAL",
    "DefinitionSet",
    "Problem",
    "load",
    "load_own",
    "names",
    "not_yet",
    "parse",
    "problems",
    "text_of",
    "title_of",
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


def title_of(name: str, titles: Mapping[str, str] = MappingProxyType({})) -> str:
    """How a set is called: as the caller knows it, else its shipped title, else the name that a file or table has."""
    return titles.get(name) or (load(name).title if name in names() else name)


def load_own(name: str, text: str) -> DefinitionSet:
    """A region's own set. Raises MalformedDefinitions, also for a name that a shipped set has."""
    if name in names() or not re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", name):
        raise MalformedDefinitions(
            name=name, field="naam", reason="kies een eigen naam van kleine letters, cijfers en streepjes"
        )
    return parse(name, _text(NATIONAL), text)


def text_of(name: str) -> str:
    """A shipped set as its file, for a region to write its own after. UnknownDefinitions when there is none."""
    if name not in names():
        raise UnknownDefinitions(name=name)
    return _text(name)


def _text(name: str) -> str:
    return resource("definitions", f"{name}.toml").read_text("utf-8")


def not_yet(found: DefinitionSet, today: date) -> tuple[str, date] | None:
    """The line of a set that holds only later than today, and from when; None when all of it holds."""
    parts = [("", found.valid_from), *((part, getattr(found, part).valid_from) for part in RULES)]
    later = [(f"{part}.valid_from".lstrip("."), day) for part, day in parts if day > today]
    return later[0] if later else None


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in a definition file. `line` counts from 1; 0 where something is missing altogether."""

    field: str
    reason: str
    line: int = 0


def problems(text: str) -> tuple[Problem, ...]:
    """Everything that is wrong in a region's own set, in the order of the file; nothing when it can be used."""
    _, found = _judge(_text(NATIONAL), text)
    placed = (replace(one, line=one.line or definition_lines.line_of(text, one.field)) for one in found)
    return tuple(sorted(placed, key=lambda one: (one.line == 0, one.line)))


def parse(name: str, national_text: str, text: str) -> DefinitionSet:
    """The national rules with the deviations of `text` laid over them, checked line by line.

    MalformedDefinitions names the first line that is missing, unknown or impossible, and why: a threshold below five, a
    term that is looser than the law (more than four weeks), a deviation without source or date.
    """
    values, found = _judge(national_text, text)
    if found:
        raise MalformedDefinitions(name=name, field=found[0].field, reason=found[0].reason)
    parts = {part: values.pop(part) for part in PARTS}
    rules = {part: RULES[part](**parts[part]) for part in RULES}
    registered = {Sector(key): parts["not_registered"][key] for key in SECTORS}
    return DefinitionSet(name=name, **values, **rules, not_registered=MappingProxyType(registered))


def _judge(national_text: str, text: str) -> tuple[dict[str, Any], list[Problem]]:
    """The checked values of every part, and what is wrong; the values are whole only when nothing is."""
    found: list[Problem] = []
    own = _read(text, found)
    merged = _lay_over(_read(national_text, found), own)
    if found:
        return {}, found
    values = {key: _value(merged, key, check, found) for key, check in HEAD.items()}
    values |= {part: _part(part, merged, own, found) for part in PARTS}
    _no_others("", merged, {*HEAD, *PARTS, TARGETS}, found)
    values[TARGETS] = _targets(merged.get(TARGETS, []), found)
    return values, found


def _read(text: str, found: list[Problem]) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError:
        line = 1  # brackets within brackets without end
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        line = int(at[1]) if at else text.count("\n") + 1  # the rest of the exception quotes the file
    found.append(Problem("TOML", "het bestand is geen geldige TOML", line))
    return {}


def _lay_over(national: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Head lines and targets come from the set itself, except the threshold; parts are laid over the national ones."""
    merged: dict[str, Any] = {"threshold": national.get("threshold"), **own}
    for part, values in national.items():
        if isinstance(values, dict):
            deviations = own.get(part, {})
            merged[part] = {**values, **deviations} if isinstance(deviations, dict) else deviations
    return merged


def _part(part: str, merged: dict[str, Any], own: dict[str, Any], found: list[Problem]) -> dict[str, Any]:
    values = merged.get(part)
    if not isinstance(values, dict):
        found.append(Problem(part, "dit deel ontbreekt of is geen deel"))
        return {}
    lacking = [key for key in ("valid_from", "source") if part in own and key not in own[part]]
    found += [Problem(f"{part}.{key}", "een afwijking heeft bron en datum") for key in lacking]
    checks = {**PARTS[part], "valid_from": day, "source": source}
    _no_others(f"{part}.", values, set(checks), found)
    checked = {key: _value(values, key, check, found, part) for key, check in checks.items()}
    return {key: checked[key] for key in PARTS[part]} if part not in RULES else checked


def _targets(rows: Any, found: list[Problem]) -> tuple[Promise, ...]:
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        found.append(Problem(TARGETS, "doelen zijn een lijst van delen"))
        return ()
    return tuple(one for number, row in enumerate(rows, start=1) if (one := _target(number, row, found)))


def _target(number: int, row: dict[str, Any], found: list[Problem]) -> Promise | None:
    part, before = f"{TARGETS}.{number}", len(found)
    _no_others(f"{part}.", row, set(TARGET), found)
    values = {**TARGET_DEFAULTS, **row}
    checked = {key: _value(values, key, check, found, part) for key, check in TARGET.items()}
    if len(found) == before and (checked["kind"] is PromiseKind.FIXED) != (checked["deadline"] is not None):
        found.append(Problem(f"{part}.deadline", "een vast doel heeft een einddatum, een ander doel niet"))
    return Promise(**checked) if len(found) == before else None


def _value(values: dict[str, Any], key: str, check: Check, found: list[Problem], part: str = "") -> Any:
    """The checked value; None with a problem when it can't be."""
    reason = "deze waarde past hier niet"
    try:
        if key in values and (values[key] is not None or check is maybe_day):
            return check(values[key])
        reason = "deze regel ontbreekt"
    except Wrong as error:
        reason = str(error)
    except (TypeError, ValueError):
        pass  # the exception may quote the value
    found.append(Problem(f"{part}.{key}" if part else key, reason))
    return None


def _no_others(prefix: str, values: dict[str, Any], known: set[str], found: list[Problem]) -> None:
    found += [Problem(prefix + key, "deze regel kent het programma niet") for key in values if key not in known]
