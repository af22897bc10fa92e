"""What opening a register costs, beside the bare parts it is made of; and what one guess at its passphrase costs.

    python bench/register.py [cases] [absences]

It ends with 1 when opening takes more than 1.25 times its parts, the best of the runs of each.
Every row stands beside its baseline, measured in the same run on the same computer. All people are invented.
"""

import hashlib
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from statistics import median

import promise
from cryptography.hazmat.primitives.kdf.argon2 import Argon2d

from thuisplan_desktop.actions import cases as case_actions
from thuisplan_desktop.actions import opening
from thuisplan_desktop.actions.opening import Place
from thuisplan_desktop.crypto import derivation, keyfile
from thuisplan_desktop.register.case import Absence, Case
from thuisplan_desktop.register.codes import AbsenceKind, Role
from thuisplan_desktop.store import cases, cipher, register_file

PASSPHRASE = "zeven fietsen over een brug"
QUERY = "SELECT * FROM cases ORDER BY rowid"
RUNS = 5
LIMIT = 1.25


def timed(work: Callable[[], object], runs: int = RUNS) -> float:
    """The median time of some runs, in milliseconds."""
    found = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        found.append((time.perf_counter() - start) * 1000)
    return median(found)


def row(what: str, found: float, beside: str = "", baseline: float | None = None) -> None:
    ratio = f"   {beside} {baseline:9.1f} ms   x {found / baseline:4.2f}" if baseline else ""
    print(f"{what:58} {found:9.1f} ms{ratio}")


def make(folder: Path, case_count: int, absence_count: int) -> None:
    """A register of invented pupils, each with the same number of absences."""
    register = opening.create_register(
        folder,
        role=Role.SCHOOL,
        owner="A. Voorbeeld",
        passphrase=PASSPHRASE,
        place=Place(name="Boom", board="Bestuur", brin="99XA"),
    ).register
    each, first = absence_count // case_count, date(2025, 9, 1)
    with register.change() as connection:
        for number in range(case_count):
            case = Case(
                id=f"c{number}", nickname="Femke", surname=f"Verzonnen{number}", note="Een zin, verzonnen. " * 8
            )
            cases.save_case(connection, case)
            rows = [
                Absence(
                    id=f"a{number}-{day}", case_id=case.id, kind=AbsenceKind.UNAUTHORISED,
                    starts_on=first + timedelta(days=day), ends_on=first + timedelta(days=day), minutes=330,
                )
                for day in range(each)
            ]  # fmt: skip
            cases.replace_absences(connection, case.id, rows)
    register.workspace.changed = False
    register.close()


def opened(folder: Path) -> None:
    register = opening.open_register(folder, PASSPHRASE)
    with register.read() as connection:
        connection.exec_driver_sql(QUERY).fetchall()
    register.close()


def raw(path: Path, key: bytes) -> None:
    connection = cipher.connect(path, key)
    connection.execute(QUERY).fetchall()
    connection.close()


