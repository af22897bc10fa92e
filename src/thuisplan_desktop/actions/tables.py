"""Protect any additive table from a file, and say what a reader can derive from published ones. No register needed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from thuisplan_desktop.counts.additive import MIN_THRESHOLD, AdditiveTable, Published, UnknownBefore
from thuisplan_desktop.counts.audit import DEFAULT_SECONDS, Bounds, audit, could_be_zero, examine, is_given_away
from thuisplan_desktop.counts.hiding import Following
from thuisplan_desktop.counts.merging import merge_low_maxima
from thuisplan_desktop.counts.proving import Protection, Release, fingerprint, protect_cells
from thuisplan_desktop.counts.solver import Budget, Time, budget_of
from thuisplan_desktop.errors import CannotProtect, CertificateDiffers, MalformedTable, ThresholdTooLow
from thuisplan_desktop.exchange import jj_file, table_v1


@dataclass(frozen=True)
class Made:
    """A file for the maker, and what may be told about how it was made.

    `referee` is the same for the audit of τ-ARGUS. Both hold what may not be published.
    """

    data: bytes
    referee: bytes
    done: Protection
    registered: int
    shown: int

    def __repr__(self) -> str:
        return f"Made({len(self.data)} bytes)"


@dataclass(frozen=True)
class Derived:
    """What a reader can derive of each hidden cell; `certified` when certificates of every table say exactly this.

    `small`: the cells that can be nothing but 1 up to the threshold. `shown`: small numbers that are simply there.
    `rests`: numbers that no table prints and that can be nothing but small, such as what a 'waarvan' line leaves.
    `too_free`: said to be a possible zero where the rule hides none, so that all bounds are wider than a reader's.
    """

    bounds: Mapping[str, Bounds]
    certified: bool
    small: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    too_free: tuple[str, ...] = ()
    rests: tuple[str, ...] = ()

    @property
    def exact(self) -> tuple[str, ...]:
        """The cells of which the number can be computed."""
        return tuple(cell for cell, (low, high) in self.bounds.items() if low == high)

    @property
    def broken(self) -> str:
        """Why this is not what the rule promises, in Dutch; empty when it is."""
        reasons = (
            (self.shown, "er staat een klein aantal in dat afgeschermd moest zijn"),
            (self.exact, "een afgeschermd aantal is uit de andere te berekenen"),
            (self.small, "van een afgeschermd aantal is te zien dat het klein is"),
            (self.rests, "een aantal dat niet gepubliceerd is, of een rest, is klein en uit de andere te berekenen"),
            (self.too_free, "een afgeschermd aantal heet een mogelijke nul, maar kan het volgens de regel niet zijn"),
        )
        return next((words for cells, words in reasons if cells), "")


def protect_table(
    data: bytes,
    threshold: int | None = None,
    *,
    allow_low: bool = False,
    coarser: bool = False,
    seconds: Time = DEFAULT_SECONDS,
    following: Following | None = None,
) -> Made:
    """Protect a TABLE; with `coarser` its sums alone, nothing that is not a sum itself.

    `seconds` are for all of it; who is `following` the proof can end it sooner. Raises MalformedTable,
    ThresholdTooLow, CertificateDiffers, CannotProtect and its kinds.
    """
    table, done = _done(data, threshold, allow_low=allow_low, coarser=coarser, seconds=seconds, following=following)
    shown, registered = _readable(done)
    referee = jj_file.encode(merge_low_maxima(table), done.published)
    return Made(table_v1.encode_protection(done), referee, done, registered, shown)


def coarser_helps(
    data: bytes, threshold: int | None = None, *, seconds: Time = DEFAULT_SECONDS
) -> tuple[int, int] | None:
    """After a refusal: how many of how many sums could be read when they alone are published; None when none could."""
    try:
        _, done = _done(data, threshold, allow_low=False, coarser=True, seconds=seconds)
    except (CannotProtect, MalformedTable, ThresholdTooLow):
        return None
    shown, registered = _readable(done)
    return (shown, registered) if shown else None


def _done(
    data: bytes,
    threshold: int | None,
    *,
    allow_low: bool,
    coarser: bool,
    seconds: Time,
    following: Following | None = None,
) -> tuple[AdditiveTable, Protection]:
    table = table_v1.decode_table(data, threshold)
    lowest = 2 if allow_low else MIN_THRESHOLD
    if table.threshold < lowest:
        raise ThresholdTooLow(needed=lowest)
    if coarser:
        table = _without_leaves(table)
    try:
        return table, protect_cells(table, seconds, lowest_threshold=lowest, following=following)
    except UnknownBefore:
        raise MalformedTable(reason="een eerdere publicatie noemt een cel die niet in 'cells' staat") from None
    except ValueError:
        raise MalformedTable(
            reason="een som is niet het totaal van haar delen, een aantal is groter dan zijn maximum, of het past niet "
            "bij een eerdere publicatie"
        ) from None


def _readable(done: Protection) -> tuple[int, int]:
    """How many cells are shown, of how many that are registered and not kept aside."""
    shown = sum(value is not None for value in done.published.cells.values())
    return shown, shown + len(done.published.hidden)


def _without_leaves(table: AdditiveTable) -> AdditiveTable:
    """The same table with only its sums published; what they are the sum of is still in the audit."""
    sums = {total.total for total in table.totals}
    return replace(table, auxiliary=table.auxiliary | (table.cells.keys() - sums))


def audit_tables(files: Sequence[bytes], seconds: Time = DEFAULT_SECONDS) -> Derived:
    """Audit what these PUBLISHED files tell together, without any true hidden value.

    Each certificate is compared with what the audit finds over its own table and the earlier ones that it names.
    Raises MalformedTable, CertificateDiffers, CannotProtect.
    """
    releases = [table_v1.decode_release(data) for data in files]
    pages = [release.published for release in releases]
    threshold, budget = max(MIN_THRESHOLD, *(page.threshold for page in pages)), budget_of(seconds)
    try:
        found = examine(pages, threshold, budget)
        certified = [_is_certified(release, releases, budget) for release in releases]
        free = sorted(cell for page in pages for cell in page.may_be_zero - could_be_zero(page))
    except ValueError:
        raise MalformedTable(reason="de getallen spreken elkaar tegen") from None
    whole = sorted(_named(releases[-1])) == sorted(map(fingerprint, pages[:-1]))
    return Derived(
        found.bounds,
        certified=all(certified) and whole,
        small=tuple(cell for cell, pair in found.bounds.items() if pair[0] >= 1 and is_given_away(pair, threshold)),
        shown=tuple(sorted({cell for page in pages for cell in _small_in(page)})),
        too_free=tuple(dict.fromkeys(free)),
        rests=found.rests,
    )


def _small_in(published: Published) -> Iterator[str]:
    return (
        cell for cell, value in published.cells.items() if value and value < max(MIN_THRESHOLD, published.threshold)
    )


def _named(release: Release) -> tuple[str, ...]:
    return release.certificate.earlier_sha256 if release.certificate else ()


def _is_certified(release: Release, releases: Sequence[Release], budget: Budget) -> bool:
    """Whether its certificate is over this table and others that are here. Raises CertificateDiffers when it lies."""
    if release.certificate is None:
        return False
    here = {fingerprint(one.published): one.published for one in releases if one is not release}
    if not here.keys() >= set(_named(release)):
        return False
    found = audit([*(here[name] for name in _named(release)), release.published], budget)
    if dict(found) != dict(release.certificate.bounds):
        raise CertificateDiffers
    return True
