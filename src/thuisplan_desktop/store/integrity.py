"""Looking through a whole register file: seals of the pages, structure, references."""

from typing import Any

from sqlalchemy import Connection

from thuisplan_desktop.errors import RegisterDamaged
from thuisplan_desktop.store import logbook
from thuisplan_desktop.store.cipher import dbapi2, pragma

_UNREADABLE = "Het bestand is beschadigd: een deel is niet te lezen."


def problems(raw: Any, connection: Connection) -> tuple[str, ...]:
    """What is wrong, as Dutch sentences without personal data; empty when all is well."""
    try:
        if broken := _seals(raw):
            return broken  # a page that can't be read ends every further question
        found = (*_structure(raw), *_references(raw))
        with connection.begin():
            return (*found, *_chain(connection))
    except (dbapi2.DatabaseError, RegisterDamaged):
        return (_UNREADABLE,)


def _chain(connection: Connection) -> tuple[str, ...]:
    """Every line of the logbook is linked to all before it."""
    number = logbook.broken_at(connection)
    return () if number is None else (f"Het logboek klopt niet vanaf regel {number}.",)


def _seals(raw: Any) -> tuple[str, ...]:
    """Every page carries a seal (HMAC) of its own, which a changed byte breaks."""
    broken = len(pragma(raw, "cipher_integrity_check"))
    return (f"Het bestand is beschadigd: van {broken} bladzijden klopt het zegel niet.",) if broken else ()


def _structure(raw: Any) -> tuple[str, ...]:
    if pragma(raw, "integrity_check") == [("ok",)]:
        return ()
    return ("Het bestand is beschadigd: de tabellen en hun indexen kloppen niet met elkaar.",)


def _references(raw: Any) -> tuple[str, ...]:
    tables = sorted({str(row[0]) for row in pragma(raw, "foreign_key_check")})
    return tuple(f"Een regel in de tabel {table} verwijst naar iets dat er niet is." for table in tables)
