"""Killed at any moment of mixed work: saves, deletes, destruction, backups, passphrases, new keys. Nothing is lost."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

import safes
from factories import make_absence, make_case
from safes import FIRST, SECOND, Clock, quick
from thuisplan_desktop.actions import access, backups, destroying, former_keys, opening, slots
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.crypto import keyfile
from thuisplan_desktop.crypto.derivation import FLOOR
from thuisplan_desktop.errors import WrongPassphrase
from thuisplan_desktop.store import backups as backup_store
from thuisplan_desktop.store import cases, logbook, restoring
from thuisplan_desktop.store import destroying as destroying_store

KINDS = ("save", "delete", "destroy", "backup", "passphrase", "new key")
Content = dict[str, int]


@pytest.fixture(scope="module", autouse=True)
def derive_once() -> Iterator[None]:
    """Instead of the one that all of these tests have."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyfile, "derive", quick)
        yield


def content_after(number: int) -> Content:
    """The cases `write` made up to and including one act, each with its number of absences."""
    content: Content = {}
    for each in range(number + 1):
        kind, name = KINDS[each % len(KINDS)], f"m{each // len(KINDS)}"
        if kind == "save":
            content[name] = 1
        elif kind == "delete":
            content[name] = 0
        elif kind == "destroy":
            content.pop(f"m{each // len(KINDS) - 1}", None)
    return content


def write(folder: Path, number: int) -> None:
    """Act after act, each told when it is done; this never ends by itself."""
    register, word = enter(folder)
    tell("ready")
    while True:
        word = _act(register, number, word)
        tell(str(number))
        number += 1


def tell(word: str) -> None:
    """In one piece: a line that a kill cuts off would run into the next."""
    os.write(sys.stdout.fileno(), f"{word}\n".encode())


def serve(folder: Path) -> None:
    """A process in which everything is imported already: it becomes a writer at each number, and kills it when asked.

    Starting anew each time was half of the time of a long run.
    """
    setattr(keyfile, "derive", quick)  # noqa: B010  (as the register was made)
    for number in sys.stdin:
        writer = os.fork()
        if not writer:
            try:
                write(folder, int(number))
            finally:  # never by itself
                tell("ended")
                os._exit(1)
        sys.stdin.readline()
        os.kill(writer, signal.SIGKILL)
        os.waitpid(writer, 0)
        tell("killed")


def enter(folder: Path) -> tuple[OpenRegister, str]:
    """With whichever passphrase opens it. The note of who is in that a crash left, also one under the key of before a
    new key, keeps nobody out on the same computer.
    """
    try:
        return opening.open_register(folder, FIRST, clock=Clock()), FIRST
    except WrongPassphrase:
        return opening.open_register(folder, SECOND, clock=Clock()), SECOND


def _act(register: OpenRegister, number: int, word: str) -> str:
    """Do one act; the passphrase that opens the register afterwards."""
    turn, other = number // len(KINDS), SECOND if word == FIRST else FIRST
    kind = KINDS[number % len(KINDS)]
    if kind in ("save", "delete"):
        case = make_case(id=f"m{turn}", note="x" * 9000, closed_on=date(2026, 3, 2))
        with register.change() as connection:
            cases.save_case(connection, case)
            cases.replace_absences(connection, case.id, [make_absence(case)] if kind == "save" else [])
            register.log(connection, "case_saved", case.id)
    elif kind == "destroy" and turn:
        destroying.destroy_case(register, f"m{turn - 1}", "proef")
    elif kind == "backup":
        backups.make(register)
    elif kind == "passphrase":
        access.change_passphrase(register, word, other, FLOOR)
        return other
    elif kind == "new key":
        access.new_key(register, word)
    return word


def kill_often(folder: Path, runs: int) -> None:
    chance, done = random.Random(runs), -1
    register, _ = enter(folder)
    with register.change() as connection:
        connection.exec_driver_sql("DELETE FROM absences")
    register.close()
    with _server(folder) as server:
        for _ in range(runs):
            done = _judge(folder, _killed(server, done, chance))


