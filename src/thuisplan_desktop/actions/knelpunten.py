"""The knelpuntenlog: what stands in the way of solutions, about no pupil, so that a region can learn from it.

'Privacywetten en systemen mogen geen belemmering zijn; belemmeringen worden benut om te leren' (Regionaal
Thuiszitterspact Noord-Kennemerland 2017).
"""

from thuisplan_desktop.actions import texts
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.naming import everybody, singles_out
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.errors import InvalidCase
from thuisplan_desktop.exchange import knelpunten_csv
from thuisplan_desktop.pdf import knelpunten as paper
from thuisplan_desktop.register import knelpunt as rules
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.register.knelpunt import Knelpunt
from thuisplan_desktop.register.recognising import recognisable
from thuisplan_desktop.store import cases, parts
from thuisplan_desktop.store.register_file import Connection

_NAMES_SOMEBODY = (
    "er staat een naam, nummer, adres, datum of klas in, of iets wat maar één leerling heeft; schrijf het op zonder "
    "dat iemand te herkennen is"
)


def list_knelpunten(register: OpenRegister) -> tuple[Knelpunt, ...]:
    """The whole log, the latest day first."""
    need(register, Role.SCHOOL, Role.CONSULENT)
    with register.read() as connection:
        return parts.load_knelpunten(connection)


def keep(register: OpenRegister, knelpunt: Knelpunt) -> Changed:
    """Keep one line. Raises InvalidCase(field, reason), also where the text names somebody or can't be judged."""
    need(register, Role.SCHOOL, Role.CONSULENT)
    rules.check(knelpunt, register.today())
    with register.change() as connection:
        _require_nobody(register, connection, (knelpunt,))
        parts.save_knelpunt(connection, knelpunt)
        register.log(connection, "knelpunt_saved")
    return changed(Kind.KNELPUNTEN, value=knelpunt)


def remove(register: OpenRegister, knelpunt: Knelpunt) -> Changed:
    """Take one line away."""
    need(register, Role.SCHOOL, Role.CONSULENT)
    with register.change() as connection:
        parts.delete_knelpunt(connection, knelpunt.id)
        register.log(connection, "knelpunt_deleted")
    return changed(Kind.KNELPUNTEN)


def export_pdf(register: OpenRegister) -> bytes:
    """The log for the region on paper. Raises InvalidCase when a line names somebody the register knows by now."""
    return paper.overview(_told(register), register.today())


def export_csv(register: OpenRegister) -> bytes:
    """The same as a table; raises as `export_pdf`."""
    return knelpunten_csv.encode(_told(register))


def _told(register: OpenRegister) -> tuple[Knelpunt, ...]:
    """The lines that leave, looked at once more: a pupil may have come into the register since."""
    need(register, Role.SCHOOL, Role.CONSULENT)
    with register.change() as connection:
        found = parts.load_knelpunten(connection)
        _require_nobody(register, connection, found)
        register.log(connection, "knelpunten_exported")
    return found


def _require_nobody(register: OpenRegister, connection: Connection, knelpunten: tuple[Knelpunt, ...]) -> None:
    known, files = everybody(register, connection), cases.load_case_files(connection)
    for one in knelpunten:
        for field in ("text", "area"):
            told = getattr(one, field)
            named = _NAMES_SOMEBODY if singles_out(told, known) else ""
            reason = named or recognisable(told, files, register.settings.school_name, texts.words().is_common)
            if reason:
                at = f"knelpunt van {format_date(one.noted_on)}: " if len(knelpunten) > 1 else ""
                raise InvalidCase(field=field, reason=at + reason)
