"""Keys, backups, restoring, salvage and destruction from the command line: one clear answer, nothing without --yes."""

import json
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

import safes
from factories import make_case
from safes import fill_disk
from thuisplan_desktop import cli
from thuisplan_desktop.actions import cases, destroying, files, opening
from thuisplan_desktop.actions.opening import Place
from thuisplan_desktop.crypto import derivation
from thuisplan_desktop.errors import CannotWrite, DiskFull
from thuisplan_desktop.exchange import sealed_file
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.store import beside
from thuisplan_desktop.store import cases as store

FIRST, SECOND = "zeven fietsen over een brug", "rood blauw geel groen"
Ask = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lowest cost a guess may have."""
    monkeypatch.setattr(derivation, "calibrate", lambda: derivation.FLOOR)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("template") / "school.thuisplan"
    made = opening.create_register(
        folder, role=Role.SCHOOL, owner="Anja Doedel", passphrase=FIRST,
        place=Place(name="Boom", board="Bestuur", brin="99XA"), parameters=derivation.FLOOR,
    )  # fmt: skip
    cases.save_case(made.register, make_case(id="c1", surname="Zandloper", closed_on=date(2026, 3, 2)))
    made.register.close()
    return folder, made.recovery_code


@pytest.fixture
def folder(template: tuple[Path, str], tmp_path: Path) -> Path:
    copy = tmp_path / "school.thuisplan"
    shutil.copytree(template[0], copy)
    for name, text in {"eerste": FIRST, "tweede": SECOND, "code": template[1]}.items():
        (tmp_path / name).write_text(text + "\n")
    return copy


def run(folder: Path, *words: str, code: int = 0, secret: str = "eerste") -> None:
    """One command on the register, with the passphrase from a file."""
    arguments = [*words[:2], str(folder), *words[2:], "--passphrase-file", str(folder.parent / secret)]
    if words[1] == "keys":
        arguments = [*words[:3], str(folder), *words[3:], "--passphrase-file", str(folder.parent / secret)]
    assert cli.run(arguments) == code


def test_check_says_where_the_logbook_ends(folder: Path, capsys: Ask) -> None:
    """Twelve words to compare with an older paper."""
    run(folder, "register", "check")
    said = capsys.readouterr().out
    assert "in orde" in said
    assert len(said.split("eindigt op: ")[1].split()) == 12


def test_persons_come_and_go(folder: Path, capsys: Ask) -> None:
    """Added, listed, changed, removed."""
    place = folder.parent
    run(folder, "register", "keys", "add", "--owner", "Bas Bedacht", "--new-passphrase-file", str(place / "tweede"))
    run(folder, "register", "keys", "list", "--json", secret="tweede")
    said = capsys.readouterr().out
    slots = json.loads(said[said.index("[") :])
    assert {"Anja Doedel", "Bas Bedacht", "herstelcode"} == {slot["label"] for slot in slots}
    bas = next(slot["slot"] for slot in slots if slot["label"] == "Bas Bedacht")
    run(folder, "register", "keys", "remove", "--slot", bas)
    run(folder, "register", "check", code=1, secret="tweede")
    run(folder, "register", "keys", "change", "--new-passphrase-file", str(place / "tweede"))
    run(folder, "register", "keys", "list", secret="tweede")
    assert "nog niet geoefend" in capsys.readouterr().out


def test_the_code_is_rehearsed_renewed_and_used(folder: Path, capsys: Ask) -> None:
    """A sheet is printed; a lost passphrase is replaced with the code alone."""
    place = folder.parent
    run(folder, "register", "keys", "rehearse", "--code-file", str(place / "code"))
    recover = ["register", "recover", str(folder), "--owner", "Cor", "--passphrase-file", str(place / "tweede")]
    assert cli.run([*recover, "--code-file", str(place / "code")]) == 0
    run(folder, "register", "check", secret="tweede")
    run(folder, "register", "keys", "recovery", "--sheet", str(place / "blad.pdf"))
    assert (place / "blad.pdf").read_bytes().startswith(b"%PDF")
    assert cli.run([*recover, "--code-file", str(place / "code")]) == 1
    assert "ander register" in capsys.readouterr().err


def test_a_sheet_that_can_not_be_written_leaves_the_old_code(folder: Path, capsys: Ask) -> None:
    """What stands in its place is seen before the code changes; the old paper still opens the register."""
    place = folder.parent
    taken = place / "blad.pdf"
    taken.write_text("van iemand")
    run(folder, "register", "keys", "recovery", "--sheet", str(taken), code=1)
    assert "niet overschreven" in capsys.readouterr().err
    assert taken.read_text() == "van iemand"
    run(folder, "register", "keys", "rehearse", "--code-file", str(place / "code"))


def test_a_new_code_is_shown_when_its_sheet_fails(folder: Path, capsys: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The stick is pulled out half-way: the code on the screen is then the only one, and it opens the register."""
    place = folder.parent

    def pulled(*_: object) -> None:
        raise CannotWrite

    with monkeypatch.context() as patch:
        patch.setattr(files, "write", pulled)
        run(folder, "register", "keys", "recovery", "--sheet", str(place / "blad.pdf"), code=1)
    (place / "nieuw").write_text(capsys.readouterr().out.splitlines()[1])
    run(folder, "register", "keys", "rehearse", "--code-file", str(place / "nieuw"))


