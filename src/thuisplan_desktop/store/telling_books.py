"""What the samenwerkingsverband and the second key holder both keep: enrolled senders, and the tellingen they opened.

Signed files are kept as the bytes they came in, so that they can be verified again. The key holder keeps no counts:
nothing but the one sum he answered with (decision 2).
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, delete, update

from thuisplan_desktop.errors import AlreadyAnswered, NoSuchTelling
from thuisplan_desktop.region.telling import Enrolment, PartyKeys, Telling
from thuisplan_desktop.store import rows, schema

# --- enrolled senders


@dataclass(frozen=True, kw_only=True)
class KeptEnrolment:
    """A sender whose fingerprint was compared over the telephone on `enrolled_on`."""

    enrolment: Enrolment
    enrolled_on: date


@dataclass(frozen=True, kw_only=True)
class _EnrolmentRow:
    signing: bytes
    sealing: bytes
    region: str
    name: str
    board: str
    sectors: frozenset[str]
    enrolled_on: date


def save_enrolment(connection: Connection, kept: KeptEnrolment) -> None:
    """Enrol a sender, or renew what is known of the same signing key."""
    sender = kept.enrolment
    row = _EnrolmentRow(
        signing=sender.keys.signing, sealing=sender.keys.sealing, region=sender.region, name=sender.name,
        board=sender.board, sectors=sender.sectors, enrolled_on=kept.enrolled_on,
    )  # fmt: skip
    rows.save(connection, schema.enrolments, row)


def load_enrolments(connection: Connection) -> tuple[KeptEnrolment, ...]:
    """Every enrolled sender, in the order of enrolment."""
    return tuple(_kept(row) for row in rows.load(connection, schema.enrolments, _EnrolmentRow))


def _kept(row: _EnrolmentRow) -> KeptEnrolment:
    keys = PartyKeys(signing=row.signing, sealing=row.sealing)
    sender = Enrolment(region=row.region, keys=keys, name=row.name, board=row.board, sectors=row.sectors)
    return KeptEnrolment(enrolment=sender, enrolled_on=row.enrolled_on)


def delete_enrolment(connection: Connection, signing: bytes) -> None:
    """Strike a sender from the list for later tellingen; one that is already gone is fine."""
    connection.execute(delete(schema.enrolments).where(schema.enrolments.c.signing == signing))


# --- tellingen


@dataclass(frozen=True, kw_only=True)
class KeptTelling:
    """A telling that both parties signed; `document` is the co-signed file, `id` its hash.

    `profile` is the signed profile it was opened under: a later version of the profile leaves it as it was.
    """

    id: bytes
    region: str
    peildatum: date
    opened_on: date
    document: bytes
    profile: bytes
    closed_on: date | None = None

    @staticmethod
    def of(telling: Telling, document: bytes, profile: bytes) -> "KeptTelling":
        """The telling that was read from this file, opened under this profile."""
        return KeptTelling(
            id=telling.id, region=telling.region, peildatum=telling.peildatum, opened_on=telling.opened_on,
            document=document, profile=profile,
        )  # fmt: skip


def save_telling(connection: Connection, telling: KeptTelling) -> None:
    """Keep a co-signed telling. The same one twice is refused (StoreRefused)."""
    rows.add(connection, schema.tellingen, [telling])


def save_telling_once(connection: Connection, telling: KeptTelling) -> None:
    """Keep a telling; the same one again changes nothing."""
    if not any(kept.id == telling.id for kept in load_tellingen(connection)):
        save_telling(connection, telling)


def load_telling(connection: Connection, telling_id: bytes) -> KeptTelling:
    """One telling; raises NoSuchTelling."""
    found = rows.load(connection, schema.tellingen, KeptTelling, schema.tellingen.c.id == telling_id)
    if not found:
        raise NoSuchTelling
    return found[0]


def load_tellingen(connection: Connection) -> tuple[KeptTelling, ...]:
    """Every telling, in the order in which they were opened."""
    return rows.load(connection, schema.tellingen, KeptTelling)


def close_telling(connection: Connection, telling_id: bytes, closed_on: date) -> None:
    """No file is accepted after this; raises NoSuchTelling."""
    load_telling(connection, telling_id)
    table = schema.tellingen
    connection.execute(update(table).where(table.c.id == telling_id).values(closed_on=closed_on.isoformat()))


# --- answers (key holder)


@dataclass(frozen=True, kw_only=True)
class Answered:
    """One answer given, ever, per region and peildatum: the list from which the key holder refuses a second."""

    telling_id: bytes
    region: str
    peildatum: date
    answered_on: date
    request_hash: bytes
    document: bytes

    def __repr__(self) -> str:
        return f"Answered(peildatum={self.peildatum})"


def save_answer(connection: Connection, answer: Answered) -> None:
    """Keep the one answer to a telling; raises AlreadyAnswered, NoSuchTelling."""
    load_telling(connection, answer.telling_id)
    if rows.is_there(connection, schema.answers, schema.answers.c.telling_id == answer.telling_id):
        raise AlreadyAnswered
    rows.add(connection, schema.answers, [answer])


def load_answers(connection: Connection) -> tuple[Answered, ...]:
    """Every answer ever given, oldest first."""
    return rows.load(connection, schema.answers, Answered)
