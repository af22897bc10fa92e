"""What of the tellingen may be read: protected beside all that was published before, or else a coarser table."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TypeVar

from thuisplan_desktop import messages
from thuisplan_desktop.actions import ruling
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.counts import crossing, linked
from thuisplan_desktop.counts.additive import Published
from thuisplan_desktop.counts.audit import DEFAULT_SECONDS
from thuisplan_desktop.counts.gathering import gathered
from thuisplan_desktop.counts.hiding import Following
from thuisplan_desktop.counts.protect import ProtectedTable, is_of, protect, protect_together, released, republished
from thuisplan_desktop.counts.reports import Report, report, report_of
from thuisplan_desktop.counts.table import CountTable
from thuisplan_desktop.crypto.keyring import words_of
from thuisplan_desktop.dutch import format_date
from thuisplan_desktop.errors import (
    CannotProtect,
    GivenAwayBefore,
    InvalidCase,
    NoSuchTelling,
    PublishedUnknown,
    ThresholdRaised,
)
from thuisplan_desktop.exchange import table_csv, table_v1
from thuisplan_desktop.pdf import telling_report
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.store import logbook, releases, snapshots
from thuisplan_desktop.store.register_file import Connection
from thuisplan_desktop.store.releases import Forgotten, KeptRelease

_T = TypeVar("_T")
_LOOK, _SECONDS = 20.0, 10.0  # seconds to look at a table; at each coarser one that is only offered
_A_DAY = 86_400.0  # seconds: whoever waits for a proof stops it himself


@dataclass(frozen=True)
class ProtectedReport:
    """A table as anybody may read it, with the report that names its lines."""

    report: Report
    table: ProtectedTable

    @property
    def readable(self) -> int:
        """How many cells show their number. What is not registered is no cell to read."""
        return sum(isinstance(value, int) for value in self.table.cells.values())

    @property
    def cells(self) -> int:
        return sum(value is not None for value in self.table.cells.values())


@dataclass(frozen=True)
class Look:
    """A kept telling as anybody may read it, or why not, and what stays readable with less in the table.

    `tables` begins with the whole table unless that is refused; the others have fewer dimensions or lines.
    """

    title: str
    peildatum: date
    definitions: str
    refusal: str
    tables: tuple[ProtectedReport, ...]
    published: bool


@dataclass(frozen=True)
class _Before:
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


def show_snapshot(register: OpenRegister, snapshot_id: str) -> ProtectedReport:
    """A kept telling as anybody may read it. Raises NoSuchTelling, CannotProtect and its kinds."""
    with register.read() as connection:
        table = _kept_table(register, connection, snapshot_id)
        before = _before(register, connection, [table])
    register.log_reading("counts_shown")
    return ProtectedReport(report_of(table), _protected(table, before))


def look_at(register: OpenRegister, snapshot_id: str, following: Following | None = None) -> Look:
    """As `show_snapshot`, with coarser tables beside it; where the table is refused, those are the way out.

    Quickly: of a large table a smaller choice of hidden cells may be found by `prove`. Who is `following` and has had
    enough sees what there is by then.
    """
    with register.read() as connection:
        table = _kept_table(register, connection, snapshot_id)
        before = _before(register, connection, [table])
        published = any(one.snapshot_id == snapshot_id for one in releases.load_releases(connection))
    register.log_reading("counts_shown")
    declared, refusal = report_of(table), ""
    tables: list[ProtectedReport] = []
    try:
        tables.append(ProtectedReport(declared, _protected(table, before, _LOOK, following)))
    except CannotProtect as error:
        refusal = messages.message_for(error).text
    tables += _coarser(table, declared, before, following)
    return Look(declared.title, table.peildatum, table.definitions, refusal, tuple(tables), published)


def prove(register: OpenRegister, pick: "Pick", following: Following) -> ProtectedReport:
    """The table with the fewest hidden cells, proven; or the best so far when who is following has had enough.

    Raises NoSuchTelling, CannotProtect and its kinds.
    """
    with register.read() as connection:
        declared, table = _chosen(_kept_table(register, connection, pick.snapshot_id), pick)
        before = _before(register, connection, [table])
    register.log_reading("counts_shown")
    return ProtectedReport(declared, _protected(table, before, _A_DAY, following))


def _kept_table(register: OpenRegister, connection: Connection, snapshot_id: str) -> CountTable:
    """The true counts of a telling, with what its definition set does not register."""
    table = snapshots.load_snapshot(connection, snapshot_id).table
    return replace(table, unregistered=ruling.unregistered_by(register, table))


def _coarser(
    table: CountTable, declared: Report, before: _Before, following: Following | None
) -> Iterator[ProtectedReport]:
    for one in crossing.coarser(declared):
        try:
            yield ProtectedReport(one, _protected(crossing.restricted(table, one), before, _SECONDS, following))
        except CannotProtect:
            continue  # not offered: it would not be safe either


def _protected(
    table: CountTable, before: _Before, seconds: float = DEFAULT_SECONDS, following: Following | None = None
) -> ProtectedTable:
    if already := _again([table], before):
        return already[0]
    before.require_known()
    with before.explaining():
        return protect(
            table,
            before.threshold,
            earlier=before.published,
            beside=before.tables,
            seconds=seconds,
            following=following,
        )


def _before(register: OpenRegister, connection: Connection, tables: Sequence[CountTable]) -> _Before:
    """Every release that hangs together with these tables: of a time that meets theirs, or leads on to it."""
    kept = releases.load_releases(connection)
    of = {number: _kept_table(register, connection, one.snapshot_id) for number, one in enumerate(kept)}
    found = linked.together(tables, of)
    published = tuple(table_v1.decode_release(kept[number].text.encode()).published for number in found)
    beside = tuple(of[number] for number in found)
    asked = (ruling.threshold_of(register, table.definitions) for table in (*tables, *beside))
    threshold = max(*asked, *(one.threshold for one in published), 0)
    return _Before(threshold, published, beside, _forgotten(connection, tables))


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


# --- out of the register


@dataclass(frozen=True)
class Publication:
    """The tables of one telling that go out together, as anybody may read them. `log_words` is the end of the logbook
    with that they went out: on paper elsewhere it shows later that nothing before is gone.
    """

    place: str
    tables: tuple[ProtectedReport, ...]
    log_words: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    """Of definition sets that the program doesn't ship."""


