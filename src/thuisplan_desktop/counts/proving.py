"""The proof for any linked additive tables: as few cells hidden as the promise allows, audited, with a certificate.

The certificate holds and hashes nothing but what is published, so that anyone can check it again.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from thuisplan_desktop.counts.additive import MIN_THRESHOLD, AdditiveTable, Published
from thuisplan_desktop.counts.audit import DEFAULT_SECONDS, Bounds, Findings, could_be_zero, examine, is_given_away
from thuisplan_desktop.counts.hiding import Choice, Following, choose
from thuisplan_desktop.counts.merging import merge_low_maxima
from thuisplan_desktop.counts.solver import Budget, Time, budget_of
from thuisplan_desktop.errors import CannotProtect, GivenAwayBefore

RULE = "thuisplan-afscherming-1"
"""The version of the rule in a certificate: what a hidden cell can be, and what was proved."""

_AUDIT_SHARE = 0.2  # of the time, at least


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


def protect_cells(
    table: AdditiveTable,
    seconds: Time = DEFAULT_SECONDS,
    *,
    lowest_threshold: int = MIN_THRESHOLD,
    asked: frozenset[str] | None = None,
    following: Following | None = None,
) -> Protection:
    """Any linked additive tables, protected with as few hidden cells as the promise allows.

    `seconds` are for all of it: the choice leaves a part of them to the audit after it, also when who is `following`
    has had enough. `asked`: what was hidden when somebody looked; it stays so when that keeps the promise. Raises
    CannotProtect as `protect_together` does; ValueError for a threshold below the lowest one (5, outside tests) or
    cells that don't add up.
    """
    if table.threshold < lowest_threshold:
        raise ValueError("the threshold may be raised, never lowered")
    merged = merge_low_maxima(table)
    budget = budget_of(seconds)
    stage = budget.part(1.0 - _AUDIT_SHARE, enough=following.enough if following else None)
    choice = _choose(merged, stage, asked, following)
    published = _publish(merged, choice)
    found = examine((*merged.published_before, published), table.threshold, budget)
    check(merged, found)
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


def _choose(table: AdditiveTable, budget: Budget, asked: frozenset[str] | None, following: Following | None) -> Choice:
    """The choice; where none is possible because of what readers already have, the refusal says so."""
    try:
        return choose(table, budget, asked=asked, following=following)
    except CannotProtect as error:
        if type(error) is CannotProtect and table.published_before:
            raise GivenAwayBefore(cells="een of meer") from None
        raise


def check(table: AdditiveTable, found: Findings) -> None:
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
    named = {"may_be_zero": published.may_be_zero, "helpers": published.helpers}
    some = {name: sorted(cells) for name, cells in named.items() if cells}
    return {
        "threshold": published.threshold,
        "cells": dict(published.cells),
        "hidden": sorted(published.hidden),
        **some,
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
    named = replace(published, may_be_zero=could_be_zero(published, table.never_zero))
    if not choice.zeros <= named.may_be_zero:
        raise CannotProtect
    return named
