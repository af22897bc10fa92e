"""Before readers get a telling: sums that jumped, which somebody has to ask the schools about (`region.jumps`)."""

from collections.abc import Sequence
from datetime import date

from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.counts.reports import report
from thuisplan_desktop.dutch import join_words
from thuisplan_desktop.errors import SumJumped
from thuisplan_desktop.exchange import profile_v1
from thuisplan_desktop.region.jumps import comparable, jumped
from thuisplan_desktop.region.telling import CombinedTable
from thuisplan_desktop.register import definitions
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.store import region_books, settings, target_books, telling_books
from thuisplan_desktop.store.register_file import Connection

_KEY = "jump_asked:"
_NAMED = 3


def jumped_lines(register: OpenRegister, telling_id: bytes) -> tuple[str, ...]:
    """The lines, by their titles, that jumped since the telling before and that nobody asked about yet. No numbers."""
    need(register, Role.REGION)
    with register.read() as connection:
        return _unasked(connection, telling_id)


def jump_asked(register: OpenRegister, telling_id: bytes) -> Changed:
    """Somebody asked the schools, and the sums are right: the telling may be made readable. Raises NoSuchTelling.

    Nothing is kept where nothing jumped, or not yet: nobody can have asked about what isn't known.
    """
    need(register, Role.REGION)
    with register.change() as connection:
        if not _unasked(connection, telling_id):
            return changed()
        settings.put(connection, _KEY + telling_id.hex(), register.today().isoformat())
        register.log(connection, "jump_asked")
    return changed(Kind.REGION)


def check_jumps(connection: Connection, telling_id: bytes) -> None:
    """Return only if nothing jumped, or somebody asked about it. Raises SumJumped."""
    lines = _unasked(connection, telling_id)
    if lines:
        raise SumJumped(lines=in_words(lines))


def in_words(lines: Sequence[str]) -> str:
    """The first few by their titles, and how many more."""
    more = len(lines) - _NAMED
    return join_words([*lines[:_NAMED], f"nog {more} regels"] if more > 1 else list(lines))


def _unasked(connection: Connection, telling_id: bytes) -> tuple[str, ...]:
    """None for a telling that readers have already: that is past asking."""
    if settings.get(connection, _KEY + telling_id.hex()) or target_books.load_release(connection, telling_id):
        return ()
    kept = telling_books.load_telling(connection, telling_id)
    least = definitions.load(profile_v1.decode(kept.profile).definitions).threshold
    return tuple(
        report(one.table.report).label(cell)
        for one in region_books.load_combined(connection, telling_id)
        for cell in _jumped(one, _before(connection, one, kept.peildatum), least)
    )


def _jumped(now: CombinedTable, earlier: Sequence[CombinedTable], least: int) -> tuple[str, ...]:
    found = {cell for before in earlier for cell in jumped(now, before, least)}
    return tuple(cell for cell in now.table.cells if cell in found)


def _before(connection: Connection, now: CombinedTable, peildatum: date) -> tuple[CombinedTable, ...]:
    """The same report of the nearest telling before this day; and when that had fewer lines (of totals alone), of the
    nearest that had them all.
    """
    nearest: tuple[CombinedTable, ...] = ()
    earlier = [one for one in telling_books.load_tellingen(connection) if one.peildatum < peildatum]
    for kept in sorted(earlier, key=lambda one: one.peildatum, reverse=True):
        for one in region_books.load_combined(connection, kept.id):
            if comparable(now, one):
                nearest = nearest or (one,)
                if one.table.cells.keys() >= now.table.cells.keys():
                    return tuple({id(each): each for each in (*nearest, one)}.values())
    return nearest