def test_a_new_register_waits_for_a_place_for_its_sheet(folder: Path) -> None:
    """Otherwise there would be a register of which nobody has seen the code."""
    place = folder.parent
    (place / "blad.pdf").write_text("van iemand")
    words = ["register", "create", str(place / "tweede.thuisplan"), "--owner", "Anja", "--name", "Boom"]
    words += ["--board", "Bestuur", "--brin", "99XA", "--sheet", str(place / "blad.pdf")]
    assert cli.run([*words, "--passphrase-file", str(place / "tweede")]) == 1
    assert not (place / "tweede.thuisplan").exists()


@pytest.fixture
def at_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: Ask) -> list[str]:
    """Somebody types the code that stands on the screen, first with a slip in it; what was asked is the list."""
    asked: list[str] = []

    def typed(prompt: str) -> str:
        asked.append(prompt)
        shown = capsys.readouterr().out.splitlines()
        code = shown[1 + shown.index(next(line for line in shown if "Schrijf deze herstelcode" in line))]
        monkeypatch.setattr("builtins.input", lambda prompt: asked.append(prompt) or code.lower())
        return code[:-1] + ("0" if code[-1] != "0" else "1")

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", typed)
    return asked


def _create(folder: Path) -> Path:
    place = folder.parent
    made = place / "nieuw.thuisplan"
    words = ["register", "create", str(made), "--owner", "Anja", "--name", "Boom", "--board", "B", "--brin", "99XA"]
    words += ["--sheet", str(place / "blad.pdf"), "--passphrase-file", str(place / "eerste")]
    assert cli.run(words) == 0
    return made


def test_a_code_is_typed_back_at_once(folder: Path, capsys: Ask, at_a_terminal: list[str]) -> None:
    """A slip is named and asked again, as in the window; afterwards no opening says anything of it."""
    made = _create(folder)
    assert len(at_a_terminal) == 2
    told = capsys.readouterr().out
    assert "een kopie is ermee geopend" in told
    run(made, "register", "check")
    assert "niet beproefd" not in capsys.readouterr().err


def test_a_script_hears_that_the_sheet_was_never_tried(folder: Path, capsys: Ask) -> None:
    """Without a terminal nothing is asked, and every opening says so until it is done, from a file if need be."""
    made = _create(folder)
    shown = capsys.readouterr().out.splitlines()
    assert "nog niet beproefd" in shown[-1]
    for _ in range(2):
        run(made, "register", "check")
        assert "Het herstelblad is niet beproefd" in capsys.readouterr().err
    (folder.parent / "nieuw").write_bytes(b"")
    run(made, "register", "keys", "rehearse", "--code-file", str(folder.parent / "nieuw"), code=1)
    assert "geen wachtzin of code gegeven" in capsys.readouterr().err
    (folder.parent / "nieuw").write_text(shown[2])
    run(made, "register", "keys", "rehearse", "--code-file", str(folder.parent / "nieuw"))
    capsys.readouterr()
    run(made, "register", "check")
    assert capsys.readouterr().err == ""


