"""Situations around consent: persons, ages near their birthdays, gezag, answers, withdrawals, objections, tables.

Mostly everyone agrees, less the few whose answer is left out or changed: so that both outcomes come up often.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from factories import make_case, make_consent, make_contact, make_file
from thuisplan_desktop.register.case import Case, CaseFile, Contact
from thuisplan_desktop.register.case_codes import RequestKind, RequestOutcome
from thuisplan_desktop.register.codes import (
    ContactRole,
    DataCategory,
    Decision,
    GiverRole,
    MeetingKind,
    Party,
    Purpose,
    Role,
)
from thuisplan_desktop.register.consent import Consent
from thuisplan_desktop.register.rights import Request

ON = date(2026, 3, 24)
MEETING = "deze"
GIVERS = {
    ContactRole.PARENT: GiverRole.PARENT,
    ContactRole.GUARDIAN: GiverRole.GUARDIAN,
    ContactRole.CERTIFIED_INSTITUTION: GiverRole.CERTIFIED_INSTITUTION,
}
DECIDERS = list(GIVERS)
BIRTHS = [
    date(ON.year - age, ON.month, ON.day) + timedelta(days=shift)
    for age in (5, 8, 11, 12, 13, 15, 16, 17, 18, 19)
    for shift in (-40, -1, 0, 1)
] + [date(2008, 2, 29), date(2010, 2, 28), date(2014, 3, 1)]
DAYS = [ON + timedelta(days=shift) for shift in (-240, -200, -60, -30, -10, -1, 0, 0, 1, 20)]
TABLE = [party for party in Party if party.at_table]
SCHOOLS = ["99XA", "99XA", "99XA", "99XB", ""]
OUTSIDERS = [party for party in TABLE if not party.own_staff]
GETS = [Party.NEXT_SCHOOL, Party.CARE_PROVIDER, Party.WORKPLACE, Party.RMC, Party.LEERPLICHT]
"""To whom a case can be handed over with consent."""
PURPOSES = [Purpose.DISCUSS, Purpose.ADVICE, Purpose.HANDOVER, Purpose.REPORT, Purpose.INQUIRY, Purpose.TASK,
            Purpose.SAFETY]  # fmt: skip


@dataclass(frozen=True)
class Situation:
    """One case with its answers, a table with a subject, and a day."""

    file: CaseFile
    consents: tuple[Consent, ...]
    participants: tuple[Party, ...]
    categories: frozenset[DataCategory]
    on: date
    holder: Role
    both: bool
    kind: MeetingKind
    known: bool
    concern: str


@dataclass(frozen=True)
class Table:
    """Who meets whom, when, in whose register: one table hears of many cases."""

    participants: tuple[Party, ...]
    on: date
    holder: Role
    both: bool
    kind: MeetingKind


def situations() -> st.SearchStrategy[Situation]:
    """Situations by their number: one number is one situation, so a failure is found back by it."""
    return st.integers(0, 2**48).map(situation)


def agenda(number: int, size: int) -> tuple[Situation, ...]:
    """Many cases for one table, again by one number."""
    dice = Random(number)
    table = _table(dice)
    return tuple(situation(dice.randrange(2**48), table) for _ in range(size))


def situation(number: int, table: Table | None = None) -> Situation:
    """One situation; of this table, or of one of its own."""
    dice = Random(number)
    table = table or _table(dice)
    case = make_case(birth_date=dice.choice(BIRTHS))
    contacts = tuple(make_contact(case, role=role) for role in _roles(dice))
    categories = frozenset(dice.choices(list(DataCategory), k=dice.randint(1, 3)))
    if _one_in(dice, 12):
        categories = frozenset(DataCategory)
    consents = _answers(dice, case, contacts, table.participants, categories)
    if _one_in(dice, 15):
        case = replace(case, closed_on=ON)
    requests = (_request(dice, case),) if _one_in(dice, 12) else ()
    known = _one_in(dice, 8)
    concern = dice.choice(["", "  ", "grote zorgen", "ernstige zorgen"])
    case = replace(case, brin=dice.choice(SCHOOLS))
    return Situation(
        file=make_file(case, contacts=contacts, requests=requests),
        consents=consents,
        participants=table.participants,
        categories=categories,
        on=table.on,
        holder=table.holder,
        both=table.both,
        kind=table.kind,
        known=known,
        concern=concern,
    )


def _table(dice: Random) -> Table:
    """Now and then only own staff sits there with a family, so that many cases come by name at one table."""
    table = _any_table(dice)
    aside = Random(f"{table}")
    if aside.randrange(8):
        return table
    family = aside.sample(OF_ONE_CHILD, aside.randint(0, 2))
    own = [Party.CONSULENT, *STAFF] if table.holder is Role.CONSULENT else STAFF
    kind = table.kind if table.kind is not MeetingKind.LEARNING else MeetingKind.KNOOPPUNT
    return replace(table, participants=(*aside.sample(own, aside.randint(1, 2)), *family), kind=kind)


OF_ONE_CHILD = [Party.PARENTS, Party.PUPIL]
STAFF = [Party.ZORGCOORDINATOR, Party.MENTOR, Party.TEAM_LEADER]


def _any_table(dice: Random) -> Table:
    return Table(
        participants=tuple(dict.fromkeys(dice.choices([*OUTSIDERS, *TABLE], k=dice.randint(1, 4)))),
        on=ON + timedelta(days=dice.choice([0, 0, 0, 1, -1, 150])),
        holder=Role.CONSULENT if _one_in(dice, 4) else Role.SCHOOL,
        both=not _one_in(dice, 3),
        kind=MeetingKind.LEARNING if _one_in(dice, 8) else dice.choice(list(MeetingKind)),
    )


def _one_in(dice: Random, many: int) -> bool:
    return dice.randrange(many) == 0


def _roles(dice: Random) -> list[ContactRole]:
    return dice.choices([*DECIDERS, *[ContactRole.PARENT] * 6, *ContactRole], k=dice.randint(0, 3))


def _answers(
    dice: Random,
    case: Case,
    contacts: Sequence[Contact],
    participants: Sequence[Party],
    categories: frozenset[DataCategory],
) -> tuple[Consent, ...]:
    """A yes of everyone to exactly this, with some left out or changed, and now and then somebody else's word."""
    day = dice.choice(DAYS[:8])
    told = frozenset([*participants, *dice.choices(GETS, k=dice.randint(0, 3))])
    purposes = dice.choice([{Purpose.DISCUSS}, {Purpose.DISCUSS, Purpose.HANDOVER}, {*Purpose}])
    everyone = [(GIVERS[who.role], who.id) for who in contacts if who.role in GIVERS]
    everyone += [(GiverRole.PUPIL_12, ""), (GiverRole.PUPIL_16, "")]

    def yes(giver: GiverRole, who: str) -> Consent:
        return make_consent(
            case, None, giver=giver, contact_id=who, asked_on=day, decided_on=day, valid_until=None,
            parties=told, categories=categories, purposes=frozenset(purposes),
        )  # fmt: skip

    kept = [yes(*one) for one in everyone if not _one_in(dice, 8)]
    kept = [_changed(dice, one) if _one_in(dice, 5) else one for one in kept]
    if _one_in(dice, 2):
        others = [(role, one.id) for role in DECIDING for one in contacts]
        kept.append(_changed(dice, yes(*dice.choice([*everyone, *others]))))
    dice.shuffle(kept)
    return tuple(kept)


