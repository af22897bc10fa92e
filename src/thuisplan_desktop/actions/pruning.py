"""Old lines of the logbook go, behind a checkpoint: they say who looked at what, which isn't kept for ever either."""

from datetime import date, datetime, time

from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.opening import OpenRegister
from thuisplan_desktop.dutch import format_date, plural
from thuisplan_desktop.errors import InvalidCase
from thuisplan_desktop.store import logbook, restoring

USUAL_YEARS = 3
"""As long as the longest dossier term, that of a samenwerkingsverband after a case was closed."""
_SHORTEST_YEARS = 1


def usual_day(register: OpenRegister) -> date:
    """The day before which lines may go without a question why."""
    return _years_before(register.today(), USUAL_YEARS)


def prune(register: OpenRegister, before: date) -> Changed:
    """Remove the lines from before a day; its value is how many went. Number, hash, day and count stay behind.

    Raises InvalidCase for a day less than a year ago. That a case was destroyed is remembered: a restore from an old
    backup still doesn't bring it back. On a full disk the reserve is for this too.
    """
    if before > _years_before(register.today(), _SHORTEST_YEARS):
        raise InvalidCase(reason="regels van het laatste jaar blijven staan")
    moment = datetime.combine(before, time()).astimezone()
    with register.change(makes_room=True) as connection:
        restoring.remember_destroyed(connection)
        went = logbook.prune(connection, moment, register.now())
        register.log(connection, "logbook_pruned")
    return changed(Kind.SETTINGS, value=went)


def told(register: OpenRegister) -> tuple[str, ...]:
    """One Dutch sentence for each time that the logbook was pruned, and each place where a salvage lacked lines."""
    with register.read() as connection:
        points = logbook.load_checkpoints(connection)
        kept = logbook.first_number(connection)
    return tuple(_told(point, is_hole=point.number >= kept) for point in points)


def _told(point: logbook.Checkpoint, *, is_hole: bool) -> str:
    day, lines = format_date(point.at.astimezone().date()), plural(point.removed, "regel", "regels")
    if is_hole:  # the line itself is still there
        return f"Bij het redden van het register op {day} ontbraken {lines} van het logboek, voor regel {point.number}."
    return f"Het logboek is op {day} ingekort: tot en met regel {point.number} ({lines} weg)."


def _years_before(day: date, years: int) -> date:
    """29 February has no namesake in most years: then the day before."""
    return date(day.year - years, day.month, min(day.day, 28) if day.month == 2 else day.day)
