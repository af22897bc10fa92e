"""What a region makes readable of its exact sums: protected tables, a report on paper, and what is missing in it."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from thuisplan_desktop.actions import spoilt
from thuisplan_desktop.actions.changes import Changed, Kind, changed
from thuisplan_desktop.actions.jumping import check_jumps
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.actions.released import reports_out, sums_of, texts_of
from thuisplan_desktop.actions.telling_views import is_summed
from thuisplan_desktop.actions.withholding import withheld
from thuisplan_desktop.counts import linked
from thuisplan_desktop.counts.additive import Published as PublishedBefore
from thuisplan_desktop.counts.gathering import gathered
from thuisplan_desktop.counts.protect import ProtectedTable, protect_together, released, republished
from thuisplan_desktop.counts.reports import Report, Rhythm, report
from thuisplan_desktop.counts.table import CountTable
from thuisplan_desktop.crypto.keyring import fingerprint, words_of
from thuisplan_desktop.dutch import plural
from thuisplan_desktop.errors import CannotProtect, NotSummedYet, ProfileRefused, SumJumped, TotalsWithheld
from thuisplan_desktop.exchange import profile_v1, table_csv, table_v1
from thuisplan_desktop.pdf import region_report
from thuisplan_desktop.region import trends
from thuisplan_desktop.region.breaks import Breaks, breaks_in
from thuisplan_desktop.region.coverage import Coverage, coverage_of
from thuisplan_desktop.region.intervals import IntervalTable
from thuisplan_desktop.region.telling import CombinedTable, Mode, Profile
from thuisplan_desktop.region.trends import Released
from thuisplan_desktop.register import definitions
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.register.spans import add_months
from thuisplan_desktop.store import interval_books, region_books, target_books, telling_books
from thuisplan_desktop.store.region_books import Gap
from thuisplan_desktop.store.register_file import Connection
from thuisplan_desktop.store.target_books import Release
from thuisplan_desktop.store.telling_books import KeptTelling


@dataclass(frozen=True)
class Published:
    """The protected tables of one telling, with how many delivered for each and which areas are incomplete."""

    region_name: str
    peildatum: date
    tables: tuple[ProtectedTable, ...] | tuple[IntervalTable, ...]
    covered: tuple[Coverage, ...]
    gaps: tuple[str, ...]


def note_gap(register: OpenRegister, telling_id: bytes, area: str, reason: str) -> Changed:
    """Note an area of which something is missing (Langedijk: artikel 5 niet bekend); every report prints it."""
    need(register, Role.REGION)
    with register.change() as connection:
        region_books.save_gap(connection, Gap(telling_id=telling_id, area=area, reason=reason))
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


def publish(register: OpenRegister, telling_id: bytes) -> Published:
    """The tables of a telling as anybody may read them, for ever the same.

    Raises NotSummedYet, TotalsWithheld, SumJumped, CannotProtect.
    """
    need(register, Role.REGION)
    with showing(register, (telling_id,)) as connection:
        return _published(connection, telling_id, register.today())


@contextmanager
def showing(register: OpenRegister, tellings: Iterable[bytes]) -> Iterator[Connection]:
    """To show what readers may have. A telling that is shown for the first time is published by it, and waits for the
    disk; every later look doesn't.
    """
    with register.read() as connection:
        first = any(_is_first(connection, each) for each in tellings)
    if not first:
        with register.read() as connection:
            yield connection
        register.log_reading("counts_shown")
        return
    with register.change() as connection:
        yield connection
        register.log(connection, "counts_shown")


def _is_first(connection: Connection, telling_id: bytes) -> bool:
    if target_books.load_release(connection, telling_id) is not None:
        return False
    try:
        return bool(_readable(connection, telling_id))
    except (NotSummedYet, TotalsWithheld):
        return False


def between(register: OpenRegister, telling_id: bytes) -> tuple[IntervalTable, ...]:
    """The interval sums of a telling of protected tables; none before it closed, or in another mode."""
    need(register, Role.REGION)
    with register.read() as connection:
        kept = telling_books.load_telling(connection, telling_id)
        release = target_books.load_release(connection, telling_id)
        if release is None or profile_v1.decode(kept.profile).mode is not Mode.PROTECTED:
            return ()
        return interval_books.from_text(release.document)


def _published(connection: Connection, telling_id: bytes, today: date) -> Published:
    kept = telling_books.load_telling(connection, telling_id)
    profile = profile_v1.decode(kept.profile)
    if profile.mode is Mode.PROTECTED:
        return _between(connection, kept, profile)
    combined = _readable(connection, telling_id)
    return Published(
        region_name=profile.name,
        peildatum=kept.peildatum,
        tables=_released(connection, telling_id, combined, definitions.load(profile.definitions).threshold, today),
        covered=coverage_of((one.table.report, one) for one in combined),
        gaps=gaps_of(connection, telling_id),
    )


def _readable(connection: Connection, telling_id: bytes) -> tuple[CombinedTable, ...]:
    """What readers may have of a telling: what they have already, else all that isn't withheld.

    Raises NotSummedYet, and TotalsWithheld when nothing is left.
    """
    combined = region_books.load_combined(connection, telling_id)
    if not combined:
        raise NotSummedYet
    kept = target_books.load_release(connection, telling_id)
    if kept is not None:
        return sums_of(combined, kept)
    out = withheld(connection, telling_id)
    left = tuple(one for one in combined if one.table.report not in out)
    if not left:
        raise TotalsWithheld
    return left


def _between(connection: Connection, kept: KeptTelling, profile: Profile) -> Published:
    """Interval sums were published when the telling closed. Raises NotSummedYet before that."""
    release = target_books.load_release(connection, kept.id)
    if release is None:
        raise NotSummedYet
    tables = interval_books.from_text(release.document)
    return Published(
        region_name=profile.name,
        peildatum=kept.peildatum,
        tables=tables,
        covered=coverage_of((one.report, one) for one in tables),
        gaps=gaps_of(connection, kept.id),
    )


def _released(
    connection: Connection, telling_id: bytes, combined: tuple[CombinedTable, ...], threshold: int, today: date
) -> tuple[ProtectedTable, ...]:
    """What was published once is published again, exactly: a later program that would hide other cells comes too late
    for who has it already. Raises SumJumped before a first time, ChangedSinceBefore when the release is not of these
    sums, GivenAwayBefore when it gives a cell away by itself.
    """
    known = target_books.load_release(connection, telling_id)
    others = _linked(connection, telling_id, [one.table for one in combined])
    if known is None:
        check_jumps(connection, telling_id)
    kept = known or _release(telling_id, _protected(combined, threshold, others), today)
    own = texts_of(kept)
    tables = tuple(
        republished(one.table, mine, [*(other for other in own if other is not mine), *(text for _, text in others)])
        for one, mine in zip(combined, own, strict=True)
    )
    if known is None:
        target_books.save_release(connection, kept)
    return tables


def _linked(
    connection: Connection, telling_id: bytes, tables: Sequence[CountTable]
) -> list[tuple[CountTable, PublishedBefore]]:
    """What readers have of other tellingen about the same days, or that a stroom leads to: the sums, and as published.

    Interval sums are about no exact sum, so they bind none.
    """
    kept: dict[tuple[bytes, str], tuple[CountTable, PublishedBefore]] = {}
    for other in telling_books.load_tellingen(connection):
        release = target_books.load_release(connection, other.id)
        summed = region_books.load_combined(connection, other.id)
        if other.id != telling_id and release is not None and summed:
            for one, text in zip(sums_of(summed, release), texts_of(release), strict=True):
                kept[other.id, one.table.report] = one.table, text
    near = linked.together(tables, {key: table for key, (table, _) in kept.items()})
    return [kept[key] for key in near]


def _release(telling_id: bytes, tables: tuple[ProtectedTable, ...], today: date) -> Release:
    document = json.dumps([json.loads(table_v1.as_kept(released(table))) for table in tables], sort_keys=True)
    digest = hashlib.sha256(document.encode()).hexdigest()
    return Release(telling_id=telling_id, document=document, published_sha256=digest, released_on=today)


def _protected(
    combined: tuple[CombinedTable, ...], threshold: int, others: Sequence[tuple[CountTable, PublishedBefore]]
) -> tuple[ProtectedTable, ...]:
    """All tables of one telling together, beside what was published of other ones. A cell to which fewer than three
    schools contribute is small."""
    return protect_together(
        [one.table for one in combined],
        threshold,
        contributors={one.table.report: one.contributing for one in combined},
        earlier=[text for _, text in others],
        beside=[table for table, _ in others],
    )


@dataclass(frozen=True)
class Releases:
    """Every telling that was added up and is for readers, oldest peildatum first.

    `left_out` are the days of the others: they wait for a question, would show one school, or can't be published.
    That holds up no other.
    """

    released: tuple[Released, ...]
    left_out: tuple[date, ...]


def every_release(connection: Connection, today: date) -> Releases:
    """What readers may have of a region, published where it wasn't yet."""
    found, left_out = [], []
    for kept in telling_books.load_tellingen(connection):
        if is_summed(connection, kept, profile_v1.decode(kept.profile)):
            try:
                one = _published(connection, kept.id, today)
            except (TotalsWithheld, SumJumped, CannotProtect):
                left_out.append(kept.peildatum)
                continue
            found.append(Released(kept.id, one.peildatum, one.tables, one.covered))
    return Releases(tuple(sorted(found, key=lambda one: one.peildatum)), tuple(sorted(left_out)))


