"""`Known` from the plain data that `thuisplan anonymise` reads beside a text."""

from datetime import date
from typing import Any

from thuisplan_desktop.anonymise.known import Known, KnownPerson


def known_from_json(data: dict[str, Any]) -> Known:
    """Reads `child`, `parents`, `address`, `school` and `others_known`, all optional; ignores anything else."""
    child, parents = data.get("child") or {}, data.get("parents") or []
    address, school = data.get("address") or {}, data.get("school") or {}
    persons = [_person("de leerling", child)]
    persons += [_person("een ouder", parent) for parent in parents]
    persons += [_named("een betrokkene", name) for name in data.get("others_known") or []]
    street, number = address.get("street") or "", address.get("number") or ""
    places = (address.get("place"), school.get("place"))
    numbers = [child.get("bsn"), child.get("pupil_number"), *(p.get("phone") for p in parents)]
    born = child.get("birth_date")
    return Known(
        persons=tuple(persons),
        places=tuple(dict.fromkeys(filter(None, places))),
        organisations=tuple(filter(None, (school.get("name"),))),
        addresses=tuple(filter(None, (f"{street} {number}".strip(), street, address.get("postcode")))),
        numbers=tuple(filter(None, numbers)),
        emails=tuple(filter(None, (p.get("email") for p in parents))),
        dates=(date.fromisoformat(born),) if born else (),
    )


def _person(role: str, data: dict[str, Any]) -> KnownPerson:
    return KnownPerson(
        role,
        first_names=data.get("first_names") or data.get("first_name") or "",
        nickname=data.get("nickname") or "",
        infix=data.get("infix") or "",
        surname=data.get("surname") or "",
    )


def _named(role: str, name: str) -> KnownPerson:
    """'Ilse van den Brink' as first name, infix and surname."""
    first, _, rest = name.partition(" ")
    words = rest.split()
    cut = next((i for i, word in enumerate(words) if word[:1].isupper()), 0)
    return KnownPerson(role, first_names=first, infix=" ".join(words[:cut]), surname=" ".join(words[cut:]))
