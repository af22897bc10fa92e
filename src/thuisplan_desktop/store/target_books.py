"""What a region wants and what it made readable: targets, notes on a trend, releases."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, delete

from thuisplan_desktop.region.targets import Target
from thuisplan_desktop.store import rows, schema
from thuisplan_desktop.store.telling_books import load_telling

# --- targets


def save_target(connection: Connection, target: Target) -> None:
    """Keep a target, or replace the one with its id."""
    rows.save(connection, schema.targets, target)


def load_targets(connection: Connection) -> tuple[Target, ...]:
    """Every target, in the order in which they were made."""
    return rows.load(connection, schema.targets, Target)


def delete_target(connection: Connection, target_id: str) -> None:
    """Forget a target; one that is already gone is fine."""
    connection.execute(delete(schema.targets).where(schema.targets.c.id == target_id))


# --- notes on a trend


@dataclass(frozen=True, kw_only=True)
class Annotation:
    """Why a number of one telling can't be read as a rise or fall: a registratie-effect. `cell` "" is all lines."""

    telling_id: bytes
    report: str
    cell: str
    text: str
    noted_on: date
    noted_by: str

    def __repr__(self) -> str:
        return "Annotation()"


def save_annotation(connection: Connection, annotation: Annotation) -> None:
    """Keep a note, or replace the one on the same line; an empty text removes it. Raises NoSuchTelling."""
    load_telling(connection, annotation.telling_id)
    if annotation.text:
        rows.save(connection, schema.annotations, annotation)
        return
    table = schema.annotations
    same = (
        table.c.telling_id == annotation.telling_id,
        table.c.report == annotation.report,
        table.c.cell == annotation.cell,
    )
    connection.execute(delete(table).where(*same))


def load_annotations(connection: Connection) -> tuple[Annotation, ...]:
    """Every note, in the order in which they were first made."""
    return rows.load(connection, schema.annotations, Annotation)


# --- what was made readable


@dataclass(frozen=True, kw_only=True)
class Release:
    """What was published of one telling, for ever the same. `document` is the published table as JSON."""

    telling_id: bytes
    document: str
    published_sha256: str
    released_on: date


def save_release(connection: Connection, release: Release) -> None:
    """Keep what was published. A telling has one release (StoreRefused); raises NoSuchTelling."""
    load_telling(connection, release.telling_id)
    rows.add(connection, schema.releases, [release])


def load_release(connection: Connection, telling_id: bytes) -> Release | None:
    """What was published of a telling; None when nothing was yet."""
    return rows.find(connection, schema.releases, Release, schema.releases.c.telling_id == telling_id)
