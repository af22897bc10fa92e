"""Which days of a case can't be: refused where they are entered, so that no figure counts on them."""

from collections.abc import Iterator
from datetime import date

from thuisplan_desktop.errors import InvalidCase
from thuisplan_desktop.register.ages import age_on
from thuisplan_desktop.register.case import Case

EARLIEST_BIRTH = date(1980, 1, 1)
OLDEST = 30
"""Years. Nobody of that age is on the roll of a school: such a birth date is a slip of the keyboard."""

_PAST = {
    "birth_date": "de geboortedatum",
    "first_absent_on": "de eerste afwezigheidsdag",
    "signalled_on": "het signaal",
    "reported_on": "de melding",
    "diploma_on": "het diploma",
    "closed_on": "het afsluiten",
}
"""Days that have come already when somebody writes them down."""


def check(case: Case, today: date) -> None:
    """Raise InvalidCase (field, reason without the value) for a case without a name, or with days that can't be."""
    for field, reason in wrong(case, today):
        raise InvalidCase(field=field, reason=reason)


def wrong(case: Case, today: date) -> Iterator[tuple[str, str]]:
    """Each field that can't be, with the reason, in the words of `check`."""
    if not (case.nickname or case.surname):
        yield "nickname", "de naam van de leerling ontbreekt"
    for name, label in _PAST.items():
        day = getattr(case, name)
        if day and day > today:
            yield name, f"{label} ligt in de toekomst"
    yield from _wrong_birth(case, today)
    for start, end, field, label in _spans(case):
        if start and end and end < start:
            yield field, f"{label} eindigt eerder dan het begint"
    yield from _wrong_place(case)


def _wrong_birth(case: Case, today: date) -> Iterator[tuple[str, str]]:
    birth = case.birth_date
    if birth is None:
        return
    if birth < EARLIEST_BIRTH or age_on(birth, today) > OLDEST:
        yield "birth_date", f"volgens de geboortedatum is de leerling ouder dan {OLDEST} jaar"
    if case.enrolled_on and case.enrolled_on < birth:
        yield "enrolled_on", "de inschrijving ligt voor de geboortedatum"


def _wrong_place(case: Case) -> Iterator[tuple[str, str]]:
    """A place follows from an offer: without the day of the offer nobody can tell how long the pupil waited."""
    if case.place_available_on is None:
        return
    if case.offered_on is None:
        yield "place_available_on", "er is een plaats beschikbaar, maar niet bekend is wanneer het aanbod is gedaan"
    elif case.place_available_on < case.offered_on:
        yield "place_available_on", "de plaats is eerder beschikbaar dan het aanbod is gedaan"


def _spans(case: Case) -> tuple[tuple[date | None, date | None, str, str], ...]:
    return (
        (case.enrolled_on, case.left_on, "left_on", "de inschrijving"),
        (case.aftercare_from, case.aftercare_until, "aftercare_until", "de nazorg"),
        (case.birth_date, case.first_absent_on, "first_absent_on", "het verzuim"),
        (case.first_absent_on, case.closed_on, "closed_on", "de casus"),
    )