def breaks_of(connection: Connection) -> Breaks:
    """From which tellingen on a report was counted by other rules, of all that were added up."""
    return breaks_in([*region_books.load_rules(connection), *_between_tables(connection)])


def _between_tables(connection: Connection) -> Iterator[IntervalTable]:
    for kept in telling_books.load_tellingen(connection):
        if profile_v1.decode(kept.profile).mode is Mode.PROTECTED:
            release = target_books.load_release(connection, kept.id)
            yield from interval_books.from_text(release.document) if release else ()


_SECOND = {Mode.SPLIT: "Tweede sleutelhouder", Mode.PROTECTED: "Inschrijver"}

_BACK = {Rhythm.MONTH: 0, Rhythm.QUARTER: 3, Rhythm.YEAR: 12}
"""How many months of tellingen a report of each rhythm looks back on."""


def report_pdf(
    register: OpenRegister, telling_id: bytes, rhythm: Rhythm = Rhythm.MONTH, *, by_pact: bool = False
) -> bytes:
    """The region's report on paper: of the month this telling, of quarter and year also targets and trends.

    `by_pact` divides it into the parts a to g of the national pact.
    Raises NotSummedYet, TotalsWithheld, SumJumped, CannotProtect and its kinds.
    """
    need(register, Role.REGION)
    with register.change() as connection:
        published = _published(connection, telling_id, register.today())
        profile = profile_v1.decode(telling_books.load_telling(connection, telling_id).profile)
        goals = _goals_of(register, connection, published.peildatum, rhythm)
        effects = _effects(published, telling_id, notes_of(connection))
        paper = _paper(
            published, profile, telling_id, rhythm, goals, effects, by_pact
        )  # first made, then remembered as published
        register.log(connection, "region_report")
    return paper


