"""By which rules a register counts: its definition set, its school calendar and its limits, and changing those.

A set of a region's own and a school's own days are kept in the settings as text, and checked again at every reading.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.counts import tally
from thuisplan_desktop.counts.reports import report_of
from thuisplan_desktop.counts.table import CountTable, Told
from thuisplan_desktop.dutch import format_date, join_words
from thuisplan_desktop.errors import InvalidCalendar, MalformedDefinitions, RegisterDamaged, UnknownDefinitions
from thuisplan_desktop.register import calendar, calendar_rows, definitions, limits
from thuisplan_desktop.register.calendar import DayKind, OwnDays, SchoolCalendar
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.register.definitions import DefinitionSet
from thuisplan_desktop.register.limits import Limits
from thuisplan_desktop.register.signal import Setting
from thuisplan_desktop.register.status import Status, classify
from thuisplan_desktop.store import settings, snapshots

OWN = "eigen"
"""The name of the one set that a register can bring itself."""

_LONGEST = 100_000


@dataclass(frozen=True)
class Rules:
    """The definitions and calendar this register counts with."""

    definitions: DefinitionSet
    calendar: SchoolCalendar

    def status(self, file: CaseFile, on: date) -> Status:
        return classify(file, on, self.definitions, self.calendar)


def rules_of(register: OpenRegister) -> Rules:
    """What holds in this register now."""
    return Rules(definitions_of(register), calendar_of(register))


def definitions_of(register: OpenRegister, name: str = "") -> DefinitionSet:
    """A shipped set or the register's own; without a name the one it counts with. Raises UnknownDefinitions."""
    name = name or register.settings.definitions
    if name != OWN:
        return definitions.load(name)
    if not register.settings.own_definitions:
        raise UnknownDefinitions(name=name)
    return definitions.load_own(OWN, register.settings.own_definitions)


def threshold_of(register: OpenRegister, table: CountTable) -> int:
    """The smallest count shown of a telling: as its set said when it was counted, or says now if that is more."""
    gone = table.definitions == OWN and not register.settings.own_definitions
    now = definitions.load(definitions.NATIONAL) if gone else definitions_of(register, table.definitions)
    return max(now.threshold, table.told.threshold if table.told else 0)


def told_of(register: OpenRegister, table: CountTable) -> Told | None:
    """What the set that counted a table tells of it; None for an own set that another one took the place of."""
    found = definitions_of(register, table.definitions) if _is_known(register, table.definitions) else None
    if found is None or str(found.version) != table.definitions_version:
        return None
    return tally.told_of(report_of(table), table.cells, found)


def _is_known(register: OpenRegister, name: str) -> bool:
    return name in definitions.names() or (name == OWN and bool(register.settings.own_definitions))


def titles_of(register: OpenRegister, counted_by: Collection[tuple[str, str]]) -> dict[str, str]:
    """The title of the register's own set, where these names and versions of sets have the one that it has now."""
    if not register.settings.own_definitions:
        return {}
    own = definitions_of(register, OWN)
    return {OWN: own.title} if (OWN, own.version) in counted_by else {}


def calendar_of(register: OpenRegister) -> SchoolCalendar:
    """The calendar of the vakantieregio with the school's own days over it."""
    shipped = SchoolCalendar.load(register.settings.vacation_region)
    own = own_days(register)
    return shipped.with_own(own) if own else shipped


def own_days(register: OpenRegister) -> tuple[OwnDays, ...]:
    """What the school changed about its calendar, in the order in which it was entered."""
    text = register.settings.own_days
    try:
        rows = json.loads(text) if text else []
        return tuple(
            OwnDays(DayKind(kind), str(name), date.fromisoformat(first), date.fromisoformat(last))
            for kind, name, first, last in rows
        )
    except (ValueError, TypeError):
        pass  # the exception would quote the text
    raise RegisterDamaged(part="own_days")


def keep_own_days(register: OpenRegister, own: Sequence[OwnDays]) -> Changed:
    """Let the school have exactly these own days. Raises InvalidCalendar; every term counts with them at once."""
    return keep_calendar(register, register.settings.vacation_region, own)