def _changed(dice: Random, one: Consent) -> Consent:
    """One thing about an answer is different."""
    which = dice.choice([change for change in CHANGES if one.contact_id or "giver" not in change])
    changed = replace(one, **{name: dice.choice(values) for name, values in which.items()})
    plain_no = changed.decision is Decision.REFUSED and not changed.parties
    return replace(changed, purposes=frozenset()) if plain_no else changed


DECIDING = list(GIVERS.values())
"""Also not the role that somebody has now: it may have been put right since he answered. A pupil is nobody else."""

CHANGES: list[dict[str, list[Any]]] = [
    {"withdrawn_on": DAYS},
    {"valid_until": DAYS},
    {"decision": [Decision.REFUSED, Decision.NO_RESPONSE], "decided_on": DAYS},
    {"decision": [Decision.ASKED], "decided_on": [None]},
    {"decision": [Decision.REFUSED], "objection": [True], "decided_on": DAYS},
    {"decision": [Decision.REFUSED], "parties": [frozenset()], "categories": [frozenset()], "decided_on": DAYS},
    {"decision": [Decision.REFUSED], "giver": DECIDING, "decided_on": DAYS},
    {"withdrawn_on": DAYS, "giver": DECIDING},
    {"decided_on": DAYS, "asked_on": [DAYS[0]]},
    {"parties": [frozenset({Party.LEERPLICHT}), frozenset({Party.CONSULENT, Party.YOUTH_DOCTOR})]},
    {"categories": [frozenset({DataCategory.ABSENCE}), frozenset({DataCategory.HEALTH, DataCategory.HOME})]},
    {"purposes": [frozenset({Purpose.ADVICE}), frozenset({Purpose.HANDOVER, Purpose.DISCUSS})]},
    {"meeting_id": [MEETING, "een andere"]},
]


def _request(dice: Random, case: Case) -> Request:
    return Request(
        id="v1",
        case_id=case.id,
        kind=dice.choice(list(RequestKind)),
        asked_by=GiverRole.PARENT,
        asked_on=dice.choice(DAYS),
        decided_on=dice.choice([None, *DAYS]),
        outcome=dice.choice([None, *RequestOutcome]),
        ended_on=dice.choice([None, *DAYS]),
    )
