"""The small-count rule: from true counts to a table that may be read, with a certificate that anyone can re-check.

Promise (decision 3), checked over everything published together: for each small cell there is an integer table that
agrees with all of it in which the cell is 1, and one in which it is at least the threshold. Nothing is protected by
hope: without that proof there is no `ProtectedTable`.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import InitVar, dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from thuisplan_desktop.counts import flows, identities, linked, nesting
from thuisplan_desktop.counts.additive import MIN_THRESHOLD, AdditiveTable, Published
from thuisplan_desktop.counts.audit import (
    DEFAULT_SECONDS,
    Bounds,
    Findings,
    audit,
    could_be_zero,
    examine,
    is_given_away,
)
from thuisplan_desktop.counts.examining import Shown, bounds_of
from thuisplan_desktop.counts.hiding import Choice, choose
from thuisplan_desktop.counts.merging import merge_low_maxima
from thuisplan_desktop.counts.reports import report
from thuisplan_desktop.counts.solver import Budget, Time, budget_of
from thuisplan_desktop.counts.table import CountTable, Mark, Total
from thuisplan_desktop.counts.ties import Ties
from thuisplan_desktop.errors import CannotProtect, ChangedSinceBefore, GivenAwayBefore

RULE = "thuisplan-afscherming-1"
"""The version of the rule in a certificate: what a hidden cell can be, and what was proved."""

_AUDIT_SHARE = 0.2  # of the time, at least
_MAKER = object()
"""Only this module holds it, so only this module makes a `ProtectedTable`."""


@dataclass(frozen=True)
class Certificate:
    """What was proved, over which published table, and what a reader can derive of each hidden cell.

    It holds and hashes nothing but what is published: no true hidden value, nor how many hidden cells are small.
    """

    rule: str
    threshold: int
    published_sha256: str
    bounds: Mapping[str, Bounds]
    earlier_sha256: tuple[str, ...] = ()


@dataclass(frozen=True)
class Release:
    """A published table with the certificate it came with, if any."""

    published: Published
    certificate: Certificate | None


@dataclass(frozen=True)
class Protection:
    """A protected additive table. All but `published` and `certificate` stay on the maker's machine."""

    published: Published
    certificate: Certificate
    hidden_small: int = field(repr=False)
    hidden_extra: int = field(repr=False)
    lower_bound_extra: int = field(repr=False)

    @property
    def proved(self) -> bool:
        """True when no choice that hides fewer cells keeps the promise."""
        return self.hidden_extra == self.lower_bound_extra


@dataclass(frozen=True)
class ProtectedTable:
    """The only table of one register that a screen, a PDF or a file for readers accepts.

    Made by `protect` from true counts, or by `examined` from what somebody else protected.

    A cell is a number, 0, None ('niet geregistreerd') or `Mark.HIDDEN`: hidden, because it is small or because it
    would give a small one away; which of the two is not told. In `may_be_zero` a hidden cell can be a zero.
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
) -> ProtectedTable:
    """One report made readable. See `protect_together`; tables of one peildatum belong in one call."""
    filled_by = {table.report: contributors or {}}
    return protect_together(
        [table], threshold, contributors=filled_by, earlier=earlier, beside=beside, seconds=seconds
    )[0]


def protect_together(
    tables: Sequence[CountTable],
    threshold: int = MIN_THRESHOLD,
    *,
    contributors: Mapping[str, Mapping[str, int]] | None = None,
    earlier: Sequence[Earlier] = (),
    beside: Sequence[CountTable] = (),
    seconds: Time = DEFAULT_SECONDS,
) -> tuple[ProtectedTable, ...]:
    """Everything that is published together, protected together: a line in two reports is one cell to a reader.

    `contributors` tells per report how many senders fill a cell: a cell with fewer than three is small. `earlier`
    holds what readers already have, of this peildatum or of one that a stroom leads to; `beside` the true tables that
    those were made of, which are not published now. Raises CannotProtect when the promise can't be kept,
    ChangedSinceBefore when an earlier release says something else, OtherDefinitionsBefore when it does so by another
    definition set, GivenAwayBefore when together they give a cell
    away, NoTimeToProtect after `seconds` of solving: then publish a coarser table.
    """
    done = protect_cells(joined(tables, threshold, contributors or {}, earlier, beside), seconds)
    return tuple(_protected(table, done.published, done.certificate) for table in tables)


def republished(table: CountTable, kept: Published, earlier: Sequence[Published]) -> ProtectedTable:
    """A table that readers have already, exactly as they have it; `earlier` is all that they have besides.

    Raises ChangedSinceBefore when the kept release is not of this table, GivenAwayBefore when a later one opened it.
    """
    if not is_of(kept, table):
        raise ChangedSinceBefore
    names = linked.scoped_cells(table)
    bounds = audit((*earlier, kept))
    own = {cell: pair for cell, pair in bounds.items() if cell in kept.hidden}
    _check(AdditiveTable(names, threshold=kept.threshold, published_before=(kept,)), Findings(own, ()))
    proof = Certificate(
        RULE, kept.threshold, fingerprint(kept), MappingProxyType(dict(bounds)), tuple(map(fingerprint, earlier))
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


def joined(
    tables: Sequence[CountTable],
    threshold: int = MIN_THRESHOLD,
    filled_by: Mapping[str, Mapping[str, int]] = MappingProxyType({}),
    earlier: Sequence[Earlier] = (),
    beside: Sequence[CountTable] = (),
) -> AdditiveTable:
    """One table of all that is published now or was before, with every sum that connects it; a cell that only these
    sums know of is kept aside. Raises ChangedSinceBefore, OtherDefinitionsBefore."""
    every = (*beside, *tables)
    ties = _tied(every)
    now = {cell for table in tables for cell in linked.scoped_cells(table)}
    return AdditiveTable(
        cells=ties.cells,
        totals=tuple(dict.fromkeys([*_own_totals(every), *ties.totals])),
        threshold=threshold,
        auxiliary=frozenset(ties.cells.keys() - now),
        contributors={
            linked.scope(table) + cell: number
            for table in tables
            for cell, number in filled_by.get(table.report, {}).items()
        },
        published_before=tuple(one if isinstance(one, Published) else released(one) for one in earlier),
        helpers=frozenset(ties.helpers),
    )


def _own_totals(tables: Sequence[CountTable]) -> list[Total]:
    return [total for table in tables for total in linked.scoped_totals(table)]


def _tied(tables: Sequence[CountTable]) -> Ties:
    """The cells of all these tables, and every sum over them that the tables don't print themselves."""
    ties = Ties(linked.agreed(tables))
    for link in (link for table in tables for link in flows.links(table, linked.scope_on)):
        _fill(link, ties.cells)
        ties.add(link)
    own = _own_totals(tables)
    for scope, sector in {linked.scope(table): report(table.report).sector for table in tables}.items():
        identities.tie(scope, sector, ties, own)
        nesting.tie_day(scope, ties)
    nesting.tie_periods(tables, ties)
    return ties


