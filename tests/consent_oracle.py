"""Who may hear what about a pupil: a second reading of the law, written without looking at the program's.

It shares the records and the code lists with the program, and no rule: it imports nothing of consent, gate or sharing
rules. Sources: domain §2.1, §2.2, §2.4; AVG 7, 9, 18 and 21; BW 1:245, 1:253i; Jeugdwet 7.3.4, 7.3.5; WPO 18a lid 13.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.codes import ContactRole as C
from thuisplan_desktop.register.codes import DataCategory as D
from thuisplan_desktop.register.codes import Decision, GiverRole, Party, Purpose, Role
from thuisplan_desktop.register.consent import Consent

TEACHERS = {Party.ZORGCOORDINATOR, Party.MENTOR, Party.TEAM_LEADER}
SWV = {Party.CONSULENT, Party.SWV_DIRECTOR}
CARE = {
    Party.YOUTH_DOCTOR, Party.YOUTH_TEAM, Party.SOCIAL_WORKER, Party.MENTAL_HEALTH, Party.ACCESS, Party.FAMILY_GUARDIAN,
    Party.CARE_PROVIDER,
}  # fmt: skip
NEVER_BY_NAME = {
    Party.OTHER_SCHOOL, Party.POLICY_OFFICER, Party.DUO, Party.VEILIG_THUIS, Party.CHILD_PROTECTION,
    Party.PARENT_WITHOUT_GEZAG,
}  # fmt: skip
LEGAL = {C.PARENT: GiverRole.PARENT, C.GUARDIAN: GiverRole.GUARDIAN,
         C.CERTIFIED_INSTITUTION: GiverRole.CERTIFIED_INSTITUTION}  # fmt: skip


@dataclass(frozen=True)
class World:
    """Everything that counts on one day at one table."""

    file: CaseFile
    consents: Sequence[Consent]
    on: date
    holder: Role
    both: bool
    meeting: str = ""
    purpose: Purpose = Purpose.DISCUSS


@cache
def birthday(born: date, age: int) -> date:
    """The day on which somebody gets that old; born on 29 February: 1 March in other years."""
    year = born.year + age
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return date(year, 3, 1) if (born.month, born.day) == (2, 29) and not leap else date(year, born.month, born.day)


@cache
def years(born: date, on: date) -> int:
    return sum(birthday(born, age) <= on for age in range(1, 120))


def end_of_schooljaar(day: date) -> date:
    """The 31 July on or after that day."""
    return date(day.year + (day > date(day.year, 7, 31)), 7, 31)


def stopped(world: World) -> bool:
    """A restriction in force, or an objection not turned down (AVG 18, 21)."""
    for one in world.file.requests:
        turned_down = one.outcome is not None and one.outcome.value in ("refused", "withdrawn")
        answered = one.decided_on is not None and one.decided_on <= world.on
        if one.kind.value == "objection" and one.asked_on <= world.on and not (answered and turned_down):
            return True
        over = one.ended_on is not None and one.ended_on <= world.on
        if one.kind.value == "restriction" and answered and not turned_down and not over:
            return True
    return False


def free(world: World, party: Party, category: D) -> bool:
    """At a table without anybody's consent."""
    age = years(world.file.case.birth_date, world.on)
    if party in TEACHERS or party is Party.PUPIL:
        return True
    if party is Party.PARENTS and not {C.PARENT, C.GUARDIAN} & {one.role for one in world.file.contacts}:
        return False  # BW 1:245, 1:377c: gezag is why parents hear of their child
    if party is Party.PARENTS:
        return age < 16 or (age < 18 and category is D.ABSENCE)
    return world.holder is Role.CONSULENT and party in SWV


def over(world: World) -> bool:
    """From the day of closing on: consent held for the traject (domain §2.3)."""
    closed = world.file.case.closed_on
    return closed is not None and world.on >= closed


def may_hear(world: World, party: Party, category: D) -> bool:
    """May this party hear this about this pupil by name, at this table, on this day?"""
    if world.file.case.birth_date is None or stopped(world):
        return False
    if free(world, party, category):
        return True
    if party in NEVER_BY_NAME or over(world) or objected(world, party, category):
        return False
    return everyone_agrees(world, party, category)


def may_all_hear(world: World, parties: Iterable[Party], categories: Iterable[D]) -> bool:
    told = tuple(categories)
    table = tuple(parties)
    return bool(table) and bool(told) and all(may_hear(world, party, one) for party in table for one in told)


def on_the_list(one: World, readers: Iterable[Party], table: Sequence[tuple[World, Iterable[Party]]]) -> bool:
    """May this child stand by name on a paper that everybody at the table reads?

    `table`: every child that is spoken of by name, and who hears that. Family and a gezinsvoogd are there for one child
    and read of no other; at a consulent the staff of a school is there for its own pupils (WPO 18a lid 13).
    """
    hears = {party for child, heard in table if child is one for party in heard}
    if not set(readers) <= hears:
        return False
    others = [(child, party) for child, heard in table if child is not one for party in heard]
    return all(_may_read(one, child, party) for child, party in others)


