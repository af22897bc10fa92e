"""What the tests of keys, backups and destruction share: passphrases, a clock, and a look into the logbook."""

import errno
import hashlib
import itertools
import os
import random
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import BLOB, TEXT, Column
from sqlalchemy.dialects import sqlite

from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.crypto.derivation import Parameters
from thuisplan_desktop.store import destroying, files, logbook, schema, settings

FIRST, SECOND, THIRD = "zeven fietsen over een brug", "rood blauw geel groen", "lantaarn gras trommel dinsdag"


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 3, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_days(self, count: float) -> None:
        self.now += timedelta(days=count)


Opener = Callable[..., OpenRegister]


def quick(secret: bytes, salt: bytes, _: Parameters) -> bytes:
    """In place of Argon2id: else nearly every kill falls in a derivation, where nothing is written."""
    return hashlib.blake2b(secret, salt=salt, digest_size=32).digest()


def actions_of(register: OpenRegister) -> list[str]:
    with register.read() as connection:
        return [entry.action for entry in logbook.load_log(connection)]


def fill_every_table(register: OpenRegister, case_id: str, word: str) -> tuple[str, ...]:
    """A row about a case in each table that may hold one, with `word` in every cell that takes text or bytes.

    Whatever table is added later is in here too. Returns the tables.
    """
    filled = []
    with register.change() as connection:
        for table in (schema.meetings, *reversed(destroying.parts_of_a_case())):
            said = "Overleg" if table is schema.meetings else word  # a meeting is of more cases than one, and stays
            row = {column.name: _cell(column, case_id, said) for column in table.columns}
            connection.execute(sqlite.insert(table).values(row).on_conflict_do_nothing())
            filled.append(table.name)
        settings.put(connection, "draft:x-discussions", word * 300)
        settings.put(connection, f"draft:{case_id}", word * 300)
        register.log(connection, "filled", case_id)
    return tuple(filled)


def _cell(column: Column[Any], case_id: str, word: str) -> object:
    """An id, what another row is called, or the word."""
    for key in column.foreign_keys:
        return case_id if key.column.table is schema.cases else f"x-{key.column.table.name}"
    if column.primary_key:
        return f"x-{column.table.name}"
    return {TEXT: word, BLOB: word.encode() * 900}.get(type(column.type), 1)


@contextmanager
def ordinary_user(folder: Path) -> Iterator[None]:
    """Be somebody whom permissions stop: for the superuser they don't."""
    if os.geteuid() != 0:
        yield
        return
    for path in (folder, *folder.rglob("*")):
        os.chown(path, 65534, 65534)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@contextmanager
def reachable_place() -> Iterator[Path]:
    """A folder that an ordinary user can reach, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        yield Path(place)


@contextmanager
def small_disk(place: Path, megabytes: float) -> Iterator[None]:
    """Make a folder a disk of its own where this user may mount one; else it is told to be as small."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={int(megabytes * 1024)}k", "tmpfs", str(place)]
    mounted = (
        shutil.which("mount") is not None
        and os.geteuid() == 0
        and subprocess.run(command, check=False, capture_output=True).returncode == 0
    )
    usage, size = shutil.disk_usage, int(megabytes * 1024 * 1024)

    def left() -> int:
        return max(0, size - sum(path.stat().st_size for path in place.rglob("*") if path.is_file()))

    with pytest.MonkeyPatch.context() as patch:
        if not mounted:
            patch.setattr(shutil, "disk_usage", lambda where: usage(where)._replace(free=left()))
        try:
            yield
        finally:
            if mounted:
                subprocess.run(["umount", str(place)], check=True)


def fill_disk(place: Path) -> Path:
    """Leave no room at all; what fills it is the answer."""
    filler = place / "vol"
    with suppress(OSError), filler.open("ab", buffering=0) as file:
        while shutil.disk_usage(place).free:
            file.write(bytes(4096))
    return filler


PAGE = 4096


def root_of(register: OpenRegister, name: str) -> int:
    """The first page of a table or an index."""
    found = register.workspace.raw.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    return int(found[0])


def damage(folder: Path, *pages: int) -> None:
    """Change one byte in each of these pages of the register."""
    data = bytearray((folder / files.DATABASE).read_bytes())
    for page in pages:
        data[(page - 1) * PAGE + 500] ^= 1
    (folder / files.DATABASE).write_bytes(data)


class PowerCutError(BaseException):
    """No program catches it."""


one_of_three = pytest.mark.parametrize("part", [3, pytest.param(1, marks=pytest.mark.long)])
"""A walk along one step of three, by chance and the same every time; the long tests go all the way."""


def steps(part: int) -> Iterator[int]:
    """The numbers from 0, without end: one of so many, at distances that follow no pattern of the program."""
    chance, step = random.Random(part), 0
    while True:
        yield step
        step += chance.randrange(1, 2 * part)


@contextmanager
def power_cut(after: int) -> Iterator[None]:
    """From the file of that number on that is made, named anew or removed, nothing of that kind happens any more."""
    left = itertools.count(after, -1)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("link", "replace", "unlink", "mkdir", "rmdir"):
            patch.setattr(os, name, _cut(getattr(os, name), left))
        yield


@contextmanager
def refusing(after: int, *, once: bool) -> Iterator[Callable[[], bool]]:
    """The system refuses the file of that number that is made, named anew, removed or waited for; or that and all that
    come after it. The program lives on. The answer says whether it came so far.
    """
    count = itertools.count()
    refused = list[int]()

    def should() -> bool:
        number = next(count)
        if number == after or (number > after and not once):
            refused.append(number)
        return refused[-1:] == [number]

    with pytest.MonkeyPatch.context() as patch:
        for name in ("link", "replace", "unlink", "mkdir", "rmdir", "fsync", "open"):
            patch.setattr(os, name, _refused(getattr(os, name), should, makes=name != "open"))
        yield lambda: bool(refused)


def _refused(call: Callable[..., object], should: Callable[[], bool], *, makes: bool) -> Callable[..., object]:
    def stopping(*values: object, **named: object) -> object:
        writes = makes or (len(values) > 1 and isinstance(values[1], int) and values[1] & os.O_CREAT)
        if writes and should():
            raise PermissionError(errno.EACCES, "refused")
        return call(*values, **named)

    return stopping


@contextmanager
def no_file_grows(beyond: int) -> Iterator[None]:
    """No file of this program can become longer than so many bytes: SQLite's own files too."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (beyond, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def _cut(call: Callable[..., object], left: Iterator[int]) -> Callable[..., object]:
    def stopping(*values: object, **named: object) -> object:
        if next(left) <= 0:
            raise PowerCutError
        return call(*values, **named)

    return stopping