def _paper(
    published: Published,
    profile: Profile,
    telling_id: bytes,
    rhythm: Rhythm,
    goals: trends.Goals,
    effects: Sequence[str],
    by_pact: bool,
) -> bytes:
    return region_report.region_report(
        published.tables,
        region_name=published.region_name,
        peildatum=published.peildatum,
        covered=published.covered,
        gaps=published.gaps,
        rhythm=rhythm,
        goals=goals.goals,
        left_out=goals.left_out,
        effects=effects,
        fingerprints=(
            ("Samenwerkingsverband", fingerprint(profile.swv.signing, profile.swv.sealing)),
            (_SECOND[profile.mode], fingerprint(profile.keyholder.signing, profile.keyholder.sealing)),
            ("Telling", words_of(telling_id)),
        ),
        by_pact=by_pact,
    )


def _effects(published: Published, telling_id: bytes, notes: trends.Notes) -> tuple[str, ...]:
    """What was noted about this telling, of a whole report under its title, then of each line under its label."""
    found = []
    for table in published.tables:
        declared = report(table.report)
        named = [("", declared.title), *((line.id, line.label) for line in declared.lines if line.id in table.cells)]
        noted = ((name, notes.get((telling_id, table.report, cell), "")) for cell, name in named)
        found += [f"{name[:1].upper()}{name[1:]}: {said}" for name, said in noted if said]
    return tuple(found)


