"""Looking through a whole register file: seals of the pages, structure, references."""

from typing import Any

from thuisplan_desktop.store.cipher import dbapi2, pragma

_UNREADABLE = "Het bestand is beschadigd: een deel is niet te lezen."


def problems(raw: Any) -> tuple[str, ...]:
    """What is wrong, as Dutch sentences without personal data; empty when all is well."""
    try:
        return (*_seals(raw), *_structure(raw), *_references(raw))
    except dbapi2.DatabaseError:
        return (_UNREADABLE,)


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
