"""Real registers made quickly, and a small invented region of them: actions, command line and flows share these."""

import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Protocol

from factories import make_case, make_consent, make_contact
from thuisplan_desktop.actions import (
    agreeing,
    cases,
    consents,
    counting,
    delivering,
    joining,
    keyholding,
    opening,
    receiving,
)
from thuisplan_desktop.actions.delivering import FileVerdict
from thuisplan_desktop.actions.opening import OpenRegister, Place
from thuisplan_desktop.exchange import counts_v1
from thuisplan_desktop.region import shares
from thuisplan_desktop.region.chains import START
from thuisplan_desktop.register.case import Case, CaseFile
from thuisplan_desktop.register.codes import DataCategory, Party, Role, SchoolType, Sector
from thuisplan_desktop.register.consent import Consent
from thuisplan_desktop.store import logbook, register_file, settings

TODAY = date(2026, 3, 24)
CODE = "voorbeeldregio"
SWV = Place("Samenwerkingsverband Voorbeeldregio", "Samenwerkingsverband Voorbeeldregio", "Alkmaar")
GEMEENTE = Place("Gemeente Voorbeeldstad, leerplicht", "Gemeente Voorbeeldstad", "Alkmaar")


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self, day: date = TODAY) -> None:
        self.go_to(day)

    def go_to(self, day: date) -> None:
        self._now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self._now


class Templates(Protocol):
    """One register a role, made once at the lowest cost a guess may have (`derivation.FLOOR`)."""

    def copy(self, role: Role, target: Path) -> tuple[bytes, str]: ...


@dataclass
class Maker:
    """Makes registers by copying a template, so that no key has to be derived; closes them all at the end."""

    templates: Templates
    folder: Path
    clock: Clock = field(default_factory=Clock)
    opened: list[OpenRegister] = field(default_factory=list)

    keys: dict[Role, tuple[bytes, str]] = field(default_factory=dict)

    def make(self, role: Role, place: Place | None = None, owner: str = "Anja Doedel") -> OpenRegister:
        folder = self._next(role)
        self.keys[role] = self.templates.copy(role, folder)
        workspace = register_file.open_(folder, *self.keys[role])
        with workspace.change() as connection:
            settings.save_settings(connection, opening._settings(role, owner, place or school(0)))
        return self._opened(workspace)

    def take(self, role: Role, folder: Path, keys: tuple[bytes, str]) -> OpenRegister:
        """A copy of a register that another maker made and closed."""
        target = self._next(role)
        shutil.copytree(folder, target)
        self.keys[role] = keys
        return self._opened(register_file.open_(target, *keys))

    def _next(self, role: Role) -> Path:
        return self.folder / f"{role.value}-{len(self.opened)}{opening.SUFFIX}"

    def _opened(self, workspace: register_file.Workspace) -> OpenRegister:
        register = OpenRegister(workspace, self.clock)
        self.opened.append(register)
        return register

    def close(self) -> None:
        """Close them all, without the backup that nobody looks at any more."""
        for register in self.opened:
            register.workspace.changed = False
            register.close()


def shut(register: OpenRegister) -> Path:
    """Close a register, so that a command can open it; gives its folder."""
    register.close()
    return folder_of(register)