def choose_region(register: OpenRegister, region: str) -> Changed:
    """Count with the vacations of another vakantieregio. Moved vacations of the old one go; other own days stay.

    `value` is how many own days went. Raises InvalidCalendar for a region that isn't there.
    """
    own, old = own_days(register), SchoolCalendar.load(register.settings.vacation_region)
    kept = calendar_rows.for_region(own, old, _shipped(region))
    return replace(keep_calendar(register, region, kept), value=len(own) - len(kept))


def keep_calendar(register: OpenRegister, region: str, own: Sequence[OwnDays]) -> Changed:
    """Let the school have this vakantieregio and exactly these own days. Raises InvalidCalendar."""
    need(register, Role.SCHOOL, Role.CONSULENT)
    days = calendar_rows.in_order(_shipped(region), own)
    rows = [[one.kind.value, one.name.strip(), one.starts_on.isoformat(), one.ends_on.isoformat()] for one in days]
    return _keep(register, vacation_region=region, own_days=json.dumps(rows, ensure_ascii=False))


def _shipped(region: str) -> SchoolCalendar:
    if region not in calendar.REGIONS:
        raise InvalidCalendar(reason=f"kies als vakantieregio {join_words(calendar.REGIONS)}")
    return SchoolCalendar.load(region)


def keep_own_definitions(register: OpenRegister, text: str) -> Changed:
    """Count with a region's own set from today on. Raises MalformedDefinitions with the line and the reason, also for
    one that does not hold yet or that calls itself what tellingen were counted by; nothing is kept then.
    """
    need(register, Role.SCHOOL, Role.CONSULENT)
    if len(text) > _LONGEST:
        raise MalformedDefinitions(name=OWN, field="TOML", reason="het bestand is te groot")
    found = definitions.load_own(OWN, text)
    if later := definitions.not_yet(found, register.today()):
        field, day = later
        raise MalformedDefinitions(
            name=OWN, field=field, reason=f"dit geldt pas vanaf {format_date(day)}; lees de set in als het zover is"
        )
    if text != register.settings.own_definitions and found.version in _counted_by_own(register):
        raise MalformedDefinitions(
            name=OWN, field="version", reason="met deze versie is al geteld; geef de gewijzigde set een nieuwe versie"
        )
    return _keep(register, own_definitions=text, definitions=OWN)


def _counted_by_own(register: OpenRegister) -> set[str]:
    """The versions of own sets that tellingen kept here were counted by: on paper a version is one text."""
    with register.read() as connection:
        tables = [one.table for one in snapshots.load_snapshots(connection)]
    return {table.definitions_version for table in tables if table.definitions == OWN}


def choose_definitions(register: OpenRegister, name: str) -> Changed:
    """Count with this set from now on. Raises UnknownDefinitions."""
    need(register, Role.SCHOOL, Role.CONSULENT)
    definitions_of(register, name)
    return _keep(register, definitions=name)


def limits_of(register: OpenRegister) -> Limits:
    """From when signals are given here."""
    text = register.settings.limits
    try:
        found = Limits(**{key: int(value) for key, value in json.loads(text).items()}) if text else Limits()
    except (ValueError, TypeError, AttributeError):
        found = None
    if found is None:
        raise RegisterDamaged(part="limits")
    return found


def setting_of(register: OpenRegister) -> Setting:
    """What signals are judged by here, today."""
    return Setting(register.today(), calendar_of(register), limits_of(register), register.role)


def keep_limits(register: OpenRegister, chosen: Limits) -> Changed:
    """Be stricter from now on. Raises LooserThanLaw with the bound and its source."""
    need(register, Role.SCHOOL, Role.CONSULENT)
    limits.check(chosen)
    return _keep(register, limits=json.dumps(asdict(chosen)))


def _keep(register: OpenRegister, **texts: str) -> Changed:
    """All of them or none."""
    with register.change() as connection:
        for key, text in texts.items():
            settings.put(connection, key, text)
        register.log(connection, "rules_changed")
        register.settings = settings.load_settings(connection)
    return changed(Kind.SETTINGS, Kind.CASES)
