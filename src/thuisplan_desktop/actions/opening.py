"""Create, open and close the encrypted folder of any role."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from thuisplan_desktop.actions import doubts, keeping, slots
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.crypto import boardkey, derivation, keyfile
from thuisplan_desktop.crypto.derivation import Parameters
from thuisplan_desktop.crypto.keyfile import KeyFile, SlotKind, Unlocked
from thuisplan_desktop.crypto.keyring import words_of
from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.errors import DiskFull, InvalidCase, ThuisplanError, WrongWorkspace
from thuisplan_desktop.register import definitions
from thuisplan_desktop.register.codes import CountingParty, Role, SchoolType, Sector
from thuisplan_desktop.register.schools import is_brin
from thuisplan_desktop.store import logbook, register_file, reserve, settings
from thuisplan_desktop.store.register_file import Connection, Workspace, WorkspaceKind

SUFFIX = ".thuisplan"
FIRST_PEILDATUM = date(2000, 1, 1)
"""No region counted before: the oldest tables known are of 2012."""

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
    """An open workspace with its clock. Used and closed on the thread that opened it.

    `slot_id` is the way in that was used, `who` its label; `warnings` are Dutch sentences about what opening found.
    """

    def __init__(self, workspace: Workspace, clock: Clock, *, who: str = "", slot_id: str = "") -> None:
        self.workspace = workspace
        self.slot_id = slot_id
        self.warnings = workspace.warnings
        self._clock = clock
        self._closed = False
        self._pending: list[tuple[datetime, str, str]] = []
        with workspace.read() as connection:
            self.settings = settings.load_settings(connection)
        self.who = who or self.settings.owner

    @property
    def role(self) -> Role:
        return self.settings.role

    def today(self) -> date:
        """The day on this computer's calendar."""
        return self._clock().astimezone().date()

    def now(self) -> datetime:
        return self._clock()

    def read(self) -> AbstractContextManager[Connection]:
        return self.workspace.read()

    @contextmanager
    def change(self, *, makes_room: bool = False) -> Iterator[Connection]:
        """One transaction: kept whole, or not at all. Lines that waited go on waiting when it is not."""
        waiting = list(self._pending)
        try:
            with self.workspace.change(makes_room=makes_room) as connection:
                yield connection
        except BaseException:
            self._pending = waiting
            raise

    def log_each(self, connection: Connection, action: str, times: int) -> None:
        """The same line for each of so many things done together, after those that still waited."""
        waiting, self._pending = self._pending, []
        for at, waited_for, about in waiting:
            logbook.add(connection, at, self.who, waited_for, about)
        logbook.add_same(connection, self._clock(), self.who, action, times)

    def log(self, connection: Connection, action: str, case_id: str = "") -> None:
        """One line in the logbook, in the same transaction as what it tells, after those that still waited."""
        waiting, self._pending = self._pending, []
        for at, waited_for, about in (*waiting, (self._clock(), action, case_id)):
            logbook.add(connection, at, self.who, waited_for, about)

    def log_reading(self, action: str, case_id: str = "") -> None:
        """A line for something that was only looked at. It writes nothing: looking never waits for the disk.

        What waits goes along with the next change, with `flush_log`, which the window asks for every half minute,
        and with closing; a power cut may take it along.
        """
        self._pending.append((self._clock(), action, case_id))

    def waiting_lines(self, case_id: str) -> tuple[tuple[datetime, str], ...]:
        """When and what, of the lines about one case that still wait."""
        return tuple((at, action) for at, action, about in self._pending if about == case_id)

    def flush_log(self, *, makes_room: bool = False) -> None:
        """Write the lines that wait. Raises as a change does; they then go on waiting."""
        waiting = tuple(self._pending)
        if not waiting:
            return
        with self.workspace.note(makes_room=makes_room) as connection:
            for at, action, case_id in waiting:
                logbook.add(connection, at, self.who, action, case_id)
        self._pending = []

    def logbook_words(self) -> str:
        """The end of the logbook as twelve words: who has them on paper can see later that nothing before is gone."""
        self.flush_log()
        with self.read() as connection:
            return words_of(logbook.head(connection).hash)

    def check(self) -> tuple[str, ...]:
        """What is wrong with the file; nothing is the good answer."""
        return tuple(dict.fromkeys((*self.warnings, *self.workspace.check())))

    def close(self) -> None:
        """Write what waits, make a backup if anything changed, and release the file. Doing so twice is fine."""
        if self._closed:
            return
        self._closed = True
        with suppress(ThuisplanError):
            self.flush_log()
        if self.workspace.changed:
            keeping.keep_quietly(self.workspace, self._clock(), "closing")
        self.workspace.close()


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
    keyfile.check_strength(passphrase, (owner, place.name, place.board, place.municipality))
    _check_owner(owner)
    _check_place(role, place)
    keys, data_key, recovery_code = keyfile.new_keys(passphrase, parameters or derivation.calibrate(), owner)
    text = keyfile.to_json(keys)
    workspace = register_file.create(folder, _KINDS[role], data_key, keys.register_id, text, who=owner)
    workspace.epoch = keys.epoch
    with workspace.change() as connection:
        settings.save_settings(connection, _settings(role, owner, place))
        slots.remember(connection, text)
    register = OpenRegister(workspace, clock, slot_id=keys.slots[0].id)
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


