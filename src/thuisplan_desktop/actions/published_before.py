"""What readers have already that hangs together with a table: what comes out later is protected beside it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta

from thuisplan_desktop.actions import ruling
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.counts import linked
from thuisplan_desktop.counts.additive import Published
from thuisplan_desktop.counts.protect import ProtectedTable, is_of, republished
from thuisplan_desktop.counts.table import CountTable
from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.errors import GivenAwayBefore, PublishedUnknown, ThresholdRaised
from thuisplan_desktop.exchange import table_v1
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.store import releases, snapshots
from thuisplan_desktop.store.register_file import Connection
from thuisplan_desktop.store.releases import Forgotten


@dataclass(frozen=True)
class Before:
    """What readers have already that hangs together with a table, and the true tables it was made of.

    `threshold` is the smallest count that may be seen: by the definition sets of the tables, and by all that readers
    have of them. A set may raise it; that it was lower again later opens nothing that was hidden before.
    """

    threshold: int
    published: tuple[Published, ...] = ()
    tables: tuple[CountTable, ...] = ()
    forgotten: Forgotten | None = None

    def besides(self, one: Published) -> list[tuple[CountTable, Published]]:
        """The others."""
        return [pair for pair in zip(self.tables, self.published, strict=True) if pair[1] is not one]

    @contextmanager
    def explaining(self) -> Iterator[None]:
        """Raise ThresholdRaised for a GivenAwayBefore where readers have something under a lower threshold."""
        try:
            yield
        except GivenAwayBefore:
            pairs = zip(self.published, self.tables, strict=True)
            lower = [table.peildatum for one, table in pairs if one.threshold < self.threshold]
            if not lower:
                raise
            raise ThresholdRaised(until=format_date(max(lower))) from None

    def require_known(self) -> None:
        """Raise PublishedUnknown where readers may have more than this register knows."""
        if self.forgotten is not None:
            since, until = format_date(self.forgotten.since), format_date(self.forgotten.until)
            raise PublishedUnknown(since=since, until=until)

    def again(self, tables: Sequence[CountTable]) -> tuple[ProtectedTable, ...]:
        """These very tables as readers have them already; nothing when one of them is new."""
        kept = [next((one for one in self.published if is_of(one, table)), None) for table in tables]
        found = [one for one in kept if one is not None]
        if len(found) < len(tables):
            return ()
        return tuple(republished(table, one, self.besides(one)) for table, one in zip(tables, found, strict=True))


def kept_table(register: OpenRegister, connection: Connection, snapshot_id: str) -> CountTable:
    """The true counts of a telling, with what its definition set tells of them."""
    table = snapshots.load_snapshot(connection, snapshot_id).table
    return table if table.told else replace(table, told=ruling.told_of(register, table))


def before(register: OpenRegister, connection: Connection, tables: Sequence[CountTable]) -> Before:
    """Every release that hangs together with these tables: of a time that meets theirs, or leads on to it."""
    kept = releases.load_releases(connection)
    of = {number: kept_table(register, connection, one.snapshot_id) for number, one in enumerate(kept)}
    found = linked.together(tables, of)
    published = tuple(table_v1.decode_release(kept[number].text.encode()).published for number in found)
    beside = tuple(of[number] for number in found)
    asked = (ruling.threshold_of(register, table) for table in (*tables, *beside))
    threshold = max(*asked, *(one.threshold for one in published), 0)
    return Before(threshold, published, beside, _forgotten(connection, tables))


def _forgotten(connection: Connection, tables: Sequence[CountTable]) -> Forgotten | None:
    """Readers may have papers that this register forgot, about any day until it was put back: the day of the paper is
    not the day it was published. What began after that hangs together with none of them.
    """
    found = releases.load_forgotten(connection)
    if found is None:
        return None
    clear = found.until + timedelta(days=1)  # a stroom begins with the stand of the day before
    return found if any(linked.span(table).start <= clear for table in tables) else None


def nothing_published_since(register: OpenRegister) -> Changed:
    """Somebody says that nothing was published while this register knew nothing of it; the logbook keeps that."""
    need(register, Role.SCHOOL, Role.CONSULENT)
    with register.change() as connection:
        releases.drop_forgotten(connection)
        register.log(connection, "nothing_published")
    return changed(Kind.SNAPSHOTS)


def unknown_since(register: OpenRegister) -> date | None:
    """From which day on it is not known what was published; None when all is."""
    with register.read() as connection:
        found = releases.load_forgotten(connection)
    return found.since if found else None
