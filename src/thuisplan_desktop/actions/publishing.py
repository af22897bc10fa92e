"""What of the tellingen may be read: protected beside all that was published before, or else a coarser table."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from thuisplan_desktop import messages
from thuisplan_desktop.actions import published_before, ruling
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.actions.published_before import Before, kept_table
from thuisplan_desktop.counts import crossing, linked
from thuisplan_desktop.counts.audit import DEFAULT_SECONDS
from thuisplan_desktop.counts.gathering import gathered
from thuisplan_desktop.counts.hiding import Following
from thuisplan_desktop.counts.protect import ProtectedTable, protect, protect_together, released
from thuisplan_desktop.counts.reports import Report, report, report_of
from thuisplan_desktop.counts.table import CountTable
from thuisplan_desktop.crypto.keyring import words_of
from thuisplan_desktop.errors import CannotProtect, InvalidCase, NoSuchTelling
from thuisplan_desktop.exchange import table_csv, table_v1
from thuisplan_desktop.pdf import telling_report
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.store import logbook, releases
from thuisplan_desktop.store.register_file import Connection
from thuisplan_desktop.store.releases import KeptRelease

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


def show_snapshot(register: OpenRegister, snapshot_id: str) -> ProtectedReport:
    """A kept telling as anybody may read it. Raises NoSuchTelling, CannotProtect and its kinds."""
    with register.read() as connection:
        table = kept_table(register, connection, snapshot_id)
        before = published_before.before(register, connection, [table])
    register.log_reading("counts_shown")
    return ProtectedReport(report_of(table), _protected(table, before))


def look_at(register: OpenRegister, snapshot_id: str, following: Following | None = None) -> Look:
    """As `show_snapshot`, with coarser tables beside it; where the table is refused, those are the way out.

    Quickly: of a large table a smaller choice of hidden cells may be found by `prove`. Who is `following` and has had
    enough sees what there is by then.
    """
    with register.read() as connection:
        table = kept_table(register, connection, snapshot_id)
        before = published_before.before(register, connection, [table])
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
        declared, table = _chosen(kept_table(register, connection, pick.snapshot_id), pick)
        before = published_before.before(register, connection, [table])
    register.log_reading("counts_shown")
    return ProtectedReport(declared, _protected(table, before, _A_DAY, following))


def _coarser(
    table: CountTable, declared: Report, before: Before, following: Following | None
) -> Iterator[ProtectedReport]:
    for one in crossing.coarser(declared):
        try:
            yield ProtectedReport(one, _protected(crossing.restricted(table, one), before, _SECONDS, following))
        except CannotProtect:
            continue  # not offered: it would not be safe either


def _protected(
    table: CountTable, before: Before, seconds: float = DEFAULT_SECONDS, following: Following | None = None
) -> ProtectedTable:
    if already := before.again([table]):
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
        chosen = [_chosen(kept_table(register, connection, pick.snapshot_id), pick) for pick in picks]
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
    before = published_before.before(register, connection, tables)
    if again := before.again(tables):
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


def _together(tables: Sequence[CountTable], before: Before, asked: frozenset[str] | None) -> tuple[ProtectedTable, ...]:
    with before.explaining():
        return protect_together(tables, before.threshold, earlier=before.published, beside=before.tables, asked=asked)


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
        of = {number: kept_table(register, connection, one.snapshot_id) for number, one in enumerate(kept)}
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
