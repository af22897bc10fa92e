"""Protect any additive table from a file, and say what a reader can derive from published ones. No register needed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from thuisplan_desktop.counts.additive import MIN_THRESHOLD, AdditiveTable
from thuisplan_desktop.counts.audit import DEFAULT_SECONDS, Bounds, audit
from thuisplan_desktop.counts.merging import merge_low_maxima
from thuisplan_desktop.counts.protect import Protection, fingerprint, protect_cells
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
    """What a reader can derive of each hidden cell; `certified` when a certificate says exactly this."""

    bounds: Mapping[str, Bounds]
    certified: bool

    @property
    def exact(self) -> tuple[str, ...]:
        """The cells of which the number can be computed."""
        return tuple(cell for cell, (low, high) in self.bounds.items() if low == high)


def protect_table(
    data: bytes,
    threshold: int | None = None,
    *,
    allow_low: bool = False,
    coarser: bool = False,
    seconds: float = DEFAULT_SECONDS,
) -> Made:
    """Protect a TABLE; with `coarser` its sums alone, nothing that is not a sum itself.

    Raises MalformedTable, ThresholdTooLow, CertificateDiffers, CannotProtect and its kinds.
    """
    table, done = _done(data, threshold, allow_low=allow_low, coarser=coarser, seconds=seconds)
    shown, registered = _readable(done)
    referee = jj_file.encode(merge_low_maxima(table), done.published)
    return Made(table_v1.encode_protection(done), referee, done, registered, shown)


def coarser_helps(
    data: bytes, threshold: int | None = None, *, seconds: float = DEFAULT_SECONDS
) -> tuple[int, int] | None:
    """After a refusal: how many of how many sums could be read when they alone are published; None when none could."""
    try:
        _, done = _done(data, threshold, allow_low=False, coarser=True, seconds=seconds)
    except (CannotProtect, MalformedTable, ThresholdTooLow):
        return None
    shown, registered = _readable(done)
    return (shown, registered) if shown else None


def _done(
    data: bytes, threshold: int | None, *, allow_low: bool, coarser: bool, seconds: float
) -> tuple[AdditiveTable, Protection]:
    table = table_v1.decode_table(data, threshold)
    lowest = 2 if allow_low else MIN_THRESHOLD
    if table.threshold < lowest:
        raise ThresholdTooLow(needed=lowest)
    if coarser:
        table = _without_leaves(table)
    try:
        return table, protect_cells(table, seconds, lowest_threshold=lowest)
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


def audit_tables(files: Sequence[bytes], seconds: float = DEFAULT_SECONDS) -> Derived:
    """Audit what these PUBLISHED files tell together, without any true hidden value.

    The certificate of the last file is compared with what the audit finds, when all releases it was made beside are
    given too. Raises MalformedTable, CertificateDiffers, CannotProtect.
    """
    releases = [table_v1.decode_release(data) for data in files]
    try:
        bounds = audit([release.published for release in releases], seconds)
    except ValueError:
        raise MalformedTable(reason="de getallen spreken elkaar tegen") from None
    newest = releases[-1].certificate
    earlier = [fingerprint(release.published) for release in releases[:-1]]
    if newest is None or sorted(newest.earlier_sha256) != sorted(earlier):
        return Derived(bounds, certified=False)
    if dict(newest.bounds) != dict(bounds):
        raise CertificateDiffers
    return Derived(bounds, certified=True)