def test_who_has_no_time_now_is_told_too(folder: Path, capsys: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Enter alone, or the end of the input, is: later."""

    def ended(_: str) -> str:
        raise EOFError

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    for answer in (lambda _: "", ended):
        monkeypatch.setattr("builtins.input", answer)
        run(folder, "register", "keys", "recovery")
        assert "nog niet beproefd" in capsys.readouterr().out


def test_keys_of_another_register_are_named(folder: Path, capsys: Ask) -> None:
    """The passphrase opens that keys.json, and its key not this register.db: no backup need be put back for that."""
    other = folder.parent / "ander.thuisplan"
    words = ["register", "create", str(other), "--owner", "Anja", "--name", "Boom", "--board", "B", "--brin", "99XB"]
    assert cli.run([*words, "--passphrase-file", str(folder.parent / "eerste")]) == 0
    own = (folder / "keys.json").read_bytes()
    shutil.copy(other / "keys.json", folder / "keys.json")
    run(folder, "register", "check", code=1)
    assert "van een ander register" in capsys.readouterr().err
    (folder / "keys.json").write_bytes(own)
    run(folder, "register", "check")


@pytest.fixture
def small_disk(folder: Path) -> Iterator[Path]:
    """A copy of the folder on a disk of six megabytes."""
    place = folder.parent / "schijf"
    place.mkdir()
    with safes.small_disk(place, 6):
        for name in ("eerste", "tweede"):
            shutil.copy(folder.parent / name, place / name)
        yield Path(shutil.copytree(folder, place / folder.name))


def test_a_full_disk_keeps_nobody_out(small_disk: Path, capsys: Ask) -> None:
    """The reserve lets the register open and a case be destroyed; without a reserve the reason is named."""
    assert (small_disk / "reserve.bin").exists()
    fill_disk(small_disk.parent)
    assert cli.run(["cases", str(small_disk), "--passphrase-file", str(small_disk.parent / "eerste")]) == 0
    shown = capsys.readouterr()
    assert "Zandloper" in shown.out
    assert "De schijf is vol" in shown.err
    fill_disk(small_disk.parent)
    assert cli.run(["cases", str(small_disk), "--passphrase-file", str(small_disk.parent / "eerste")]) == 1
    assert "De schijf is vol." in capsys.readouterr().err


def test_a_case_is_destroyed_on_a_full_disk(small_disk: Path, folder: Path, capsys: Ask) -> None:
    """What makes room can be done without a window that was open already."""
    fill_disk(small_disk.parent)
    words = ["register", "destroy-case", "--case", "c1", "--reason", "bewaartermijn", "--yes"]
    run(small_disk, *words, "--out", str(folder.parent / "bewijs.pdf"))
    assert (folder.parent / "bewijs.pdf").exists()
    assert cli.run(["cases", str(small_disk), "--passphrase-file", str(small_disk.parent / "eerste")]) == 0
    assert "Zandloper" not in capsys.readouterr().out


def test_a_proof_that_found_no_room_is_saved_later(folder: Path, capsys: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full for the paper: what is not yet gone was told, and the register keeps the rest until it is."""

    def full(_path: Path, _data: bytes) -> None:
        raise DiskFull

    place = folder.parent / "bewijs.pdf"
    words = ["register", "destroy-case", "--case", "c1", "--reason", "bewaartermijn", "--yes"]
    with monkeypatch.context() as patch:
        patch.setattr(sealed_file, "write", full)
        patch.setattr(destroying, "_rewritten", lambda _workspace: False)
        run(folder, *words, "--out", str(place), code=1)
        said = capsys.readouterr()
        assert "Nog niet weg: Het bestand van het register is niet opnieuw geschreven" in said.out
        assert "Het register bewaart wat erop staat" in said.err
        run(folder, "register", "proof", "--out", str(place), code=1)
    run(folder, "register", "proof", "--out", str(place))
    paper = " ".join(PdfReader(place).pages[0].extract_text().split())
    assert "bewaartermijn" in paper
    assert "niet opnieuw geschreven: de schijf was vol" in paper
    run(folder, "register", "proof", "--out", str(place), "--force", code=1)
    assert "geen verwijderbewijs" in capsys.readouterr().out


def test_the_board_gets_in_with_its_own_key(folder: Path, capsys: Ask) -> None:
    """Its words are compared first; its use stands in the list afterwards."""
    place = folder.parent
    private, public = str(place / "geheim"), str(place / "openbaar")
    made = ["board", "make-key", "--name", "Stichting", "--private", private, "--public", public]
    assert cli.run([*made, "--passphrase-file", str(place / "tweede")]) == 0
    words = capsys.readouterr().out.splitlines()[0].split("sleutel: ")[1]
    run(folder, "register", "keys", "board", "--key", public, "--fingerprint", "een twee", code=1)
    run(folder, "register", "keys", "board", "--key", public, "--fingerprint", words)
    assert cli.run(["board", "show", "--public", public]) == 0
    recover = ["register", "recover", str(folder), "--owner", "Opvolger", "--passphrase-file", str(place / "tweede")]
    opened = ["--board-key", private, "--board-passphrase-file", str(place / "tweede")]
    assert cli.run([*recover, *opened]) == 0
    run(folder, "register", "keys", "list", secret="tweede")
    assert "Het bestuur opende dit register" in capsys.readouterr().out


def test_a_new_key_keeps_only_its_maker(folder: Path, capsys: Ask) -> None:
    """And prints a new code."""
    run(folder, "register", "keys", "new-key")
    assert "Alleen u" in capsys.readouterr().out
    run(folder, "register", "check")


def test_a_backup_goes_out_and_comes_back(folder: Path, capsys: Ask) -> None:
    """What would be lost is shown first; nothing happens without --yes."""
    stick = folder.parent / "stick"
    stick.mkdir()
    run(folder, "register", "backup", "--second-place", str(stick))
    run(folder, "register", "backup", "--list", "--json")
    said = capsys.readouterr().out
    assert json.loads(said[said.index("[") :])[0]["cases"] == 1
    source = folder.parent / "bewaard.thuisplan-backup"
    shutil.copy(next(iter(stick.glob("*-backup"))), source)
    register = opening.open_register(folder, FIRST)
    cases.save_case(register, make_case(id="c2", nickname="Łukasz", surname="Verzinsel", infix=""))
    register.close()
    run(folder, "register", "restore", "--from", str(source), code=1)
    assert "Łukasz Verzinsel" in capsys.readouterr().out
    run(folder, "register", "restore", "--from", str(source), "--yes")
    register = opening.open_register(folder, FIRST)
    assert [row.id for row in cases.list_cases(register)] == ["c1"]
    register.close()
    (folder / "register.db").unlink()
    run(folder, "register", "restore", "--from", str(source), "--damaged", code=1)
    run(folder, "register", "restore", "--from", str(source), "--damaged", "--yes")
    run(folder, "register", "check")
    new = folder.parent / "nieuw.thuisplan"
    capsys.readouterr()
    run(new, "register", "restore", "--from", str(source), "--damaged", code=1)
    assert "Wie het register dan kan openen: Anja Doedel" in capsys.readouterr().out
    assert not new.exists()
    run(new, "register", "restore", "--from", str(source), "--damaged", "--yes")
    run(new, "register", "check", code=1)
    run(new, "register", "accept-older", "--yes")
    run(new, "register", "check")


def test_a_damaged_register_is_salvaged(folder: Path, capsys: Ask) -> None:
    """What is lost is named from the newest backup; the damaged file is set aside."""
    register = opening.open_register(folder, FIRST)
    with register.change() as connection:
        for number in range(60):
            store.save_case(connection, make_case(id=f"d{number}", surname=f"Verzonnen{number}", note="x" * 600))
    register.close()
    data = bytearray((folder / "register.db").read_bytes())
    data[len(data) // 8192 * 4096 + 100] ^= 1
    (folder / "register.db").write_bytes(data)
    run(folder, "register", "salvage")
    said = capsys.readouterr().out
    assert said.startswith("Gered: ")
    run(folder, "register", "check")
    saved = opening.open_register(folder, FIRST)
    names = {row.name for row in cases.list_cases(saved)}
    saved.close()
    lost = {line.removeprefix("Niet gered: ") for line in said.splitlines() if line.startswith("Niet gered: ")}
    assert len(names) + len(lost) == 61
    assert not names & lost
    assert next(iter(folder.glob("damaged-*"))).is_dir()


def test_a_case_is_destroyed_with_a_proof(folder: Path, capsys: Ask) -> None:
    """Not without --yes, and not twice."""
    proof = folder.parent / "bewijs.pdf"
    words = ["register", "destroy-case", "--case", "c1", "--reason", "bewaartermijn", "--out", str(proof)]
    run(folder, *words, code=1)
    assert not proof.exists()
    run(folder, *words, "--yes")
    assert proof.read_bytes().startswith(b"%PDF")
    run(folder, *words, "--yes", "--force", code=1)
    assert "bestaat niet" in capsys.readouterr().err


def test_old_lines_are_pruned_after_asking(folder: Path, capsys: Ask) -> None:
    """Those of the last year stay, whatever is asked."""
    run(folder, "register", "prune-log", "--before", "01-01-2020", code=1)
    run(folder, "register", "prune-log", "--before", "01-01-2020", "--yes")
    assert "0 regels verwijderd" in capsys.readouterr().out
    run(folder, "register", "prune-log", "--before", f"{datetime.now().astimezone():%d-%m-%Y}", "--yes", code=1)
    assert "laatste jaar" in capsys.readouterr().err


def test_the_note_of_a_stuck_computer_is_removed_after_asking(folder: Path, capsys: Ask) -> None:
    """Who and since when is said; with --yes it is taken over."""
    register = opening.open_register(folder, FIRST)
    note = (folder / "register.lock").read_bytes()
    register.close()
    (folder / "register.lock").write_bytes(note)
    run(folder, "register", "check")  # this very computer: its database lock is certain, so the note is no reason
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(beside, "_computer", lambda: "elders/1")
        (folder / "register.lock").write_bytes(note)
        run(folder, "register", "check", code=1)
        assert "Anja Doedel, sinds" in capsys.readouterr().err
        run(folder, "register", "unlock", code=1)
        run(folder, "register", "unlock", "--yes")
        run(folder, "register", "check")


def test_a_changed_note_is_named_by_check(folder: Path, capsys: Ask) -> None:
    """One byte of the note beside the register."""
    head = folder / "register.head"
    data = bytearray(head.read_bytes())
    data[20] ^= 1
    head.write_bytes(data)
    run(folder, "register", "check", code=1)
    assert "notitie" in capsys.readouterr().out
    run(folder, "register", "check", code=1)  # said until somebody answers
    run(folder, "register", "accept-older", code=1)
    run(folder, "register", "accept-older", "--yes")
    assert "notitie" in capsys.readouterr().out
    run(folder, "register", "check")


def test_what_was_set_aside_is_listed_and_removed(folder: Path, capsys: Ask) -> None:
    """Only with --yes, by the name that the list gave."""
    run(folder, "register", "set-aside")
    assert "niets opzij" in capsys.readouterr().out
    run(folder, "register", "salvage")
    capsys.readouterr()
    run(folder, "register", "set-aside", "--json")
    (found,) = json.loads(capsys.readouterr().out)
    run(folder, "register", "set-aside", "--remove", found["folder"], code=1)
    assert (folder / found["folder"]).is_dir()
    run(folder, "register", "set-aside")
    assert found["folder"] in capsys.readouterr().out
    run(folder, "register", "set-aside", "--remove", found["folder"], "--yes")
    assert not (folder / found["folder"]).exists()
    run(folder, "register", "set-aside", "--remove", found["folder"], "--yes", code=1)
    assert "bestaat niet" in capsys.readouterr().err


def test_a_damaged_register_with_the_note_of_another_computer(
    folder: Path, capsys: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is put in its place, and who and since when is said; --take-over is for a computer that is gone."""
    register = opening.open_register(folder, FIRST)
    note = (folder / beside.LOCK).read_bytes()
    register.close()
    source = next(iter((folder / "backups").glob("*-backup")))
    for words in (["salvage"], ["restore", "--from", str(source), "--damaged", "--yes"]):
        data = bytearray((folder / "register.db").read_bytes())
        data[len(data) // 8192 * 4096 + 100] ^= 1
        (folder / "register.db").write_bytes(data)
        (folder / beside.LOCK).write_bytes(note)
        with monkeypatch.context() as patch:
            patch.setattr(beside, "_computer", lambda: "elders/1")
            run(folder, "register", *words, code=1)
            assert "geopend door Anja Doedel, sinds" in capsys.readouterr().err
            run(folder, "register", *words, "--take-over")
    run(folder, "register", "check")


def test_a_second_place_that_is_gone_is_said_once(folder: Path, capsys: Ask) -> None:
    """What it means comes first, and nothing is noted without --yes."""
    stick = folder.parent / "stick"
    stick.mkdir()
    run(folder, "register", "backup", "--second-place", str(stick))
    stick.rename(folder.parent / "weg")
    run(folder, "register", "backup", "--gone", str(stick), code=1)
    assert "verwijderbewijs" in capsys.readouterr().out
    run(folder, "register", "backup", "--list")
    assert "niet te bereiken" in capsys.readouterr().out
    run(folder, "register", "backup", "--gone", str(stick), "--yes")
    run(folder, "register", "backup", "--list")
    assert "niet te bereiken" not in capsys.readouterr().out