def content_of(folder: Path, keys: tuple[bytes, str]) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of a closed register, but for the lines that say it was opened."""
    workspace = register_file.open_(folder, *keys)
    try:
        tables = [row[0] for row in workspace.raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {table: list(workspace.raw.execute(f"SELECT * FROM {table}")) for table in tables}
    finally:
        workspace.close()
    rows["logbook"] = [tuple(row[1:]) for row in rows["logbook"] if "register_opened" not in row]
    del rows["sqlite_sequence"]
    return rows


def folder_of(register: OpenRegister) -> Path:
    return register.workspace.folder


def school(number: int, school_type: SchoolType = SchoolType.BAO) -> Place:
    """An invented school with a bestuur of its own."""
    letter = "ABCDEFGHIJKLMNOP"[number]
    brin = f"99X{letter}" if school_type.sector is Sector.PO else f"99V{letter}"
    return Place(f"School {brin}", f"Bestuur {brin}", "Alkmaar", brin, school_type=school_type)


def log_of(register: OpenRegister) -> list[str]:
    """The actions in the logbook, oldest first, after the line of the template."""
    register.flush_log()
    with register.read() as connection:
        return [entry.action for entry in logbook.load_log(connection)][1:]


@dataclass
class Region:
    """A region that agreed on a profile: every fingerprint was compared, every sender enrolled twice."""

    region: OpenRegister
    keyholder: OpenRegister
    senders: Sequence[OpenRegister]

    def open_telling(self, peildatum: date) -> bytes:
        """A telling that both signed; gives the file for the senders."""
        proposal = receiving.propose_telling(self.region, peildatum).value
        opened: bytes = keyholding.cosign(self.keyholder, proposal).value
        receiving.open_telling(self.region, opened)
        return opened

    def seal(self, telling: bytes) -> list[bytes]:
        return [counting.seal_for_region(sender, telling).value.data for sender in self.senders]

    def receive(self, peildatum: date, files: Iterable[bytes]) -> tuple[FileVerdict, ...]:
        named = [(f"bestand {number}", lambda data=data: data) for number, data in enumerate(files, start=1)]
        verdicts: tuple[FileVerdict, ...] = delivering.receive(self.region, self.id_of(peildatum), named).value
        return verdicts

    def sum_up(self, peildatum: date) -> int:
        """Close, ask, answer and add; gives how many senders the sums cover."""
        request = receiving.request_sum(self.region, self.id_of(peildatum)).value
        answer = keyholding.answer(self.keyholder, request).value
        covered: int = receiving.add_up(self.region, self.id_of(peildatum), answer).value
        return covered

    def id_of(self, peildatum: date) -> bytes:
        return receiving.find_telling(self.region, peildatum)

    def play(self, peildatum: date) -> bytes:
        """One telling from its opening to the exact sums; gives its id."""
        self.receive(peildatum, self.seal(self.open_telling(peildatum)))
        self.sum_up(peildatum)
        return self.id_of(peildatum)


AgreedOf = Callable[[int], Maker]
"""A region of so many schools that agreed on a profile, closed, to be copied."""


def agree(
    maker: Maker,
    places: Sequence[Place],
    *,
    definitions: str = "noord-kennemerland-nu",
    sectors: Sequence[Sector] = (Sector.PO,),
    owner: str = "Anja Doedel",
) -> Region:
    """A region of these schools under one profile."""
    region = maker.make(Role.REGION, SWV, "Hedwig Optelsom")
    keyholder = maker.make(Role.KEYHOLDER, GEMEENTE, "Ibo Sleutelman")
    senders = [maker.make(Role.SCHOOL, place, owner) for place in places]
    presented = joining.enrolment_file(keyholder, CODE).value
    profile = agreeing.make_profile(
        region,
        region=CODE,
        name="Voorbeeldregio",
        definitions_name=definitions,
        keyholder_file=presented.data,
        sectors=sectors,
    ).value
    for register in (keyholder, *senders):
        pin(register, profile)
    for sender in senders:
        enrolment = joining.enrolment_file(sender, CODE).value.data
        agreeing.enrol(region, enrolment)
        agreeing.enrol(keyholder, enrolment)
    return Region(region, keyholder, senders)


def pin(register: OpenRegister, profile: bytes) -> None:
    """As whoever this is does: a sender, or the second party."""
    if register.role is Role.KEYHOLDER:
        joining.pin_as_second_party(register, profile)
    else:
        joining.pin_profile(register, profile)


def copy_of(made: Maker, maker: Maker) -> Region:
    """A fresh copy of the region that `made` agreed on and closed."""
    region, keyholder, *senders = (
        maker.take(register.role, folder_of(register), made.keys[register.role]) for register in made.opened
    )
    return Region(region, keyholder, senders)


def spoil(sender: OpenRegister, telling: bytes) -> bytes:
    """A file of an enrolled sender, rightly sealed and signed, in which every count is a million."""
    with sender.change() as connection:
        member, opened = joining.member_for_telling(connection, telling)
    vector = [1_000_000, 1, 1] * (shares.vector_length(member.profile.layouts) // 3)
    one, two = (shares.to_bytes(share) for share in shares.split(vector))
    return counts_v1.encode(opened, member.profile, member.identity, START, for_swv=one, for_keyholder=two)


def keep_pupil(register: OpenRegister, **changes: Any) -> CaseFile:
    """A pupil with two parents who have gezag, kept through the actions. `changes` are of the case."""
    case: Case = cases.save_case(register, make_case(**changes)).value
    for parent in (make_contact(case), make_contact(case, first_name="Jitske", infix="", surname="Bedacht")):
        cases.save_contact(register, parent)
    return cases.open_case(register, case.id).file


def give_consent(
    register: OpenRegister,
    file: CaseFile,
    parties: Iterable[Party] = cases.USUAL_PARTIES,
    categories: Iterable[DataCategory] = cases.USUAL_CATEGORIES,
    **changes: Any,
) -> list[Consent]:
    """Both parents agree that these parties hear these things."""
    given = [
        make_consent(
            file.case, parent, parties=frozenset(parties), categories=frozenset(categories), recorded_by="", **changes
        )
        for parent in file.contacts
    ]
    for consent in given:
        consents.record_consent(register, consent)
    return given
