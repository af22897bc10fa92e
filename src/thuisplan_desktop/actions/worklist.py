"""What waits in this register: the signals of every case, and what comes back without a case."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from thuisplan_desktop.actions import coming_meetings, judging, retaining, ruling
from thuisplan_desktop.actions.cases import consent_states, new_id
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.actions.typed import refuse_bsn_in
from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.errors import InvalidCase
from thuisplan_desktop.register import law
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.case_codes import Organisation
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.register.retention import NOTHING
from thuisplan_desktop.register.schooling import SignalMark
from thuisplan_desktop.register.signal import Band, Setting, Signal, band
from thuisplan_desktop.register.signals import signals
from thuisplan_desktop.register.spans import add_months
from thuisplan_desktop.register.status import Status, told
from thuisplan_desktop.store import cases as store
from thuisplan_desktop.store import consents, logbook, parts, settings, snapshots
from thuisplan_desktop.store.register_file import Connection

START = "start"
_BEGIN = "Begin hier: lees leerlingen in, of maak een casus"
_BEGIN_WHY = "Er zijn nog geen casussen. Alleen over wie u zich zorgen maakt, hoort in dit register."
_QUARTER_MONTHS = (3, 6, 9, 12)


@dataclass(frozen=True)
class WorkLine:
    """One thing to do. `case_id` is empty for what is about the whole register; `kind` then says what comes back."""

    case_id: str
    name: str
    what: str
    why: str
    due: date
    step: str
    section: str
    owner: Organisation
    kind: str
    about_on: date
    subject: str = ""
    band: Band | None = None
    three_months_on: date | None = None

    def __repr__(self) -> str:
        return f"WorkLine(case_id={self.case_id!r}, kind={self.kind!r})"


def worklist(register: OpenRegister) -> tuple[WorkLine, ...]:
    """Everything that waits: who is nearest to three months first (Ingrado), then by the day it must be done."""
    need(register, Role.SCHOOL, Role.CONSULENT)
    today, rules, setting = register.today(), ruling.rules_of(register), ruling.setting_of(register)
    with register.read() as connection:
        files = {file.case.id: file for file in store.load_case_files_without_absences(connection)}
        pupils = ((file.case, file.contacts) for file in files.values())
        given = consents.load_all_consents(connection)
        consent = consent_states(register, connection, pupils, today, given)
        kept = retaining.all_decided(connection)
        lines = list(_returning(register, connection, setting))
        stopped = coming_meetings.stopped(register, connection, setting)
        for verdict, periods in judging.judged_with_hours(connection, today, rules.definitions, rules.calendar):
            file, status = files[verdict.id], told(verdict, today, rules.definitions)
            said, decided = given.get(verdict.id, ()), kept.get(verdict.id, NOTHING)
            found = signals(file, periods, status, consent[verdict.id], setting, decided, said)
            found += tuple(stopped.get(verdict.id, ()))
            lines += [_line(file, status.going_on, signal, today) for signal in found]
    if not files:
        lines.insert(0, _task(register, START, _BEGIN, _BEGIN_WHY, today, "Naar Casussen"))
    register.log_reading("worklist_seen")
    return tuple(sorted(lines, key=_urgency))


def _urgency(line: WorkLine) -> tuple[date, date, str]:
    return line.three_months_on or line.due, line.due, line.name


def _line(file: CaseFile, status: Status, signal: Signal, today: date) -> WorkLine:
    return WorkLine(
        case_id=file.case.id,
        name=file.case.full_name,
        what=signal.what,
        why=signal.why,
        due=signal.due,
        step=signal.step,
        section=signal.section,
        owner=signal.owner,
        kind=signal.kind.value,
        about_on=signal.about_on,
        subject=signal.subject,
        band=band(status.since, today) if status.since else None,
        three_months_on=status.three_months_on if status.since else None,
    )


_ONLY_FACTS_END = {
    "agenda": "dit eindigt met toestemming, een andere tafel, of als de casus van de agenda is",
    "retention": "een verstreken bewaartermijn eindigt alleen door te vernietigen, of met een besluit en een reden",
    "renewal": "dit eindigt met een nieuwe periode of een laatste dag bij de vrijstelling",
}


def mark_handled(register: OpenRegister, line: WorkLine, note: str = "") -> Changed:
    """A signal was dealt with: it comes back about another day or subject, and about who is away at the next check.

    InvalidCase if only its facts end it.
    """
    if not line.case_id:
        return _done(register, line)
    mark = SignalMark(
        id=new_id(), case_id=line.case_id, signal=line.kind, about_on=line.about_on, subject=line.subject,
        handled_on=register.today(), note=note,
    )  # fmt: skip
    if line.kind in _ONLY_FACTS_END:
        raise InvalidCase(field="signal", reason=_ONLY_FACTS_END[line.kind])
    refuse_bsn_in({"note": note})
    with register.change() as connection:
        parts.save(connection, mark)
        register.log(connection, "signal_handled", line.case_id)
    return changed(Kind.CASES, case_id=line.case_id)


# --- what comes back without a case


@dataclass(frozen=True)
class _Returning:
    """A task of the whole register: its words, and the next day after it was last done (None: switched off)."""

    what: str
    source: str
    step: str
    next_on: Callable[[Setting, date | None], date | None]
    roles: frozenset[Role] = frozenset({Role.SCHOOL, Role.CONSULENT})


def _after_days(setting: Setting, last: date | None) -> date:
    return setting.today if last is None else last + timedelta(days=setting.limits.verzuimcheck_days)


def _yearly(setting: Setting, last: date | None) -> date:
    return setting.today if last is None else add_months(last, setting.limits.protocol_months)


def _every(months: int) -> Callable[[Setting, date | None], date | None]:
    return lambda setting, last: setting.today if last is None else add_months(last, months)


def _cooperation(setting: Setting, last: date | None) -> date | None:
    months = setting.limits.cooperation_months
    if not months:
        return None
    return setting.today if last is None else add_months(last, months)


_RETURNING = {
    "verzuimcheck": _Returning(
        "Verzuimcheck van alle leerlingen", "verzuimcheck", "Gedaan", _after_days,
        frozenset({Role.SCHOOL}),
    ),
    "protocol": _Returning("Verzuimprotocol evalueren", "protocol", "Gedaan", _yearly),
    "uitvraag": _Returning(
        "Uitvraag over de samenwerking", "uitvraag", "Gedaan", _cooperation,
        frozenset({Role.CONSULENT}),
    ),
    "maandoverleg": _Returning(
        "Maandelijks overleg van leerplicht en samenwerkingsverband", "monitoring", "Gedaan", _every(1),
        frozenset({Role.CONSULENT}),
    ),
    "kwartaaloverleg": _Returning(
        "Kernpartneroverleg van dit kwartaal, met de kwartaalrapportage", "monitoring", "Gedaan", _every(3),
        frozenset({Role.CONSULENT}),
    ),
    "oogo": _Returning(
        "OOGO van dit jaar (overleg van bestuur en gemeenten), met de jaarrapportage", "monitoring", "Gedaan",
        _every(12), frozenset({Role.CONSULENT}),
    ),
}  # fmt: skip


def _returning(register: OpenRegister, connection: Connection, setting: Setting) -> Iterator[WorkLine]:
    near = setting.today + timedelta(days=3)
    for kind, task in _RETURNING.items():
        last = _last_done(connection, kind)
        due = task.next_on(setting, last)
        if register.role in task.roles and due is not None and due <= near:
            done = f"Laatst gedaan op {format_date(last)}." if last else "Nog niet eerder vastgelegd."
            yield _task(register, kind, task.what, f"{done} Bron: {law.cite(task.source)}.", due, task.step)
    yield from _telling(register, connection, setting)


def _telling(register: OpenRegister, connection: Connection, setting: Setting) -> Iterator[WorkLine]:
    """Half maart, juni, september en december: the quarterly question of the Inspectie to every swv.

    It waits until a count of that month or a later day is kept, however long that takes. A register that was not there
    yet had nothing to count.
    """
    due, began = _last_quarter(setting.today), logbook.first_day(connection)
    if began is not None and due < began <= setting.today:
        return
    taken = (snapshot.table.peildatum for snapshot in snapshots.load_snapshots(connection))
    if not any(day >= due.replace(day=1) for day in taken):
        why = f"Elk kwartaal vraagt het samenwerkingsverband de aantallen. Bron: {law.cite('inspectie')}."
        late = (due.year, due.month) != (setting.today.year, setting.today.month)
        what = f"De telling van {format_date(due)} is nog niet gemaakt" if late else "Telling van dit kwartaal maken"
        yield _task(register, "telling", what, why, due, "Telling maken")


def _last_quarter(today: date) -> date:
    """The 15th of the last month in which is counted, this month included."""
    months = [month for month in _QUARTER_MONTHS if month <= today.month]
    return date(today.year, months[-1], 15) if months else date(today.year - 1, _QUARTER_MONTHS[-1], 15)


def _task(register: OpenRegister, kind: str, what: str, why: str, due: date, step: str) -> WorkLine:
    owner = Organisation.SCHOOL if register.role is Role.SCHOOL else Organisation.SWV
    return WorkLine("", "Hele register", what, why, due, step, "", owner, kind, due)


def _last_done(connection: Connection, kind: str) -> date | None:
    text = settings.get(connection, f"done_{kind}")
    return date.fromisoformat(text) if text else None


def _done(register: OpenRegister, line: WorkLine) -> Changed:
    if line.kind not in _RETURNING:
        raise InvalidCase(field="signal", reason="deze taak is klaar zodra zij gedaan is, en dan verdwijnt zij vanzelf")
    with register.change() as connection:
        settings.put(connection, f"done_{line.kind}", register.today().isoformat())
        register.log(connection, "task_done")
    return changed(Kind.SETTINGS)
