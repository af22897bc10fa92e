"""Nobody drops out of sight: behind all other signals, one rule that asks about whoever is away and has no line.

'Elke twee weken al het verzuim' (Ingrado, verkenning thuiszitters). What was dealt with, a mark or a talk, keeps a
pupil quiet until the next of these checks and never longer.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from thuisplan_desktop.dutch import format_date, plural
from thuisplan_desktop.register import ages, law
from thuisplan_desktop.register.case import Case, CaseFile
from thuisplan_desktop.register.case_codes import ClosingReason, HandoverTo, MeasureKind, Organisation
from thuisplan_desktop.register.category import NO_SCHOOL_NEEDED, NOT_ENROLLED
from thuisplan_desktop.register.codes import AbsenceKind, Category, Enrolment
from thuisplan_desktop.register.schooling import SUSPENSION_DAYS, Measure, SignalMark
from thuisplan_desktop.register.signal import Setting, Signal, SignalKind, about
from thuisplan_desktop.register.status import Status
from thuisplan_desktop.register.stretch import OPEN, DayNumbers, Periods, Row

_ANSWERED_ONCE = frozenset(
    kind.value for kind in (SignalKind.TERM, SignalKind.CONSENT, SignalKind.RENEWAL, SignalKind.RETENTION)
)
"""About a day of its own: that day does not come back. Every other signal is about an absence, which may go on."""

_ADULT = 18


@dataclass(frozen=True)
class Away:
    """Who is not at school today and ought to be. `since` is None when that is not known."""

    since: date | None
    enrolled: bool = True


def away(file: CaseFile, periods: Periods, status: Status, setting: Setting) -> Away | None:
    """Absent, not enrolled or expelled today, whatever a region counts; None for who is at school, exempt or freed.

    A closed case is away while an absence of after its closing goes on.
    """
    now = status.going_on
    if now.category is Category.CLOSED:
        return _away_again(file, periods, setting)
    if now.category in NOT_ENROLLED:
        return Away(now.since, enrolled=False)
    if now.category is Category.NOT_OBLIGED:
        return _grown_up(file, periods, setting)
    if now.category in NO_SCHOOL_NEEDED:
        return None
    since = now.since or next((one.starts_on for one in _expelled(file, setting)), None)
    return None if since is None else Away(since)


def _away_again(file: CaseFile, periods: Periods, setting: Setting) -> Away | None:
    found = setting.stretches.home(periods, None)
    return (
        Away(date.fromordinal(found.since))
        if found and after_closing(file.case, periods, setting.stretches.days)
        else None
    )


def after_closing(case: Case, periods: Periods, days: DayNumbers) -> list[Row]:
    """The periods with days of after the closing. Of who was wrongly on the list, the absence of then is settled.

    What a list says of later days begins a period of its own (`lists.apply_list`), and is as new as any other.
    """
    closed = case.closed_on.toordinal() if case.closed_on else OPEN
    settled = case.closing_reason is ClosingReason.WRONGLY_LISTED
    return [row for row in periods.newest_first(days) if row[0] > closed and not (settled and row[1] <= closed)]


def _grown_up(file: CaseFile, periods: Periods, setting: Setting) -> Away | None:
    """Turning 18 ends the obligation and brings nobody back to school: who was away then stays in sight (RMC)."""
    case = file.case
    if case.birth_date is None or (case.diploma and case.diploma.is_startkwalificatie):
        return None
    adult = ages.birthday(case.birth_date, _ADULT)
    if setting.today < adult:
        return None
    found = setting.stretches.home(periods, case.first_absent_on.toordinal() if case.first_absent_on else None)
    if found is not None and found.since < adult.toordinal():
        return Away(date.fromordinal(found.since))
    return Away(None, enrolled=False) if case.enrolment is Enrolment.NOT_ENROLLED else None


def _expelled(file: CaseFile, setting: Setting) -> Iterator[Measure]:
    """Expelled, and no other school has said yes or enrolled the pupil since."""
    enrolled = file.case.enrolled_on or date.min
    for one in file.measures:
        begun = one.starts_on <= setting.today <= (one.ends_on or date.max)
        if one.kind is MeasureKind.EXPULSION and begun and one.other_school_on is None and enrolled < one.starts_on:
            yield one


def still_dealt_with(mark: SignalMark, gone: Away | None, setting: Setting) -> bool:
    """Whether a mark still silences its signal: about an absence that goes on it does until the next check.

    So it does where nobody knows at which school an obliged pupil is, who may look enrolled all that time.
    """
    last = mark.handled_on + _interval(setting)
    if mark.signal == SignalKind.LEFT.value:
        return setting.today < last
    return gone is None or mark.signal in _ANSWERED_ONCE or setting.today < last


def _interval(setting: Setting) -> timedelta:
    return timedelta(days=setting.limits.verzuimcheck_days)


def nothing_waits(file: CaseFile, gone: Away, setting: Setting) -> Iterator[Signal]:
    """The line of who has no other: from two weeks after the first day, a talk or a mark; at once when not enrolled."""
    looked = [mark.handled_on for mark in file.signal_marks] + [talk.held_on for talk in file.talks]
    last = max((day for day in looked if day <= setting.today), default=None)
    days = [day for day in (last, gone.since if gone.enrolled else None) if day is not None]
    due = max(days) + _interval(setting) if days else setting.today
    if due > setting.today:
        return
    often = plural(setting.limits.verzuimcheck_days, "dag", "dagen")
    told = f"Bij deze casus wacht verder niets, en de leerling is niet op school. Dit komt elke {often} terug"
    why = f"{told} zolang dat zo blijft. Bron: {law.cite('verzuimcheck')}."
    yield Signal(
        SignalKind.AT_HOME, due, _what(gone), why, due, "Gesprek vastleggen", "Gesprekken", Organisation.SCHOOL
    )


def _what(gone: Away) -> str:
    since = f" sinds {format_date(gone.since)}" if gone.since else ""
    return f"Verzuimcheck: {'niet op school' if gone.enrolled else 'niet ingeschreven'}{since}"


def sent_away(file: CaseFile, periods: Periods, status: Status, setting: Setting) -> Iterator[Signal]:
    """Suspended longer than may be, or expelled while no other school is there."""
    step, section, owner = "Maatregel bijwerken", "Verzuim", Organisation.SCHOOL
    if status.category in NO_SCHOOL_NEEDED:
        return
    for one in _expelled(file, setting):
        what = f"Verwijderd op {format_date(one.starts_on)}: welke school is bereid?"
        why = f"Verwijderen kan pas als een andere school bereid is. Bron: {law.cite('verwijdering')}."
        yield Signal(SignalKind.SENT_AWAY, one.starts_on, what, why, one.starts_on, step, section, owner, one.id)
    since = status.going_on.since
    if status.going_on.category is not Category.SUSPENDED or since is None:
        return
    home = setting.stretches.home(periods, None)
    full = since + timedelta(days=SUSPENSION_DAYS)
    if home and home.kinds == {AbsenceKind.SUSPENDED.value} and full <= setting.today:
        what = f"Geschorst sinds {format_date(since)}: langer dan een week"
        why = f"Een schorsing duurt ten hoogste een week. Bron: {law.cite('schorsing')}."
        yield Signal(SignalKind.SENT_AWAY, full, what, why, full, "Verzuim bijwerken", section, owner)


def coming_of_age(file: CaseFile, gone: Away | None, setting: Setting) -> Iterator[Signal]:
    """Who turns 18 while away goes over to the RMC; until that hand-over is on record it is asked."""
    birth = file.case.birth_date
    if gone is None or birth is None or any(one.to is HandoverTo.RMC for one in file.handovers):
        return
    day = ages.birthday(birth, _ADULT)
    if day > setting.horizon:
        return
    turns = f"Wordt 18 op {format_date(day)}" if setting.today < day else f"18 geworden op {format_date(day)}"
    what = f"{turns}, en niet op school: overdragen aan RMC"
    why = f"De leerplicht houdt dan op, de zorg om deze leerling niet. Bron: {law.cite('rmc')}."
    yield Signal(
        SignalKind.TERM, about(day, setting), what, why, day, "Overdracht vastleggen", "Afsluiten",
        Organisation.SCHOOL, "rmc",
    )  # fmt: skip


def absent_after_closing(file: CaseFile, periods: Periods, setting: Setting) -> Iterator[Signal]:
    """A closed case counts nowhere: what came in about later days is shown, and a person opens it again or not."""
    closed = file.case.closed_on
    if closed is None or closed > setting.today:
        return
    found = after_closing(file.case, periods, setting.stretches.days)
    if not found:
        return
    begin = max(date.fromordinal(found[0][1]), closed + timedelta(days=1))
    what = f"Gesloten casus heeft nieuw verzuim (vanaf {format_date(begin)}): heropenen?"
    told = f"De casus is gesloten op {format_date(closed)} en telt nergens mee"
    why = f"{told}. Heropenen: haal die dag weg bij Afsluiten. Bron: {law.cite('verzuimcheck')}."
    yield Signal(SignalKind.REOPEN, begin, what, why, begin, "Casus heropenen", "Afsluiten", Organisation.SCHOOL)
