"""A small invented region without second party: its schools protect their own tables, an officer enrols apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from factories import make_absence, make_case
from regions import CODE, GEMEENTE, SWV, TODAY, Maker, folder_of, pin
from thuisplan_desktop.actions import (
    adding,
    agreeing,
    cases,
    counting,
    delivering,
    enrolling,
    joining,
    passing,
    receiving,
)
from thuisplan_desktop.actions.delivering import FileVerdict
from thuisplan_desktop.actions.opening import OpenRegister, Place
from thuisplan_desktop.actions.passing import PassedFile
from thuisplan_desktop.region.telling import Mode
from thuisplan_desktop.register.codes import AbsenceKind, Role, Sector


@dataclass
class Apart:
    """The region, its enrolling officer, and the senders that he enrolled."""

    region: OpenRegister
    officer: OpenRegister
    senders: Sequence[OpenRegister]

    def open_telling(self, peildatum: date = TODAY) -> bytes:
        """The file for the senders; the officer knows it too."""
        telling: bytes = adding.open_alone(self.region, peildatum).value
        self.pass_on([telling])
        return telling

    def seal(self, telling: bytes) -> list[bytes]:
        return [counting.seal_for_region(sender, telling).value.data for sender in self.senders]

    def pass_on(self, files: Iterable[bytes]) -> tuple[PassedFile, ...]:
        passed: tuple[PassedFile, ...] = passing.pass_on(self.officer, named(files)).value
        return passed

    def receive(self, files: Iterable[bytes], peildatum: date = TODAY) -> tuple[FileVerdict, ...]:
        verdicts: tuple[FileVerdict, ...] = delivering.receive(
            self.region, receiving.find_telling(self.region, peildatum), named(files)
        ).value
        return verdicts

    @property
    def telling_id(self) -> bytes:
        return receiving.find_telling(self.region, TODAY)

    def play(self, peildatum: date = TODAY) -> bytes:
        """One telling from its opening to the interval sums; gives its id."""
        passed = self.pass_on(self.seal(self.open_telling(peildatum)))
        assert all(verdict.accepted for verdict in self.receive([one.data for one in passed], peildatum))
        telling_id = receiving.find_telling(self.region, peildatum)
        adding.close_and_add(self.region, telling_id)
        return telling_id


def named(files: Iterable[bytes]) -> list[tuple[str, delivering.Reader]]:
    return [(f"bestand {number}", lambda data=data: data) for number, data in enumerate(files, start=1)]


def agree_apart(maker: Maker, places: Sequence[Place], definitions: str = "noord-kennemerland-nu") -> Apart:
    """The officer compared words with each school, and the region with the officer alone."""
    region = maker.make(Role.REGION, SWV, "Hedwig Optelsom")
    officer = maker.make(Role.KEYHOLDER, GEMEENTE, "Inge Schrijver")
    senders = [maker.make(Role.SCHOOL, place) for place in places]
    profile = agreeing.make_profile(
        region,
        region=CODE,
        name="Voorbeeldregio",
        definitions_name=definitions,
        keyholder_file=joining.enrolment_file(officer, CODE).value.data,
        sectors=(Sector.PO,),
        mode=Mode.PROTECTED,
    ).value
    for register in (officer, *senders):
        pin(register, profile)
    for sender in senders:
        agreeing.enrol(officer, joining.enrolment_file(sender, CODE).value.data)
    enrolling.take_over(region, enrolling.pseudonym_file(officer).value)
    return Apart(region, officer, senders)


def copy_apart(made: Maker, maker: Maker) -> Apart:
    """A fresh copy of a region that `made` agreed on and closed."""
    region, officer, *senders = (
        maker.take(register.role, folder_of(register), made.keys[register.role]) for register in made.opened
    )
    return Apart(region, officer, senders)


def fill(register: OpenRegister, children: int, days: int = 50) -> None:
    """So many children of this school, at home for so many days."""
    for _ in range(children):
        away = TODAY - timedelta(days=days)
        case = make_case(brin=register.settings.brin, first_absent_on=away)
        cases.save_case(register, case)
        absence = make_absence(case, kind=AbsenceKind.UNAUTHORISED, starts_on=away, ends_on=None)
        cases.save_absence(register, absence)
