"""Wie is wie: kept inside the register, offered where a table is laid, and unknown to every anonymous text."""

import json
from dataclasses import asdict, replace

from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.actions.typed import refuse_bsn
from thuisplan_desktop.errors import RegisterDamaged
from thuisplan_desktop.register import professional
from thuisplan_desktop.register.codes import Party, Role
from thuisplan_desktop.register.professional import Professional
from thuisplan_desktop.store import settings
from thuisplan_desktop.store.register_file import Connection

_KEY = "directory"


def people(register: OpenRegister) -> tuple[Professional, ...]:
    """Everybody in the list, by role and name."""
    with register.read() as connection:
        return load(connection)


def load(connection: Connection) -> tuple[Professional, ...]:
    """The same, in a transaction that is open. Raises RegisterDamaged on what can't be."""
    try:
        rows = json.loads(settings.get(connection, _KEY, "[]"))
        found = [Professional(**{**row, "party": Party(row["party"])}) for row in rows]
    except (ValueError, TypeError, KeyError):
        pass  # the exception would quote a name
    else:
        order = [*Party]
        return tuple(sorted(found, key=lambda one: (order.index(one.party), one.name.casefold())))
    raise RegisterDamaged(part="directory")


def keep(register: OpenRegister, one: Professional) -> Changed:
    """Add somebody, or put a line right. Raises InvalidCase(field, reason)."""
    need(register, Role.SCHOOL, Role.CONSULENT)
    tidy = replace(one, name=one.name.strip(), area=one.area.strip())
    professional.check(tidy)
    refuse_bsn(tidy)
    with register.change() as connection:
        others = [other for other in load(connection) if other.id != one.id]
        _save(connection, (*others, tidy))
        register.log(connection, "professional_saved")
    return changed(Kind.SETTINGS, value=tidy)


def remove(register: OpenRegister, one: Professional) -> Changed:
    """Take somebody out; one already gone is fine."""
    need(register, Role.SCHOOL, Role.CONSULENT)
    with register.change() as connection:
        _save(connection, tuple(other for other in load(connection) if other.id != one.id))
        register.log(connection, "professional_deleted")
    return changed(Kind.SETTINGS)


def _save(connection: Connection, found: tuple[Professional, ...]) -> None:
    settings.put(connection, _KEY, json.dumps([asdict(one) for one in found], ensure_ascii=False))
