"""What is missing in a telling, as every report prints it: what somebody noted, and the sectors and groups it lacks."""

from thuisplan_desktop.actions import spoilt
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.actions.released import reports_out
from thuisplan_desktop.actions.typed import line
from thuisplan_desktop.counts.reports import report
from thuisplan_desktop.dutch import plural
from thuisplan_desktop.errors import InvalidCase
from thuisplan_desktop.exchange import profile_v1
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.store import region_books, telling_books
from thuisplan_desktop.store.region_books import Gap
from thuisplan_desktop.store.register_file import Connection


def note_gap(register: OpenRegister, telling_id: bytes, area: str, reason: str) -> Changed:
    """Note an area of which something is missing (Langedijk: artikel 5 niet bekend); every report prints it.

    Raises InvalidCase when either is left out (a reader would not know of what, or what) or too long.
    """
    need(register, Role.REGION)
    gap = Gap(telling_id=telling_id, area=line(area, "het gebied"), reason=line(reason, "wat er ontbreekt"))
    if not (gap.area and gap.reason):
        raise InvalidCase(reason="vul het gebied in en wat er ontbreekt")
    with register.change() as connection:
        region_books.save_gap(connection, gap)
        register.log(connection, "gap_noted")
    return changed(Kind.REGION)


def list_gaps(register: OpenRegister, telling_id: bytes) -> tuple[str, ...]:
    """What was noted as missing, as the report prints it."""
    need(register, Role.REGION)
    with register.read() as connection:
        return gaps_of(connection, telling_id)


def gaps_of(connection: Connection, telling_id: bytes) -> tuple[str, ...]:
    """What was noted as missing in a telling, and the sectors and groups that it is without, as readers see it."""
    noted = (f"{gap.area}: {gap.reason}" for gap in region_books.load_gaps(connection, telling_id))
    short = (f"{sector.upper()}: {_SHORT}" for sector in _short(connection, telling_id))
    held = (f"{sector.upper()}: {_HELD}" for sector in _held(connection, telling_id))
    left_out = len(spoilt.without(connection, telling_id))
    unsure = (_LEFT_OUT.format(senders=plural(left_out, "school", "scholen")),) if left_out else ()
    return (*short, *held, *unsure, *noted)


_LEFT_OUT = "Van {senders} is niets opgeteld, al leverden zij: met hun groep erbij kon de som niet kloppen"
_SHORT = "te weinig besturen leverden, dus niet opgeteld"
_HELD = "niet te lezen, want naast een eerdere telling zou het aantal van één school te berekenen zijn"


def missing_sectors(connection: Connection, telling_id: bytes) -> list[str]:
    """The sectors of a published telling that readers don't get, for whatever reason."""
    return sorted({*_short(connection, telling_id), *_held(connection, telling_id)})


def _held(connection: Connection, telling_id: bytes) -> list[str]:
    """The sectors that were added up and that readers don't get; none before something of the telling is published."""
    combined = region_books.load_combined(connection, telling_id)
    out = reports_out(connection, telling_id) if combined else None
    if out is None:
        return []
    return sorted({report(one.table.report).sector for one in combined if one.table.report not in out})


def _short(connection: Connection, telling_id: bytes) -> list[str]:
    there = {report(one.table.report).sector for one in region_books.load_combined(connection, telling_id)}
    profile = profile_v1.decode(telling_books.load_telling(connection, telling_id).profile)
    return sorted({layout.sector for layout in profile.layouts} - there) if there else []