def _fill(link: Total, cells: dict[str, int | None]) -> None:
    """The stand that a stroom leads to. One that was counted already must still be the same."""
    whole, flow = cells[link.total], cells[link.parts[0]]
    if whole is None or flow is None:
        return
    if cells.setdefault(link.parts[1], whole - flow) != whole - flow:
        raise ChangedSinceBefore


def protect_cells(
    table: AdditiveTable, seconds: Time = DEFAULT_SECONDS, *, lowest_threshold: int = MIN_THRESHOLD
) -> Protection:
    """Any linked additive tables, protected with as few hidden cells as the promise allows.

    `seconds` are for all of it: the choice leaves a part of them to the audit after it. Raises CannotProtect as
    `protect_together` does; ValueError for a threshold below the lowest one (5, outside tests) or cells that don't add
    up.
    """
    if table.threshold < lowest_threshold:
        raise ValueError("the threshold may be raised, never lowered")
    merged = merge_low_maxima(table)
    budget = budget_of(seconds)
    choice = _choose(merged, budget.part(1.0 - _AUDIT_SHARE))
    published = _publish(merged, choice)
    found = examine((*merged.published_before, published), table.threshold, budget)
    _check(merged, found)
    return Protection(
        published=published,
        certificate=Certificate(
            rule=RULE,
            threshold=table.threshold,
            published_sha256=fingerprint(published),
            bounds=MappingProxyType(dict(found.bounds)),
            earlier_sha256=tuple(map(fingerprint, merged.published_before)),
        ),
        hidden_small=len(choice.small),
        hidden_extra=len(choice.extra),
        lower_bound_extra=choice.least_extra,
    )


def _choose(table: AdditiveTable, budget: Budget) -> Choice:
    """The choice; where none is possible because of what readers already have, the refusal says so."""
    try:
        return choose(table, budget)
    except CannotProtect as error:
        if type(error) is CannotProtect and table.published_before:
            raise GivenAwayBefore(cells="een of meer") from None
        raise


def _check(table: AdditiveTable, found: Findings) -> None:
    """The promise once more, read from the audit of everything. Raises GivenAwayBefore, CannotProtect."""
    rests = [cell for cell in found.rests if cell not in table.helpers]  # what stands for no count tells none
    given_away = sum(_gives_away(table, cell, pair) for cell, pair in found.bounds.items()) + len(rests)
    if given_away:
        raise GivenAwayBefore(cells=given_away) if table.published_before else CannotProtect


def _gives_away(table: AdditiveTable, cell: str, pair: Bounds) -> bool:
    """By the rule of any reader; and for a small cell, as the maker knows, each number of 1 up to the threshold."""
    low, high = pair
    if is_given_away(pair, table.threshold):
        return True
    return table.is_small(cell) and (low > 1 or (high is not None and high < table.threshold))


def document(published: Published) -> dict[str, Any]:
    """A published table as plain values: what a file of it holds, and what its certificate is over."""
    zeros = {"may_be_zero": sorted(published.may_be_zero)} if published.may_be_zero else {}
    return {
        "threshold": published.threshold,
        "cells": dict(published.cells),
        "hidden": sorted(published.hidden),
        **zeros,
        "totals": [
            {"total": total.total, "parts": list(total.parts), "remainder": total.remainder}
            for total in published.totals
        ],
        "max": dict(published.maximum),
        "structural_zero": sorted(published.structural_zero),
    }


def fingerprint(published: Published) -> str:
    """SHA-256 of the published table as canonical JSON: sorted keys, no spaces, UTF-8."""
    text = json.dumps(document(published), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _publish(table: AdditiveTable, choice: Choice) -> Published:
    hidden = choice.small | choice.extra
    shown = {cell: value for cell, value in table.cells.items() if cell not in hidden and cell not in table.auxiliary}
    published = Published(
        threshold=table.threshold,
        cells=MappingProxyType(shown),
        hidden=hidden,
        totals=table.totals,
        maximum=table.maximum,
        structural_zero=table.structural_zero,
    )
    # Always every cell that could be one, whether a zero is hidden or not: so the field tells nothing of its own.
    named = replace(published, may_be_zero=could_be_zero(published))
    if not choice.zeros <= named.may_be_zero:
        raise CannotProtect
    return named


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


def _protected(table: CountTable, published: Published, proof: Certificate) -> ProtectedTable:
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
    )
