"""The sums a key holder gave: the list from which he refuses a second one, whatever is put back (decision 2).

It stands in the register and, closed with the data key, beside it. Whichever of the two lacks a line gets it at the
next opening, so that an older register, from a backup or by hand, does not forget. Who was summed is kept too: what
may be answered next depends on it. It holds no counts.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from thuisplan_desktop.crypto import guard
from thuisplan_desktop.crypto.canonical import Malformed, Record, blob
from thuisplan_desktop.errors import AlreadyAnswered, BrokenSeal, RegisterDamaged, ThuisplanError
from thuisplan_desktop.region.membership import Member
from thuisplan_desktop.store import files, rows, schema, settings
from thuisplan_desktop.store.faults import named

NOTE = files.GIVEN
UNKNOWN_UNTIL = "answers_unknown_until"
"""The setting with the day a backup was put back without this list: until then any sum may have been given."""

_PURPOSE = "register/v1/given"
_LIMIT = 64 * 1024 * 1024
_MOST = 10_000
_WITH_SENDERS = 128
"""Of so many of the newest answers the note beside the register also holds who was summed.

More than there can be in twice the time for which tellingen are compared, one in each 22 days.
"""


@dataclass(frozen=True, kw_only=True)
class Given:
    """One sum. `totals_only` are the reports not given in full; `senders` who was summed in some sector."""

    telling_id: bytes
    region: str
    peildatum: date
    answered_on: date
    request_hash: bytes
    totals_only: frozenset[str] = frozenset()
    senders: tuple[Member, ...] = ()

    def __repr__(self) -> str:
        return f"Given(peildatum={self.peildatum})"


@dataclass(frozen=True, kw_only=True)
class _Row:
    telling_id: bytes
    region: str
    peildatum: date
    answered_on: date
    request_hash: bytes
    totals_only: frozenset[str]
    senders: str


def save_given(connection: Connection, given: Given) -> None:
    """Keep that a sum was given, for ever; raises AlreadyAnswered."""
    if rows.is_there(connection, schema.given, schema.given.c.telling_id == given.telling_id):
        raise AlreadyAnswered
    rows.add(connection, schema.given, [_to_row(given)])


def load_given(connection: Connection) -> tuple[Given, ...]:
    """Every sum ever given, in the order of giving."""
    found = rows.load(connection, schema.given, _Row)
    return tuple(sorted(map(_from_row, found), key=lambda one: one.answered_on))


def _to_row(given: Given) -> _Row:
    senders = [[one.signing.hex(), one.board, sorted(one.sectors)] for one in given.senders]
    return _Row(
        telling_id=given.telling_id, region=given.region, peildatum=given.peildatum, answered_on=given.answered_on,
        request_hash=given.request_hash, totals_only=given.totals_only, senders=json.dumps(senders) if senders else "",
    )  # fmt: skip


def _from_row(row: _Row) -> Given:
    return Given(
        telling_id=row.telling_id, region=row.region, peildatum=row.peildatum, answered_on=row.answered_on,
        request_hash=row.request_hash, totals_only=row.totals_only, senders=_members(row.senders),
    )  # fmt: skip


def _members(text: str) -> tuple[Member, ...]:
    if not text:
        return ()
    try:
        rows_of: list[tuple[str, str, list[str]]] = json.loads(text)
        return tuple(Member(bytes.fromhex(key), board, frozenset(sectors)) for key, board, sectors in rows_of)
    except (ValueError, TypeError):
        pass  # the exception would quote the text
    raise RegisterDamaged(part="given")


def unknown_until(connection: Connection) -> date | None:
    """Until which day sums may have been given that this register does not know of."""
    text = settings.get(connection, UNKNOWN_UNTIL)
    return date.fromisoformat(text) if text else None


# --- beside the register


def is_readable(folder: Path, data_key: bytes, register_id: str) -> bool:
    """Whether the note beside the register is there and opens: then nothing that was given can be forgotten."""
    try:
        return _read(folder, data_key, register_id) is not None
    except BrokenSeal:
        return False


def write(folder: Path, data_key: bytes, register_id: str, given: Iterable[Given]) -> None:
    """Replace the note; raises DiskFull, CannotWrite."""
    known = tuple(given)
    lines = [_line(one, senders=number >= len(known) - _WITH_SENDERS) for number, one in enumerate(known)]
    value = {"given": lines, "register": register_id}
    files.replace_file(folder / NOTE, guard.close_note(data_key, _PURPOSE, value))


@dataclass(frozen=True)
class Difference:
    """What the note beside the register knows more, whether it knows less, and whether it could not be read."""

    missing: tuple[Given, ...]
    note_lacks: bool
    broken: bool = False

    @property
    def changes_register(self) -> bool:
        return bool(self.missing) or self.broken


def compare(connection: Connection, folder: Path, data_key: bytes, register_id: str) -> Difference:
    """Hold the register and the note beside it against each other. A missing note only lacks what there is."""
    known = {one.telling_id for one in load_given(connection)}
    try:
        noted = _read(folder, data_key, register_id)
    except BrokenSeal:
        return Difference((), note_lacks=True, broken=True)
    there = {one.telling_id for one in noted or ()}
    return Difference(tuple(one for one in noted or () if one.telling_id not in known), note_lacks=not known <= there)


def take_over(connection: Connection, found: Difference, today: date) -> None:
    """The register gets what it lacks. After a note that can't be read, sums may have been given until today."""
    for one in found.missing:
        save_given(connection, one)
    if found.broken:
        settings.put(connection, UNKNOWN_UNTIL, today.isoformat())


def _line(given: Given, *, senders: bool) -> dict[str, object]:
    listed = [[blob(one.signing), one.board, sorted(one.sectors)] for one in given.senders] if senders else []
    return {
        "answered_on": given.answered_on.isoformat(),
        "peildatum": given.peildatum.isoformat(),
        "region": given.region,
        "request": blob(given.request_hash),
        "senders": listed,
        "telling": blob(given.telling_id),
        "totals_only": sorted(given.totals_only),
    }


_MEMBERS = ("answered_on", "peildatum", "region", "request", "senders", "telling", "totals_only")


def _read(folder: Path, data_key: bytes, register_id: str) -> tuple[Given, ...] | None:
    try:
        with named():
            data = files.read_small(folder / NOTE, _LIMIT + 1)
    except ThuisplanError:
        return None
    record = guard.open_note(data_key, _PURPOSE, data, "given", "register", limit=_LIMIT)
    try:
        if record.text("register") != register_id:
            raise BrokenSeal
        return tuple(_given(line) for line in record.records("given", _MOST, *_MEMBERS))
    except (Malformed, ValueError, TypeError):
        raise BrokenSeal from None


def _given(line: Record) -> Given:
    return Given(
        telling_id=line.blob("telling", 32), region=line.text("region"), peildatum=line.day("peildatum"),
        answered_on=line.day("answered_on"), request_hash=line.blob("request", 32),
        totals_only=frozenset(line.texts("totals_only", 64)), senders=_listed(line.value("senders")),
    )  # fmt: skip


def _listed(value: object) -> tuple[Member, ...]:
    lines = [Record({"key": key, "board": board, "sectors": sectors}, "board", "key", "sectors")
             for key, board, sectors in _rows(value)]  # fmt: skip
    return tuple(Member(one.blob("key", 32), one.text("board"), frozenset(one.texts("sectors", 8))) for one in lines)


def _rows(value: object) -> list[tuple[object, object, object]]:
    if not isinstance(value, list) or any(not isinstance(row, list) or len(row) != 3 for row in value):
        raise Malformed
    return [(row[0], row[1], row[2]) for row in value]
