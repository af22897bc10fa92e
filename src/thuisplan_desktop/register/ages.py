"""Age on a day, and from when until when a child must go to school (Leerplichtwet 1969)."""

from collections.abc import Iterable
from dataclasses import dataclass
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
    five = birthday(birth, 5)
    months = five.month + 12 * five.year
    return calendar.nth_school_day(date(months // 12, months % 12 + 1, 1), 1)


def leerplicht_until(birth: date, enrolments: Iterable[tuple[date, date]] = ()) -> date:
    """The last day of leerplicht (LPW article 3 lid 1): the end of the schooljaar in which the pupil turns 16, or of
    his twelfth full schooljaar at school if that comes first.

    `enrolments` are the first and last days at schools; without all of them only the age is known to end it.
    """
    by_age = school_year_end(birthday(birth, 16))
    full = full_school_years(enrolments, by_age)
    return full[_FULL_YEARS - 1] if len(full) >= _FULL_YEARS else by_age


def full_school_years(enrolments: Iterable[tuple[date, date]], until: date) -> tuple[date, ...]:
    """The last day of each schooljaar up to `until` in which the pupil was enrolled from the first day to the last.

    A schooljaar runs from 1 August to 31 July; the vacation between two schools is no gap (domain §4.1).
    """
    stretches: list[tuple[date, date]] = []
    for first, last in sorted(enrolments):
        if stretches and (first - stretches[-1][1]).days <= 1:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], last))
        else:
            stretches.append((first, last))
    first_year = min((first.year for first, _ in stretches), default=until.year)
    years = (date(year, 7, 31) for year in range(max(first_year, until.year - 30), until.year + 1))
    return tuple(
        end
        for end in years
        if end <= until and any(first <= date(end.year - 1, 8, 1) and end <= last for first, last in stretches)
    )


def kwalificatieplicht_until(birth: date) -> date:
    """The 18th birthday, on which kwalificatieplicht no longer holds (LPW article 4a lid 1, 4b).

    Earlier for some: see `Schooling`.
    """
    return birthday(birth, 18)


@dataclass(frozen=True)
class Schooling:
    """What ends kwalificatieplicht early: a getuigschrift praktijkonderwijs or VSO of the profiles arbeidsmarkt and
    dagbesteding (article 4a lid 2), or a startkwalificatie.

    `qualified`: it is the last, havo, vwo, mbo-2 or higher (article 1 onder f). `diploma_on` may be unknown; then it is
    taken to have been there when leerplicht ended.
    """

    birth: date
    qualified: bool
    diploma_on: date | None
    enrolments: tuple[tuple[date, date], ...] = ()

    @property
    def ends_on(self) -> date:
        """The first day without any obligation: leerplicht itself never ends by a diploma."""
        after = date.fromordinal(leerplicht_until(self.birth, self.enrolments).toordinal() + 1)
        return min(max(after, self.diploma_on or after), kwalificatieplicht_until(self.birth))


def is_leerplichtig(birth: date, on: date, calendar: SchoolCalendar) -> bool:
    """Leerplichtig or kwalificatieplichtig on that day: those two follow each other without a gap."""
    return leerplicht_from(birth, calendar) <= on < kwalificatieplicht_until(birth)


_FULL_YEARS = 12


def birthday(birth: date, age: int) -> date:
    """The day of turning so old; 1 March for who was born on 29 February, in other years."""
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
            youngest -= 1
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