def _may_read(one: World, own: World, party: Party) -> bool:
    if party in (Party.PARENTS, Party.PUPIL, Party.FAMILY_GUARDIAN):
        return False
    school, theirs = one.file.case.brin, own.file.case.brin
    return one.holder is Role.SCHOOL or party not in TEACHERS or (school != "" and school == theirs)


def everyone_agrees(world: World, party: Party, category: D) -> bool:
    age = years(world.file.case.birth_date, world.on)
    if age >= 16:
        return agrees(world, GiverRole.PUPIL_16, "", party, category)
    holders = [(LEGAL[one.role], one.id) for one in world.file.contacts if one.role in LEGAL]
    said_yes = [agrees(world, role, who, party, category) for role, who in holders]
    said_no = [refuses(world, role, who, party, category) for role, who in holders]
    if not any(said_yes) or (world.both and not all(said_yes)) or any(said_no):
        return False
    too = age >= 12 and (party in CARE or category in (D.HEALTH, D.HELP))
    return not too or agrees(world, GiverRole.PUPIL_12, "", party, category)


def statements(world: World, role: GiverRole, who: str) -> list[Consent]:
    """What one giver said about this purpose, in general or for this meeting, by the day itself."""
    return [
        one
        for one in world.consents
        if said_by(one, role, who)
        and (world.purpose in one.purposes or (one.decision is Decision.REFUSED and not one.purposes))
        and (one.meeting_id in ("", world.meeting) or one.decision is Decision.REFUSED)
        and one.asked_on <= world.on
    ]


def said_by(one: Consent, role: GiverRole, who: str) -> bool:
    """A yes is of a person in a capacity; a no, or a yes taken back, is of the person, whatever he was taken for."""
    if (one.giver, one.contact_id) == (role, who):
        return True
    pupils = {GiverRole.PUPIL_12, GiverRole.PUPIL_16}
    against = one.decision is Decision.REFUSED or one.withdrawn_on is not None
    return against and bool(who) and one.contact_id == who and not {one.giver, role} & pupils


def told_on(one: Consent) -> date:
    return one.decided_on if one.decided_on is not None else one.asked_on


def agrees(world: World, role: GiverRole, who: str, party: Party, category: D) -> bool:
    """The last form a giver signed is what holds; a later no or a withdrawal takes away what it is about."""
    said = statements(world, role, who)
    given = [one for one in said if one.giver is role and one.decision is Decision.GIVEN and one.decided_on]
    forms = [one for one in given if one.decided_on <= world.on]
    if not forms:
        return False
    last = max(one.decided_on for one in forms)
    held = (one for one in forms if one.decided_on == last and stands(world, one) and about(one, party, category))
    if not any(not left_behind(world, one, party) for one in held):
        return False
    for one in said:
        if one.decision is Decision.REFUSED and about(one, party, category) and last <= told_on(one) <= world.on:
            return False
        gone = one.withdrawn_on
        if one.decision is not Decision.REFUSED and gone and last < gone <= world.on and about(one, party, category):
            return False
    return True


def left_behind(world: World, one: Consent, party: Party) -> bool:
    """What a minor allowed his parents to hear is over when he is 18."""
    birth = world.file.case.birth_date
    return party is Party.PARENTS and years(birth, world.on) >= 18 > years(birth, one.decided_on)


def refuses(world: World, role: GiverRole, who: str, party: Party, category: D) -> bool:
    """Once said no, or took a yes back, and has not said yes since: signs of disagreement stop everything."""
    if agrees(world, role, who, party, category):
        return False
    return any(
        about(one, party, category)
        and (
            told_on(one) <= world.on
            if one.decision is Decision.REFUSED
            else one.withdrawn_on is not None and one.withdrawn_on <= world.on
        )
        for one in statements(world, role, who)
    )


def about(one: Consent, party: Party, category: D) -> bool:
    """A no that names nothing is a no to everything; a yes allows only what it names."""
    everything = one.decision is Decision.REFUSED
    return (party in one.parties or (everything and not one.parties)) and (
        category in one.categories or (everything and not one.categories)
    )


def said_this_year(one: Consent, on: date) -> bool:
    """Asked, answered or taken back in the schooljaar of that day."""
    days = (one.asked_on, one.decided_on, one.withdrawn_on)
    return any(day is not None and day <= on and end_of_schooljaar(day) == end_of_schooljaar(on) for day in days)


def stands(world: World, one: Consent) -> bool:
    """Not withdrawn, not over, given by somebody who may at that age, and no 12th or 16th birthday since."""
    given, born = one.decided_on, world.file.case.birth_date
    if one.withdrawn_on is not None and one.withdrawn_on <= world.on:
        return False
    if world.on > min(one.valid_until or date.max, end_of_schooljaar(given)):
        return False
    if any(given < birthday(born, age) <= world.on for age in (12, 16)):
        return False
    age = years(born, world.on)
    if one.giver is GiverRole.PUPIL_16:
        return age >= 16
    return age < 16 and (one.giver is not GiverRole.PUPIL_12 or age >= 12)


