"""A name that was typed everywhere stands nowhere in plain text, after a session that used every part."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from factories import make_case, make_contact
from safes import fill_every_table
from thuisplan_desktop import cli, logs, paths
from thuisplan_desktop.actions import (
    access,
    backups,
    board,
    cases,
    counting,
    opening,
    pruning,
    salvaging,
    sheets,
)
from thuisplan_desktop.actions.demo import people
from thuisplan_desktop.actions.opening import OpenRegister, Place
from thuisplan_desktop.crypto import derivation
from thuisplan_desktop.errors import ThuisplanError
from thuisplan_desktop.register.codes import Role

FIRST, SECOND = "zeven fietsen over een brug", "rood blauw geel groen"
HOMES = ("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
Find = Callable[[Path], list[Path]]


@pytest.fixture
def homes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Every folder that a program writes in by itself, empty and under our eyes."""
    for variable in HOMES:
        (tmp_path / variable).mkdir()
        monkeypatch.setenv(variable, str(tmp_path / variable))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(derivation, "calibrate", lambda: derivation.FLOOR)
    logs.set_up(paths.log_folder())
    return {variable: str(tmp_path / variable) for variable in HOMES}


def use_everything(register: OpenRegister, canary: str, place: Path) -> None:
    """What a coordinator does in a year, with one name in every field."""
    case = make_case(id="c1", nickname=canary, surname=canary, note=f"{canary} " * 300)
    cases.save_case(register, case)
    cases.save_contact(register, make_contact(case, surname=canary, email=f"{canary}@voorbeeld.invalid"))
    draft = sheets.find(register, "c1", f"{canary} is al weken thuis, zegt de moeder van {canary}.")
    assert canary in draft.text
    counting.take_snapshot(register, register.today())
    access.add_person(register, canary, SECOND, derivation.FLOOR)
    backups.choose_second_place(register, place / "stick")
    _, public = board.make_key(canary, SECOND, derivation.FLOOR)
    access.set_board(register, access.read_board_key(public))
    backups.make(register)
    backups.preview_restore(register, next(iter((place / "stick").glob("*-backup"))))
    fill_every_table(register, "c1", canary)  # at last: no text is a date, so nothing can be listed after it
    backups.make(register)


def go_wrong(folder: Path, canary: str) -> None:
    """Everything that ends in a log or on stderr."""
    for arguments in (["register", "check"], ["cases"], ["register", "keys", "list"]):
        assert cli.run([*arguments, str(folder), "--passphrase-file", str(folder.parent / canary)]) == 1
    with pytest.raises(ThuisplanError):
        opening.open_register(folder, canary)
    logs.crash(ValueError(canary))


def test_no_name_in_any_file_after_using_everything(
    tmp_path: Path, homes: dict[str, str], canary: str, find_canary: Find, capsys: pytest.CaptureFixture[str]
) -> None:
    """Temporary folder, home, register, second place, logs; also after a salvage, a restore and a new key."""
    del homes
    folder = tmp_path / "registers" / "school.thuisplan"
    (tmp_path / "stick").mkdir()
    place = Place(name="De Verzonnen Boom", board="Stichting Verzonnen", brin="99XA")
    register = opening.create_register(
        folder, role=Role.SCHOOL, owner=canary, passphrase=FIRST, place=place, parameters=derivation.FLOOR
    ).register
    use_everything(register, canary, tmp_path)
    register.log_reading("case_opened", "c1")
    assert find_canary(tmp_path) == []  # also while it is open
    register.close()
    go_wrong(folder, canary)
    salvaging.salvage_register(folder, opening.by_passphrase(FIRST), datetime.now(UTC))
    register = opening.open_register(folder, FIRST)
    backups.restore(register, next(iter((tmp_path / "stick").glob("*-backup"))))
    register = opening.open_register(folder, FIRST)
    access.new_key(register, FIRST)
    pruning.prune(register, pruning.usual_day(register))
    register.close()
    assert find_canary(tmp_path) == []
    assert canary not in "".join(capsys.readouterr())


@pytest.mark.long
def test_no_name_of_the_demonstration_outside_its_own_folder(tmp_path: Path, homes: dict[str, str]) -> None:
    """The whole journey, and a window that shows every page of it: nothing in home, temporary folder or logs."""
    root = str(Path(__file__).parents[2] / "src")
    environment = {**os.environ, **homes, "PYTHONPATH": root, "QT_QPA_PLATFORM": "offscreen"}
    program = [sys.executable, "-m", "thuisplan_desktop"]
    out = tmp_path / "out"
    subprocess.run([*program, "journey", "--quiet", "--out", str(out)], check=True, env=environment)
    pictures = tmp_path / "pictures"
    shown = [*program, "--window-child", "--pictures", str(out / "registers"), str(pictures)]
    subprocess.run(shown, check=True, env=environment)
    assert len(list(pictures.iterdir())) > 15
    today = datetime.now().astimezone().date()
    pupils = [pupil for of_school in people.pupils(today) for pupil in of_school]
    names = {pupil.surname for pupil in pupils} | {pupil.full_name for pupil in pupils}
    needles = [name.encode(code) for name in names if len(name) > 6 for code in ("utf-8", "utf-16-le")]
    shutil.rmtree(pictures)
    written = [path for path in tmp_path.rglob("*") if path.is_file() and out / "op-naam" not in path.parents]
    assert not [path for path in written if any(needle in path.read_bytes() for needle in needles)]
