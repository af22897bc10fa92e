"""What a crash left behind: is the rollback journal whole, so that SQLite may use it?

SQLite trusts a journal as far as its own sampled checksums go, and stops at the first that fails without a word. Then
half a transaction stays. So it is read here first, by the format in SQLite's documentation (fileformat2.html §3).
"""

import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from struct import Struct
from typing import BinaryIO

from thuisplan_desktop.errors import RegisterDamaged, ThuisplanError
from thuisplan_desktop.store import files
from thuisplan_desktop.store.faults import named

PAGE_BYTES = 4096
MAGIC = bytes.fromhex("d9d505f920a163d7")

_HEADER = Struct(">8sIIIII")
_RECORD_BYTES = 4 + PAGE_BYTES + 4
_STEP = 200
_SECTORS = (512, 1024, 2048, 4096, 8192, 16384, 32768, 65536)
_COPY = ".after-crash.db"


@dataclass(frozen=True)
class _Header:
    records: int
    nonce: int
    pages: int
    sector: int


def needs_rollback(path: Path) -> bool:
    """Whether a whole journal waits beside the database; raise RegisterDamaged when it is there but not whole."""
    journal = path.with_name(f"{path.name}-journal")
    with named():
        if not journal.is_file() or journal.stat().st_size == 0:
            return False
        with journal.open("rb") as file, path.open("rb") as database:
            header = _read_header(file)
            if header is None:
                return False
            _check(file, database, header)
    return True


def waits(path: Path) -> bool:
    """Whether a journal stands beside an open database that its next opening would work up. The database itself is not
    looked into: closing that would let go of the locks of who has it open (POSIX).
    """
    with suppress(FileNotFoundError), named(), path.with_name(f"{path.name}-journal").open("rb") as file:
        return _looks_like_one(file.read(len(MAGIC)))
    return False


def _read_header(file: BinaryIO) -> _Header | None:
    """None when the last transaction was finished, or had not yet touched the database: SQLite leaves zeros then.

    So does anything else that SQLite would pass by, unless it still looks like a journal: then its first bytes changed.
    """
    data = file.read(_HEADER.size)
    if not _looks_like_one(data):
        return None
    if len(data) < _HEADER.size:
        raise RegisterDamaged(part="journal")
    magic, records, nonce, pages, sector, page = _HEADER.unpack(data)
    if magic != MAGIC or page != PAGE_BYTES or sector not in _SECTORS:
        raise RegisterDamaged(part="journal")
    return _Header(records, nonce, pages, sector)


def _looks_like_one(data: bytes) -> bool:
    return sum(found == wanted for found, wanted in zip(data, MAGIC, strict=False)) >= len(MAGIC) // 2


def _check(file: BinaryIO, database: BinaryIO, header: _Header) -> None:
    """Every record that counts is whole; what comes after was not yet used, so the database is still as it says."""
    file.seek(header.sector)
    number, highest = 0, 0
    while len(record := file.read(_RECORD_BYTES)) == _RECORD_BYTES:
        whole = _is_whole(record, header.nonce)
        if number < header.records and not whole:
            raise RegisterDamaged(part="journal")
        if number >= header.records and (not whole or not _is_unused(record, database, header.pages)):
            break
        if number < header.records:
            highest = max(highest, int.from_bytes(record[:4], "big"))
        number += 1
    if number < header.records or not _fits(header, highest, database) or _hides_more(record, header, database):
        raise RegisterDamaged(part="journal")


def _fits(header: _Header, highest: int, database: BinaryIO) -> bool:
    """The size to go back to: no page beyond it was ever kept, and where the file is smaller now, the last page was."""
    there = database.seek(0, 2) // PAGE_BYTES
    return highest <= header.pages and (header.pages <= there or highest == header.pages)


def _hides_more(record: bytes, header: _Header, database: BinaryIO) -> bool:
    """A whole record that the header does not count, though its page was changed: the count was."""
    return (
        len(record) == _RECORD_BYTES
        and _is_whole(record, header.nonce)
        and not _is_unused(record, database, header.pages)
    )


