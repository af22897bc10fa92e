"""Take a telling of this register, and seal it for the region: in two shares, or protected. `publishing` makes it
readable.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from thuisplan_desktop.actions import judging, publishing, ruling, second_regions
from thuisplan_desktop.actions.cases import consent_states, new_id
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.joining import Membership, member_for_telling
from thuisplan_desktop.actions.opening import OpenRegister, need, need_past, sectors_of
from thuisplan_desktop.counts.reports import Report, Rhythm, overview, report, reports_for, reports_in
from thuisplan_desktop.counts.table import CountTable
from thuisplan_desktop.counts.tally import tally
from thuisplan_desktop.crypto.keyring import fingerprint, words_of
from thuisplan_desktop.exchange import counts_v1, leesbrief, parties_v1, protected_v1, sealed_file
from thuisplan_desktop.pdf import letter
from thuisplan_desktop.region import shares
from thuisplan_desktop.region.chains import START, Chain
from thuisplan_desktop.region.telling import Mode, Telling
from thuisplan_desktop.register import definitions
from thuisplan_desktop.register.calendar import SchoolCalendar
from thuisplan_desktop.register.case import CaseFile
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.register.definitions import DefinitionSet
from thuisplan_desktop.register.law import cite
from thuisplan_desktop.register.request_rules import is_restricted
from thuisplan_desktop.register.status import Status
from thuisplan_desktop.store import cases, identities, logbook, snapshots
from thuisplan_desktop.store.register_file import Connection
from thuisplan_desktop.store.snapshots import Snapshot

_LEFT_OUT = (
    "Minstens een casus telt niet mee: de verwerking is beperkt of er loopt een bezwaar. Een totaal kan daardoor te "
    f"laag zijn. Bron: {cite('beperking')}."
)
"""Without a number: how many would be a count of so few that it singles somebody out."""


@dataclass(frozen=True)
class SnapshotRow:
    """One kept telling, without its counts."""

    id: str
    taken_on: date
    peildatum: date
    title: str
    definitions: str


@dataclass(frozen=True)
class Sealed:
    """A count file ready to send, its leesbrief, and the words by which sender and receivers recognise each other.

    `keyholder_fingerprint` is the second party's: in `protected` mode of the enrolling officer, who passes it on.
    """

    data: bytes
    letter: bytes
    peildatum: date
    own_fingerprint: str
    swv_fingerprint: str
    keyholder_fingerprint: str
    file_words: str
    mode: Mode = Mode.SPLIT

    def __repr__(self) -> str:
        return f"Sealed({len(self.data)} bytes)"


def take_snapshot(
    register: OpenRegister, peildatum: date, definitions_name: str = "", rhythm: Rhythm | None = None
) -> Changed:
    """Count this register's sectors; the counts are kept and never change. Value: SnapshotRows.

    With a `rhythm` every report that belongs to a monthly, quarterly or yearly telling; without, what the region
    counts. Raises InvalidCase for a day in the future, UnknownDefinitions.
    """
    need(register, Role.SCHOOL, Role.CONSULENT)
    need_past(register, peildatum)
    rules = ruling.definitions_of(register, definitions_name)
    with register.change() as connection:
        wanted = _wanted(register, rules, rhythm)
        kept = [_keep(register, connection, table) for table in _count(register, connection, wanted, peildatum, rules)]
        register.log(connection, "snapshot_taken")
    return changed(Kind.SNAPSHOTS, value=tuple(map(_row, kept)))


def _wanted(register: OpenRegister, rules: DefinitionSet, rhythm: Rhythm | None) -> Sequence[Report]:
    """No region has a table of its own for the mbo: an mbo counts the overview."""
    own = sectors_of(register)
    if rhythm is not None:
        return reports_in(rhythm, own)
    regional = [one for one in reports_for(rules.name) if one.sector in own]
    return regional or [overview(sector) for sector in sorted(own)]


def _count(
    register: OpenRegister,
    connection: Connection,
    wanted: Sequence[Report],
    peildatum: date,
    rules: DefinitionSet,
) -> list[CountTable]:
    everything = cases.load_case_files_without_absences(connection)
    files = [file for file in everything if not is_restricted(file.requests, register.today())]
    calendar = ruling.calendar_of(register)
    given = consent_states(register, connection, ((file.case, file.contacts) for file in files), peildatum)
    party, status_of = register.settings.counting_party, _Judged(connection, rules, calendar)
    ours = sum(file.case.counted_by is party for file in everything)
    left_out = (_LEFT_OUT,) if ours > sum(file.case.counted_by is party for file in files) else ()
    counted = (tally(files, one, peildatum, rules, calendar, party, given, status_of) for one in wanted)
    return [replace(table, incomplete=left_out) for table in counted]


class _Judged:
    """What a case was on a day. The whole register is judged at once, as its rows stream by; one day is kept."""

    def __init__(self, connection: Connection, rules: DefinitionSet, calendar: SchoolCalendar) -> None:
        self._connection, self._rules, self._calendar = connection, rules, calendar
        self._on: date | None = None
        self._found: Mapping[str, Status] = {}

    def __call__(self, file: CaseFile, on: date) -> Status:
        if on != self._on:
            self._found = judging.statuses(self._connection, on, self._rules, self._calendar)
            self._on = on
        return self._found[file.case.id]


def _keep(register: OpenRegister, connection: Connection, table: CountTable) -> Snapshot:
    snapshot = Snapshot(id=new_id(), taken_on=register.today(), taken_by=register.settings.owner, table=table)
    snapshots.save_snapshot(connection, snapshot)
    return snapshot


def _row(snapshot: Snapshot) -> SnapshotRow:
    table = snapshot.table
    return SnapshotRow(snapshot.id, snapshot.taken_on, table.peildatum, report(table.report).title, table.definitions)


def list_snapshots(register: OpenRegister) -> tuple[SnapshotRow, ...]:
    """Every kept telling, the newest first."""
    with register.read() as connection:
        return tuple(reversed([_row(snapshot) for snapshot in snapshots.load_snapshots(connection)]))


def seal_for_region(register: OpenRegister, telling_file: bytes) -> Changed:
    """Count as an opened telling asks and seal the counts as its region counts; its value is a `Sealed`.

    In `split` mode as two shares. In `protected` mode as a protected table: published from then on, beside everything
    published before. Raises ProfileUnknown, NotCosigned, BrokenSeal, TooFewSenders, NotEnrolled, DefinitionsDiffer;
    InvalidCase before the peildatum; ProfileRefused for a second key holder; CountedElsewhere; CannotProtect and its
    kinds. What was counted is kept as a snapshot, and the next file continues where this one ends.
    """
    need(register, Role.SCHOOL, Role.CONSULENT)
    with register.change() as connection:
        member, telling = member_for_telling(connection, telling_file)
        need_past(register, telling.peildatum)
        second_regions.check_counted_once(register, connection, member.profile, telling)
        make = _protected if member.profile.mode is Mode.PROTECTED else _in_halves
        data = make(register, connection, member, telling)
        second_regions.note_counted(connection, member.profile, telling)
        identities.record_sent(connection, member.profile.region, member.own.sequence + 1, sealed_file.file_hash(data))
        register.log(connection, "counts_sealed")
        sealed = _sealed(data, telling, member, words_of(logbook.head(connection).hash))
    return changed(Kind.SNAPSHOTS, value=sealed)


def _in_halves(register: OpenRegister, connection: Connection, member: Membership, telling: Telling) -> bytes:
    profile = member.profile
    shares.check_roster(telling, profile)
    second_regions.check_holder(connection, profile)
    tables = {one.table.report: one.table for one in _tables(register, connection, member, telling)}
    shares.check_tables(tables, telling, profile)
    share_a, share_b = shares.split(shares.to_vector(tables, profile.layouts))
    return counts_v1.encode(
        telling,
        profile,
        member.identity,
        _last_sent(member),
        for_swv=shares.to_bytes(share_a),
        for_keyholder=shares.to_bytes(share_b),
    )


def _protected(register: OpenRegister, connection: Connection, member: Membership, telling: Telling) -> bytes:
    """What leaves is published, to whomever the region shows it: the same memory and audit as for what is printed."""
    kept = [(one.id, one.table) for one in _tables(register, connection, member, telling)]
    tables = publishing.let_out(register, connection, kept) if kept else ()
    return protected_v1.encode(telling, member.profile, member.identity, _last_sent(member), tables)


def _last_sent(member: Membership) -> Chain:
    return Chain(member.own.sequence, member.own.last_hash) if member.own.sequence else START


def _tables(register: OpenRegister, connection: Connection, member: Membership, telling: Telling) -> list[Snapshot]:
    profile = member.profile
    rules = definitions.load(profile.definitions)
    own = {sector.value for sector in sectors_of(register)} & _enrolled_for(member, telling)
    wanted = [report(layout.report) for layout in profile.layouts if layout.sector in own]
    return [
        _keep(register, connection, table) for table in _count(register, connection, wanted, telling.peildatum, rules)
    ]


def _enrolled_for(member: Membership, telling: Telling) -> frozenset[str]:
    """The sectors under which this register stands on the roster: a number of another one would spoil that sum."""
    ours = parties_v1.keys_of(member.identity).signing
    return frozenset(sector for line in telling.roster if line.signing == ours for sector in line.sectors)


def _sealed(data: bytes, telling: Telling, member: Membership, log_words: str) -> Sealed:
    profile = member.profile
    page = leesbrief.leesbrief(
        data,
        parties_v1.keys_of(member.identity),
        profile.name,
        peildatum=telling.peildatum,
        telling_id=telling.id,
        log_words=log_words,
    )
    return Sealed(
        data=data,
        letter=letter.letter(page.title, page.rows, page.paragraphs),
        peildatum=telling.peildatum,
        own_fingerprint=member.identity.fingerprint,
        swv_fingerprint=fingerprint(profile.swv.signing, profile.swv.sealing),
        keyholder_fingerprint=fingerprint(profile.keyholder.signing, profile.keyholder.sealing),
        file_words=words_of(sealed_file.file_hash(data)),
        mode=profile.mode,
    )