def objected(world: World, party: Party, category: D) -> bool:
    """Somebody who may decide at this age objects, and has not agreed to this on a later day (BW 1:253i)."""
    roles = {one.id: one.role for one in world.file.contacts}
    age = years(world.file.case.birth_date, world.on)
    for one in world.consents:
        if not one.objection or told_on(one) > world.on:
            continue
        own = one.giver in (GiverRole.PUPIL_12, GiverRole.PUPIL_16)
        of_age = age >= 16 if one.giver is GiverRole.PUPIL_16 else age < 16
        if one.giver is GiverRole.PUPIL_12:
            of_age = 12 <= age < 16
        lost = not own and one.contact_id in roles and roles[one.contact_id] not in LEGAL
        if of_age and not lost and not made_up(world, one, party, category):
            return True
    return False


def made_up(world: World, objection: Consent, party: Party, category: D) -> bool:
    """Agreed to this on a later day, and not taken that back: a yes to something else makes up nothing."""
    return any(
        (one.withdrawn_on is None or one.withdrawn_on > world.on) and about(one, party, category)
        for role in ({*LEGAL.values()} if objection.contact_id else {objection.giver})
        for one in statements(world, role, objection.contact_id)
        if one.giver is role and said_yes_after(world, objection, one)
    )


def said_yes_after(world: World, objection: Consent, one: Consent) -> bool:
    return (
        one.decision is Decision.GIVEN
        and not one.objection
        and told_on(objection) + timedelta(days=1) <= told_on(one) <= world.on
    )


STATUTE = {
    (Role.SCHOOL, Party.DUO, Purpose.REPORT): {D.ABSENCE},
    (Role.SCHOOL, Party.LEERPLICHT, Purpose.REPORT): {D.ABSENCE},
    (Role.SCHOOL, Party.LEERPLICHT, Purpose.INQUIRY): {D.ABSENCE},
    (Role.SCHOOL, Party.CONSULENT, Purpose.ADVICE): set(D),
    (Role.SCHOOL, Party.CONSULENT, Purpose.TASK): set(D),
    (Role.SCHOOL, Party.NEXT_SCHOOL, Purpose.HANDOVER): {D.ABSENCE, D.EDUCATION},
    (Role.SCHOOL, Party.ZORGCOORDINATOR, Purpose.HANDOVER): set(D),
    (Role.CONSULENT, Party.CONSULENT, Purpose.HANDOVER): set(D),
    (Role.CONSULENT, Party.CONSULENT, Purpose.TASK): set(D),
    (Role.CONSULENT, Party.ZORGCOORDINATOR, Purpose.TASK): set(D),
    (Role.SCHOOL, Party.VEILIG_THUIS, Purpose.SAFETY): set(D),
    (Role.CONSULENT, Party.VEILIG_THUIS, Purpose.SAFETY): set(D),
    (Role.SCHOOL, Party.CHILD_PROTECTION, Purpose.SAFETY): set(D),
    (Role.CONSULENT, Party.CHILD_PROTECTION, Purpose.SAFETY): set(D),
}
"""Domain §2.4, first columns: what goes without consent, outside a meeting, to whom and for what."""

RECEIVES = {
    "school": (Party.NEXT_SCHOOL, Purpose.HANDOVER), "rmc": (Party.RMC, Purpose.HANDOVER),
    "swv": (Party.CONSULENT, Purpose.TASK), "leerplicht": (Party.LEERPLICHT, Purpose.HANDOVER),
    "care": (Party.CARE_PROVIDER, Purpose.HANDOVER), "work": (Party.WORKPLACE, Purpose.HANDOVER),
    "own_school": (Party.ZORGCOORDINATOR, Purpose.TASK),
}  # fmt: skip
"""Who goes on with a case, as who; a colleague is one of the own organisation."""

ORDERED = {Purpose.REPORT, Purpose.INQUIRY, Purpose.SAFETY}
"""Goes on under a restriction: a duty, or a child's safety."""


def may_send(world: World, party: Party, category: D) -> bool:
    """Outside a meeting, to a party that is neither family nor own staff."""
    if world.file.case.birth_date is None:
        return False
    if category in STATUTE.get((world.holder, party, world.purpose), set()):
        return world.purpose in ORDERED or not stopped(world)
    asked_for = {Purpose.DISCUSS, Purpose.ADVICE, Purpose.YOUTH_DOCTOR, Purpose.HANDOVER}
    if stopped(world) or party in NEVER_BY_NAME or world.purpose not in asked_for or over(world):
        return False
    return not objected(world, party, category) and everyone_agrees(world, party, category)
