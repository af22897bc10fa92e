"""`Known` from the plain data that `thuisplan anonymise` reads beside a text."""

from datetime import date
from typing import Any

from thuisplan_desktop.anonymise.known import PARENT, PUPIL, SOMEBODY, Known, KnownPerson


def known_from_json(data: dict[str, Any]) -> Known:
    """Reads `child`, `parents`, `address`, `school` and `others_known`, all optional; ignores anything else.

    Raises ValueError, TypeError or AttributeError where one of them is no such thing.
    """
    child, parents = data.get("child") or {}, data.get("parents") or []
    address, school = data.get("address") or {}, data.get("school") or {}
    persons = [_person(PUPIL, child)]
    persons += [_person(PARENT, parent) for parent in parents]
    persons += [KnownPerson.called(SOMEBODY, name) for name in data.get("others_known") or []]
    street, number = _text(address, "street"), _text(address, "number")
    places = (_text(address, "place"), _text(school, "place"))
    numbers = [_text(child, "bsn"), _text(child, "pupil_number"), *(_text(p, "phone") for p in parents)]
    born, written = _text(child, "birth_date"), (f"{street} {number}".strip(), street, _text(address, "postcode"))
    return Known(
        persons=tuple(persons),
        places=tuple(dict.fromkeys(filter(None, places))),
        organisations=tuple(filter(None, (_text(school, "name"),))),
        addresses=tuple(filter(None, written)),
        numbers=tuple(filter(None, numbers)),
        emails=tuple(filter(None, (_text(p, "email") for p in parents))),
        dates=(date.fromisoformat(born),) if born else (),
    )


def _text(data: dict[str, Any], name: str) -> str:
    value = data.get(name) or ""
    if not isinstance(value, str):
        raise TypeError
    return value


def _person(role: str, data: dict[str, Any]) -> KnownPerson:
    return KnownPerson(
        role,
        first_names=_text(data, "first_names") or _text(data, "first_name"),
        nickname=_text(data, "nickname"),
        infix=_text(data, "infix"),
        surname=_text(data, "surname"),
    )