def plain(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute(QUERY).fetchall()
    connection.close()


def export(path: Path, key: bytes, target: Path) -> None:
    connection = cipher.connect(path, key)
    connection.execute(f"ATTACH '{target}' AS plain KEY ''")
    connection.execute("SELECT sqlcipher_export('plain')")
    connection.close()


def bench_opening(place: Path, case_count: int, absence_count: int) -> float:
    """How many times its parts opening takes; all else is printed."""
    folder = place / "bench.thuisplan"
    make(folder, case_count, absence_count)
    keys = keyfile.from_json(register_file.read_keys(folder))
    unlocked = keyfile.unlock(keys, PASSPHRASE)
    slot = unlocked.slot
    assert isinstance(slot, keyfile.Slot)
    database = folder / "register.db"
    size = database.stat().st_size // 1024 // 1024
    print(f"\nOpening: {case_count} cases, {absence_count} absences, {size} MB")

    def derive() -> None:
        derivation.derive(b"x", slot.salt, slot.parameters)

    def parts() -> None:
        derive()
        raw(database, unlocked.data_key)

    whole, both = (1000 * each for each in promise.best_beside(lambda: opened(folder), parts, RUNS))
    bare = timed(lambda: raw(database, unlocked.data_key))
    row("Argon2id of this file, alone", timed(derive))
    row("raw SQLCipher open and first query, alone", bare)
    row(f"open_register and first query, best of {RUNS}", whole, "Argon2id + raw", both)
    export(database, unlocked.data_key, place / "plain.db")
    row("raw SQLCipher open and first query", bare, "plain SQLite", timed(lambda: plain(place / "plain.db")))
    register = opening.open_register(folder, PASSPHRASE)
    row("the whole caseload with its status (after opening)", timed(lambda: case_actions.list_cases(register), 1))
    register.close()
    print(f"{'memory of this process, at most':58} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:9} MB")
    return whole / both


def bench_guess(place: Path) -> None:
    """One guess from the file itself, beside the defaults of others, computed here."""
    keys = keyfile.from_json(register_file.read_keys(place / "bench.thuisplan"))
    slot = keys.slots[0]
    assert isinstance(slot, keyfile.Slot)
    cost = slot.parameters
    ours = timed(lambda: derivation.derive(b"guess", slot.salt, cost))
    print(f"\nOne guess: Argon2id {cost.memory_kib // 1024} MiB, {cost.passes} passes, {cost.lanes} lanes")
    salt = bytes(16)
    others = {
        "KeePassXC's default, Argon2d 64 MiB, 10 passes": lambda: Argon2d(
            salt=bytes(32), length=32, iterations=10, lanes=2, memory_cost=65536
        ).derive(b"guess"),
        "Cryptomator's default, scrypt N=2^15 r=8": lambda: hashlib.scrypt(
            b"guess", salt=salt, n=2**15, r=8, p=1, maxmem=2**26, dklen=32
        ),
        "SQLCipher's default, PBKDF2-SHA512 256000": lambda: hashlib.pbkdf2_hmac("sha512", b"guess", salt, 256_000, 32),
    }
    for name, work in others.items():
        row("this register", ours, name, timed(work, 3))


def bench_keepassxc(place: Path) -> None:
    """Opening 5,000 entries by the command line of KeePassXC, less what an empty file with the same settings costs."""
    program = shutil.which("keepassxc-cli")
    if program is None:
        print("\nKeePassXC: keepassxc-cli is not installed here (Debian package keepassxc), so this row is missing")
        return
    entries = "".join(
        f"<Entry><String><Key>Title</Key><Value>Verzonnen{n}</Value></String></Entry>" for n in range(5000)
    )
    times = {}
    for name, content in {"empty": "", "full": entries}.items():
        xml, database = place / f"{name}.xml", place / f"{name}.kdbx"
        root = f"<Root><Group><Name>Root</Name>{content}</Group></Root>"
        xml.write_text(f'<?xml version="1.0"?><KeePassFile><Meta/>{root}</KeePassFile>')
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        subprocess.run(
            [program, "import", "-q", "-p", str(xml), str(database)], input="geheim\ngeheim\n", text=True, check=True,
            capture_output=True, env=environment,
        )  # fmt: skip
        listing = [program, "ls", "-q", str(database)]
        times[name] = timed(
            partial(
                subprocess.run, listing, input="geheim\n", text=True, check=True, capture_output=True, env=environment
            ),
            3,
        )
    print("\nKeePassXC's command line")
    row("opening 5,000 entries", times["full"], "an empty file", times["empty"])
    print(f"{'the difference: opening without key derivation':58} {times['full'] - times['empty']:9.1f} ms")


def main() -> int:
    case_count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    absence_count = int(sys.argv[2]) if len(sys.argv) > 2 else 50 * case_count
    with tempfile.TemporaryDirectory() as folder:
        times = bench_opening(Path(folder), case_count, absence_count)
        bench_guess(Path(folder))
        bench_keepassxc(Path(folder))
    promises = promise.Promises()
    promises.at_most("opening, beside its key derivation and a raw open", times, LIMIT)
    return promises.exit_code


if __name__ == "__main__":
    sys.exit(main())