@dataclass(frozen=True)
class Pick:
    """One kept telling to publish: whole, or as the coarser table with this title.

    `hidden`: the cells that were hidden when somebody looked at it. They stay so as long as that keeps the promise.
    """

    snapshot_id: str
    coarser: str = ""
    hidden: frozenset[str] | None = None


def publish(register: OpenRegister, picks: Sequence[Pick]) -> Publication:
    """Protect these tellingen together, and remember that readers have them: what comes later is protected beside it.

    Raises InvalidCase for more than one peildatum, basis or kind; CannotProtect and its kinds.
    """
    return _published(register, picks, lambda made: made)


def _published(register: OpenRegister, picks: Sequence[Pick], make: Callable[[Publication], _T]) -> _T:
    """What readers get, made before it is remembered that they have it: what can't be made binds nothing later."""
    need(register, Role.SCHOOL, Role.CONSULENT)
    with register.change() as connection:
        chosen = [_chosen(_kept_table(register, connection, pick.snapshot_id), pick) for pick in picks]
        tables = [table for _, table in chosen]
        _check_together(tables)
        made = let_out(
            register,
            connection,
            [(pick.snapshot_id, table) for pick, table in zip(picks, tables, strict=True)],
            _asked(picks, tables),
        )
        shown = tuple(ProtectedReport(declared, table) for (declared, _), table in zip(chosen, made, strict=True))
        register.log(connection, "telling_published")
        counted_by = {(table.definitions, table.definitions_version) for table in made}
        log_words, titles = words_of(logbook.head(connection).hash), ruling.titles_of(register, counted_by)
        return make(Publication(register.settings.title, shown, log_words, titles))


def _asked(picks: Sequence[Pick], tables: Sequence[CountTable]) -> frozenset[str] | None:
    """What was hidden when somebody looked, as the cells are named when tables are taken together."""
    if any(pick.hidden is None for pick in picks):
        return None
    return frozenset(
        linked.scope(table) + cell for pick, table in zip(picks, tables, strict=True) for cell in pick.hidden or ()
    )


def let_out(
    register: OpenRegister,
    connection: Connection,
    kept: Sequence[tuple[str, CountTable]],
    asked: frozenset[str] | None = None,
) -> tuple[ProtectedTable, ...]:
    """Protect the tables of these kept tellingen beside all that readers have, and remember that they have these too.

    What readers have already comes out exactly as they have it; of what is new the cells `asked` stay hidden, and no
    others, when that keeps the promise. The caller makes what leaves and writes the line in the
    logbook before the transaction ends. Raises CannotProtect and its kinds.
    """
    tables = [table for _, table in kept]
    before = _before(register, connection, tables)
    if again := _again(tables, before):
        return again
    before.require_known()
    made = _together(tables, before, asked)
    new = [
        KeptRelease(snapshot_id, register.today(), _as_kept(table))
        for (snapshot_id, _), table in zip(kept, made, strict=True)
    ]
    releases.add_releases(connection, tuple(new))
    return made