_DISK_FULL = (
    "De schijf is vol. Het register is geopend met de ruimte die het achter de hand hield. Maak ruimte vrij of "
    "vernietig wat weg mag; tot dan kan opslaan mislukken."
)

WayIn = Callable[[KeyFile], Unlocked]
"""How somebody gets in: it opens a set of slots, or raises what is wrong with what was given."""


def by_passphrase(passphrase: str) -> WayIn:
    return lambda keys: keyfile.unlock(keys, passphrase)


def by_code(code: str) -> WayIn:
    """The printed recovery code. Raises RecoveryCodeMistyped, WrongRecoveryCode when it is used."""
    return lambda keys: keyfile.unlock_with_recovery(keys, code)


def by_board(private_file: bytes, passphrase: str) -> WayIn:
    """The school board's key. Raises WrongBoardKey, WrongPassphrase, NotAThuisplanFile when it is used."""
    return lambda keys: keyfile.unlock_with_board(keys, boardkey.unlock(private_file, passphrase))


def open_register(folder: Path, passphrase: str, *, clock: Clock = _now, take_over: bool = False) -> OpenRegister:
    """Unlock with a passphrase. Raises WrongPassphrase, and as `open_by`."""
    return open_by(by_passphrase(passphrase), folder, clock=clock, take_over=take_over)


_OPENED_BY = {
    SlotKind.PASSPHRASE: "register_opened",
    SlotKind.RECOVERY: "opened_by_recovery_code",
    SlotKind.BOARD: "opened_by_board",
}


def open_by(
    unlock: WayIn, folder: Path, *, clock: Clock = _now, take_over: bool = False, older: bool = False
) -> OpenRegister:
    """Unlock in any of the ways; a line in the logbook says which. Raises NotARegister, RegisterInUse, RegisterLocked,
    RegisterTooNew, RegisterDamaged, SlotWithdrawn, OlderRegister, and more.

    `take_over` removes the note of another computer that has it open, `older` opens it though the note beside it knows
    of later slots: only after asking. On a full disk the reserve is let go, with a warning: raises DiskFull when there
    is none.
    """
    try:
        return _open_by(unlock, folder, clock, take_over=take_over, older=older)
    except DiskFull:
        if not reserve.release(folder):
            raise
    register = _open_by(unlock, folder, clock, take_over=take_over, older=older)
    register.warnings = (*register.warnings, _DISK_FULL)
    return register


def _open_by(unlock: WayIn, folder: Path, clock: Clock, *, take_over: bool, older: bool) -> OpenRegister:
    keys, unlocked, workspace = slots.enter(folder, unlock, take_over=take_over, older=older)
    try:
        label = keyfile.labels(keys, unlocked.data_key)[unlocked.slot.id]
        register = OpenRegister(workspace, clock, who=label, slot_id=unlocked.slot.id)
        _keep_doubts(register, older=older)
        found = slots.settle(workspace, keys, unlocked)
        with workspace.note() as connection:
            doubts.keep(connection, found.doubts, register.now())
            for action in (*found.actions, _OPENED_BY[unlocked.slot.kind]):
                register.log(connection, action)
            known = doubts.warnings(connection)
        register.warnings = (*workspace.warnings, *found.warnings, *known)
        slots.refuse_withdrawn(found)
        keeping.catch_up(workspace)
    except BaseException:
        workspace.close()
        raise
    return register


def _keep_doubts(register: OpenRegister, *, older: bool) -> None:
    """Before anything else is written: the note that they come from goes with the first change."""
    workspace = register.workspace
    if workspace.doubts:
        with workspace.note() as connection:
            doubts.keep(connection, workspace.doubts, register.now())
            register.log(connection, "older_opened" if older else "tail_warning")
        workspace.warnings = tuple(told for told in workspace.warnings if told not in workspace.doubts)


def doubts_of(register: OpenRegister) -> tuple[str, ...]:
    """What opening found of an older register that nobody answered yet."""
    with register.read() as connection:
        return doubts.kept(connection)


def answer_doubts(register: OpenRegister) -> Changed:
    """Somebody looked at what opening found of an older register, and goes on with it as it is. It stays in the
    logbook that this was said, and by whom.
    """
    with register.change() as connection:
        known = doubts.warnings(connection)
        doubts.forget(connection)
        register.log(connection, "older_answered")
    register.warnings = tuple(told for told in register.warnings if told not in known)
    return changed(Kind.SETTINGS)


def need(register: OpenRegister, *roles: Role) -> None:
    """Raise WrongWorkspace unless the register has one of these roles."""
    if register.role not in roles:
        raise WrongWorkspace(found=register.role.label, needed=roles[0].label)


def need_past(register: OpenRegister, peildatum: date) -> None:
    """Raise InvalidCase for a day that has not come: nobody knows who will be at home then; and for one before
    anything that is counted here existed, which is a slip of the hand."""
    if peildatum > register.today():
        raise InvalidCase(reason="de peildatum ligt in de toekomst")
    if peildatum < FIRST_PEILDATUM:
        raise InvalidCase(reason=f"de peildatum ligt voor {format_date(FIRST_PEILDATUM)}")


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
