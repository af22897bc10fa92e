"""Take in count files: one verdict each, many in one transaction, and a sender who restored a backup let in again."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from thuisplan_desktop import messages
from thuisplan_desktop.actions import awaited
from thuisplan_desktop.actions.agreeing import own_membership
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.joining import Membership, kept_telling
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.crypto.keyring import words_of
from thuisplan_desktop.errors import AlreadyReceived, OutOfSequence, TellingClosed, ThuisplanError
from thuisplan_desktop.exchange import counts_v1, protected_v1, sealed_file
from thuisplan_desktop.region import chains, shares
from thuisplan_desktop.region.chains import NOTHING, Kept, Known
from thuisplan_desktop.region.telling import Mode, Telling
from thuisplan_desktop.register import definitions
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.store import region_books, telling_books
from thuisplan_desktop.store.region_books import Received
from thuisplan_desktop.store.register_file import Connection

UNKNOWN = "onbekende afzender"

_AT_ONCE = 200
"""Files in one transaction: what can be lost when the power fails, and no more in memory than that."""


@dataclass(frozen=True)
class FileVerdict:
    """What became of one file. `label` is what the caller called it.

    `words` are set when the file does not follow the sender's last one: after a telephone call in which the sender
    reads the same words from its leesbrief, `readmit` takes it in all the same.
    """

    label: str
    accepted: bool
    sender: str
    text: str
    words: str = ""

    def __repr__(self) -> str:
        return f"FileVerdict(accepted={self.accepted})"


Progress = Callable[[int, int], None]
Reader = Callable[[], bytes]


def receive(
    register: OpenRegister,
    telling_id: bytes,
    files: Sequence[tuple[str, Reader]],
    progress: Progress = lambda _done, _all: None,
) -> Changed:
    """Open count files one by one; a bad one is named and never hides the rest. Value: a FileVerdict each.

    A file is its label and a function that reads it. Good ones are kept before `progress` hears of them, some at a
    time.
    """
    need(register, Role.REGION)
    with register.read() as connection:
        box = _open_box(register, connection, telling_id)
    verdicts: list[FileVerdict] = []
    for batch in _batches(files):
        verdicts += _receive_batch(register, box, batch)
        for number in range(len(verdicts) - len(batch), len(verdicts)):
            progress(number + 1, len(files))
    return changed(Kind.REGION, value=tuple(verdicts))


def _receive_batch(register: OpenRegister, box: "_Box", batch: Sequence[tuple[str, Reader]]) -> list[FileVerdict]:
    """The good files are written together in one transaction: a statement for each costs more than opening it."""
    box.good.clear()
    verdicts = [_judge(box, label, read) for label, read in batch]
    if box.good:
        with register.change() as connection:
            region_books.add_received(connection, box.good)
            register.log_each(connection, "counts_received", len(box.good))
    return verdicts


def _batches(files: Sequence[tuple[str, Reader]]) -> Iterator[Sequence[tuple[str, Reader]]]:
    for start in range(0, len(files), _AT_ONCE):
        yield files[start : start + _AT_ONCE]


@dataclass(frozen=True)
class _Box:
    """What every file of a telling is held against, and the good ones of this batch, not yet written.

    Nobody else writes in an open register, so it is read once.
    """

    member: Membership
    telling: Telling
    is_closed: bool
    awaited: frozenset[bytes]
    names: dict[bytes, str]
    chains: dict[bytes, Known]
    newest: dict[bytes, Kept]
    seen: set[bytes]
    today: date
    good: list[Received]


def _open_box(register: OpenRegister, connection: Connection, telling_id: bytes) -> _Box:
    kept = telling_books.load_telling(connection, telling_id)
    member, telling = kept_telling(own_membership(connection), kept)
    names = {one.enrolment.keys.signing: one.enrolment.name for one in telling_books.load_enrolments(connection)}
    links = region_books.load_links(connection, telling_id)
    return _Box(
        member=member,
        telling=telling,
        is_closed=kept.closed_on is not None,
        awaited=awaited.load(connection, telling_id),
        names=names,
        chains=region_books.load_chains(connection),
        newest={one.sender: one for one in sorted(links, key=lambda one: (one.epoch, one.sequence))},
        seen={one.file_hash for one in links},
        today=register.today(),
        good=[],
    )


def _judge(box: _Box, label: str, read: Reader) -> FileVerdict:
    try:
        data = read()
        counts = _opened(box, data)
        name = box.names.get(counts.sender, UNKNOWN)
        try:
            known = chains.follow(counts, box.chains.get(counts.sender, NOTHING), box.newest.get(counts.sender))
        except OutOfSequence as error:
            return FileVerdict(label, False, name, messages.message_for(error).text, words_of_file(data))
        _take(box, counts, known)
    except ThuisplanError as error:
        return FileVerdict(label, False, "", messages.message_for(error).text)
    return FileVerdict(label, True, name, "Ontvangen: het zegel klopt.")


@dataclass(frozen=True)
class _Opened:
    """A good file of either mode: what is ours in it, and what goes on unread."""

    sender: bytes
    sequence: int
    previous: bytes
    file_hash: bytes
    ours: bytes = field(repr=False)
    forward: bytes = field(default=b"", repr=False)


def _opened(box: _Box, data: bytes) -> _Opened:
    """Raises AlreadyReceived also for a file from before the sender's chain was begun anew.

    Into a closed telling comes nothing but what was in its sum already (`awaited`).
    """
    if box.is_closed and not box.awaited:
        raise TellingClosed
    counts = _table(box, data) if box.member.profile.mode is Mode.PROTECTED else _half(box, data)
    if box.is_closed and counts_v1.read_forwarded(counts.forward).hash not in box.awaited:
        raise TellingClosed
    if counts.file_hash in box.seen:
        raise AlreadyReceived
    return counts


def _half(box: _Box, data: bytes) -> _Opened:
    counts = counts_v1.receive(data, box.telling, box.member.profile, box.member.identity)
    shares.from_bytes(counts.share, box.member.profile.layouts)
    return _Opened(counts.sender, counts.sequence, counts.previous, counts.file_hash, counts.share, counts.forward)


def _table(box: _Box, data: bytes) -> _Opened:
    """The table is judged as it comes in: one that doesn't keep the rule is refused, whoever signed it."""
    counts = protected_v1.receive(data, box.telling, box.member.profile, box.member.identity)
    least = definitions.load(box.member.profile.definitions).threshold
    protected_v1.tables_of(counts.content, box.telling, box.member.profile, least)
    return _Opened(counts.sender, counts.sequence, counts.previous, counts.file_hash, counts.content)