def _as_kept(table: ProtectedTable) -> str:
    """The release as text, read back before it counts: later tables are judged by what it says."""
    text = table_v1.as_kept(released(table))
    table_v1.decode_release(text.encode())
    return text


def _together(
    tables: Sequence[CountTable], before: _Before, asked: frozenset[str] | None
) -> tuple[ProtectedTable, ...]:
    with before.explaining():
        return protect_together(tables, before.threshold, earlier=before.published, beside=before.tables, asked=asked)


def _again(tables: Sequence[CountTable], before: _Before) -> tuple[ProtectedTable, ...]:
    """These very tables as readers have them already; nothing when one of them is new."""
    kept = [next((one for one in before.published if is_of(one, table)), None) for table in tables]
    found = [one for one in kept if one is not None]
    if len(found) < len(tables):
        return ()
    return tuple(republished(table, one, before.besides(one)) for table, one in zip(tables, found, strict=True))


def _chosen(table: CountTable, pick: Pick) -> tuple[Report, CountTable]:
    declared = report_of(table)
    if not pick.coarser:
        return declared, table
    fewer = next((one for one in crossing.coarser(declared) if one.title == pick.coarser), None)
    if fewer is None:
        raise NoSuchTelling
    return replace(fewer, title=f"{declared.title}, {fewer.title}"), crossing.restricted(table, fewer)


def _check_together(tables: Sequence[CountTable]) -> None:
    """Woonplaats and schooladres, and two days, are never on one paper (Zuid-Limburg 2018, §5.1 and §5.2)."""
    if not tables:
        raise InvalidCase(reason="er is geen telling gekozen")
    if len({table.peildatum for table in tables}) > 1:
        raise InvalidCase(reason="de tellingen zijn van verschillende peildata")
    kinds = {(report(table.report).basis, report(table.report).kind) for table in tables}
    if len(kinds) > 1:
        raise InvalidCase(reason="woonplaats en schooladres, en stand en stroom, gaan niet samen op één blad")


def telling_pdf(register: OpenRegister, picks: Sequence[Pick]) -> bytes:
    """The tellingen on paper, published. Raises as `publish`."""
    return _published(register, picks, _pdf)


def telling_check(register: OpenRegister, snapshot_id: str) -> bytes:
    """All that readers have of what hangs together with a published telling, as one PUBLISHED with its certificate:
    `thuisplan audit` repeats the audit over it.

    Raises NoSuchTelling for one that isn't published, CannotProtect and its kinds.
    """
    return _check_file(register, lambda kept, _table: kept.snapshot_id == snapshot_id)


def day_check(register: OpenRegister, peildatum: date) -> bytes:
    """As `telling_check`, of everything that was published about a day."""
    return _check_file(register, lambda _kept, table: table.peildatum == peildatum)


def _check_file(register: OpenRegister, wanted: Callable[[KeptRelease, CountTable], bool]) -> bytes:
    need(register, Role.SCHOOL, Role.CONSULENT)
    with register.change() as connection:
        kept = releases.load_releases(connection)
        of = {number: _kept_table(register, connection, one.snapshot_id) for number, one in enumerate(kept)}
        own = [of[number] for number, one in enumerate(kept) if wanted(one, of[number])]
        if not own:
            raise NoSuchTelling
        found = sorted(linked.together(own, of))
        texts = [table_v1.decode_release(kept[number].text.encode()).published for number in found]
        data = table_v1.encode_release(gathered([(of[n], text) for n, text in zip(found, texts, strict=True)]))
        register.log(connection, "telling_published")
    return data


def telling_csv(register: OpenRegister, picks: Sequence[Pick]) -> bytes:
    """The tellingen for a spreadsheet, published. Raises as `publish`."""
    return _published(register, picks, _csv)


def _pdf(made: Publication) -> bytes:
    tables = [(one.report, one.table) for one in made.tables]
    return telling_report.telling_report(tables, place=made.place, log_words=made.log_words, titles=made.titles)


def _csv(made: Publication) -> bytes:
    return table_csv.encode([(one.report, one.table) for one in made.tables], titles=made.titles)
