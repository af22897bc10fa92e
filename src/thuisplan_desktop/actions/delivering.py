"""Take in count files: one verdict each, many in one transaction, and a sender who restored a backup let in again."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from thuisplan_desktop import messages
from thuisplan_desktop.actions.agreeing import own_membership
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.joining import Membership, kept_telling
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.crypto.keyring import words_of
from thuisplan_desktop.errors import AlreadyReceived, OutOfSequence, TellingClosed, ThuisplanError
from thuisplan_desktop.exchange import counts_v1, sealed_file
from thuisplan_desktop.exchange.counts_v1 import Chain, ReceivedCounts
from thuisplan_desktop.region import shares
from thuisplan_desktop.region.telling import Telling
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.store import region_books, telling_books
from thuisplan_desktop.store.region_books import Received
from thuisplan_desktop.store.register_file import Connection

UNKNOWN = "onbekende afzender"

_AT_ONCE = 50
"""Files in one transaction: a write to the disk costs more than opening a file."""


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
    time; only one file is in memory.
    """
    need(register, Role.REGION)
    verdicts: list[FileVerdict] = []
    for batch in _batches(files):
        verdicts += _receive_batch(register, telling_id, batch)
        for number in range(len(verdicts) - len(batch), len(verdicts)):
            progress(number + 1, len(files))
    return changed(Kind.REGION, value=tuple(verdicts))


def _receive_batch(register: OpenRegister, telling_id: bytes, batch: Sequence[tuple[str, Reader]]) -> list[FileVerdict]:
    verdicts = []
    with register.change() as connection:
        box = _open_box(connection, telling_id)
        for label, read in batch:
            verdicts.append(_judge(register, connection, box, label, read))
            if verdicts[-1].accepted:
                register.log(connection, "counts_received")
    return verdicts


def _batches(files: Sequence[tuple[str, Reader]]) -> Iterator[Sequence[tuple[str, Reader]]]:
    for start in range(0, len(files), _AT_ONCE):
        yield files[start : start + _AT_ONCE]


@dataclass(frozen=True)
class _Box:
    """What every file of a telling is held against, read once."""

    member: Membership
    telling: Telling
    is_closed: bool
    names: dict[bytes, str]


def _open_box(connection: Connection, telling_id: bytes) -> _Box:
    kept = telling_books.load_telling(connection, telling_id)
    member, telling = kept_telling(own_membership(connection), kept)
    names = {one.enrolment.keys.signing: one.enrolment.name for one in telling_books.load_enrolments(connection)}
    return _Box(member, telling, kept.closed_on is not None, names)


def _judge(register: OpenRegister, connection: Connection, box: _Box, label: str, read: Reader) -> FileVerdict:
    try:
        data = read()
        counts = _opened(box, data)
        name = box.names.get(counts.sender, UNKNOWN)
        last = _last(connection, counts)
        try:
            counts_v1.follow(counts, last.chain)
        except OutOfSequence as error:
            text = messages.message_for(error).text
            return FileVerdict(label, False, name, text, words_of_file(data))
        _keep(register, connection, box, counts, last.epoch)
    except ThuisplanError as error:
        return FileVerdict(label, False, "", messages.message_for(error).text)
    return FileVerdict(label, True, name, "Ontvangen: het zegel klopt.")


def _opened(box: _Box, data: bytes) -> ReceivedCounts:
    if box.is_closed:
        raise TellingClosed
    counts = counts_v1.receive(data, box.telling, box.member.profile, box.member.identity)
    shares.from_bytes(counts.share, box.member.profile.layouts)
    return counts


@dataclass(frozen=True)
class _Last:
    """Where a sender's chain stands here, and how often it was begun anew."""

    chain: Chain
    epoch: int


def _last(connection: Connection, counts: ReceivedCounts) -> _Last:
    """Raises AlreadyReceived for a file that was received at any time, also before the chain was begun anew."""
    if region_books.has_file(connection, counts.sender, counts.file_hash):
        raise AlreadyReceived
    found = region_books.load_last(connection, counts.sender)
    return _Last(Chain(found.sequence, found.file_hash), found.epoch) if found else _Last(counts_v1.START, 0)


def _keep(register: OpenRegister, connection: Connection, box: _Box, counts: ReceivedCounts, epoch: int) -> None:
    received = Received(
        telling_id=box.telling.id,
        sender=counts.sender,
        epoch=epoch,
        sequence=counts.sequence,
        file_hash=counts.file_hash,
        share_a=counts.share,
        envelope_b=counts.forward,
        received_on=register.today(),
    )
    region_books.save_received(connection, received)


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
        box = _open_box(connection, telling_id)
        counts = _opened(box, data)
        last = _last(connection, counts)
        _keep(register, connection, box, counts, last.epoch + 1)
        register.log(connection, "sender_readmitted")
    name = box.names.get(counts.sender, UNKNOWN)
    return changed(Kind.REGION, value=FileVerdict("", True, name, "Opnieuw toegelaten en ontvangen."))