def _is_whole(record: bytes, nonce: int) -> bool:
    content = record[4:-4]
    total = nonce + sum(content[place] for place in range(PAGE_BYTES - _STEP, 0, -_STEP))
    return total & 0xFFFFFFFF == int.from_bytes(record[-4:], "big")


def _is_unused(record: bytes, database: BinaryIO, pages: int) -> bool:
    page = int.from_bytes(record[:4], "big")
    if not 0 < page <= pages:
        return True
    database.seek((page - 1) * PAGE_BYTES)
    return database.read(PAGE_BYTES) == record[4:-4]


def play(copy: Path) -> None:
    """Undo in a copy what a journal beside it can undo, and take that journal away: for who saves what can be saved.

    SQLite stops at the first record that doesn't fit. Here every one that the header counts is put back, and those
    after it that are whole: whether a page is right its own seal says.
    """
    journal = copy.with_name(f"{copy.name}-journal")
    with named():
        if not journal.is_file():
            return
        with journal.open("rb") as file, copy.open("r+b") as database:
            _put_pages_back(file, database)
        journal.unlink()


def _put_pages_back(file: BinaryIO, database: BinaryIO) -> None:
    # What was longer than the database is now had every page of the difference in the journal.
    most = (database.seek(0, 2) + file.seek(0, 2)) // PAGE_BYTES
    at = 0
    while (header := _header_at(file, at)) is not None:
        counted, nonce, sector = header
        number, at = 0, at + sector
        file.seek(at)
        while len(record := file.read(_RECORD_BYTES)) == _RECORD_BYTES:
            page = int.from_bytes(record[:4], "big")
            if number >= counted and _header_at(file, _whole_sectors(at, sector)) is not None:
                break
            if 0 < page <= most and (number < counted or _is_whole(record, nonce)):
                database.seek((page - 1) * PAGE_BYTES)
                database.write(record[4:-4])
            number, at = number + 1, at + _RECORD_BYTES
            file.seek(at)
        at = _whole_sectors(at, sector)


def _header_at(file: BinaryIO, at: int) -> tuple[int, int, int] | None:
    """How many records follow, their nonce and the bytes of a sector; None where no part of a journal begins."""
    file.seek(at)
    start = file.read(_HEADER.size)
    if len(start) < _HEADER.size or not _looks_like_one(start):
        return None
    _, counted, nonce, _, sector, _ = _HEADER.unpack(start)
    return counted, nonce, sector if sector in _SECTORS else _SECTORS[0]


def _whole_sectors(at: int, sector: int) -> int:
    """Where the next part begins, which a cache that overflows leaves: at the next whole sector."""
    return -(-at // sector) * sector


# --- a copy of what the crash left, until the rollback is proven


def copy_aside(path: Path) -> None:
    """Keep both files as they are. On a full disk there is no copy: then the rollback itself must do."""
    folder = path.parent / files.BACKUPS
    try:
        with named():
            folder.mkdir(mode=0o700, exist_ok=True)
            for end in ("-journal", ""):  # the database last: its presence says that both are there
                shutil.copyfile(f"{path}{end}", folder / f"{_COPY}{end}")
                (folder / f"{_COPY}{end}").chmod(0o600)
    except ThuisplanError:
        remove_copy(path)


def has_copy(path: Path) -> bool:
    """Whether an earlier start was stopped before the rollback was proven."""
    return (path.parent / files.BACKUPS / _COPY).is_file()


def remove_copy(path: Path) -> None:
    for end in ("", "-journal"):
        with suppress(OSError):
            (path.parent / files.BACKUPS / f"{_COPY}{end}").unlink()


def put_back(path: Path) -> None:
    """Undo a rollback that turned out wrong, so that nothing is lost for whoever can read more of it."""
    folder = path.parent / files.BACKUPS
    with named():
        for end in ("-journal", ""):
            (folder / f"{_COPY}{end}").replace(f"{path}{end}")
