"""Create, open and close the encrypted folder of any role."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from thuisplan_desktop.crypto import derivation, keyfile
from thuisplan_desktop.crypto.derivation import Parameters
from thuisplan_desktop.errors import InvalidCase, WrongWorkspace
from thuisplan_desktop.register import definitions
from thuisplan_desktop.register.codes import CountingParty, Role, SchoolType, Sector
from thuisplan_desktop.register.schools import is_brin
from thuisplan_desktop.store import logbook, register_file, settings
from thuisplan_desktop.store.register_file import Connection, Workspace, WorkspaceKind

SUFFIX = ".thuisplan"

Clock = Callable[[], datetime]

_KINDS = {
    Role.SCHOOL: WorkspaceKind.COORDINATOR,
    Role.CONSULENT: WorkspaceKind.COORDINATOR,
    Role.REGION: WorkspaceKind.REGION,
    Role.KEYHOLDER: WorkspaceKind.KEYHOLDER,
}
_COUNTED_BY = {Role.SCHOOL: CountingParty.SCHOOL, Role.CONSULENT: CountingParty.SWV}


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Place:
    """Where a register belongs: a school with its BRIN, or the name of a samenwerkingsverband or gemeente."""

    name: str
    board: str = ""
    municipality: str = ""
    brin: str = ""
    branch: str = "00"
    school_type: SchoolType = SchoolType.BAO
    vacation_region: str = "noord"
    definitions: str = "landelijk"


@dataclass(frozen=True)
class Summary:
    """What the frame of the window shows of an open register."""

    role: Role
    owner: str
    title: str
    place: Place


class OpenRegister:
    """An open workspace with its clock. Used and closed on the thread that opened it."""

    def __init__(self, workspace: Workspace, clock: Clock) -> None:
        self._workspace = workspace
        self._clock = clock
        with workspace.read() as connection:
            self.settings = settings.load_settings(connection)

    @property
    def role(self) -> Role:
        return self.settings.role

    def today(self) -> date:
        """The day on this computer's calendar."""
        return self._clock().astimezone().date()

    def read(self) -> AbstractContextManager[Connection]:
        return self._workspace.read()

    def change(self) -> AbstractContextManager[Connection]:
        """One transaction: kept whole, or not at all."""
        return self._workspace.change()

    def log(self, connection: Connection, action: str, case_id: str = "") -> None:
        """One line in the logbook, in the same transaction as what it tells."""
        logbook.add(connection, self._clock(), self.settings.owner, action, case_id)

    def check(self) -> tuple[str, ...]:
        """What is wrong with the file; nothing is the good answer."""
        return self._workspace.check()

    def close(self) -> None:
        self._workspace.close()


@dataclass(frozen=True)
class Created:
    """A new register, and the code that opens it when every passphrase is lost. It is shown once."""

    register: OpenRegister
    recovery_code: str


def create_register(
    folder: Path,
    *,
    role: Role,
    owner: str,
    passphrase: str,
    place: Place,
    parameters: Parameters | None = None,
    clock: Clock = _now,
) -> Created:
    """Make the folder and its keys. Raises WeakPassphrase, AlreadyExists, InvalidCase, CannotWrite, DiskFull,
    UnknownDefinitions.

    `parameters` is the cost of one guess; without it this computer is measured (about one second a guess).
    """
    keyfile.check_strength(passphrase)
    _check_owner(owner)
    _check_place(role, place)
    keys, data_key, recovery_code = keyfile.new_keys(passphrase, parameters or derivation.calibrate(), owner)
    workspace = register_file.create(folder, _KINDS[role], data_key, keys.register_id, keys=keyfile.to_json(keys))
    with workspace.change() as connection:
        settings.save_settings(connection, _settings(role, owner, place))
    register = OpenRegister(workspace, clock)
    with register.change() as connection:
        register.log(connection, "register_created")
    return Created(register, recovery_code)


def _check_owner(owner: str) -> None:
    if not owner.strip():
        raise InvalidCase(reason="de naam van wie het register beheert ontbreekt")


def _check_place(role: Role, place: Place) -> None:
    if not place.name.strip():
        raise InvalidCase(reason="de naam van de school of organisatie ontbreekt")
    definitions.load(place.definitions)
    if role is Role.SCHOOL:
        _check_school(place)


def _check_school(place: Place) -> None:
    """The bestuur too: a region adds up only over enough different ones (decision 2)."""
    if not is_brin(place.brin):
        raise InvalidCase(reason="een BRIN heeft twee cijfers en twee hoofdletters, zoals 99XA")
    if not re.fullmatch("[0-9]{2}", place.branch):
        raise InvalidCase(reason="een vestiging heeft twee cijfers, zoals 00")
    if not place.board.strip():
        raise InvalidCase(reason="de naam van het bestuur ontbreekt")


def _settings(role: Role, owner: str, place: Place) -> settings.Settings:
    return settings.Settings(
        role=role,
        owner=owner,
        title=place.name,
        school_name=place.name if role is Role.SCHOOL else "",
        brin=place.brin,
        branch=place.branch,
        board=place.board,
        municipality=place.municipality,
        school_type=place.school_type,
        counting_party=_COUNTED_BY.get(role, CountingParty.SCHOOL),
        vacation_region=place.vacation_region,
        definitions=place.definitions,
    )


def open_register(folder: Path, passphrase: str, *, clock: Clock = _now) -> OpenRegister:
    """Unlock with a passphrase. Raises WrongPassphrase, NotARegister, RegisterInUse, RegisterTooNew, and more."""
    return _open(folder, lambda keys: keyfile.unlock(keys, passphrase), clock)


def open_with_recovery_code(folder: Path, code: str, *, clock: Clock = _now) -> OpenRegister:
    """Unlock with the printed code. Raises RecoveryCodeMistyped, WrongRecoveryCode, and as `open_register`."""
    return _open(folder, lambda keys: keyfile.unlock_with_recovery(keys, code), clock)


def _open(folder: Path, unlock: Callable[[keyfile.KeyFile], bytes], clock: Clock) -> OpenRegister:
    keys = keyfile.from_json(register_file.read_keys(folder))
    register = OpenRegister(register_file.open_(folder, unlock(keys), keys.register_id), clock)
    with register.change() as connection:
        register.log(connection, "register_opened")
    return register


def need(register: OpenRegister, *roles: Role) -> None:
    """Raise WrongWorkspace unless the register has one of these roles."""
    if register.role not in roles:
        raise WrongWorkspace(found=register.role.label, needed=roles[0].label)


def need_past(register: OpenRegister, peildatum: date) -> None:
    """Raise InvalidCase for a day that has not come: nobody knows who will be at home then."""
    if peildatum > register.today():
        raise InvalidCase(reason="de peildatum ligt in de toekomst")


def sectors_of(register: OpenRegister) -> frozenset[Sector]:
    """The sectors this register has cases of: a school its own, a consulent both."""
    if register.role is Role.CONSULENT:
        return frozenset({Sector.PO, Sector.VO})
    return frozenset({register.settings.school_type.sector})


def summary(register: OpenRegister) -> Summary:
    """Whose register this is and of which place."""
    kept = register.settings
    place = Place(
        name=kept.title,
        board=kept.board,
        municipality=kept.municipality,
        brin=kept.brin,
        branch=kept.branch,
        school_type=kept.school_type,
        vacation_region=kept.vacation_region,
        definitions=kept.definitions,
    )
    return Summary(kept.role, kept.owner, kept.title, place)
