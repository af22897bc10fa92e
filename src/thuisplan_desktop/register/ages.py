"""Age on a day, and from when until when a child must go to school (Leerplichtwet 1969)."""

from datetime import date

from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.spans import school_year_end


def age_on(birth: date, on: date) -> int:
    """Full years on that day. Who is born on 29 February gets a year older on 1 March in other years."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def leerplicht_from(birth: date, calendar: SchoolCalendar) -> date:
    """The first school day of the month after the month of the fifth birthday (LPW article 3 lid 1).

    When that whole month is vacation, the first school day after it.
    """
    months = birth.month + 12 * (birth.year + 5)
    return calendar.nth_school_day(date(months // 12, months % 12 + 1, 1), 1)


def leerplicht_until(birth: date) -> date:
    """The last day of leerplicht: the end of the schooljaar in which the pupil turns 16 (LPW article 3 lid 1b).

    The other end of leerplicht, after twelve full school years, is not known to this register.
    """
    return school_year_end(_birthday(birth, 16))


def kwalificatieplicht_until(birth: date) -> date:
    """The 18th birthday, on which kwalificatieplicht no longer holds (LPW article 4a lid 1, 4b).

    Earlier with a startkwalificatie, and not at all with a getuigschrift PrO or after some VSO profiles
    (article 4a lid 2): facts this register doesn't hold.
    """
    return _birthday(birth, 18)


def is_leerplichtig(birth: date, on: date, calendar: SchoolCalendar) -> bool:
    """Leerplichtig or kwalificatieplichtig on that day: those two follow each other without a gap."""
    return leerplicht_from(birth, calendar) <= on < kwalificatieplicht_until(birth)


def _birthday(birth: date, age: int) -> date:
    try:
        return birth.replace(year=birth.year + age)
    except ValueError:  # born on 29 February
        return date(birth.year + age, 3, 1)


class ObligedOn:
    """Who is leerplichtig or kwalificatieplichtig on one day, asked of many pupils.

    Both limits move with the birth date, so the obliged are those born between two days, which are found once.
    """

    def __init__(self, on: date, calendar: SchoolCalendar) -> None:
        youngest = date(on.year - 5, on.month, 1).toordinal() - 1  # five before this month began
        while leerplicht_from(date.fromordinal(youngest), calendar) > on:
            youngest = date.fromordinal(youngest).replace(day=1).toordinal() - 1
        self._born_until = youngest
        self._born_after = _years_before(on, 18).toordinal()

    def __call__(self, birth: int) -> bool:
        """`birth` is a day number."""
        return self._born_after < birth <= self._born_until


def _years_before(day: date, years: int) -> date:
    """The last birth date of who has had that birthday by `day`."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February, and no such day then
        return date(day.year - years, 2, 28)