def _goals_of(register: OpenRegister, connection: Connection, day: date, rhythm: Rhythm) -> trends.Goals:
    if rhythm is Rhythm.MONTH:
        return trends.Goals(())
    first, every = add_months(day, -_BACK[rhythm]), every_release(connection, register.today())
    until = tuple(one for one in every.released if one.peildatum <= day)
    targets, notes = target_books.load_targets(connection), notes_of(connection)
    found = trends.goals(targets, until, notes, breaks_of(connection), first)
    return trends.Goals(found, tuple(one for one in every.left_out if first <= one <= day))


def notes_of(connection: Connection) -> dict[tuple[bytes, str, str], str]:
    """What was noted on each telling, report and line."""
    return {(one.telling_id, one.report, one.cell): one.text for one in target_books.load_annotations(connection)}


def report_csv(register: OpenRegister, telling_id: bytes) -> bytes:
    """The report's tables for a spreadsheet, protected. Raises as `report_pdf`."""
    need(register, Role.REGION)
    with register.change() as connection:
        published = _published(connection, telling_id, register.today())
        data = table_csv.encode([(_answered(table), table) for table in published.tables])
        register.log(connection, "region_report")
    return data


def report_check(register: OpenRegister, telling_id: bytes) -> bytes:
    """All that readers have of what hangs together with this telling, as one PUBLISHED with its certificate:
    `thuisplan audit` repeats the audit over it. Raises as `report_pdf`, and ProfileRefused for a telling of tables that
    the schools protected: each of those has a certificate of its own.
    """
    need(register, Role.REGION)
    with register.change() as connection:
        telling = telling_books.load_telling(connection, telling_id)
        if profile_v1.decode(telling.profile).mode is Mode.PROTECTED:
            raise ProfileRefused(reason="de scholen schermden hun tabellen zelf af")
        _published(connection, telling_id, register.today())
        kept = target_books.load_release(connection, telling_id)
        assert kept is not None  # it was published just now, if not before
        own = [one.table for one in sums_of(region_books.load_combined(connection, telling_id), kept)]
        pairs = [*zip(own, texts_of(kept), strict=True), *_linked(connection, telling_id, own)]
        data = table_v1.encode_release(gathered(pairs))
        register.log(connection, "region_report")
    return data


def _answered(table: ProtectedTable | IntervalTable) -> Report:
    """The report with the lines that were answered: of some only totals are."""
    declared = report(table.report)
    return replace(declared, lines=tuple(line for line in declared.lines if line.id in table.cells))


def equals(register: OpenRegister, telling_id: bytes, expected: Mapping[str, Mapping[str, int | None]]) -> bool:
    """Whether the exact sums have exactly these cells, report by report; totals may be left out of `expected`.

    Says nothing else: an exact number never leaves through this door. Raises ProfileRefused for a telling of tables
    that the schools protected: there is no exact sum to hold anything against.
    """
    need(register, Role.REGION)
    with register.change() as connection:
        kept = telling_books.load_telling(connection, telling_id)
        if profile_v1.decode(kept.profile).mode is Mode.PROTECTED:
            raise ProfileRefused(reason="de scholen schermen zelf af, dus er is geen exacte som om mee te vergelijken")
        combined = {one.table.report: one for one in region_books.load_combined(connection, telling_id)}
        register.log(connection, "sums_compared")
    return set(combined) == set(expected) and all(_same(combined[name], cells) for name, cells in expected.items())


def _same(combined: CombinedTable, expected: Mapping[str, int | None]) -> bool:
    table = combined.table
    derived = {total.total for total in table.totals if not total.remainder}
    there = {cell: value for cell, value in table.cells.items() if cell in expected or cell not in derived}
    return there == dict(expected)
