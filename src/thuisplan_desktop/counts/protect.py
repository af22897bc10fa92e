"""The small-count rule: from true counts to a table that may be read, with a certificate that anyone can re-check.

Promise (decision 3), checked over everything published together: for each small cell there is an integer table that
agrees with all of it in which the cell is 1, and one in which it is at least the threshold. Nothing is protected by
hope: without that proof there is no `ProtectedTable`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import InitVar, dataclass, field, replace
from datetime import date
from types import MappingProxyType

from thuisplan_desktop.counts import linked
from thuisplan_desktop.counts.additive import MIN_THRESHOLD, Published
from thuisplan_desktop.counts.audit import DEFAULT_SECONDS, Bounds, Findings, audit
from thuisplan_desktop.counts.examining import Shown, bounds_of
from thuisplan_desktop.counts.hiding import Following
from thuisplan_desktop.counts.joining import joined
from thuisplan_desktop.counts.proving import RULE, Certificate, Protection, check, fingerprint, protect_cells
from thuisplan_desktop.counts.solver import Time
from thuisplan_desktop.counts.table import CountTable, Mark, Total
from thuisplan_desktop.errors import ChangedSinceBefore

_MAKER = object()
"""Only this module holds it, so only this module makes a `ProtectedTable`."""


@dataclass(frozen=True)
class ProtectedTable:
    """The only table of one register that a screen, a PDF or a file for readers accepts.

    Made by `protect` from true counts, or by `examined` from what somebody else protected.

    A cell is a number, 0, None ('niet geregistreerd') or `Mark.HIDDEN`: hidden, because it is small or because it
    would give a small one away; which of the two is not told. In `may_be_zero` a hidden cell can be a zero.
    `gap` is for the maker: with how many hidden cells fewer it might be done, 0 where that is proven impossible; None
    where nobody looked.
    """

    report: str
    report_version: int
    definitions: str
    definitions_version: str
    peildatum: date
    cells: Mapping[str, int | Mark | None]
    totals: tuple[Total, ...]
    incomplete: tuple[str, ...]
    may_be_zero: frozenset[str]
    certificate: Certificate
    maker: InitVar[object]
    gap: int | None = field(default=None, repr=False, compare=False)

    def __post_init__(self, maker: object) -> None:
        if maker is not _MAKER:
            raise TypeError("a ProtectedTable is made by counts.protect only")

    @property
    def hidden(self) -> frozenset[str]:
        return frozenset(cell for cell, value in self.cells.items() if value is Mark.HIDDEN)


Earlier = ProtectedTable | Published
"""A release that readers already have; a `Published` has the cell names of `released`."""


def protect(
    table: CountTable,
    threshold: int = MIN_THRESHOLD,
    *,
    contributors: Mapping[str, int] | None = None,
    earlier: Sequence[Earlier] = (),
    beside: Sequence[CountTable] = (),
    seconds: Time = DEFAULT_SECONDS,
    following: Following | None = None,
) -> ProtectedTable:
    """One report made readable. See `protect_together`; tables of one peildatum belong in one call."""
    filled_by = {table.report: contributors or {}}
    return protect_together(
        [table],
        threshold,
        contributors=filled_by,
        earlier=earlier,
        beside=beside,
        seconds=seconds,
        following=following,
    )[0]


def protect_together(
    tables: Sequence[CountTable],
    threshold: int = MIN_THRESHOLD,
    *,
    contributors: Mapping[str, Mapping[str, int]] | None = None,
    earlier: Sequence[Earlier] = (),
    beside: Sequence[CountTable] = (),
    seconds: Time = DEFAULT_SECONDS,
    asked: frozenset[str] | None = None,
    following: Following | None = None,
) -> tuple[ProtectedTable, ...]:
    """Everything that is published together, protected together: a line in two reports is one cell to a reader.

    `contributors` tells per report how many senders fill a cell: a cell with fewer than three is small. `earlier`
    holds what readers already have, of this peildatum or of one that a stroom leads to; `beside` the true tables that
    those were made of, which are not published now. Raises CannotProtect when the promise can't be kept,
    ChangedSinceBefore when an earlier release says something else, OtherDefinitionsBefore when it does so by another
    definition set, GivenAwayBefore when together they give a cell away, NoTimeToProtect after `seconds` of solving:
    then publish a coarser table. `asked`, by the names of `released`, and `following` as in `protect_cells`.
    """
    before = [one if isinstance(one, Published) else released(one) for one in earlier]
    whole = joined(tables, threshold, contributors or {}, before, beside)
    done = protect_cells(whole, seconds, asked=asked, following=following)
    gap = _gap(done) if asked is None else None
    return tuple(_protected(table, done.published, done.certificate, gap) for table in tables)


def _gap(done: Protection) -> int:
    return done.hidden_extra - done.lower_bound_extra


def republished(
    table: CountTable, kept: Published, besides: Sequence[tuple[CountTable, Published]] = ()
) -> ProtectedTable:
    """A table that readers have already, exactly as they have it; `besides` is all that they have besides, and of which
    true tables. The certificate is over all of it, with every sum that connects them, as when it was made.

    Raises ChangedSinceBefore when the kept release is not of this table, or the tables contradict each other,
    GivenAwayBefore when a later one opened it, NoTimeToProtect.
    """
    if not is_of(kept, table):
        raise ChangedSinceBefore
    earlier = [release for _, release in besides]
    whole = joined([table], kept.threshold, {}, [*earlier, kept], [true for true, _ in besides])
    published = replace(kept, totals=whole.totals, structural_zero=whole.structural_zero)
    bounds = audit((*earlier, published))
    own = {cell: pair for cell, pair in bounds.items() if cell in kept.hidden}
    check(whole, Findings(own, ()))
    proof = Certificate(
        RULE, kept.threshold, fingerprint(published), MappingProxyType(dict(bounds)), tuple(map(fingerprint, earlier))
    )
    return _protected(table, kept, proof)


def examined(tables: Sequence[Shown], threshold: int, least: int = MIN_THRESHOLD) -> tuple[ProtectedTable, ...]:
    """Tables that somebody else protected together, taken over after the audit was repeated on what is published.

    Raises NotProtected when they don't keep the rule, NoTimeToProtect when that can't be found out.
    """
    releases = [_published_as(table, threshold) for table in tables]
    bounds = bounds_of(releases, least)
    return tuple(_taken_over(table, kept, bounds) for table, kept in zip(tables, releases, strict=True))


def _published_as(table: Shown, threshold: int) -> Published:
    scope = linked.scope(table)
    return Published(
        threshold=threshold,
        cells={scope + cell: value for cell, value in table.cells.items() if not isinstance(value, Mark)},
        hidden=frozenset(scope + cell for cell, value in table.cells.items() if isinstance(value, Mark)),
        totals=tuple(linked.scoped_totals(table)),
        may_be_zero=frozenset(scope + cell for cell in table.may_be_zero),
    )


def _taken_over(table: Shown, kept: Published, bounds: Mapping[str, Bounds]) -> ProtectedTable:
    scope = linked.scope(table)
    own = {cell: bounds[scope + cell] for cell, value in table.cells.items() if isinstance(value, Mark)}
    return ProtectedTable(
        report=table.report,
        report_version=table.report_version,
        definitions=table.definitions,
        definitions_version=table.definitions_version,
        peildatum=table.peildatum,
        cells=MappingProxyType(dict(table.cells)),
        totals=table.totals,
        incomplete=(),
        may_be_zero=table.may_be_zero,
        certificate=Certificate(RULE, kept.threshold, fingerprint(kept), MappingProxyType(own)),
        maker=_MAKER,
    )


def is_of(kept: Published, table: CountTable) -> bool:
    """Whether a release is true of exactly this table: the same cells, every shown number its own, and a hidden one
    still what a reader takes it for: 1 or more, or where that is said, a zero."""
    names = linked.scoped_cells(table)
    if names.keys() != kept.cells.keys() | kept.hidden:
        return False
    shown = all(names[cell] == value for cell, value in kept.cells.items())
    return shown and all(names[cell] or (names[cell] == 0 and cell in kept.may_be_zero) for cell in kept.hidden)


def released(table: ProtectedTable) -> Published:
    """A protected table as a reader keeps it, with the names of cells that later tables are compared by."""
    scope = linked.scope(table)
    return Published(
        threshold=table.certificate.threshold,
        cells={scope + cell: value for cell, value in table.cells.items() if not isinstance(value, Mark)},
        hidden=frozenset(scope + cell for cell in table.hidden),
        totals=tuple(linked.scoped_totals(table)),
        may_be_zero=frozenset(scope + cell for cell in table.may_be_zero),
    )


def _protected(table: CountTable, published: Published, proof: Certificate, gap: int | None = None) -> ProtectedTable:
    scope = linked.scope(table)
    hidden = published.hidden
    cells: dict[str, int | Mark | None] = {
        cell: Mark.HIDDEN if scope + cell in hidden else value for cell, value in table.cells.items()
    }
    bounds = {cell: proof.bounds[scope + cell] for cell, value in cells.items() if isinstance(value, Mark)}
    return ProtectedTable(
        report=table.report,
        report_version=table.report_version,
        definitions=table.definitions,
        definitions_version=table.definitions_version,
        peildatum=table.peildatum,
        cells=MappingProxyType(cells),
        totals=table.totals,
        incomplete=table.incomplete,
        may_be_zero=frozenset(cell for cell in bounds if scope + cell in published.may_be_zero),
        certificate=replace(proof, bounds=MappingProxyType(bounds)),
        maker=_MAKER,
        gap=gap,
    )