@contextmanager
def _server(folder: Path) -> Iterator[subprocess.Popen[str]]:
    found = [str(Path(opening.__file__).parents[2]), str(Path(safes.__file__).parent), str(Path(__file__).parent)]
    code = f"from pathlib import Path; import test_killed; test_killed.serve(Path({str(folder)!r}))"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(found)}
    words, pipe = [sys.executable, "-c", code], subprocess.PIPE
    with subprocess.Popen(words, stdin=pipe, stdout=pipe, env=environment, text=True) as server:
        yield server
        server.communicate()


def _killed(server: subprocess.Popen[str], done: int, chance: random.Random) -> int:
    """The last act that was told to be done before the writer was killed, somewhere in the next."""
    assert server.stdin is not None
    assert server.stdout is not None
    print(done + 1, file=server.stdin, flush=True)
    assert server.stdout.readline() == "ready\n"
    for _ in range(chance.randrange(len(KINDS))):
        done = int(server.stdout.readline())
    time.sleep(chance.random() / 3)
    print("kill", file=server.stdin, flush=True)
    for line in iter(server.stdout.readline, "killed\n"):
        done = int(line)
    return done


def _judge(folder: Path, done: int) -> int:
    """The last act the register holds: the acknowledged one or the one after it, whole; the chain and pages hold."""
    register, _ = enter(folder)
    try:
        assert register.warnings == ()
        assert register.check() == ()
        with register.read() as connection:
            assert logbook.broken_at(connection) is None
            found = {file.case.id: len(file.absences) for file in cases.load_case_files(connection)}
        found.pop("c1")
        assert found in (content_after(done), content_after(done + 1))
        assert {row.fault for row in backups.view(register).rows} <= {""}
        _judge_backups(folder, register)
        return done if found == content_after(done) else done + 1
    finally:
        register.close()


def _judge_backups(folder: Path, register: OpenRegister) -> None:
    """Each opens by the slots of now and holds no destroyed case, or is listed with what is wrong with it."""
    with register.read() as connection:
        keys, destroyed = slots.stored(connection, register.workspace.data_key), restoring.destroyed_in(connection)
    for row in backups.view(register).rows:
        if not row.fault:
            assert backup_store.keys_of(row.path) == keys
            with backup_store.opened(row.path, register.workspace.data_key, folder) as (_, _raw, copy), copy.begin():
                assert destroying_store.cases_known_as(copy, destroyed) == ()


@pytest.mark.parametrize("act", ["destroy", "passphrase", "new key"])
def test_killed_before_the_backups_followed(folder: Path, code: str, act: str) -> None:
    """The register did what was asked and said no more: the next opening does the rest in the backups."""
    assert code
    register, _ = enter(folder)
    backups.make(register)
    acts: dict[str, Callable[[], object]] = {
        "destroy": lambda: destroying.destroy_case(register, "c1", "proef"),
        "passphrase": lambda: access.change_passphrase(register, FIRST, SECOND, FLOOR),
        "new key": lambda: access.new_key(register, FIRST),
    }
    with pytest.MonkeyPatch.context() as patch:
        for module, name in ((destroying, "_take_out"), (access, "_in_backups")):
            patch.setattr(module, name, _cut_short)
        with pytest.raises(KeyboardInterrupt):
            acts[act]()
    register.workspace.close()
    register, _ = enter(folder)
    _judge_backups(folder, register)
    assert {row.fault for row in backups.view(register).rows} == {""}
    with register.read() as connection:
        assert former_keys.known(connection) == ()
    assert not any("op deze computer" in concern for concern in backups.view(register).concerns)
    register.close()


def _cut_short(*_: object) -> None:
    raise KeyboardInterrupt


def test_killed_in_mixed_work(folder: Path, code: str) -> None:
    """A few in every run; the long tests do more."""
    assert code
    kill_often(folder, 5)


@pytest.mark.long
@pytest.mark.parametrize("runs", [300, 1000])
def test_killed_often_in_mixed_work(folder: Path, code: str, runs: int) -> None:
    """Nothing acknowledged is lost, no half act, a valid chain, and a way in that works."""
    assert code
    kill_often(folder, runs)