def _take(box: _Box, counts: _Opened, known: Known) -> None:
    received = Received(
        telling_id=box.telling.id,
        sender=counts.sender,
        epoch=known.epoch,
        sequence=counts.sequence,
        file_hash=counts.file_hash,
        share_a=counts.ours,
        envelope_b=counts.forward,
        received_on=box.today,
    )
    box.good.append(received)
    box.chains[counts.sender] = known
    box.newest[counts.sender] = received
    box.seen.add(counts.file_hash)


def words_of_file(data: bytes) -> str:
    """The words by which people recognise one file; its leesbrief has the same."""
    return words_of(sealed_file.file_hash(data))


def readmit(register: OpenRegister, telling_id: bytes, data: bytes) -> Changed:
    """Take in a file that does not follow the sender's last one, and let its chain go on from here.

    Call it only after the sender said by telephone that a backup was put back, and read the words of this very file.
    Value: its FileVerdict. Raises what refuses any file; AlreadyReceived for one that was received before.
    """
    need(register, Role.REGION)
    with register.change() as connection:
        box = _open_box(register, connection, telling_id)
        counts = _opened(box, data)
        _take(box, counts, box.chains.get(counts.sender, NOTHING).anew(counts))
        region_books.add_received(connection, box.good)
        register.log(connection, "sender_readmitted")
    name = box.names.get(counts.sender, UNKNOWN)
    return changed(Kind.REGION, value=FileVerdict("", True, name, "Opnieuw toegelaten en ontvangen."))
