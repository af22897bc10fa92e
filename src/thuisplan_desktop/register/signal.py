"""What asks for somebody's attention: the kinds, one of them, and what they are judged by."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.case_codes import Organisation
from thuisplan_desktop.register.codes import Code, Role
from thuisplan_desktop.register.limits import Limits
from thuisplan_desktop.register.spans import add_months
from thuisplan_desktop.register.stretch import Stretches

_WEEK = timedelta(days=7)


class SignalKind(Code):
    SIXTEEN_HOURS = "sixteen_hours", "16 uur in 4 weken"
    FOUR_WEEKS = "four_weeks", "4 weken"
    THREE_MONTHS = "three_months", "3 maanden zonder aanbod"
    SICK_OFTEN = "sick_often", "vaak ziek"
    SICK_LONG = "sick_long", "lang ziek"
    CONSENT = "consent", "toestemming"
    TERM = "term", "termijn"
    RENEWAL = "renewal", "verlenging te laat"
    LEFT = "left", "onbekend op welke school"
    RETENTION = "retention", "bewaartermijn"
    SENT_AWAY = "sent_away", "geschorst of verwijderd"
    AT_HOME = "at_home", "niet op school, en er wacht niets"
    AGENDA = "agenda", "op een agenda zonder dat het mag"
    SHORT_DAYS = "short_days", "elke dag een deel gemist"
    REOPEN = "reopen", "nieuw verzuim bij een gesloten casus"


class Band(Code):
    """How long somebody has been at home (Ingrado: most is won in the first three months)."""

    FOUR_WEEKS = "four_weeks", "0 tot 4 weken"
    THREE_MONTHS = "three_months", "4 weken tot 3 maanden"
    SIX_MONTHS = "six_months", "3 tot 6 maanden"
    TEN_MONTHS = "ten_months", "6 tot 10 maanden"
    LONGER = "longer", "langer dan 10 maanden"


@dataclass(frozen=True)
class Signal:
    """One day that somebody has to watch, ahead or past. `what` and `why` are Dutch, `section` where it is met.

    `kind`, `about_on` and `subject` (the id of an agreement, a request; empty for the case itself) say which one it
    is, so that it alone can be marked as dealt with. `now`: it asks for attention however far its day is.
    """

    kind: SignalKind
    about_on: date
    what: str
    why: str
    due: date
    step: str
    section: str
    owner: Organisation
    subject: str = ""
    now: bool = False


@dataclass(frozen=True)
class Setting:
    """What signals are judged by beside the case: the day, the calendar, the limits and whose register it is."""

    today: date
    calendar: SchoolCalendar
    limits: Limits
    role: Role

    @cached_property
    def stretches(self) -> Stretches:
        """What finds stretches of absence on this day; many cases share it."""
        return Stretches(self.today, self.calendar)

    @property
    def horizon(self) -> date:
        return self.today + timedelta(days=self.limits.warn_days)


def about(day: date, setting: Setting) -> date:
    """Which day a term that is seen coming is about: its own, and from the day after it that day after.

    So a mark on what was announced never silences what is late: that is another signal, and asks again.
    """
    return day if day >= setting.today else day + timedelta(days=1)


def band(since: date, today: date) -> Band:
    """By weeks up to four, then by calendar months since the first absent day."""
    if today < since + 4 * _WEEK:
        return Band.FOUR_WEEKS
    for months, found in ((3, Band.THREE_MONTHS), (6, Band.SIX_MONTHS), (10, Band.TEN_MONTHS)):
        if today <= add_months(since, months):
            return found
    return Band.LONGER
