"""The tables agree with the dataclasses, and the migrations build exactly these tables."""

import dataclasses
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import BLOB, INTEGER, TEXT, Connection, MetaData, Table, create_engine

from thuisplan_desktop import dutch
from thuisplan_desktop.region.targets import Target
from thuisplan_desktop.register.case import Absence, Case, Contact
from thuisplan_desktop.register.consent import Consent
from thuisplan_desktop.register.knelpunt import Knelpunt
from thuisplan_desktop.register.meeting import Discussion, Meeting, Sharing
from thuisplan_desktop.store import (
    given,
    identities,
    logbook,
    migrate,
    parts,
    region_books,
    schema,
    snapshots,
    target_books,
    telling_books,
)
from thuisplan_desktop.store.rows import codecs
from thuisplan_desktop.store.schema import WorkspaceKind

PAIRS: tuple[tuple[type[Any], Table], ...] = (
    (Case, schema.cases),
    (Absence, schema.absences),
    (Contact, schema.contacts),
    (Consent, schema.consents),
    (Meeting, schema.meetings),
    (Discussion, schema.discussions),
    (Sharing, schema.sharings),
    *parts.TABLES.items(),
    (Knelpunt, schema.knelpunten),
    (logbook.Entry, schema.logbook),
    (snapshots._Row, schema.snapshots),
    (identities.OwnIdentity, schema.identities),
    (region_books.KeptProfile, schema.profiles),
    (region_books.Received, schema.received),
    (region_books.SumAnswer, schema.sum_answers),
    (region_books._CombinedRow, schema.combined),
    (region_books.Gap, schema.gaps),
    (telling_books._EnrolmentRow, schema.enrolments),
    (telling_books.KeptTelling, schema.tellingen),
    (telling_books.Answered, schema.answers),
    (given._Row, schema.given),
    (Target, schema.targets),
    (target_books.Annotation, schema.annotations),
    (target_books.Release, schema.releases),
)
KINDS = list(WorkspaceKind)
NOT_OURS = {"alembic_version", "sqlite_sequence", "sqlite_schema", "sqlite_temp_schema"}


@pytest.mark.parametrize(("cls", "table"), PAIRS, ids=[table.name for _, table in PAIRS])
def test_a_table_has_a_column_for_each_field(cls: type[Any], table: Table) -> None:
    """Same names, no column too many, none too few."""
    assert {column.name for column in table.columns} == set(codecs(cls))


@pytest.mark.parametrize(("cls", "table"), PAIRS, ids=[table.name for _, table in PAIRS])
def test_a_column_fits_its_field(cls: type[Any], table: Table) -> None:
    """Numbers, bytes and text have their own column type, and only what may be missing may be NULL."""
    for field in dataclasses.fields(cls):
        column, hint = table.c[field.name], str(field.type)
        kind = INTEGER if field.type in (int, bool, int | None) else BLOB if field.type is bytes else TEXT
        assert type(column.type) is kind, field.name
        refers = bool(column.foreign_keys) and field.type is str
        assert column.nullable == ("None" in hint or (refers and field.default == "")), field.name


def test_shared_tables_have_one_form() -> None:
    """One Table object serves the workspaces of all kinds only while the columns are the same."""
    for name in ("workspace", "settings", "logbook", "identities", "enrolments", "tellingen"):
        forms = {str(list(metadata.tables[name].c)) for metadata in schema.TABLES.values() if name in metadata.tables}
        assert len(forms) == 1, name


@pytest.mark.parametrize("kind", KINDS)
def test_the_number_of_the_schema_is_that_of_the_newest_step(kind: WorkspaceKind, empty: Connection) -> None:
    """Otherwise a new step would never run, or a file would seem too new to the program that made it."""
    heads = ScriptDirectory.from_config(migrate.config_for(kind, empty)).get_heads()
    assert heads == [schema.revision_name(schema.REVISIONS[kind])]


@pytest.mark.parametrize("kind", KINDS)
def test_the_migrations_build_exactly_the_tables(kind: WorkspaceKind, empty: Connection) -> None:
    """From nothing to the newest step gives the same tables, indexes and triggers as a new workspace."""
    command.upgrade(migrate.config_for(kind, empty), "head")
    with create_engine("sqlite://").connect() as fresh:
        schema.TABLES[kind].create_all(fresh)
        assert _structure(empty) == _structure(fresh)
    assert compare_metadata(MigrationContext.configure(empty), schema.TABLES[kind]) == []


@pytest.fixture
def empty() -> Iterator[Connection]:
    with create_engine("sqlite://").connect() as connection:
        yield connection


def _structure(connection: Connection) -> dict[str, Any]:
    """Columns, references and indexes of every table, and the triggers; the order of columns doesn't matter."""
    names = [row.name for row in _pragma(connection, "table_list") if row.name not in NOT_OURS]
    found = {name: _table_structure(connection, name) for name in names}
    triggers = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return found | {name: " ".join(sql.split()) for name, sql in triggers}


def _table_structure(connection: Connection, name: str) -> tuple[Any, ...]:
    columns = sorted(tuple(row)[1:] for row in _pragma(connection, f"table_xinfo({name})"))
    references = sorted(tuple(row)[2:] for row in _pragma(connection, f"foreign_key_list({name})"))
    indexes = sorted(tuple(row)[1:] for row in _pragma(connection, f"index_list({name})"))
    strict = [row.strict for row in _pragma(connection, "table_list") if row.name == name]
    return columns, references, indexes, strict


def _pragma(connection: Connection, name: str) -> list[Any]:
    return list(connection.exec_driver_sql(f"PRAGMA {name}"))


def test_every_table_has_a_dutch_name() -> None:
    """A preview of a restore and a salvage say what is lost in words."""
    names = {name for metadata in schema.TABLES.values() for name in metadata.tables}
    assert not [name for name in names - {"workspace", "alembic_version"} if "ander gegeven" in dutch.part(name, 1)]
    assert dutch.part("absences", 3) == "3 verzuimperioden"
    assert dutch.part("iets nieuws", 2) == "2 andere gegevens"


def test_no_workspace_has_a_column_for_what_may_not_be_kept() -> None:
    """No BSN, no photo, no sex, no diagnosis, no criminal data (decision 6)."""
    metadatas: tuple[MetaData, ...] = tuple(schema.TABLES.values())
    names = {column.name for metadata in metadatas for table in metadata.tables.values() for column in table.c}
    forbidden = re.compile(r"bsn|photo|foto|sex|gender|diagnos|crimin|nationality|religion")
    assert not [name for name in names if forbidden.search(name)]


def test_a_date_column_sorts_by_day() -> None:
    """ISO text sorts as the days do, so that an order by the database is the order of time."""
    encode = codecs(Absence)["starts_on"].encode
    days = [date(2026, 1, 12), date(2025, 12, 31), date(2026, 10, 1)]
    assert sorted(map(encode, days)) == [encode(day) for day in sorted(days)]
