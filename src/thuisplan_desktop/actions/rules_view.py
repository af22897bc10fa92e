"""What the page Regels and `thuisplan rules show` tell: what this register counts with, and what else there is."""

from dataclasses import dataclass
from datetime import date

from thuisplan_desktop.actions import judging, ruling
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.register import calendar_rows, definition_words, definitions, promise
from thuisplan_desktop.register.calendar import OwnDays
from thuisplan_desktop.register.calendar_rows import CalendarRow
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.register.definition_words import Difference
from thuisplan_desktop.register.definitions import DefinitionSet
from thuisplan_desktop.register.limits import Limits
from thuisplan_desktop.register.spans import school_year_end
from thuisplan_desktop.store import cases as store


@dataclass(frozen=True)
class SetView:
    """One definition set: whose and of when it is, how it differs from the national one, what was promised with it."""

    name: str
    title: str
    version: str
    valid_from: date
    source: str
    differences: tuple[Difference, ...]
    promises: tuple[str, ...]


@dataclass(frozen=True)
class RulesView:
    """`chosen` is the name of the set in use; `own` what the school changed about its calendar, `rows` the outcome."""

    chosen: str
    sets: tuple[SetView, ...]
    region: str
    rows: tuple[CalendarRow, ...]
    own: tuple[OwnDays, ...]
    known_until: date
    limits: Limits

    @property
    def in_use(self) -> SetView:
        return next(one for one in self.sets if one.name == self.chosen)


@dataclass(frozen=True)
class Effect:
    """What another set would do on this day: of so many open cases, so many would be called something else."""

    cases: int
    changed: int


def view(register: OpenRegister) -> RulesView:
    """Every set, the calendar of this schooljaar and the next, and the limits."""
    need(register, Role.SCHOOL, Role.CONSULENT)
    names = (*definitions.names(), *((ruling.OWN,) if register.settings.own_definitions else ()))
    calendar = ruling.calendar_of(register)
    year = school_year_end(register.today()).year
    return RulesView(
        chosen=register.settings.definitions,
        sets=tuple(_set(ruling.definitions_of(register, name)) for name in names),
        region=calendar.region,
        rows=calendar_rows.rows(calendar, date(year - 1, 8, 1), date(year + 1, 7, 31)),
        own=calendar.own,
        known_until=calendar.known_until,
        limits=ruling.limits_of(register),
    )


def effect(register: OpenRegister, name: str) -> Effect:
    """What choosing this set would do today. Raises UnknownDefinitions."""
    need(register, Role.SCHOOL, Role.CONSULENT)
    today, now = register.today(), ruling.rules_of(register)
    with register.read() as connection:
        still_open = {line.id for line in store.load_lines(connection) if line.closed_on is None}
        each = [
            judging.verdicts(connection, today, rules, now.calendar)
            for rules in (now.definitions, ruling.definitions_of(register, name))
        ]
        pairs = [(one, other) for one, other in zip(*each, strict=True) if one.id in still_open]
    return Effect(len(pairs), sum(one.category is not other.category for one, other in pairs))


def definitions_text(register: OpenRegister, name: str) -> bytes:
    """A set as its file, for a region to write its own after. It holds rules and nothing about anybody."""
    if name == ruling.OWN:
        return register.settings.own_definitions.encode()
    return definitions.text_of(name).encode()


def _set(found: DefinitionSet) -> SetView:
    return SetView(
        name=found.name,
        title=found.title,
        version=found.version,
        valid_from=found.valid_from,
        source=found.source,
        differences=definition_words.differences(found, definitions.load(definitions.NATIONAL)),
        promises=tuple(promise.in_words(one) for one in found.targets),
    )
