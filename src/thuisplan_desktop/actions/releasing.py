"""Publishing a telling of the region: its sums protected together beside what readers have, for ever the same."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from thuisplan_desktop.actions.gaps import gaps_of, missing_sectors
from thuisplan_desktop.actions.jumping import check_jumps
from thuisplan_desktop.actions.opening import OpenRegister, need
from thuisplan_desktop.actions.released import sums_of, texts_of
from thuisplan_desktop.actions.telling_views import is_summed
from thuisplan_desktop.actions.withholding import withheld
from thuisplan_desktop.counts import linked
from thuisplan_desktop.counts.additive import Published as PublishedBefore
from thuisplan_desktop.counts.protect import ProtectedTable, protect_together, released, republished
from thuisplan_desktop.counts.table import CountTable
from thuisplan_desktop.errors import CannotProtect, NotSummedYet, SumJumped, TotalsWithheld
from thuisplan_desktop.exchange import profile_v1, table_v1
from thuisplan_desktop.region.breaks import Counted
from thuisplan_desktop.region.coverage import Coverage, coverage_of
from thuisplan_desktop.region.intervals import IntervalTable
from thuisplan_desktop.region.telling import CombinedTable, Mode, Profile
from thuisplan_desktop.region.trends import LeftOut, Released
from thuisplan_desktop.register import definitions
from thuisplan_desktop.register.codes import Role
from thuisplan_desktop.store import interval_books, region_books, target_books, telling_books
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


def publish(register: OpenRegister, telling_id: bytes) -> Published:
    """The tables of a telling as anybody may read them, for ever the same.

    Raises NotSummedYet, TotalsWithheld, SumJumped, CannotProtect.
    """
    need(register, Role.REGION)
    with showing(register, (telling_id,)) as connection:
        return published(connection, telling_id, register.today())


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


def published(connection: Connection, telling_id: bytes, today: date) -> Published:
    """As `publish`, inside a transaction of the caller."""
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
    own = [(one.table, text) for one, text in zip(combined, texts_of(kept), strict=True)]
    tables = tuple(
        republished(table, mine, [*(pair for pair in own if pair[1] is not mine), *others]) for table, mine in own
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


def readable_together(
    connection: Connection, telling_id: bytes, today: date
) -> list[tuple[CountTable, PublishedBefore]]:
    """A telling of sums, published now if it wasn't yet, and what readers have that hangs together with it. Raises as
    `publish`.
    """
    published(connection, telling_id, today)
    kept = target_books.load_release(connection, telling_id)
    assert kept is not None  # it was published just now, if not before
    own = [one.table for one in sums_of(region_books.load_combined(connection, telling_id), kept)]
    return [*zip(own, texts_of(kept), strict=True), *_linked(connection, telling_id, own)]


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

    `left_out` are the others: they wait for a question, would show one school, or can't be published. That holds up no
    other. With a sector it is that sector of a telling in `released`.
    """

    released: tuple[Released, ...]
    left_out: tuple[LeftOut, ...]


def every_release(connection: Connection, today: date) -> Releases:
    """What readers may have of a region, published where it wasn't yet."""
    found, left_out = [], []
    for kept in telling_books.load_tellingen(connection):
        if is_summed(connection, kept, profile_v1.decode(kept.profile)):
            try:
                one = published(connection, kept.id, today)
            except (TotalsWithheld, SumJumped, CannotProtect):
                left_out.append(LeftOut(kept.peildatum))
                continue
            left_out += [LeftOut(kept.peildatum, sector) for sector in missing_sectors(connection, kept.id)]
            found.append(Released(kept.id, one.peildatum, one.tables, one.covered))
    return Releases(tuple(sorted(found, key=lambda one: one.peildatum)), tuple(sorted(left_out)))


def counted_of(connection: Connection) -> list[Counted]:
    """By which rules each report was counted, of all tellingen that were added up, whoever may read them."""
    return [*region_books.load_rules(connection), *_between_tables(connection)]


def _between_tables(connection: Connection) -> Iterator[IntervalTable]:
    for kept in telling_books.load_tellingen(connection):
        if profile_v1.decode(kept.profile).mode is Mode.PROTECTED:
            release = target_books.load_release(connection, kept.id)
            yield from interval_books.from_text(release.document) if release else ()
