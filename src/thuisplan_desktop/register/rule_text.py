"""Reading sharing rules from TOML: every line known, every value possible, every article with its source."""

import re
import tomllib
from collections.abc import Callable
from datetime import date
from enum import Enum
from typing import Any, TypeVar

from thuisplan_desktop.errors import MalformedSharingRules
from thuisplan_desktop.register import law
from thuisplan_desktop.register.codes import DataCategory, LegalBasis, Party, Purpose, Role, Route

C = TypeVar("C", bound=Enum)
Check = Callable[[Any], Any]

_LONGEST = 200_000
_MOST_RULES = 200


def read(text: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The head of a set and the fields of its rules. Raises MalformedSharingRules(rule, field)."""
    values = _toml(text)
    rules = values.pop("rule", None)
    if not isinstance(rules, list) or not 0 < len(rules) <= _MOST_RULES:
        raise MalformedSharingRules(rule="kop", field="rule")
    found = [_fields(rule) for rule in rules]
    twice = next((one["id"] for number, one in enumerate(found) if one["id"] in {x["id"] for x in found[:number]}), "")
    if twice:
        raise MalformedSharingRules(rule=twice, field="id")
    return _checked("kop", values, _HEAD, {}), found


def _toml(text: str) -> dict[str, Any]:
    try:
        if len(text) <= _LONGEST:
            return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        pass  # the exception quotes the file
    raise MalformedSharingRules(rule="kop", field="TOML")


def _fields(rule: Any) -> dict[str, Any]:
    if not isinstance(rule, dict):
        raise MalformedSharingRules(rule="kop", field="rule")
    name = rule.get("id")
    known = name if isinstance(name, str) and re.fullmatch("[a-z0-9-]{1,40}", name) else "zonder naam"
    values = _checked(known, rule, _RULE, _MAYBE)
    renamed = {"from": "holders", "consent": "needs_consent"}
    found = {renamed.get(key, key): value for key, value in values.items()}
    _check_together(known, found)
    return found


def _check_together(name: str, rule: dict[str, Any]) -> None:
    """By name a rule says to whom and what; consent goes with its own ground and no other."""
    by_name = rule.get("route", Route.BY_NAME) is Route.BY_NAME
    if by_name and not (rule["to"] and rule["categories"]):
        raise MalformedSharingRules(rule=name, field="to")
    if rule["needs_consent"] is not (rule["basis"] is LegalBasis.CONSENT):
        raise MalformedSharingRules(rule=name, field="consent")
    if rule.get("valid_until", date.max) < rule["valid_from"]:
        raise MalformedSharingRules(rule=name, field="valid_until")


def _checked(name: str, values: dict[str, Any], needed: dict[str, Check], maybe: dict[str, Check]) -> dict[str, Any]:
    if set(values) - {*needed, *maybe}:
        raise MalformedSharingRules(rule=name, field="een onbekende regel")
    found = {}
    for key, check in {**needed, **{key: maybe[key] for key in maybe if key in values}}.items():
        try:
            found[key] = check(values[key])
        except (KeyError, TypeError, ValueError):
            raise MalformedSharingRules(rule=name, field=key) from None
    return found


def _words(value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > 400:
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


def _age(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= 200:
        raise ValueError
    return value


def _list(value: Any) -> list[str]:
    if not isinstance(value, list):
        raise TypeError
    return [_words(one) for one in value]


def _name(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch("[a-z0-9-]{1,40}", value):
        raise ValueError
    return value


def _codes(kind: type[C]) -> Callable[[Any], frozenset[C]]:
    return lambda value: frozenset(kind(one) for one in _list(value))


def _holders(value: Any) -> frozenset[Role]:
    found = frozenset(Role(one) for one in _list(value))
    if not found or not found <= {Role.SCHOOL, Role.CONSULENT}:
        raise ValueError
    return found


def _law(value: Any) -> tuple[str, ...]:
    """Keys of sources that have a date."""
    found = tuple(_list(value))
    if not found or not set(found) <= set(law.sources()):
        raise ValueError
    return found


_HEAD: dict[str, Check] = {"version": _words, "title": _words, "valid_from": _day, "source": _words}
_RULE: dict[str, Check] = {
    "id": _name,
    "step": _words,
    "from": _holders,
    "to": _codes(Party),
    "categories": _codes(DataCategory),
    "purposes": _codes(Purpose),
    "consent": _flag,
    "at_table": _flag,
    "basis": LegalBasis,
    "law": _law,
    "limits": lambda value: tuple(_list(value)),
    "record_in": _words,
    "valid_from": _day,
}
_MAYBE: dict[str, Check] = {
    "valid_until": _day,
    "from_age": _age,
    "until_age": _age,
    "route": Route,
}
