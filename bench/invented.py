"""Registers of any size with invented people, for the benches that need one."""

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from thuisplan_desktop.register.case import Absence, Case, Contact
from thuisplan_desktop.register.codes import AbsenceKind, ContactRole, DataCategory, Decision, GiverRole, Party
from thuisplan_desktop.register.consent import Consent
from thuisplan_desktop.store import cases, consents, rows, schema
from thuisplan_desktop.store.register_file import Connection, Workspace

ON = date(2026, 3, 20)
PERIODS = 50
ROUNDS = 5
"""A register grows case by case and month by month, so the periods of one pupil lie apart in the file."""
BLOCK = 10_000
KINDS = (AbsenceKind.UNAUTHORISED, AbsenceKind.SICK, AbsenceKind.AUTHORISED)

Shape = Callable[[random.Random, str], list[Absence]]


def school_year(chance: random.Random, case_id: str) -> list[Absence]:
    """Fifty periods in two school years; a third of the pupils is still away."""
    days = sorted(chance.sample(range(30, 570), PERIODS), reverse=True)
    found = [_period(case_id, n, chance.choice(KINDS), ON - timedelta(days=d), 0) for n, d in enumerate(days)]
    if chance.random() < 1 / 3:
        found[-1] = _period(case_id, PERIODS, chance.choice(KINDS), ON - timedelta(days=chance.randrange(1, 120)), None)
    return found


def one_stretch(_chance: random.Random, case_id: str) -> list[Absence]:
    """Fifty days in a row, each a period of its own, until now: the most there is to judge."""
    return [
        _period(case_id, n, AbsenceKind.UNAUTHORISED, ON - timedelta(days=PERIODS - n - 1), 0) for n in range(PERIODS)
    ]


def mixed_stretch(chance: random.Random, case_id: str) -> list[Absence]:
    """The same with another kind every day."""
    return [_period(case_id, n, chance.choice(KINDS), ON - timedelta(days=PERIODS - n - 1), 0) for n in range(PERIODS)]


def _period(case_id: str, number: int, kind: AbsenceKind, first: date, length: int | None) -> Absence:
    last = None if length is None else first + timedelta(days=length)
    return Absence(id=f"{case_id}-{number}", case_id=case_id, kind=kind, starts_on=first, ends_on=last, minutes=330)


def fill(workspace: Workspace, count: int, periods: Shape) -> list[str]:
    """Keep this many cases with their periods; returns their ids."""
    chance = random.Random(20260320)
    found: list[str] = []
    while len(found) < count:
        with workspace.change() as connection:
            found += _block(connection, chance, min(BLOCK, count - len(found)), periods)
    return found


def _block(connection: Connection, chance: random.Random, count: int, periods: Shape) -> Iterator[str]:
    found: dict[str, list[Absence]] = {}
    for _ in range(count):
        case_id = f"{chance.getrandbits(64):016x}"
        found[case_id] = periods(chance, case_id)
        case = Case(
            id=case_id, pupil_key=case_id, nickname="Femke", surname=f"Verzonnen{case_id}",
            birth_date=date(2012, 5, 1) + timedelta(days=chance.randrange(900)),
            first_absent_on=found[case_id][0].starts_on,
        )  # fmt: skip
        cases.save_case(connection, case)
        yield case_id
    for part in range(ROUNDS):
        rows.add(connection, schema.absences, (one for each in found.values() for one in each[part::ROUNDS]))


def surround(connection: Connection, case_ids: list[str]) -> None:
    """Two parents for each case; those of every second one gave consent."""
    for number, case_id in enumerate(case_ids):
        parents = [
            Contact(
                id=f"{case_id}-{name}", case_id=case_id, role=ContactRole.PARENT, first_name=name, surname="Verzonnen"
            )
            for name in ("Roelof", "Wietske")
        ]
        rows.add(connection, schema.contacts, parents)
        if number % 2:
            rows.add(connection, schema.consents, _given(parents))
    assert consents.load_consents(connection, case_ids[-1])


def _given(parents: list[Contact]) -> Iterator[Consent]:
    asked = ON - timedelta(days=60)
    for parent in parents:
        yield Consent(
            id=f"{parent.id}-yes", case_id=parent.case_id, giver=GiverRole.PARENT, contact_id=parent.id,
            decision=Decision.GIVEN, asked_on=asked, decided_on=asked,
            parties=frozenset(Party), categories=frozenset(DataCategory),
        )  # fmt: skip
