"""Making, opening and closing a register of each role."""

from dataclasses import replace
from pathlib import Path

import pytest

from regions import Clock, Maker, folder_of, log_of, school, shut
from thuisplan_desktop.actions import cases, opening
from thuisplan_desktop.actions.opening import Place
from thuisplan_desktop.crypto import derivation
from thuisplan_desktop.errors import (
    AlreadyExists,
    InvalidCase,
    NotARegister,
    RecoveryCodeMistyped,
    RegisterDamaged,
    RegisterInUse,
    ThuisplanError,
    UnknownDefinitions,
    WeakPassphrase,
    WrongPassphrase,
    WrongWorkspace,
)
from thuisplan_desktop.register.codes import Role, SchoolType, Sector
from thuisplan_desktop.store import logbook

PASSPHRASE = "zeven natte fietsen buiten"


def create(folder: Path, role: Role = Role.SCHOOL, **changes: object) -> opening.Created:
    wanted = {"owner": "Anja Doedel", "passphrase": PASSPHRASE, "place": school(0), **changes}
    return opening.create_register(folder, role=role, parameters=derivation.FLOOR, clock=Clock(), **wanted)


def test_a_new_register_opens_with_its_passphrase_and_its_recovery_code(tmp_path: Path) -> None:
    """Both keys open the same register; each opening is a line in its logbook with day, owner and nothing else."""
    folder = tmp_path / "nieuw.thuisplan"
    created = create(folder)
    assert opening.summary(created.register) == opening.Summary(Role.SCHOOL, "Anja Doedel", "School 99XA", school(0))
    created.register.close()
    opening.open_register(folder, PASSPHRASE, clock=Clock()).close()
    register = opening.open_by(opening.by_code(created.recovery_code), folder, clock=Clock())
    with register.read() as connection:
        entries = logbook.load_log(connection)
    assert [entry.action for entry in entries] == [
        "register_created",
        "register_opened",
        "opened_by_recovery_code",
    ]
    assert {(entry.at, entry.case_ref) for entry in entries} == {(Clock()(), "")}
    assert [entry.who for entry in entries] == ["Anja Doedel", "Anja Doedel", "herstelcode"]
    assert register.check() == ()
    register.close()


def test_a_wrong_key_changes_nothing(maker: Maker) -> None:
    """A wrong passphrase and a mistyped code are named; the files stay as they are, to the byte."""
    folder = shut(maker.make(Role.SCHOOL))
    before = bytes_of(folder)
    with pytest.raises(WrongPassphrase):
        opening.open_register(folder, "vier losse woorden anders")
    with pytest.raises(RecoveryCodeMistyped):
        opening.open_by(opening.by_code("AAAA-BBBB"), folder)
    assert bytes_of(folder) == before


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def cut(folder: Path, name: str, length: int) -> None:
    (folder / name).write_bytes((folder / name).read_bytes()[:length])


@pytest.mark.parametrize(
    ("spoil", "refused"),
    [
        (lambda folder: cut(folder, "keys.json", 100), NotARegister),
        (lambda folder: cut(folder, "register.db", 100), NotARegister),
        (lambda folder: cut(folder, "register.db", 5000), RegisterDamaged),
        (lambda folder: (folder / "keys.json").write_text("{}"), NotARegister),
        (lambda folder: (folder / "register.db").unlink(), NotARegister),
        (lambda folder: (folder / "keys.json").unlink(), NotARegister),
        (lambda folder: (folder / "register.db").write_bytes(b"SQLite format 3\0" + bytes(4080)), NotARegister),
    ],
)
def test_a_truncated_or_foreign_folder_is_named(maker: Maker, spoil: object, refused: type[ThuisplanError]) -> None:
    """What is not, or no longer, a register is refused by name and left as it was found."""
    folder = shut(maker.make(Role.SCHOOL))
    spoil(folder)
    before = bytes_of(folder)
    with pytest.raises(refused):
        opening.open_register(folder, "vier losse woorden samen")
    assert bytes_of(folder) == before


def test_one_window_at_a_time(maker: Maker) -> None:
    """A register that is open can't be opened a second time."""
    register = maker.make(Role.SCHOOL)
    with pytest.raises(RegisterInUse):
        opening.open_register(folder_of(register), "vier losse woorden samen")
    assert register.check() == ()


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"passphrase": "kort"}, WeakPassphrase),
        ({"place": Place("  ")}, InvalidCase),
        ({"place": replace(school(0), brin="boom")}, InvalidCase),
        ({"place": replace(school(0), branch="1")}, InvalidCase),
        ({"place": replace(school(0), branch="٠٠")}, InvalidCase),
        ({"place": replace(school(0), board=" ")}, InvalidCase),
        ({"place": replace(school(0), definitions="../landelijk")}, UnknownDefinitions),
        ({"owner": " "}, InvalidCase),
    ],
)
def test_a_register_that_cannot_be_made_leaves_nothing(
    tmp_path: Path, changes: dict[str, object], refused: type[ThuisplanError]
) -> None:
    """Weak passphrase, no name, owner, BRIN, branch, bestuur or definitions: refused before anything is written."""
    with pytest.raises(refused):
        create(tmp_path / "nieuw.thuisplan", **changes)
    assert not list(tmp_path.iterdir())


def test_an_existing_folder_is_left_alone(tmp_path: Path) -> None:
    """A folder with something in it never becomes a register."""
    (tmp_path / "brief.txt").write_text("niet voor Thuisplan")
    with pytest.raises(AlreadyExists):
        create(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["brief.txt"]


def test_roles_and_sectors(maker: Maker) -> None:
    """A school counts its own sector, a consulent both; a task for another role is refused by name."""
    consulent = maker.make(Role.CONSULENT, Place("Samenwerkingsverband Voorbeeld"))
    special = maker.make(Role.SCHOOL, school(1, SchoolType.VSO))
    assert opening.sectors_of(consulent) == {Sector.PO, Sector.VO}
    assert opening.sectors_of(special) == {Sector.VO}
    with pytest.raises(WrongWorkspace) as refused:
        opening.need(special, Role.REGION, Role.KEYHOLDER)
    assert refused.value.facts == {"found": Role.SCHOOL.label, "needed": Role.REGION.label}


def test_today_is_the_day_on_this_computer(maker: Maker, clock: Clock) -> None:
    """Every action judges by the clock of the register."""
    register = maker.make(Role.SCHOOL)
    cases.list_cases(register)
    assert register.today() == clock().astimezone().date()
    assert log_of(register) == ["cases_listed"]
