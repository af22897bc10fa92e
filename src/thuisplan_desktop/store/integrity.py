"""Looking through a whole register file: seals, structure, schema, references, counters, and the logbook's chain."""

from typing import Any

from sqlalchemy import Connection, select

from thuisplan_desktop.errors import RegisterDamaged
from thuisplan_desktop.store import logbook, schema, shape
from thuisplan_desktop.store.cipher import dbapi2, pragma
from thuisplan_desktop.store.schema import WorkspaceKind

_UNREADABLE = "Het bestand is beschadigd: een deel is niet te lezen."


def problems(raw: Any, connection: Connection) -> tuple[str, ...]:
    """What is wrong, as Dutch sentences without personal data; empty when all is well."""
    try:
        if broken := _seals(raw):
            return broken  # a page that can't be read ends every further question
        found = (*_structure(raw), *_schema(raw), *_references(raw))
        with connection.begin():
            return (*found, *_orphans(connection), *_counters(connection), *_chain(connection))
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


def _schema(raw: Any) -> tuple[str, ...]:
    """Every table, column, index and trigger is as this program makes it: a trigger is what keeps a line unchanged."""
    rows = raw.execute("SELECT kind FROM workspace").fetchall()
    if (
        len(rows) == 1
        and rows[0][0] in list(WorkspaceKind)
        and shape.of(raw) == shape.wanted(WorkspaceKind(rows[0][0]))
    ):
        return ()
    return ("De tabellen van het register zijn veranderd door een ander programma.",)


def _orphans(connection: Connection) -> tuple[str, ...]:
    """Drafts stand in the settings, where no reference of the database watches them."""
    settings, cases, discussions = schema.settings, schema.cases, schema.discussions
    if connection.execute(select(schema.workspace.c.kind)).scalar() != WorkspaceKind.COORDINATOR:
        return ()
    keys = connection.execute(select(settings.c.key).where(settings.c.key.startswith("draft:"))).scalars()
    owners = {key.rpartition(":")[2] for key in keys}
    known = {*connection.execute(select(cases.c.id)).scalars(), *connection.execute(select(discussions.c.id)).scalars()}
    return ("Een concepttekst hoort bij een bespreking die er niet meer is.",) if owners - known else ()


def _counters(connection: Connection) -> tuple[str, ...]:
    """The database counts the lines that were ever written; and a file sent has a number and a hash, or neither has."""
    counted = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'logbook'").scalar() or 0
    missing = int(counted) - logbook.head(connection).number
    own = schema.identities.c
    halves = connection.execute(select(own.region).where((own.sequence == 0) != (own.last_hash == b""))).first()
    return (
        *([f"Van het logboek ontbreken de laatste {missing} regels."] if missing > 0 else []),
        *(["Het volgnummer van de verzonden tellingen klopt niet."] if halves else []),
    )
